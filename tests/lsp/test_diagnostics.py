"""Diagnostics, pushed and pulled."""

from __future__ import annotations

import pytest
from lsprotocol import types

from tests.lsp.editor import Editor, capabilities, running

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_pushed_with_version_and_place(editor: Editor) -> None:
    text = editor.open('emit_signal(close[1] > 3, exit("BINANCE:BTC/USDT"))\n')
    (found,) = await editor.diagnosed(text)
    assert found.code == "SIG404"
    assert found.range == types.Range(types.Position(0, 18), types.Position(0, 19))
    assert found.severity == types.DiagnosticSeverity.Error
    editor.replace(text, "[1]", "[-2]")
    assert await editor.diagnosed(text) == []


async def test_columns_behind_emoji_count_as_the_client_counts(editor: Editor) -> None:
    text = editor.open('x = "🚀🚀"; y = 1\n')
    assert text.range(";") in [one.range for one in await editor.diagnosed(text)]


async def test_closed_documents_have_none(editor: Editor) -> None:
    text = editor.open("x = (\n")
    assert await editor.codes(text)
    editor.text_document_did_close(types.DidCloseTextDocumentParams(text.identity))
    await editor.until(lambda: not editor.published[text.uri].diagnostics)


async def test_pulled_and_not_pushed() -> None:
    async with running(client=capabilities(pull=True)) as editor:
        text = editor.open("x = (\n")
        asked = types.DocumentDiagnosticParams(text.identity)
        full = await editor.text_document_diagnostic_async(asked)
        assert isinstance(full, types.RelatedFullDocumentDiagnosticReport)
        assert [one.code for one in full.items] == ["SIG001"]
        asked.previous_result_id = full.result_id
        again = await editor.text_document_diagnostic_async(asked)
        assert isinstance(again, types.RelatedUnchangedDocumentDiagnosticReport)
        assert not editor.published


async def test_a_document_that_is_opened_again_is_another() -> None:
    async with running(client=capabilities(pull=True)) as editor:
        text = editor.open("x = (\n", uri="untitled:again.signal")
        asked = types.DocumentDiagnosticParams(text.identity)
        first = await editor.text_document_diagnostic_async(asked)
        editor.text_document_did_close(types.DidCloseTextDocumentParams(text.identity))
        editor.open("close > closs\n", uri=text.uri)  # under the same name, and in version 1 again
        asked.previous_result_id = first.result_id
        second = await editor.text_document_diagnostic_async(asked)
        assert isinstance(second, types.RelatedFullDocumentDiagnosticReport)
        assert "SIG101" in [one.code for one in second.items]


async def test_ten_documents_do_not_get_in_each_others_way(editor: Editor) -> None:
    signal = 'emit_signal(close > 1, exit("BINANCE:BTC/USDT"))\n'
    texts = [editor.open(f"name_{number} = close[{number}]\n{signal}", f"many-{number}.signal") for number in range(10)]
    for turn in range(3):
        for number, text in enumerate(texts):
            editor.replace(text, f"name_{number} = ", f"name_{number} = {turn} + ")
    for number, text in enumerate(texts):
        found = {str(one.code): one for one in await editor.diagnosed(text)}
        assert f"name_{number}" in found["SIG102"].message
        assert "SIG404" in found
        assert found["SIG102"].range == text.range(f"name_{number}")
