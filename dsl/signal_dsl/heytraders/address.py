"""Where the platform is: its base URL, and which part of it a key is bound to."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from signal_dsl.errors import UsageError

DEFAULT_URL = "https://hey-traders.com/api/v1"
_PORTS = {"https": 443, "http": 80}


class Address:
    """The base URL of the API. Raises UsageError where `url` is none that a key may be sent to.

    `url` has no slash at its end. `origin` is scheme, host and port, as browsers mean it: a key belongs to one origin.
    """

    def __init__(self, url: str) -> None:
        remedy = f"It looks like `{DEFAULT_URL}`."
        try:
            parts = urlsplit(url.strip())
            port = parts.port
            host = (parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else ""
        except ValueError:
            raise UsageError("The address of the API cannot be understood.", remedy) from None
        if parts.scheme not in _PORTS or not host or parts.query or parts.fragment:
            raise UsageError("The address of the API must be a web address without `?` and `#`.", remedy)
        if parts.username is not None or parts.password is not None:
            raise UsageError("The address of the API must not hold a name or password.", remedy)
        self.host = host
        self.is_local = _is_loopback(host)
        if parts.scheme == "http" and not self.is_local:
            told = f"The API at {host} would be spoken to in the clear, so everybody on the way could read the key."
            raise UsageError(told, "Use an address that begins with `https://`.")
        self.origin = origin(parts.scheme, host, port)
        self.url = self.origin + parts.path.rstrip("/")

    @property
    def dashboard_url(self) -> str:
        """The platform's pages for people."""
        return f"{self.origin}/dashboard"

    def __repr__(self) -> str:
        return f"Address({self.url!r})"


def origin(scheme: str, host: str, port: int | None) -> str:
    """Scheme, host and port in one form: in lower case, without the port that goes without saying."""
    shown = f"[{host.lower()}]" if ":" in host else host.lower()
    return f"{scheme}://{shown}" + (f":{port}" if port not in (None, _PORTS.get(scheme)) else "")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
