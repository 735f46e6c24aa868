"""`lint --watch`: once more, whenever something has changed."""

from __future__ import annotations

import gc
import os
import time

from signal_dsl.cli import terminal
from signal_dsl.cli.files import STDIN, find_scripts
from signal_dsl.errors import SignalDslError, SourceError, UsageError
from signal_dsl.settings.find import FILES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    # What changes whenever a file is written, by its path.
    State = dict[str, tuple[int, int, int]]

# Seconds between two looks. A look at many files takes its time, and that should be no more than a hundredth of ours.
_PAUSE = 0.3
_SHARE = 100
_SHOWN = 3


def watch(paths: Sequence[str], files: Iterable[str], lint: Callable[[], int]) -> int:
    """Call `lint` now, and again whenever a script or one of the `files` has changed; ends with Ctrl-C only.

    Raises `UsageError` for standard input, which changes once.
    """
    if STDIN in paths:
        raise UsageError("Standard input cannot be watched.", "Name files or folders.")
    files = [os.path.abspath(path) for path in files]
    before = _state(paths, files)
    changed: list[str] = []
    while True:
        _head(changed)
        try:
            lint()
        except SignalDslError as error:  # perhaps only as long as somebody is writing
            terminal.error(str(error))
        gc.collect()
        after = _changed_state(paths, files, before)
        changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
        before = after


def _changed_state(paths: Sequence[str], files: Sequence[str], before: State) -> State:
    """The state of the files when it is another than `before`, and no longer changing."""
    state = before
    while True:
        start = time.perf_counter()
        now = _state(paths, files)
        if now != before and now == state:
            return now
        state = now
        time.sleep(max(_PAUSE, _SHARE * (time.perf_counter() - start)))


def _state(paths: Sequence[str], files: Sequence[str]) -> State:
    """The scripts, the configuration files that may hold for them, and `files`."""
    scripts = [path for path in find_scripts(paths) if not isinstance(path, SourceError)]
    folders = {os.path.dirname(os.path.abspath(path)) for path in scripts}
    for folder in list(folders):
        while (folder := os.path.dirname(folder)) not in folders:
            folders.add(folder)
    configs = [os.path.join(folder, name) for folder in folders for name in FILES]
    state: State = {}
    for path in [*scripts, *configs, *files]:
        try:
            found = os.stat(path)
        except (OSError, ValueError):
            continue
        state[path] = (found.st_mtime_ns, found.st_size, found.st_ino)
    return state


def _head(changed: Sequence[str]) -> None:
    """A line that says when and why; on a terminal, a new page."""
    names = [terminal.printable(os.path.relpath(path)) for path in changed[:_SHOWN]]
    if len(changed) > _SHOWN:
        names.append(f"{len(changed) - _SHOWN} more")
    why = f"{', '.join(names)} changed" if names else "watching; Ctrl-C ends it"
    page = "\x1b[2J\x1b[3J\x1b[H" if terminal.width() is not None else ""
    terminal.write(f"{page}{time.strftime('%H:%M:%S')} {why}\n\n")
