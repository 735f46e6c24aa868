"""Signal DSL: the language of HeyTraders strategies, understood before a backtest is run."""

from signal_dsl._version import __version__

__all__ = ["__version__"]
