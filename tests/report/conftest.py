"""One browser for all tests of the page, and a result to look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.heytraders import simulated
from tests.report.chromium import Browser, browser
from tests.report.pages import written


@pytest.fixture(scope="session")
def open_browser() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="session")
def document() -> dict[str, Any]:
    """A year of hours in two tickers."""
    return simulated.document()


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory, document: dict[str, Any]) -> Path:
    return written(tmp_path_factory.mktemp("report"), document)
