"""`signal-dsl.rule` and `signal-dsl.rules`: what findings mean."""

from __future__ import annotations

import inspect

from signal_dsl.rules import find_rule
from signal_dsl.rules import rules as all_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.rules.base import Rule
    from signal_lsp.commands import Given
    from signal_lsp.server import Server
    from signal_lsp.tasks import Json


def rule(ls: Server, given: Given) -> Json:
    """The page of a rule."""
    found = find_rule(given.text("code"))
    title = f"{found.code} {found.name}"
    return {"title": title, "markdown": _page(title, found)}


def _page(title: str, found: Rule) -> str:
    """Its page in Markdown: what, why, and what is reported and what is not."""
    summary, _, why = inspect.cleandoc(found.__doc__ or "").partition("\n")
    parts = [f"# {title}", f"*{found.severity}* · {summary}", why.strip(), "## Reported"]
    parts += [_script(text) for text in found.bad]
    parts += ["## Not reported", *(_script(text) for text in found.good)]
    if found.configuration:
        parts += ["## Configuration", found.configuration.strip()]
    return "\n\n".join(part for part in parts if part) + "\n"


def _script(text: str) -> str:
    return f"```python\n{text.rstrip()}\n```"


def rules(ls: Server, given: Given) -> Json:
    """All rules there are."""
    found = [
        {
            "code": one.code,
            "name": one.name,
            "severity": one.severity,
            "summary": (one.__doc__ or "").partition("\n")[0],
        }
        for one in all_rules()
    ]
    return {"rules": found}
