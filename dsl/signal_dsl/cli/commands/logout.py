"""`signal-dsl logout`: keep an API key no longer."""

from __future__ import annotations

from signal_dsl.cli import terminal
from signal_dsl.cli.command import QUIET, Command
from signal_dsl.cli.platform import URL, own_address

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Arguments

COMMAND = Command(
    "logout",
    "Remove the API key that is kept on this machine. The key itself stays valid: the platform alone can end it.",
    "",
    0,
    0,
    (URL,),
    (
        ("signal-dsl logout", "the key of the platform"),
        ("signal-dsl logout --url https://example.org/api/v1", "that of another address"),
    ),
)


def run(arguments: Arguments) -> int:
    """Remove the key. Raises `SignalDslError`."""
    from signal_dsl.heytraders import credentials

    origin = own_address(arguments).origin
    done = credentials.forget(origin)
    if not arguments.has(QUIET):
        told = f"The key for {origin} is removed." if done else f"There is no key for {origin} to remove."
        terminal.write(f"{told}\n")
    return 0
