"""What holds for all tests: how much is generated in property tests, where nothing is left behind, who is never asked.

The profile comes from `HYPOTHESIS_PROFILE`: `default` draws the same cases in every run, so that a run says something
about the change and not about luck; `exhaustive` (`make exhaustive`) draws fifty times as many, new ones each time. A
test that needs more or fewer cases than the profile scales it: `@settings(max_examples=20 * settings().max_examples)`
is 2,000 and 100,000. One of which each case takes long draws `slow_cases()` (see `tests/amounts.py`).

Nothing of whoever runs the tests is read or written: cache, keys, jobs. All tests have one API key, and at the end of
the run all that was written is searched for it (see `tests/secrets.py`).
"""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from signal_dsl.cli import terminal
from tests import secrets

_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("default", max_examples=100, derandomize=True, database=None, **_COMMON)
settings.register_profile("exhaustive", max_examples=5000, derandomize=False, **_COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# A shell that runs the tests in the background has interrupts ignored, and so would be all that the tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def own_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Folders of its own, a key that everybody may know, and a platform that nobody reaches."""
    shown: list[str] = []
    write = terminal._write

    def checked(stream: object, text: str) -> OSError | None:
        if secrets.told(text):
            shown.append(text.replace(secrets.KEY, "KEY"))
        return write(stream, text)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        for kind in ("CACHE", "CONFIG", "STATE"):
            patch.setenv(f"SIGNAL_DSL_{kind}_DIR", str(tmp_path_factory.mktemp(kind.lower())))
        patch.setenv("HEYTRADERS_API_KEY", secrets.KEY)
        patch.setenv("HEYTRADERS_API_URL", secrets.NOWHERE)
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        patch.setattr(terminal, "_write", checked)
        yield
    assert not shown, "the API key was shown"
    written = secrets.places([tmp_path_factory.getbasetemp(), Path(__file__).resolve().parents[1] / ".pytest_cache"])
    assert not list(written), "the API key was written"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """A test during which the key was shown or logged has failed."""
    report: pytest.TestReport = yield
    titles = [title for title, text in report.sections if secrets.told(text)]
    if titles:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: the API key stands in {', '.join(titles)}"
    return report
