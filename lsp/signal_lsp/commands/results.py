"""`signal-dsl.results`, `.result` and `.report`: runs of before, from this machine or from the platform."""

from __future__ import annotations

from signal_dsl.errors import SignalDslError
from signal_lsp.commands.reaching import Reach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from signal_lsp.commands import Given
    from signal_lsp.server import Server
    from signal_lsp.tasks import Json, Task, Work

_SHOWN = ("result_id", "created", "metrics", "settings", "simulated")
# As many as anybody looks through.
_MOST = 200


def results(ls: Server, given: Given) -> Work:
    """The results that are kept on this machine, the latest first: of one script, or all."""
    path = given.optional("path")

    def work(task: Task) -> Json:
        from signal_dsl.heytraders.kept import Kept

        kept = Kept()
        found: list[Json] = []
        for identity in kept.ids():
            document = kept.head(identity)
            if document is None or task.cancelled.is_set() or len(found) == _MOST:
                continue
            script = document.get("script")
            where = script.get("path") if isinstance(script, dict) else None
            if path is None or where == path:
                found.append({"path": where, **{name: document.get(name) for name in _SHOWN}})
        return {"results": found}

    return work


def result(ls: Server, given: Given) -> Work:
    """One result."""
    identity, reach = given.text("result_id"), Reach(ls, given.optional("uri") or "")

    def work(task: Task) -> Json:
        from signal_dsl.report.thinning import thinned

        return {"document": thinned(_document(identity, reach, task))}

    return work


def report(ls: Server, given: Given) -> Work:
    """Write the page of a result; without a path, give it."""
    identity, path, against = given.text("result_id"), given.optional("path"), given.optional("against")
    reach = Reach(ls, given.optional("uri") or "")

    def work(task: Task) -> Json:
        from signal_dsl.report import render

        other = _document(against, reach, task) if against else None
        page = render(_document(identity, reach, task), other)
        if path is None:
            return {"page": page}
        try:
            with open(path, "w", encoding="utf-8") as file:
                file.write(page)
        except OSError as error:
            told = f"The report cannot be written to {path}: {error.strerror or error}."
            raise SignalDslError(told, "Choose another place.") from None
        return {"path": path}

    return work


def _document(identity: str, reach: Reach, task: Task) -> dict[str, Any]:
    """The result document: kept here, or else fetched and kept. Raises `SignalDslError`."""
    from signal_dsl.heytraders.kept import Kept

    kept = Kept().get(identity)
    if kept is not None:
        return dict(kept)
    from signal_dsl.heytraders.run import Runs

    with reach.client(task) as client:
        return dict(Runs(client, prices=True).collect(identity))
