"""How many cases are drawn where one of them takes long."""

from hypothesis import settings

_EVERYDAY = 100
_FIFTH = 5


def slow_cases() -> int:
    """Cases for a test of which each runs a backtest, asks a server, writes files, or looks through a script again.

    In the everyday run these are as many as for any other. In `make exhaustive` they are ten times as many and not
    fifty, so that all of it ends within about half an hour on two processors.
    """
    cases = settings().max_examples
    return cases if cases <= _EVERYDAY else cases // _FIFTH
