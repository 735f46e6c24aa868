"""`--output-format github`: workflow commands, which GitHub Actions shows as annotations.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from signal_dsl.cli.output.places import in_project, without_surrogates
from signal_dsl.cli.terminal import printable
from signal_dsl.diagnostics import ERROR, INFO, WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.output.report import Report
    from signal_dsl.diagnostics import Diagnostic

_COMMANDS = {ERROR: "error", WARNING: "warning", INFO: "notice"}


def render(report: Report, *, statistics: bool = False, quiet: bool = False) -> str:
    """A command for each finding, and one for each reason why something was not checked."""
    lines = [_finding(one.diagnostic) for one in report.found]
    reasons = {failure.message: failure.path for failure in report.failures}
    lines += [_not_checked(path, message) for message, path in reasons.items()]
    return "".join(lines)


def _finding(one: Diagnostic) -> str:
    start, end = one.range.start, one.range.end
    properties = {"file": _path(one.file), "line": f"{start.line}", "endLine": f"{end.line}"}
    if start.line == end.line:  # GitHub knows columns within a line only
        properties |= {"col": f"{start.column}", "endColumn": f"{end.column}"}
    properties["title"] = f"{one.code} {one.rule}"
    return _command(_COMMANDS[one.severity], properties, one.message)


def _not_checked(path: str, message: str) -> str:
    return _command("error", {"file": _path(path), "title": "not checked"}, message)


def _path(name: str) -> str:
    return without_surrogates(in_project(name, "GITHUB_WORKSPACE"))


def _command(command: str, properties: dict[str, str], message: str) -> str:
    """The escapes are those of the Actions toolkit."""
    listed = ",".join([f"{name}={_property(value)}" for name, value in properties.items()])
    return f"::{command} {listed}::{_data(printable(message))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
