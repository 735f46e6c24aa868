"""One request and its answer: time limits, what is asked again and what never is, and where the key may go."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from time import monotonic

import httpx

from signal_dsl._version import __version__
from signal_dsl.heytraders.address import Address, origin
from signal_dsl.heytraders.answers import Answer, Refusal, read
from signal_dsl.heytraders.errors import (
    ApiKeyError,
    HeyTradersError,
    ProtocolError,
    QuotaError,
    RateError,
    UnavailableError,
    UnknownOutcomeError,
)
from signal_dsl.heytraders.logs import hide
from signal_dsl.heytraders.refusals import refused
from signal_dsl.heytraders.secret import Key
from signal_dsl.heytraders.waiting import Patience, Pause, in_words

AUTHORIZATION = "Authorization"
JSON = "application/json"
TIMEOUT = 30.0  # seconds
_CONNECTING = 10.0  # seconds
_LARGEST = 200_000_000  # bytes of an answer, unpacked; a year of minutes in ten tickers has half of it
_MOST_REDIRECTS = 5
_GOT_NOWHERE = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
GET_A_KEY = "`signal-dsl register` makes one, `signal-dsl login` stores one that you have; `--sandbox` needs none."
_REDIRECTS = (301, 302, 303, 307, 308)
_KEEPING_THE_METHOD = (307, 308)


@dataclass(frozen=True)
class Call:
    """A request. `effect` is what it does on the platform, in words, None for a mere question.

    With `open_to_all` it needs no key, and none is sent.
    """

    method: str
    path: str
    query: Mapping[str, str | int | float] | None = None
    body: Mapping[str, object] | None = None
    effect: str | None = None
    open_to_all: bool = False
    accept: str = JSON

    @property
    def can_be_repeated(self) -> bool:
        """Whether it may be sent again although it may have arrived."""
        return self.method == "GET"


class Transport:
    """Sends requests over connections that are kept. `key` goes in the header `header`, to `address` alone.

    `timeout` is in seconds: for each sign of life, and ten times that for a whole answer.
    """

    def __init__(
        self,
        address: Address,
        key: Key | None,
        *,
        header: str = AUTHORIZATION,
        timeout: float = TIMEOUT,
        patience: Patience | None = None,
        pause: Pause | None = None,
    ) -> None:
        self.address = address
        self.key = key
        self.patience = patience or Patience()
        self.pause = pause or Pause()
        if key is not None:
            hide(key)
        self._header = header
        self._timeout = timeout
        self._http = httpx.Client(
            timeout=httpx.Timeout(timeout, connect=min(timeout, _CONNECTING)),
            limits=httpx.Limits(max_connections=8, max_keepalive_connections=8, keepalive_expiry=30),
            headers={"User-Agent": f"signal-dsl/{__version__}"},
            follow_redirects=False,
            trust_env=not address.is_local,  # a proxy cannot reach what is on this machine
        )

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def request(self, call: Call) -> object:
        """The data that the platform answers with. Raises a child of HeyTradersError."""
        if self.key is None and not call.open_to_all and not self.address.is_local:
            raise ApiKeyError(f"There is no API key for {self.address.origin}.", GET_A_KEY)
        for attempt in range(1, self.patience.attempts + 1):
            failure, again, asked = self._attempt(call)
            if not isinstance(failure, HeyTradersError):
                return failure
            wait = self.patience.before(attempt + 1, asked) if again else None
            if wait is None or not self.pause(wait, _why(failure)):
                raise failure from None
        raise AssertionError("the last attempt is not followed by a wait")

    def _attempt(self, call: Call) -> tuple[object, bool, float | None]:
        """Send it once: the data, or the error, whether it may be sent again, and after how many seconds."""
        try:
            answer = self._send(call)
        except HeyTradersError as error:
            return error, False, None
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, OSError, ValueError) as error:
            got_nowhere = isinstance(error, _GOT_NOWHERE)
            return self._lost(call, error, got_nowhere), got_nowhere or call.can_be_repeated, None
        overloaded = answer.status >= 500 or answer.status == 408
        try:
            as_text = call.accept != JSON and call.accept == answer.kind and answer.status == 200
            data = answer.text if as_text else read(answer)
        except ProtocolError as error:
            if call.effect and (overloaded or answer.status < 300):
                return self._unknown(call, error.message), False, None
            if not overloaded:
                return error, False, None
            told = f"The platform is out of order: {error.message.removeprefix('The platform sends ')}"
            failure = UnavailableError(told, "Try again later.", status=answer.status)
            return failure, call.can_be_repeated, answer.retry_after
        if not isinstance(data, Refusal):
            return data, False, None
        refusal = refused(data, answer.status, answer.retry_after)
        if call.effect and overloaded and not data.code:  # the words of somebody on the way
            return self._unknown(call, refusal.message), False, None
        if isinstance(refusal, RateError) or (answer.status == 429 and not isinstance(refusal, QuotaError)):
            return refusal, True, answer.retry_after
        return refusal, overloaded and call.can_be_repeated, answer.retry_after

    def _send(self, call: Call) -> Answer:
        """The answer, redirections within the origin followed. Raises ProtocolError for all others, and httpx's."""
        url = httpx.URL(self.address.url + call.path, params=dict(call.query) if call.query else None)
        for _ in range(_MOST_REDIRECTS + 1):
            request = self._http.build_request(
                call.method, url, json=call.body if call.method != "GET" else None, headers={"Accept": call.accept}
            )
            auth = None if call.open_to_all or self.key is None else _Auth(self.key, self._header)
            response = self._http.send(request, auth=auth, stream=True)
            try:
                if response.status_code not in _REDIRECTS or "location" not in response.headers:
                    headers = {name.lower(): self._hidden(value) for name, value in response.headers.items()}
                    return Answer(response.status_code, headers, self._hidden(self._text(response)))
                url = self._redirected(call, url, response)
            finally:
                response.close()
        raise ProtocolError("The platform redirects in a circle.", "Check `HEYTRADERS_API_URL`.")

    def _redirected(self, call: Call, url: httpx.URL, response: httpx.Response) -> httpx.URL:
        target = url.join(response.headers["location"])
        there = origin(target.scheme, target.host, target.port)
        if there != self.address.origin:
            told = f"The platform redirects to {there}, where the API key does not belong; nothing was sent there."
            raise ProtocolError(told, "If the API has moved, set `HEYTRADERS_API_URL`, and log in there.")
        if call.method != "GET" and response.status_code not in _KEEPING_THE_METHOD:
            told = f"The platform redirects a {call.method} to `{target.path}`, which is no answer."
            raise ProtocolError(told, "Check `HEYTRADERS_API_URL`.", status=response.status_code)
        return target

    def _text(self, response: httpx.Response) -> str:
        """The body. Raises TimeoutException where it drips in, and ProtocolError where it does not end."""
        latest = monotonic() + 10 * self._timeout
        content = bytearray()
        for chunk in response.iter_bytes():
            content += chunk
            if len(content) > _LARGEST:
                raise ProtocolError(f"The answer is larger than {_LARGEST // 1_000_000} MB.", "Ask for less.")
            if monotonic() > latest:
                raise httpx.ReadTimeout("the answer drips in", request=response.request)
        return content.decode("utf-8", "replace")

    def _hidden(self, text: str) -> str:
        return text if self.key is None else self.key.hidden_in(text)

    def _lost(self, call: Call, error: Exception, got_nowhere: bool) -> HeyTradersError:
        why = self._reason(error)
        where = self.address.origin
        if got_nowhere:
            return UnavailableError(f"{where} cannot be reached: {why}.", "Check the network, and try again.")
        if call.effect:
            return self._unknown(call, f"There is no answer from {where}: {why}.")
        return UnavailableError(f"There is no answer from {where}: {why}.", "Nothing is lost; try again.")

    def _unknown(self, call: Call, message: str) -> UnknownOutcomeError:
        told = f"{message.rstrip('.')}, so nobody knows whether the platform did {call.effect}; it was not asked again."
        return UnknownOutcomeError(
            told, "Look at the platform's dashboard before you ask again, since that may do it twice."
        )

    def _reason(self, error: Exception) -> str:
        """What went wrong, in a few words."""
        causes: list[BaseException] = [error]
        while (cause := causes[-1].__cause__ or causes[-1].__context__) and len(causes) < 10:
            causes.append(cause)
        for one in causes:
            if isinstance(one, socket.gaierror):
                return "its name is not known"
            if isinstance(one, ssl.SSLError):
                why = getattr(one, "verify_message", "") or one.reason or "TLS"
                return f"the connection is not safe ({why.lower()})"
        if isinstance(error, httpx.PoolTimeout):
            return "too many requests are under way"
        if isinstance(error, httpx.TimeoutException):
            return f"nothing came within {in_words(self._timeout)}"
        for one in causes:
            if isinstance(one, OSError) and one.strerror:
                return self._hidden(one.strerror.lower())
        if isinstance(error, httpx.DecodingError):
            return "it cannot be unpacked"
        if isinstance(error, httpx.RemoteProtocolError | httpx.ReadError | httpx.WriteError):
            return "the connection broke off"
        return self._hidden(" ".join(str(error).split())[:100].rstrip(".") or type(error).__name__)


class _Auth(httpx.Auth):
    """Puts the key into a request when it is sent, and into nothing that is kept."""

    def __init__(self, key: Key, header: str) -> None:
        self._key = key
        self._header = header

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        bearer = self._header.lower() == AUTHORIZATION.lower()
        request.headers[self._header] = f"Bearer {self._key.reveal()}" if bearer else self._key.reveal()
        yield request


def _why(error: HeyTradersError) -> str:
    return error.message
