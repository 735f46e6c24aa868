"""What the server tells of itself in answer to `initialize`. Imports nothing, for this goes out before all else.

A test holds it to what is really answered: each capability has its feature, and each feature its capability.
"""

from __future__ import annotations

from signal_dsl._version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Characters after which completions are asked for without being told to.
TRIGGERS = ('"', "'", "(", ",", ".", "=", ":", "[", "/", " ")
ENCODINGS = ("utf-8", "utf-16", "utf-32")

# Types and modifiers of semantic tokens; a token tells them by their index.
TOKEN_TYPES = (
    *("variable", "function", "parameter", "property", "keyword", "number"),
    *("string", "operator", "comment", "macro", "decorator"),
)
TOKEN_MODIFIERS = (
    *("declaration", "defaultLibrary", "readonly", "deprecated"),
    *("series", "condition", "indicator", "pattern", "action", "unknown"),
)

COMMANDS = tuple(
    f"signal-dsl.{name}"
    for name in (
        *("validate", "backtest", "cancel", "results", "result", "report", "evaluate", "scan", "rank"),
        *("sync", "key", "register", "claim", "rule", "rules", "status"),
    )
)

_INCREMENTAL = 2


def answer(params: dict[str, Any]) -> dict[str, Any]:
    """The result of `initialize` for a client's parameters."""
    return {
        "capabilities": capabilities(encoding(params.get("capabilities"))),
        "serverInfo": {"name": "signal-dsl", "version": __version__},
    }


def encoding(client: object) -> str:
    """The position encoding: the first that the client prefers, of those there are."""
    general = client.get("general") if isinstance(client, dict) else None
    offered = general.get("positionEncodings") if isinstance(general, dict) else None
    if isinstance(offered, list):
        for one in offered:
            if one in ENCODINGS:
                return str(one)
    return "utf-16"


def capabilities(encoding: str) -> dict[str, Any]:
    """All that the server can do."""
    return {
        "positionEncoding": encoding,
        "textDocumentSync": {"openClose": True, "change": _INCREMENTAL, "save": False},
        "diagnosticProvider": {
            "identifier": "signal-dsl",
            "interFileDependencies": False,
            "workspaceDiagnostics": False,
        },
        "completionProvider": {"triggerCharacters": list(TRIGGERS), "resolveProvider": True},
        "hoverProvider": True,
        "signatureHelpProvider": {"triggerCharacters": ["(", ","], "retriggerCharacters": ["=", ")"]},
        "definitionProvider": True,
        "referencesProvider": True,
        "documentHighlightProvider": True,
        "renameProvider": {"prepareProvider": True},
        "documentSymbolProvider": True,
        "workspaceSymbolProvider": True,
        "foldingRangeProvider": True,
        "selectionRangeProvider": True,
        "documentLinkProvider": {"resolveProvider": True},
        "semanticTokensProvider": {
            "legend": {"tokenTypes": list(TOKEN_TYPES), "tokenModifiers": list(TOKEN_MODIFIERS)},
            "full": {"delta": True},
            "range": True,
        },
        "inlayHintProvider": {"resolveProvider": True},
        "codeLensProvider": {"resolveProvider": False},
        "codeActionProvider": {
            "codeActionKinds": ["quickfix", "refactor.extract", "source.fixAll.signal-dsl"],
            "resolveProvider": True,
        },
        "documentFormattingProvider": True,
        "documentRangeFormattingProvider": True,
        "executeCommandProvider": {"commands": list(COMMANDS), "workDoneProgress": True},
        "workspace": {"workspaceFolders": {"supported": True, "changeNotifications": True}},
    }
