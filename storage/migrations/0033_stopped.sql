-- Words to many that were stopped on their way: whoever has them has them, nobody else gets them.
ALTER TABLE announcement ADD COLUMN stopped INSTANT;
