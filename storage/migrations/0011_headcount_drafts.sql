-- A table of headcounts is a draft, too, until its sender says yes.
CREATE TABLE draft_of_any_kind (
    id ID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('plan', 'roster', 'headcounts')),
    campaign_id ID NOT NULL REFERENCES campaign (id),
    person_id ID NOT NULL REFERENCES person (id), -- who sent it
    chat_id ID NOT NULL REFERENCES chat (id),     -- where its questions are asked
    body DOCUMENT NOT NULL,             -- what was read, with the answers given so far
    version INTEGER NOT NULL DEFAULT 1, -- rises with every answer
    made INSTANT NOT NULL,
    closed INSTANT,
    ending TEXT CHECK (ending IN ('accepted', 'dropped', 'replaced'))
);
INSERT INTO draft_of_any_kind (id, kind, campaign_id, person_id, chat_id, body, version, made, closed, ending)
SELECT id, kind, campaign_id, person_id, chat_id, body, version, made, closed, ending FROM draft;
DROP TABLE draft;
ALTER TABLE draft_of_any_kind RENAME TO draft;
-- what a person has not decided yet
CREATE INDEX draft_open ON draft (person_id, made) WHERE closed IS NULL;
