"""Signing in from an editor: a key goes to the address that it is for, and to no other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pygls.exceptions import JsonRpcException

from signal_dsl.heytraders.address import Address
from tests.heytraders.server import Server, bad, good
from tests.lsp.editor import Editor, capabilities, running
from tests.lsp.test_commands import execute

pytestmark = pytest.mark.asyncio

KEY, OTHER = "ht_editor_0123456789abcdef", "ht_other_fedcba9876543210"
ASKED = "GET /backtest/strategies"


@pytest.fixture
def platform() -> Iterator[Server]:
    with Server() as server:
        yield server.on(ASKED, good([])).on("GET /meta/indicators", bad("INTERNAL_ERROR", status=500))


def environment(server: Server, folder: Path) -> dict[str, str]:
    """Of a person who has no key."""
    own = {"HEYTRADERS_API_URL": server.url, "HEYTRADERS_API_KEY": ""}
    return {**os.environ, **own, "SIGNAL_DSL_STATE_DIR": str(folder), "SIGNAL_DSL_CACHE_DIR": str(folder)}


def sent(server: Server) -> str:
    """All that the server was told."""
    return repr([(one.headers, one.path, one.body) for one in server.requests])


async def signed_in(editor: Editor) -> Any:
    return (await execute(editor, "status"))["signed_in"]


async def test_a_key_is_tried_and_its_origin_told(platform: Server, tmp_path: Path) -> None:
    async with running(env=environment(platform, tmp_path)) as editor:
        assert await signed_in(editor) is False
        found = await execute(editor, "key", key=KEY)
        assert (found["signed_in"], found["origin"]) == (True, Address(platform.url).origin)
        assert KEY not in found["message"]
        assert platform.count(ASKED) == 1
        assert KEY in sent(platform)
        assert await signed_in(editor) is True


async def test_a_key_of_a_known_origin_is_kept_for_that_one_and_nothing_is_sent(
    platform: Server, tmp_path: Path
) -> None:
    async with running(env=environment(platform, tmp_path)) as editor:
        found = await execute(editor, "key", key=KEY, origin="https://elsewhere.example")
        assert found["origin"] == "https://elsewhere.example"
        await execute(editor, "key", key=OTHER, origin=Address(platform.url).origin)
        assert platform.count(ASKED) == 0
        with pytest.raises(JsonRpcException):
            await execute(editor, "sync")
        assert OTHER in sent(platform)
        assert KEY not in sent(platform)


async def test_a_key_that_is_not_taken_leaves_the_one_before(platform: Server, tmp_path: Path) -> None:
    platform.on(ASKED, good([]), bad("INVALID_API_KEY", status=401))
    async with running(env=environment(platform, tmp_path)) as editor:
        await execute(editor, "key", key=KEY)
        with pytest.raises(JsonRpcException) as refused:
            await execute(editor, "key", key=OTHER)
        assert OTHER not in str(refused.value)
        assert await signed_in(editor) is True
        with pytest.raises(JsonRpcException):
            await execute(editor, "sync")
        assert platform.requests[-1].headers["authorization"].endswith(KEY)


async def test_signing_out_forgets_every_key(platform: Server, tmp_path: Path) -> None:
    async with running(env=environment(platform, tmp_path)) as editor:
        await execute(editor, "key", key=KEY)
        await execute(editor, "key", key=None)
        assert await signed_in(editor) is False


async def test_an_agent_is_registered_and_claimed(platform: Server, tmp_path: Path) -> None:
    platform.on("POST /meta/register", good({"api_key": KEY, "key_id": "k_1"}))
    platform.on("POST /meta/request-claim", good({"claim_code": "AB12CD", "expires_in": 1800}))
    async with running(env=environment(platform, tmp_path)) as editor:
        made = await execute(editor, "register", display_name="Otter", description="trades at night")
        assert (made["key"], made["origin"]) == (KEY, Address(platform.url).origin)
        assert KEY not in made["message"]
        await execute(editor, "key", key=made["key"], origin=made["origin"])
        found = await execute(editor, "claim", display_name="Otter")
        assert found["claim_code"] == "AB12CD"
        assert found["url"] == f"{made['origin']}/dashboard/claim"
        assert found["message"] == f"Enter AB12CD at {found['url']} within 30 minutes, and the key is yours for good."


async def test_nobody_signs_in_at_the_sandbox() -> None:
    async with running(options={"sandbox": True}, client=capabilities()) as editor:
        for name, argument in (("key", {"key": KEY}), ("register", {"display_name": "Otter"}), ("claim", {})):
            with pytest.raises(JsonRpcException, match="needs no key"):
                await execute(editor, name, **argument)
