"""What was found out about a document's statements, from one analysis of it to the next."""

from __future__ import annotations

from signal_dsl.analysis.facts import Binding
from signal_dsl.analysis.gathering import Gathering
from signal_dsl.syntax import Parser

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.catalog import Catalog
    from signal_dsl.syntax import Script


class Memory:
    """Remembers the facts of the statements of one document that is edited.

    The facts of an analysis are good until the next one with the same memory, which moves what it takes over.
    """

    def __init__(self) -> None:
        self.parser = Parser()
        self.gathering = Gathering()
        self._catalog: Catalog | None = None
        self._statements: list[StatementFacts] = []

    def recall(
        self, script: Script, catalog: Catalog
    ) -> tuple[list[StatementFacts], list[StatementFacts], list[StatementFacts]]:
        """The statements that stand above what has changed, those that are no more, and those that stand below it."""
        before = self._statements if catalog is self._catalog else []
        now = script.statements
        most = min(len(before), len(now))
        above = next((at for at in range(most) if before[at].parsed is not now[at][1]), most)
        most -= above
        below = next((at for at in range(1, most + 1) if before[-at].parsed is not now[-at][1]), most + 1) - 1
        rest = len(before) - below
        return before[:above], before[above:rest], before[rest:]

    def keep(
        self,
        statements: list[StatementFacts],
        gone: list[StatementFacts],
        came: list[StatementFacts],
        catalog: Catalog,
    ) -> None:
        """Remember what was found out in the end: which statements there are, are no more, and are new among them."""
        if catalog is not self._catalog:
            self.gathering = Gathering()
        self._statements = statements
        self._catalog = catalog
        self.gathering.edited(gone, came)


def learn(statement: StatementFacts) -> None:
    """Put down what a statement rests on, once all is known of it."""
    statement.reads = [
        (node, meaning if isinstance(meaning, Binding) else None) for node, meaning in statement.names.items()
    ]
    statement.words = frozenset([node.name for node in statement.names])


def forget(statement: StatementFacts) -> None:
    """A statement is no more: it uses nothing any longer."""
    for node, binding in statement.reads:
        if binding is not None:
            binding.uses.remove(node)


def holds(statement: StatementFacts, bindings: dict[str, Binding]) -> bool:
    """Whether the facts of a statement still hold where names stand for `bindings`."""
    return all(bindings.get(node.name) is binding for node, binding in statement.reads)
