"""What the platform answers, as far as it is known. Each keeps the answer as it came in `raw`.

Fields are found under several names and read in several notations; what is missing, null or of another kind is None.
No answer, whatever it is, makes any of this raise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from signal_dsl.errors import UsageError
from signal_dsl.heytraders.document.values import count, mapping, moment, number, pick, text
from signal_dsl.heytraders.secret import Key

# Status of a job.
QUEUED, RUNNING, COMPLETED, FAILED, CANCELLED = "queued", "running", "completed", "failed", "cancelled"
ENDED = (COMPLETED, FAILED, CANCELLED)
_RESULT_ID = ("result_id", "backtest_summary_id", "summary_id", "results_id")
_STATUS = {
    **dict.fromkeys(("queued", "pending", "waiting", "created", "submitted", "accepted"), QUEUED),
    **dict.fromkeys(("running", "processing", "started", "in_progress", "active"), RUNNING),
    **dict.fromkeys(("completed", "complete", "done", "finished", "success", "succeeded"), COMPLETED),
    **dict.fromkeys(("failed", "failure", "error", "errored"), FAILED),
    **dict.fromkeys(("cancelled", "canceled", "aborted", "stopped"), CANCELLED),
}


@dataclass(frozen=True)
class Registration:
    """A new agent: its key, which is shown this once, its id, what it may do, and when the key dies (or in how many
    seconds).
    """

    key: Key | None
    agent_id: str | None
    scopes: tuple[str, ...]
    quota: object
    expires: str | None
    expires_in: float | None
    raw: object = field(repr=False)  # without the key

    @classmethod
    def of(cls, data: object) -> Registration:
        fields = mapping(data)
        found = pick(fields, "api_key", "key", "token", "apiKey")
        raw = {name: value for name, value in fields.items() if value != found} if found is not None else data
        return cls(
            _key(found),
            text(pick(fields, "agent_id", "key_id", "id")),
            texts(pick(fields, "scopes", "permissions")),
            pick(fields, "quota", "quotas", "limits"),
            moment(pick(fields, "expires_at", "expires", "expiry")),
            number(pick(fields, "expires_in", "ttl")),
            raw,
        )


@dataclass(frozen=True)
class Claim:
    """The code that turns a provisional key into an account's own, and in how many seconds it is void."""

    code: str | None
    expires_in: float | None
    raw: object = field(repr=False)

    @classmethod
    def of(cls, data: object) -> Claim:
        fields = mapping(data)
        return cls(text(pick(fields, "claim_code", "code")), number(pick(fields, "expires_in", "ttl")), data)


@dataclass(frozen=True)
class Verdict:
    """Whether the platform takes a script; None where it does not say. `faults` are what it finds wrong."""

    valid: bool | None
    faults: tuple[ScriptFault, ...]
    raw: object = field(repr=False)

    @classmethod
    def of(cls, data: object) -> Verdict:
        fields = mapping(data)
        valid = pick(fields, "valid", "is_valid", "ok")
        found = [
            fault
            for name in ("errors", "error", "faults", "problems", "issues", "diagnostics", "message", "detail")
            if valid is not True or name not in ("message", "detail")
            for fault in _faults(pick(fields, name))
        ]
        unique = tuple(dict.fromkeys(found))
        if not isinstance(valid, bool):
            valid = None
        return cls(valid, unique, data)


@dataclass(frozen=True)
class ScriptFault:
    """What the platform finds wrong with a script: line and column count from 1, None where it names none."""

    message: str
    line: int | None = None
    column: int | None = None
    code: str = ""


@dataclass(frozen=True)
class Job:
    """A backtest under way. `status` is one of the five above where it means one of them, else the platform's word.

    `progress` is a share from 0 to 1. `message` says why it failed.
    """

    backtest_id: str | None
    status: str | None
    result_id: str | None
    progress: float | None
    message: str | None
    dashboard_url: str | None
    raw: object = field(repr=False)

    @classmethod
    def of(cls, data: object) -> Job:
        fields = mapping(data)
        if isinstance(data, str):  # a bare id
            fields = {"backtest_id": data}
        given = {name: value for name, value in fields.items() if value is not None}
        fields = {**mapping(pick(fields, "job", "backtest")), **given}
        result = mapping(pick(fields, "result"))
        status = text(pick(fields, "status", "state"))
        plain = status.strip().lower().replace("-", "_").replace(" ", "_") if status else None
        error = pick(fields, "message", "error_message", "reason", "error", "failure_reason")
        told = text(error) if isinstance(error, str) else text(pick(mapping(error), "message", "code"))
        return cls(
            text(pick(fields, "backtest_id", "job_id", "id")),
            _STATUS.get(plain, status) if plain else None,
            text(pick(fields, *_RESULT_ID)) or text(pick(result, *_RESULT_ID, "id")),
            _share(pick(fields, "progress", "progress_pct", "percent")),
            told,
            text(pick(fields, "dashboard_url", "dashboard")),
            data,
        )


