-- The clock: who takes part in a session, who is away, whose ladder was moved, and what is to be looked at next.

-- The version that the clock has seen; 0 = never; negative = seen, and to be looked at once more.
ALTER TABLE session ADD COLUMN looked INTEGER NOT NULL DEFAULT 0;
-- due: sessions that are new or have changed
CREATE INDEX session_changed ON session (campaign_id, night, asks_at) WHERE looked <> version;
-- due: the sessions of an evening; was anything planned on a night?
CREATE INDEX session_night ON session (campaign_id, night);
DROP INDEX session_asks;

-- What the hours of sessions depend on, and when the clock has to look at them next; null = never more.
-- Many sessions share one, so that a hundred thousand of them are looked at without being touched.
CREATE TABLE evening (
    campaign_id ID NOT NULL REFERENCES campaign (id),
    night TEXT NOT NULL,
    kind TEXT NOT NULL,
    starts TEXT NOT NULL,               -- empty for a round
    asks_at INSTANT NOT NULL,
    locks_at INSTANT NOT NULL,
    looks_at INSTANT,
    PRIMARY KEY (campaign_id, night, kind, starts, asks_at, locks_at)
);
-- due: evenings whose time has come
CREATE INDEX evening_looks ON evening (looks_at) WHERE looks_at IS NOT NULL;

ALTER TABLE campaign ADD COLUMN looked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE campaign ADD COLUMN looks_at INSTANT;
ALTER TABLE campaign ADD COLUMN announced INSTANT; -- when its last announcement went out; null = none yet

-- One person's place in one session. `night` and `starts` are the session's as the person was last told.
CREATE TABLE shift (
    id ID PRIMARY KEY,
    session_id ID NOT NULL REFERENCES session (id),
    person_id ID NOT NULL REFERENCES person (id),
    force TEXT NOT NULL CHECK (force IN ('youth', 'militia', 'digital', 'culture', 'police', 'members')),
    state TEXT NOT NULL DEFAULT 'offered' CHECK (
        state IN ('offered', 'accepted', 'declined', 'replaced', 'present', 'excused', 'absent')
    ),
    version INTEGER NOT NULL DEFAULT 1, -- rises with every offer
    looked INTEGER NOT NULL DEFAULT 0,  -- the offer that the clock has seen
    night TEXT NOT NULL,
    starts TEXT NOT NULL,
    off FLAG NOT NULL,                  -- the person was told that the session does not take place
    changed INSTANT NOT NULL,
    UNIQUE (session_id, person_id)
);
-- nobody has two places at one hour of one night; and what a person has
CREATE UNIQUE INDEX shift_slot ON shift (person_id, night, starts) WHERE state NOT IN ('declined', 'replaced');
-- due: offers that are new
CREATE INDEX shift_changed ON shift (session_id) WHERE looked <> version;

-- When a person cannot be asked; somebody else has their duties then.
CREATE TABLE away (
    id ID PRIMARY KEY,
    person_id ID NOT NULL REFERENCES person (id),
    since INSTANT NOT NULL,
    until INSTANT NOT NULL
);
-- is a person away?
CREATE INDEX away_person ON away (person_id, until);

-- "In a quarter of an hour": until when a person wants to be left alone about a session.
CREATE TABLE later (
    session_id ID NOT NULL REFERENCES session (id),
    person_id ID NOT NULL REFERENCES person (id),
    until INSTANT NOT NULL,
    said INSTANT NOT NULL,
    PRIMARY KEY (session_id, person_id)
);

-- A night that its head called off; the clerk says whether that is right.
CREATE TABLE excuse (
    id ID PRIMARY KEY,
    session_id ID NOT NULL REFERENCES session (id),
    person_id ID NOT NULL REFERENCES person (id), -- who called it off
    why TEXT NOT NULL,
    said INSTANT NOT NULL,
    settled INSTANT,                    -- null while the clerk has not answered
    agreed FLAG                         -- what the clerk said
);
-- what the clerk has not answered yet
CREATE INDEX excuse_session ON excuse (session_id) WHERE settled IS NULL;

-- joining: what else waits for a person
CREATE INDEX outbox_person_waiting ON outbox (person_id) WHERE state = 'waiting';
-- the call list: what reached nobody
CREATE INDEX outbox_unreached ON outbox (as_of) WHERE state = 'unreached';
-- the trust card: what may have been said, what came too late
CREATE INDEX outbox_doubt ON outbox (as_of) WHERE state = 'doubt';
CREATE INDEX outbox_skipped ON outbox (as_of) WHERE state = 'skipped';
-- the trust card: what could not be handled
CREATE INDEX set_aside_at ON set_aside (at);
