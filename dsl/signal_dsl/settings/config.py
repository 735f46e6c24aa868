"""The configuration file: `signal-dsl.toml`, or `[tool.signal-dsl]` in `pyproject.toml`."""

from __future__ import annotations

import os

from signal_dsl.records import record
from signal_dsl.settings.api import read_api
from signal_dsl.settings.checks import Problem
from signal_dsl.settings.find import SHARED_FILE
from signal_dsl.settings.lint import read_lint
from signal_dsl.settings.model import RUN_KEYS, ApiSettings, Fault, LintSettings, Place, RunSettings
from signal_dsl.settings.tables import Table, read_run
from signal_dsl.settings.toml import Document
from signal_dsl.settings.words import kind
from signal_dsl.source import Source

TABLES = ("backtest", "lint", "api")


@record
class Config:
    """A configuration file: its text, what is set in it, the places of its run settings, and its faults."""

    source: Source
    run: RunSettings
    lint: LintSettings
    api: ApiSettings
    places: dict[str, Place]
    faults: tuple[Fault, ...]

    @property
    def path(self) -> str:
        """The path of the file."""
        return self.source.name


def parse_config(text: str, path: str) -> Config | None:
    """Read a configuration's text; None for a `pyproject.toml` that says nothing about Signal DSL.

    Whatever `text` holds, this raises nothing.
    """
    scope = () if os.path.basename(path) != SHARED_FILE else ("tool", "signal-dsl")
    source = Source(text, path)
    lines = [(start, source.line(number)) for number, start in enumerate(source.line_starts, 1)]
    if text.startswith("\ufeff"):
        lines[0] = (1, lines[0][1][1:])
    document = Document(lines, path, scope)
    root = _root(document, scope)
    if root is None:
        at = text.find("[tool.signal-dsl")
        if not document.broken or at < 0:
            return None
        told = "This cannot be read, because the text before it is not TOML. Mend that first."
        fault = Fault(at, len(source.line(source.position(at).line)) + at, told, file=path)
        return Config(source, RunSettings(), LintSettings(), ApiSettings(), {}, (fault,))
    whole = Table(document, scope, root)
    for key in root:
        if key in RUN_KEYS:
            whole.key_fault(f"`{key}` belongs into the table `[{'.'.join((*scope, 'backtest'))}]`.", key)
    whole.values = {key: value for key, value in root.items() if key not in RUN_KEYS}
    tables = {name: Table(document, (*scope, name), {}) for name in TABLES}
    for name in whole.known(TABLES, "table"):
        value = whole.values[name]
        if isinstance(value, dict):
            tables[name].values = value
        else:
            whole.fault(Problem(f"`{name}` is {kind(value)}, where a table is needed.", f"Write `[{name}]`."), name)
    run, places = read_run(tables["backtest"])
    lint = read_lint(tables["lint"])
    api = read_api(tables["api"])
    faults = document.faults + [fault for table in (whole, *tables.values()) for fault in table.faults]
    return Config(source, run, lint, api, places, tuple(sorted(faults, key=lambda fault: fault.start)))


def _root(document: Document, scope: tuple[str, ...]) -> dict[str, object] | None:
    """The table at `scope`; None where there is none."""
    value: object = document.values
    for name in scope:
        value = value.get(name) if isinstance(value, dict) else None
    if isinstance(value, dict):
        return value
    inside = any((one.path or ())[: len(scope)] == scope for one in document.statements)
    return {} if inside else None
