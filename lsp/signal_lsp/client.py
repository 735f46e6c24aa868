"""What the client is and can do, read from the parameters of `initialize`."""

from __future__ import annotations

from signal_lsp.capabilities import encoding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from lsprotocol import types


class Client:
    """The other side. Whatever its parameters hold, reading them raises nothing."""

    def __init__(self, params: dict[str, Any]) -> None:
        self._capabilities = params.get("capabilities")
        self.encoding = encoding(self._capabilities)
        self.options = _dict(params.get("initializationOptions"))
        process = params.get("processId")
        self.process = process if isinstance(process, int) and process > 0 else None
        # URIs of the folders that are open.
        self.folders = _folders(params)

    def can(self, *path: str) -> bool:
        """Whether a capability is there, by its path (`"workspace", "configuration"`)."""
        value = self._at(path)
        return value is not None and value is not False

    def offers(self, value: str, *path: str) -> bool:
        """Whether `value` is in the list at a path."""
        found = self._at(path)
        return isinstance(found, list) and value in found

    def markup(self, markdown: str, *path: str) -> types.MarkupContent:
        """A page as the client can show it there; `path` is that of the formats it takes."""
        from lsprotocol import types

        taken = self._at(path)
        plain = isinstance(taken, list) and "markdown" not in taken
        return types.MarkupContent(types.MarkupKind.PlainText if plain else types.MarkupKind.Markdown, markdown)

    @property
    def pulls(self) -> bool:
        """Whether it asks for diagnostics itself, so that they need not be pushed."""
        return self.can("textDocument", "diagnostic")

    def _at(self, path: tuple[str, ...]) -> object:
        value: object = self._capabilities
        for name in path:
            value = value.get(name) if isinstance(value, dict) else None
        return value


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _folders(params: dict[str, Any]) -> list[str]:
    found = params.get("workspaceFolders")
    if isinstance(found, list):
        return [one["uri"] for one in found if isinstance(one, dict) and isinstance(one.get("uri"), str)]
    if isinstance(root := params.get("rootUri"), str):
        return [root]
    if isinstance(path := params.get("rootPath"), str):
        from pygls.uris import from_fs_path

        uri = from_fs_path(path)
        return [uri] if uri else []
    return []
