"""`signal-dsl.evaluate`, `.scan` and `.rank`: an expression of a script, at the market as it is now."""

from __future__ import annotations

from signal_dsl.errors import UsageError
from signal_dsl.ide.alone import alone
from signal_lsp.commands.reaching import Reach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from signal_dsl.heytraders.client import Client
    from signal_dsl.settings import RunSettings
    from signal_lsp.commands import Given
    from signal_lsp.server import Server
    from signal_lsp.tasks import Json, Task, Work

    Ask = Callable[[Client, str, RunSettings], Json]


def evaluate(ls: Server, given: Given) -> Work:
    """The latest value of an expression for each ticker of the universe."""

    def ask(client: Client, expression: str, run: RunSettings) -> Json:
        rows = []
        for ticker in _universe(run):
            exchange, colon, symbol = ticker.partition(":")
            at = exchange.lower() if colon else run.exchange
            found = client.market.evaluate(expression, symbol if colon else ticker, at, run.timeframe)
            rows.append([ticker, found.value, found.time])
        return {"columns": ["ticker", "value", "time"], "rows": rows, "message": _of(expression, run)}

    return _work(ls, given, ask)


def scan(ls: Server, given: Given) -> Work:
    """The tickers for which a condition holds."""

    def ask(client: Client, expression: str, run: RunSettings) -> Json:
        found = client.market.scan(expression, _whole(given, run), run.exchange, run.timeframe)
        of = f" of {found.scanned}" if found.scanned is not None else ""
        message = f"It holds for {len(found.matched)}{of}: {_of(expression, run)}"
        return {"columns": ["ticker"], "rows": [[one] for one in found.matched], "message": message}

    return _work(ls, given, ask)


def rank(ls: Server, given: Given) -> Work:
    """Tickers by the value of an expression."""

    def ask(client: Client, expression: str, run: RunSettings) -> Json:
        found = client.market.rank(
            expression, _whole(given, run), run.exchange, run.timeframe, given.optional("order"), given["limit"]
        )
        rows = [[one.rank, one.symbol, one.score, one.price] for one in found.ranked]
        return {"columns": ["rank", "ticker", "score", "price"], "rows": rows, "message": _of(expression, run)}

    return _work(ls, given, ask)


def _work(ls: Server, given: Given, ask: Ask) -> Work:
    document = given.document
    facts = ls.analysis(document).facts
    expression = alone(document.text, given.text("expression"), facts.catalog)
    run, reach = facts.settings.run, Reach(ls, document.uri)

    def work(task: Task) -> Json:
        with reach.client(task) as client:
            return {**ask(client, expression, run), "expression": expression, "simulated": reach.simulated}

    return work


def _universe(run: RunSettings) -> tuple[str, ...]:
    if not run.universe:
        remedy = 'Put `# universe = ["BINANCE:BTC/USDT"]` into the script\'s block `# /// backtest`.'
        raise UsageError("The script names no ticker to ask for.", remedy)
    return run.universe


def _whole(given: Given, run: RunSettings) -> str | tuple[str, ...]:
    """The universe that the client asks for, a keyword such as `top50`, or the script's."""
    return given.optional("universe") or _universe(run)


def _of(expression: str, run: RunSettings) -> str:
    return f"{expression} on {run.timeframe or 'the platform’s timeframe'}"
