"""One server a test file, shared by tests that do not mind."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.lsp.editor import Editor, running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def editor() -> AsyncIterator[Editor]:
    """An editor with VS Code's capabilities, to which diagnostics are pushed."""
    async with running() as editor:
        yield editor
