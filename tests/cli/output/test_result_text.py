"""Results on a terminal: nothing that an answer may hold is too odd to be shown, and no line is too long."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signal_dsl.cli import terminal
from signal_dsl.cli.output.against_text import render as render_both
from signal_dsl.cli.output.figures import count, fixed, moment, percent, short_ticker
from signal_dsl.cli.output.result_text import render
from signal_dsl.cli.output.table import Cell, Column, table
from signal_dsl.heytraders.document import Answers, Ran, build
from signal_dsl.heytraders.document.comparison import compare
from signal_dsl.report import render as render_page
from tests.heytraders import simulated

ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
FIELDS = (
    "result_id",
    "simulated",
    "dashboard_url",
    "script",
    "settings",
    "bars",
    "metrics",
    "per_ticker",
    "signals",
    "refused",
    "open_positions",
    "notes",
    "trades",
    "equity",
    "prices",
)


@given(st.dictionaries(st.sampled_from(FIELDS), ODD), st.dictionaries(st.sampled_from(FIELDS), ODD))
def test_a_damaged_document_is_shown_as_far_as_it_goes(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert render(one, verbose=True).endswith("\n")
    assert render_both(one, other).endswith("\n")
    assert render_page(one, other).endswith("</html>\n")
    compare(one, other).to_json(one, other)


@given(ODD, ODD, st.lists(ODD, max_size=2))
def test_whatever_was_answered(result: object, metrics: object, trades: list[object]) -> None:
    document = build(Answers(result, metrics, result, trades, metrics), Ran("r_1", "https://example.com/api/v1"))
    assert "r_1" in render(document, verbose=True)


@pytest.mark.parametrize("room", [60, 80, 100, 120])
@pytest.mark.parametrize("script", [simulated.CROSS, simulated.SILENT], ids=["cross", "silent"])
def test_lines_fit_the_terminal(monkeypatch: pytest.MonkeyPatch, script: str, room: int) -> None:
    monkeypatch.setattr(terminal, "width", lambda: room)
    document = {**simulated.document(script), "dashboard_url": None}
    for text in (render(document, verbose=True), render_both(document, simulated.document())):
        lines = [
            line for line in text.splitlines() if not line.startswith(("  +", "  -"))
        ]  # a script's are as they are
        assert max(map(len, lines)) <= room


def test_control_characters_stay_out() -> None:
    document = simulated.document(simulated.SILENT)
    evil = {**document, "notes": ["\x1b[31mred"], "result_id": "r\x07", "script": {"path": "a\x1b]0;b\x07.signal"}}
    text = render(evil, verbose=True)
    assert "\x1b" not in text
    assert "\x07" not in text


def test_columns_go_by_their_importance() -> None:
    columns = [Column("name"), Column("much", right=True, goes=1), Column("little", right=True, goes=2)]
    rows = [[Cell("a"), Cell("1"), Cell("22")], [Cell("wide 漢"), Cell("333"), Cell("4")]]
    plain = terminal.Style(False)
    assert table(columns, rows, plain, None) == [
        "  name     much  little",
        "  a           1      22",
        "  wide 漢   333       4",
    ]
    assert table(columns, rows, plain, 22)[0] == "  name     much"
    assert table(columns, rows, plain, 5)[0] == "  name"


def test_figures() -> None:
    assert fixed(-0.001, sign=True) == "0.00"
    assert fixed(1234.5, sign=True) == "+1,234.50"
    assert percent(None) == "-"
    assert count(1e6) == "1,000,000"
    assert moment("2024-01-31T13:00:00Z") == "2024-01-31 13:00"
    assert short_ticker("BINANCEFUTURESUSD:BTC/USDT:USDT") == "BTC/USDT"
    assert short_ticker("POLYMARKET:" + "7" * 70) == "7" * 20 + "..."
