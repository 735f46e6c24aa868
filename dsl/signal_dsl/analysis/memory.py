"""What was found out about a document's statements, from one analysis of it to the next."""

from __future__ import annotations

from signal_dsl.analysis.facts import Binding
from signal_dsl.analysis.gathering import Gathering
from signal_dsl.analysis.scope import Scope
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
        self.scope = Scope()
        # The assignments that nothing reads.
        self.idle: set[Binding] = set()
        self._catalog: Catalog | None = None
        self._statements: list[StatementFacts] = []
        self._reading = 0  # of the parser's, the one that the statements are of
        # How many statements at the beginning and at the end stand as they stood.
        self._above = self._below = 0

    def recall(
        self, script: Script, catalog: Catalog
    ) -> tuple[list[StatementFacts], list[StatementFacts], list[StatementFacts]]:
        """The statements that stand above what has changed, those that are no more, and those that stand below it."""
        before = self._statements
        if catalog is not self._catalog:
            before = []
            self.gathering, self.scope, self.idle = Gathering(), Scope(), set()
        now = script.statements
        parser = self.parser
        most = min(len(before), len(now))
        # What the parser took over from the text of these statements is the same for sure; a little more may be.
        trusted = parser.readings == self._reading + 1
        above = self._above = min(parser.above, most) if trusted else 0
        while above < most and before[above].parsed is now[above][1]:
            above += 1
        most -= above
        below = self._below = min(parser.below, most) if trusted else 0
        while below < most and before[-1 - below].parsed is now[-1 - below][1]:
            below += 1
        rest = len(before) - below
        for statement, (start, _) in zip(before[self._above : above], now[self._above : above], strict=True):
            statement.start = start
        for statement, (start, _) in zip(before[rest:], now[len(now) - below :], strict=True):
            statement.start = start
        return before[:above], before[above:rest], before[rest:]

    def keep(
        self,
        statements: list[StatementFacts],
        gone: list[StatementFacts],
        came: list[StatementFacts],
        catalog: Catalog,
    ) -> None:
        """Remember what was found out in the end: which statements there are, are no more, and are new among them."""
        self._statements = statements
        self._catalog = catalog
        self._reading = self.parser.readings
        dead = set(gone)
        for binding in [binding for binding in self.idle if binding.uses or binding.home in dead]:
            self.idle.discard(binding)
        moved = self._measured(statements, set(came))
        self.gathering.edited([*gone, *moved], [*came, *moved])

    def _measured(self, statements: list[StatementFacts], came: set[StatementFacts]) -> list[StatementFacts]:
        """Measure the gaps around what has changed; which of the statements taken over have another one now."""
        moved = []
        first = self._above
        end = statements[first - 1].start + statements[first - 1].parsed.length if first else 0
        for statement in statements[first : len(statements) - self._below + 1]:
            gap = statement.start - end
            if gap != statement.gap:
                statement.gap = gap
                if statement not in came:
                    moved.append(statement)
            end = statement.start + statement.parsed.length
        return moved


def learn(statement: StatementFacts) -> None:
    """Put down what a statement rests on, once all is known of it."""
    statement.reads = [
        (node, meaning if isinstance(meaning, Binding) else None) for node, meaning in statement.names.items()
    ]
    statement.words = frozenset([node.name for node in statement.names])


def forget(statement: StatementFacts) -> list[Binding]:
    """A statement is no more: it uses nothing any longer. Which assignments are read by nothing because of that."""
    for node, binding in statement.reads:
        if binding is not None:
            binding.uses.remove(node)
    return [binding for _, binding in statement.reads if binding is not None and not binding.uses]


def holds(statement: StatementFacts, scope: Scope) -> bool:
    """Whether the facts of a statement still hold where names stand for what they do at the scope's place."""
    return all(scope.get(node.name) is binding for node, binding in statement.reads)
