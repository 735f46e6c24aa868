"""The page's program and style sheet are those of the sources that they were built from."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest

from signal_dsl.heytraders.document.measures import measures
from signal_dsl.heytraders.document.names import METRICS

REPOSITORY = Path(__file__).resolve().parents[2]
EXTENSION = REPOSITORY / "vscode-extension"
LIBRARY = REPOSITORY / "dsl" / "signal_dsl"


def sources() -> str:
    """The hash of all that goes into the page, as scripts/report.mjs makes it."""
    found = sha256()
    own = sorted((EXTENSION / "src" / "result").iterdir(), key=lambda path: path.name)
    for path in (*own, LIBRARY / "heytraders" / "document" / "metrics.json"):
        found.update(path.read_bytes().replace(b"\r\n", b"\n"))
    packages = json.loads((EXTENSION / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name in ("esbuild", "fancy-canvas", "lightweight-charts"):
        found.update(f"{name} {packages[f'node_modules/{name}']['version']}\n".encode())
    return found.hexdigest()


@pytest.mark.parametrize("name", ["_page.js", "_page.css"])
def test_it_is_built_from_what_is_there(name: str) -> None:
    first, _, _ = (LIBRARY / "report" / name).read_text(encoding="utf-8").partition("\n")
    told = re.search(
        r"Generated from vscode-extension/src/result by `make report`; do not edit\. Sources: (\w+)", first
    )
    assert told, first
    assert told[1] == sources(), "The sources have changed: run `make report`."


def test_nothing_in_it_ends_its_element() -> None:
    assert "</script" not in (LIBRARY / "report" / "_page.js").read_text(encoding="utf-8").lower()
    assert "</style" not in (LIBRARY / "report" / "_page.css").read_text(encoding="utf-8").lower()


def test_the_charts_licence_is_kept() -> None:
    page = (LIBRARY / "report" / "_page.js").read_text(encoding="utf-8")
    assert "TradingView Lightweight Charts" in page
    assert "https://www.tradingview.com/" in page
    assert "Apache License 2.0" in page or "Apache-2.0" in page


def test_both_sides_know_the_same_metrics() -> None:
    assert list(measures()) == list(METRICS)
