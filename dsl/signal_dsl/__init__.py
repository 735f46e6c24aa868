"""Signal DSL: the language of HeyTraders strategies, understood before a backtest is run.

    parse(text)          the typed tree, statement by statement
    analyze(source)      facts: `lookback` in bars (None where it cannot be known), names, signals, each with its place
    lint(source)         findings, each with its place and ways to mend it
    format_source(text)  the same script in the one style

Bad input raises `signal_dsl.errors.SignalDslError` or a child of it, and nothing else.
"""

from signal_dsl._version import __version__

__all__ = ["__version__", "analyze", "format_source", "lint", "parse"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.analyze import analyze
    from signal_dsl.api import lint
    from signal_dsl.formatting.format import format_source
    from signal_dsl.syntax import parse

else:
    _HOMES = {
        "analyze": "signal_dsl.analysis",
        "format_source": "signal_dsl.formatting.format",
        "lint": "signal_dsl.api",
        "parse": "signal_dsl.syntax",
    }

    def __getattr__(name):
        """Import a public function when it is first used, so that importing this package costs next to nothing."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = globals()[name] = getattr(import_module(_HOMES[name]), name)
        return value

    def __dir__():
        return sorted({*globals(), *__all__})
