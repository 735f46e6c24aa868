"""`signal-dsl sandbox`: the platform's API on this machine."""

from __future__ import annotations

from signal_dsl.cli import terminal
from signal_dsl.cli.command import QUIET, VERBOSE, Command, Option
from signal_dsl.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Arguments

PORT = Option("--port", "listen on this port; without it, on one that is free", "N")
DATA = Option("--data", "a folder of market data, CSV or Parquet; without it markets are made up", "DIR")
KEY = Option("--key", "the API key that it takes; `sandbox` unless another is given", "KEY")
NO_QUOTA = Option("--no-quota", "registered keys have no quota and do not expire")
UNTIL_EOF = Option(
    "--until-eof", "end also when standard input does: a program that holds its other end takes the sandbox with it"
)
COMMAND = Command(
    "sandbox",
    "Serve the platform's API on 127.0.0.1, without an account: scripts are really evaluated, over your data or "
    "made-up markets, and every answer is stamped SIMULATED. Ctrl-C ends it.",
    "",
    0,
    0,
    (PORT, DATA, KEY, NO_QUOTA, UNTIL_EOF),
    (
        ("signal-dsl sandbox", "made-up markets, on a free port"),
        ("signal-dsl sandbox --port 8000 --data bars/", "your bars, on a port of your choice"),
        ("signal-dsl sandbox -v", "with a line for each request"),
    ),
)
_KEY = "sandbox"


def run(arguments: Arguments) -> int:
    """Serve until Ctrl-C. Raises `UsageError` where the extra is not installed, the port taken, or no such folder."""
    import gc

    from signal_dsl.sandbox import serve

    gc.enable()  # this process lives long
    _listen_to_signals()
    if arguments.has(UNTIL_EOF):
        _end_with_input()
    port, key = _port(arguments.value(PORT)), arguments.value(KEY) or _KEY
    tell = (lambda line: terminal.write_error(f"{line}\n")) if arguments.has(VERBOSE) else None
    data, limited = arguments.value(DATA), not arguments.has(NO_QUOTA)
    with serve(data, port=port, key=key, limited=limited, tell=tell) as sandbox:
        terminal.write(f"Sandbox ready: {sandbox.origin}\n")
        if not arguments.has(QUIET):
            terminal.write_error(f"Use it with HEYTRADERS_API_URL={sandbox.origin} HEYTRADERS_API_KEY={key}\n")
        _prepare()
        _until_told()
    return 0


def _prepare() -> None:
    """Load what the first backtest would wait for, while nobody asks for anything yet."""
    import threading

    from signal_dsl.sandbox.metrics import prepare

    # Signals go on to be heard by the main thread, which waits for the rest of this: modules must not be torn.
    threading.Thread(target=prepare, name="preparing").start()


def _listen_to_signals() -> None:
    """Let whatever asks this process to end come as KeyboardInterrupt."""
    import signal

    # SIGINT, too: a shell that starts a process in the background has it ignored.
    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        if number := getattr(signal, name, None):
            signal.signal(number, signal.default_int_handler)


def _end_with_input() -> None:
    """End at once when standard input ends, which it does when the process is gone that holds its other end."""
    import os
    import threading

    # Nothing else waits at it: on Windows, libraries that look at standard input while they load would never be done.
    line = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)

    def watch() -> None:
        while os.read(line, 4096):
            pass
        os._exit(0)  # whatever is being computed: nobody is left to be told

    threading.Thread(target=watch, name="input", daemon=True).start()


def _until_told() -> None:
    """Wait for Ctrl-C, or to be terminated."""
    import time

    try:
        while True:
            time.sleep(3600)  # which Ctrl-C ends on every system
    except KeyboardInterrupt:
        return


def _port(text: str | None) -> int:
    if text is None:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 0 <= int(text) < 65_536):
        raise UsageError(f"`{text}` is no port.", "A port is a number from 1 to 65535.")
    return int(text)
