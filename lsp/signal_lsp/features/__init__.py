"""One file a feature. Each converts positions and answers; what there is to know is in `signal_dsl.ide` and below."""

from __future__ import annotations

from lsprotocol import types

# The function that answers each method, as `file:function`. A file is loaded when it is first needed.
FEATURES = {
    types.INITIALIZED: "settings:initialized",
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: "settings:configured",
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: "settings:watched",
    types.TEXT_DOCUMENT_COMPLETION: "completion:complete",
    types.COMPLETION_ITEM_RESOLVE: "completion:resolve",
    types.TEXT_DOCUMENT_HOVER: "hover:hover",
    types.TEXT_DOCUMENT_DIAGNOSTIC: "diagnostics:pulled",
    types.TEXT_DOCUMENT_FORMATTING: "formatting:document",
    types.TEXT_DOCUMENT_RANGE_FORMATTING: "formatting:selection",
}
