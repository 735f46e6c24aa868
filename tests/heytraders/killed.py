"""Sends a backtest and ends itself without a word, as `kill -9` does, at a step of its choice.

    python -m tests.heytraders.killed URL FOLDER STEP

A step is a call that leaves a trace: opening, writing (half of it is written), forcing to the disk, sending and
receiving. Where there are fewer steps than STEP, `done` is printed.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from pathlib import Path

from signal_dsl.heytraders.client import Client
from signal_dsl.heytraders.journal import Journal
from signal_dsl.heytraders.kept import Kept
from signal_dsl.heytraders.run import Polling, Runs
from signal_dsl.heytraders.secret import Key
from tests import secrets
from tests.heytraders.support import REQUEST


class Steps:
    """Counts calls, and ends the process at one of them."""

    def __init__(self, last: int) -> None:
        self.left = last

    def at(self, half: object = None) -> None:
        """One step more; at the last one `half` is called before the end."""
        self.left -= 1
        if self.left == 0:
            if callable(half):
                half()
            os.kill(os.getpid(), signal.SIGKILL)


def main(url: str, folder: str, last: str) -> None:
    steps = Steps(int(last))
    write, fsync, open_, replace = os.write, os.fsync, os.open, os.replace
    send, receive = socket.socket.sendall, socket.socket.recv

    def writing(to: int, data: bytes) -> int:
        steps.at(lambda: write(to, data[: len(data) // 2]))
        return write(to, data)

    def before(call):  # type: ignore[no-untyped-def]
        def called(*words, **named):  # type: ignore[no-untyped-def]
            steps.at()
            return call(*words, **named)

        return called

    with Client(url, Key(secrets.KEY)) as client:
        os.write, os.fsync, os.open, os.replace = writing, before(fsync), before(open_), before(replace)
        socket.socket.sendall, socket.socket.recv = before(send), before(receive)  # type: ignore[method-assign]
        place = Path(folder)
        Runs(client, Journal(place), Kept(place), polling=Polling(first=0.001)).backtest(REQUEST)
    print("done")


if __name__ == "__main__":
    main(*sys.argv[1:])
