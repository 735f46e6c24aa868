"""Agents: their keys, and what they publish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from signal_dsl.errors import UsageError
from signal_dsl.heytraders.document.values import mapping, moment, number, pick, text
from signal_dsl.heytraders.models.lists import texts
from signal_dsl.heytraders.secret import Key


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


def _key(value: object) -> Key | None:
    if isinstance(value, Mapping):
        value = pick(mapping(value), "key", "value", "api_key", "token")
    try:
        return Key(value) if isinstance(value, str) else None
    except UsageError:
        return None
