"""One exchange over HTTP: a request that goes out with the key, and the answer as it comes in. All of httpx is here."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from time import monotonic

import httpx

from signal_dsl._version import __version__
from signal_dsl.heytraders.address import Address, origin
from signal_dsl.heytraders.answers import Answer
from signal_dsl.heytraders.errors import ProtocolError, UnavailableError
from signal_dsl.heytraders.logs import hide
from signal_dsl.heytraders.secret import Key
from signal_dsl.heytraders.waiting import in_words

AUTHORIZATION = "Authorization"
JSON = "application/json"
TIMEOUT = 30.0  # seconds
_CONNECTING = 10.0  # seconds
_LARGEST = 200_000_000  # bytes of an answer, unpacked; a year of minutes in ten tickers has half of it
_MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_KEEPING_THE_METHOD = (307, 308)
_GOT_NOWHERE = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


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


class LostError(Exception):
    """There is no answer, and `why` in a few words. `sent`: the request may have arrived all the same."""

    def __init__(self, why: str, *, sent: bool) -> None:
        super().__init__(why)
        self.why = why
        self.sent = sent


class Exchange:
    """Sends requests over connections that are kept. `key` goes in the header `header`, to `address` alone.

    `timeout` is in seconds: for each sign of life, and ten times that for a whole answer. Raises UnavailableError where
    proxies or certificates that the environment names are none.
    """

    def __init__(self, address: Address, key: Key | None, header: str, timeout: float) -> None:
        if key is not None:
            hide(key)
        self._address = address
        self._key = key
        self._header = header
        self._timeout = timeout
        try:
            self._http = httpx.Client(
                timeout=httpx.Timeout(timeout, connect=min(timeout, _CONNECTING)),
                limits=httpx.Limits(max_connections=8, max_keepalive_connections=8, keepalive_expiry=30),
                headers={"User-Agent": f"signal-dsl/{__version__}"},
                follow_redirects=False,
                trust_env=not address.is_local,  # a proxy cannot reach what is on this machine
            )
        except (httpx.InvalidURL, ImportError, OSError, ValueError) as error:
            told = f"The connection to {address.origin} cannot be set up: {' '.join(str(error).split()).rstrip('.')}."
            remedy = "Mend the variables that name a proxy or certificates (HTTPS_PROXY, ALL_PROXY, SSL_CERT_FILE)."
            raise UnavailableError(told, remedy) from None

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def send(self, call: Call) -> Answer:
        """The answer; redirections within the origin are followed.

        Raises LostError where there is none, and ProtocolError for other redirections and for one that is too large.
        """
        try:
            return self._answer(call)
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, OSError, ValueError) as error:
            raise LostError(self._reason(error), sent=not isinstance(error, _GOT_NOWHERE)) from None

    def _answer(self, call: Call) -> Answer:
        url = httpx.URL(self._address.url + call.path, params=dict(call.query) if call.query else None)
        for _ in range(_MOST_REDIRECTS + 1):
            request = self._http.build_request(
                call.method, url, json=call.body if call.method != "GET" else None, headers={"Accept": call.accept}
            )
            auth = None if call.open_to_all or self._key is None else _Auth(self._key, self._header)
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
        if there != self._address.origin:
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
                told = f"The answer is larger than {_LARGEST // 1_000_000} MB."
                raise ProtocolError(told, "Ask for less.", status=response.status_code)
            if monotonic() > latest:
                raise httpx.ReadTimeout("the answer drips in", request=response.request)
        return content.decode("utf-8", "replace")

    def _hidden(self, text: str) -> str:
        return text if self._key is None else self._key.hidden_in(text)

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
