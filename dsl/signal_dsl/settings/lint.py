"""The table `[lint]`: which rules are in force, and how grave their findings are."""

from __future__ import annotations

from signal_dsl.diagnostics import SEVERITIES
from signal_dsl.settings.checks import Problem
from signal_dsl.settings.model import LintSettings
from signal_dsl.settings.tables import Table
from signal_dsl.settings.words import kind, nearest, quoted

LINT_KEYS = ("select", "extend-select", "ignore", "per-file-ignores", "severity", "fail-on")
SELECTOR_FORM = "Name rules by their codes, such as `SIG401` or `SIG4`, by their names, or by `ALL`."


def read_lint(table: Table) -> LintSettings:
    """The settings of the linter."""
    good: dict[str, object] = {}
    for key in table.known(LINT_KEYS, "setting of the linter"):
        value = table.values[key]
        if key == "fail-on":
            taken: object = _severity(table, value, key)
        elif key in ("per-file-ignores", "severity"):
            taken = _pairs(table, value, key)
        else:
            taken = _selectors(table, value, key)
        if taken is not None:
            good[key.replace("-", "_")] = taken
    return LintSettings(**good)  # type: ignore[arg-type]


def is_selector(text: str) -> bool:
    """Whether `text` is `ALL`, a code, the beginning of codes or the name of a rule, by its form."""
    if text.startswith("SIG"):
        return len(text) <= 6 and text[3:].isascii() and (text[3:].isdigit() or not text[3:])
    return text == "ALL" or (text.isascii() and text.islower() and text.replace("-", "").isalpha())


def _selectors(table: Table, value: object, *key: str) -> tuple[str, ...] | None:
    if not isinstance(value, list):
        table.fault(Problem(f"`{key[-1]}` is {kind(value)}, where a list of rules is needed.", SELECTOR_FORM), *key)
        return None
    taken = []
    for index, entry in enumerate(value):
        if isinstance(entry, str) and is_selector(entry):
            taken.append(entry)
            continue
        shown = quoted(entry) if isinstance(entry, str) else kind(entry).capitalize()
        sure = isinstance(entry, str) and is_selector(entry.upper())
        instead = f'"{entry.upper()}"' if sure and isinstance(entry, str) else None
        table.fault(Problem(f"{shown} is no rule.", SELECTOR_FORM, index, instead, sure), *key)
    return tuple(taken) if taken or not value else None


def _severity(table: Table, value: object, *key: str) -> str | None:
    if isinstance(value, str) and value in SEVERITIES:
        return value
    meant = nearest(value, SEVERITIES) if isinstance(value, str) else None
    remedy = f"Did you mean `{meant}`?" if meant else f"Use one of {', '.join(SEVERITIES)}."
    shown = quoted(value) if isinstance(value, str) else kind(value).capitalize()
    table.fault(Problem(f"{shown} is no severity.", remedy, instead=meant and f'"{meant}"'), *key)
    return None


def _pairs(table: Table, value: object, key: str) -> tuple[tuple[str, object], ...] | None:
    """The entries of `per-file-ignores` (pattern, selectors) or `severity` (selector, severity)."""
    if not isinstance(value, dict):
        example = '{ "old/*.signal" = ["SIG7"] }' if key == "per-file-ignores" else '{ SIG402 = "info" }'
        told = f"`{key}` is {kind(value)}, where a table is needed."
        table.fault(Problem(told, f"Write `{key} = {example}`."), key)
        return None
    taken: list[tuple[str, object]] = []
    for name, entry in value.items():
        read = _selectors(table, entry, key, name) if key == "per-file-ignores" else _severity(table, entry, key, name)
        if key == "severity" and not is_selector(name):
            table.key_fault(f"{quoted(name)} is no rule. {SELECTOR_FORM}", key, name)
        elif read is not None:
            taken.append((name, read))
    return tuple(taken)
