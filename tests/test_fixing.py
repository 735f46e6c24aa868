"""Fixing: to a fixed point, never to something worse."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signal_dsl import fixing
from signal_dsl.analysis import Facts, Memory, analyze
from signal_dsl.diagnostics import ERROR, Diagnostic, Edit, Fix, apply_edits
from signal_dsl.fixing import Fixed, fix
from signal_dsl.settings import merge, script_block
from signal_dsl.source import Source
from signal_dsl.syntax import parse
from tests.generators import scripts
from tests.rules.support import Case, all_cases, examples


def analysis(source: Source, memory: Memory) -> Facts:
    return analyze(source, settings=merge(block=script_block(source.text)), memory=memory)


def fixed(text: str, *, unsafe: bool = False) -> Fixed:
    return fix(Source(text), analysis, unsafe=unsafe)


def faults(text: str) -> int:
    return sum(len(parsed.faults) for _, parsed in parse(text).statements)


def test_safe_fixes_alone() -> None:
    after = fixed("x = close[-2.0]; y = close[1]\nx + y\n")
    assert after.text == "x = close[-2]\ny = close[1]\nx + y\n"
    assert [one.code for one in after.mended] == ["SIG001", "SIG404"]
    assert [one.code for one in after.left] == ["SIG404"]


def test_all_fixes() -> None:
    after = fixed("x = close[-2.0]; y = close[1]\nx + y\n", unsafe=True)
    assert after.text == "x = close[-2]\ny = close[-2]\nx + y\n"
    assert after.left == ()


def test_one_fix_brings_about_the_next() -> None:
    """Each name is used by the next one alone, so they go one after the other, the last one first."""
    lines = [f"x{number} = x{number - 1} + 1\n" for number in range(1, 20)]
    script = "x0 = close\n" + "".join(lines) + "close > 5\n"
    after = fixed(script, unsafe=True)
    assert after.text == "close > 5\n"
    assert len(after.mended) == 20


def test_a_fix_may_change_the_settings_that_the_next_round_goes_by() -> None:
    script = (
        '# /// backtest\n# timeframe = "1d"\n# start_date = "2024-07-01"\n# end_date = "2024-12-31"\n# ///\n'
        'emit_signal(close > ema(close, 200), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))\n'
    )
    after = fixed(script, unsafe=True)
    assert {one.code for one in after.mended} == {"SIG401", "SIG402"}  # first enough for a value, then for a good one
    assert after.left == ()


@pytest.mark.parametrize("case", [*all_cases(), *examples()], ids=lambda case: case.where)
@pytest.mark.parametrize("unsafe", [False, True])
def test_what_is_fixed_stays_fixed_and_is_no_worse(case: Case, unsafe: bool) -> None:
    after = fixed(case.text, unsafe=unsafe)
    assert faults(after.text) <= faults(case.text)
    again = fixed(after.text, unsafe=unsafe)
    assert (again.text, again.left) == (after.text, after.left)
    assert bool(after.mended) == (after.text != case.text)


@pytest.mark.parametrize("case", [*all_cases(), *examples()], ids=lambda case: case.where)
def test_safe_fixes_change_no_number_date_or_side(case: Case) -> None:
    assert traded(fixed(case.text).text) == traded(case.text)


def traded(text: str) -> list[object]:
    """The values of the numbers and the sides in a script; `20.0` is 20, `long` is a side, and `60m` is `1h`."""
    text = re.sub(r"\b60m\b", "1h", text)
    numbers = [float(number) for number in re.findall(r"(?<![\w.])(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", text)]
    return [*sorted(numbers), *sorted(side.upper() for side in re.findall(r"(?i)\b(?:long|short)\b", text))]


@given(scripts())
def test_generated_scripts(script: str) -> None:
    after = fixed(script, unsafe=True)
    assert faults(after.text) == 0
    assert fixed(after.text, unsafe=True).text == after.text


@given(st.text(alphabet="abx=+-*/[]()\n ;,.\"'#0123456789<>&|! \t\r", max_size=60))
def test_any_text(text: str) -> None:
    after = fixed(text, unsafe=True)
    assert faults(after.text) <= faults(text)


def diagnostic(message: str, *edits: Edit, safe: bool = True) -> Diagnostic:
    source = Source("")
    return Diagnostic("a", "SIG999", "rule", ERROR, message, 0, 0, source.range(0, 0), (Fix("fix", edits, safe),))


def with_rule(monkeypatch: pytest.MonkeyPatch, find: dict[str, list[Diagnostic]]) -> None:
    """Let there be one rule alone, which finds something in the texts of `find`."""
    monkeypatch.setattr(fixing, "check", lambda facts: find.get(facts.source.text, []))


def test_a_fix_that_breaks_the_script_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = diagnostic("good", Edit(0, 1, "b")), diagnostic("bad", Edit(4, 5, "("))
    with_rule(monkeypatch, {"a + 1": [bad, good], "b + 1": [bad]})
    after = fixed("a + 1")
    assert (after.text, after.mended, after.left) == ("b + 1", (good,), (bad,))


def test_fixes_that_undo_each_other_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    there, back = diagnostic("there", Edit(0, 1, "b")), diagnostic("back", Edit(0, 1, "a"))
    with_rule(monkeypatch, {"a": [there], "b": [back]})
    assert fixed("a").text == "b"


def test_a_fix_that_changes_nothing_comes_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    with_rule(monkeypatch, {"a": [diagnostic("same", Edit(0, 1, "a"))]})
    assert (fixed("a").text, fixed("a").mended) == ("a", ())


def test_fixes_that_overlap_come_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = diagnostic("first", Edit(0, 3, "x")), diagnostic("second", Edit(1, 4, "y"), Edit(5, 6, "z"))
    with_rule(monkeypatch, {"abc + 1": [first, second]})
    assert fixed("abc + 1").text == "x + 1"


def test_edits_are_applied_in_whatever_order_they_come() -> None:
    assert apply_edits("abcdef", [Edit(4, 6, "!"), Edit(0, 1, ""), Edit(2, 2, "-")]) == "b-cd!"
