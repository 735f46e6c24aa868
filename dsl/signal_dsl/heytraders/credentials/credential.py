"""A key, with what was said of it when it was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from signal_dsl.errors import UsageError
from signal_dsl.heytraders.secret import Key


@dataclass(frozen=True)
class Credential:
    """A key. `name` is the agent's, `expires` when an unclaimed key dies; all but the key may be unknown."""

    key: Key
    name: str | None = None
    agent_id: str | None = None
    scopes: tuple[str, ...] = ()
    expires: str | None = None

    @property
    def seconds_left(self) -> float | None:
        """Until the key dies, if it is not claimed; None where that is not known."""
        if self.expires is None:
            return None
        try:
            return datetime.fromisoformat(self.expires).timestamp() - datetime.now(UTC).timestamp()
        except ValueError:
            return None

    def to_json(self) -> dict[str, object]:
        """For where keys are kept, and nowhere else: it holds the key."""
        return {
            "key": self.key.reveal(),
            "name": self.name,
            "agent_id": self.agent_id,
            "scopes": list(self.scopes),
            "expires": self.expires,
        }

    @classmethod
    def of(cls, data: object) -> Credential | None:
        """What `to_json` gave; None where it is something else."""
        if not isinstance(data, Mapping) or not isinstance(data.get("key"), str):
            return None
        texts = {name: data.get(name) for name in ("name", "agent_id", "expires")}
        scopes = data.get("scopes")
        try:
            return cls(
                Key(data["key"]),
                scopes=tuple(one for one in scopes if isinstance(one, str)) if isinstance(scopes, list) else (),
                **{name: text for name, text in texts.items() if isinstance(text, str)},
            )
        except UsageError:
            return None
