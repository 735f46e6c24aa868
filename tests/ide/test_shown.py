"""What is shown within the text and above it: hints, lenses, folds, colours, links."""

from __future__ import annotations

import pytest

from signal_dsl.analysis import Memory, analyze
from signal_dsl.ide.folding import folds
from signal_dsl.ide.inlay import inlay_hints, resolve
from signal_dsl.ide.lens import lenses
from signal_dsl.ide.links import links
from signal_dsl.ide.selection import selection
from signal_dsl.ide.snapshot import Snapshot
from signal_dsl.ide.tokens import pieces, tokens
from tests.ide.marks import SETTINGS, marked, opened


def with_hints(text: str) -> str:
    """The text with its hints in it."""
    snapshot = opened(text)
    for hint in reversed(inlay_hints(snapshot, 0, len(text))):
        assert resolve(snapshot, hint.page)
        text = f"{text[: hint.offset]}⟨{hint.label}⟩{text[hint.offset :]}"
    return text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("x = close", "x = close"),
        ("n = 200", "n = 200"),
        ("x = ema(close, n)\n", "x⟨: ? bars⟩ = ema(close, n)\n"),
        ("x = ema(close, 200)", "x⟨: 199 bars⟩ = ema(close, ⟨timeperiod:⟩200)"),
        ("x = close[-2]", "x⟨: 1 bar⟩ = close[-2]"),
        ("a, b, c = macd(close)", "a, b, c⟨: 33 bars⟩ = macd(close)"),
        ("x = bbands(close, 5, nbdevup=2.5)", "x⟨: 4 bars⟩ = bbands(close, ⟨timeperiod:⟩5, nbdevup=2.5)"),
        ("w = Weight(0.5)", "w = Weight(0.5)"),
        ("e = entry('GATE:A/B', 'LONG', Weight(0.5))", "e = entry('GATE:A/B', 'LONG', Weight(0.5))"),
        ("x = (ema(close, 200)", "x = (ema(close, 200)"),
        ("x = rsi(close, 14, 15)", "x⟨: ? bars⟩ = rsi(close, 14, 15)"),
    ],
)
def test_hints_stand_behind_names_and_before_arguments(text: str, shown: str) -> None:
    assert with_hints(text) == shown


def test_hints_of_a_stretch() -> None:
    text = "a = ema(close, 10)\nb = ema(close, 20)\nc = ema(close, 30)\n"
    labels = [hint.label for hint in inlay_hints(opened(text), text.index("b ="), text.index("c =") - 1)]
    assert labels == [": 19 bars", "timeperiod:"]


def test_lenses_stand_above_the_script_and_its_signals() -> None:
    text = SETTINGS + "x = ema(close, 200)\nemit_signal(x > 3, exit('BINANCE:ETH/USDT'))\nemit_signal(close > 3, x)\n"
    snapshot = opened(text)
    found = [(one.title, one.command, snapshot.facts.source.position(one.start).line) for one in lenses(snapshot)]
    assert found == [
        ("Validate", "validate", 1),
        ("Backtest (4h · 2022-01-01 – 2024-12-31)", "backtest", 1),
        ("Needs 200 bars (33.3 days)", "lookback", 1),
        ("Lookback 199 bars (33.2 days)", "", 8),
        ("Lookback 0 bars", "", 9),
    ]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("", []),
        ("# a remark\n", []),
        ("x = ema(close, n)", ["Validate", "Backtest", "Bars needed: unknown"]),
        (
            SETTINGS.replace("2022", "2024") + "x = ema(close, 9000)",
            ["Validate", "Backtest (4h · 2024-01-01 – 2024-12-31)"],
        ),
        ('# /// backtest\n# timeframe = "1d"\n# ///\nx = close', ["Validate", "Backtest (1d)", "Needs 1 bar (1 day)"]),
    ],
)
def test_lenses_at_the_top(text: str, titles: list[str]) -> None:
    assert [one.title for one in lenses(opened(text))][: len(titles)] == titles


