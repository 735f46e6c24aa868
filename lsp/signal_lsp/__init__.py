"""The Signal DSL language server.

It has no features yet: this package holds the place and the name. What will be here stays thin, one file a feature,
and converts positions; everything it knows about the language comes from `signal_dsl`.
"""

from signal_dsl._version import __version__

__all__ = ["__version__"]
