"""From a script's text to its facts. Nothing in here touches the network or the disk."""

from __future__ import annotations

import re
from functools import cached_property

from signal_dsl.analysis.bars import quoted, unknown
from signal_dsl.analysis.facts import (
    SEVERAL,
    UNKNOWN,
    Binding,
    Fact,
    Signal,
    StatementFacts,
    Step,
    Unknown,
)
from signal_dsl.analysis.gathering import Gathering
from signal_dsl.analysis.infer import Inference
from signal_dsl.analysis.memory import Memory, forget, holds, learn
from signal_dsl.analysis.results import of_output
from signal_dsl.analysis.window import Window, window
from signal_dsl.catalog import builtin
from signal_dsl.markets import builtin as builtin_markets
from signal_dsl.settings import Settings, merge, script_block
from signal_dsl.source import Source
from signal_dsl.syntax import Script, parse
from signal_dsl.syntax.nodes import Assignment, AugmentedAssignment, Node, Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeVar

    from signal_dsl.analysis.facts import CallFact
    from signal_dsl.analysis.scope import Scope
    from signal_dsl.catalog import Catalog
    from signal_dsl.markets import Markets
    from signal_dsl.syntax import Parsed

    N = TypeVar("N", bound=Node)
    T = TypeVar("T")

_WORD = re.compile(r"[^\W\d]\w*")
# The names that a statement assigns, read off its text alone.
_ASSIGNED = re.compile(r"([^\W\d]\w*(?:[ \t]*,[ \t]*[^\W\d]\w*)*)[ \t]*(?:[-+*%]|//?|\*\*)?:?=(?!=)")


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

    @cached_property
    def mentioned(self) -> set[str]:
        """Words in statements with a syntax error: what they stand for there is anybody's guess."""
        return {word for statement in self.faulty for word in statement.mentioned}

    @cached_property
    def bindings(self) -> list[Binding]:
        """Every assignment of a name, in order."""
        return [binding for bindings in self.gather(_bindings) for binding in bindings]

    @cached_property
    def signals(self) -> list[Signal]:
        """Every `emit_signal`, in order."""
        return [signal for signals in self.gather(_signals) for signal in signals]

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


def analyze(
    source: str | Source,
    *,
    catalog: Catalog | None = None,
    settings: Settings | None = None,
    markets: Markets | None = None,
    memory: Memory | None = None,
) -> Facts:
    """The facts of a script.

    `settings` are those that hold for the script, its own block included (`signal_dsl.settings.merge`); where they are
    left out, the block is all. `markets` are the exchanges there are, by default those that are documented. `memory`
    spares what has not changed since the last call with it. Never raises for a faulty script.
    """
    source = source if isinstance(source, Source) else Source(source)
    script = parse(source.text) if memory is None else memory.parser.parse(source.text)
    if settings is None:
        settings = merge(block=script_block(source.text))
    catalog = builtin() if catalog is None else catalog
    markets = builtin_markets() if markets is None else markets
    facts = Facts(source, script, catalog, settings, markets)
    if memory is None:
        bindings: dict[str, Binding] = {}
        for start, parsed in script.statements:
            statement = _found_out(start, parsed, bindings, catalog)
            for binding in statement.bindings:
                bindings[binding.name] = binding
            facts.statements.append(statement)
    else:
        facts.statements = _recalled(script, catalog, memory)
        facts.gathering = memory.gathering
    return facts


def _found_out(start: int, parsed: Parsed, names: dict[str, Binding] | Scope, catalog: Catalog) -> StatementFacts:
    """The facts of a statement where `names` tells what names stand for."""
    statement = StatementFacts(start, parsed)
    inference = Inference(statement, names, catalog)
    if parsed.faults:
        _guess(inference)
    else:
        _infer(inference)
    statement.lacks = None in statement.names.values()
    statement.troubled = any(call.problems for call in statement.calls.values())
    return statement


def _recalled(script: Script, catalog: Catalog, memory: Memory) -> list[StatementFacts]:
    """The facts of all statements. What is above an edit holds; so does what is below it and rests on nothing new."""
    above, gone, below = memory.recall(script, catalog)
    scope = memory.scope
    changed: set[str] = set()  # the names that may stand for something else than before

    def give_up(statement: StatementFacts) -> None:
        forget(statement)
        scope.remove(statement.bindings)
        changed.update([binding.name for binding in statement.bindings])

    def find_out(start: int, parsed: Parsed) -> StatementFacts:
        scope.place = start
        statement = _found_out(start, parsed, scope, catalog)
        learn(statement)
        scope.add(statement.bindings)
        changed.update([binding.name for binding in statement.bindings])
        return statement

    for statement in gone:
        give_up(statement)
    came = [
        find_out(start, parsed) for start, parsed in script.statements[len(above) : len(script.statements) - len(below)]
    ]
    found = above + came
    for place, statement in enumerate(below):
        if changed.isdisjoint(statement.words):
            continue
        scope.place = statement.start
        if not holds(statement, scope):
            give_up(statement)
            gone.append(statement)
            below[place] = find_out(statement.start, statement.parsed)
            came.append(below[place])
    found += below
    memory.keep(found, gone, came, catalog)
    return found


def _infer(inference: Inference) -> None:
    """The facts of a statement, and the names that it assigns."""
    home = inference.home
    tree = home.tree
    assert tree is not None
    fact = home.fact = inference.infer(tree.value)
    if isinstance(tree, Assignment):
        _bind(home, tree.targets, _unpacked(fact, len(tree.targets)))
    elif isinstance(tree, AugmentedAssignment):
        home.fact = inference.augmented(tree, fact)
        _bind(home, [tree.target], [home.fact])


def _unpacked(fact: Fact, count: int) -> list[Fact]:
    if count == 1:
        return [fact]
    if fact.type == SEVERAL and len(fact.outputs) == count:
        return [of_output(fact, output) for output in fact.outputs]
    return [fact.retyped(UNKNOWN) for _ in range(count)]


def _guess(inference: Inference) -> None:
    """What can be told of a statement with a syntax error: enough for the statements after it to make sense."""
    home = inference.home
    words = home.mentioned = _WORD.findall(home.parsed.text)
    if home.tree is not None:
        inference.infer(home.tree.value)
    assigned = _ASSIGNED.match(home.parsed.text)
    names = assigned[1] if assigned else ""
    targets = [Target(match.start(), match.end(), match[0]) for match in _WORD.finditer(names)]
    node = home.tree or Target(0, home.parsed.length, "")
    nothing = home.fact = unknown(node, home, "this statement has a syntax error")
    _bind(home, targets, [nothing] * len(targets))
    home.signals.clear()
    if "emit_signal" in words:
        home.signals.append(Signal(node, home, node, nothing))


def _bind(home: StatementFacts, targets: list[Target], facts: list[Fact]) -> None:
    together: list[Binding] = []
    for target, fact in zip(targets, facts, strict=True):
        if target.name:
            together.append(Binding(target.name, target, home, fact, together, []))
    home.bindings.extend(together)
