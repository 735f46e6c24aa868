"""Hover."""

from __future__ import annotations

import pytest
from lsprotocol import types

from tests.lsp.editor import Editor

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_function_and_its_lookback(editor: Editor) -> None:
    text = editor.open('# /// backtest\n# timeframe = "1d"\n# ///\nx = e‸ma(close, 200)\n')
    found = await editor.text_document_hover_async(types.HoverParams(text.identity, text.cursor))
    assert found is not None
    assert isinstance(found.contents, types.MarkupContent)
    assert found.contents.kind == types.MarkupKind.Markdown
    assert "199" in found.contents.value
    assert found.range is not None
    assert found.range.start == types.Position(3, 4)


async def test_nothing_stands_in_a_blank_line(editor: Editor) -> None:
    text = editor.open("x = 1\n‸\n")
    assert await editor.text_document_hover_async(types.HoverParams(text.identity, text.cursor)) is None
