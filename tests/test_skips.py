"""A skipped test is a failure where CI decides, and a skipped test elsewhere."""

import pytest

pytest_plugins = ["pytester"]
SKIPS = {
    "by a mark": "import pytest\n@pytest.mark.skipif(True, reason='no browser')\ndef test_a(): pass",
    "while it runs": "import pytest\ndef test_a(): pytest.skip('no browser')",
    "in its fixture": "import pytest\n@pytest.fixture\ndef f(): pytest.skip('no browser')\ndef test_a(f): pass",
    "with its module": "import pytest\npytest.skip('no browser', allow_module_level=True)",
}


@pytest.mark.parametrize("source", SKIPS.values(), ids=SKIPS)
def test_ci_accepts_no_skipped_test(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, source: str):
    monkeypatch.setenv("CI", "true")
    pytester.makepyfile(source)

    ended = pytester.runpytest_inprocess("-p", "tests.skips", "-p", "no:randomly", "-p", "no:asyncio")

    assert ended.ret != 0
    ended.stdout.fnmatch_lines(["*skipped, which CI does not accept*no browser*"])


def test_what_fails_as_was_said_is_no_skip(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CI", "true")
    pytester.makepyfile("import pytest\n@pytest.mark.xfail\ndef test_a(): assert False")

    assert pytester.runpytest_inprocess("-p", "tests.skips", "-p", "no:asyncio").ret == 0


def test_at_home_a_skip_is_a_skip(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("CI", raising=False)
    pytester.makepyfile(SKIPS["by a mark"])

    pytester.runpytest_inprocess("-p", "tests.skips", "-p", "no:asyncio").assert_outcomes(skipped=1)
