"""From a script's text to its facts. Nothing in here touches the network or the disk."""

from __future__ import annotations

from signal_dsl.analysis.facts import (
    SEVERAL,
    UNKNOWN,
    Binding,
    Fact,
    StatementFacts,
)
from signal_dsl.analysis.infer import Inference
from signal_dsl.analysis.memory import Memory, forget, holds, learn
from signal_dsl.analysis.results import of_output
from signal_dsl.analysis.script import Facts
from signal_dsl.catalog import builtin
from signal_dsl.markets import builtin as builtin_markets
from signal_dsl.settings import Settings, merge, script_block
from signal_dsl.source import Source
from signal_dsl.syntax import Script, parse
from signal_dsl.syntax.nodes import Assignment, AugmentedAssignment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.infer import Names
    from signal_dsl.catalog import Catalog
    from signal_dsl.markets import Markets
    from signal_dsl.syntax import Parsed


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
        end = 0
        for start, parsed in script.statements:
            statement = found_out(start, parsed, bindings, catalog)
            statement.gap = start - end
            end = start + parsed.length
            for binding in statement.bindings:
                bindings[binding.name] = binding
            facts.statements.append(statement)
    else:
        facts.statements = _recalled(script, catalog, memory)
        facts.gathering, facts.idle, facts.scope = memory.gathering, memory.idle, memory.scope
    return facts


def found_out(start: int, parsed: Parsed, names: Names, catalog: Catalog) -> StatementFacts:
    """The facts of a statement where `names` tells what names stand for."""
    statement = StatementFacts(start, parsed)
    inference = Inference(statement, names, catalog)
    if parsed.faults:
        from signal_dsl.analysis.guessing import guess  # most scripts have no need of it

        guess(inference)
    else:
        _infer(inference)
    statement.lacks = None in statement.names.values()
    statement.troubled = any(call.problems for call in statement.calls.values())
    return statement


def _recalled(script: Script, catalog: Catalog, memory: Memory) -> list[StatementFacts]:
    """The facts of all statements. What is above an edit holds; so does what is below it and rests on nothing new."""
    above, gone, below = memory.recall(script, catalog)
    scope, idle = memory.scope, memory.idle
    changed: set[str] = set()  # the names that may stand for something else than before

    def give_up(statement: StatementFacts) -> None:
        idle.update(forget(statement))
        scope.remove(statement.bindings)
        changed.update([binding.name for binding in statement.bindings])

    def find_out(start: int, parsed: Parsed) -> StatementFacts:
        scope.place = start
        statement = found_out(start, parsed, scope, catalog)
        learn(statement)
        scope.add(statement.bindings)
        idle.update(statement.bindings)
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
            below[place].gap = statement.gap
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
        home.bind(tree.targets, _unpacked(fact, len(tree.targets)))
    elif isinstance(tree, AugmentedAssignment):
        home.fact = inference.augmented(tree, fact)
        home.bind([tree.target], [home.fact])


def _unpacked(fact: Fact, count: int) -> list[Fact]:
    if count == 1:
        return [fact]
    if fact.type == SEVERAL and len(fact.outputs) == count:
        return [of_output(fact, output) for output in fact.outputs]
    return [fact.retyped(UNKNOWN) for _ in range(count)]
