"""Expressions by themselves."""

import pytest

from signal_dsl.errors import UsageError
from signal_dsl.ide.alone import alone

SCRIPT = "n = 14\nfast = ema(close, n)\nm, s, h = macd(close)\nup = fast > s\nn = 20\nfast += 1\n"


@pytest.mark.parametrize(
    ("script", "expression", "expected"),
    [
        ("", "rsi(close, 14)[-1]", "rsi(close, 14)[-1]"),
        (SCRIPT, "up and close > n", "((ema(close, (14))) > (macd(close)).macdsignal) and close > (20)"),
        (SCRIPT, "m", "(macd(close)).macd"),
    ],
)
def test_names_are_written_out(script: str, expression: str, expected: str) -> None:
    assert alone(script, expression) == expected


@pytest.mark.parametrize("expression", ["", "fast", "x = 1", "1 +", "a\nb", "# only a remark"])
def test_what_is_no_expression_by_itself(expression: str) -> None:
    with pytest.raises(UsageError):
        alone(SCRIPT, expression)
