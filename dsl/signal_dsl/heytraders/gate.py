"""The quality gate of the leaderboard, looked at before the platform is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from signal_dsl.heytraders.client import Client
from signal_dsl.heytraders.document import Answers, Json, Ran, build
from signal_dsl.heytraders.document.values import mapping, number
from signal_dsl.heytraders.errors import ValidationError

LEAST_TRADES, LEAST_DAYS = 10, 30


def check_gate(client: Client, document: Json | None, result_id: str) -> None:
    """Raises ValidationError (QUALITY_GATE) where a result cannot pass, and where it is the sandbox's.

    `document` is the result as it is kept here; without it the platform is asked for it. What is not known of it is
    left for the platform to judge.
    """
    if document is None:
        document = build(Answers(client.backtest.result(result_id)), Ran(result_id, client.address.url))
    if document["simulated"] and not client.address.is_local:
        told = f"{result_id} is SIMULATED: the platform knows nothing of it."
        raise ValidationError(told, "Run the backtest on the platform, and publish what comes of it.")
    trades = number(mapping(document["metrics"]).get("num_trades"))
    days = _days(mapping(document["settings"]))
    short = []
    if trades is not None and trades < LEAST_TRADES:
        short.append(f"{trades:g} trade{'' if trades == 1 else 's'}")
    if days is not None and days < LEAST_DAYS:
        short.append(f"{days} day{'' if days == 1 else 's'}")
    if short:
        told = (
            f"{result_id} has {' in '.join(short)}; the leaderboard takes {LEAST_TRADES} trades and {LEAST_DAYS} days."
        )
        raise ValidationError(told, "Run it over a longer range.", code="QUALITY_GATE")


def _days(settings: Mapping[str, object]) -> int | None:
    """Days whose signals count; None where the settings do not say."""
    try:
        start = date.fromisoformat(str(settings.get("analysis_start") or settings.get("start_date"))[:10])
        end = date.fromisoformat(str(settings.get("end_date"))[:10])
    except ValueError:
        return None
    return (end - start).days
