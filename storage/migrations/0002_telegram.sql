-- What a chat platform brings: chats that go away, long messages in parts, invitations, photos, groups, menus.

ALTER TABLE chat ADD COLUMN gone INSTANT; -- blocked or removed since then; null while it can be written to

ALTER TABLE outbox ADD COLUMN told INTEGER NOT NULL DEFAULT 0; -- characters of a long message already said, in parts

-- an edited message: what it had said before
CREATE INDEX event_cause ON event (cause);

-- A one-time code that makes an address the account of a person. The code itself is never stored.
CREATE TABLE invite (
    id ID PRIMARY KEY,
    code_hash TEXT NOT NULL UNIQUE,
    person_id ID NOT NULL REFERENCES person (id),
    made INSTANT NOT NULL,
    expires INSTANT NOT NULL,
    used INSTANT,
    used_by TEXT,                       -- the address that it made an account of
    tries INTEGER NOT NULL DEFAULT 0    -- how often it was shown before it was used
);
-- a new invitation takes the place of the ones not used
CREATE INDEX invite_person ON invite (person_id) WHERE used IS NULL;

-- Codes that were not good: how often a chat, and all chats together, have guessed lately.
CREATE TABLE wrong_code (
    id ID PRIMARY KEY,
    chat_id ID NOT NULL REFERENCES chat (id),
    at INSTANT NOT NULL
);
-- guesses of the last hour
CREATE INDEX wrong_code_at ON wrong_code (at);

-- Photos kept beside a night's figures. The body is fetched afterwards, by an errand.
CREATE TABLE evidence (
    id ID PRIMARY KEY,
    session_id ID NOT NULL REFERENCES session (id),
    person_id ID NOT NULL REFERENCES person (id),
    reference TEXT NOT NULL,            -- what the platform calls the file: channel:id
    cause TEXT NOT NULL,
    at INSTANT NOT NULL,
    fetched INSTANT,
    body BYTES                          -- null until it was fetched
);
-- the photos of a night
CREATE INDEX evidence_session ON evidence (session_id);

-- Groups in which the clerk wants a unit's nightly summary.
CREATE TABLE bulletin (
    chat_id ID PRIMARY KEY REFERENCES chat (id),
    campaign_id ID NOT NULL REFERENCES campaign (id),
    unit_id ID NOT NULL REFERENCES unit (id),
    since INSTANT NOT NULL
);

-- The command menus that a platform was given, so that only changed ones are given again.
CREATE TABLE menu (
    address TEXT PRIMARY KEY,
    version TEXT NOT NULL,              -- of the program's menus, with the roles it was made for
    at INSTANT NOT NULL
);

-- what a stranger, of whom we know only the chat, has not answered yet
CREATE INDEX question_chat ON question (chat_id, opened) WHERE closed IS NULL;
