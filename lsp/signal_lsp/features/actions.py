"""textDocument/codeAction and codeAction/resolve: fixes, silencers, changes of shape, and all fixes at once."""

from __future__ import annotations

from lsprotocol import types

from signal_dsl.analysis import analyze
from signal_dsl.ide import actions as possible
from signal_lsp.edits import workspace_edit
from signal_lsp.features.diagnostics import converted
from signal_lsp.looking import Look, look

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts, Memory
    from signal_dsl.ide.actions import Action
    from signal_dsl.source import Source
    from signal_lsp.server import Server

FIX_ALL = "source.fixAll.signal-dsl"
_KINDS = {
    possible.FIX: types.CodeActionKind.QuickFix.value,
    possible.SILENCE: types.CodeActionKind.QuickFix.value,
    possible.COMMAND: types.CodeActionKind.QuickFix.value,
    possible.EXTRACT: types.CodeActionKind.RefactorExtract.value,
    possible.FIX_ALL: FIX_ALL,
}
_COMMANDS = {possible.SYNC: "signal-dsl.sync"}
_TITLE = "Fix all that is safe to fix"


def actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction | types.Command] | None:
    """What can be done about a range, of the kinds that are asked for."""
    seen = look(ls, params.text_document)
    if seen is None:
        return None
    only = [str(getattr(kind, "value", kind)) for kind in params.context.only or ()]
    there = possible.actions(seen.snapshot, *seen.positions.offsets(params.range))
    found: list[types.CodeAction | types.Command] = [
        _converted(ls, seen, one) for one in there if _is_wanted(_KINDS[one.kind], only)
    ]
    if _is_wanted(FIX_ALL, only):
        found += _fix_all(ls, seen)
    return found


def resolve(ls: Server, action: types.CodeAction) -> types.CodeAction:
    """The edits of what was offered without them."""
    data = action.data if isinstance(action.data, dict) else {}
    document = ls.documents.get(str(data.get("uri")))
    if document is not None and document.is_small_enough and action.kind == FIX_ALL:
        found = _all_fixes(ls, Look(ls, document))
        action.edit = workspace_edit(ls, document, found.edits if found else ())
    return action


def _is_wanted(kind: str, only: list[str]) -> bool:
    return not only or any(kind == one or kind.startswith(f"{one}.") for one in only)


def _fix_all(ls: Server, seen: Look) -> Iterator[types.CodeAction]:
    """All safe fixes at once; worked out only when it is chosen, where the client can wait for it."""
    if not any(one.fix(unsafe=False) for one in seen.analysis.findings):
        return
    if ls.client.offers("edit", "textDocument", "codeAction", "resolveSupport", "properties"):
        yield types.CodeAction(_TITLE, FIX_ALL, data={"uri": seen.document.uri})
    elif (found := _all_fixes(ls, seen)) is not None:
        yield _converted(ls, seen, found)


def _all_fixes(ls: Server, seen: Look) -> Action | None:
    facts = seen.analysis.facts
    by_place, place = ls.folders.by_place(seen.document.uri), ls.folders.place(seen.document.uri)

    def analysis(source: Source, memory: Memory) -> Facts:
        settings = by_place.settings(source.text, place)
        return analyze(source, catalog=facts.catalog, settings=settings, markets=facts.markets, memory=memory)

    return possible.fix_all(seen.snapshot, analysis)


def _converted(ls: Server, seen: Look, one: Action) -> types.CodeAction:
    command = _COMMANDS.get(one.command)
    return types.CodeAction(
        one.title,
        _KINDS[one.kind],
        [converted(finding, seen.positions) for finding in one.mends] or None,
        one.preferred or None,
        edit=workspace_edit(ls, seen.document, one.edits) if one.edits else None,
        command=types.Command(one.title, command, arguments=[{"uri": seen.document.uri}]) if command else None,
    )
