"""The platform's API on loopback, with an evaluator that really runs scripts. Needs the extra `sandbox`.

    from signal_dsl.sandbox import serve

    with serve() as sandbox:
        print(sandbox.origin, sandbox.key)

Importing this costs nothing; what it takes is imported when something of it is used.
"""

from __future__ import annotations

from signal_dsl.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.sandbox.server import serve
else:

    def __getattr__(name):
        """`serve`, imported when it is first used. Raises UsageError where the extra is not installed."""
        if name != "serve":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        ready()
        from signal_dsl.sandbox.server import serve

        return serve


__all__ = ["ready", "serve"]
_NEEDED = ("numpy", "talib", "starlette", "uvicorn", "empyrical", "pyarrow")


def ready() -> None:
    """Raises UsageError, with the command that helps, where the extra `sandbox` is not installed in full."""
    from importlib.util import find_spec

    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"The sandbox needs packages that are not installed ({', '.join(missing)}).",
            'Run `pip install "signal-dsl[sandbox]"`.',
        )
