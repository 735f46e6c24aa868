"""What stands at a place, as Markdown."""

from __future__ import annotations

from signal_dsl.analysis.facts import NOT_KNOWN, Binding
from signal_dsl.catalog import Function, Variable, model
from signal_dsl.ide.bars import needs
from signal_dsl.ide.pages import function_page, output_page, parameter_page, variable_page
from signal_dsl.ide.prose import code, kind, literal, quoted
from signal_dsl.ide.texts import text_page, ticker_page
from signal_dsl.ide.tree import name_span, path, word_at
from signal_dsl.markets.tickers import fits
from signal_dsl.records import record, replace
from signal_dsl.syntax.nodes import (
    Argument,
    Assignment,
    Attribute,
    Call,
    Constant,
    Index,
    Name,
    Target,
    Unary,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.facts import Fact, StatementFacts
    from signal_dsl.catalog import Output, Parameter
    from signal_dsl.ide.snapshot import Snapshot
    from signal_dsl.syntax.nodes import Node

_LONGEST = 200


@record
class Hover:
    """What there is to say about the text from `start` to `end`."""

    start: int
    end: int
    markdown: str


def hover(snapshot: Snapshot, offset: int) -> Hover | None:
    """What stands at `offset`; None where there is nothing to say."""
    if snapshot.comment(offset) is not None or snapshot.in_block(offset):
        from signal_dsl.ide.hover_comments import hover_comment

        return hover_comment(snapshot, offset)
    statement = snapshot.statement(offset)
    if statement is None:
        return None
    nodes = path(statement, offset)
    found = _node(nodes, statement, offset, snapshot) if nodes else None
    if found is None and statement.faulty:
        return _word(statement, offset, snapshot)
    return found


def _node(nodes: list[Node], home: StatementFacts, offset: int, snapshot: Snapshot) -> Hover | None:
    node = nodes[-1]
    span = name_span(node, home)
    if isinstance(node, (Name, Target, Attribute, Argument)):
        if span is None or not span[0] <= offset <= span[1]:
            return None
        page = _named(node, nodes, home, snapshot)
    elif isinstance(node, Constant):
        whole = nodes[-2] if len(nodes) > 1 and isinstance(nodes[-2], Unary) else node
        span = home.start + whole.start, home.start + node.end
        page = _constant(node, nodes, home, snapshot)
    else:
        return None
    return Hover(*span, page) if page else None


def _named(node: Node, nodes: list[Node], home: StatementFacts, snapshot: Snapshot) -> str | None:
    """The page of a name that is read or assigned, of an output, or of an argument's name."""
    if isinstance(node, Name):
        meaning = home.names.get(node)
        if isinstance(meaning, Binding):
            return binding_page(meaning, snapshot)
        if isinstance(meaning, Variable):
            return variable_page(meaning, snapshot)
        if isinstance(meaning, Function):
            parent = nodes[-2] if len(nodes) > 1 else None
            if not isinstance(parent, Call) or parent.function is not node:
                return function_page(meaning, snapshot)
            fact = home.facts.get(parent)
            return function_page(meaning, snapshot, _here(parent, home, snapshot), _given(fact))
        return None
    if isinstance(node, Target):
        binding = next((one for one in home.bindings if one.target is node), None)
        if binding is None:
            binding = next((one for one in home.bindings if one.target.start == node.start), None)
        return binding_page(binding, snapshot) if binding else None
    if isinstance(node, Attribute):
        of = home.facts.get(node.value)
        output = next((one for one in of.outputs if one.name == node.name), None) if of else None
        call = home.calls.get(node.value)
        if output is None:
            return None
        return "\n\n".join([output_page(output, call.function if call else None), *_here(node, home, snapshot)])
    if isinstance(node, Argument) and len(nodes) > 1:
        call = home.calls.get(nodes[-2])
        parameter = call.function.spellings.get(node.name or "") if call else None
        return _parameter(parameter, node, nodes[-2], home, snapshot) if parameter else None
    return None


def binding_page(binding: Binding, snapshot: Snapshot) -> str:
    """The page of a name that the script assigns: what it was given, its value, the bars that it needs."""
    home, fact = binding.home, binding.fact
    head = f"{binding.name}: {kind(fact)}" if kind(fact) else binding.name
    parts = [code(f"{head}\n{_assigned(binding)}")]
    if fact.value is not NOT_KNOWN:
        tree = home.tree
        if not (isinstance(tree, Assignment) and isinstance(tree.value, Constant)):
            parts.append(f"Always {quoted(literal(fact.value))}.")
        if isinstance(fact.value, str) and fits(fact.value, snapshot.facts.markets):
            parts.append(ticker_page(fact.value, snapshot))
    elif len(fact.outputs) > 1:
        parts.append("Its outputs: " + ", ".join(f"`.{output.name}`" for output in fact.outputs) + ".")
    if fact.series or fact.lookback is None:
        parts += _range(fact)
        parts += needs(fact, home, snapshot)
    line = snapshot.facts.line(binding.target, home)
    uses = len(binding.uses)
    times = "not read" if not uses else "read once" if uses == 1 else f"read {uses} times"
    return "\n\n".join([*parts, f"*Assigned in line {line}, {times}*"])


def _assigned(binding: Binding) -> str:
    text = binding.home.parsed.text
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def _range(fact: Fact) -> list[str]:
    from signal_dsl.catalog.describe import bounds

    told = bounds(fact.low, fact.high)
    return [f"Values: {told}."] if told else []


def _given(fact: Fact | None) -> tuple[Output, ...]:
    """The outputs of a call; whether their ranges hold is decided there."""
    return tuple([replace(output, holds="") for output in fact.outputs]) if fact is not None else ()


def _here(node: Node, home: StatementFacts, snapshot: Snapshot) -> list[str]:
    """Paragraphs about one expression: which it is, its value, the bars that it needs."""
    fact = home.facts.get(node)
    if fact is None:
        return []
    if fact.value is not NOT_KNOWN:
        return [f"Here always {quoted(literal(fact.value))}."]
    return needs(fact, home, snapshot) if fact.series or fact.lookback is None else []


def _constant(node: Constant, nodes: list[Node], home: StatementFacts, snapshot: Snapshot) -> str | None:
    """The page of a literal: what a text means, or what a number is given for."""
    above = nodes[-2] if len(nodes) > 1 else None
    given: Node = node
    if isinstance(above, Unary):
        given, above = above, nodes[-3] if len(nodes) > 2 else None
    if isinstance(above, Index) and above.index is given:
        return _bar(above, home, snapshot)
    call = None
    if isinstance(above, Argument):
        call = next((one for one in reversed(nodes[:-1]) if isinstance(one, Call)), None)
    known = home.calls.get(call) if call is not None else None
    if known is not None and isinstance(above, Argument):
        parameter = next(
            (known.function.spellings[name] for name, argument in known.given.items() if argument is above), None
        )
        if parameter is not None and call is not None:
            if isinstance(node.value, str):
                page = text_page(node.value, parameter.kind, snapshot)
                if page is not None:
                    return page
            return _parameter(parameter, above, call, home, snapshot)
    if isinstance(node.value, str) and ":" in node.value:
        return ticker_page(node.value, snapshot)
    return None


def _bar(node: Index, home: StatementFacts, snapshot: Snapshot) -> str | None:
    """Which bar an index looks at."""
    place = home.facts[node.index].value
    text = home.parsed.text
    shown = quoted(f"{text[node.value.start : node.value.end]}[{text[node.index.start : node.index.end]}]")
    if not isinstance(place, int) or isinstance(place, bool) or place >= 0:
        return f"{shown} is no bar: `[-1]` is the current one, `[-2]` the one before."
    which = (
        "the current bar" if place == -1 else "the bar before" if place == -2 else f"the bar {-place - 1:,} bars ago"
    )
    return "\n\n".join([f"{shown} is the value at **{which}**.", *needs(home.facts[node], home, snapshot)])


def _parameter(parameter: Parameter, argument: Argument, call: Node, home: StatementFacts, snapshot: Snapshot) -> str:
    """The page of a parameter, with the value that this call gives it."""
    known = home.calls[call]
    page = parameter_page(parameter, known.function, snapshot)
    value = known.values.get(parameter.name, NOT_KNOWN)
    if parameter.kind == model.MA_TYPE and value is not NOT_KNOWN:
        kinds = {number: name for name, number in snapshot.facts.catalog.ma_types.items()}
        return f"{page}\n\nHere it is {quoted(kinds[value])}." if isinstance(value, int) and value in kinds else page
    if value is NOT_KNOWN or isinstance(argument.value, Constant) or parameter.kind == model.SERIES:
        return page
    return f"{page}\n\nHere always {quoted(literal(value))}."


def _word(home: StatementFacts, offset: int, snapshot: Snapshot) -> Hover | None:
    """What a word means in a statement with a syntax error that is not in what is left of its tree."""
    start, end = word_at(snapshot.text, offset)
    name = snapshot.text[start:end]
    if not name or name[0].isdigit() or snapshot.text[start - 1 : start] == ".":
        return None
    catalog = snapshot.facts.catalog
    function = catalog.function(name)
    called = snapshot.text[end : end + 1] == "("
    binding = None if function is not None and called else snapshot.bound(name, home)
    if binding is not None:
        return Hover(start, end, binding_page(binding, snapshot))
    variable = catalog.variable(name)
    if variable is not None:
        return Hover(start, end, variable_page(variable, snapshot))
    return Hover(start, end, function_page(function, snapshot)) if function is not None else None
