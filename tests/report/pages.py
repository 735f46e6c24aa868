"""Pages of the report, and what is seen of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from signal_dsl.report import render
from tests.report.chromium import Browser


def written(folder: Path, document: dict[str, Any], against: dict[str, Any] | None = None) -> Path:
    path = folder / "report.html"
    path.write_text(render(document, against), encoding="utf-8")
    return path


def complaints(page: Browser) -> list[object]:
    """What the page or the browser found wrong, the policy's refusals included."""
    told = [one for one in page.told("Runtime.consoleAPICalled") if one["type"] in ("error", "warning", "assert")]
    return [*told, *page.told("Runtime.exceptionThrown"), *page.told("Log.entryAdded")]


def shown_range(page: Browser) -> tuple[float, float]:
    """The moments between which the chart shows bars."""
    first, last = page.run("window.signalDslReport.chart.range()")
    return first, last
