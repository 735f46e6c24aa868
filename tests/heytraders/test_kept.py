"""Results that are kept on this machine: whole or not at all, and listed without reading what is long."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signal_dsl.heytraders import storage
from signal_dsl.heytraders.kept import Kept, _written
from tests.amounts import slow_cases


def test_kept_results(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    for name in ("r_1", "r_2"):
        kept.put({"result_id": name, "note": "ünï\ud800"})
    assert kept.get("r_1") == {"result_id": "r_1", "note": "ünï\ud800"}
    assert sorted(kept.ids()) == ["r_1", "r_2"]
    assert kept.path("r_1").stat().st_mode & 0o077 == 0
    kept.path("r_1").write_bytes(b'{"result_id": "r_')
    assert kept.get("r_1") is None
    kept.path("r_1").write_text(json.dumps({"result_id": "r_2"}))
    assert kept.get("r_1") is None
    assert kept.get("../../etc/passwd") is None
    assert kept.get("r_3") is None


@pytest.mark.parametrize("text", ["close", ',"trades":[],', "x" * 200_000])
@pytest.mark.parametrize("settings", [{"timeframe": "1h"}, {"timeframe": "1h", "trades": 3}])
def test_the_head_of_a_kept_result(tmp_path: Path, text: str, settings: dict[str, object]) -> None:
    kept = Kept(tmp_path)
    head = {"result_id": "r_1", "script": {"text": text}, "settings": settings, "notes": ["one"]}
    document = {**head, "trades": [{"pnl": 1.5}], "equity": {"time": []}, "prices": {}, "raw": {}}
    path = kept.put(document)
    assert kept.head("r_1") == head
    path.write_text(json.dumps(document, indent=2))  # by somebody who wanted to read it
    assert kept.head("r_1") == head
    path.write_text(json.dumps({"raw": {}, **head}))
    assert kept.head("r_1") == head
    path.write_bytes(b'{"result_id": "r_')
    assert kept.head("r_1") is None
    assert kept.head("r_2") is None
    assert kept.head("../r_1") is None


def test_lists_of_results_do_not_read_what_is_long(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    path = kept.put({"result_id": "r_1", "trades": [{"pnl": 1.5}] * 100})
    path.write_bytes(path.read_bytes()[:-20])
    assert kept.get("r_1") is None
    assert kept.head("r_1") == {"result_id": "r_1"}


def test_a_file_is_replaced_in_full_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a" / "b"
    storage.replace(file, [b"o", b"ne"])
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space"):
        storage.replace(file, [b"two"])
    assert file.read_bytes() == b"one"
    assert [one.name for one in file.parent.iterdir()] == ["b"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=5),
    max_leaves=20,
)


@settings(max_examples=slow_cases())
@given(st.dictionaries(st.text(max_size=5), JSON), st.integers(1, 3))
def test_what_is_written_in_pieces_is_the_same(document: dict[str, object], piece: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("signal_dsl.heytraders.kept._PIECE", piece)
        assert b"".join(_written(document)).decode() == json.dumps(document, separators=(",", ":"))


def test_no_piece_takes_long() -> None:
    """While one is made, no other thread runs: not that which answers an editor."""
    column = [n / 7 for n in range(100_000)]
    document = {"result_id": "r_1", "equity": {"cash": column}, "prices": {"A": {"close": column}}, "trades": column}
    assert max(map(len, _written(document))) < 300_000
