"""A result for people: metrics beside buying and holding, tickers, why there were no trades, and where to see more."""

from __future__ import annotations

from signal_dsl.cli import terminal
from signal_dsl.cli.layout import columns, filled
from signal_dsl.cli.output.figures import NONE, count, fixed, gain, labelled, measured, moment, percent, short_ticker
from signal_dsl.cli.output.table import Cell, Column, table
from signal_dsl.cli.project import shown
from signal_dsl.cli.terminal import printable
from signal_dsl.heytraders.document import reading
from signal_dsl.heytraders.document.measures import measure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.terminal import Style
    from signal_dsl.heytraders.document.reading import Document
    from signal_dsl.heytraders.document.values import Json

_STAMP = "SIMULATED"
_SHOWN_TICKERS = 8
_SHOWN_ROWS = 30


def render(document: Document, *, quiet: bool = False, verbose: bool = False) -> str:
    """The result as text; with `quiet` the metrics and the links alone, with `verbose` the signals in any case."""
    paint, room = terminal.paint(), terminal.width()
    parts = [head(document, paint, room), metrics(document, paint, room)]
    if not quiet:
        parts += [
            _tickers(document, paint, room),
            signals(document, paint, room, always=verbose),
            _notes(document, room),
        ]
    parts.append(_links(document, paint))
    return "\n\n".join(["\n".join(lines) for lines in parts if lines]) + "\n"


def head(document: Document, paint: Style, room: int | None) -> list[str]:
    """What was run, and whether that is simulated."""
    stamp = f"  {paint(_STAMP, 'yellow', 'bold')}" if document.get("simulated") else ""
    lines = [paint(printable(shown(reading.name(document))), "bold") + stamp]
    settings = reading.part(document, "settings")
    named = reading.tickers(document)
    told = ", ".join(short_ticker(ticker) for ticker in named[:_SHOWN_TICKERS])
    if len(named) > _SHOWN_TICKERS:
        told += f" and {len(named) - _SHOWN_TICKERS} more"
    if settings.get("exchange"):
        told += f" on {settings['exchange']}"
    if settings.get("timeframe"):
        told += f", {settings['timeframe']}"
    if settings.get("start_date") and settings.get("end_date"):
        told += f" from {settings['start_date']} to {settings['end_date']}"
    bars = document.get("bars")
    if isinstance(bars, int):
        told += f", {bars:,} bars"
    told = printable(told.removeprefix(" on ").removeprefix(", "))
    return [*lines, *(filled(told, room) if room else [told])] if told else lines


def metrics(document: Document, paint: Style, room: int | None) -> list[str]:
    """The metrics with their units, and what holding had come to."""
    found = reading.part(document, "metrics")
    if not found:
        return ["  No metrics came with this result."]
    currency = reading.currency(document)
    curve = reading.part(document, "equity").get("buy_and_hold")
    beside = {
        "total_return_pct": (found.get("buy_and_hold_return_pct"), True),
        "max_drawdown": (reading.drawdown(curve), False),
    }
    has_other = any(value is not None for value, _ in beside.values())
    rows = []
    for name, value in found.items():
        if name == "buy_and_hold_return_pct" and has_other:
            continue
        one = measure(name)
        signed = name in ("total_return_pct", "annual_return_pct")
        text = measured(one, value, sign=signed)
        other, sign = beside.get(name, (None, False))
        row = [Cell(labelled(one, currency)), gain(value, text) if signed else Cell(text)]
        rows.append([*row, Cell(percent(other, sign=sign) if other is not None else "")] if has_other else row)
    heads = [Column("metric"), Column("strategy", right=True)]
    return table([*heads, Column("buy and hold", right=True)] if has_other else heads, rows, paint, room)


