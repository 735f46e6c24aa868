"""`lint --fix`: findings are mended in the file, or only shown to be."""

from __future__ import annotations

from signal_dsl.cli.files import STDIN
from signal_dsl.cli.rewriting import File
from signal_dsl.fixing import fix
from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from signal_dsl.analysis import Facts, Memory
    from signal_dsl.fixing import Fixed
    from signal_dsl.source import Source


@record
class Mending:
    """Which fixes are applied, and whether files are written."""

    unsafe: bool = False
    writes: bool = True

    def open(self, path: str) -> File | None:
        """The file at `path`, to be rewritten; None where nothing will be. Raises `SignalDslError`."""
        return File(path) if self.writes and path != STDIN else None

    def mend(self, file: File | None, source: Source, analysis: Callable[[Source, Memory], Facts]) -> Fixed:
        """Apply the fixes, and write the text that results. Raises `SignalDslError` where that cannot be done."""
        fixed = fix(source, analysis, unsafe=self.unsafe)
        if file is not None and fixed.text != source.text:
            file.rewrite(fixed.text)
        return fixed
