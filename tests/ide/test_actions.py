"""What can be done about a place: each does what its title says."""

from __future__ import annotations

from random import Random

import pytest

from signal_dsl.analysis import Memory, analyze
from signal_dsl.diagnostics import apply_edits
from signal_dsl.ide.actions import EXTRACT, FIX, SILENCE, Action, actions, changes, fix_all
from signal_dsl.ide.snapshot import Snapshot
from signal_dsl.source import Source
from tests.ide.everywhere import SCRIPTS
from tests.ide.marks import SETTINGS, marked, opened

TRADE = 'emit_signal(x > 1, exit("BINANCE:ETH/USDT"))\n'


def analysis(source: Source, memory: Memory):  # type: ignore[no-untyped-def]
    return analyze(source, memory=memory)


def at(text: str, kind: str) -> list[Action]:
    """The actions of a kind at the mark."""
    snapshot, offset = marked(text)
    return [one for one in actions(snapshot, offset, offset) if one.kind == kind]


def done(text: str, action: Action) -> str:
    return apply_edits(text.replace("‸", ""), action.edits)


def test_fixes_of_the_finding_at_the_cursor() -> None:
    text = "y = ro_c(close, 3)\nx = clos‸e[1]\n" + TRADE
    (fix,) = at(text.replace("clos‸e[1]", "close[‸1]"), FIX)
    assert fix.title == "Take the bar before the latest, `[-2]`"
    assert "close[-2]" in done(text, fix)
    assert [one.code for one in fix.mends] == ["SIG404"]
    assert not fix.preferred


def test_start_date_can_be_set() -> None:
    text = SETTINGS.replace("2022-01-01", "2024-12-01") + "x = ‸ema(close, 1000)\n" + TRADE
    fix = at(text, FIX)[0]
    assert fix.title == "Set `start_date` to 2024-07-17"
    assert 'start_date = "2024-07-17"' in done(text, fix)


def test_the_platforms_list_can_be_fetched() -> None:
    (command,) = at("x = clo‸ese\n" + TRADE, "command")
    assert command.command == "sync"
    assert command.edits == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x = close[‸1]", "x = close[1]  # noqa: SIG404"),
        ("x = close[‸1]  ", "x = close[1]  # noqa: SIG404"),
        ("x = close[‸1]  # so", "x = close[1]  # so  # noqa: SIG404"),
        ("x = close[‸1]  # noqa: SIG102", "x = close[1]  # noqa: SIG102, SIG404"),
        ("x = (\n  close[‸1]\n)", "x = (\n  close[1]  # noqa: SIG404\n)"),
    ],
)
def test_silencers(text: str, line: str) -> None:
    found = [one for one in at(text, SILENCE) if "SIG404" in one.title]
    assert [done(text, one) for one in found] == [line]


@pytest.mark.parametrize(
    "text",
    [
        "x = (close[‸1] + \\\n 3)",
        "x = ‸close +",
        "x = close[-2]  # noqa: ‸SIG404",
    ],
)
def test_what_cannot_be_silenced(text: str) -> None:
    assert at(text, SILENCE) == []


@pytest.mark.parametrize("name", [name for name in SCRIPTS if not name.startswith(("noqa", "nul"))])
def test_a_silencer_silences_and_changes_nothing_else(name: str) -> None:
    text = SCRIPTS[name]
    snapshot = opened(text)
    offered = [one for one in actions(snapshot, 0, len(text)) if one.kind == SILENCE]
    for action in Random(name).sample(offered, min(2, len(offered))):
        after = opened(apply_edits(text, action.edits))
        left = {(one.code, one.message) for one in after.findings if one.code not in ("SIG701", "SIG702")}
        before = [(one.code, one.message) for one in snapshot.findings if one.code not in ("SIG701", "SIG702")]
        gone = {(one.code, one.message) for one in action.mends}
        assert left == {one for one in before if one not in gone} | {
            one for one in gone if before.count(one) > 1 and one in left
        }
        assert len(after.findings) < len(snapshot.findings) + 2


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("x = sma(rsi(close, 1‸4), 3)", "rsi_value = rsi(close, 14)\nx = sma(rsi_value, 3)"),
        ("x = close > sma(close, ‸3)", "sma_value = sma(close, 3)\nx = close > sma_value"),
        ("x = crossover(‸close, open) and y", "condition = crossover(close, open)\nx = condition and y"),
        ("x = macd(close).mac‸d + 1", "macd_2 = macd(close).macd\nx = macd_2 + 1"),
        ("rsi_value = 1\nx = 2 + rsi(close, ‸3)", "rsi_value = 1\nrsi_value_2 = rsi(close, 3)\nx = 2 + rsi_value_2"),
    ],
)
def test_an_expression_gets_a_name(text: str, after: str) -> None:
    (action,) = at(text, EXTRACT)
    assert done(text, action) == after


@pytest.mark.parametrize(
    "text", ["x = rsi(close, ‸3)", "‸x = 3 + 4", "x = (rsi(close, ‸3)", "emit_‸signal(x, y)", "# a‸"]
)
def test_nothing_to_name(text: str) -> None:
    assert at(text, EXTRACT) == []


def test_a_selected_expression_gets_a_name() -> None:
    text = "x = close > open and high > low * 2\n"
    start = text.index("high")
    snapshot = opened(text)
    (action,) = [one for one in actions(snapshot, start, len(text) - 1) if one.kind == EXTRACT]
    assert apply_edits(text, action.edits) == "condition = high > low * 2\nx = close > open and condition\n"
    assert [one for one in actions(snapshot, start, start + 6) if one.kind == EXTRACT] == []


@pytest.mark.parametrize("name", [name for name in SCRIPTS if "_" in name])
def test_giving_a_name_changes_no_meaning(name: str) -> None:
    text = SCRIPTS[name]
    snapshot = opened(text)
    random = Random(name)
    for place in random.sample(range(len(text)), min(6, len(text))):
        for action in actions(snapshot, place, place):
            if action.kind == EXTRACT:
                after = opened(apply_edits(text, action.edits))
                assert after.facts.lookback == snapshot.facts.lookback
                assert after.facts.settling == snapshot.facts.settling
                assert not {one.code for one in after.findings if one.severity == "error"} - {
                    one.code for one in snapshot.findings
                }


def test_all_at_once() -> None:
    text = "x = close[-2.0]\ny  =  sma(close, 3) > x\nemit_signal(y, exit('BINANCE:ETH/USDT'))\n"
    action = fix_all(opened(text), analysis)
    assert action is not None
    assert apply_edits(text, action.edits) == text.replace("-2.0", "-2").replace("y  =  ", "y = ").replace("'", '"')
    assert fix_all(opened(apply_edits(text, action.edits)), analysis) is None


@pytest.mark.parametrize("seed", range(30))
def test_changes_make_one_text_of_another(seed: int) -> None:
    random = Random(seed)
    before, after = ("".join(random.choices(["a\n", "b\n", "c\r\n", "d"], k=random.randrange(8))) for _ in range(2))
    assert apply_edits(before, changes(before, after)) == after


def test_findings_are_those_that_are_given() -> None:
    assert Snapshot(analyze("x = close[1]"), list).findings == []
