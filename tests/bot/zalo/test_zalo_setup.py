"""`tungngo zalo …`: what is wrong is said in words, for each bot, and never with a token."""

import asyncio
import json

import pytest
from typer.testing import CliRunner, Result

from bot import cli
from tests.bot.zalo.house import PUBLIC, SECRET
from tests.fake_zalo import BOT, SECOND_BOT, TOKENS, FakeZalo, ZaloFault
from tests.ward import Ward

BOTH = f"{TOKENS[BOT]} {TOKENS[SECOND_BOT]}"


async def tungngo(zalo: FakeZalo, *words: str, tokens: str = TOKENS[BOT], **more: str) -> Result:
    """In a thread: each command has a loop of its own."""
    given = {
        "TUNGNGO_ZALO_TOKENS": tokens,
        "TUNGNGO_ZALO_SECRET": SECRET,
        "TUNGNGO_ZALO_API": zalo.api,
        "TUNGNGO_PUBLIC_URL": PUBLIC,
        **more,
    }
    told = await asyncio.to_thread(lambda: CliRunner().invoke(cli.app, words, env=given))
    said = told.stdout + told.stderr
    assert not any(token.partition(":")[2] in said for token in TOKENS.values())
    assert SECRET not in said
    return told


@pytest.fixture(autouse=True)
def own_database(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUNGNGO_DATABASE_URL", sqlite_url)


async def test_from_nothing_to_messages_that_are_brought(ward: Ward):
    async with FakeZalo().serving() as zalo:
        first = await tungngo(zalo, "zalo", "check", tokens=BOTH)
        assert first.exit_code == 1
        assert (
            f"bot {BOT}: the token works, people find it as Bot Hà Cầu (https://zalo.me/bot.aBcDeFgHi)" in first.stderr
        )
        assert first.stderr.count("nothing is brought to us yet: tungngo zalo set-webhook") == 2
        done = await tungngo(zalo, "zalo", "set-webhook", tokens=BOTH)
        assert (done.exit_code, done.stderr) == (0, "")
        assert f"bot {BOT}: Zalo brings messages to {PUBLIC}/zalo/{BOT}" in done.stdout
        assert {url for url, _ in zalo.hooks.values()} == {f"{PUBLIC}/zalo/{BOT}", f"{PUBLIC}/zalo/{SECOND_BOT}"}
        assert len({secret for _, secret in zalo.hooks.values()} | {SECRET}) == 3
        assert (await tungngo(zalo, "zalo", "check", tokens=BOTH)).exit_code == 0
        tested = await tungngo(zalo, "zalo", "test-webhook", tokens=BOTH)
        assert "Zalo gets through to" in tested.stdout
        assert (await tungngo(zalo, "zalo", "delete-webhook", tokens=BOTH)).exit_code == 0
        assert not zalo.hooks
        asked = await tungngo(zalo, "zalo", "check", TUNGNGO_ZALO_MODE="poll")
        assert asked.exit_code == 0
        assert "what is written while we stand still is lost" in asked.stdout


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("webhook.http.403", "Browser Integrity Check"),
        ("webhook.http.403", "TUNGNGO_ZALO_PROBES=let"),
        ("webhook.http.404", "does the proxy pass /zalo/ on"),
        ("webhook.http.502", "the proxy answers and we do not"),
        ("webhook.http.5xx", "the proxy answers and we do not"),
        ("webhook.http.other", "is TUNGNGO_PUBLIC_URL right?"),
        ("webhook.err.tls", "the certificate is not good"),
        ("webhook.err.dns", "is not known on the internet"),
        ("webhook.err.timeout", "a firewall"),
        ("webhook.err.conn", "nobody listens there"),
        ("webhook.err.proxy", "a proxy on the way"),
        ("webhook.err.blocked", "a public name with https"),
        ("webhook.err.unreachable", "no way to this machine"),
        ("webhook.err.other", "Zalo does not say why"),
        ("webhook.err.of.tomorrow", "webhook.err.of.tomorrow"),
        ("", "no reason given"),
    ],
)
async def test_a_webhook_that_is_stored_and_does_not_work_is_explained(outcome: str, told: str):
    """Zalo says ok all the same."""
    trial = {"ok": False, "url": PUBLIC, "status_code": 403, "outcome": outcome, "hint": "Kiểm tra máy chủ."}
    async with FakeZalo(verification=trial).serving() as zalo:
        for command, head in (
            ("set-webhook", "it is stored, but Zalo does not"),
            ("test-webhook", "Zalo does not get"),
        ):
            done = await tungngo(zalo, "zalo", command)
            assert done.exit_code == 1
            assert head in done.stderr
            assert told in done.stderr
            assert "Kiểm tra máy chủ." in done.stderr
        assert zalo.hooks


async def test_a_trial_that_is_not_told_of_is_no_success_and_no_failure():
    async with FakeZalo(verification=None).serving() as zalo:
        done = await tungngo(zalo, "zalo", "set-webhook")
        assert done.exit_code == 0
        assert "whether it gets through was not told" in done.stdout


