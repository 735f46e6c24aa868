"""Where settings come from: the client's configuration, and files that change on disk."""

from __future__ import annotations

import os

from lsprotocol import types
from pygls.uris import to_fs_path

from signal_dsl.settings.find import FILES
from signal_lsp import preferences, refreshing, warming

TYPE_CHECKING = False
if TYPE_CHECKING:
    from concurrent.futures import Future
    from typing import Any

    from signal_lsp.preferences import Preferences
    from signal_lsp.server import Server


def initialized(ls: Server, params: types.InitializedParams) -> None:
    """initialized: the client can be asked from now on."""
    if ls.client.can("workspace", "didChangeWatchedFiles", "dynamicRegistration"):
        watchers = [types.FileSystemWatcher(f"**/{name}") for name in FILES]
        wanted = [(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, types.DidChangeWatchedFilesRegistrationOptions(watchers))]
        if ls.client.can("workspace", "didChangeConfiguration", "dynamicRegistration"):
            section = types.DidChangeConfigurationRegistrationOptions(preferences.SECTION)
            wanted.append((types.WORKSPACE_DID_CHANGE_CONFIGURATION, section))  # type: ignore[arg-type]
        ls.client_register_capability(
            types.RegistrationParams([types.Registration(method, method, options) for method, options in wanted])
        )
    pull(ls)
    refreshing.start(ls)
    warming.start()


def configured(ls: Server, params: types.DidChangeConfigurationParams) -> None:
    """workspace/didChangeConfiguration: the client's settings have changed; it may have sent them along."""
    if ls.client.can("workspace", "configuration"):
        pull(ls)
    elif isinstance(params.settings, dict):
        chosen = _read(ls, params.settings.get(preferences.SECTION, params.settings))
        ls.folders.prefer(chosen, {})
        ls.outdated()


def watched(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
    """workspace/didChangeWatchedFiles: a configuration file came, went or has changed."""
    if any(os.path.basename(to_fs_path(change.uri) or "") in FILES for change in params.changes):
        ls.folders.forget()
        ls.outdated()


def pull(ls: Server) -> None:
    """Ask the client for its settings: for all, and for each folder."""
    if not ls.client.can("workspace", "configuration"):
        return
    folders = list(ls.folders.uris)
    items = [types.ConfigurationItem(section=preferences.SECTION)]
    items += [types.ConfigurationItem(uri, preferences.SECTION) for uri in folders]

    def answered(future: Future[Any]) -> None:
        if (
            future.cancelled()
            or future.exception() is not None
            or not isinstance(values := future.result(), (list, tuple))
        ):
            return
        if not any(isinstance(one, dict) for one in values):
            return
        common, *others = [_read(ls, value) for value in values]
        ls.folders.prefer(common, dict(zip(folders, others, strict=False)))
        ls.outdated()

    ls.workspace_configuration(types.ConfigurationParams(items)).add_done_callback(answered)


def _read(ls: Server, values: object) -> Preferences:
    """The preferences in a client's JSON. What it left out is as it was in `initialize`."""
    at_first, _ = preferences.read(ls.client.options)
    chosen, faults = preferences.read(values, at_first)
    for fault in faults:
        ls.folders.tell_once(fault)
    return chosen
