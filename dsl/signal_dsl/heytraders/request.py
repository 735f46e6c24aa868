"""What is sent to have a script run: the script, and the settings that hold for it."""

from __future__ import annotations

from datetime import date

from signal_dsl.errors import UsageError
from signal_dsl.settings.model import PLATFORM_DEFAULTS, RUN_KEYS, RunSettings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.heytraders.address import Address

_NEEDED = ("universe", "start_date", "end_date")
_EXAMPLES = {
    "universe": 'universe = ["BINANCE:BTC/USDT"]',
    "start_date": 'start_date = "2024-01-01"',
    "end_date": 'end_date = "2024-12-31"',
}


def request(script: str, run: RunSettings) -> dict[str, object]:
    """The body of `POST /backtest/execute`. Settings that are not given are left to the platform.

    Raises UsageError where the platform would refuse it for want of a setting.
    """
    missing = [key for key in _NEEDED if not getattr(run, key)]
    if missing:
        named = " and ".join(filter(None, [", ".join(f"`{key}`" for key in missing[:-1]), f"`{missing[-1]}`"]))
        lines = ", ".join(f"`# {_EXAMPLES[key]}`" for key in missing)
        told = f"A backtest needs {named}, and nothing says {'it' if len(missing) == 1 else 'them'}."
        raise UsageError(told, f"Put {lines} into the script's block `# /// backtest`.")
    body: dict[str, object] = {"strategy_type": run.strategy_type or PLATFORM_DEFAULTS.strategy_type, "script": script}
    for key in RUN_KEYS:
        value = getattr(run, key)
        if value is None or key in body:
            continue
        if isinstance(value, date):
            value = value.isoformat()
        body[key] = list(value) if isinstance(value, tuple) else value
    return body


def sendable(body: dict[str, object], address: Address) -> tuple[dict[str, object], str]:
    """What is sent of a request's body to `address`, and a sentence about what is not, empty where all of it is.

    The platform documents no `analysis_start`: the sandbox carries it out, on the platform a run counts from its first
    day on.
    """
    if address.is_local or "analysis_start" not in body:
        return body, ""
    told = (
        "`analysis_start` is not sent, since the platform has no such setting: "
        f"its numbers count from {body.get('start_date')} on, warm-up included."
    )
    return {key: value for key, value in body.items() if key != "analysis_start"}, told
