"""`signal-dsl register`: get an API key."""

from __future__ import annotations

from signal_dsl.cli import terminal
from signal_dsl.cli.command import QUIET, Command, Option
from signal_dsl.cli.platform import URL, own_address, warn_of_the_variable
from signal_dsl.errors import SignalDslError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Arguments
    from signal_dsl.heytraders.models import Registration

DESCRIPTION = Option("--description", "what the agent is for, 10 to 500 characters", "TEXT")
FORCE = Option("--force", "also where a key is kept already, which is then lost here")
_DESCRIPTION = "Strategies written with Signal DSL."
COMMAND = Command(
    "register",
    "Register an agent with the platform and keep the API key that it gives, which is shown to nobody and cannot be "
    "had again. It dies in 24 hours unless it is claimed, for which `whoami --claim` gives a code.",
    "NAME",
    1,
    1,
    (DESCRIPTION, FORCE, URL),
    (
        ('signal-dsl register "Trend follower"', "an agent of this name"),
        ('signal-dsl register Scout --description "Looks for breakouts in the top 50"', "and what it is for"),
    ),
)


def run(arguments: Arguments) -> int:
    """Register, and keep the key at once. Raises `SignalDslError`."""
    from signal_dsl.heytraders import credentials
    from signal_dsl.heytraders.client import Client

    address = own_address(arguments)
    known = credentials.stored(address.origin)
    if known is not None and not arguments.has(FORCE):
        told = f"There is a key for {address.origin} already, {known[0].key} in {known[1]}."
        raise UsageError(told, "Use it, or give `--force` to get another in its place.")
    name = arguments.paths[0].strip()
    credentials.rehearse()  # a key that cannot be kept would be lost
    with Client(address) as client:
        found = client.meta.register(name, arguments.value(DESCRIPTION) or _DESCRIPTION)
    if found.key is None:
        told = "The platform registered the agent, but its answer holds no key that can be read."
        raise SignalDslError(told, "Register under another name, or make a key on the platform's dashboard.")
    place = credentials.store(
        address.origin,
        credentials.Credential(found.key, name, found.agent_id, found.scopes, _expires(found)),
    )
    if not arguments.has(QUIET):
        terminal.write(
            f"Registered {terminal.printable(name)}. The key {found.key} is kept in {place}.\n"
            "It dies in 24 hours unless you claim it: `signal-dsl whoami --claim` gives the code for that.\n"
        )
    warn_of_the_variable(address)
    return 0


def _expires(found: Registration) -> str:
    """When the key dies: as the platform says, else a day from now, as is known of it."""
    if found.expires is not None:
        return found.expires
    from datetime import UTC, datetime, timedelta

    return (datetime.now(UTC) + timedelta(seconds=found.expires_in or 86400)).strftime("%Y-%m-%dT%H:%M:%SZ")
