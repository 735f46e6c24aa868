"""The platform down, slow, or talking nonsense: nobody who types notices, and the log stays empty."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from tests.lsp.editor import Editor, capabilities, running

pytestmark = pytest.mark.asyncio

INDICATORS = [{"name": name, "parameters": []} for name in ("rsi", "sma", "ema", "roc", "houseflow")]
GOOD = json.dumps({"success": True, "data": {"indicators": INDICATORS}}).encode()
ANSWERS = {
    "malformed": b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n{"x":',
    "a web page": b"HTTP/1.1 503 Oh\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<h1>Busy</h1>",
    "good": b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(GOOD), GOOD),
}


class Platform:
    """Something on a port that takes requests. It gives `answer`, or nothing for as long as it is asked."""

    def __init__(self, answer: bytes | None) -> None:
        self._answer = answer
        self.asked = asyncio.Event()
        self.over = asyncio.Event()
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        self.asked.set()
        if self._answer is None:
            await self.over.wait()
        else:
            writer.write(self._answer)
        writer.close()


@asynccontextmanager
async def platform(answer: bytes | None) -> AsyncIterator[Platform]:
    one = Platform(answer)
    server = await asyncio.start_server(one.serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    one.url = f"http://{host}:{port}/api/v1"
    async with server:
        yield one
        one.over.set()


def environment(url: str, folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "HEYTRADERS_API_URL": url,
        "HEYTRADERS_API_KEY": "a-key-of-the-tests",
        "SIGNAL_DSL_CACHE_DIR": str(folder),
    }


async def completes(editor: Editor) -> None:
    text = editor.open("x = em‸\n")
    found = await editor.text_document_completion_async(types.CompletionParams(text.identity, text.cursor))
    assert isinstance(found, types.CompletionList)
    assert "ema" in [one.label for one in found.items]
    assert await editor.diagnosed(text)


async def test_the_editor_does_not_wait_for_a_platform_that_is_slow(tmp_path: Path) -> None:
    async with (
        platform(None) as slow,
        running(env=environment(slow.url, tmp_path), client=capabilities()) as editor,
    ):
        await completes(editor)
        await asyncio.wait_for(slow.asked.wait(), 60)
        await completes(editor)
        begun = asyncio.get_running_loop().time()
        await editor.shutdown_async(None)
        editor.exit(None)
        assert editor._server is not None
        await editor._server.wait()
        assert asyncio.get_running_loop().time() - begun < 2.0
        editor.capabilities = None  # it has left already


@pytest.mark.parametrize("kind", ["malformed", "a web page", "down"])
async def test_down_or_nonsense(kind: str, tmp_path: Path) -> None:
    async with platform(ANSWERS.get(kind)) as odd:
        url = "http://127.0.0.1:9/api/v1" if kind == "down" else odd.url
        async with running(env=environment(url, tmp_path)) as editor:
            await completes(editor)
            await editor.until(lambda: editor.log_messages)
            assert "as old as before" in editor.log_messages[0].message
            assert "a-key-of-the-tests" not in editor.log_messages[0].message
            assert not editor.messages
            await completes(editor)


async def test_a_list_that_came_is_in_force_at_once(tmp_path: Path) -> None:
    async with platform(ANSWERS["good"]) as good, running(env=environment(good.url, tmp_path)) as editor:
        text = editor.open('emit_signal(houseflow() > 1, exit("BINANCE:BTC/USDT"))\n')
        assert "SIG101" in await editor.codes(text)
        await editor.until(lambda: "SIG101" not in [one.code for one in editor.published[text.uri].diagnostics])


async def test_no_key_goes_by_itself_to_an_address_that_a_folder_names(tmp_path: Path) -> None:
    """The background fetch stays away from it, and the commands send it no key that was made for another address."""
    async with platform(ANSWERS["a web page"]) as other:
        env = environment("", tmp_path)  # so the key is the public platform's
        async with running(env=env, options={"api": {"url": other.url}}) as editor:
            text = editor.open("emit_signal(close > 1, exit('BINANCE:BTC/USDT'))\n")
            params = types.ExecuteCommandParams("signal-dsl.status", [{"uri": text.uri}])
            found: Any = await editor.workspace_execute_command_async(params)
            assert found["origin"] == other.url.removesuffix("/api/v1")
            assert not found["signed_in"]
            assert not other.asked.is_set()
