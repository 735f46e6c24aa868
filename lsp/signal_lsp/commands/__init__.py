"""workspace/executeCommand: one file a command, or a few that belong together. docs/server-commands.md has them all.

Each function is called in the main loop with the server and the command's argument. It looks at the documents and gives
the work that is left, which is done in a thread, or the answer itself where there is none.
"""

from __future__ import annotations

from signal_dsl.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from signal_lsp.documents import Document
    from signal_lsp.server import Server
    from signal_lsp.tasks import Json

_MOST_ROWS = 20
# The function of each command, as `file:function`, and what it is called while it is under way; None where it answers
# too soon for anybody to see that.
COMMANDS: dict[str, tuple[str, str | None]] = {
    "signal-dsl.validate": ("validate:validate", "Validate"),
    "signal-dsl.backtest": ("backtest:backtest", "Backtest"),
    "signal-dsl.cancel": ("backtest:cancel", "Cancel"),
    "signal-dsl.results": ("results:results", None),
    "signal-dsl.result": ("results:result", None),
    "signal-dsl.report": ("results:report", "Report"),
    "signal-dsl.evaluate": ("market:evaluate", "Evaluate"),
    "signal-dsl.scan": ("market:scan", "Scan"),
    "signal-dsl.rank": ("market:rank", "Rank"),
    "signal-dsl.sync": ("sync:sync", "Fetch the platform's indicators"),
    "signal-dsl.key": ("account:key", "Sign in"),
    "signal-dsl.register": ("account:register", "Register"),
    "signal-dsl.claim": ("account:claim", "Ask for the claim code"),
    "signal-dsl.rule": ("explain:rule", None),
    "signal-dsl.rules": ("explain:rules", None),
    "signal-dsl.status": ("status:status", None),
}


def in_words(result: Json) -> str:
    """What a person is shown of an answer, where the client shows nothing of it; empty for what needs no words."""
    message = result.get("message")
    rows = result.get("rows")
    if not isinstance(message, str) or not isinstance(rows, list):
        return message if isinstance(message, str) else ""
    shown = [" ".join("" if one is None else f"{one}" for one in row) for row in rows[:_MOST_ROWS]]
    more = [f"and {len(rows) - _MOST_ROWS} more"] if len(rows) > _MOST_ROWS else []
    return "\n".join([message, *shown, *more])


class Given:
    """The argument of a command: an object. What is missing or of another kind raises `UsageError`."""

    def __init__(self, ls: Server, arguments: object) -> None:
        self._ls = ls
        one = arguments[0] if isinstance(arguments, (list, tuple)) and arguments else {}
        # A bare URI is as good as an object that holds one.
        self._values = {"uri": one} if isinstance(one, str) else one if isinstance(one, dict) else {}

    def text(self, name: str) -> str:
        """A text that has to be there. Raises `UsageError` where it is none."""
        value = self.optional(name)
        if value is None:
            raise UsageError(f"The command needs `{name}`.", "Send an object that holds it.")
        return value

    def optional(self, name: str) -> str | None:
        """A text; None where it is left out. Raises `UsageError` where it is something else."""
        value = self._values.get(name)
        if value is not None and not isinstance(value, str):
            raise UsageError(f"`{name}` is a text.", "Send it as one.")
        return value

    def flag(self, name: str) -> bool:
        """Yes or no; no where it is left out. Raises `UsageError` where it is something else."""
        value = self._values.get(name)
        if value is not None and not isinstance(value, bool):
            raise UsageError(f"`{name}` is true or false.", "Send it as such.")
        return bool(value)

    @property
    def document(self) -> Document:
        """The open document that `uri` means. Raises `UsageError` where it is none, or too large to work on."""
        uri = self.text("uri")
        document = self._ls.documents.get(uri)
        if document is None:
            raise UsageError("This script is not open.", "Open it first.")
        if not document.is_small_enough:
            raise UsageError("This script is too large for an editor.", "Use the command line.")
        return document

    def __getitem__(self, name: str) -> Any:
        return self._values.get(name)
