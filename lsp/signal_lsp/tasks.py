"""Work that takes its time: it is done in a thread of its own, tells how far it is, and can be ended."""

from __future__ import annotations

import asyncio
import logging
import threading
from uuid import uuid4

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from signal_dsl.errors import SignalDslError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from signal_lsp.server import Server

    Json = dict[str, Any]
    Work = Callable[["Task"], Json]

logger = logging.getLogger(__name__)

REQUEST_FAILED = -32803


class Task:
    """One piece of work. `cancelled` is set when it is to end; `subject` says what of, for the command `cancel`."""

    def __init__(self, tell: Callable[[str, int | None], None], subject: str = "") -> None:
        self._tell = tell
        self.subject = subject
        self.cancelled = threading.Event()

    def report(self, message: str, percentage: int | None = None) -> None:
        """Say how far it is; from any thread."""
        self._tell(message, percentage)


class Tasks:
    """The work in progress."""

    def __init__(self, ls: Server) -> None:
        self._ls = ls
        self._running: dict[types.ProgressToken, Task] = {}

    def __iter__(self) -> Any:
        return iter(list(self._running.values()))

    def cancel_token(self, token: types.ProgressToken) -> None:
        """End the work that shows its progress under a token."""
        if (task := self._running.get(token)) is not None:
            task.cancelled.set()

    async def run(self, title: str | None, work: Work, token: types.ProgressToken | None, subject: str = "") -> Json:
        """Do the work in a thread, and give what it gives. Raises `JsonRpcException` with a sentence.

        Progress has the title, or is not shown where that is None.
        """
        loop = asyncio.get_running_loop()
        progress = _Progress(self._ls, token, title)
        task = Task(lambda *told: _from_thread(loop, progress.report, *told), subject)
        self._running[progress.token] = task
        done: asyncio.Future[Json] = loop.create_future()

        def in_thread() -> None:
            try:
                result = work(task)
            except Exception as error:
                _from_thread(loop, _fail, done, error)
            else:
                _from_thread(loop, _succeed, done, result)

        progress.begin()
        threading.Thread(target=in_thread, name=subject, daemon=True).start()
        try:
            return await done
        except asyncio.CancelledError:
            task.cancelled.set()
            raise
        finally:
            del self._running[progress.token]
            progress.end()


class _Progress:
    """Progress under the client's token, or one of our own where the client knows such; else it is told nowhere."""

    def __init__(self, ls: Server, token: types.ProgressToken | None, title: str | None) -> None:
        self._ls = ls
        self.token = token if token is not None else str(uuid4())
        self._title = title or ""
        self._shown = token is not None
        self._ours = token is None and title is not None and ls.client.can("window", "workDoneProgress")
        self._over = False
        self._percentage = 0

    def begin(self) -> None:
        begin = types.WorkDoneProgressBegin(self._title, cancellable=True)

        def created(answer: Any) -> None:
            self._shown = answer.exception() is None and not self._over
            self._send(begin)

        if self._ours:
            asked = types.WorkDoneProgressCreateParams(self.token)
            self._ls.window_work_done_progress_create(asked).add_done_callback(created)
        else:
            self._send(begin)

    def report(self, message: str, percentage: int | None) -> None:
        self._send(types.WorkDoneProgressReport(message=message, percentage=percentage))

    def end(self) -> None:
        self._send(types.WorkDoneProgressEnd())
        self._over = True

    def _send(self, value: Any) -> None:
        if self._shown and not self._over:
            self._ls.progress(types.ProgressParams(self.token, value))


def _from_thread(loop: asyncio.AbstractEventLoop, call: Callable[..., None], *given: Any) -> None:
    try:
        loop.call_soon_threadsafe(call, *given)
    except RuntimeError:
        logger.debug("The server has left before its work was done.")


def _succeed(done: asyncio.Future[Json], result: Json) -> None:
    if not done.done():
        done.set_result(result)


def _fail(done: asyncio.Future[Json], error: Exception) -> None:
    if not isinstance(error, SignalDslError):
        logger.error("A command failed", exc_info=error)
    if not done.done():
        done.set_exception(as_answer(error))


def as_answer(error: Exception) -> JsonRpcException:
    """What a client is told of an error: a sentence, and what a program may want to know."""
    if not isinstance(error, SignalDslError):
        told = f"An internal fault ({type(error).__name__}). The server's log says more; please report it."
        return JsonRpcException(told, REQUEST_FAILED, {"kind": "internal"})
    kind = type(error).__name__.removesuffix("Error")
    data = {"kind": kind[:1].lower() + kind[1:], "message": error.message, "remedy": error.remedy}
    for name in ("code", "retry_after", "backtest_id", "since", "dashboard_url"):
        if value := getattr(error, name, None):
            data[name] = value
    return JsonRpcException(str(error), REQUEST_FAILED, data)
