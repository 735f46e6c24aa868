"""Whatever a live catalog holds: a usable catalog, or a CatalogError."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signal_dsl.catalog import Catalog, Function, builtin, load, model
from signal_dsl.catalog.describe import as_json, describe
from signal_dsl.catalog.live import decode
from signal_dsl.catalog.live.merge import merge
from signal_dsl.errors import CatalogError

BASE = builtin()
WORDS = [
    *(
        "data",
        "items",
        "indicators",
        "operators",
        "variables",
        "success",
        "error",
        "total",
        "name",
        "id",
        "key",
        "type",
    ),
    *(
        "params",
        "parameters",
        "args",
        "inputs",
        "outputs",
        "returns",
        "default",
        "description",
        "category",
        "signature",
    ),
    *("min", "max", "range", "required", "properties", "kind", "doc", "usage", "ohlcv", "momentum", "meta", "value"),
    *("rsi", "ema", "RSI", "macd", "bbands", "close", "volume", "crossover", "entry", "Weight", "and", "+", "Bob"),
    *(
        "source",
        "length",
        "fast",
        "slow",
        "signal",
        "timeperiod",
        "matype",
        "maximum",
        "if",
        "nan",
        "int",
        "series",
        "float",
    ),
]
TEXTS = [
    *("ema(source, length=20)", "rsi(close, 14)", "f(*a)", "f(", "macd(a, b) -> x, y", "x: y", "a - b", "length=20"),
    *("int n = 3", "[length]", "=", ":", "(((", "close, close", "Series[bool]", "[", "1e999", "99999999999999999999"),
]
names = st.one_of(st.sampled_from(WORDS), st.sampled_from(TEXTS), st.text(max_size=6))
leaves = st.one_of(
    st.none(), st.booleans(), st.integers(), st.integers(0, 30), st.floats(), st.sampled_from([True, False]), names
)
documents = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(names, inner, max_size=6)),
    max_leaves=40,
)
# Documents that are nearly right reach further in than those that are anything.
parameters = st.one_of(documents, st.dictionaries(names, leaves, max_size=4), st.lists(names, max_size=4))
entries = st.dictionaries(
    st.sampled_from(["name", "id", "params", "inputs", "outputs", "returns", "signature", "type", "description"]),
    st.one_of(names, parameters),
    max_size=6,
)
nearly = st.one_of(
    st.lists(st.one_of(names, entries), max_size=8),
    st.dictionaries(names, st.one_of(entries, st.lists(st.one_of(names, entries), max_size=5)), max_size=6),
)
whole = st.one_of(nearly, nearly.map(lambda data: {"success": True, "data": data}), documents)


def check(catalog: Catalog) -> None:
    """A catalog that the toolkit can work with."""
    assert catalog.provenance in ("built-in", "live")
    assert {"entry", "exit", "Weight", "emit_signal", "close"} <= set(catalog.names())
    assert all(isinstance(warning, str) and warning.endswith(".") for warning in catalog.warnings)
    for entry in catalog:
        if entry.origin == model.LIVE:
            assert entry.name.isidentifier()
            json.dumps(as_json(entry), allow_nan=False)
            assert describe(entry, catalog)
            if isinstance(entry, Function):
                check_function(entry)


def check_function(function: Function) -> None:
    spellings = [name for parameter in function.parameters for name in (parameter.name, *parameter.aliases)]
    assert len(spellings) == len(set(spellings))
    assert function.outputs
    assert (function.lookback is None) == bool(function.unknown_because)
    options = {parameter.name for parameter in function.parameters if parameter.kind not in model.INPUT_KINDS}
    formulas = [function.lookback, function.settling, *(constraint.formula for constraint in function.constraints)]
    for formula in [*formulas, *(output.holds for output in function.outputs)]:
        nodes = list(ast.walk(ast.parse(formula, mode="eval"))) if formula else []
        called = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
        assert {node.id for node in nodes if isinstance(node, ast.Name)} <= options | called


@settings(max_examples=3 * settings().max_examples, suppress_health_check=[HealthCheck.too_slow])
@given(whole)
def test_any_json(data: Any) -> None:
    try:
        live = decode(data, BASE)
    except CatalogError as error:
        assert isinstance(data, dict)
        assert data["success"] is False
        assert error.remedy
        return
    check(merge(BASE, live))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("catalog") / "catalog.json"


@settings(max_examples=2 * settings().max_examples)
@given(
    content=st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
)
def test_any_file(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        check(load(str(path)))
    except CatalogError as error:
        assert error.message.endswith(".")
        assert error.remedy


def test_every_cut_of_a_real_one(path: Path) -> None:
    text = json.dumps({"success": True, "data": {"indicators": [{"name": "rsi", "params": {"length": 14}}]}})
    for end in range(len(text)):
        path.write_text(text[:end], "utf-8")
        with pytest.raises(CatalogError):
            load(str(path))
