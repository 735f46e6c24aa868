"""With the platform's own list: where it comes from is told, and what it says is not to be used any more."""

from __future__ import annotations

import pytest

from signal_dsl.analysis import analyze
from signal_dsl.catalog import builtin
from signal_dsl.catalog.catalog import Catalog
from signal_dsl.catalog.model import LIVE, Function, Output, Parameter, Variable
from signal_dsl.ide.completion import complete, resolve
from signal_dsl.ide.hover import hover
from signal_dsl.ide.signature import signature_help
from signal_dsl.ide.snapshot import Snapshot
from signal_dsl.ide.tokens import tokens

OLD = Function(
    "old_ma",
    "Averages",
    "Deprecated, use sma.",
    (Parameter("real", "series"), Parameter("n", "integer", required=False, default=5)),
    (Output("real"),),
    origin=LIVE,
)
OPEN = Function(
    "mystery",
    "Other",
    "Nobody says how.",
    (),
    (Output("out", "any"),),
    None,
    None,
    "",
    origin=LIVE,
    open_signature=True,
)


@pytest.fixture
def live() -> Catalog:
    known = builtin()
    functions = {one.name: one for one in known.functions()} | {"old_ma": OLD, "mystery": OPEN}
    variables = {one.name: one for one in known.variables()} | {
        "mood": Variable("mood", "Live", "How it feels.", origin=LIVE)
    }
    return Catalog(functions, variables, known.formulas, known.ma_types, provenance="live", authoritative=True)


def test_where_it_comes_from_is_told(live: Catalog) -> None:
    snapshot = Snapshot(analyze("x = old_ma(close, 3) + mood", catalog=live), synced="2026-11-20")
    for place in (5, 24):
        found = hover(snapshot, place)
        assert found is not None
        assert "listed by the platform, synced 2026-11-20" in found.markdown


def test_what_is_not_to_be_used_any_more(live: Catalog) -> None:
    found = tokens(Snapshot(analyze("old_ma(close)", catalog=live)))
    assert found[0][3] == ("defaultLibrary", "deprecated")


def test_a_function_of_which_nothing_is_known(live: Catalog) -> None:
    text = "x = mystery(close, "
    snapshot = Snapshot(analyze(text, catalog=live))
    offered = complete(snapshot, len(text))
    assert {"close", "mood", "sma"} <= {one.label for one in offered}
    mystery = complete(Snapshot(analyze(f"{text}my", catalog=live)), len(text) + 2)[0]
    assert mystery.snippet == "mystery($1)"
    assert "Nobody says how." in resolve(snapshot, mystery.page)
    shown = signature_help(snapshot, len(text))
    assert shown is not None
    assert shown.signatures[0].label == "mystery(…) → anything"
    assert shown.signatures[0].active is None
