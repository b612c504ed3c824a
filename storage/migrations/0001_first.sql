-- The first schema. Five words are replaced per engine by migrate.py: ID INSTANT FLAG BYTES DOCUMENT.
-- Instants are UTC milliseconds, local dates YYYY-MM-DD, local times HH:MM in the campaign's zone.

-- Who and where -------------------------------------------------------------------------------------------------

CREATE TABLE unit (
    id ID PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,          -- short and stable: what people type and files carry
    kind TEXT NOT NULL CHECK (kind IN ('province', 'district', 'ward', 'group', 'building', 'agency', 'school')),
    parent_id ID REFERENCES unit (id),  -- null only for the root of an install
    name TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT                          -- null while the unit exists
);
-- the children of a unit
CREATE INDEX unit_parent ON unit (parent_id);

-- The tree closed over itself: every unit with every unit above it, and with itself.
CREATE TABLE ancestry (
    unit_id ID NOT NULL REFERENCES unit (id),
    above_id ID NOT NULL REFERENCES unit (id),
    steps INTEGER NOT NULL CHECK (steps >= 0),
    PRIMARY KEY (unit_id, above_id)
);
-- all units below one
CREATE INDEX ancestry_above ON ancestry (above_id, unit_id);

CREATE TABLE person (
    id ID PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',     -- as the roster writes it
    you TEXT NOT NULL,                  -- the pair of address words: what we call the person …
    me TEXT NOT NULL,                   -- … and ourselves
    phone TEXT,
    consent INTEGER,                    -- version of the words consented to; null = not asked yet
    consented_at INSTANT
);
-- matching a shared contact to the roster
CREATE INDEX person_phone ON person (phone);

CREATE TABLE post (
    id ID PRIMARY KEY,
    person_id ID NOT NULL REFERENCES person (id),
    role TEXT NOT NULL CHECK (role IN ('clerk', 'leader', 'deputy', 'captain', 'volunteer', 'observer')),
    unit_id ID NOT NULL REFERENCES unit (id),
    force TEXT CHECK (force IN ('youth', 'militia', 'digital', 'culture', 'police', 'members')),
    since INSTANT NOT NULL,
    until INSTANT                       -- null while it is held
);
-- the posts of the senders of a batch
CREATE INDEX post_person ON post (person_id);
-- who leads a unit, who its clerks are
CREATE INDEX post_unit ON post (unit_id, role);

CREATE TABLE account (
    id ID PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,       -- channel/sender, e.g. telegram/1234
    person_id ID NOT NULL REFERENCES person (id),
    device TEXT,                        -- web only: hash of the cookie of the first device; null until it came
    since INSTANT NOT NULL,
    until INSTANT                       -- null while linked
);
-- the channels on which a person can be reached
CREATE INDEX account_person ON account (person_id);

CREATE TABLE chat (
    id ID PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,       -- channel/chat, e.g. telegram/-100987
    channel TEXT NOT NULL,              -- with the bot's key where a channel has several: zalo/2
    account_id ID REFERENCES account (id), -- whose private chat; null for a group or a stranger
    heard INSTANT NOT NULL,             -- when we last heard from it; the freshest chat is written to first
    position INTEGER NOT NULL DEFAULT 0, -- last position of the chat's log (web)
    seen INTEGER NOT NULL DEFAULT 0     -- last position the page has shown (web)
);
-- the chats of a person
CREATE INDEX chat_account ON chat (account_id);

-- The campaign --------------------------------------------------------------------------------------------------

CREATE TABLE campaign (
    id ID PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    unit_id ID NOT NULL REFERENCES unit (id),
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1, -- rises with its settings and its plan
    settings DOCUMENT NOT NULL          -- indicators, target, timetable: storage/campaigns.py
);
-- the campaign above a unit
CREATE INDEX campaign_unit ON campaign (unit_id);

-- One unit on one evening; an extra visit; or a round: a dated return that is owed regardless of evenings.
CREATE TABLE session (
    id ID PRIMARY KEY,
    campaign_id ID NOT NULL REFERENCES campaign (id),
    unit_id ID NOT NULL REFERENCES unit (id),
    kind TEXT NOT NULL CHECK (kind IN ('evening', 'extra', 'round')),
    night TEXT NOT NULL,
    starts TEXT,                        -- null for a round
    ends TEXT,
    state TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'excused', 'cancelled')),
    version INTEGER NOT NULL DEFAULT 1, -- rises with time, place and state
    asks_at INSTANT NOT NULL,           -- when its leader is asked for the result
    locks_at INSTANT NOT NULL,          -- heard later than this, a figure needs the clerk
    UNIQUE (campaign_id, unit_id, night, kind)
);
-- the sessions of the senders' units
CREATE INDEX session_unit ON session (unit_id, campaign_id);
-- due: which close-out questions have come due since the last look
CREATE INDEX session_asks ON session (asks_at);

