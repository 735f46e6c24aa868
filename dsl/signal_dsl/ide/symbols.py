"""The outline of a script: its run settings, its names, its signals."""

from __future__ import annotations

from signal_dsl.analysis.facts import ACTION, BOOLEAN, NOT_KNOWN, SIGNAL
from signal_dsl.ide.bars import short
from signal_dsl.ide.completion.items import quality
from signal_dsl.ide.prose import kind, literal
from signal_dsl.ide.settings_lines import lines
from signal_dsl.records import record
from signal_dsl.rules.shared.trades import behind
from signal_dsl.syntax.nodes import Call

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from signal_dsl.analysis.facts import Binding, StatementFacts
    from signal_dsl.analysis.facts import Signal as SignalFacts
    from signal_dsl.ide.snapshot import Snapshot

# Kinds of symbol.
SETTINGS = "settings"
SETTING = "setting"
CONSTANT = "constant"
CONDITION = "condition"
SERIES = "series"
TRADE = "action"
EMITTED = "signal"
_WIDTH = 60


@record
class OutlineSymbol:
    """A symbol of the outline: from `start` to `end`, its name from `name_start` to `name_end`."""

    name: str
    detail: str
    kind: str
    start: int
    end: int
    name_start: int
    name_end: int
    children: tuple[OutlineSymbol, ...] = ()


def symbols(snapshot: Snapshot) -> list[OutlineSymbol]:
    """The symbols of a script, in order."""
    found = list(_settings(snapshot))
    for statement in snapshot.facts.statements:
        found += [_name(binding, statement) for binding in statement.bindings]
        found += [_signal(signal) for signal in statement.signals]
    found.sort(key=lambda symbol: (symbol.start, symbol.name_start))
    return found


def matching(found: Sequence[OutlineSymbol], query: str) -> list[OutlineSymbol]:
    """The symbols, those within others included, whose names go with what somebody typed; the best first."""
    flat = [one for symbol in found for one in (symbol, *symbol.children)]
    ranked = [(match, place) for place, one in enumerate(flat) if (match := quality(query, one.name)) is not None]
    return [flat[place] for _, place in sorted(ranked)]


def _settings(snapshot: Snapshot) -> Iterator[OutlineSymbol]:
    block = snapshot.block
    if block is None:
        return
    text = snapshot.text
    children = []
    for line in lines(snapshot):
        if line.key_end > line.key_start and line.value_start >= 0:
            value = _shortened(text[line.value_start : line.end])
            children.append(
                OutlineSymbol(line.key, value, SETTING, line.key_start, line.end, line.key_start, line.key_end)
            )
    end = snapshot.facts.source.position(block.start)
    over = min(block.start + len(snapshot.facts.source.line(end.line)) - end.column + 1, block.end)
    yield OutlineSymbol(
        "backtest", "run settings", SETTINGS, block.start, block.end, block.start, over, tuple(children)
    )


def _name(binding: Binding, home: StatementFacts) -> OutlineSymbol:
    fact = binding.fact
    start, end = home.start, home.start + home.parsed.length
    if fact.value is not NOT_KNOWN:
        what, detail = CONSTANT, literal(fact.value)
    elif fact.type == BOOLEAN:
        what, detail = CONDITION, f"{kind(fact)}, {short(fact)}"
    elif fact.type == ACTION:
        what, detail = TRADE, kind(fact)
    else:
        what, detail = SERIES, f"{kind(fact)}, {short(fact)}" if kind(fact) else short(fact)
    place = home.start + binding.target.start
    return OutlineSymbol(binding.name, _shortened(detail), what, start, end, place, home.start + binding.target.end)


def _signal(signal: SignalFacts) -> OutlineSymbol:
    home = signal.home
    start, end = home.start + signal.node.start, home.start + signal.node.end
    name, detail = "emit_signal", ""
    if signal.condition is not signal.node and signal.fact.type != SIGNAL:
        name = _action(signal) or name
        detail = _shortened(home.parsed.text[signal.condition.start : signal.condition.end])
    over = min(start + len("emit_signal"), end)
    return OutlineSymbol(name, detail, EMITTED, start, end, start, over)


def _action(signal: SignalFacts) -> str:
    """What a signal does, in a few words: `entry LONG BINANCE:BTC/USDT`; empty where that is not known."""
    call = signal.home.calls.get(signal.node)
    argument = call.given.get("action") if call is not None else None
    if argument is None:
        return ""
    node, home = behind(argument.value, signal.home)
    action = home.calls.get(node) if isinstance(node, Call) else None
    if action is None:
        return _shortened(signal.home.parsed.text[argument.start : argument.end])
    words = [action.function.name]
    for name in ("side", "ticker"):
        given = action.given.get(name)
        value = home.facts[given.value].value if given is not None else None
        if isinstance(value, str):
            words.append(value)
    return _shortened(" ".join(words))


def _shortened(text: str) -> str:
    if not text.isprintable():
        text = "".join([char if char.isprintable() else " " for char in text])
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…"
