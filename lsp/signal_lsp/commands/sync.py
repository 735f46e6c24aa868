"""`signal-dsl.sync`: the platform's list of indicators, fetched and in force from now on."""

from __future__ import annotations

from signal_lsp.commands.reaching import Reach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_lsp.commands import Given
    from signal_lsp.server import Server
    from signal_lsp.tasks import Json, Task, Work


def sync(ls: Server, given: Given) -> Work:
    """Fetch the list, and look at all documents again."""
    reach = Reach(ls, given.optional("uri") or "")

    def work(task: Task) -> Json:
        from signal_dsl.heytraders.syncing import sync as fetch

        with reach.client(task) as client:
            catalog, provenance = fetch(client)
        ls.from_thread(ls.outdated)
        functions, variables = len(list(catalog.functions())), len(list(catalog.variables()))
        message = f"{functions} functions and {variables} variables, fetched from {provenance.origin}."
        return {
            "functions": functions,
            "variables": variables,
            "fetched": provenance.fetched_at,
            "message": " ".join([message, *catalog.warnings]),
        }

    return work