CREATE TABLE headcount (
    id ID PRIMARY KEY,
    unit_id ID NOT NULL REFERENCES unit (id),
    measure TEXT NOT NULL CHECK (measure IN ('residents15', 'smartphone15', 'adults18', 'staff', 'households')),
    value INTEGER NOT NULL CHECK (value >= 0),
    as_of TEXT NOT NULL,
    source TEXT NOT NULL,
    entered INSTANT NOT NULL
);
-- the headcount of a unit that holds on a day
CREATE INDEX headcount_unit ON headcount (unit_id, measure, as_of);

CREATE TABLE baseline (
    id ID PRIMARY KEY,
    campaign_id ID NOT NULL REFERENCES campaign (id),
    unit_id ID NOT NULL REFERENCES unit (id),
    indicator TEXT NOT NULL,
    value INTEGER NOT NULL CHECK (value >= 0),
    as_of TEXT NOT NULL,
    source TEXT NOT NULL,
    UNIQUE (unit_id, campaign_id, indicator, as_of)
);

-- What was said -------------------------------------------------------------------------------------------------

-- Append-only. `seq` is the order of commit within the session; standing is the fold of these rows.
CREATE TABLE event (
    id ID PRIMARY KEY,
    session_id ID NOT NULL REFERENCES session (id),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    kind TEXT NOT NULL CHECK (kind IN ('set', 'add', 'undo', 'slip')),
    person_id ID NOT NULL REFERENCES person (id),
    by_clerk FLAG NOT NULL,             -- said with a clerk's right: settles what others dispute
    figures DOCUMENT NOT NULL,          -- {indicator: number}
    instead_of DOCUMENT NOT NULL,       -- {indicator: the old number that was named}
    undoes ID REFERENCES event (id),
    cause TEXT NOT NULL,                -- key of the update
    written INSTANT NOT NULL,
    heard INSTANT NOT NULL,
    UNIQUE (session_id, seq)
);

-- undo: one's own last event …
CREATE INDEX event_person ON event (person_id, heard, id);
-- … that is not undone yet
CREATE INDEX event_undoes ON event (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE standing (
    session_id ID PRIMARY KEY REFERENCES session (id),
    version INTEGER NOT NULL,           -- seq of the last event folded in
    figures DOCUMENT NOT NULL,          -- storage/standing.py
    heard INSTANT NOT NULL              -- of the last event folded in
);

-- Talking -------------------------------------------------------------------------------------------------------

-- Messages decided on. Words are here when they are known at once; a recipe is worded when it is leased.
CREATE TABLE outbox (
    id ID PRIMARY KEY,
    once_key TEXT UNIQUE,               -- kind:subject:version:recipient of what may be said only once
    kind TEXT NOT NULL,
    person_id ID REFERENCES person (id), -- we start: the chat is chosen when it is sent
    chat_id ID REFERENCES chat (id),    -- an answer, or chosen
    channel TEXT,                       -- of the chat; null until chosen
    words TEXT,                         -- safe subset: <b>, newline
    params DOCUMENT NOT NULL,           -- of the recipe
    as_of INSTANT NOT NULL,
    edits ID REFERENCES outbox (id),
    cause TEXT NOT NULL,                -- the update or occasion it answers
    priority INTEGER NOT NULL,          -- 1 acknowledgement, 2 correction, 3 reminder, 4 announcement
    not_after INSTANT,
    state TEXT NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'sending', 'sent', 'void', 'skipped', 'doubt', 'unreached')),
    why TEXT,                           -- of void, skipped, doubt, unreached
    tries INTEGER NOT NULL DEFAULT 0,
    next_at INSTANT NOT NULL,
    sent_at INSTANT,                    -- or was tried last: the platform counts refusals too
    reference TEXT                      -- what the platform calls it
);
-- delivery: what waits on a channel, best first
CREATE INDEX outbox_waiting ON outbox (channel, priority, id) WHERE state = 'waiting';
-- delivery: is an earlier message of this chat waiting?
CREATE INDEX outbox_chat_waiting ON outbox (chat_id, priority, id) WHERE state = 'waiting';
-- what edits a message; without it SQLite reads the whole outbox for every row that `due` puts in
CREATE INDEX outbox_edits ON outbox (edits) WHERE edits IS NOT NULL;
-- delivery: is a message of this chat in flight?
CREATE INDEX outbox_chat_flying ON outbox (chat_id) WHERE state = 'sending';
-- delivery: what an unclean stop left in flight
CREATE INDEX outbox_flying ON outbox (channel) WHERE state = 'sending';
-- delivery: what was sent within the last minute, for whoever takes over
CREATE INDEX outbox_sent ON outbox (channel, sent_at) WHERE sent_at IS NOT NULL;
-- routes: what has no chat yet
CREATE INDEX outbox_unrouted ON outbox (id) WHERE state = 'waiting' AND chat_id IS NULL;