def _tickers(document: Document, paint: Style, room: int | None) -> list[str]:
    found = reading.rows(document, "per_ticker")
    if not found:
        return []
    currency = reading.currency(document)
    rows = [
        [
            Cell(short_ticker(one.get("ticker"))),
            Cell(count(one.get("num_trades"))),
            Cell(percent(one.get("win_rate"))),
            gain(one.get("pnl"), fixed(one.get("pnl"), sign=True)),
            gain(one.get("unrealized_pnl"), fixed(one.get("unrealized_pnl"), sign=True)),
            Cell(fixed(one.get("fees_paid"))),
            Cell(percent(one.get("buy_and_hold_return_pct"), sign=True)),
        ]
        for one in found[:_SHOWN_ROWS]
    ]
    heads = [
        Column("ticker"),
        Column("trades", right=True),
        Column("win rate", right=True, goes=2),
        Column(f"P&L {currency}".rstrip(), right=True),
        Column("unrealised", right=True, goes=4),
        Column("fees", right=True, goes=3),
        Column("buy and hold", right=True, goes=1),
    ]
    left = len(found) - len(rows)
    return table(heads, rows, paint, room) + ([f"  and {left} more; `--json` has them all"] if left else [])


def signals(document: Document, paint: Style, room: int | None, *, always: bool) -> list[str]:
    """What became of each signal: the answer to "why were there no trades?"."""
    found = reading.rows(document, "signals")
    traded = reading.has_traded(document)
    if traded and not always and not reading.rows(document, "refused"):
        return []
    if not found:
        told = "Nothing was traded. How often each condition held is not said; `--sandbox` tells it."
        return [] if traded else [told]
    lines = [] if traded else [paint("Why there were no trades:", "bold")]
    rows = [_signal(one) for one in found[:_SHOWN_ROWS]]
    heads = [
        Column("line", right=True),
        Column("signal"),
        Column("ticker"),
        Column("bars", right=True, goes=3),
        Column("held", right=True),
        Column("first", goes=4),
        Column("last", goes=5),
        Column("filled", right=True),
        Column("refused", right=True, goes=1),
        Column("no effect", right=True, goes=6),
    ]
    lines += table(heads, rows, paint, room)
    if len(found) > len(rows):
        lines.append(f"  and {len(found) - len(rows)} more; `--json` has them all")
    for one in reading.rows(document, "refused")[:_SHOWN_ROWS]:
        where = f"line {one.get('line')}, {short_ticker(one.get('ticker'))}"
        told = f"  {count(one.get('orders'))} refused at {where}: {one.get('reason') or 'no reason is given'}"
        lines += filled(printable(told), room) if room else [printable(told)]
    return lines


def _signal(one: Json) -> list[Cell]:
    held, counted = one.get("held"), one.get("counted")
    share = ""
    if isinstance(held, int) and isinstance(counted, int) and counted:
        part = 100 * held / counted
        share = f" ({'<0.1' if 0 < part < 0.1 else f'{part:.1f}'} %)"
    kind = " ".join(str(part) for part in (one.get("kind"), one.get("side")) if part)
    return [
        Cell(count(one.get("line"))),
        Cell(kind or NONE),
        Cell(short_ticker(one.get("ticker"))),
        Cell(count(counted)),
        Cell(count(held) + share, ("red",) if held == 0 else ()),
        Cell(moment(one.get("first"))),
        Cell(moment(one.get("last"))),
        Cell(count(one.get("filled"))),
        Cell(count(one.get("refused")), ("red",) if one.get("refused") else ()),
        Cell(count(one.get("idle"))),
    ]


def _notes(document: Document, room: int | None) -> list[str]:
    lines = []
    for note in reading.sentences(document):
        first, *others = filled(printable(note), room - 2) if room else [printable(note)]
        lines += [f"- {first}", *[f"  {one}" for one in others]]
    return lines


def _links(document: Document, paint: Style) -> list[str]:
    """Where to see more. Nothing is wrapped here, so that an address can be clicked or copied."""
    result_id = printable(str(document.get("result_id", "")))
    rows = [("result", result_id), ("again", f"signal-dsl results {result_id}")]
    if document.get("dashboard_url"):
        rows.append(("dashboard", printable(str(document["dashboard_url"]))))
    if document.get("simulated"):
        rows.append((_STAMP.lower(), "numbers of a model, which are no evidence"))
    wide = max(columns(title) for title, _ in rows)
    return [f"{paint(title.ljust(wide), 'dim')}  {text}" for title, text in rows]
