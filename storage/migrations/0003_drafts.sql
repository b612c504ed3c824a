-- What was read of a document and is not decided yet: nothing of it counts before its sender says yes.
CREATE TABLE draft (
    id ID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('plan', 'roster')),
    campaign_id ID NOT NULL REFERENCES campaign (id),
    person_id ID NOT NULL REFERENCES person (id), -- who sent it
    chat_id ID NOT NULL REFERENCES chat (id),     -- where its questions are asked
    body DOCUMENT NOT NULL,             -- what was read, with the answers given so far
    version INTEGER NOT NULL DEFAULT 1, -- rises with every answer
    made INSTANT NOT NULL,
    closed INSTANT,
    ending TEXT CHECK (ending IN ('accepted', 'dropped', 'replaced'))
);
-- what a person has not decided yet
CREATE INDEX draft_open ON draft (person_id, made) WHERE closed IS NULL;
