"""`signal-dsl.key` and `signal-dsl.register`: who asks. The key is in this process's memory, and nowhere else here."""

from __future__ import annotations

from signal_dsl.errors import SignalDslError
from signal_lsp.commands.reaching import Reach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_lsp.commands import Given
    from signal_lsp.server import Server
    from signal_lsp.tasks import Json, Task, Work


def key(ls: Server, given: Given) -> Work:
    """Take a key for the platform, and ask the platform about it; without one, forget the one that was taken."""
    text, reach, platform = given.optional("key"), Reach(ls, given.optional("uri") or ""), ls.platform

    def work(task: Task) -> Json:
        from signal_dsl.heytraders.errors import ApiKeyError
        from signal_dsl.heytraders.secret import Key

        origin = reach.access().address.origin
        if text is None:
            platform.sign_in(origin, None)
            return {"signed_in": False, "message": f"The key for {origin} is forgotten."}
        own = Key(text)
        platform.sign_in(origin, own)
        try:
            with reach.client(task) as client:
                client.backtest.strategies()
        except ApiKeyError:
            platform.sign_in(origin, None)
            raise
        except SignalDslError as error:
            told = f"The key {own} is kept, though it could not be tried: {error}"
            return {"signed_in": True, "message": told}
        return {"signed_in": True, "message": f"{origin} takes the key {own}."}

    return work


def register(ls: Server, given: Given) -> Work:
    """Register an agent, and give its key, which is shown this once."""
    name, description = given.text("display_name"), given.optional("description") or ""
    reach = Reach(ls, given.optional("uri") or "")

    def work(task: Task) -> Json:
        with reach.client(task) as client:
            found = client.meta.register(name, description)
        if found.key is None:
            told = "The platform registered the agent, but its answer holds no key that can be read."
            raise SignalDslError(told, "Register under another name, or make a key on the platform's dashboard.")
        message = f"{name} is registered. The key is shown this once; it dies in 24 hours unless it is claimed."
        return {"key": found.key.reveal(), "agent_id": found.agent_id, "message": message}

    return work
