"""`signal-dsl.status`: what is running, with which catalog and key, and what is known of a script."""

from __future__ import annotations

import platform as machine

from signal_dsl import __version__
from signal_dsl.catalog import synced
from signal_dsl.errors import SignalDslError
from signal_lsp.commands.reaching import Reach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_lsp.commands import Given
    from signal_lsp.server import Server
    from signal_lsp.tasks import Json, Task, Work


def status(ls: Server, given: Given) -> Work:
    """What there is to know at a glance."""
    uri = given.optional("uri") or ""
    document = ls.documents.get(uri)
    facts = ls.analysis(document).facts if document is not None else None
    preferences, reach = ls.folders.preferences(uri), Reach(ls, uri)
    running = [task.subject for task in ls.tasks if task.subject != "signal-dsl.status"]
    lookback = facts.lookback if facts is not None else None
    bars_needed = facts.bars_needed if facts is not None else None

    def work(task: Task) -> Json:
        provenance = synced.current()[1]
        origin, signed_in = None, False
        if preferences.trusted and not preferences.sandbox:
            try:
                access = reach.access()
            except SignalDslError:
                pass  # an address that is none: the commands that need it say so
            else:
                origin, signed_in = access.address.origin, access.credential is not None
        return {
            "version": __version__,
            "python": machine.python_version(),
            "catalog": {
                "source": "live" if preferences.catalog or provenance.is_synced else "built-in",
                "fetched": provenance.fetched_at or None,
                "description": preferences.catalog or str(provenance),
            },
            "lookback": lookback,
            "bars_needed": bars_needed,
            "signed_in": signed_in,
            "origin": origin,
            "simulated": preferences.sandbox,
            "trusted": preferences.trusted,
            "running": running,
        }

    return work
