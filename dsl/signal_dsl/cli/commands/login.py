"""`signal-dsl login`: keep an API key."""

from __future__ import annotations

import sys

from signal_dsl.cli import terminal
from signal_dsl.cli.command import QUIET, Command
from signal_dsl.cli.platform import URL, own_address, warn_of_the_variable
from signal_dsl.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Arguments
    from signal_dsl.heytraders.address import Address

_LONGEST = 4096
COMMAND = Command(
    "login",
    "Keep an API key: in the keyring of the operating system if there is one, else in a file that only you may read. "
    "It is typed without being shown, or read from standard input; it is sent to the address that it is kept for and "
    "to no other.",
    "",
    0,
    0,
    (URL,),
    (
        ("signal-dsl login", "asks for the key"),
        ("cat key.txt | signal-dsl login", "reads it from a file"),
        ("signal-dsl login --url https://example.org/api/v1", "a key for another address"),
    ),
)


def run(arguments: Arguments) -> int:
    """Read the key and keep it. Raises `SignalDslError`."""
    from signal_dsl.heytraders import credentials
    from signal_dsl.heytraders.secret import Key

    address = own_address(arguments)
    key = Key(_read(address))
    place = credentials.store(address.origin, credentials.Credential(key))
    if not arguments.has(QUIET):
        terminal.write(f"The key {key} for {address.origin} is kept in {place}.\n")
    warn_of_the_variable(address)
    return 0


def _read(address: Address) -> str:
    """The key as it is typed, or what standard input holds. Raises UsageError where that is nothing."""
    if sys.stdin is not None and sys.stdin.isatty():
        from getpass import getpass

        try:
            text = getpass(f"API key for {address.origin} (it is not shown): ")
        except EOFError:
            text = ""
    else:
        text = sys.stdin.readline(_LONGEST) if sys.stdin is not None else ""
    if not text.strip():
        raise UsageError("No key was given.", "Type it, or pipe it in: `cat key.txt | signal-dsl login`.")
    return text
