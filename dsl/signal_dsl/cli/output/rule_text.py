"""Rules for people: the list, and the explanation of one."""

from __future__ import annotations

from signal_dsl.cli import terminal
from signal_dsl.cli.layout import aligned, filled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from signal_dsl.diagnostics import Diagnostic
    from signal_dsl.rules.base import Rule


def documentation(rule: Rule) -> str:
    """A rule's docstring without its indentation; empty under `python -OO`."""
    lines = (rule.__doc__ or "").strip().split("\n")
    return "\n".join([line.removeprefix("    ").rstrip() for line in lines])


def listing(rules: Iterable[Rule]) -> str:
    """For each rule its code, name and severity, and what it finds."""
    paint = terminal.paint()
    rows = [
        (rule.code, rule.name, rule.severity, " ".join(documentation(rule).partition("\n\n")[0].split()))
        for rule in rules
    ]
    lines = []
    for (code, name, severity, _), text in zip(rows, aligned(rows, room=terminal.width()), strict=True):
        at = text.index(severity, len(code) + len(name))
        painted = paint(severity, terminal.COLOURS[severity])
        lines.append(paint(code, "bold") + text[len(code) : at] + painted + text[at + len(severity) :])
    return "\n".join(lines) + "\n"


def page(rule: Rule) -> str:
    """What, why, a bad and a good example with what the linter really says of the bad one, and the configuration."""
    paint = terminal.paint()
    room = terminal.readable_width()
    parts = [
        f"{paint(rule.code, 'bold')} {rule.name} ({paint(rule.severity, terminal.COLOURS[rule.severity])})",
        _paragraphs(documentation(rule), room),
        paint("Bad", "bold"),
        _example(rule.bad[0]),
        "\n".join([_said(found, room) for found in _findings(rule)]),
        paint("Good", "bold"),
        _example(rule.good[0]),
        paint("Configure", "bold"),
    ]
    if rule.configuration:
        parts.append(_paragraphs(rule.configuration, room))
    told = (
        f"Switch it off with `--ignore {rule.code}`. For good, or to change how grave it is, write in "
        "`signal-dsl.toml` (or in `pyproject.toml`, under `[tool.signal-dsl.lint]`):"
    )
    parts.append(_paragraphs(told, room))
    parts.append(_example(f'[lint]\nignore = ["{rule.code}"]\nseverity = {{ {rule.code} = "info" }}'))
    return "\n\n".join(parts) + "\n"


def _findings(rule: Rule) -> list[Diagnostic]:
    """What the rule finds in its own bad example."""
    from signal_dsl.api import lint
    from signal_dsl.settings import LintSettings, merge, script_block

    text = rule.bad[0]
    return lint(text, settings=merge(block=script_block(text), lint=LintSettings(select=(rule.code,))))


def _said(found: Diagnostic, room: int) -> str:
    told = filled(f"Line {found.range.start.line}: {found.message}", room)
    return "\n".join([*told, *(f"Fix: {fix.title}" for fix in found.fixes)])


def _example(text: str) -> str:
    return "\n".join([f"    {line}".rstrip() for line in text.rstrip("\n").split("\n")])


def _paragraphs(text: str, room: int) -> str:
    """Running text in lines of at most `room` columns; what is indented or a list stays as it is."""
    return "\n\n".join(
        [
            part if part.startswith((" ", "-", "|")) else "\n".join(filled(" ".join(part.split()), room))
            for part in text.split("\n\n")
        ]
    )
