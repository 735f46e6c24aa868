"""Fingerprints: the same for the same finding, whatever else happens to the script."""

from signal_dsl.cli.output.fingerprints import fingerprints
from tests.cli.output.test_sarif import report_of

TEXT = """\
x = close[1]
y = close[1]
emit_signal(x > y or clsoe > 1, exit("BINANCE:BTC/USDT"))
"""


def prints(text: str, name: str = "a.signal") -> dict[str, str]:
    """The finding that each fingerprint stands for."""
    found = report_of(text, name).found
    return dict(
        zip(fingerprints(found), (one.source.line(one.diagnostic.range.start.line) for one in found), strict=True)
    )


def test_they_stay_when_lines_move() -> None:
    assert len(prints(TEXT)) == 3
    assert prints("# first\n\n" + TEXT).keys() == prints(TEXT).keys()
    assert prints(TEXT.replace("\n", "\r\n")).keys() == prints(TEXT).keys()


def test_they_stay_when_blanks_change() -> None:
    assert prints(TEXT.replace(" = ", "  =  ").replace("or", "or ")).keys() == prints(TEXT).keys()


def test_they_go_with_the_line_and_the_file() -> None:
    changed = prints(TEXT.replace("y = close[1]", "y = open[1]"))
    assert len(changed.keys() & prints(TEXT).keys()) == 2
    assert not prints(TEXT, "b.signal").keys() & prints(TEXT).keys()
    assert prints(TEXT, "./b/../a.signal").keys() == prints(TEXT).keys()


def test_those_of_equal_lines_are_numbered() -> None:
    again = prints(TEXT + "x = close[1]\n")
    assert prints(TEXT).keys() < again.keys()
    assert len(again) == len(report_of(TEXT + "x = close[1]\n").found)
