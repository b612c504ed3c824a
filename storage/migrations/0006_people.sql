-- People: what changed and by whom, who speaks for a unit, strangers who say who they are, and what was erased.

ALTER TABLE person ADD COLUMN erased INSTANT;    -- since then only a pseudonym stands here
ALTER TABLE person ADD COLUMN withdrawn INSTANT; -- consent was taken back; null while it holds or was never asked

-- What happened to posts, accounts and personal data. Figures have their own history: their events.
CREATE TABLE history (
    id ID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN
        ('took', 'left', 'linked', 'unlinked', 'vouched', 'phoned', 'addressed', 'contact', 'withdrew', 'erased')),
    person_id ID NOT NULL REFERENCES person (id), -- whom it concerns
    unit_id ID REFERENCES unit (id),     -- where it shows; null = in the person's own history only
    actor_id ID REFERENCES person (id),  -- null = the command line
    channel TEXT NOT NULL,               -- by which channel it was said
    detail DOCUMENT NOT NULL,            -- names of post, force, channel; never a phone number
    at INSTANT NOT NULL
);
-- the history of a unit
CREATE INDEX history_unit ON history (unit_id, at);
-- the history of a person
CREATE INDEX history_person ON history (person_id, at);

-- Who may be asked about a unit: one leader, one officer. They need not be known otherwise.
CREATE TABLE contact (
    id ID PRIMARY KEY,
    unit_id ID NOT NULL REFERENCES unit (id),
    part TEXT NOT NULL CHECK (part IN ('leader', 'officer')),
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    phone TEXT,
    named_by ID NOT NULL REFERENCES person (id),
    since INSTANT NOT NULL,
    until INSTANT                        -- null while it holds
);
-- one of a part at a time
CREATE UNIQUE INDEX contact_now ON contact (unit_id, part) WHERE until IS NULL;

-- A stranger said who they are; somebody of the ward says whether it is true.
CREATE TABLE introduction (
    id ID PRIMARY KEY,
    chat_id ID NOT NULL REFERENCES chat (id),
    address TEXT NOT NULL,               -- of the stranger
    words TEXT NOT NULL,                 -- exactly as they were written
    at INSTANT NOT NULL,
    closed INSTANT                       -- answered, by whichever of those who were asked
);
-- how often a chat has introduced itself lately
CREATE INDEX introduction_chat ON introduction (chat_id, at);
-- … and all chats together
CREATE INDEX introduction_at ON introduction (at);
