"""One file a feature. Each converts positions and answers; what there is to know is in `signal_dsl.ide` and below."""

from __future__ import annotations

from lsprotocol import types

# Methods whose functions are coroutines.
WAITING = (types.WORKSPACE_SYMBOL,)
# The function that answers each method, as `file:function`. A file is loaded when it is first needed.
FEATURES = {
    types.INITIALIZED: "settings:initialized",
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: "settings:configured",
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: "settings:watched",
    types.TEXT_DOCUMENT_COMPLETION: "completion:complete",
    types.COMPLETION_ITEM_RESOLVE: "completion:resolve",
    types.TEXT_DOCUMENT_HOVER: "hover:hover",
    types.TEXT_DOCUMENT_DIAGNOSTIC: "diagnostics:pulled",
    types.TEXT_DOCUMENT_SIGNATURE_HELP: "signature:signature",
    types.TEXT_DOCUMENT_INLAY_HINT: "inlay:hints",
    types.INLAY_HINT_RESOLVE: "inlay:resolve",
    types.TEXT_DOCUMENT_CODE_LENS: "lens:lenses",
    types.TEXT_DOCUMENT_DEFINITION: "navigation:definition",
    types.TEXT_DOCUMENT_REFERENCES: "navigation:references",
    types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: "navigation:highlights",
    types.TEXT_DOCUMENT_PREPARE_RENAME: "rename:prepare",
    types.TEXT_DOCUMENT_RENAME: "rename:rename",
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: "symbols:of_document",
    types.WORKSPACE_SYMBOL: "symbols:of_workspace",
    types.TEXT_DOCUMENT_FOLDING_RANGE: "structure:folds",
    types.TEXT_DOCUMENT_SELECTION_RANGE: "structure:selections",
    types.TEXT_DOCUMENT_DOCUMENT_LINK: "structure:links",
    types.DOCUMENT_LINK_RESOLVE: "structure:resolve",
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL: "tokens:full",
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA: "tokens:delta",
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE: "tokens:in_range",
    types.TEXT_DOCUMENT_CODE_ACTION: "actions:actions",
    types.CODE_ACTION_RESOLVE: "actions:resolve",
    types.TEXT_DOCUMENT_FORMATTING: "formatting:document",
    types.TEXT_DOCUMENT_RANGE_FORMATTING: "formatting:selection",
}
