"""How the workers share the tests out: one by one, but whole files where beginning costs more than the tests."""

import re

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# A browser started, frameworks imported, every file of the house parsed.
TOGETHER = {
    "tests/test_browser.py",
    "tests/test_browser_files.py",
    "tests/test_bench.py",
    "tests/test_architecture.py",
    "tests/bot/test_sentences.py",
}
# Tests of what is read and worded take a few milliseconds, as long as to be given out one by one.
QUICK = re.compile(r"tests/handlers/(documents/)?test_(?!.*_dialog\.py|any_layout|old_kinds|.*_properties|.*_in_time)")


# What takes five seconds and more begins first: whoever took it last would keep the other worker waiting.
LONG = (
    "tests/bot/test_intake.py::test_two_hundred_updates",
    "tests/test_own_ward.py",
    "tests/test_zalo_evening.py",
    "tests/test_kill.py",
    "tests/bot/test_announcing_kill.py",
    "tests/bot/test_reading_limits.py",
    "tests/trials/test_short_forms.py",
    "tests/bot/test_intake.py::test_one_batch_and_many",
    "tests/handlers/documents/test_any_layout.py",
)


class Sharing(LoadScopeScheduling):  # type: ignore[misc]  # xdist says no types
    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file in TOGETHER or QUICK.match(file) else nodeid

    def _pending_of(self, workload: dict[str, dict[str, bool]]) -> int:
        """What is done is forgotten: after each test all that a worker ever had was counted through."""
        for scope in [scope for scope, tests in workload.items() if all(tests.values())]:
            del workload[scope]
        return int(super()._pending_of(workload))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Sharing:
    return Sharing(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """After they were shuffled; what is not long stays as it came."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
