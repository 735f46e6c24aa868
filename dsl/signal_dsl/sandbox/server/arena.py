"""The leaderboard: results that were published, held to the platform's quality gate."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from signal_dsl.sandbox.result import Result, settings_json
from signal_dsl.sandbox.server.calls import Call
from signal_dsl.sandbox.server.envelope import (
    ALREADY_REGISTERED,
    NO_BACKTEST,
    NOT_OWNER,
    QUALITY_GATE,
    STRATEGY_NOT_FOUND,
    ApiError,
    Data,
    invalid,
)
from signal_dsl.sandbox.server.keys import Key

LEAST_TRADES = 10
LEAST_DAYS = 30
_MOST = 10_000
CATEGORIES = ("market_talk", "strategy_ideas", "news_analysis", "show_tell")


@dataclass(frozen=True, eq=False)
class Entry:
    """A published result."""

    id: str
    key: Key
    result_id: str
    metrics: Data
    settings: Data


class Arena:
    """All published results."""

    def __init__(self) -> None:
        self.entries: OrderedDict[str, Entry] = OrderedDict()
        self.lock = Lock()


def register(call: Call) -> Data:
    """`POST /arena/strategies/register`."""
    arena = call.state.arena
    result_id = call.text("backtest_summary_id", "result_id")
    try:
        _, result = call.state.jobs.result(result_id, call.key)
    except ApiError as error:
        code = NOT_OWNER if error.code == NOT_OWNER else NO_BACKTEST
        raise ApiError(code, error.message, error.suggestion) from None
    _gate(result)
    with arena.lock:
        known = next((one for one in arena.entries.values() if one.result_id == result_id), None)
        if known:
            raise ApiError(ALREADY_REGISTERED, "This result is on the leaderboard already.", details=_told(known))
        entry = Entry(
            f"s_{secrets.token_hex(8)}", call.key, result_id, dict(result.metrics), settings_json(result.request)
        )
        arena.entries[entry.id] = entry
        if len(arena.entries) > _MOST:
            arena.entries.popitem(last=False)
    return _told(entry)


def unregister(call: Call) -> Data:
    """`DELETE /arena/strategies/{id}/unregister`."""
    arena, id = call.state.arena, call.path["id"]
    with arena.lock:
        entry = arena.entries.get(id)
        if entry is None:
            raise ApiError(STRATEGY_NOT_FOUND, f"There is no strategy `{id[:60]}` on the leaderboard.")
        if entry.key is not call.key:
            raise ApiError(NOT_OWNER, "This strategy belongs to another key.")
        del arena.entries[id]
    return {"strategy_id": id, "unregistered": True}


def leaderboard(call: Call) -> Data:
    """`GET /arena/leaderboard`."""
    limit = call.whole("limit", 50, 1, 200)
    arena = call.state.arena
    with arena.lock:
        entries = list(arena.entries.values())
    entries.sort(key=lambda one: one.metrics["total_return_pct"] or 0.0, reverse=True)
    shown = [{"rank": rank, **_told(entry)} for rank, entry in enumerate(entries[:limit], 1)]
    return {"leaderboard": shown, "total": len(entries)}


def post(call: Call) -> Data:
    """`POST /arena/posts`: checked, and not kept."""
    category = call.text("category")
    if category not in CATEGORIES:
        raise invalid(f"`category` is one of {', '.join(CATEGORIES)}.")
    call.text("title", most=200)
    call.text("content", most=5000)
    tags = call.body.get("tags") or []
    if not isinstance(tags, list) or len(tags) > 10 or not all(isinstance(tag, str) for tag in tags):
        raise invalid("`tags` is a list of at most 10 texts.")
    return {"post_id": f"p_{secrets.token_hex(8)}", "category": category}


def _gate(result: Result) -> None:
    """Raises ApiError (QUALITY_GATE) where a result does not tell enough to be shown."""
    trades, days = len(result.trades), result.request.days
    if trades < LEAST_TRADES or days < LEAST_DAYS:
        message = f"The result has {trades} trades in {days} days."
        raise ApiError(
            QUALITY_GATE,
            message,
            f"The leaderboard takes results of at least {LEAST_TRADES} trades and {LEAST_DAYS} days.",
            details={"num_trades": trades, "days": days, "least_trades": LEAST_TRADES, "least_days": LEAST_DAYS},
        )


def _told(entry: Entry) -> Data:
    return {
        "strategy_id": entry.id,
        "id": entry.id,
        "result_id": entry.result_id,
        "display_name": entry.key.name,
        "metrics": entry.metrics,
        "settings": entry.settings,
    }
