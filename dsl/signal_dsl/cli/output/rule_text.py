"""Rules for people: the list, and the explanation of one."""

from __future__ import annotations

import sys

from signal_dsl.cli import terminal
from signal_dsl.cli.layout import aligned

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from signal_dsl.diagnostics import Diagnostic
    from signal_dsl.rules.base import Rule

_COLUMNS = 100


def documentation(rule: Rule) -> str:
    """A rule's docstring without its indentation; empty under `python -OO`."""
    lines = (rule.__doc__ or "").strip().split("\n")
    return "\n".join([line.removeprefix("    ").rstrip() for line in lines])


def listing(rules: Iterable[Rule]) -> str:
    """A line for each rule: code, name, severity, and what it finds."""
    paint = terminal.style(sys.stdout)
    rows = [
        (rule.code, rule.name, rule.severity, " ".join(documentation(rule).partition("\n\n")[0].split()))
        for rule in rules
    ]
    lines = []
    for (code, name, severity, _), line in zip(rows, aligned(rows), strict=True):
        at = line.index(severity, len(code) + len(name))
        painted = paint(severity, terminal.COLOURS[severity])
        lines.append(paint(code, "bold") + line[len(code) : at] + painted + line[at + len(severity) :])
    return "\n".join(lines) + "\n"


def page(rule: Rule) -> str:
    """What, why, a bad and a good example with what the linter really says of the bad one, and the configuration."""
    paint = terminal.style(sys.stdout)
    columns = min(terminal.width(sys.stdout) or _COLUMNS, _COLUMNS)
    parts = [
        f"{paint(rule.code, 'bold')} {rule.name} ({paint(rule.severity, terminal.COLOURS[rule.severity])})",
        _paragraphs(documentation(rule), columns),
        paint("Bad", "bold"),
        _example(rule.bad[0]),
        "\n".join([_said(found, columns) for found in _findings(rule)]),
        paint("Good", "bold"),
        _example(rule.good[0]),
        paint("Configure", "bold"),
    ]
    if rule.configuration:
        parts.append(_paragraphs(rule.configuration, columns))
    told = (
        f"Switch it off with `--ignore {rule.code}`. For good, or to change how grave it is, write in "
        "`signal-dsl.toml` (or in `pyproject.toml`, under `[tool.signal-dsl.lint]`):"
    )
    parts.append(_paragraphs(told, columns))
    parts.append(_example(f'[lint]\nignore = ["{rule.code}"]\nseverity = {{ {rule.code} = "info" }}'))
    return "\n\n".join(parts) + "\n"


def _findings(rule: Rule) -> list[Diagnostic]:
    """What the rule finds in its own bad example."""
    from signal_dsl.api import lint
    from signal_dsl.settings import LintSettings, merge, script_block

    text = rule.bad[0]
    return lint(text, settings=merge(block=script_block(text), lint=LintSettings(select=(rule.code,))))


def _said(found: Diagnostic, columns: int) -> str:
    told = _paragraphs(f"Line {found.range.start.line}: {found.message}", columns)
    return "\n".join([told, *(f"Fix: {fix.title}" for fix in found.fixes)])


def _example(text: str) -> str:
    return "\n".join([f"    {line}".rstrip() for line in text.rstrip("\n").split("\n")])


def _paragraphs(text: str, columns: int) -> str:
    """Running text filled to `columns`; what is indented or a list stays as it is."""
    from textwrap import fill

    def filled(part: str) -> str:
        return fill(part, columns, break_on_hyphens=False, break_long_words=False)

    return "\n\n".join([part if part.startswith((" ", "-", "|")) else filled(part) for part in text.split("\n\n")])
