"""`/metrics` tells machines how the house is: to this machine or who has the token, without a name of anybody."""

import re
import shutil
from pathlib import Path

import httpx
import pytest

from bot import server
from bot.app import App, opened
from bot.settings import Settings
from storage import state
from storage.database import SqliteDatabase
from tests.sample import settled

TOKEN = "a-token-of-twenty-signs"
LINE = re.compile(r'tungngo_[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? [-+0-9.e]+')


@pytest.fixture
async def app(sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(server, "PROBES", 0)
    plain = settled(Path(shutil.copy(sample_file, tmp_path)))
    settings = plain.model_copy(update={"metrics_token": Settings(_env_file=None, metrics_token=TOKEN).metrics_token})  # type: ignore[call-arg, arg-type]
    async with opened(settings, sampled=True) as app:
        yield app


async def asked(app: App, peer: str = "127.0.0.1", host: str = "127.0.0.1", **headers: str) -> httpx.Response:
    transport = httpx.ASGITransport(app.pages, client=(peer, 40_000))
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as http:
        return await http.get("/metrics", headers={name.replace("_", "-"): value for name, value in headers.items()})


async def test_every_line_is_as_prometheus_reads_it_and_names_nobody(app: App):
    async with app.services.database.write() as tx:
        await state.note(tx, state.Name.LOOKED, app.services.clock.now() - 7_000)
        await tx.run(
            "INSERT INTO outbox (id, kind, channel, words, params, as_of, cause, priority, next_at) "
            "VALUES (1, 'answer', 'web', 'x', '{}', :at, 'x', 1, :at)",
            at=app.services.clock.now() - 9_000,
        )
    answer = await asked(app)
    lines = answer.text.splitlines()
    values = [line for line in lines if not line.startswith("#")]

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert all(LINE.fullmatch(line) for line in values), [line for line in values if not LINE.fullmatch(line)]
    named = {line.split("{")[0].split(" ")[0] for line in values}
    assert {line.split(" ")[2] for line in lines if line.startswith("# TYPE")} == named
    told = dict(line.rsplit(" ", 1) for line in values)
    assert told["tungngo_database_up"] == "1"
    assert told['tungngo_queue_messages{channel="web"}'] == "1"
    assert 9 <= float(told['tungngo_queue_oldest_seconds{channel="web"}']) < 60
    assert 7 <= float(told["tungngo_look_age_seconds"]) < 60
    assert float(told["tungngo_resident_bytes"]) > 1e7
    assert 0 < float(told["tungngo_disk_free_ratio"]) <= 1
    assert 'tungngo_leases_held{lease="deliver/web"}' in told
    labels = set(re.findall(r'([a-z_]+)="', answer.text))
    assert labels <= {"channel", "outcome", "result", "status", "lease", "loop", "state", "version", "engine"}


async def test_what_is_taken_in_and_answered_is_counted(app: App):
    before = counted(await asked(app), "http_responses_total", "2xx")
    await asked(app)

    assert counted(await asked(app), "http_responses_total", "2xx") == before + 2


def counted(answer: httpx.Response, name: str, label: str) -> float:
    found = re.search(rf'tungngo_{name}{{[^}}]*"{label}"}} (.*)', answer.text)
    return float(found[1]) if found else 0.0


async def test_a_store_that_is_gone_is_told_and_the_rest_as_well(app: App):
    database = app.services.database
    assert isinstance(database, SqliteDatabase)
    await database._writer.execute("PRAGMA query_only = ON")
    answer = await asked(app)

    assert answer.status_code == 200
    assert "tungngo_database_up 0" in answer.text
    assert "tungngo_cpu_seconds_total" in answer.text


@pytest.mark.parametrize("headers", [
    {"x_forwarded_for": "127.0.0.1"},
    {"x_forwarded_proto": "https"},
    {"forwarded": "for=127.0.0.1"},
    {"x_real_ip": "127.0.0.1"},
    {"via": "1.1 caddy"},
    {"authorization": "Bearer not-the-token-at-all"},
])  # fmt: skip
async def test_whoever_comes_by_a_proxy_is_not_this_machine(app: App, headers: dict[str, str]):
    peer = "10.0.0.9" if "authorization" in headers else "127.0.0.1"
    answer = await asked(app, peer=peer, **headers)

    assert answer.status_code == 403
    assert "tungngo_" not in answer.text


async def test_a_proxy_that_tells_nothing_gives_itself_away_by_the_name_it_was_asked_for(app: App):
    assert (await asked(app, host="phuong.example")).status_code in {400, 403}


async def test_with_the_token_it_is_told_to_anybody(app: App):
    answer = await asked(app, peer="10.0.0.9", x_forwarded_for="203.0.113.1", authorization=f"Bearer {TOKEN}")
    assert answer.status_code == 200


@pytest.mark.parametrize(("given", "told"), [
    ({"metrics_token": "short"}, "needs 16 or more random characters"),
    ({"public_url": "https://phuong.example/tungngo"}, "without a path"),
    ({"public_url": "https://phuong.example/?x=1"}, "without a path"),
    ({"public_url": "https://u:p@phuong.example"}, "without a path"),
])  # fmt: skip
def test_what_cannot_be_is_refused_at_the_start(given: dict[str, str], told: str):
    with pytest.raises(ValueError, match=told):
        Settings(_env_file=None, **given)  # type: ignore[call-arg, arg-type]


def test_the_name_alone_may_end_in_a_stroke():
    assert Settings(_env_file=None, public_url="https://phuong.example/").public_url == "https://phuong.example"  # type: ignore[call-arg]
