"""`Client`: the platform's API, typed."""

from __future__ import annotations

from signal_dsl.heytraders.address import Address
from signal_dsl.heytraders.endpoints.arena import Arena
from signal_dsl.heytraders.endpoints.backtest import Backtests
from signal_dsl.heytraders.endpoints.docs import Docs
from signal_dsl.heytraders.endpoints.market import Market
from signal_dsl.heytraders.endpoints.meta import Meta
from signal_dsl.heytraders.exchange import AUTHORIZATION, TIMEOUT
from signal_dsl.heytraders.secret import Key
from signal_dsl.heytraders.transport import Transport
from signal_dsl.heytraders.waiting import Patience, Pause


class Client:
    """The API at one address, with one key or none. A context manager: connections are kept until it is closed.

    `auth_header` carries the key, `timeout` is in seconds, `patience` says how often a question is repeated, and
    `pause` how it is waited in between. Every method raises children of HeyTradersError for what goes wrong on the
    way or over there, and UsageError for what the platform would refuse for certain; nothing else. It may be used from
    several threads.
    """

    def __init__(
        self,
        address: Address | str,
        key: Key | None = None,
        *,
        auth_header: str = AUTHORIZATION,
        timeout: float = TIMEOUT,
        patience: Patience | None = None,
        pause: Pause | None = None,
    ) -> None:
        self.address = Address(address) if isinstance(address, str) else address
        self._transport = Transport(
            self.address, key, header=auth_header, timeout=timeout, patience=patience, pause=pause
        )
        self.meta = Meta(self._transport)
        self.market = Market(self._transport)
        self.backtest = Backtests(self._transport)
        self.arena = Arena(self._transport)
        self.docs = Docs(self._transport)

    @property
    def pause(self) -> Pause:
        """How this client waits."""
        return self._transport.pause

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
