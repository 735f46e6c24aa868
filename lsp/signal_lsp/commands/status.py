"""`signal-dsl.status`: what is running, with which catalog and key, and what is known of a script."""

from __future__ import annotations

import platform as machine
from hashlib import sha256

from lsprotocol import types

from signal_dsl import __version__
from signal_dsl.catalog import synced
from signal_dsl.errors import SignalDslError
from signal_lsp.commands.reaching import Reach
from signal_lsp.looking import look

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_lsp.commands import Given
    from signal_lsp.documents import Document
    from signal_lsp.server import Server
    from signal_lsp.tasks import Json, Task, Work


def _text(document: Document) -> Json:
    """What the server has for the document's text, to find out whether that is what the editor shows."""
    digest = sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    return {"version": document.version, "characters": len(document.text), "sha256": digest}


def status(ls: Server, given: Given) -> Work:
    """What there is to know at a glance."""
    uri = given.optional("uri") or ""
    seen = look(ls, types.TextDocumentIdentifier(uri))
    facts = seen.snapshot.facts if seen is not None else None
    preferences, reach = ls.folders.preferences(uri), Reach(ls, uri)
    running = [task.subject for task in ls.tasks if task.subject != "signal-dsl.status"]
    text = _text(seen.document) if seen is not None else None
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
            "document": text,
            "lookback": lookback,
            "bars_needed": bars_needed,
            "signed_in": signed_in,
            "origin": origin,
            "simulated": preferences.sandbox,
            "trusted": preferences.trusted,
            "running": running,
        }

    return work
