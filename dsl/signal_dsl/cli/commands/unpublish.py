"""`signal-dsl unpublish`: take a strategy off the leaderboard."""

from __future__ import annotations

from signal_dsl.cli import terminal
from signal_dsl.cli.command import QUIET, Command
from signal_dsl.cli.platform import connected

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Arguments

COMMAND = Command(
    "unpublish",
    "Take a strategy off the platform's leaderboard. Its id is what `publish` told; the result stays.",
    "ID",
    1,
    1,
    (),
    (("signal-dsl unpublish s_12", "the strategy of this id"),),
)


def run(arguments: Arguments) -> int:
    """Take it off. Raises `SignalDslError`."""
    id = arguments.paths[0]
    with connected(arguments) as client:
        client.arena.unpublish(id)
    if not arguments.has(QUIET):
        terminal.write(terminal.printable(f"{id} is off the leaderboard.") + "\n")
    return 0
