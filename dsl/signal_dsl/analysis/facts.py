"""What is known of a script: facts about each expression, name, call and signal, with their places.

Facts are plain values without judgement; what is wrong with them is for the rules to say.
"""

from __future__ import annotations

from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Set as AbstractSet

    from signal_dsl.catalog import Function, Output, Parameter, Variable
    from signal_dsl.syntax.nodes import Argument, Call, Name, Node, Statement, Target
    from signal_dsl.syntax.parser import Parsed

    # What a condition wants high, and what low, as keys that meet where terms are the same or in a known order.
    Wanted = tuple[AbstractSet[object], AbstractSet[object]]

# Types of value. `Fact.series` tells a series from a scalar.
NUMBER = "number"
BOOLEAN = "boolean"
STRING = "string"
NONE = "none"
LIST = "list"
SEVERAL = "several series"
SIZING = "sizing"
ACTION = "action"
SIGNAL = "signal"
FUNCTION = "function"
UNKNOWN = "unknown"


class _NotKnown:
    """The value of what is not a constant."""

    def __repr__(self) -> str:
        return "NOT_KNOWN"


NOT_KNOWN = _NotKnown()
UNWANTED: Wanted = (frozenset(), frozenset())


@record
class Step:
    """One link of the chain that makes up a lookback: `node` adds `bars` to what `inner` needs.

    `home` is the statement that `node` stands in: its place in the script may lie behind a name.
    """

    node: Node
    home: StatementFacts
    bars: int
    inner: Step | None


@record
class Unknown:
    """Why a lookback cannot be known: the expression to blame, and the reason as a sentence.

    `period` is the argument whose value is not known, where that is the reason.
    """

    node: Node
    home: StatementFacts
    reason: str
    period: Node | None = None


class Fact:
    """What is known of one expression.

    type, series    kind of value, and whether it has one for each bar
    value           the constant it is, or NOT_KNOWN
    low, high       inclusive bounds of a number, None where there is none
    lookback        leading bars without a value; None where that cannot be known, and then `unknown` says why
    settling        leading bars until the start of the data no longer matters (0.1 %); None where that never ends
    chain           the longest chain of expressions behind the lookback; None for lookback 0
    outputs         of SEVERAL: the outputs, in order
    """

    __slots__ = ("chain", "high", "lookback", "low", "outputs", "series", "settling", "type", "unknown", "value")

    def __init__(
        self,
        type: str,
        series: bool = False,
        value: object = NOT_KNOWN,
        low: float | None = None,
        high: float | None = None,
        lookback: int | None = 0,
        settling: int | None = 0,
        chain: Step | None = None,
        unknown: tuple[Unknown, ...] = (),
        outputs: tuple[Output, ...] = (),
    ) -> None:
        self.type = type
        self.series = series
        self.value = value
        self.low = low
        self.high = high
        self.lookback = lookback
        self.settling = settling
        self.chain = chain
        self.unknown = unknown
        self.outputs = outputs

    def retyped(self, type: str, low: float | None = None, high: float | None = None) -> Fact:
        """The same bars, another kind of series."""
        return Fact(type, True, NOT_KNOWN, low, high, self.lookback, self.settling, self.chain, self.unknown)

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in ("type", "series", "value", "lookback"))
        return f"Fact({shown})"


NOTHING = Fact(UNKNOWN)


@record
class Binding:
    """One assignment of a name: where, and what it was given. `uses` counts the reads up to the next assignment."""

    name: str
    target: Target
    home: StatementFacts
    fact: Fact
    # All names of one unpacking, this one included.
    together: list[Binding]
    uses: list[Name]

    # Two assignments are told apart by identity, however alike they are.
    __eq__ = object.__eq__
    __hash__ = object.__hash__


# Kinds of `Problem`.
TOO_MANY = "too many"
MISSING = "missing"
UNKNOWN_KEYWORD = "unknown keyword"
DOUBLED = "doubled"
OUT_OF_ORDER = "positional after keyword"
SOME_PRICES = "some prices"
OUT_OF_RANGE = "out of range"
CONSTRAINT = "constraint"
SUSPICIOUS = "suspicious"
WRONG_TYPE = "wrong type"
NOT_BOOLEAN = "not boolean"


@record
class Problem:
    """What does not fit in a call: at which argument (the call itself where one is missing), for which parameter.

    `detail` is the catalog's sentence about parameters that do not go together.
    """

    kind: str
    node: Node
    parameter: Parameter | None = None
    detail: str = ""

    @property
    def refused(self) -> bool:
        """Whether the call cannot be computed because of it."""
        return self.kind != SUSPICIOUS


@record
class CallFact:
    """A call of a known function: the argument given for each parameter, and what does not fit.

    `prices_left_out` is true where the price inputs were left out together. `values` holds the known value of each
    parameter that is no input (its default where it was not given), NOT_KNOWN where it cannot be told.
    """

    node: Call
    function: Function
    given: dict[str, Argument]
    prices_left_out: bool
    values: dict[str, object]
    problems: list[Problem]


@record
class Signal:
    """One `emit_signal(condition, action)`; `node` and `condition` are the statement where it has a syntax error."""

    node: Node
    home: StatementFacts
    condition: Node
    fact: Fact


class StatementFacts:
    """The facts of one statement. Nodes' spans count from `start`, an offset into the script."""

    def __init__(self, start: int, parsed: Parsed) -> None:
        self.start = start
        self.parsed = parsed
        # Characters from the end of the statement before, or from the beginning of the script.
        self.gap = -1
        # What is known of the statement as a whole: of its value, or of the value that an augmented name gets.
        self.fact = NOTHING
        # What is known of each expression.
        self.facts: dict[Node, Fact] = {}
        # The expressions by kind, so that a rule need not walk the tree.
        self.nodes: dict[type[Node], list[Node]] = {}
        self.calls: dict[Node, CallFact] = {}
        # What each name that is read stands for; None where it stands for nothing known.
        self.names: dict[Name, Binding | Variable | Function | None] = {}
        self.bindings: list[Binding] = []
        self.signals: list[Signal] = []
        # Which names are read, with the assignments that they stand for, and in which words: for those who remember.
        self.reads: list[tuple[Name, Binding | None]] = []
        self.words: frozenset[str] = frozenset()
        # Whether one of these names stands for nothing.
        self.lacks = False
        # Whether something does not fit in one of the calls.
        self.troubled = False
        # Words in a statement with a syntax error: what they stand for is anybody's guess.
        self.mentioned: list[str] = []
        # What constancy found out: the conditions that are constant, and what the statement's value wants.
        self.constant: Collection[Node] = ()
        self.wants: Wanted = UNWANTED
        # What others worked out from the facts of this statement and of those that its names stand for; it holds as
        # long as they do, and so is found here again while the script is edited elsewhere.
        self.notes: dict[object, object] = {}
        # The calls that give an action: `entry(…)`, `exit(…)`.
        self.actions: list[CallFact] = []

    @property
    def tree(self) -> Statement | None:
        return self.parsed.tree

    def bind(self, targets: list[Target], facts: list[Fact]) -> None:
        """Note that the statement assigns names: to each target its fact."""
        together: list[Binding] = []
        for target, fact in zip(targets, facts, strict=True):
            if target.name:
                together.append(Binding(target.name, target, self, fact, together, []))
        self.bindings.extend(together)

    @property
    def faulty(self) -> bool:
        """Whether it has a syntax error: then its facts are good enough to help, not to find fault with."""
        return bool(self.parsed.faults)
