"""Shows a result in the way that was asked for."""

from __future__ import annotations

import os

from signal_dsl.cli import terminal
from signal_dsl.errors import SignalDslError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.heytraders.document.reading import Document


def show(
    document: Document,
    *,
    as_json: bool,
    report: str | None,
    quiet: bool,
    verbose: bool = False,
    against: Document | None = None,
) -> None:
    """Print a result, held `against` another one if there is one, and write its `report`.

    Raises `SignalDslError` where the report cannot be written; the result has been printed by then.
    """
    if as_json:
        import json

        if against is None:
            value: object = document
        else:
            from signal_dsl.heytraders.document.comparison import compare

            value = compare(document, against).to_json(document, against)
        terminal.use_utf8()
        terminal.write(json.dumps(value) + "\n")
    elif against is not None:
        from signal_dsl.cli.output.against_text import render as render_both

        terminal.write(render_both(document, against))
    else:
        from signal_dsl.cli.output.result_text import render

        terminal.write(render(document, quiet=quiet, verbose=verbose))
    if report is not None:
        _write(report, document, against)
        if not quiet:
            terminal.write_error(f"Report: {terminal.printable(report)}\n")


def _write(path: str, document: Document, against: Document | None) -> None:
    """Write the report, in full or not at all."""
    from signal_dsl.report import render

    page = render(document, against)
    beside = f"{path}.{os.getpid()}.part"
    try:
        with open(beside, "w", encoding="utf-8", newline="\n") as file:
            file.write(page)
        os.replace(beside, path)
    except OSError as error:
        from contextlib import suppress

        with suppress(OSError):
            os.remove(beside)
        told = f"The report {path} cannot be written: {terminal.reason(error)}."
        remedy = f"`signal-dsl results {document.get('result_id')} --report FILE` writes it elsewhere."
        raise SignalDslError(told, remedy) from None
