-- What goes out as a file, what links are signed with, and a secret of its own for the link of an invitation.

-- A document or picture that was made. Its body lasts until it expires; what holds names or phones not for long.
CREATE TABLE file (
    id ID PRIMARY KEY,                  -- of the errand that made it: made twice, it is kept once
    kind TEXT NOT NULL,                 -- which maker made it
    name TEXT NOT NULL,                 -- that it is saved under
    media_type TEXT NOT NULL,
    body BYTES NOT NULL,
    named FLAG NOT NULL,                -- holds names or phones: only for the one who asked
    unit_id ID REFERENCES unit (id),    -- what it is about
    campaign_id ID REFERENCES campaign (id),
    result DOCUMENT NOT NULL,           -- what its errand hands back
    made INSTANT NOT NULL,
    expires INSTANT NOT NULL
);
-- what is not to be kept any longer
CREATE INDEX file_expires ON file (expires);

-- What a platform calls a file that it has been given, so that it is not given it twice.
CREATE TABLE upload (
    file_id ID NOT NULL REFERENCES file (id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    reference TEXT NOT NULL,
    PRIMARY KEY (file_id, channel)
);

-- Keys that this house made for itself because nobody gave it any.
CREATE TABLE house_key (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- An invitation's link carries a longer secret than what can be typed; either is good once, for both.
ALTER TABLE invite ADD COLUMN link_hash TEXT;
CREATE UNIQUE INDEX invite_link ON invite (link_hash);
