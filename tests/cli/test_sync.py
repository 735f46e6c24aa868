"""`indicators sync`: the platform's list, from then on for the command line, the linter and the language server."""

from __future__ import annotations

from pathlib import Path

import pytest

from signal_dsl.catalog.synced import current
from signal_dsl.folders import catalog_file
from tests.cli.runs import Place
from tests.heytraders.server import PAGE, REFUSED, Platform, Reply, bad, good, reply

LIST = "GET /meta/indicators"
ANSWER = {"indicators": [{"name": "rsi"}, {"name": "moon"}], "operators": [], "variables": ["close", "tide"]}
SCRIPT = "x = moon(close) > ema(close, 3)\n"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No list yet."""
    monkeypatch.setenv("SIGNAL_DSL_CACHE_DIR", str(tmp_path / "cache"))


def found(place: Place) -> list[str]:
    """The names that the linter does not know, each with the severity of the finding."""
    _, out, _ = place.run("lint", "-q", "--select", "SIG101", place.script(SCRIPT))
    return [f"{line.split(': ')[1].split()[0]} {line.split('`')[1]}" for line in out.splitlines()]


def test_from_the_fetching_on_it_holds(place: Place, platform: Platform) -> None:
    assert found(place) == ["warning moon"]
    platform.on(LIST, good(ANSWER))
    status, out, err = place.run("indicators", "sync")
    assert (status, err) == (0, "")
    assert f"the platform's list, fetched just now from http://127.0.0.1:{platform.port}. " in out
    assert "A name that is not among them is an error from now on." in out
    assert found(place) == ["error ema"]
    assert "moon" in current()[0]
    assert "moon" in place.run("indicators")[1]
    assert place.run("indicators", "moon")[0] == 0
    assert place.run("indicators", "ema")[0] == 2
    assert place.run("indicators", "sync", "--forget")[1] == "The built-in catalog holds again.\n"
    assert found(place) == ["warning moon"]
    assert place.run("indicators", "sync", "--forget")[1] == "The built-in catalog holds already.\n"


def test_a_list_that_is_named_goes_before(place: Place, platform: Platform) -> None:
    platform.on(LIST, good(ANSWER))
    place.run("indicators", "sync")
    (place.folder / "list.json").write_text('["ema", "rsi", "moon"]')
    status, out, _ = place.run("lint", "-q", "--catalog", "list.json", "--select", "SIG101", place.script(SCRIPT))
    assert out == ""
    assert status == 0


def test_from_the_sandbox(place: Place) -> None:
    status, out, _ = place.run("indicators", "sync", "--sandbox")
    assert status == 0
    assert "the sandbox's list, fetched just now." in out
    assert "`signal-dsl indicators sync --forget` goes back" in out
    assert found(place) == ["error moon"]


def test_what_was_not_understood_is_told_once(place: Place, platform: Platform) -> None:
    platform.on(LIST, good({**ANSWER, "indicators": [*ANSWER["indicators"], 7]}))  # type: ignore[misc]
    _, out, err = place.run("indicators", "sync")
    assert "Skipped 1 entry" in err
    assert "is an error from now on" not in out
    assert place.run("lint", "-q", place.script("x = 1\n"))[2] == ""


# Answers that leave the list as it was, and the exit status.
FAULTS: dict[str, Reply] = {
    "nothing familiar": good({"things": ["foo", "bar"]}),
    "nothing": good(None),
    "empty": good({}),
    "a web page": reply(PAGE),
    "lost": REFUSED,
    "no key": bad("INVALID_API_KEY", "who?", 401),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_no_list_leaves_the_one_before(
    place: Place, platform: Platform, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    from tests.heytraders.support import QUICK

    monkeypatch.setattr("signal_dsl.heytraders.transport.Patience", lambda: QUICK)
    platform.on(LIST, good(ANSWER))
    place.run("indicators", "sync")
    platform.on(LIST, FAULTS[fault])
    status, out, err = place.run("indicators", "sync")
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert found(place) == ["error ema"]


def test_no_room_for_it(place: Place, platform: Platform) -> None:
    Path(catalog_file()).parent.parent.mkdir()
    Path(catalog_file()).parent.write_text("no folder")
    platform.on(LIST, good(ANSWER))
    status, _, err = place.run("indicators", "sync")
    assert status == 2
    assert "The list cannot be kept in" in err


def test_options_of_the_fetching_belong_to_it(place: Place) -> None:
    for words in (("indicators", "--forget"), ("indicators", "rsi", "--sandbox")):
        status, _, err = place.run(*words)
        assert status == 2
        assert "goes with `indicators sync`" in err
