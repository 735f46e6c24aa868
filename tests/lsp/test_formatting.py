"""Formatting of documents and of ranges."""

from __future__ import annotations

import pytest
from lsprotocol import types

from tests.lsp.editor import Editor

pytestmark = pytest.mark.asyncio(loop_scope="module")
OPTIONS = types.FormattingOptions(4, True)


async def test_a_document(editor: Editor) -> None:
    text = editor.open("a  =  1\nb = 2\nc=a+b\n")
    edits = await editor.text_document_formatting_async(types.DocumentFormattingParams(text.identity, OPTIONS))
    assert [(edit.range.start.line, edit.new_text) for edit in edits or []] == [(0, "a = 1"), (2, "c = a + b")]


async def test_a_range(editor: Editor) -> None:
    text = editor.open("a  =  1\nb = 2\nc=a+b\n")
    params = types.DocumentRangeFormattingParams(text.identity, text.range("c=a"), OPTIONS)
    edits = await editor.text_document_range_formatting_async(params)
    assert [edit.new_text for edit in edits or []] == ["c = a + b"]


async def test_a_faulty_document_stays_as_it_is(editor: Editor) -> None:
    text = editor.open("a  = (\n")
    assert not await editor.text_document_formatting_async(types.DocumentFormattingParams(text.identity, OPTIONS))
