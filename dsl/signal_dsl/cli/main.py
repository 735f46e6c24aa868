"""The entry point: finds the command, runs it, and turns whatever goes wrong into one line and an exit status.

Exit status: 0 done and nothing found; 1 findings, or the platform says no; 2 it could not be done; 130 interrupted.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module

from signal_dsl._version import __version__
from signal_dsl.cli import terminal
from signal_dsl.cli.command import HELP, parse
from signal_dsl.errors import SignalDslError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

DONE, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130

# Each command is a file in `commands` of the same name.
GROUPS = {
    "scripts": {
        "lint": "find what is wrong with scripts",
        "format": "rewrite scripts in the one style",
        "lookback": "tell how many bars scripts need, and from which day on",
        "rule": "explain a rule, or list them all",
        "indicators": "show what scripts can call and read; fetch the platform's list of it",
    },
    "runs": {
        "validate": "ask the platform whether it takes scripts",
        "backtest": "run a script and show what came of it",
        "results": "show a result again, or two side by side",
        "jobs": "list the backtests that were started here",
        "status": "tell how far a backtest is",
        "cancel": "end a backtest",
    },
    "markets, by expressions": {
        "evaluate": "tell the latest value of an expression",
        "scan": "find the tickers for which a condition holds",
        "rank": "put tickers in the order of an expression",
    },
    "your API key": {
        "register": "get an API key",
        "login": "keep an API key that you have",
        "logout": "keep it no longer",
        "whoami": "show which API key is used",
    },
    "the leaderboard": {
        "publish": "put a result on the leaderboard",
        "unpublish": "take a strategy off it",
    },
    "servers": {
        "server": "the language server, for editors",
        "sandbox": "serve the platform's API on this machine, without an account",
    },
}
COMMANDS = {name: what for group in GROUPS.values() for name, what in group.items()}
_GLOBAL = ("-q", "--quiet", "-v", "--verbose")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` (by default the process's own) and return its exit status. Raises nothing."""
    arguments = sys.argv[1:] if argv is None else argv
    terminal.tame()
    # Facts are full of cycles, so collecting finds nothing to free before a script is done, and takes a sixth of the
    # time. `Project` collects between scripts.
    gc.disable()
    try:
        return _run(list(arguments))
    except SignalDslError as error:
        terminal.error(str(error))
        if error.is_verdict:
            return FOUND
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        terminal.error(terminal.internal_fault(error))
        if "-v" in arguments or "--verbose" in arguments:
            terminal.write_error(terminal.trace(error))
    finally:
        if argv is None:
            gc.freeze()  # the process is at its end: what is left need not be taken apart
        else:
            gc.enable()
    return FAILED


def _run(arguments: list[str]) -> int:
    before = []  # `-q` and `-v` may stand before the command, too
    while arguments and arguments[0] in _GLOBAL:
        before.append(arguments.pop(0))
    name = arguments.pop(0) if arguments else ""
    if name in COMMANDS:
        return _command(name, before + arguments)
    if name in ("-h", "--help", "help"):
        if arguments and arguments[0] in COMMANDS:
            return _command(arguments[0], ["--help"])
        from signal_dsl.cli.help import overview

        terminal.write(overview(GROUPS))
        return DONE
    if name in ("-V", "--version", "version"):
        terminal.write(f"signal-dsl {__version__}\n")
        return DONE
    listed = "`signal-dsl --help` lists them."
    if not name:
        raise UsageError("No command is given.", listed)
    if name.startswith("-"):
        raise UsageError(f"There is no option `{name}`.", "See `signal-dsl --help`.")
    from difflib import get_close_matches

    near = get_close_matches(name, COMMANDS, 1)
    raise UsageError(f"There is no command `{name}`.", f"Did you mean `{near[0]}`?" if near else listed)


def _command(name: str, words: list[str]) -> int:
    """Run a command; the others are not imported."""
    module = import_module(f"signal_dsl.cli.commands.{name}")
    arguments = parse(module.COMMAND, words)
    if arguments.has(HELP):
        from signal_dsl.cli.help import help_text

        terminal.write(help_text(module.COMMAND))
        return DONE
    status: int = module.run(arguments)
    return status
