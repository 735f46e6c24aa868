"""Signature help, navigation, rename, symbols, structure, colours, hints, lenses and actions."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.uris import to_fs_path

from tests.lsp.editor import Editor, Text, capabilities, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCRIPT = """\
# /// backtest
# universe = ["BINANCE:BTC/USDT"]
# timeframe = "1d"
# start_date = "2024-01-01"
# end_date = "2024-06-01"
# ///
# 🚀 a comment
# of two lines
slow = ema(close, 200)
go = crossover(
    ema(close, 10),
    slow,
)
emit_signal(go, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
"""


def lines(ranges: list[types.Range]) -> list[int]:
    return [one.start.line for one in ranges]


async def test_signature_help_follows_the_keyword(editor: Editor) -> None:
    text = editor.open("x = macd(close, signalperiod=‸9)\n")
    found = await editor.text_document_signature_help_async(types.SignatureHelpParams(text.identity, text.cursor))
    assert found is not None
    (way,) = found.signatures
    assert way.parameters is not None
    assert found.active_parameter is not None
    start, end = way.parameters[found.active_parameter].label
    assert way.label[int(start) : int(end)].startswith("signalperiod")


async def test_definition_references_and_highlights(editor: Editor) -> None:
    text = editor.open(SCRIPT.replace("    slow", "    sl‸ow"))
    found = await editor.text_document_definition_async(types.DefinitionParams(text.identity, text.cursor))
    assert isinstance(found, (list, tuple))
    (link,) = found
    assert isinstance(link, types.LocationLink)
    assert link.target_selection_range == text.range("slow")
    for declaration, expected in ((True, [8, 11]), (False, [11])):
        context = types.ReferenceContext(declaration)
        places = await editor.text_document_references_async(types.ReferenceParams(context, text.identity, text.cursor))
        assert lines([one.range for one in places or []]) == expected
    marked = await editor.text_document_document_highlight_async(
        types.DocumentHighlightParams(text.identity, text.cursor)
    )
    assert [one.kind for one in marked or []] == [
        types.DocumentHighlightKind.Write,
        types.DocumentHighlightKind.Read,
    ]


async def test_rename_everywhere_at_once(editor: Editor) -> None:
    text = editor.open(SCRIPT.replace("    slow", "    sl‸ow"))
    prepared = await editor.text_document_prepare_rename_async(types.PrepareRenameParams(text.identity, text.cursor))
    assert isinstance(prepared, types.PrepareRenamePlaceholder)
    assert prepared.placeholder == "slow"
    edit = await editor.text_document_rename_async(types.RenameParams(text.identity, text.cursor, "trend"))
    assert edit is not None
    assert edit.document_changes is not None
    (change,) = edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    assert change.text_document == types.OptionalVersionedTextDocumentIdentifier(text.uri, 1)
    assert [(one.range.start.line, getattr(one, "new_text", "")) for one in change.edits] == [
        (8, "trend"),
        (11, "trend"),
    ]


@pytest.mark.parametrize(
    ("marked", "new", "told"),
    [("em‸a(close, 200)", "x", "ema"), ("sl‸ow = ", "close", "close"), ("sl‸ow = ", "1", "1")],
)
async def test_rename_refuses_with_a_reason(editor: Editor, marked: str, new: str, told: str) -> None:
    text = editor.open(SCRIPT.replace(marked.replace("‸", ""), marked))
    with pytest.raises(JsonRpcException, match=told):
        await editor.text_document_rename_async(types.RenameParams(text.identity, text.cursor, new))


async def test_the_outline(editor: Editor) -> None:
    text = editor.open(SCRIPT)
    found = await editor.text_document_document_symbol_async(types.DocumentSymbolParams(text.identity))
    names = [one.name for one in found or []]
    assert names[1:3] == ["slow", "go"]
    first = (found or [])[0]
    assert isinstance(first, types.DocumentSymbol)
    assert [one.name for one in first.children or []][1] == "timeframe"


async def test_the_search_over_all_scripts(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    closed = tmp_path / "deep" / "closed.signal"
    closed.write_text("slow_of_closed = ema(close, 200)\n", encoding="utf-8")
    async with running(folders=[tmp_path.as_uri()]) as editor:
        text = editor.open(SCRIPT, uri=(tmp_path / "open.signal").as_uri())
        found = await editor.workspace_symbol_async(types.WorkspaceSymbolParams("slow"))
        places = [(one.name, one.location.uri) for one in found or []]
        assert ("slow", text.uri) in places
        assert ("slow_of_closed", closed.as_uri()) in places


async def test_folding_and_selection(editor: Editor) -> None:
    text = editor.open(SCRIPT.replace("close, 10", "clo‸se, 10"))
    folds = await editor.text_document_folding_range_async(types.FoldingRangeParams(text.identity))
    assert [(one.start_line, one.end_line) for one in folds or []] == [(0, 5), (6, 7), (9, 11)]
    params = types.SelectionRangeParams(text.identity, [text.cursor])
    (around,) = await editor.text_document_selection_range_async(params) or []
    seen = []
    one: types.SelectionRange | None = around
    while one is not None:
        seen.append(one.range)
        one = one.parent
    assert seen[0] == text.range("close, 10").__class__(text.cursor.__class__(10, 8), types.Position(10, 13))
    assert seen[-1].start == types.Position(0, 0)


async def test_links_lead_to_pages(editor: Editor) -> None:
    text = editor.open("x = 1  # noqa: SIG102\n")
    (link,) = await editor.text_document_document_link_async(types.DocumentLinkParams(text.identity)) or []
    assert link.range == text.range("SIG102")
    resolved = await editor.document_link_resolve_async(link)
    page = to_fs_path(resolved.target or "")
    assert page is not None
    assert "unused-name" in Path(page).read_text(encoding="utf-8")


def decoded(data: list[int]) -> list[tuple[int, int, int]]:
    """Line, column and length of each token."""
    line = column = 0
    found = []
    for below, right, length, *_ in zip(*[iter(data)] * 5, strict=True):
        line, column = line + below, right if below else column + right
        found.append((line, column, length))
    return found


def patched(data: list[int], edits: object) -> list[int]:
    result = list(data)
    for edit in edits or ():  # type: ignore[attr-defined]
        result[edit.start : edit.start + edit.delete_count] = edit.data or []
    return result


async def test_colours_as_a_whole_in_a_range_and_as_changes(editor: Editor) -> None:
    text = editor.open(SCRIPT)
    full = await editor.text_document_semantic_tokens_full_async(types.SemanticTokensParams(text.identity))
    assert full is not None
    places = decoded(list(full.data))
    assert (8, 0, 4) in places
    assert (6, 0, len("# 🚀 a comment") + 1) in places
    asked = types.SemanticTokensRangeParams(text.identity, text.range("slow = ema"))
    part = await editor.text_document_semantic_tokens_range_async(asked)
    assert part is not None
    assert decoded(list(part.data)) == [one for one in places if one[0] == 8][: len(part.data) // 5]
    editor.replace(text, "slow = ema", "\nslow = 2 * ema")
    changed = await editor.text_document_semantic_tokens_full_delta_async(
        types.SemanticTokensDeltaParams(text.identity, full.result_id or "")
    )
    assert isinstance(changed, types.SemanticTokensDelta)
    again = await editor.text_document_semantic_tokens_full_async(types.SemanticTokensParams(text.identity))
    assert again is not None
    assert patched(list(full.data), changed.edits) == list(again.data)
    (edit,) = changed.edits
    assert len(edit.data or []) < len(again.data) / 3


async def test_colours_of_an_edited_text_are_those_of_a_new_one(editor: Editor) -> None:
    source = SCRIPT + "a = 1\n" * 3 + "x = (\n1)\n"
    text = editor.open(source)
    for before, after in (("a = 1", "a = 1; b = 2"), ("go = ", "  go = "), ("# of two", "#\n\n"), ("ema(", "(ema)(")):
        await editor.text_document_semantic_tokens_full_async(types.SemanticTokensParams(text.identity))
        editor.replace(text, before, after)
        one = await editor.text_document_semantic_tokens_full_async(types.SemanticTokensParams(text.identity))
        fresh = editor.open(text.text)
        other = await editor.text_document_semantic_tokens_full_async(types.SemanticTokensParams(fresh.identity))
        assert one is not None
        assert other is not None
        assert list(one.data) == list(other.data), before


async def test_hints_and_what_they_say(editor: Editor) -> None:
    text = editor.open(SCRIPT)
    whole = types.Range(types.Position(0, 0), text.position(len(text.text)))
    hints = await editor.text_document_inlay_hint_async(types.InlayHintParams(text.identity, whole)) or []
    labels = {(one.position.line, one.kind): str(one.label) for one in hints}
    assert "199" in labels[8, types.InlayHintKind.Type]
    assert labels[10, types.InlayHintKind.Parameter].startswith("timeperiod")
    resolved = await editor.inlay_hint_resolve_async(hints[0])
    assert isinstance(resolved.tooltip, types.MarkupContent)


async def test_hints_can_be_switched_off() -> None:
    async with running(options={"inlayHints": {"lookback": False}, "codeLens": {"enable": False}}) as editor:
        text = editor.open(SCRIPT)
        whole = types.Range(types.Position(0, 0), text.position(len(text.text)))
        hints = await editor.text_document_inlay_hint_async(types.InlayHintParams(text.identity, whole)) or []
        assert {one.kind for one in hints} == {types.InlayHintKind.Parameter}
        assert not await editor.text_document_code_lens_async(types.CodeLensParams(text.identity))


async def test_a_lens_names_a_command_with_its_argument(editor: Editor) -> None:
    text = editor.open(SCRIPT)
    found = await editor.text_document_code_lens_async(types.CodeLensParams(text.identity)) or []
    told = [(one.command.title, one.command.command, one.command.arguments) for one in found if one.command]
    assert told[0] == ("Validate", "signal-dsl.validate", ({"uri": text.uri},))
    assert told[1][1] == "signal-dsl.backtest"
    assert "1d · 2024-01-01 – 2024-06-01" in told[1][0]
    assert any("201 bars" in title for title, _, _ in told)


async def actions(editor: Editor, text: Text, part: str, *only: str) -> list[types.CodeAction]:
    context = types.CodeActionContext([], only=list(only) or None)
    params = types.CodeActionParams(text.identity, text.range(part), context)
    found = await editor.text_document_code_action_async(params)
    return [one for one in found or [] if isinstance(one, types.CodeAction)]


async def test_each_fix_and_silencer(editor: Editor) -> None:
    text = editor.open("emit_signal(close[1] > 3, exit('BINANCE:BTC/USDT'))\nx = emma(close, 3)\n")
    found = await actions(editor, text, "[1]")
    fix = next(one for one in found if one.edit and one.diagnostics)
    assert fix.diagnostics is not None
    assert fix.diagnostics[0].code == "SIG404"
    assert any("Silence SIG404" in one.title for one in found)
    context = types.CodeActionContext([])
    raw = await editor.text_document_code_action_async(
        types.CodeActionParams(text.identity, text.range("emma"), context)
    )
    # pytest-lsp takes an action that has a command and no edit for a command.
    assert any("signal-dsl.sync" in str(getattr(one, "command", "")) for one in raw or [])


async def test_the_start_date_can_be_set(editor: Editor) -> None:
    text = editor.open(SCRIPT)
    found = await actions(editor, text, "ema(close, 200)", "quickfix")
    assert any("start_date" in one.title and one.edit for one in found)


@pytest.mark.parametrize("lazily", [True, False])
async def test_all_fixes_at_once(lazily: bool) -> None:
    client = capabilities()
    assert client.text_document is not None
    assert client.text_document.code_action is not None
    if not lazily:
        client.text_document.code_action.resolve_support = None
    async with running(client=client) as editor:
        text = editor.open("a  = 1\nemit_signal(close>a ,exit('BINANCE:BTC/USDT'))\n")
        (found,) = await actions(editor, text, "a  = 1", "source.fixAll")
        assert (found.edit is None) == lazily
        resolved = await editor.code_action_resolve_async(found) if lazily else found
        assert resolved.edit is not None
        assert not [one for one in await actions(editor, text, "a  = 1", "quickfix") if one.kind != "quickfix"]
