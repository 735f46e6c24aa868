"""What a rule is. Each rule is a class in a file of its own in this package, which is found by its being there."""

from __future__ import annotations

from signal_dsl.diagnostics import Edit, Fix
from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.syntax.nodes import Node


@record
class Finding:
    """What a rule found: offsets into the script, a sentence with its remedy, and ways to mend it.

    `severity` is given where it differs from the rule's own. `again` makes the message anew from later facts, where it
    names lines: these may be others by then, although nothing else is.
    """

    start: int
    end: int
    message: str
    fixes: tuple[Fix, ...] = ()
    severity: str | None = None
    again: Callable[[Facts], str] | None = None


class Rule:
    """Base of all rules.

    `code` and `name` never change their meaning. The docstring's first line says what is found, the rest why that
    matters. `bad` are scripts in which the rule finds something, `good` ones in which it does not; both are run as
    tests and shown in the documentation. `configuration` says what can be set, if anything besides on and off. `local`
    says that what is found in a statement, and where, follows from the facts of that statement and of those that its
    names stand for, so that it need not be looked for again where these have not changed.
    """

    code: str
    name: str
    severity: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    configuration: str = ""
    local: bool = False

    def check(self, facts: Facts) -> Iterator[Finding]:
        """All findings in a script."""
        raise NotImplementedError

    @staticmethod
    def instead(node: Node, home: StatementFacts, text: str, *, safe: bool = False) -> Fix:
        """The fix that writes `text` in place of an expression, which stands in the statement `home`."""
        return Fix(f"Write `{text}`", (Edit(home.start + node.start, home.start + node.end, text),), safe)

    @staticmethod
    def at(node: Node, home: StatementFacts, message: str, *fixes: Fix, severity: str | None = None) -> Finding:
        """A finding at an expression, which stands in the statement `home`."""
        return Finding(home.start + node.start, home.start + node.end, message, fixes, severity)
