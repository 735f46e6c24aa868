"""textDocument/completion and completionItem/resolve: what can be typed, and its page when it is looked at."""

from __future__ import annotations

from functools import cache

from lsprotocol import types

from signal_dsl.ide import completion
from signal_lsp.looking import look

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_lsp.looking import Look
    from signal_lsp.server import Server

_KINDS = {
    completion.NAME: types.CompletionItemKind.Variable,
    completion.VARIABLE: types.CompletionItemKind.Constant,
    completion.FUNCTION: types.CompletionItemKind.Function,
    completion.PARAMETER: types.CompletionItemKind.Property,
    completion.OUTPUT: types.CompletionItemKind.Field,
    completion.VALUE: types.CompletionItemKind.Value,
    completion.TEXT: types.CompletionItemKind.EnumMember,
    completion.KEYWORD: types.CompletionItemKind.Keyword,
    completion.SETTING: types.CompletionItemKind.Property,
    completion.RULE: types.CompletionItemKind.Reference,
    completion.SNIPPET: types.CompletionItemKind.Snippet,
}


def complete(ls: Server, params: types.CompletionParams) -> types.CompletionList | None:
    """What can be typed at a place, in the order of its merit."""
    seen = look(ls, params.text_document)
    if seen is None:
        return None
    blank = params.context is not None and params.context.trigger_character == " "
    found = completion.complete(seen.snapshot, seen.offset(params.position), after_blank=blank)
    item = _Items(ls, seen)
    return types.CompletionList(len(found) >= completion.MOST, [item(number, one) for number, one in enumerate(found)])


def resolve(ls: Server, item: types.CompletionItem) -> types.CompletionItem:
    """The item with its page."""
    data = item.data if isinstance(item.data, dict) else {}
    document = ls.documents.get(str(data.get("uri")))
    if document is not None and document.is_small_enough and isinstance(page := data.get("page"), str):
        text = completion.resolve(ls.analysis(document).snapshot, page)
        if text:
            item.documentation = ls.client.markup(
                text, "textDocument", "completion", "completionItem", "documentationFormat"
            )
    return item


class _Items:
    """Makes LSP's items of what can be typed at one place."""

    def __init__(self, ls: Server, seen: Look) -> None:
        can = ls.client.can
        self._snippets = can("textDocument", "completion", "completionItem", "snippetSupport")
        self._replaces = can("textDocument", "completion", "completionItem", "insertReplaceSupport")
        self._labels = can("textDocument", "completion", "completionItem", "labelDetailsSupport")
        self._range = cache(seen.range)
        self._uri = seen.document.uri

    def __call__(self, number: int, one: completion.Completion) -> types.CompletionItem:
        as_snippet = bool(one.snippet) and self._snippets
        text = one.snippet if as_snippet else one.text
        insert = self._range(one.start, one.end)
        edit: types.TextEdit | types.InsertReplaceEdit = types.TextEdit(insert, text)
        if self._replaces and one.over != one.end:
            edit = types.InsertReplaceEdit(text, insert, self._range(one.start, one.over))
        return types.CompletionItem(
            one.label,
            kind=_KINDS.get(one.kind),
            label_details=_beside(one) if self._labels and one.detail else None,
            detail=one.detail or None,
            sort_text=f"{number:04}",
            preselect=True if number == 0 and one.fits else None,
            insert_text_format=types.InsertTextFormat.Snippet if as_snippet else None,
            text_edit=edit,
            data={"uri": self._uri, "page": one.page} if one.page else None,
        )


def _beside(one: completion.Completion) -> types.CompletionItemLabelDetails:
    """What the list shows beside a label: a function's parameters right behind it, all else at the side."""
    if one.kind == completion.FUNCTION:
        return types.CompletionItemLabelDetails(one.detail)
    return types.CompletionItemLabelDetails(description=one.detail)