@pytest.mark.parametrize(
    ("fault", "command", "told", "code"),
    [
        (ZaloFault("testWebhook", code=426, why="limit"), "test-webhook", "only so often a day", 1),
        (ZaloFault("testWebhook", code="404", why="Not Found"), "test-webhook", "offers no test any more", 0),
        (ZaloFault("setWebhook", code=426, why="limit"), "set-webhook", "only so often a day", 1),
        (ZaloFault("getMe", code=429, why="Quota exceeded"), "check", "used up what it may send this month", 1),
        (ZaloFault("getMe", code=401, why="Unauthorized"), "check", "the token is not good (any more)", 1),
        (ZaloFault("getMe", status=502, body=b"<html>"), "check", "Zalo says no: 502", 1),
        (ZaloFault("getMe", drops="before"), "check", "cannot be reached (RemoteProtocolError)", 1),
        (ZaloFault("getMe", body=b'{"ok": true, "result": {"account_name": 7}}'), "check", f"bot {BOT}", 0),
    ],
)
async def test_a_no_of_zalos_is_told_in_words(fault: ZaloFault, command: str, told: str, code: int):
    async with FakeZalo().serving() as zalo:
        zalo.hooks[BOT] = (f"{PUBLIC}/zalo/{BOT}", "s" * 64)
        zalo.faults.append(fault)
        done = await tungngo(zalo, "zalo", command)
        assert told in done.stdout + done.stderr
        assert done.exit_code == code


async def test_one_bad_token_does_not_hide_the_other_bot():
    async with FakeZalo().serving() as zalo:
        del zalo.tokens[BOT]
        zalo.hooks[SECOND_BOT] = (f"{PUBLIC}/zalo/{SECOND_BOT}", "s" * 64)
        done = await tungngo(zalo, "zalo", "check", tokens=BOTH)
        assert done.exit_code == 1
        assert f"bot {BOT}: the token is not good" in done.stderr
        assert f"bot {SECOND_BOT}: the token works" in done.stderr


async def test_messages_that_go_elsewhere_are_told():
    async with FakeZalo().serving() as zalo:
        zalo.hooks[BOT] = ("https://elsewhere.example/hook", "s" * 64)
        brought = await tungngo(zalo, "zalo", "check")
        assert "Zalo brings messages to https://elsewhere.example/hook, and we are at" in brought.stderr
        asked = await tungngo(zalo, "zalo", "check", TUNGNGO_ZALO_MODE="poll")
        assert "so we get none: tungngo zalo delete-webhook" in asked.stderr


async def test_what_is_not_set_is_named():
    async with FakeZalo().serving() as zalo:
        assert "TUNGNGO_ZALO_TOKENS: not set" in (await tungngo(zalo, "zalo", "check", tokens="")).stderr
        for missing in ("TUNGNGO_ZALO_SECRET", "TUNGNGO_PUBLIC_URL"):
            done = await tungngo(zalo, "zalo", "set-webhook", **{missing: ""})
            assert done.exit_code == 1
            assert missing in done.stderr
            unset = await tungngo(zalo, "zalo", "set-webhook", TUNGNGO_ZALO_MODE="poll", **{missing: ""})
            assert missing in unset.stderr
        assert not zalo.hooks


async def test_a_check_before_the_first_start_gives_cards_their_bot(ward: Ward):
    async with FakeZalo().serving() as zalo:
        poll = {"TUNGNGO_ZALO_MODE": "poll", "TUNGNGO_PUBLIC_URL": ""}
        assert (await tungngo(zalo, "zalo", "check", tokens=BOTH, **poll)).exit_code == 0
        made = await tungngo(zalo, "invite", "binh", "hoi", "--json", tokens=BOTH, **poll)
        links = [card["link"] for card in json.loads(made.stdout)]
        assert sorted(links) == ["https://zalo.me/bot.aBcDeFgHi", "https://zalo.me/bot.zYxWvUtSr"]
        again = await tungngo(zalo, "invite", "binh", "hoi", "--json", tokens=BOTH, **poll)
        assert [card["link"] for card in json.loads(again.stdout)] == links


async def test_where_all_bots_are_full_the_command_line_says_so(ward: Ward):
    async with FakeZalo().serving() as zalo:
        few = {"TUNGNGO_ZALO_MODE": "poll", "TUNGNGO_PUBLIC_URL": "", "TUNGNGO_ZALO_PEOPLE": "1"}
        await tungngo(zalo, "zalo", "check", tokens=BOTH, **few)
        made = await tungngo(zalo, "invite", "binh", "hoi", "mau", tokens=BOTH, **few)
        assert "1 cards name no account on zalo: all are full" in made.stderr


async def test_cards_that_are_printed_before_the_first_start_lead_to_the_bots(ward: Ward):
    """As the README says it: check, though nothing is brought yet; then the cards; the webhook once it runs."""
    async with FakeZalo().serving() as zalo:
        before = await tungngo(zalo, "invite", "--all", tokens=BOTH)
        assert "`tungngo zalo check` asks for it" in before.stderr
        assert (await tungngo(zalo, "zalo", "check", tokens=BOTH)).exit_code == 1
        await tungngo(zalo, "invite", "--all", tokens=BOTH)
    async with ward.database.read() as read:
        rows = await read.rows("SELECT accounts FROM invite WHERE used IS NULL")
    assert {row["accounts"] for row in rows} == {f"zalo/{BOT}", f"zalo/{SECOND_BOT}"}
