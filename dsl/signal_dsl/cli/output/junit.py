"""`--output-format junit`: JUnit's XML, as Jenkins and most other CI servers read it.

A script is a test suite. Each finding in it is a test, which fails if the finding makes the run fail; a script without
a finding is one test that passes, and one that was not checked a test with an error.
"""

from __future__ import annotations

from xml.etree import ElementTree

from signal_dsl.cli.files import ENDING
from signal_dsl.cli.output.places import in_project
from signal_dsl.cli.terminal import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from signal_dsl.cli.output.report import Found, Report

# Where GitLab has checked out the project; other servers take paths as they are.
_PROJECT = "CI_PROJECT_DIR"


def render(report: Report, *, statistics: bool = False, quiet: bool = False) -> str:
    """The report as XML in ASCII."""
    suites = {name: _Suite(name) for name in report.checked}
    for one in report.found:
        name = one.diagnostic.file
        suites.setdefault(name, _Suite(name)).add(one)
    for path, message in {(failure.path, failure.message): None for failure in report.failures}:
        suites.setdefault(path, _Suite(path)).fail(message)
    root = ElementTree.Element("testsuites", name="signal-dsl lint")
    root.extend([suite.element() for suite in suites.values()])
    for kind in ("tests", "failures", "errors"):
        root.set(kind, str(sum(int(suite.get(kind, "0")) for suite in root)))
    ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, "us-ascii", xml_declaration=True)
    return data.decode("ascii") + "\n"


class _Suite:
    """The tests of one file. A test's name stays when lines move, and no other test has it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._tests: list[Element] = []
        self._seen: dict[str, int] = {}

    def add(self, found: Found) -> None:
        """A test for a finding."""
        one = found.diagnostic
        rule = f"{one.code} {one.rule}"
        test = self._test(rule, str(one.range.start.line))
        place = f"{printable(one.file)}:{one.range.start.line}:{one.range.start.column}"
        helps = [f"help: {printable(fix.title)}" for fix in one.fixes]
        told = "\n".join([f"{place}: {one.severity} {rule}", printable(one.message), *helps])
        if found.grave:
            said = ElementTree.SubElement(test, "failure", type=one.severity, message=printable(one.message))
        else:
            said = ElementTree.SubElement(test, "system-out")
        said.text = told

    def fail(self, message: str) -> None:
        """A test for what could not be checked."""
        error = ElementTree.SubElement(self._test("not checked"), "error", type="error", message=printable(message))
        error.text = printable(message)

    def element(self) -> Element:
        """The suite as an element."""
        if not self._tests:
            self._test("no findings")
        suite = ElementTree.Element("testsuite", name=_shown(self._name), tests=str(len(self._tests)))
        suite.extend(self._tests)
        for kind in ("failure", "error"):
            suite.set(f"{kind}s", str(len(suite.findall(f"testcase/{kind}"))))
        return suite

    def _test(self, name: str, line: str = "1") -> Element:
        count = self._seen[name] = self._seen.get(name, 0) + 1
        shown = _shown(self._name)
        # Jenkins takes what stands before the last dot for a package.
        classname = shown.removesuffix(ENDING).replace("/", ".")
        name = name if count == 1 else f"{name} ({count})"
        test = ElementTree.Element("testcase", name=name, classname=classname, file=shown, line=line)
        self._tests.append(test)
        return test


def _shown(name: str) -> str:
    return printable(in_project(name, _PROJECT))
