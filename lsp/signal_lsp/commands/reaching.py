"""What the commands share that reach the platform: the settings behind them, taken down while the main loop waits."""

from __future__ import annotations

from contextlib import contextmanager

from signal_dsl.errors import UsageError
from signal_dsl.settings import ApiSettings
from signal_lsp.platform import with_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.heytraders.access import Access
    from signal_dsl.heytraders.client import Client
    from signal_dsl.heytraders.secret import Key
    from signal_lsp.server import Server
    from signal_lsp.tasks import Task


class Reach:
    """The way to the platform for a document, or for none where `uri` is empty."""

    def __init__(self, ls: Server, uri: str = "") -> None:
        self._platform = ls.platform
        self._preferences = ls.folders.preferences(uri)
        self._api = ApiSettings()
        if self._preferences.trusted:
            place = ls.folders.place(uri)
            config = ls.folders.by_place(uri).config(place) if place else None
            self._api = config.api if config is not None else ApiSettings()

    @property
    def simulated(self) -> bool:
        """Whether it leads to a sandbox."""
        return self._preferences.sandbox

    def refuse_sandbox(self) -> None:
        """Raise `UsageError` where runs go to a sandbox: nobody signs in there."""
        if self.simulated and self._preferences.trusted:
            raise UsageError("Runs go to the sandbox, which needs no key.", "Choose the platform first.")

    def access(self) -> Access:
        """Address and key. Raises `SignalDslError`."""
        return self._platform.access(self._api, self._preferences)

    @contextmanager
    def client(self, task: Task, key: Key | None = None) -> Iterator[Client]:
        """A client that ends its waiting when the task is cancelled; `key` is tried. Raises `SignalDslError`."""
        from signal_dsl.heytraders.waiting import Pause, in_words

        def tell(seconds: float, why: str) -> None:
            task.report(f"{why} Asking again in {in_words(seconds)}.")

        access = self.access() if key is None else with_key(self.access(), key)
        with access.client(Pause(tell, task.cancelled)) as client:
            yield client
