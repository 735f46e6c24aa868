"""`signal-dsl.rule` and `signal-dsl.rules`: what findings mean."""

from __future__ import annotations

from signal_dsl.rules import find_rule
from signal_dsl.rules import rules as all_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_lsp.commands import Given
    from signal_lsp.server import Server
    from signal_lsp.tasks import Json


def rule(ls: Server, given: Given) -> Json:
    """The page of a rule."""
    from signal_dsl.ide.hover_comments import rule_page

    found = find_rule(given.text("code"))
    return {"title": f"{found.code} {found.name}", "markdown": rule_page(found.code) or ""}


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
