"""What would change in a script, as a patch."""

from __future__ import annotations

from difflib import unified_diff

from signal_dsl.cli.terminal import printable


def patch(name: str, before: str, after: str) -> str:
    """The change as `patch` and `git apply` understand it; empty where there is none."""
    old, new = ([f"{line}\n" for line in text.split("\n")] for text in (before, after))
    for lines in (old, new):
        last = lines.pop()
        if last != "\n":
            lines.append(f"{last}\\ No newline at end of file\n")
    shown = printable(name)
    return "".join(unified_diff(old, new, shown, shown))
