-- What a post is called where it is held: "Trưởng khu phố", "Trưởng ban quản trị".

ALTER TABLE post ADD COLUMN title TEXT; -- as the roster writes it; null = by its role and the kind of unit
