-- A campaign that was put away: everything of it is kept, and nothing asks for it or says anything of it any more.
ALTER TABLE campaign ADD COLUMN archived INSTANT;
