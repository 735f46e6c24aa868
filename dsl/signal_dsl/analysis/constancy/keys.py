"""Keys of terms, made without looking far: where two terms are the same or in a known order, their keys meet."""

from __future__ import annotations

from signal_dsl.analysis.constancy.tables import BANDS, BAR, IN_BAR
from signal_dsl.analysis.facts import NOT_KNOWN, Binding
from signal_dsl.syntax.nodes import Assignment, Attribute, Binary, Call, Index, Name, Unary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.syntax.nodes import Node

    Keys = set[object]

# What meets what in the order of a bar's prices.
_HIGH_MARKS = {"low": ("low in bar", "low to high"), **dict.fromkeys(IN_BAR, ("bar to high",))}
_LOW_MARKS = {"high": ("bar to high", "low to high"), **dict.fromkeys(IN_BAR, ("low in bar",))}
_HIGHEST = ("highest", "max")
_LOWEST = ("lowest", "min")
_WINDOWS = frozenset((*_HIGHEST, *_LOWEST, "minmax", "donchian"))
# So many parts of one comparison are looked at, and so many bars of a window.
_MOST_SEEN = 60
_MOST_AGE = 4
# Functions whose inputs are looked at whichever way they are wanted.
_THROUGH = frozenset(("maximum", "minimum", "abs", "change", "mom", "add", "sub", "mult", "div"))
_SPECIAL = frozenset(("shift", "ha", *BANDS, *_THROUGH, *_WINDOWS))


def plain_key(node: Node, home: StatementFacts) -> object:
    """The key of a call or variable of which nothing more is to be said; None for all else."""
    if node.__class__ is Call:
        call = home.calls.get(node)
        if call is None or call.function.name in _SPECIAL:
            return None
        return call.function.name, next(iter(call.values.values()), None)
    if node.__class__ is Name and node.name not in BAR and home.names.get(node).__class__ is not Binding:
        return node.name
    return None


class Wants:
    """The keys of terms that are wanted high (`up`) and low (`down`).

    `ordered`: terms are among them that are in a known order to others.
    """

    __slots__ = ("down", "ordered", "seen", "up")

    def __init__(self) -> None:
        self.up: Keys = set()
        self.down: Keys = set()
        self.ordered = False
        self.seen = 0

    def want(self, node: Node, home: StatementFacts, high: bool, number: bool, deep: bool = True, age: int = 0) -> None:
        """Put down what follows from an expression being wanted high, or low.

        A product that is compared with a `number` says something of its factor; compared with another term it may only
        be known again, and then it is not gone through `deep`.
        """
        if home.facts[node].value is NOT_KNOWN:
            make = _WANT.get(node.__class__)
            self.seen += 1
            if make is None or self.seen > _MOST_SEEN:
                self.add((node, home), high, age)
            else:
                make(self, node, home, high, number, deep, age)

    def add(self, key: object, high: bool, age: int) -> None:
        """Put down a key."""
        (self.up if high else self.down).add((key, age) if age else key)

    def both(self, node: Node, home: StatementFacts, age: int) -> None:
        """Put down an expression as wanted high and wanted low."""
        self.want(node, home, True, True, True, age)
        self.want(node, home, False, True, True, age)

    def _name(self, node: Name, home: StatementFacts, high: bool, number: bool, deep: bool, age: int) -> None:
        meaning = home.names.get(node)
        if meaning.__class__ is not Binding:
            self.variable(node.name, high, age)
            return
        tree = meaning.home.tree
        if tree.__class__ is not Assignment or meaning.home.parsed.faults:
            self.add(meaning, True, age)
            self.add(meaning, False, age)
        else:  # of several outputs, all are taken for one
            self.want(tree.value, meaning.home, high, number, deep, age)

    def variable(self, name: str, high: bool, age: int) -> None:
        """Put down a variable."""
        self.add(name, high, age)
        if name in BAR:
            self.ordered = True
            for mark in (_HIGH_MARKS if high else _LOW_MARKS).get(name, ()):
                self.add(mark, high, age)

    def _call(self, node: Call, home: StatementFacts, high: bool, number: bool, deep: bool, age: int) -> None:
        key = plain_key(node, home)
        if key is not None:
            self.add(key, high, age)
            return
        call = home.calls.get(node)
        if call is None:
            self.add((node, home), high, age)
            return
        name, bars = call.function.name, next(iter(call.values.values()), None)
        if name == "shift":
            if "x" in call.given:
                self.want(call.given["x"].value, home, high, number, deep, age + bars if isinstance(bars, int) else -1)
            return
        self.ordered = True
        if name in _WINDOWS:
            self.add(("window", bars), high, age)
            self.add("window", high, 0)
            if deep and name not in (_HIGHEST if high else _LOWEST):
                self._window(node, home, high, bars, age)
            return
        self.add((name, bars), high, age)
        if name in _THROUGH:
            for argument in node.arguments:
                self.both(argument.value, home, age)

    def _window(self, node: Call, home: StatementFacts, high: bool, bars: object, age: int) -> None:
        """What lies in a window, and windows over parts of it."""
        call = home.calls[node]
        given = call.given
        inner = [given[parameter.name].value for parameter in call.function.inputs if parameter.name in given]
        for older in range(min(bars, _MOST_AGE) if isinstance(bars, int) else 1):
            for value in inner:
                self.want(value, home, high, True, True, age + older)
            if not inner:
                self.variable("high", high, age + older)
                self.variable("low", high, age + older)

    def _index(self, node: Index, home: StatementFacts, high: bool, number: bool, deep: bool, age: int) -> None:
        place = home.facts[node.index].value
        self.want(node.value, home, high, number, deep, age - place - 1 if isinstance(place, int) else -1)

    def _attribute(self, node: Attribute, home: StatementFacts, high: bool, number: bool, deep: bool, age: int) -> None:
        self.want(node.value, home, high, number, deep, age)

    def _unary(self, node: Unary, home: StatementFacts, high: bool, number: bool, deep: bool, age: int) -> None:
        self.want(node.operand, home, high if node.operator == "+" else not high, number, deep, age)

    def _binary(self, node: Binary, home: StatementFacts, high: bool, number: bool, deep: bool, age: int) -> None:
        left, right, sign = node.left, node.right, node.operator
        factor = home.facts[right].value
        if sign in ("*", "/") and isinstance(factor, (int, float)) and factor > 0:
            # Not below `left` where the factor is 1 or more.
            up = (factor >= 1) is (sign == "*")
            self.want(left, home, high, number, deep and (number or up is not high), age)
        elif sign in ("+", "-"):
            self.want(left, home, high, number, deep, age)
            self.want(right, home, high if sign == "+" else not high, number, deep, age)
        elif sign == "/":
            self.want(left, home, high, number, deep, age)
            self.want(right, home, not high, number, deep, age)
        else:
            self.both(left, home, age)
            self.both(right, home, age)


_WANT: dict[type[Node], Callable[..., None]] = {
    Name: Wants._name,
    Call: Wants._call,
    Attribute: Wants._attribute,
    Index: Wants._index,
    Unary: Wants._unary,
    Binary: Wants._binary,
}
