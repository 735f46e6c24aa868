"""Completion, and the pages of what is offered."""

from __future__ import annotations

import pytest
from lsprotocol import types

from tests.lsp.editor import Editor, Text, capabilities, running

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def offered(editor: Editor, text: Text) -> list[types.CompletionItem]:
    found = await editor.text_document_completion_async(types.CompletionParams(text.identity, text.cursor))
    assert isinstance(found, types.CompletionList)
    return list(found.items)


async def test_names_functions_and_their_pages(editor: Editor) -> None:
    text = editor.open("momentum = 1\nx = em‸\n")
    items = await offered(editor, text)
    item = next(one for one in items if one.label == "ema")
    assert isinstance(item.text_edit, types.TextEdit)
    assert item.text_edit.range == types.Range(types.Position(1, 4), types.Position(1, 6))
    resolved = await editor.completion_item_resolve_async(item)
    assert isinstance(resolved.documentation, types.MarkupContent)
    assert "ema(" in resolved.documentation.value


async def test_snippets_have_tab_stops_only_where_the_client_knows_them(editor: Editor) -> None:
    source = "emit_sig‸\n"
    (item,) = [one for one in await offered(editor, editor.open(source)) if one.label == "emit_signal"]
    assert item.insert_text_format == types.InsertTextFormat.Snippet
    client = capabilities()
    assert client.text_document is not None
    assert client.text_document.completion is not None
    client.text_document.completion.completion_item = None
    async with running(client=client) as plain:
        (item,) = [one for one in await offered(plain, plain.open(source)) if one.label == "emit_signal"]
        assert item.insert_text_format is None
        assert item.text_edit is not None
        assert "$" not in item.text_edit.new_text


async def test_inside_a_string_and_in_the_settings_block(editor: Editor) -> None:
    source = (
        '# /// backtest\n# timeframe = "‸"\n# ///\nemit_signal(close > 1, entry("BINANCE:BTC/USDT", "‸", Weight(1)))\n'
    )
    text = editor.open(source)
    assert "1h" in [one.label for one in await offered(editor, text)]
    text.places.pop(0)
    assert "LONG" in [one.label for one in await offered(editor, text)]


async def test_behind_an_emoji_the_range_is_the_clients(editor: Editor) -> None:
    text = editor.open('x = ("🚀", em‸\n')
    item = next(one for one in await offered(editor, text) if one.label == "ema")
    assert item.text_edit is not None
    assert isinstance(item.text_edit, types.TextEdit)
    assert item.text_edit.range == text.range("em")


async def test_the_list_shows_parameters_and_kinds_where_the_client_can(editor: Editor) -> None:
    source = "momentum = rsi(close, 14)\nx = ‸\n"
    client = capabilities()
    assert client.text_document is not None
    assert client.text_document.completion is not None
    assert client.text_document.completion.completion_item is not None
    client.text_document.completion.completion_item.label_details_support = True
    async with running(client=client) as able:
        by_label = {one.label: one for one in await offered(able, able.open(source))}
    assert by_label["cross"].label_details == types.CompletionItemLabelDetails("(a, b)")
    name = by_label["momentum"].label_details
    assert name is not None
    assert (name.detail, name.description) == (None, by_label["momentum"].detail)
    assert all(one.label_details is None for one in await offered(editor, editor.open(source)))
