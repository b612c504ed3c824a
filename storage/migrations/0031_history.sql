-- A figure can be told by somebody in another's place, and says why it was changed.
ALTER TABLE event ADD COLUMN why TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN for_id ID REFERENCES person (id); -- in whose place; null = one's own

-- Whether two people differ there; true also where nobody has looked yet.
ALTER TABLE standing ADD COLUMN disputed FLAG NOT NULL DEFAULT TRUE;
-- what a sum has to say of it
CREATE INDEX standing_disputed ON standing (session_id) WHERE disputed;

-- The words of a message that became figures, long numbers masked, for 30 days.
CREATE TABLE saying (
    cause TEXT PRIMARY KEY,             -- of its events
    person_id ID NOT NULL REFERENCES person (id),
    words TEXT NOT NULL,
    heard INSTANT NOT NULL
);
-- housekeeping
CREATE INDEX saying_heard ON saying (heard);
-- whose they are: seeing and erasing one's data
CREATE INDEX saying_person ON saying (person_id);

-- A night whose figures were closed and are open again, or were closed early.
CREATE TABLE reopening (
    id ID PRIMARY KEY,
    session_id ID NOT NULL REFERENCES session (id),
    person_id ID NOT NULL REFERENCES person (id), -- who said so
    why TEXT NOT NULL,
    at INSTANT NOT NULL,
    was INSTANT NOT NULL,               -- when it was closed before
    until INSTANT NOT NULL              -- when it is closed now
);
-- what is open again, what was of one night
CREATE INDEX reopening_session ON reopening (session_id, at);

-- A correction that came after the lock: the office accepts it or does not.
CREATE TABLE slip (
    id ID PRIMARY KEY,
    session_id ID NOT NULL REFERENCES session (id),
    person_id ID NOT NULL REFERENCES person (id), -- who told it
    figures DOCUMENT NOT NULL,          -- {indicator: what it is to be}
    instead_of DOCUMENT NOT NULL,       -- {indicator: what stood}
    cause TEXT NOT NULL,
    heard INSTANT NOT NULL,
    settled INSTANT,
    settled_by ID REFERENCES person (id),
    agreed FLAG
);
-- what waits for the office, what was of one night
CREATE INDEX slip_session ON slip (session_id, settled);
-- whose they are
CREATE INDEX slip_person ON slip (person_id);

-- Words that nobody could read belong to a night once the office says so.
ALTER TABLE note ADD COLUMN session_id ID REFERENCES session (id);
-- what was said of a night
CREATE INDEX note_session ON note (session_id) WHERE session_id IS NOT NULL;
