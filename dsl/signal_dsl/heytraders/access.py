"""Which address is spoken to, and with which key: from the environment, the project's settings, and what is stored."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from signal_dsl.errors import SettingsError, UsageError
from signal_dsl.heytraders import credentials
from signal_dsl.heytraders.address import DEFAULT_URL, Address
from signal_dsl.heytraders.client import Client
from signal_dsl.heytraders.credentials import Credential
from signal_dsl.heytraders.errors import ApiKeyError
from signal_dsl.heytraders.exchange import AUTHORIZATION, TIMEOUT
from signal_dsl.heytraders.secret import Key
from signal_dsl.heytraders.transport import GET_A_KEY
from signal_dsl.heytraders.waiting import Pause
from signal_dsl.settings.model import ApiSettings

KEY_VARIABLE = "HEYTRADERS_API_KEY"
URL_VARIABLE = "HEYTRADERS_API_URL"


@dataclass(frozen=True)
class Access:
    """An address, and the key for it, if there is one. `source` says where the key comes from, `header` carries it.

    `timeout` is in seconds.
    """

    address: Address
    credential: Credential | None
    source: str
    header: str = AUTHORIZATION
    timeout: float = TIMEOUT

    @property
    def claim_url(self) -> str:
        """Where a person enters the code that makes a key an account's own."""
        return f"{self.address.dashboard_url}/claim"

    def required(self) -> Credential:
        """The key that there has to be. Raises ApiKeyError where there is none."""
        if self.credential is None:
            raise ApiKeyError(f"There is no API key for {self.address.origin}.", GET_A_KEY)
        return self.credential

    def client(self, pause: Pause | None = None) -> Client:
        """A client for it."""
        key = self.credential.key if self.credential is not None else None
        return Client(self.address, key, auth_header=self.header, timeout=self.timeout, pause=pause)


def access(api: ApiSettings | None = None, environ: Mapping[str, str] = os.environ) -> Access:
    """How the platform is reached. `api` are a project's settings.

    The address is that of the environment, else the project's, else the public one. A key goes only where it belongs,
    see `credentials`. Raises UsageError where an address or the environment's key is none, SettingsError where the
    project's address is none, and StorageError.
    """
    api = api or ApiSettings()
    own, address = own_address(environ), target(api, environ)
    header, timeout = api.auth_header or AUTHORIZATION, api.timeout or TIMEOUT
    given = environ.get(KEY_VARIABLE, "").strip()
    if given and address.origin == own.origin:
        return Access(address, Credential(_given(given)), f"the variable {KEY_VARIABLE}", header, timeout)
    found = credentials.stored(address.origin)
    if found is None:
        return Access(address, None, "", header, timeout)
    return Access(address, found[0], found[1], header, timeout)


def target(api: ApiSettings, environ: Mapping[str, str] = os.environ) -> Address:
    """The address that is spoken to; no key is looked for. Raises as `access` does."""
    if api.url is None or environ.get(URL_VARIABLE, "").strip():
        return own_address(environ)
    try:
        return Address(api.url)
    except UsageError as error:
        raise SettingsError(f"`url` of the project's table `[api]`: {error.message}", error.remedy) from None


def own_address(environ: Mapping[str, str] = os.environ) -> Address:
    """The address that the user has chosen, which no project can change: the environment's, else the public one.

    Raises UsageError where the environment's is none.
    """
    try:
        return Address(environ.get(URL_VARIABLE, "").strip() or DEFAULT_URL)
    except UsageError as error:
        raise UsageError(f"`{URL_VARIABLE}`: {error.message}", error.remedy) from None


def _given(text: str) -> Key:
    try:
        return Key(text)
    except UsageError as error:
        raise UsageError(f"`{KEY_VARIABLE}`: {error.message}", error.remedy) from None
