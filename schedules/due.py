"""Turns what has come due into rows of the outbox, one statement per kind. Wordless: the rows are recipes.

Each occasion has one key, kind:subject:version:recipient; whoever comes second changes nothing.
"""

from dataclasses import dataclass

from storage.database import Transaction
from storage.heartbeats import Heartbeat, beat, last
from storage.ids import Ids
from storage.instants import DAY, HOUR, MINUTE, Instant

AT_MOST = 200_000  # rows of one look; ids are set aside for so many
LOOK_BACK = HOUR  # what was planned late for an instant already looked at
TELLS_AFTER = 50 * MINUTE  # the nightly summary, after the last question for a result: 21:25 → 22:15
GROWS_STALE = 9 * HOUR  # in the morning the summary of last night is still news
FIRST_LOOK = 2 * DAY  # how far a new database looks back


@dataclass(frozen=True, slots=True)
class Looked:
    """How many rows each kind brought."""

    closeout: int
    summary: int = 0


async def look(tx: Transaction, now: Instant, ids: Ids) -> Looked:
    before = await last(tx, "due")
    since = min(before.reached, now) - LOOK_BACK if before else now - FIRST_LOOK
    found = Looked(await close_outs(tx, since, now, ids), await summaries(tx, since, now, ids))
    await beat(tx, Heartbeat("due", now, now))
    return found


async def close_outs(tx: Transaction, since: Instant, now: Instant, ids: Ids) -> int:
    """The leader of every session that has ended is asked for its result, until the lock."""
    return await tx.run(_CLOSE_OUTS, since=since, now=now, first=ids.block(AT_MOST), most=AT_MOST)


async def summaries(tx: Transaction, since: Instant, now: Instant, ids: Ids) -> int:
    """Every group that wants it is told how the night went, some time after its last unit was asked."""
    window = {"since": since, "now": now, "earliest": since - DAY, "latest": now + DAY}
    some = {"first": ids.block(AT_MOST), "most": AT_MOST}
    return await tx.run(_SUMMARIES, **window, **some, after=TELLS_AFTER, stale=GROWS_STALE)


# The id of the n-th row stays within this worker's share of the id space: 4,096 to a millisecond (storage/ids.py).
_CLOSE_OUTS = """
INSERT INTO outbox (id, once_key, kind, person_id, params, as_of, cause, priority, not_after, next_at)
SELECT :first + (due.n / 4096) * 4194304 + due.n % 4096,
    'closeout:session/' || due.session_id || ':' || due.version || ':person/' || due.person_id,
    'closeout', due.person_id,
    '{"session": "' || due.session_id || '", "version": "' || due.version || '"}',
    due.asks_at, 'closeout/' || due.session_id, 3, due.locks_at, :now
FROM (
    SELECT session.id AS session_id, session.version, session.asks_at, session.locks_at, post.person_id,
        row_number() OVER (ORDER BY session.asks_at, session.id, post.id) AS n
    FROM session JOIN post ON post.unit_id = session.unit_id AND post.role = 'leader'
    WHERE session.asks_at > :since AND session.asks_at <= :now AND session.state = 'planned'
        AND post.since <= session.asks_at AND (post.until IS NULL OR post.until > session.asks_at)
    ORDER BY session.asks_at, session.id, post.id LIMIT :most
) AS due
WHERE due.n > 0
ON CONFLICT (once_key) DO NOTHING
"""
_SUMMARIES = """
INSERT INTO outbox
    (id, once_key, kind, chat_id, channel, params, as_of, cause, priority, not_after, next_at)
SELECT :first + (due.n / 4096) * 4194304 + due.n % 4096,
    'summary:campaign/' || due.campaign_id || '/' || due.night || ':chat/' || due.chat_id,
    'summary', due.chat_id, due.channel,
    '{"campaign": "' || due.campaign_id || '", "unit": "' || due.unit_id || '"}',
    due.tells_at, 'summary/' || due.night, 4, due.tells_at + :stale, :now
FROM (
    SELECT nights.*, row_number() OVER (ORDER BY nights.tells_at, nights.chat_id) AS n,
        (SELECT chat.channel FROM chat WHERE chat.id = nights.chat_id AND chat.gone IS NULL) AS channel
    FROM (
        SELECT bulletin.chat_id, bulletin.campaign_id, bulletin.unit_id, bulletin.since, session.night,
            max(session.asks_at) + :after AS tells_at
        FROM bulletin JOIN ancestry ON ancestry.above_id = bulletin.unit_id
            JOIN session ON session.unit_id = ancestry.unit_id AND session.campaign_id = bulletin.campaign_id
        WHERE session.asks_at > :earliest AND session.asks_at < :latest AND session.state = 'planned'
        GROUP BY bulletin.chat_id, bulletin.campaign_id, bulletin.unit_id, bulletin.since, session.night
    ) AS nights
    WHERE nights.tells_at > :since AND nights.tells_at <= :now AND nights.since <= nights.tells_at
    ORDER BY nights.tells_at, nights.chat_id LIMIT :most
) AS due
WHERE due.channel IS NOT NULL
ON CONFLICT (once_key) DO NOTHING
"""
