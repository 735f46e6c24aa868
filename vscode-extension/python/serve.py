"""Starts the language server that comes with the extension: `python serve.py [--installed]`.

The server's packages stand in `libs/` beside this file and win over those of the interpreter's environment, so that
nothing needs to be installed in it. With `--installed` the environment's own `signal-dsl` wins, where there is one.
"""

import os
import runpy
import sys

NEEDED = (3, 11)


def installed() -> bool:
    """Whether the environment has a server of its own."""
    from importlib.util import find_spec

    return find_spec("signal_lsp") is not None and find_spec("pygls") is not None


def main() -> None:
    if sys.version_info < NEEDED:
        sys.exit("Signal DSL needs Python %d.%d or newer, this is %d.%d." % (NEEDED + sys.version_info[:2]))  # noqa: UP031
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [path for path in sys.path if path not in ("", here)]
    if "--installed" not in sys.argv[1:] or not installed():
        libs = os.path.join(here, "libs")
        sys.path.insert(0, libs)
        # Processes that the server starts (the sandbox) find the same packages.
        known = os.environ.get("PYTHONPATH")
        os.environ["PYTHONPATH"] = libs + (os.pathsep + known if known else "")
    sys.argv[1:] = []
    runpy.run_module("signal_lsp", run_name="__main__", alter_sys=True)


main()
