"""`lint --baseline FILE`: what the file allows is not told, and it can be written anew."""

from __future__ import annotations

import os
from contextlib import suppress

from signal_dsl.cli import terminal
from signal_dsl.cli.baseline import NEVER, Counts, counted, covered, dumped, exceeded, parsed, shrunk, total
from signal_dsl.cli.layout import quantity
from signal_dsl.cli.rewriting import File, create
from signal_dsl.errors import SettingsError, SignalDslError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.output.report import Report

# How many are named in one line.
_NAMED = 5


class BaselineFile:
    """The baseline in a file. Raises `SettingsError` where it cannot be read, or does not exist and is not `writes`."""

    def __init__(self, path: str, *, writes: bool) -> None:
        self.path = path
        self._writes = writes
        self._folder = os.path.dirname(os.path.abspath(path))
        self._text = _text(path)
        if self._text is None and not writes:
            raise SettingsError(f"{path} cannot be read: it does not exist.", "Write it with `--write-baseline`.")
        self._old = {} if self._text is None else parsed(self._text, path)
        self._new: Counts = self._old
        self._exceeded: list[tuple[str, str, int, int]] = []

    def apply(self, report: Report) -> None:
        """Take out of a report what the baseline allows, or will allow when it is written."""
        names = {name: self._name(name) for name in report.checked}
        found = [one.diagnostic for one in report.found if one.diagnostic.file in names]
        counts = counted(found, names.__getitem__)
        if self._text is None:
            self._new = counts
        else:
            broken = {names[one.file] for one in found if one.code in NEVER}
            gone = [file for file in self._old if not os.path.lexists(os.path.join(self._folder, file))]
            checked = set(names.values()) - broken
            self._new = shrunk(counts, self._old, checked=checked, gone=set(gone) - set(names.values()))
        self._exceeded = exceeded(counts, self._old)
        untold = covered(counts, self._new if self._writes else self._old)
        report.found = [
            one for one in report.found if (names.get(one.diagnostic.file), one.diagnostic.code) not in untold
        ]
        report.grave = any(one.grave for one in report.found)

    def finish(self, *, quiet: bool) -> None:
        """Write the file, if that is wished, and say what became of it. Raises `SignalDslError`."""
        said = self._write() if self._writes else self._spare()
        if quiet:
            return
        if self._exceeded:
            named = [f"{file} {code} ({count}, not {limit})" for file, code, count, limit in self._exceeded[:_NAMED]]
            more = f" and {len(self._exceeded) - _NAMED} more" if len(self._exceeded) > _NAMED else ""
            terminal.note(
                f"There are more findings than {self.path} allows, so all are shown: {', '.join(named)}{more}."
            )
        if said:
            terminal.note(said)

    def _write(self) -> str:
        if self._text is None:
            create(self.path, dumped(self._new))
            files = quantity(len(self._new), "script")
            return f"{self.path} is written, with {quantity(total(self._new), 'finding')} in {files}."
        if self._new == self._old:
            return f"{self.path} stays as it is: nothing in it has been mended."
        file = File(self.path)
        if file.source.text != self._text:
            raise SignalDslError(f"{self.path} was changed meanwhile, so it stays as it is.", "Try again.")
        file.rewrite(dumped(self._new))
        return f"{self.path} shrinks from {quantity(total(self._old), 'finding')} to {total(self._new):,}."

    def _spare(self) -> str:
        spare = total(self._old) - total(self._new)
        if not spare:
            return ""
        return f"{self.path} allows {quantity(spare, 'finding')} too many: shrink it with `--write-baseline`."

    def _name(self, path: str) -> str:
        """The name of a script in the baseline: its path from the baseline's folder on, with `/`."""
        path = os.path.abspath(path)
        with suppress(ValueError):  # on another drive of Windows
            path = os.path.relpath(path, self._folder)
        return path.replace(os.sep, "/")


def _text(path: str) -> str | None:
    """The text of the file; None where there is none. Raises `SettingsError`."""
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise SettingsError(f"{path} is no baseline: it is not UTF-8 text.", "Name the right file.") from None
    except (OSError, ValueError) as error:
        why = terminal.reason(error) if isinstance(error, OSError) else str(error)
        raise SettingsError(f"{path} cannot be read: {why}.", "Name a file of JSON.") from None
