"""What the ward office is due: the night, the morning digest, the steps of the weekly letter, dated rounds, silence."""

import json
from dataclasses import dataclass

from schedules.calendar import Occasion
from schedules.rows import Tick
from storage.announcements import OutreachDue
from storage.instants import DAY, HOUR, Instant
from storage.posts import in_office
from storage.settings import Cadence, Outreach

CADENCE_ENDS = DAY  # an alarm about silence that was not given within a day gives way to the next


def silence(cadence: Cadence, since: Instant) -> tuple[Occasion, ...]:
    """So many hours after the last announcement: a draft, then an alarm."""
    draft, alarm = since + cadence.draft_after * HOUR, since + cadence.alarm_after * HOUR
    return (
        Occasion("cadence", draft, alarm, f"{since}/draft"),
        Occasion("cadence", alarm, alarm + CADENCE_ENDS, f"{since}/alarm"),
    )


def outreach(rule: Outreach, paced: OutreachDue) -> tuple[Occasion, ...]:
    """What a rule of the rhythm is due since it was kept last."""
    about = f"{rule.kind}/{rule.at_least}/{rule.days}/{paced.since}"
    return (
        Occasion("outreach", paced.remind, paced.alarm, f"{about}/draft"),
        Occasion("outreach", paced.alarm, paced.alarm + CADENCE_ENDS, f"{about}/alarm"),
    )


@dataclass(frozen=True, slots=True)
class Office:
    campaign_id: int
    unit_id: int


_NIGHTLY = {"summary": "'clerk', 'observer'", "digest": "'clerk'"}
_ANY = "SELECT id FROM session WHERE campaign_id = :campaign AND night = :night AND state <> 'cancelled' LIMIT 1"


async def put(look: Tick, occasion: Occasion, office: Office) -> int:
    subject = f"campaign/{office.campaign_id}/{occasion.about}"
    if occasion.kind not in _NIGHTLY:
        put = await _tell(look, occasion, office, (subject, "'clerk'"))
        if put and occasion.kind == "paper":
            await _order(look, occasion, office, subject)
        return put
    if not await look.tx.rows(_ANY, campaign=office.campaign_id, night=occasion.about):
        return 0
    put = await _tell(look, occasion, office, (subject, _NIGHTLY[occasion.kind]))
    return put + (await _bulletins(look, occasion, office, subject) if occasion.kind == "summary" else 0)


_POSTS = f"""
SELECT DISTINCT CAST(:subject AS TEXT) AS subject, 1 AS version, post.person_id, CAST(:params AS TEXT) AS params
FROM post WHERE post.unit_id = :unit AND post.role IN ({{}}) AND {in_office()}
"""


async def _tell(look: Tick, occasion: Occasion, office: Office, whom: tuple[str, str]) -> int:
    subject, roles = whom
    params = _params(occasion, office.campaign_id, office.unit_id)
    return await look.put(occasion, _POSTS.format(roles), subject=subject, params=params, unit=office.unit_id)


_GROUPS = """
SELECT bulletin.chat_id, bulletin.unit_id,
    (SELECT chat.channel FROM chat WHERE chat.id = bulletin.chat_id AND chat.gone IS NULL) AS channel
FROM bulletin WHERE bulletin.campaign_id = :campaign AND bulletin.since <= :at ORDER BY bulletin.chat_id
"""
_POST = """
INSERT INTO outbox (id, once_key, kind, chat_id, channel, params, as_of, cause, priority, not_after, next_at)
VALUES (:id, :key, 'summary', :chat, :channel, :params, :as_of, :cause, 4, :until, :now)
ON CONFLICT (once_key) DO NOTHING
"""


async def _bulletins(look: Tick, occasion: Occasion, office: Office, subject: str) -> int:
    """The groups that want it, each for its own unit."""
    groups = await look.tx.rows(_GROUPS, campaign=office.campaign_id, at=occasion.at)
    records = [
        {
            "id": look.ids(),
            "key": f"{occasion.kind}:{subject}:1:chat/{group['chat_id']}",
            "chat": group["chat_id"],
            "channel": group["channel"],
            "params": _params(occasion, office.campaign_id, group["unit_id"]),
            "cause": f"{occasion.kind}/{subject}",
            "as_of": occasion.at,
            "until": occasion.until,
            "now": look.now,
        }
        for group in groups
        if group["channel"] is not None
    ]
    return await look.tx.many(_POST, records)


_CLERKS = f"SELECT DISTINCT person_id FROM post WHERE unit_id = :unit AND role = 'clerk' AND {in_office()}"
_PAPERS = "SELECT id, person_id, params, cause FROM outbox WHERE once_key IN :keys"
_ORDER = "INSERT INTO errand (id, kind, params, cause, next_at) VALUES (:id, 'paper', :order, :cause, :now)"


async def _order(look: Tick, occasion: Occasion, office: Office, subject: str) -> None:
    """The file of each new row, made under the row's own id: it is sent with the row, and never without it."""
    step = occasion.about.rpartition("/")[2]
    clerks = await look.tx.rows(_CLERKS, unit=office.unit_id, now=look.now)
    keys = [f"{occasion.kind}:{subject}:1:person/{clerk['person_id']}" for clerk in clerks]
    new = [row for row in await look.tx.rows(_PAPERS, keys=keys) if "file" not in json.loads(row["params"])]
    records = [
        {
            "id": row["id"],
            "params": json.dumps({**json.loads(row["params"]), "file": str(row["id"])}),
            "order": json.dumps(
                {
                    "maker": "paper",
                    "what": f"weekly_{step}",
                    "unit": str(office.unit_id),
                    "campaign": str(office.campaign_id),
                    "person": str(row["person_id"]),
                    "as_of": str(occasion.at),
                }
            ),
            "cause": row["cause"],
            "now": look.now,
        }
        for row in new
    ]
    await look.tx.many("UPDATE outbox SET params = :params WHERE id = :id", records)
    await look.tx.many(_ORDER, records)


def _params(occasion: Occasion, campaign: int, unit: int) -> str:
    return json.dumps({"campaign": str(campaign), "unit": str(unit), "about": occasion.about})
