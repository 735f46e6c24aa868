"""What a script's entries and exits are given: tickers, sides and sizings, also through names."""

from __future__ import annotations

from signal_dsl.analysis.facts import Binding
from signal_dsl.catalog.model import SIDE, TICKER
from signal_dsl.diagnostics import Edit, Fix
from signal_dsl.records import record
from signal_dsl.syntax.nodes import Assignment, Constant, Name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Set

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import CallFact, StatementFacts
    from signal_dsl.syntax.nodes import Argument, Node

ENTRY = "entry"
WEIGHT = "Weight"
LONG, SHORT = "LONG", "SHORT"


@record
class Text:
    """A known text that an entry or exit is given.

    It is told of where it is written, however often it is used: a wrong text is wrong wherever it is used, and that is
    the place to mend. `literal` is false where it comes about in another way; then `node` is the argument's. `argument`
    and `call` are the first that take it.
    """

    value: str
    node: Node
    home: StatementFacts
    literal: bool
    argument: Argument
    call: CallFact

    @property
    def place(self) -> tuple[int, int]:
        """Its start and end as offsets into the script."""
        return self.home.start + self.node.start, self.home.start + self.node.end

    def instead(self, value: str, *, safe: bool = False) -> tuple[Fix, ...]:
        """The fix that writes another text in its place; none where it is not written anywhere."""
        if not self.literal or not is_plain(value):
            return ()
        quote = self.home.parsed.text[self.node.start]
        return (Fix(f"Write `{value}`", (Edit(*self.place, f"{quote}{value}{quote}"),), safe),)


def tickers(facts: Facts) -> list[Text]:
    """The known tickers that entries and exits are given, each place once."""
    return facts.once(_tickers)


def values(facts: Facts) -> Set[str]:
    """What these tickers are."""
    return facts.kinds(_values)


def wrong_sides(facts: Facts) -> list[Text]:
    """The known sides that entries and exits are given and that are none, each place once."""
    return _each_once(facts.gather(_wrong_sides))


def shorts(facts: Facts) -> list[tuple[StatementFacts, CallFact]]:
    """The entries and exits on the short side, in order."""
    return [(home, call) for home, calls in facts.gather(_shorts) for call in calls]


def _tickers(facts: Facts) -> list[Text]:
    return _each_once(facts.gather(_markets))


def _each_once(found: list[list[Text]]) -> list[Text]:
    by_place: dict[int, Text] = {}
    for texts in found:
        for text in texts:
            by_place.setdefault(text.home.start + text.node.start, text)
    return list(by_place.values())


def _markets(home: StatementFacts) -> list[Text] | None:
    return _of_statement(home, TICKER) or None


def _values(home: StatementFacts) -> list[str] | None:
    return [text.value for text in _of_statement(home, TICKER)] or None


def _wrong_sides(home: StatementFacts) -> list[Text] | None:
    return [text for text in _of_statement(home, SIDE) if text.value not in (LONG, SHORT)] or None


def _shorts(home: StatementFacts) -> tuple[StatementFacts, list[CallFact]] | None:
    calls = [text.call for text in _of_statement(home, SIDE) if text.value == SHORT]
    return (home, calls) if calls else None


def _of_statement(home: StatementFacts, kind: str) -> list[Text]:
    """The known texts that a statement's entries and exits are given."""
    if not home.actions or home.parsed.faults:
        return []
    return [text for call in home.actions if (text := text_given(call, home, kind)) is not None]


def text_given(call: CallFact, home: StatementFacts, kind: str) -> Text | None:
    """The known text that a call is given for its parameter of a kind; None where there is none."""
    key = kind, call.node
    if key not in home.notes:
        home.notes[key] = _given(call, home, kind)
    return home.notes[key]  # type: ignore[return-value]


def _given(call: CallFact, home: StatementFacts, kind: str) -> Text | None:
    argument = argument_given(call, kind)
    fact = home.facts.get(argument.value) if argument is not None else None
    if argument is None or fact is None or not isinstance(fact.value, str):
        return None
    node, where = behind(argument.value, home)
    if not isinstance(node, Constant):
        return Text(fact.value, argument.value, home, False, argument, call)
    return Text(fact.value, node, where, True, argument, call)


def argument_given(call: CallFact, kind: str) -> Argument | None:
    """The argument that a call is given for its parameter of a kind; None where there is none."""
    for parameter in call.function.options:
        if parameter.kind == kind:
            return call.given.get(parameter.name)
    return None


def behind(node: Node, home: StatementFacts) -> tuple[Node, StatementFacts]:
    """The expression that a name stands for, however many names stand between; any other expression as it is."""
    while isinstance(node, Name):
        binding = home.names.get(node)
        if not isinstance(binding, Binding) or binding.home.parsed.faults:
            break
        tree = binding.home.tree
        if not isinstance(tree, Assignment) or len(tree.targets) != 1:
            break
        node, home = tree.value, binding.home
    return node, home


def is_plain(text: str) -> bool:
    """Whether a text can be written between quotes as it is."""
    return text.isprintable() and not any(char in "\"'\\" for char in text)
