-- Who writes on and on, or introduces themselves in crowds, stands in nobody's way.

ALTER TABLE chat ADD COLUMN recent INTEGER NOT NULL DEFAULT 0;      -- how many messages came of it …
ALTER TABLE chat ADD COLUMN recent_since INSTANT NOT NULL DEFAULT 0; -- … since then: an hour of a stranger, minutes of others

ALTER TABLE introduction ADD COLUMN judge_id ID REFERENCES person (id); -- who may know them; null = nobody is asked
ALTER TABLE introduction ADD COLUMN asked INSTANT;                      -- null = it waits for its turn
-- what a judge has before them, and what waits
CREATE INDEX introduction_judge ON introduction (judge_id, id) WHERE closed IS NULL;
