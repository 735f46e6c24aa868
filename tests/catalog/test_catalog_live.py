"""Live catalogs in all the shapes that the platform might choose, and files that are none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from signal_dsl.catalog import Catalog, builtin, load
from signal_dsl.catalog.live import decode
from signal_dsl.catalog.live.model import LiveCatalog
from signal_dsl.errors import CatalogError

BASE = builtin()


def read(data: Any) -> LiveCatalog:
    return decode(data, BASE)


EMA = {
    "name": "ema",
    "params": [{"name": "source", "type": "series"}, {"name": "length", "type": "int", "default": 20}],
}
ENVELOPE = {"success": True, "error": None, "meta": {"timestamp": "2026-01-01T00:00:00Z"}}

SHAPES: dict[str, Any] = {
    "bare names": ["ema", "rsi", "close"],
    "objects": [EMA, {"id": "rsi"}, {"key": "close"}],
    "shouted names": ["EMA", "RSI", "CLOSE"],
    "titles beside ids": [
        {"id": "ema", "name": "Exponential Moving Average"},
        {"key": "rsi", "name": "RSI"},
        {"id": 7, "name": "close"},
    ],
    "sections": {"indicators": ["ema", "rsi"], "variables": ["close"]},
    "sections of objects": {
        "indicators": [EMA, {"name": "rsi"}],
        "variables": [{"name": "close"}],
        "operators": ["+", "and"],
    },
    "entries by name": {"ema": {"params": {"length": 20}}, "rsi": {}, "close": {"type": "variable"}},
    "texts by name": {"ema": "Exponential moving average", "rsi": "rsi(source, length=14)", "close": "Close"},
    "sections by name": {"indicators": {"ema": {}, "rsi": {"description": "x"}}, "variables": {"close": "The close"}},
    "grouped": {"trend": ["ema"], "momentum": [{"name": "rsi"}], "ohlcv": ["close"]},
    "grouped in a section": {
        "indicators": {"trend": ["ema"], "momentum": {"rsi": {"params": []}}},
        "variables": {"OHLCV": ["close"]},
    },
    "groups that describe themselves": [
        {"category": "trend", "indicators": ["ema"]},
        {"name": "Momentum", "items": [{"name": "rsi"}]},
        {"group": "OHLCV", "variables": ["close"]},
    ],
    "signatures": ["ema(source, length=20)", "rsi(source: series, length: int = 14) -> series", "close"],
    "names with explanations": ["ema: exponential average", "rsi - relative strength", "close"],
    "kinds told": [
        {"name": "ema", "type": "indicator"},
        {"name": "rsi", "kind": "function"},
        {"name": "close", "type": "variable"},
    ],
    "parameters by name": {"ema": ["source", "length"], "rsi": ["source", "length"], "close": {}},
    "paged in full": {"items": ["ema", "rsi", "close"], "total": 3, "page": 1},
}


@pytest.mark.parametrize(
    "wrap", [lambda data: data, lambda data: {**ENVELOPE, "data": data}, lambda data: {"result": data}]
)
@pytest.mark.parametrize("data", SHAPES.values(), ids=SHAPES)
def test_a_list_of_indicators_is_read_in_whatever_shape_it_comes(data: Any, wrap: Callable[[Any], Any]) -> None:
    live = read(wrap(data))
    assert set(live.functions) == {"ema", "rsi"}
    assert set(live.variables) == {"close"}
    assert (live.complete, live.warnings) == (True, ())


PARAMETERS: dict[str, Any] = {
    "list of objects": {
        "params": [{"name": "source", "type": "series"}, {"name": "length", "type": "int", "default": 20}]
    },
    "list of pairs": {"parameters": [{"source": "series"}, {"length": 20}]},
    "list of texts": {"args": ["source", "length=20"]},
    "typed texts": {"arguments": ["source: series", "length: int = 20"]},
    "C style": {"args": ["series source", "int length = 20"]},
    "one text": {"params": "source, length=20"},
    "mapping of objects": {"params": {"source": {"type": "Series[float]"}, "length": {"default": 20, "min": 1}}},
    "mapping of types and defaults": {"params": {"source": "series", "length": 20}},
    "JSON Schema": {
        "parameters": {
            "type": "object",
            "properties": {"source": {"type": "array"}, "length": {"type": "integer", "default": 20}},
            "required": ["source"],
        }
    },
    "inputs apart": {"inputs": ["source"], "params": {"length": 20}},
    "all called inputs": {"inputs": [{"name": "source"}, {"name": "length", "default": 20}]},
    "signature": {"signature": "ema(source, length=20)"},
    "usage": {"usage": "ema(source, length = 20)", "params": []},
}


@pytest.mark.parametrize("said", PARAMETERS.values(), ids=PARAMETERS)
def test_parameters(said: dict[str, Any]) -> None:
    function = read([{"name": "ema", **said}]).functions["ema"]
    assert function.parameters is not None
    source, length = function.parameters
    assert (source.name, source.kind, source.default) == ("source", "series", None)
    assert (length.name, length.kind, length.default, length.required) == ("length", "integer", 20, False)


@pytest.mark.parametrize(
    "said",
    [
        {"params": [{"name": "source"}, 7]},
        {"params": ["source", "source"]},
        {"params": ["*args"]},
        {"params": 7},
        {"signature": "ema(close, 20)"},
        {"signature": "ema"},
        {},
    ],
)
def test_parameters_in_doubt_are_not_known(said: dict[str, Any]) -> None:
    assert read([{"name": "ema", **said}]).functions["ema"].parameters is None


def test_bounds_kinds_and_texts() -> None:
    said = {
        "mult": {"type": "float", "default": 2, "minimum": 0, "maximum": 9, "description": "Width."},
        "ma": {"type": "string", "default": "sma"},
        "src": {"default": "close"},
        "flag": {"type": "boolean", "default": True, "optional": True},
        "window": None,
        "other": None,
    }
    function = read({"indicators": {"magic": {"params": said, "doc": "Does it.", "category": "Magic"}}}).functions[
        "magic"
    ]
    assert (function.summary, function.category) == ("Does it.", "Magic")
    mult, ma, src, flag, window, other = function.parameters or ()
    assert (mult.kind, mult.default, mult.low, mult.high, mult.summary) == ("real", 2, 0, 9, "Width.")
    assert (ma.kind, ma.default) == ("string", "sma")
    assert (src.kind, src.default) == ("series", "close")
    assert (flag.kind, flag.default, flag.required) == ("condition", None, False)
    assert (window.kind, window.default, window.required) == ("integer", None, None)
    assert other.kind is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("series", [(None, "series")]),
        ("Series[bool]", [(None, "condition")]),
        (["macd", "signal"], [("macd", None), ("signal", None)]),
        ("macd, signal", [("macd", None), ("signal", None)]),
        ("(macd, signal)", [("macd", None), ("signal", None)]),
        ([{"name": "macd", "type": "series"}], [("macd", "series")]),
        ({"macd": "series", "signal": {"type": "bool"}}, [("macd", "series"), ("signal", "condition")]),
        ({"type": "series", "description": "x"}, [(None, "series")]),
        ("The value of it", [(None, None)]),
    ],
)
def test_outputs(said: Any, expected: list[tuple[str | None, str | None]]) -> None:
    outputs = read({"indicators": {"magic": {"returns": said}}}).functions["magic"].outputs
    assert outputs is not None
    assert [(output.name, output.kind) for output in outputs] == expected


@pytest.mark.parametrize("said", [{"range": [0, 100]}, {"min": 0, "max": 100}, {"range": {"min": 0, "max": 100}}])
def test_output_ranges(said: dict[str, Any]) -> None:
    outputs = read([{"name": "rsi", "outputs": [{"name": "value", **said}]}]).functions["rsi"].outputs
    assert outputs is not None
    assert (outputs[0].low, outputs[0].high) == (0, 100)


@pytest.mark.parametrize("junk", [[7], ["not a name!"], [["rsi"]], [{"title": "x"}], [{"name": "not a name"}], [True]])
def test_what_is_not_understood_is_counted(junk: list[Any]) -> None:
    live = read(["rsi", *junk, *junk])
    assert set(live.functions) == {"rsi"}
    assert not live.complete
    assert live.warnings == ("Skipped 2 entries of the live catalog that could not be understood.",)


def test_what_holds_nothing_is_not_counted() -> None:
    live = read({"indicators": ["rsi", None, "", [], {}], "operators": ["+", "and", "not", "&&"], "variables": []})
    assert live.warnings == ()
    assert live.complete


def test_a_part_is_known_as_a_part() -> None:
    live = read({"data": {"items": ["rsi", "close"], "total": 80, "next": "?page=2"}})
    assert not live.complete
    assert live.warnings == ("The live catalog holds 2 of the 80 entries that it announces.",)


def test_depth_is_bounded() -> None:
    data: Any = ["rsi"]
    for _ in range(200):
        data = {"data": data}
    assert not read(data).functions


@pytest.mark.parametrize(
    "data", [{"foo": 1}, [1, 2, 3], 42, None, [], {}, "nonsense", [{"name": "Bob", "age": 3}], True, 1.5]
)
def test_a_wholly_unknown_shape_leaves_the_built_in_catalog(data: Any, tmp_path: Path) -> None:
    path = tmp_path / "catalog.json"
    path.write_text(json.dumps(data), "utf-8")
    catalog = load(str(path))
    assert catalog.names() == BASE.names()
    assert (catalog.provenance, catalog.authoritative) == ("built-in", False)
    assert catalog.warnings[-1] == "The live catalog was not understood; the built-in catalog stays in force."
    assert BASE.warnings == ()


FAULTS: list[tuple[str, bytes, str]] = [
    ("empty", b"", "is empty"),
    ("blank", b" \n", "is empty"),
    ("malformed", b'["rsi",\n', "is not JSON: line 2"),
    ("text", b"hello", "is not JSON: line 1"),
    ("web page", b"<!doctype html><html>", "a web page"),
    ("binary", b"\x80\x81\xfe\xff\x00\x01", "is not"),
    ("deep", b"[" * 200_000, "nested too deeply"),
    ("long number", b"[" + b"9" * 10_000 + b"]", "is not JSON"),
]


@pytest.mark.parametrize(("content", "expected"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_files_that_are_no_catalog(content: bytes, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "catalog.json"
    path.write_bytes(content)
    with pytest.raises(CatalogError) as caught:
        load(str(path))
    assert expected in caught.value.message
    assert caught.value.message.endswith(".")
    assert caught.value.remedy


@pytest.mark.parametrize("name", ["missing.json", "", "folder", "nul\0"])
def test_files_that_cannot_be_read(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(CatalogError, match="cannot be read"):
        load(str(tmp_path / name))


def test_an_error_answer_is_no_catalog() -> None:
    with pytest.raises(CatalogError, match="error answer of the platform: No such key"):
        read({"success": False, "data": None, "error": {"code": "INVALID_API_KEY", "message": "No such key"}})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "catalog.json"
    path.write_text('["rsi", "close"]', encoding)
    catalog: Catalog = load(str(path))
    assert catalog.provenance == "live"