@dataclass(frozen=True)
class Evaluation:
    """The value of an expression: a number, true or false, or several of them (by name, or one a bar)."""

    value: object
    symbol: str | None
    time: str | None
    raw: object = field(repr=False)

    @classmethod
    def of(cls, data: object) -> Evaluation:
        fields = mapping(data)
        bare = data if not isinstance(data, Mapping) else None
        value = pick(fields, "value", "result", "values", "output") if fields else bare
        when = moment(pick(fields, "timestamp", "time", "as_of", "date"))
        return cls(value, text(pick(fields, "symbol", "ticker")), when, data)


@dataclass(frozen=True)
class Scan:
    """The symbols for which a condition holds, of `scanned` in all; `details` has what is told of each."""

    matched: tuple[str, ...]
    scanned: int | None
    details: tuple[Mapping[str, object], ...]
    raw: object = field(repr=False)

    @classmethod
    def of(cls, data: object) -> Scan:
        fields = mapping(data)
        found = pick(fields, "matched", "matches", "symbols") if fields else data
        details = tuple(mapping(one) for one in _list(pick(fields, "details", "results")) if isinstance(one, Mapping))
        return cls(texts(found), count(pick(fields, "scanned_count", "scanned", "total")), details, data)


@dataclass(frozen=True)
class Ranked:
    """One place in a ranking."""

    rank: int | None
    symbol: str | None
    score: float | None
    price: float | None


@dataclass(frozen=True)
class Ranking:
    """Symbols by the value of an expression."""

    ranked: tuple[Ranked, ...]
    raw: object = field(repr=False)

    @classmethod
    def of(cls, data: object) -> Ranking:
        found = pick(mapping(data), "ranked", "ranking", "results", "items") if isinstance(data, Mapping) else data
        rows = []
        for place, one in enumerate(_list(found), 1):
            row = mapping(one)
            rank = count(pick(row, "rank", "position"))
            rows.append(
                Ranked(
                    place if rank is None else rank,
                    text(pick(row, "symbol", "ticker")) if row else text(one),
                    number(pick(row, "score", "value")),
                    number(pick(row, "price", "last_price", "close")),
                )
            )
        return cls(tuple(rows), data)


@dataclass(frozen=True)
class Published:
    """A strategy on the leaderboard; `strategy_id` takes it off again."""

    strategy_id: str | None
    url: str | None
    raw: object = field(repr=False)

    @classmethod
    def of(cls, data: object) -> Published:
        fields = mapping(data)
        fields = {
            **mapping(pick(fields, "strategy")),
            **{key: value for key, value in fields.items() if value is not None},
        }
        return cls(text(pick(fields, "strategy_id", "id", "arena_id")), text(pick(fields, "url", "link")), data)


def texts(value: object) -> tuple[str, ...]:
    """A list of texts, also one of objects that have a name, or a text with commas."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    found = [
        text(pick(mapping(one), "symbol", "ticker", "name", "id")) if isinstance(one, Mapping) else text(one)
        for one in _list(value)
    ]
    return tuple(one for one in found if one)


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else []


def _key(value: object) -> Key | None:
    if isinstance(value, Mapping):
        value = pick(mapping(value), "key", "value", "api_key", "token")
    try:
        return Key(value) if isinstance(value, str) else None
    except UsageError:
        return None


def _share(value: object) -> float | None:
    """A share from 0 to 1 of what may be one, or in percent."""
    found = number(value)
    if found is None or found < 0:
        return None
    return min(1.0, found if found <= 1 else found / 100)


def _faults(value: object) -> list[ScriptFault]:
    if isinstance(value, str):
        return [ScriptFault(value.strip())] if value.strip() else []
    if isinstance(value, list):
        return [fault for one in value if not isinstance(one, list) for fault in _faults(one)]
    fields = mapping(value)
    message = text(pick(fields, "message", "msg", "error", "detail", "description"))
    if message is None:
        return []
    place = mapping(pick(fields, "location", "position", "start", "range"))
    place = {**place, **mapping(pick(place, "start"))}
    place = {**place, **fields}
    line = _positive(pick(place, "line", "lineno", "line_number", "row"))
    column = _positive(pick(place, "column", "col", "col_offset", "character"))
    code = text(pick(fields, "code", "type")) or ""
    return [ScriptFault(message.strip(), line, column, code)]


def _positive(value: object) -> int | None:
    found = count(value)
    return found if found is not None and found > 0 else None
