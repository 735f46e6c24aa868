"""textDocument/codeLens: what can be done with the script, and how many bars it and its signals need."""

from __future__ import annotations

from lsprotocol import types

from signal_dsl.ide import lens
from signal_lsp.looking import look

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_lsp.server import Server

# The others only tell something: a command without a name shows its title and does nothing.
_COMMANDS = {lens.VALIDATE: "signal-dsl.validate", lens.BACKTEST: "signal-dsl.backtest"}


def lenses(ls: Server, params: types.CodeLensParams) -> list[types.CodeLens] | None:
    """The lenses of a document."""
    seen = look(ls, params.text_document)
    if seen is None or not ls.folders.preferences(seen.document.uri).code_lens:
        return None
    argument = {"uri": seen.document.uri}
    return [
        types.CodeLens(
            seen.range(one.start, one.end),
            types.Command(one.title, command, arguments=[argument])
            if (command := _COMMANDS.get(one.command))
            else types.Command(one.title, ""),
        )
        for one in lens.lenses(seen.snapshot)
    ]
