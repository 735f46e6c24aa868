"""API keys: who may ask, how often, and for how many backtests."""

from __future__ import annotations

import secrets
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from threading import Lock

from signal_dsl.sandbox.server.envelope import (
    EXPIRED_API_KEY,
    INVALID_API_KEY,
    QUOTA_EXCEEDED,
    RATE_LIMITED,
    REGISTRATION_LIMIT,
    ApiError,
    Data,
    invalid,
)

Clock = Callable[[], float]

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
CLAIM_LASTS = 1800
# What a key that was registered and not claimed yet is worth: backtests in an hour and in a day, and its own life.
PROVISIONAL = {"backtests_per_hour": 10, "backtests_per_day": 30, "expires_in": _DAY}
_REGISTRATIONS_AN_HOUR = 5
_MOST_CALLERS = 10_000
_MOST_KEYS = 10_000
_CODE = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
SCOPES = ("meta", "market", "backtest", "arena")


class Window:
    """How often something happened within the last `seconds`."""

    def __init__(self, seconds: int, most: int) -> None:
        self.seconds = seconds
        self.most = most
        self._moments: deque[float] = deque()

    def used(self, now: float) -> int:
        while self._moments and self._moments[0] <= now - self.seconds:
            self._moments.popleft()
        return len(self._moments)

    def wait(self, now: float) -> int:
        """Seconds until it may happen again; 0 where it may at once."""
        if self.used(now) < self.most:
            return 0
        return max(1, ceil(self._moments[0] + self.seconds - now))

    def add(self, now: float) -> None:
        self._moments.append(now)


@dataclass(eq=False)
class Key:
    """A key, and what it was used for. A `provisional` one has quotas and an end until it is claimed."""

    text: str
    id: str
    name: str
    created: float
    provisional: bool
    claims: dict[str, float] = field(default_factory=dict)
    hour: Window = field(default_factory=lambda: Window(_HOUR, PROVISIONAL["backtests_per_hour"]))
    day: Window = field(default_factory=lambda: Window(_DAY, PROVISIONAL["backtests_per_day"]))

    def has_expired(self, now: float) -> bool:
        return self.provisional and now >= self.created + PROVISIONAL["expires_in"]


class Keys:
    """All keys. `own` is one without quotas; `limited` whether registered keys have the platform's quotas."""

    def __init__(self, own: str, clock: Clock, *, limited: bool, requests_a_minute: int) -> None:
        self.own = Key(own, "k_sandbox", "sandbox", clock(), False)
        self._keys = OrderedDict({own: self.own})
        self._clock = clock
        self._limited = limited
        self._most = requests_a_minute
        self._callers: OrderedDict[str, Window] = OrderedDict()
        self._registrations: OrderedDict[str, Window] = OrderedDict()
        self._lock = Lock()

    def admit(self, caller: str) -> None:
        """Count a request. Raises ApiError (RATE_LIMITED) where there were too many in the last minute."""
        if not self._most:
            return
        now = self._clock()
        with self._lock:
            window = _of(self._callers, caller, _MINUTE, self._most)
            if wait := window.wait(now):
                message = f"There were {self._most} requests in the last minute, which is the limit."
                raise ApiError(RATE_LIMITED, message, f"Wait {wait} s.", retry_after=wait)
            window.add(now)

    def check(self, text: str | None) -> Key:
        """The key with this text. Raises ApiError."""
        if not text:
            message = "This needs an API key."
            raise ApiError(INVALID_API_KEY, message, "Send `Authorization: Bearer KEY`.")
        key = self._keys.get(text)
        if key is None:
            remedy = "The sandbox has keys of its own: the one that it was started with, or one of `/meta/register`."
            raise ApiError(INVALID_API_KEY, "The API key is not known.", remedy)
        if key.has_expired(self._clock()):
            message = "The API key has expired: it was not claimed within 24 hours."
            raise ApiError(EXPIRED_API_KEY, message, "Register again.")
        return key

    def register(self, name: object, description: object, address: str) -> Key:
        """A new key. Raises ApiError."""
        if not isinstance(name, str) or not 1 <= len(name.strip()) <= 50:
            raise invalid("`display_name` is a text of 1 to 50 characters.")
        if description is not None and (not isinstance(description, str) or len(description) > 500):
            raise invalid("`description` is a text of at most 500 characters.")
        now = self._clock()
        with self._lock:
            if self._limited:
                window = _of(self._registrations, address, _HOUR, _REGISTRATIONS_AN_HOUR)
                if wait := window.wait(now):
                    message = f"There were {_REGISTRATIONS_AN_HOUR} registrations in the last hour, which is the limit."
                    raise ApiError(REGISTRATION_LIMIT, message, f"Wait {wait} s.", retry_after=wait)
                window.add(now)
            key = Key(f"ht_sandbox_{secrets.token_hex(16)}", f"k_{secrets.token_hex(6)}", name, now, self._limited)
            self._keys[key.text] = key
            while len(self._keys) > _MOST_KEYS:  # the oldest but the sandbox's own
                del self._keys[next(text for text in self._keys if text != self.own.text)]
        return key

    def claim_code(self, key: Key) -> str:
        """A code by which the key can be claimed for half an hour."""
        code = "".join(secrets.choice(_CODE) for _ in range(6))
        now = self._clock()
        key.claims = {code: now + CLAIM_LASTS}
        return code

    def claim(self, code: str) -> Key | None:
        """Make the key that this code is for a lasting one; None where the code is for none."""
        now = self._clock()
        for key in list(self._keys.values()):
            if key.claims.get(code, 0) > now:
                key.provisional = False
                key.claims = {}
                return key
        return None

    def spend(self, key: Key) -> None:
        """Count a backtest. Raises ApiError (QUOTA_EXCEEDED) where the key has none left."""
        if not key.provisional:
            return
        now = self._clock()
        with self._lock:
            for window, span, each in ((key.hour, "hour", "an hour"), (key.day, "day", "a day")):
                if wait := window.wait(now):
                    message = f"A provisional key has {window.most} backtests {each}."
                    details = {"window": span, "limit": window.most, "used": window.used(now), "resets_in": wait}
                    remedy = "Wait, or claim the key (`POST /meta/request-claim`)."
                    raise ApiError(QUOTA_EXCEEDED, message, remedy, details=details, retry_after=wait)
            key.hour.add(now)
            key.day.add(now)

    def quota(self, key: Key) -> Data:
        """What is left of a key's quota; null stands for no limit."""
        now = self._clock()
        found: Data = {"provisional": key.provisional}
        for span, window in (("hour", key.hour), ("day", key.day)):
            limit = window.most if key.provisional else None
            left = max(0, window.most - window.used(now)) if key.provisional else None
            found |= {f"backtests_per_{span}": limit, f"backtests_left_this_{span}": left}
        expires = key.created + PROVISIONAL["expires_in"] - now
        return {**found, "expires_in": max(0, int(expires)) if key.provisional else None}


def _of(windows: OrderedDict[str, Window], who: str, seconds: int, most: int) -> Window:
    """The window of a caller; those who have not called for longest are forgotten where there are too many."""
    window = windows.pop(who, None) or Window(seconds, most)
    windows[who] = window
    while len(windows) > _MOST_CALLERS:
        windows.popitem(last=False)
    return window
