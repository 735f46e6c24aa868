"""Work that several processes share."""

from __future__ import annotations

import gc
import signal
import sys
import threading
from contextlib import contextmanager, suppress
from multiprocessing import connection, get_context

from signal_dsl.errors import SignalDslError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from typing import TypeVar

    Item = TypeVar("Item")
    Result = TypeVar("Result")

# Seconds that a process gets to tidy up before it is ended.
_GRACE = 5.0


def shared(
    chunks: Sequence[Sequence[Item]], work: Callable[[Item], Result], jobs: int, *, spawn: bool = False
) -> list[list[Result]]:
    """The results of `work` for the items of each chunk, got by `jobs` processes, which take the chunks in order.

    `work` must not raise. The processes get it with all that belongs to it: they are copies of this one where that is
    sound, else it is pickled (always with `spawn`). They end with this process, whatever ends it. Raises
    `SignalDslError` where one of them is ended from outside.
    """
    results: list[list[Result]] = [[] for _ in chunks]
    todo = iter(range(len(chunks)))
    busy: dict[Connection, tuple[int, BaseProcess]] = {}
    try:
        with _uninterrupted():
            for number in todo:
                ours, process = _start(work, list(busy), spawn=spawn)
                busy[ours] = (number, process)
                if len(busy) == jobs:
                    break
        for ours, (number, process) in busy.items():
            _send(ours, process, chunks[number])
        while busy:
            ready = connection.wait(list(busy))
            for ours, (number, process) in list(busy.items()):
                if ours not in ready:
                    continue
                results[number] = _received(ours, process)
                following = next(todo, None)
                if following is None:
                    _send(ours, process, None)
                    del busy[ours]
                    process.join()
                    ours.close()
                else:
                    busy[ours] = (following, process)
                    _send(ours, process, chunks[following])
    finally:
        _end(busy)
    return results


def _start(work: Callable[[Item], Result], others: list[Connection], *, spawn: bool) -> tuple[Connection, BaseProcess]:
    """A process that is ready to work, and our end of the pipe to it."""
    # A copy of a process has one thread only, and whatever the others held it will wait for in vain. macOS forbids
    # copies, for its own libraries have threads.
    copies = sys.platform == "linux" and threading.active_count() == 1 and not spawn
    context = get_context("fork" if copies else "spawn")
    ours, theirs = context.Pipe()
    inherited = [*others, ours] if copies else []
    process = context.Process(target=_serve, args=(theirs, work, inherited), daemon=True)  # type: ignore[attr-defined]
    process.start()
    theirs.close()
    return ours, process


def _serve(theirs: Connection, work: Callable[[Item], Result], inherited: list[Connection]) -> None:
    """What such a process does until it is told to end, or there is nobody left to tell."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the first process ends the others
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that a file that is being rewritten is tidied up
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    for ours in inherited:
        ours.close()  # or the ends of pipes that are held here would hide the end of the first process
    gc.disable()  # as in the first process
    gc.freeze()
    with suppress(EOFError, OSError):
        while (chunk := theirs.recv()) is not None:
            theirs.send([work(item) for item in chunk])


def _send(ours: Connection, process: BaseProcess, chunk: Sequence[Item] | None) -> None:
    try:
        ours.send(chunk)
    except OSError:
        raise _ended(process) from None


def _received(ours: Connection, process: BaseProcess) -> list[Result]:
    try:
        results: list[Result] = ours.recv()
    except (EOFError, OSError):
        raise _ended(process) from None
    return results


def _ended(process: BaseProcess) -> SignalDslError:
    process.join(_GRACE)
    status = process.exitcode
    how = f"by signal {-status}" if status is not None and status < 0 else f"with status {status}"
    return SignalDslError(
        f"A process that linted was ended from outside, {how}.", "If memory is short, try `--jobs 1`."
    )


def _end(busy: dict[Connection, tuple[int, BaseProcess]]) -> None:
    """End what is still at work."""
    for _, process in busy.values():
        process.terminate()
    for ours, (_, process) in busy.items():
        process.join(_GRACE)
        if process.is_alive():
            process.kill()
            process.join()
        ours.close()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Put Ctrl-C off until all processes are known, and until they have learnt to leave it to this one."""
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
