"""SIG506."""

from __future__ import annotations

from signal_dsl.analysis.facts import CONSTRAINT, OUT_OF_RANGE
from signal_dsl.catalog import model
from signal_dsl.diagnostics import ERROR, WARNING
from signal_dsl.records import record
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.identity import Identity, fingerprint
from signal_dsl.rules.shared.problems import problems
from signal_dsl.rules.shared.signals import alike
from signal_dsl.rules.shared.trades import ENTRY, WEIGHT, argument_given, behind
from signal_dsl.rules.shared.words import listed, number
from signal_dsl.syntax.nodes import Call, Constant, Unary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import CallFact, Signal, StatementFacts
    from signal_dsl.syntax.nodes import Argument

_FRACTION = "fraction"
# Sums of fractions such as 0.1 are a little off in floating point.
_WHOLE = 1 + 1e-9
_MOST_LINES = 6


@record
class _Entry:
    """An entry that a signal makes: its share of the equity, and where that stands."""

    signal: Signal
    weight: float
    sizing: Argument
    home: StatementFacts


class WeightOutOfRange(Rule):
    """A weight is no fraction of the equity, or the entries of one condition take more than all of it.

    `Weight(0.5)` puts half of the equity in; a weight lies above 0 and is at most 1. Entries whose conditions are the
    same are made at the same bar: together they cannot take more than there is, and which of them gets less is then a
    matter of chance. That is a warning. Conditions are the same if they are written alike, also behind names.
    """

    code = "SIG506"
    name = "weight-out-of-range"
    severity = ERROR
    bad = (
        """\
emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(50)))
""",
        """\
oversold = rsi(close, 14) < 30
emit_signal(oversold, entry("BINANCE:BTC/USDT", "LONG", Weight(0.6)))
emit_signal(oversold, entry("BINANCE:ETH/USDT", "LONG", Weight(0.6)))
""",
    )
    good = (
        """\
emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
oversold = rsi(close, 14) < 30
emit_signal(oversold, entry("BINANCE:BTC/USDT", "LONG", Weight(0.6)))
emit_signal(oversold, entry("BINANCE:ETH/USDT", "LONG", Weight(0.4)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for home, call, _ in problems(facts, OUT_OF_RANGE, CONSTRAINT):
            if call.function.name == WEIGHT:
                argument = call.given.get(_FRACTION)
                value = call.values.get(_FRACTION)
                if argument is not None and isinstance(value, (int, float)):
                    yield self.single(value, argument, home, facts)
        for entries in _together(facts):
            yield self.sum(entries, facts)

    def single(self, value: float, argument: Argument, home: StatementFacts, facts: Facts) -> Finding:
        """One weight that is not above 0 and at most 1."""
        node = argument.value
        literal = isinstance(node, Constant) or (isinstance(node, Unary) and isinstance(node.operand, Constant))
        is_value = f"this is {number(value)}" if literal else f"`{facts.text(node, home)}` is {number(value)}"
        message = f"A weight is a fraction of the equity, above 0 and at most 1, but {is_value}."
        if 2 <= value <= 100:  # per cent
            instead = f"{value / 100:g}"
            fixes = (self.instead(node, home, instead),) if literal else ()
            return self.at(argument, home, f"{message} Write `{instead}` for {value:g} %.", *fixes)
        if value == 0:
            message += " To leave a position, use `exit(…)`."
        elif value < 0:
            message += ' To sell short, write the side `"SHORT"`.'
        else:
            message += " Borrowed money is a matter of the run setting `leverage`."
        return self.at(argument, home, message)

    def sum(self, entries: list[_Entry], facts: Facts) -> Finding:
        """Entries of one condition that add up to more than 1, told at the first that goes beyond."""
        total = 0.0
        beyond = None
        for entry in entries:
            total += entry.weight
            if total > _WHOLE and beyond is None:
                beyond = entry
        assert beyond is not None
        lines = list(dict.fromkeys(str(facts.line(entry.signal.node, entry.signal.home)) for entry in entries))
        if len(lines) > _MOST_LINES:
            lines[_MOST_LINES - 1 :] = [f"{len(lines) - _MOST_LINES + 1} more"]
        where = f"lines {listed(lines)}" if len(lines) > 1 else f"line {lines[0]}"
        condition = facts.text(entries[0].signal.condition, entries[0].signal.home)
        told = f"The entries of the condition `{condition}` ({where}) add up to {total:.4g} of the equity."
        return self.at(beyond.sizing, beyond.home, f"{told} Lower their weights to 1 in all.", severity=WARNING)


def _together(facts: Facts) -> Iterator[list[_Entry]]:
    """The entries that are made on one condition and add up to more than 1."""
    for entries in facts.crowds(_entries, alike):
        if not _beyond(entries):
            continue
        identity = Identity()
        same: dict[int, list[_Entry]] = {}
        for entry in entries:
            same.setdefault(identity.of(entry.signal.condition, entry.signal.home), []).append(entry)
        yield from filter(_beyond, same.values())


def _beyond(entries: list[_Entry]) -> bool:
    """Whether entries add up to more than there is."""
    return len(entries) > 1 and sum([entry.weight for entry in entries]) > _WHOLE


def _entries(home: StatementFacts) -> list[tuple[Hashable, _Entry]] | None:
    """The entries that a statement's signals make on what can be true, each with what tells its condition."""
    if not home.signals or home.parsed.faults:
        return None
    made = [_entry(signal) for signal in home.signals if signal.fact.value is not False]
    return [(fingerprint(entry.signal.condition, home), entry) for entry in made if entry is not None]


def _entry(signal: Signal) -> _Entry | None:
    """The entry that a signal makes, if it is one, and its weight is known and not wrong by itself."""
    call = signal.home.calls.get(signal.node)
    action = argument_given(call, model.ACTION) if call is not None else None
    if action is None:
        return None
    entry, home = _call_behind(action, signal.home)
    if entry is None or entry.function.name != ENTRY:
        return None
    sizing = argument_given(entry, model.SIZING)
    weight, _ = _call_behind(sizing, home) if sizing is not None else (None, home)
    if sizing is None or weight is None or weight.function.name != WEIGHT or weight.problems:
        return None
    value = weight.values.get(_FRACTION)
    return _Entry(signal, value, sizing, home) if isinstance(value, (int, float)) else None


def _call_behind(argument: Argument, home: StatementFacts) -> tuple[CallFact | None, StatementFacts]:
    """The call that an argument is, also through names."""
    node, where = behind(argument.value, home)
    return (where.calls.get(node) if isinstance(node, Call) else None), where