def test_a_run_that_is_too_short_is_told_at_the_top() -> None:
    text = SETTINGS.replace("2022-01-01", "2024-12-01") + "x = ema(close, 9000)"
    assert lenses(opened(text))[2].title == "Needs 9,000 bars (4.1 years), but the run has 180"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = 3\n", []),
        (SETTINGS, [(1, 6)]),
        ("# one\n# two\nx = 3\n# three\n\n# four\n# five\n", [(1, 2), (6, 7)]),
        ("x = (close +\n    open\n)\n", [(1, 2)]),
        ("x = (close +\n    open)\n", [(1, 2)]),
        ("x = f(\n  g(\n    1,\n  ),\n)\n", [(1, 4), (2, 3)]),
        ("x = f(g(\n  1,\n))\n", [(1, 2)]),
        ("x = f(  # one\n  # two\n  1)\n", [(1, 3)]),
        ("x = f(\n", []),
    ],
)
def test_what_can_be_folded(text: str, expected: list[tuple[int, int]]) -> None:
    assert [(fold.first, fold.last) for fold in folds(opened(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = sma(close, ‸200) + 1", ["200", "close, 200", "(close, 200)", "sma(close, 200)", "sma(close, 200) + 1"]),
        ("x = 'a‸b'", ["ab", "'ab'", "x = 'ab'"]),
        ("x = (clo‸se) * 2", ["close", "(close)", "(close) * 2", "x = (close) * 2"]),
        ("x = 1  # a r‸emark", ["remark", "# a remark", "x = 1  # a remark"]),
        ("x = close[-‸2]", ["2", "-2", "[-2]", "close[-2]", "x = close[-2]"]),
        ("‸", [""]),
    ],
)
def test_selections_grow(text: str, expected: list[str]) -> None:
    snapshot, offset = marked(text)
    assert [snapshot.text[one.start : one.end] for one in selection(snapshot, offset)][: len(expected)] == expected


def coloured(text: str) -> list[str]:
    """Each token with its kind and modifiers."""
    snapshot = opened(text)
    return [" ".join((text[start:end], kind, *modifiers)) for start, end, kind, modifiers in tokens(snapshot)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("n = 3", ["n variable declaration readonly", "3 number"]),
        (
            "up = close > 3  # so",
            [
                "up variable declaration condition",
                "close variable defaultLibrary series",
                "> operator",
                "3 number",
                "# so comment",
            ],
        ),
        (
            "m = macd(real=close).macd",
            [
                "m variable declaration series",
                "macd function defaultLibrary indicator",
                "real parameter",
                "close variable defaultLibrary series",
                "macd property",
            ],
        ),
        ("not nope", ["not keyword", "nope variable unknown"]),
        ("cdldoji()", ["cdldoji function defaultLibrary pattern"]),
        ("exit('A')", ["exit function defaultLibrary action", "'A' string"]),
        ("'a\\\nb'", ["'a\\ string", "b' string"]),
        ("(x +  # noqa: SIG101", ["x variable unknown", "+ operator", "#  comment"][:2]),
        (
            "x = 1  # noqa: SIG102",
            ["x variable declaration readonly", "1 number", "# noqa:  comment", "SIG102 decorator"],
        ),
        (
            "# /// backtest\n# leverage = 2.0\n# ///",
            ["# /// backtest comment", "#  comment", "leverage macro", " =  comment", "2.0 number", "# /// comment"],
        ),
    ],
)
def test_colours(text: str, expected: list[str]) -> None:
    assert coloured(text)[: len(expected)] == expected


def test_pieces_of_statements_that_have_not_changed_are_the_same() -> None:
    memory = Memory()
    text = "a = ema(close, 10)\nb = close > a\nc = open\n"
    before = dict(pieces(Snapshot(analyze(text, memory=memory))))
    after = dict(pieces(Snapshot(analyze(text.replace("c = open", "c = high"), memory=memory))))
    assert [after[place] is before[place] for place in sorted(before)] == [True, True, False]


def test_links_are_rule_codes() -> None:
    text = "x = 1  # noqa: SIG102, sig103 SIG999 E501\n# SIG101\ny = '# noqa: SIG101'\n"
    assert [(one.code, text[one.start : one.end]) for one in links(opened(text))] == [
        ("SIG102", "SIG102"),
        ("SIG103", "sig103"),
    ]
