"""Where runs go, and with which key: the platform, or a sandbox on this machine that lives as long as the server.

The sandbox ends when its standard input does. The server alone holds the other end of that pipe, and the system closes
it for whoever is killed.
"""

from __future__ import annotations

import atexit
import subprocess
import sys
import threading
from dataclasses import replace

from signal_dsl.errors import SignalDslError, UsageError
from signal_dsl.settings import ApiSettings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.heytraders.access import Access
    from signal_dsl.heytraders.credentials import Credential
    from signal_dsl.heytraders.secret import Key
    from signal_lsp.preferences import Preferences

_READY = "Sandbox ready: "
# What the sandbox takes as a key. It is no secret: the sandbox listens on this machine alone.
_KEY = "sandbox-of-the-editor"


class Platform:
    """Gives access to the platform. Used by the threads that run commands, several at a time.

    The key that a person gave in the editor is kept here, in memory, for the address that it was given for.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._keys: dict[str, Key] = {}
        self._sandbox: subprocess.Popen[str] | None = None
        self._sandbox_url = ""

    def access(self, api: ApiSettings, preferences: Preferences) -> Access:
        """How the platform is reached with these settings. Raises `SignalDslError`.

        In a folder that is not trusted nothing is reached, and its configuration does not say where the platform is.
        """
        from signal_dsl.heytraders.access import access

        if not preferences.trusted:
            raise UsageError("This folder is not trusted, so nothing is sent from here.", "Trust it first.")
        if preferences.sandbox:
            return self._of_sandbox()
        if preferences.api_url:
            api = ApiSettings(preferences.api_url, api.auth_header, api.timeout)
        found = access(api)
        key = self._keys.get(found.address.origin)
        return found if key is None else with_key(found, key)

    def sign_in(self, origin: str, key: Key) -> None:
        """Keep a key for an origin; it is sent to no other."""
        self._keys[origin] = key

    def sign_out(self) -> None:
        """Forget every key."""
        self._keys.clear()

    def close(self) -> None:
        """End the sandbox, if one runs."""
        if self._sandbox is not None:
            self._sandbox.terminate()
            self._sandbox = None

    def _of_sandbox(self) -> Access:
        from signal_dsl.heytraders.access import Access
        from signal_dsl.heytraders.address import Address
        from signal_dsl.heytraders.secret import Key

        with self._lock:
            if self._sandbox is None or self._sandbox.poll() is not None:
                self._sandbox_url = self._start()
        return Access(Address(self._sandbox_url), _credential(Key(_KEY)), "the sandbox")

    def _start(self) -> str:
        """Start a sandbox: in a process of its own, so that typing does not wait for what it computes."""
        from signal_dsl.sandbox import ready

        try:
            ready()
        except UsageError as error:  # a person does not see which Python this is
            remedy = f'Run `"{sys.executable}" -m pip install "signal-dsl[sandbox]"`.'
            raise UsageError(error.message, remedy) from None
        command = [sys.executable, "-m", "signal_dsl", "sandbox", "--quiet", "--key", _KEY, "--no-quota", "--until-eof"]
        sandbox = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert sandbox.stdout is not None
        line = sandbox.stdout.readline()
        if not line.startswith(_READY):
            _, told = sandbox.communicate()
            said = told.strip().removeprefix("signal-dsl: error: ") or "It gave no reason."
            raise SignalDslError(f"The sandbox did not start. {said}")
        self._sandbox = sandbox
        atexit.register(self.close)
        return line.removeprefix(_READY).strip()


def with_key(access: Access, key: Key) -> Access:
    """The same address, with a key that a person gave in the editor."""
    return replace(access, credential=_credential(key), source="the editor")


def _credential(key: Key) -> Credential:
    from signal_dsl.heytraders.credentials import Credential

    return Credential(key)
