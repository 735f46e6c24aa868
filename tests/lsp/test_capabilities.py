"""What the server says it can do, and what it does: one no more than the other."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.protocol import default_converter

from signal_dsl.ide import completion, signature, tokens
from signal_lsp import capabilities
from signal_lsp.commands import COMMANDS
from signal_lsp.features import FEATURES
from signal_lsp.preferences import _PATHS

# The capability behind each method, by its path.
BEHIND = {
    types.TEXT_DOCUMENT_DIAGNOSTIC: "diagnosticProvider",
    types.TEXT_DOCUMENT_COMPLETION: "completionProvider",
    types.COMPLETION_ITEM_RESOLVE: "completionProvider.resolveProvider",
    types.TEXT_DOCUMENT_HOVER: "hoverProvider",
    types.TEXT_DOCUMENT_SIGNATURE_HELP: "signatureHelpProvider",
    types.TEXT_DOCUMENT_INLAY_HINT: "inlayHintProvider",
    types.INLAY_HINT_RESOLVE: "inlayHintProvider.resolveProvider",
    types.TEXT_DOCUMENT_CODE_LENS: "codeLensProvider",
    types.TEXT_DOCUMENT_DEFINITION: "definitionProvider",
    types.TEXT_DOCUMENT_REFERENCES: "referencesProvider",
    types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: "documentHighlightProvider",
    types.TEXT_DOCUMENT_PREPARE_RENAME: "renameProvider.prepareProvider",
    types.TEXT_DOCUMENT_RENAME: "renameProvider",
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: "documentSymbolProvider",
    types.WORKSPACE_SYMBOL: "workspaceSymbolProvider",
    types.TEXT_DOCUMENT_FOLDING_RANGE: "foldingRangeProvider",
    types.TEXT_DOCUMENT_SELECTION_RANGE: "selectionRangeProvider",
    types.TEXT_DOCUMENT_DOCUMENT_LINK: "documentLinkProvider",
    types.DOCUMENT_LINK_RESOLVE: "documentLinkProvider.resolveProvider",
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL: "semanticTokensProvider.full",
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA: "semanticTokensProvider.full.delta",
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE: "semanticTokensProvider.range",
    types.TEXT_DOCUMENT_CODE_ACTION: "codeActionProvider",
    types.CODE_ACTION_RESOLVE: "codeActionProvider.resolveProvider",
    types.TEXT_DOCUMENT_FORMATTING: "documentFormattingProvider",
    types.TEXT_DOCUMENT_RANGE_FORMATTING: "documentRangeFormattingProvider",
}
# Notifications, which need no capability.
TOLD = {
    types.INITIALIZED,
    types.WORKSPACE_DID_CHANGE_CONFIGURATION,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
}
ALL = capabilities.capabilities("utf-16")


def at(path: str) -> Any:
    value: Any = ALL
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def test_each_feature_has_its_capability_and_the_other_way_round() -> None:
    assert set(FEATURES) == set(BEHIND) | TOLD
    for method, path in BEHIND.items():
        assert at(path), method
    others = {"positionEncoding", "textDocumentSync", "workspace", "executeCommandProvider"}
    assert set(ALL) - others == {path.partition(".")[0] for path in BEHIND.values()}


def test_each_feature_and_command_has_its_function() -> None:
    for package, names in (("features", FEATURES.values()), ("commands", [name for name, _ in COMMANDS.values()])):
        for name in names:
            module, _, function = name.partition(":")
            assert callable(getattr(import_module(f"signal_lsp.{package}.{module}"), function)), name


def test_what_is_said_before_anything_is_loaded_is_what_is_loaded_then() -> None:
    assert tuple(COMMANDS) == capabilities.COMMANDS
    assert tokens.KINDS == capabilities.TOKEN_TYPES
    assert tokens.MODIFIERS == capabilities.TOKEN_MODIFIERS
    assert completion.TRIGGERS == capabilities.TRIGGERS
    assert list(signature.TRIGGERS) == at("signatureHelpProvider.triggerCharacters")
    assert list(signature.RETRIGGERS) == at("signatureHelpProvider.retriggerCharacters")


def test_they_are_as_lsp_has_them() -> None:
    converter = default_converter()
    structured = converter.structure(ALL, types.ServerCapabilities)
    assert converter.unstructure(structured) == {name: value for name, value in ALL.items() if value is not None}


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        ({}, "utf-16"),
        (None, "utf-16"),
        ({"general": {"positionEncodings": []}}, "utf-16"),
        ({"general": {"positionEncodings": ["utf-7", "utf-8", "utf-16"]}}, "utf-8"),
        ({"general": {"positionEncodings": ["utf-32", "utf-8"]}}, "utf-32"),
        ({"general": {"positionEncodings": "utf-8"}}, "utf-16"),
    ],
)
def test_the_position_encoding(client: object, expected: str) -> None:
    assert capabilities.encoding(client) == expected


def test_the_page_tells_of_each_method() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "editors.md").read_text(encoding="utf-8")
    for method in set(FEATURES) - {types.INITIALIZED}:
        assert f"`{method}`" in page, method


def test_the_page_tells_of_each_command_and_setting() -> None:
    docs = Path(__file__).resolve().parents[2] / "docs"
    told = (docs / "server-commands.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`{name}`" not in told] == []
    settings = (docs / "editors.md").read_text(encoding="utf-8")
    assert [path for path in _PATHS.values() if f"`{'.'.join(path)}`" not in settings] == []
