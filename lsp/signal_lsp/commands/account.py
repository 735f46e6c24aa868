"""`signal-dsl.key`, `signal-dsl.register` and `signal-dsl.claim`: who asks.

The key is in this process's memory, and nowhere else here.
"""

from __future__ import annotations

from signal_dsl.errors import SignalDslError
from signal_lsp.commands.reaching import Reach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_lsp.commands import Given
    from signal_lsp.server import Server
    from signal_lsp.tasks import Json, Task, Work


def key(ls: Server, given: Given) -> Work | Json:
    """Take a key for the address in force, and ask the platform about it; without one, forget all that were taken.

    With the `origin` that the key is known to belong to, it is taken for that one alone, and nothing is sent.
    """
    from signal_dsl.heytraders.secret import Key

    text, origin, platform = given.optional("key"), given.optional("origin"), ls.platform
    if text is None:
        platform.sign_out()
        return {"signed_in": False, "message": "Every key that the editor gave is forgotten."}
    own, reach = Key(text), Reach(ls, given.optional("uri") or "")
    if origin is not None:
        platform.sign_in(origin, own)
        return {"signed_in": True, "origin": origin, "message": f"The key {own} is kept for {origin}."}
    reach.refuse_sandbox()

    def work(task: Task) -> Json:
        from signal_dsl.heytraders.errors import ApiKeyError

        origin = reach.access().address.origin
        message = f"{origin} takes the key {own}."
        try:
            with reach.client(task, own) as client:
                client.backtest.strategies()
        except ApiKeyError:
            raise  # the key that was there before stays
        except SignalDslError as error:
            message = f"The key {own} is kept, though it could not be tried: {error}"
        platform.sign_in(origin, own)
        return {"signed_in": True, "origin": origin, "message": message}

    return work


def register(ls: Server, given: Given) -> Work:
    """Register an agent, and give its key, which is shown this once."""
    name, description = given.text("display_name"), given.optional("description") or ""
    reach = Reach(ls, given.optional("uri") or "")
    reach.refuse_sandbox()

    def work(task: Task) -> Json:
        origin = reach.access().address.origin
        with reach.client(task) as client:
            found = client.meta.register(name, description)
        if found.key is None:
            told = "The platform registered the agent, but its answer holds no key that can be read."
            raise SignalDslError(told, "Register under another name, or make a key on the platform's dashboard.")
        message = f"{name} is registered. The key is shown this once; it dies in 24 hours unless it is claimed."
        return {"key": found.key.reveal(), "origin": origin, "agent_id": found.agent_id, "message": message}

    return work


def claim(ls: Server, given: Given) -> Work:
    """Get the code that makes the key of an agent its owner's for good, and where it is entered."""
    name, reach = given.optional("display_name") or "Signal DSL", Reach(ls, given.optional("uri") or "")
    reach.refuse_sandbox()

    def work(task: Task) -> Json:
        from signal_dsl.heytraders.waiting import in_words

        url = reach.access().claim_url
        with reach.client(task) as client:
            found = client.meta.request_claim(name)
        if found.code is None:
            raise SignalDslError("The platform gave no code.", f"Try again, or look at {url}.")
        good = "" if found.expires_in is None else f" within {in_words(found.expires_in)}"
        message = f"Enter {found.code} at {url}{good}, and the key is yours for good."
        return {"claim_code": found.code, "expires_in": found.expires_in, "url": url, "message": message}

    return work
