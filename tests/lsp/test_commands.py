"""Commands, with a sandbox of the server's own in place of the platform."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcRequestCancelled

from signal_dsl.heytraders.address import Address
from tests import secrets
from tests.heytraders.server import REFUSED, Platform, good
from tests.lsp.editor import DEADLINE, Editor, capabilities, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

EXECUTE = "POST /backtest/execute"
SCRIPT = """\
# /// backtest
# universe = ["BINANCE:BTC/USDT"]
# timeframe = "1h"
# start_date = "2024-01-01"
# end_date = "2024-03-01"
# ///
fast = ema(close, 10)
go = crossover(fast, ema(close, 30))
emit_signal(go, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
emit_signal(crossunder(fast, ema(close, 30)), exit("BINANCE:BTC/USDT"))
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sandboxed() -> AsyncIterator[Editor]:
    """An editor whose runs go to a sandbox."""
    async with running(options={"sandbox": True}) as editor:
        yield editor


async def execute(editor: Editor, name: str, token: str | None = None, **argument: Any) -> Any:
    params = types.ExecuteCommandParams(f"signal-dsl.{name}", [argument], work_done_token=token)
    return await asyncio.wait_for(editor.workspace_execute_command_async(params), DEADLINE)


async def test_a_valid_script(sandboxed: Editor) -> None:
    text = sandboxed.open(SCRIPT)
    found = await execute(sandboxed, "validate", uri=text.uri)
    assert (found["valid"], found["simulated"], found["faults"]) == (True, True, [])
    assert found["origin"].startswith("http://127.0.0.1:")


async def test_a_faulty_script_is_not_sent(sandboxed: Editor) -> None:
    text = sandboxed.open("emit_signal(close[1] > 1, 2)\n")
    found = await execute(sandboxed, "validate", uri=text.uri)
    assert (found["valid"], found["origin"]) == (False, None)
    with pytest.raises(JsonRpcException, match="It was not sent"):
        await execute(sandboxed, "backtest", uri=text.uri)


async def test_expressions_with_the_scripts_names(sandboxed: Editor) -> None:
    text = sandboxed.open(SCRIPT)
    found = await execute(sandboxed, "evaluate", uri=text.uri, expression="fast > 0")
    assert found["expression"] == "(ema(close, 10)) > 0"
    assert found["rows"][0][:2] == ["BINANCE:BTC/USDT", True]
    assert (await execute(sandboxed, "scan", uri=text.uri, expression="fast > 0"))["rows"] == [["BINANCE:BTC/USDT"]]
    ranked = await execute(sandboxed, "rank", uri=text.uri, expression="fast")
    assert [row[:2] for row in ranked["rows"]] == [[1, "BINANCE:BTC/USDT"]]


async def test_a_run_tells_how_far_it_is_and_gives_the_document(sandboxed: Editor) -> None:
    text = sandboxed.open(SCRIPT)
    sandboxed.progress_reports["mine"] = []
    found = await execute(sandboxed, "backtest", "mine", uri=text.uri)
    document = found["document"]
    assert document["simulated"] is True
    assert document["metrics"]["num_trades"] > 0
    assert "SIMULATED" in found["message"]
    assert sandboxed.messages[-1].message == found["message"]
    begin, *reports, end = sandboxed.progress_reports["mine"]
    assert isinstance(begin, types.WorkDoneProgressBegin)
    assert begin.cancellable
    assert reports
    assert isinstance(end, types.WorkDoneProgressEnd)


async def test_a_script_on_no_disk_has_results_and_its_report_is_given(sandboxed: Editor) -> None:
    text = sandboxed.open(SCRIPT, uri="memfs:/project/trend.signal")
    document = (await execute(sandboxed, "backtest", uri=text.uri))["document"]
    assert document["script"]["path"] == text.uri
    found = (await execute(sandboxed, "results", path=text.uri))["results"]
    assert document["result_id"] in [one["result_id"] for one in found]
    page = (await execute(sandboxed, "report", result_id=document["result_id"]))["page"]
    assert page.startswith("<!doctype html>")
    assert "trend.signal" in page


async def test_progress_of_the_servers_own_where_the_client_gave_no_token(sandboxed: Editor) -> None:
    text = sandboxed.open(SCRIPT)
    known = set(sandboxed.progress_reports)
    await execute(sandboxed, "validate", uri=text.uri)
    (token,) = set(sandboxed.progress_reports) - known
    await sandboxed.until(lambda: sandboxed.progress_reports[token])


async def test_typing_goes_on_while_a_run_is_under_way_and_the_run_can_be_ended(sandboxed: Editor) -> None:
    text = sandboxed.open(SCRIPT.replace("2024-01-01", "2020-01-01").replace('"1h"', '"1m"'))
    sandboxed.progress_reports["long"] = []
    run = asyncio.ensure_future(execute(sandboxed, "backtest", "long", uri=text.uri))
    await sandboxed.until(lambda: len(sandboxed.progress_reports["long"]) > 1)
    other = sandboxed.open("x = (\n")
    assert await sandboxed.codes(other)
    assert (await execute(sandboxed, "status", uri=text.uri))["running"] == ["signal-dsl.backtest"]
    assert (await execute(sandboxed, "cancel"))["cancelled"]
    found = await run
    assert found["cancelled"]


async def test_a_request_that_is_taken_back_ends(sandboxed: Editor) -> None:
    text = sandboxed.open(SCRIPT.replace("2024-01-01", "2020-01-01").replace('"1h"', '"1m"'))
    sandboxed.progress_reports["back"] = []
    params = types.ExecuteCommandParams("signal-dsl.backtest", [{"uri": text.uri}], work_done_token="back")
    future = sandboxed.protocol.send_request("workspace/executeCommand", params, msg_id="take-me-back")
    await sandboxed.until(lambda: len(sandboxed.progress_reports["back"]) > 1)
    sandboxed.cancel_request(types.CancelParams("take-me-back"))
    with pytest.raises(JsonRpcRequestCancelled):
        await asyncio.wait_for(asyncio.wrap_future(future), DEADLINE)


async def test_status(editor: Editor) -> None:
    text = editor.open(SCRIPT)
    found = await execute(editor, "status", uri=text.uri)
    assert (found["lookback"], found["bars_needed"]) == (30, 31)
    assert found["catalog"]["source"] == "built-in"
    assert (found["signed_in"], found["origin"]) == (True, Address(secrets.NOWHERE).origin)


async def test_rules(editor: Editor) -> None:
    found = await execute(editor, "rules")
    assert {"code", "name", "severity", "summary"} == set(found["rules"][0])
    page = await execute(editor, "rule", code="SIG401")
    assert page["title"] == "SIG401 ta-out-of-range"
    assert page["markdown"]


@pytest.mark.parametrize(
    ("name", "argument", "told"),
    [
        ("rule", {"code": "SIG999"}, "There is no rule"),
        ("rule", {}, "needs `code`"),
        ("validate", {"uri": "file:///nowhere.signal"}, "not open"),
        ("key", {"key": "no"}, "no API key"),
        ("report", {"result_id": "../../etc/passwd", "path": "x.html"}, "id"),
        ("nothing", {}, "no command"),
    ],
)
async def test_what_cannot_be_done_is_one_sentence(
    editor: Editor, name: str, argument: dict[str, Any], told: str
) -> None:
    with pytest.raises(JsonRpcException, match=told):
        await execute(editor, name, **argument)


async def test_nothing_leaves_a_folder_that_is_not_trusted() -> None:
    async with running(options={"trusted": False, "sandbox": True}, client=capabilities()) as editor:
        text = editor.open(SCRIPT)
        for name in ("validate", "backtest", "sync", "key"):
            with pytest.raises(JsonRpcException, match="not trusted"):
                await execute(editor, name, uri=text.uri, key="a-key-that-is-long-enough")
        found = await execute(editor, "status", uri=text.uri)
        assert (found["trusted"], found["origin"], found["lookback"]) == (False, None, 30)


async def test_what_may_be_running_is_not_sent_again_unless_that_is_said(tmp_path: Path) -> None:
    """The answer to a run is lost. A person tries once more, and then says that it is meant."""
    lost, taken = REFUSED, good({"backtest_id": "b_1"})
    with Platform().on(EXECUTE, lost, taken) as platform:
        env = {**os.environ, "HEYTRADERS_API_URL": platform.url, "SIGNAL_DSL_STATE_DIR": str(tmp_path)}
        async with running(env=env) as editor:
            text = editor.open(SCRIPT)
            with pytest.raises(JsonRpcException, match="so nobody knows whether") as caught:
                await execute(editor, "backtest", uri=text.uri)
            assert caught.value.data["kind"] == "unknownOutcome"
            with pytest.raises(JsonRpcException, match=r"nobody knows whether it runs\..*`force: true`") as caught:
                await execute(editor, "backtest", uri=text.uri)
            told = caught.value.data
            assert (told["kind"], told["dashboard_url"]) == ("sentBefore", f"{Address(platform.url).origin}/dashboard")
            assert datetime.fromisoformat(told["since"]).tzinfo is not None
            with pytest.raises(JsonRpcException, match="`force` is true or false"):
                await execute(editor, "backtest", uri=text.uri, force="yes")
            assert platform.count(EXECUTE) == 1
            found = await execute(editor, "backtest", uri=text.uri, force=True)
            assert found["document"]["result_id"] == "r_1"
            assert platform.count(EXECUTE) == 2
            editor.replace(text, "0.5", "0.6")  # another script is another run
            assert (await execute(editor, "backtest", uri=text.uri))["document"]["result_id"] == "r_1"
            assert platform.count(EXECUTE) == 3


async def test_a_sandbox_that_is_not_installed_says_which_python_needs_what(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['talib'] = None\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    async with running(options={"sandbox": True}, env=environment) as editor:
        text = editor.open(SCRIPT)
        with pytest.raises(JsonRpcException, match=r"needs packages.*\(talib\).*-m pip install") as told:
            await execute(editor, "validate", uri=text.uri)
        assert sys.executable in str(told.value)
