-- What became of planned nights: as each was before it was moved, called off or reinstated, by whom and why.
CREATE TABLE session_change (
    id ID PRIMARY KEY,
    session_id ID NOT NULL REFERENCES session (id),
    version INTEGER NOT NULL,            -- the session's from this change on
    night TEXT NOT NULL,                 -- what it was before …
    starts TEXT,
    ends TEXT,
    state TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT '',        -- as it was said: mưa; empty where nothing was
    person_id ID REFERENCES person (id), -- null: on the command line
    cause TEXT NOT NULL,
    at INSTANT NOT NULL,
    UNIQUE (session_id, version)         -- the changes of a session, in order
);