-- The chat log of the web page: what was said (own words) and what was delivered, by gapless position.
CREATE TABLE log (
    chat_id ID NOT NULL REFERENCES chat (id),
    position INTEGER NOT NULL,
    outbox_id ID REFERENCES outbox (id), -- ours; null for theirs
    said TEXT,                          -- theirs; null for ours
    cause TEXT NOT NULL,
    at INSTANT NOT NULL,
    PRIMARY KEY (chat_id, position)
);
-- which position an edit replaces
CREATE INDEX log_outbox ON log (outbox_id) WHERE outbox_id IS NOT NULL;

-- Open from the moment its message is recorded as sent until it is closed.
CREATE TABLE question (
    id ID PRIMARY KEY,
    outbox_id ID NOT NULL REFERENCES outbox (id),
    chat_id ID NOT NULL REFERENCES chat (id),
    person_id ID NOT NULL REFERENCES person (id),
    topic TEXT NOT NULL,                -- what it is about: 'count' awaits a number, the others a choice
    session_id ID REFERENCES session (id),
    opened INSTANT,
    expires INSTANT NOT NULL,
    closed INSTANT,
    closed_by TEXT                      -- the update that answered, or why it was dropped
);
-- what a person has not answered yet
CREATE INDEX question_open ON question (person_id, opened) WHERE closed IS NULL;
-- opening the questions of the messages that were just sent
CREATE INDEX question_outbox ON question (outbox_id);

-- A shortcut for something that can be typed. Callback data is the id alone.
CREATE TABLE choice (
    id ID PRIMARY KEY,
    outbox_id ID NOT NULL REFERENCES outbox (id),
    question_id ID REFERENCES question (id), -- null for a shortcut under a message that asks nothing
    chat_id ID NOT NULL REFERENCES chat (id),
    person_id ID NOT NULL REFERENCES person (id),
    digit INTEGER,                      -- what may be typed instead; null = the words only
    label TEXT NOT NULL,
    intent DOCUMENT NOT NULL,
    expires INSTANT NOT NULL
);
-- the choices of an open question
CREATE INDEX choice_question ON choice (question_id);
-- the buttons of a message
CREATE INDEX choice_outbox ON choice (outbox_id);

-- Keeping it going ----------------------------------------------------------------------------------------------

-- Every update ever taken in; a second arrival finds its key here.
CREATE TABLE update_key (
    key TEXT PRIMARY KEY,
    digest TEXT NOT NULL,               -- of the body: the same key with another text is refused
    heard INSTANT NOT NULL
);

-- Updates that could not be handled three times over.
CREATE TABLE set_aside (
    key TEXT PRIMARY KEY,
    body DOCUMENT NOT NULL,
    traceback TEXT NOT NULL,
    at INSTANT NOT NULL
);

CREATE TABLE errand (
    id ID PRIMARY KEY,
    kind TEXT NOT NULL,
    params DOCUMENT NOT NULL,
    cause TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed')),
    tries INTEGER NOT NULL DEFAULT 0,
    next_at INSTANT NOT NULL
);
-- jobs: what is to be done now
CREATE INDEX errand_waiting ON errand (next_at) WHERE state = 'waiting';

-- Who does what only one may do. The fence rises with every change of hands.
CREATE TABLE duty (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until INSTANT NOT NULL,
    fence INTEGER NOT NULL
);

-- Signs of life: how far each loop has come, and when.
CREATE TABLE heartbeat (
    name TEXT PRIMARY KEY,
    beat_at INSTANT NOT NULL,
    reached INSTANT NOT NULL,           -- due: everything before this has been looked at
    note TEXT NOT NULL DEFAULT ''
);
