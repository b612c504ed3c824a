"""How the workers share the tests out: one by one, but whole files where beginning costs more than the tests."""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# A browser started, frameworks imported, every file of the house parsed.
TOGETHER = {"tests/test_browser.py", "tests/test_bench.py", "tests/test_architecture.py"}


class Sharing(LoadScopeScheduling):  # type: ignore[misc]  # xdist says no types
    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file in TOGETHER else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Sharing:
    return Sharing(config, log)
