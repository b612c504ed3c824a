-- Files that people hand in on a page of ours, until they were read; a platform keeps those that it was given.
CREATE TABLE received (
    key TEXT PRIMARY KEY,               -- of the update that brought it
    account_id ID NOT NULL REFERENCES account (id),
    body BYTES NOT NULL,
    at INSTANT NOT NULL
);
-- housekeeping: what nobody has read in time
CREATE INDEX received_at ON received (at);
-- whose they are: erasing one's data
CREATE INDEX received_account ON received (account_id);

-- Documents that wait for their turn: their sender has not decided yet on what was shown before.
CREATE TABLE queued (
    id ID PRIMARY KEY,                  -- of the errand that has read it once
    person_id ID NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL,                 -- of the errand that reads it again
    params DOCUMENT NOT NULL,
    cause TEXT NOT NULL,                -- the update that brought it
    digest TEXT NOT NULL,               -- of what was read: the same document twice waits once
    at INSTANT NOT NULL
);
-- what comes next for a person
CREATE INDEX queued_person ON queued (person_id, id);
