"""`signal-dsl rule`: what the linter looks for, and why."""

from __future__ import annotations

from signal_dsl.cli import terminal
from signal_dsl.cli.command import Command, Option
from signal_dsl.rules import meant, rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Arguments

JSON = Option("--json", "print JSON: an object for the rule, or a list of one for each")
COMMAND = Command(
    "rule",
    "Explain a rule: what it finds, why that matters, a bad and a good example, how to configure it. List those whose "
    "codes begin alike, or without a rule all of them.",
    "RULE",
    0,
    1,
    (JSON,),
    (
        ("signal-dsl rule", "all rules"),
        ("signal-dsl rule SIG401", "one rule, by its code"),
        ("signal-dsl rule wrong-bar", "or by its name"),
        ("signal-dsl rule SIG4", "those about history"),
    ),
)


def run(arguments: Arguments) -> int:
    """Print a list, or one explanation. Raises `UsageError` where there is no such rule."""
    found = meant(arguments.paths[0]) if arguments.paths else rules()
    chosen = found[0] if len(found) == 1 else None
    if arguments.has(JSON):
        from signal_dsl.cli.output import rule_json

        terminal.write(rule_json.page(chosen) if chosen else rule_json.listing(found))
    else:
        from signal_dsl.cli.output import rule_text

        terminal.write(rule_text.page(chosen) if chosen else rule_text.listing(found))
    return 0
