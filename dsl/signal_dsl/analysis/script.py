"""All that is known of a script, as those ask for it who use it."""

from __future__ import annotations

from functools import cached_property

from signal_dsl.analysis.bars import quoted
from signal_dsl.analysis.facts import Binding, Fact, Signal, StatementFacts, Step, Unknown
from signal_dsl.analysis.gathering import Gathering
from signal_dsl.analysis.window import Window, window

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, KeysView
    from typing import TypeVar

    from signal_dsl.analysis.facts import CallFact
    from signal_dsl.analysis.scope import Scope
    from signal_dsl.catalog import Catalog
    from signal_dsl.markets import Markets
    from signal_dsl.settings import Settings
    from signal_dsl.source import Source
    from signal_dsl.syntax import Script
    from signal_dsl.syntax.nodes import Node

    N = TypeVar("N", bound=Node)
    T = TypeVar("T")


class Facts:
    """All that is known of a script."""

    def __init__(self, source: Source, script: Script, catalog: Catalog, settings: Settings, markets: Markets) -> None:
        self.source = source
        self.script = script
        self.catalog = catalog
        self.settings = settings
        self.markets = markets
        self.window: Window = window(settings.run)
        self.statements: list[StatementFacts] = []
        self.gathering = Gathering()
        self.idle: set[Binding] | None = None
        self.scope: Scope | None = None
        self._known: dict[object, object] = {}

    def once(self, make: Callable[[Facts], T]) -> T:
        """What `make` gives for these facts, made when it is first asked for."""
        if make not in self._known:
            self._known[make] = make(self)
        return self._known[make]  # type: ignore[return-value]

    def gather(self, pick: Callable[[StatementFacts], T | None]) -> list[T]:
        """What `pick` gives for each statement, in order, None left out; after an edit only new statements are asked.

        It must rest on what is known of that statement alone. The list is not to be changed.
        """
        return self.gathering.gather(pick, self.statements)

    def crowds(
        self,
        pick: Callable[[StatementFacts], list[tuple[Hashable, T]] | None],
        alike: Callable[[StatementFacts], list[Hashable] | None],
    ) -> list[list[T]]:
        """Of the things that `pick` gives for a statement, each with a key, those that share their key with others.

        What shares a key is together, in the order of the script. What is said of `gather` holds here, too. `alike`
        gives keys that are cheap: things with the same key have the same cheap key.
        """
        return self.gathering.crowds(pick, alike, self.statements)

    def kinds(self, pick: Callable[[StatementFacts], list[T] | None]) -> KeysView[T]:
        """The different things among those that `pick` gives for the statements, in no order.

        What is said of `gather` holds here, too.
        """
        return self.gathering.kinds(pick, self.statements)

    @property
    def faulty(self) -> list[StatementFacts]:
        """The statements with a syntax error, in order."""
        return self.gather(_if_faulty)

    @property
    def lacking(self) -> list[StatementFacts]:
        """The statements without a syntax error in which a name stands for nothing, in order."""
        return self.gather(_if_lacking)

    @cached_property
    def assigned(self) -> dict[str, Binding]:
        """The names that are assigned anywhere, each with its first assignment."""
        return {binding.name: binding for binding in reversed(self.bindings)}

    def first(self, name: str) -> Binding | None:
        """The first assignment of a name; None where it is assigned nowhere."""
        return self.assigned.get(name) if self.scope is None else self.scope.first(name)

    @cached_property
    def mentioned(self) -> set[str]:
        """Words in statements with a syntax error: what they stand for there is anybody's guess."""
        return {word for statement in self.faulty for word in statement.mentioned}

    @cached_property
    def bindings(self) -> list[Binding]:
        """Every assignment of a name, in order."""
        return [binding for bindings in self.gather(_bindings) for binding in bindings]

    @cached_property
    def unread(self) -> list[Binding]:
        """The assignments that nothing reads, in order."""
        if self.idle is None:
            return [binding for binding in self.bindings if not binding.uses]
        return sorted(self.idle, key=lambda binding: (binding.home.start, binding.target.start))

    @cached_property
    def signals(self) -> list[Signal]:
        """Every `emit_signal`, in order."""
        return [signal for signals in self.gather(_signals) for signal in signals]

    @property
    def emits(self) -> bool:
        """Whether there is any `emit_signal`."""
        return bool(self.gather(_signals))

    @cached_property
    def actions(self) -> list[tuple[StatementFacts, CallFact]]:
        """Every `entry` and `exit` in statements without a syntax error, in order."""
        return [(statement, call) for statement in self.gather(_if_acting) for call in statement.actions]

    @property
    def decisive(self) -> list[Fact]:
        """The facts that the script's lookback is the largest of: its signals' or, without any, its statements'."""
        signals = self.signals
        if signals:
            return [signal.fact for signal in signals]
        return [statement.fact for statement in self.statements]

    @property
    def lookback(self) -> int | None:
        """Leading bars at which the script has no signal yet; None where that cannot be known."""
        lookbacks = [fact.lookback for fact in self.decisive]
        return None if None in lookbacks else max(lookbacks, default=0)  # type: ignore[type-var]

    @property
    def bars_needed(self) -> int | None:
        """Bars that give one value: lookback + 1."""
        return None if self.lookback is None else self.lookback + 1

    @property
    def settling(self) -> int | None:
        """Leading bars until the start of the data no longer matters (0.1 %); None where that is unknown or never."""
        settlings = [fact.settling for fact in self.decisive]
        return None if None in settlings else max(settlings, default=0)  # type: ignore[type-var]

    @property
    def unknown(self) -> list[Unknown]:
        """Why the lookback is not known, where it is not."""
        return list(dict.fromkeys(cause for fact in self.decisive for cause in fact.unknown))

    def dominant(self, fact: Fact) -> Step | None:
        """Of the chain behind a lookback the expression that adds the most bars; None for lookback 0."""
        return max(chain(fact), key=lambda step: step.bars, default=None)

    def release(self) -> None:
        """Let go of the statements, which hold each other in circles: then their memory is free without a collection.

        After this, the facts are of no use.
        """
        for statement in self.statements:
            for binding in statement.bindings:
                binding.together.clear()
            vars(statement).clear()
        self.statements.clear()

    def only(self, statements: list[StatementFacts]) -> Facts:
        """These facts as far as some of the statements go."""
        facts = Facts(self.source, self.script, self.catalog, self.settings, self.markets)
        facts.statements = statements
        return facts

    def place(self, node: Node, home: StatementFacts) -> tuple[int, int]:
        """A node's start and end as offsets into the script."""
        return home.start + node.start, home.start + node.end

    def line(self, node: Node, home: StatementFacts) -> int:
        """The line, from 1, in which a node begins."""
        return self.source.position(home.start + node.start).line

    def text(self, node: Node, home: StatementFacts) -> str:
        """A node as it is quoted in a sentence: in one line, shortened where it is long."""
        return quoted(node, home)

    def nodes(self, kind: type[N]) -> Iterator[tuple[StatementFacts, N]]:
        """All expressions of a kind in statements without a syntax error."""
        for statement in self.statements:
            if not statement.parsed.faults and kind in statement.nodes:
                for node in statement.nodes[kind]:
                    yield statement, node  # type: ignore[misc]


def _if_faulty(statement: StatementFacts) -> StatementFacts | None:
    return statement if statement.parsed.faults else None


def _if_lacking(statement: StatementFacts) -> StatementFacts | None:
    return statement if statement.lacks and not statement.parsed.faults else None


def _if_acting(statement: StatementFacts) -> StatementFacts | None:
    return statement if statement.actions and not statement.parsed.faults else None


def _bindings(statement: StatementFacts) -> list[Binding] | None:
    return statement.bindings or None


def _signals(statement: StatementFacts) -> list[Signal] | None:
    return statement.signals or None


def chain(fact: Fact) -> Iterator[Step]:
    """The chain behind a lookback, the outermost expression first."""
    step = fact.chain
    while step is not None:
        yield step
        step = step.inner
