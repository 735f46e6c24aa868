"""`signal-dsl.validate`: whether the platform takes a script, asked only where nothing is wrong with it here."""

from __future__ import annotations

from signal_dsl.diagnostics import ERROR
from signal_lsp.commands.reaching import Reach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.diagnostics import Diagnostic
    from signal_lsp.commands import Given
    from signal_lsp.server import Server
    from signal_lsp.tasks import Json, Task, Work


def validate(ls: Server, given: Given) -> Work | Json:
    """The platform's verdict on a script."""
    document = given.document
    analysis = ls.analysis(document)
    errors = [one for one in analysis.findings if one.severity == ERROR]
    reach = Reach(ls, document.uri)
    if errors:
        told = f"The platform was not asked. {in_words(errors)}"
        return {"valid": False, "origin": None, "message": told, "faults": [], "simulated": reach.simulated}
    text, universe = document.text, analysis.facts.settings.run.universe or ()

    def work(task: Task) -> Json:
        with reach.client(task) as client:
            verdict = client.backtest.validate(text, universe)
            origin = client.address.origin
        faults = [{"message": one.message, "line": one.line, "column": one.column} for one in verdict.faults]
        if verdict.valid is None:
            message = "The platform does not say whether it takes the script."
        elif verdict.valid:
            message = "The sandbox takes the script." if reach.simulated else "The platform takes the script."
        else:
            message = " ".join(["The platform does not take the script.", *(one.message for one in verdict.faults)])
        return {
            "valid": verdict.valid,
            "origin": origin,
            "message": message,
            "faults": faults,
            "simulated": reach.simulated,
        }

    return work


def in_words(errors: list[Diagnostic]) -> str:
    """What keeps a script from being sent."""
    first = errors[0]
    more = f" There {'is 1 more error' if len(errors) == 2 else f'are {len(errors) - 1} more errors'}."
    return f"Line {first.range.start.line}: {first.message}{more if len(errors) > 1 else ''}"
