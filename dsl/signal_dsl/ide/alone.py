"""An expression of a script by itself, as the platform's market endpoints take it: names replaced by what they are."""

from __future__ import annotations

from signal_dsl.analysis import analyze
from signal_dsl.analysis.facts import SEVERAL, Binding
from signal_dsl.errors import UsageError
from signal_dsl.source import Source
from signal_dsl.syntax.nodes import Assignment, Name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.catalog import Catalog
    from signal_dsl.syntax.nodes import Node

# Characters; an expression that becomes longer is none that a person meant.
_LONGEST = 20_000


def alone(script: str, expression: str, catalog: Catalog | None = None) -> str:
    """The expression with each name of the script, as it is at the script's end, replaced by its own expression.

    Raises `UsageError` where the expression has a syntax error, or a name's expression cannot be told.
    """
    expression = expression.strip()
    before = f"{script.rstrip()}\n" if script.strip() else ""
    source = Source(f"{before}{expression}\n")
    facts = analyze(source, catalog=catalog)
    home = facts.statements[-1] if facts.statements else None
    if not expression or home is None or home.start != len(before):
        raise UsageError("This is not one expression.", "Select one, such as `rsi(close, 14)`.")
    if home.parsed.faults:
        raise UsageError(home.parsed.faults[0].message)
    if home.tree is None or isinstance(home.tree, Assignment):
        raise UsageError("This is a whole statement.", "Select the expression to the right of `=`.")
    return _written(home, home.tree.value, expression)


def _written(home: StatementFacts, node: Node, whole: str) -> str:
    """The text of an expression with the names in it replaced."""
    text = home.parsed.text
    names = [(name, meaning) for name, meaning in home.names.items() if isinstance(meaning, Binding)]
    inside = sorted(
        ((name, meaning) for name, meaning in names if node.start <= name.start and name.end <= node.end),
        key=lambda one: one[0].start,
    )
    parts = []
    at = node.start
    for name, meaning in inside:
        parts += [text[at : name.start], _meaning(name, meaning, whole)]
        at = name.end
    written = "".join([*parts, text[at : node.end]])
    if len(written) > _LONGEST:
        raise UsageError(f"`{whole}` is too long with all its names written out.", "Evaluate a part of it.")
    return written


def _meaning(name: Name, binding: Binding, whole: str) -> str:
    tree = binding.home.tree
    if not isinstance(tree, Assignment) or binding.home.parsed.faults:
        told = f"`{name.name}` is not given by one expression, so it cannot be asked for by itself."
        raise UsageError(told, "Write the whole expression out.")
    written = _written(binding.home, tree.value, whole)
    if len(tree.targets) == 1:
        return f"({written})"
    fact = binding.home.fact
    index = next(at for at, target in enumerate(tree.targets) if target is binding.target)
    if fact.type != SEVERAL or index >= len(fact.outputs):
        raise UsageError(
            f"Which part of `{written}` the name `{name.name}` is cannot be told.", "Mend the script first."
        )
    return f"({written}).{fact.outputs[index].name}"
