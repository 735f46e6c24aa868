"""Settings: the client's, those of files, several folders, unsaved documents, and all of them changing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from tests.lsp.editor import Editor, Text, capabilities, running

pytestmark = pytest.mark.asyncio
SCRIPT = 'x = 1\nemit_signal(close[1] > 3, exit("BINANCE:BTC/USDT"))\n'


async def changed(editor: Editor, path: Path) -> None:
    """Tell the server that a file has changed."""
    event = types.FileEvent(path.as_uri(), types.FileChangeType.Changed)
    editor.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))


def published(editor: Editor, text: Text) -> list[str]:
    known = editor.published.get(text.uri)
    return [str(one.code) for one in known.diagnostics] if known else []


async def test_folders_have_settings_of_their_own_and_reload_them(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder, ignored in ((one, "SIG102"), (two, "SIG404")):
        folder.mkdir()
        (folder / "signal-dsl.toml").write_text(f'[lint]\nignore = ["{ignored}"]\n', encoding="utf-8")
    async with running(folders=[one.as_uri(), two.as_uri()]) as editor:
        first = editor.open(SCRIPT, uri=(one / "a.signal").as_uri())
        second = editor.open(SCRIPT, uri=(two / "a.signal").as_uri())
        unsaved = editor.open(SCRIPT)
        assert await editor.codes(first) == ["SIG404"]
        assert await editor.codes(second) == ["SIG102"]
        assert await editor.codes(unsaved) == ["SIG404"]
        (one / "signal-dsl.toml").write_text("", encoding="utf-8")
        await changed(editor, one / "signal-dsl.toml")
        await editor.until(lambda: published(editor, first) == ["SIG102", "SIG404"])
        assert published(editor, second) == ["SIG102"]


async def test_per_file_ignores_and_severities(tmp_path: Path) -> None:
    config = '[lint]\nper-file-ignores = { "old/*.signal" = ["SIG404"] }\nseverity = { SIG102 = "error" }\n'
    (tmp_path / "signal-dsl.toml").write_text(config, encoding="utf-8")
    async with running(folders=[tmp_path.as_uri()]) as editor:
        text = editor.open(SCRIPT, uri=(tmp_path / "old" / "a.signal").as_uri())
        (found,) = await editor.diagnosed(text)
        assert (found.code, found.severity) == ("SIG102", types.DiagnosticSeverity.Error)


async def test_faults_of_a_configuration_file_are_told_in_it(tmp_path: Path) -> None:
    path = tmp_path / "signal-dsl.toml"
    faulty = '[backtest]\ntimeframe = "7h"\n'
    path.write_text(faulty, encoding="utf-8")
    async with running(folders=[tmp_path.as_uri()]) as editor:
        text = editor.open("emit_signal(close > 3, exit('BINANCE:BTC/USDT'))\n", uri=(tmp_path / "a.signal").as_uri())
        await editor.diagnosed(text)
        await editor.until(lambda: path.as_uri() in editor.published)
        (found,) = editor.published[path.as_uri()].diagnostics
        assert (found.code, found.range.start.line) == ("SIG507", 1)
        path.unlink()
        await changed(editor, path)
        await editor.until(lambda: not editor.published[path.as_uri()].diagnostics)
        path.write_text(faulty, encoding="utf-8")
        await changed(editor, path)
        await editor.until(lambda: bool(editor.published[path.as_uri()].diagnostics))
        editor.text_document_did_close(types.DidCloseTextDocumentParams(text.identity))
        await editor.until(lambda: not editor.published[path.as_uri()].diagnostics)


async def test_a_configuration_that_cannot_be_used_is_told_and_left_out(tmp_path: Path) -> None:
    (tmp_path / "signal-dsl.toml").write_text('[lint]\nselect = ["SIG999"]\n', encoding="utf-8")
    async with running(folders=[tmp_path.as_uri()]) as editor:
        text = editor.open(SCRIPT, uri=(tmp_path / "a.signal").as_uri())
        assert await editor.codes(text) == ["SIG102", "SIG404"]
        (told,) = editor.messages
        assert "SIG999" in told.message


@pytest.mark.parametrize("pulled", [True, False])
async def test_the_clients_choice_of_rules(pulled: bool) -> None:
    client = capabilities()
    assert client.workspace is not None
    client.workspace.configuration = pulled
    async with running(client=client, options={"lint": {"ignore": ["SIG404"]}}) as editor:
        text = editor.open(SCRIPT)
        assert await editor.codes(text) == ["SIG102"]
        wanted: dict[str, Any] = {"lint": {"select": ["unused-name", "wrong-bar"], "ignore": []}}
        editor.set_configuration(wanted, section="signal-dsl")
        editor.workspace_did_change_configuration(
            types.DidChangeConfigurationParams(None if pulled else {"signal-dsl": wanted})
        )
        await editor.until(lambda: published(editor, text) == ["SIG102", "SIG404"])
        editor.set_configuration({"lint": {"enable": False}}, section="signal-dsl")
        editor.workspace_did_change_configuration(
            types.DidChangeConfigurationParams(None if pulled else {"lint": {"enable": False}})
        )
        await editor.until(lambda: published(editor, text) == [])


async def test_what_is_no_setting_is_told() -> None:
    options = {"lint": {"enable": "yes", "ignore": ["SIG999"]}}
    async with running(options=options) as editor:
        text = editor.open(SCRIPT)
        assert await editor.codes(text) == ["SIG102", "SIG404"]
        assert len(editor.messages) == 2


async def test_folders_come_and_go(tmp_path: Path) -> None:
    (tmp_path / "signal-dsl.toml").write_text('[lint]\nignore = ["SIG102"]\n', encoding="utf-8")
    async with running() as editor:
        text = editor.open(SCRIPT)
        assert await editor.codes(text) == ["SIG102", "SIG404"]
        folder = types.WorkspaceFolder(tmp_path.as_uri(), "x")
        for event, expected in (
            (types.WorkspaceFoldersChangeEvent([folder], []), ["SIG404"]),
            (types.WorkspaceFoldersChangeEvent([], [folder]), ["SIG102", "SIG404"]),
        ):
            editor.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
            await editor.until(lambda expected=expected: published(editor, text) == expected)


async def test_a_folder_that_comes_has_its_own_choice_in_the_client(tmp_path: Path) -> None:
    client = capabilities()
    assert client.workspace is not None
    client.workspace.configuration = True
    async with running(client=client) as editor:
        text = editor.open(SCRIPT, uri=(tmp_path / "a.signal").as_uri())
        assert await editor.codes(text) == ["SIG102", "SIG404"]
        editor.set_configuration({"lint": {"ignore": ["SIG404"]}}, scope_uri=tmp_path.as_uri(), section="signal-dsl")
        event = types.WorkspaceFoldersChangeEvent([types.WorkspaceFolder(tmp_path.as_uri(), "x")], [])
        editor.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
        await editor.until(lambda: published(editor, text) == ["SIG102"])


async def test_a_script_on_no_disk_has_no_settings_of_a_folder_that_is_on_one(tmp_path: Path) -> None:
    (tmp_path / "signal-dsl.toml").write_text('[lint]\nignore = ["SIG102"]\n', encoding="utf-8")
    async with running(folders=[tmp_path.as_uri(), "memfs:/project"]) as editor:
        assert await editor.codes(editor.open(SCRIPT, uri="memfs:/project/a.signal")) == ["SIG102", "SIG404"]
        assert await editor.codes(editor.open(SCRIPT, uri="untitled:b.signal")) == ["SIG404"]
        found = await editor.workspace_symbol_async(types.WorkspaceSymbolParams(""))
        assert {one.location.uri for one in found or ()} == {"memfs:/project/a.signal", "untitled:b.signal"}


async def test_lists_in_files_that_the_client_chooses(tmp_path: Path) -> None:
    catalog, markets = tmp_path / "indicators.json", tmp_path / "markets.json"
    indicators = [{"name": name, "parameters": []} for name in ("rsi", "sma", "ema", "roc", "houseflow")]
    catalog.write_text(json.dumps({"indicators": indicators}), encoding="utf-8")
    markets.write_text("no JSON", encoding="utf-8")
    async with running(options={"catalog": str(catalog), "markets": str(markets)}) as editor:
        text = editor.open('emit_signal(houseflow() > 1, exit("BINANCE:BTC/USDT"))\n')
        assert "SIG101" not in await editor.codes(text)
        assert any("markets.json" in one.message for one in editor.messages)


async def test_a_client_that_asks_itself_is_told_to_ask_again(tmp_path: Path) -> None:
    client = capabilities(pull=True)
    assert client.workspace is not None
    client.workspace.diagnostics = types.DiagnosticWorkspaceClientCapabilities(True)
    client.workspace.semantic_tokens = types.SemanticTokensWorkspaceClientCapabilities(True)
    client.workspace.inlay_hint = types.InlayHintWorkspaceClientCapabilities(True)
    client.workspace.code_lens = types.CodeLensWorkspaceClientCapabilities(True)
    async with running(client=client, folders=[tmp_path.as_uri()]) as editor:
        text = editor.open(SCRIPT, uri=(tmp_path / "a.signal").as_uri())
        asked = types.DocumentDiagnosticParams(text.identity)
        before = await editor.text_document_diagnostic_async(asked)
        (tmp_path / "signal-dsl.toml").write_text('[lint]\nignore = ["SIG102"]\n', encoding="utf-8")
        await changed(editor, tmp_path / "signal-dsl.toml")
        await editor.until(lambda: editor.refreshed == {"diagnostics", "semanticTokens", "inlayHint", "codeLens"})
        asked.previous_result_id = before.result_id
        after = await editor.text_document_diagnostic_async(asked)
        assert isinstance(after, types.RelatedFullDocumentDiagnosticReport)
        assert [one.code for one in after.items] == ["SIG404"]
