"""Terms: numeric expressions, of which those that always have the same value, however written, are one object.

A number is a float.
"""

from __future__ import annotations

from signal_dsl.analysis.constancy.tables import HIGHEST, LOWEST, MOST_DEPTH, OPERATORS, ORDERED, SAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable

    from signal_dsl.catalog import Output
    from signal_dsl.catalog.model import Variable

# Kinds of term.
VARIABLE = "variable"
CALL = "call"
ARITHMETIC = "arithmetic"
NEGATIVE = "negative"
CHOICE = "choice"  # either of its parts
OTHER = "other"  # nothing is known of it but that it equals itself


class Term:
    """A number at each bar.

    `name` is that of the variable or function, or the operator; `parts` are what it is made of, in the parameters'
    order; `options` are the other arguments' values, and `output` is the one taken of a call, with the bounds that hold
    for it, or the variable. The term is `back` bars old; `now` is the same without that. An `opaque` one is in no known
    order to others by itself.
    """

    __slots__ = ("back", "depth", "kind", "name", "now", "opaque", "options", "output", "parts")

    def __init__(
        self,
        kind: str,
        name: str = "",
        parts: tuple[Operand, ...] = (),
        options: tuple[object, ...] = (),
        output: Output | Variable | None = None,
    ) -> None:
        self.kind = kind
        self.name = name
        self.parts = parts
        self.options = options
        self.output = output
        self.now = self
        self.back = 0
        self.opaque = kind not in (ARITHMETIC, NEGATIVE) and name not in ORDERED
        self.depth = 0
        for part in parts:
            if not isinstance(part, float) and part.depth >= self.depth:
                self.depth = part.depth + 1


Operand = Term | float


class Terms:
    """The terms behind one statement."""

    def __init__(self) -> None:
        self.known: dict[Hashable, Term] = {}
        # What `highest` and `lowest` are taken of.
        self.windowed: set[Operand] = set()

    def shifted(self, operand: Operand, bars: int) -> Operand:
        """What it was `bars` bars before."""
        if not bars or isinstance(operand, float):
            return operand
        now, back = operand.now, operand.back + bars
        term = self.known.get((now, back))
        if term is None:
            term = self.known[now, back] = Term(now.kind, now.name, now.parts, now.options, now.output)
            term.now = now
            term.back = back
        return term

    def parts(self, term: Term) -> list[Operand]:
        """The parts of a term, as old as it is."""
        return [self.shifted(part, term.back) for part in term.parts]

    def variable(self, entry: Variable) -> Term:
        """The term of a variable."""
        term = self.known.get(entry.name)
        if term is None:
            term = self.known[entry.name] = Term(VARIABLE, entry.name, output=entry)
        return term

    def call(self, name: str, parts: tuple[Operand, ...], options: tuple[object, ...], output: Output) -> Operand:
        """The term of one output of a call, in the simplest words."""
        taken = output.name
        if name in SAME:
            if name in ("shift", "change", "mom") and isinstance(options[0], int):
                before = self.shifted(parts[0], options[0])
                return before if name == "shift" else self.arithmetic("-", parts[0], before)
            if name in OPERATORS:
                return self.arithmetic(OPERATORS[name], *parts)
            if (name, taken) in HIGHEST:
                name, taken, parts = "highest", "", parts[:1]
            elif (name, taken) in LOWEST:
                name, taken, parts = "lowest", "", parts[-1:]  # of `donchian(high, low)`
            if not taken and not isinstance(parts[0], float):
                self.windowed.add(parts[0].now)
        key = (name, taken, parts, options)
        term = self.known.get(key)
        if term is None:
            term = self.known[key] = _bounded(Term(CALL, name, parts, options, output))
        return term

    def arithmetic(self, sign: str, left: Operand, right: Operand) -> Term:
        """`left sign right`."""
        term = self.known.get((sign, left, right))
        if term is None:
            term = self.known[sign, left, right] = _bounded(Term(ARITHMETIC, sign, (left, right)))
        return term

    def negative(self, operand: Operand) -> Operand:
        """`-operand`."""
        if isinstance(operand, float):
            return -operand
        term = self.known.get(("-", operand))
        if term is None:
            term = self.known["-", operand] = _bounded(Term(NEGATIVE, "-", (operand,)))
        return term

    def choice(self, key: Hashable, body: Operand, orelse: Operand) -> Term:
        """One of two, by a condition that is not looked at; `key` tells it from others."""
        term = self.known.get(key)
        if term is None:
            term = self.known[key] = _bounded(Term(CHOICE, "", (body, orelse)))
        return term

    def other(self, key: Hashable) -> Term:
        """A term that equals only itself."""
        term = self.known.get(key)
        if term is None:
            term = self.known[key] = Term(OTHER)
        return term


def _bounded(term: Term) -> Term:
    return term if term.depth <= MOST_DEPTH else Term(OTHER)
