"""`signal-dsl server`: the language server."""

from __future__ import annotations

import sys
from importlib import import_module

from signal_dsl.cli import terminal
from signal_dsl.cli.command import QUIET, Command, Option
from signal_dsl.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Arguments

TCP = Option("--tcp", "serve one client that connects to this address, for debugging", "HOST:PORT")
STDIO = Option("--stdio", "on standard input and output, which is what it does anyway")

COMMAND = Command(
    "server",
    "The language server, for editors. It speaks LSP on standard input and output until the editor leaves.",
    "",
    0,
    0,
    (TCP, STDIO),
    (
        ("signal-dsl server", "what an editor runs"),
        ("signal-dsl server --tcp 127.0.0.1:2087", "for one client that connects to this port"),
    ),
)


def run(arguments: Arguments) -> int:
    """Serve until the client leaves, and give the exit status."""
    address = arguments.value(TCP)
    if address is None and sys.stdin is not None and sys.stdin.isatty() and not arguments.has(QUIET):
        terminal.note("The language server waits for an editor on standard input. Ctrl-C ends it.")
    # The command line does not depend on the server: this is where one hands over to the other.
    main = import_module("signal_lsp.start").main
    status: int = main() if address is None else main(_address(address))
    return status


def _address(given: str) -> tuple[str, int]:
    host, _, port = given.rpartition(":")
    if not (host and port.isascii() and port.isdigit() and int(port) < 65536):
        raise UsageError(f"`--tcp` needs an address, not `{given}`.", "Write it as 127.0.0.1:2087.")
    return host.strip("[]"), int(port)
