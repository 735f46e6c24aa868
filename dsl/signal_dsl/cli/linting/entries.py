"""Outcomes as lines of text, for the cache. In JSON, because reading that runs nothing, whatever a file may hold."""

from __future__ import annotations

import json

from signal_dsl.cli.linting.outcome import Outcome
from signal_dsl.diagnostics import Diagnostic, Edit, Fix
from signal_dsl.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def entry(outcome: Outcome) -> str:
    """What is worth remembering of an outcome, as one line of ASCII; empty where nothing was found."""
    if not outcome.found and not outcome.config_found:
        return ""
    config = outcome.config.name if outcome.config and outcome.config_found else ""
    values = [outcome.fail_on, _values(outcome.found), config, _values(outcome.config_found)]
    return json.dumps(values, separators=(",", ":"))


def outcome(text: str, source: Source) -> Outcome | None:
    """The outcome for which `entry` gave `text`, with `source` for the script; None where it cannot be had."""
    from signal_dsl.cli.project import shown
    from signal_dsl.errors import SourceError
    from signal_dsl.source import read_source

    try:
        fail_on, found, path, config_found = json.loads(text)
        diagnostics = _diagnostics(found, source, source.name)
        if not path:
            return Outcome(source, diagnostics, fail_on)
        config = read_source(path)
        return Outcome(source, diagnostics, fail_on, config, _diagnostics(config_found, config, shown(path)))
    except (ValueError, TypeError, RecursionError, SourceError):
        return None


def _values(found: tuple[Diagnostic, ...]) -> list[object]:
    return [
        [
            *(one.code, one.rule, one.severity, one.message, one.start, one.end),
            [[fix.title, fix.safe, [[edit.start, edit.end, edit.text] for edit in fix.edits]] for fix in one.fixes],
        ]
        for one in found
    ]


def _diagnostics(values: list[Any], source: Source, file: str) -> tuple[Diagnostic, ...]:
    found = []
    for code, rule, severity, message, start, end, fixes in values:
        ways = tuple(Fix(title, tuple(Edit(*edit) for edit in edits), safe) for title, safe, edits in fixes)
        found.append(Diagnostic(file, code, rule, severity, message, start, end, source.range(start, end), ways))
    return tuple(found)
