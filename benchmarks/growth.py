"""Time and memory of the whole way from text to findings, as scripts grow: each size in a process of its own."""

import gc
import resource
import subprocess
import sys
from time import process_time

from measure import table
from samples import dense
from signal_dsl.analysis import analyze
from signal_dsl.rules import check, rules
from signal_dsl.syntax import parse

SIZES = (1_000, 5_000, 10_000, 25_000, 50_000)


def main() -> None:
    rows = []
    for lines in SIZES:
        done = subprocess.run([sys.executable, __file__, str(lines)], capture_output=True, text=True, check=True)
        parsing, analyzing, checking, megabytes = (float(word) for word in done.stdout.split())
        total = parsing + analyzing + checking
        seconds = [f"{time:.2f} s" for time in (parsing, analyzing, checking)]
        rows.append(
            (
                f"{lines:,}",
                *seconds,
                f"{total / lines * 1e6:.0f} µs",
                f"{megabytes:.0f} MB",
                f"{megabytes / lines * 1e3:.1f} kB",
            )
        )
    print(table(("lines", "parse", "analyze", "check", "a line", "memory", "a line"), rows))


def one(lines: int) -> None:
    """Print the seconds for parsing, analysis (less the parsing in it) and rules, and the megabytes added by them."""
    text = dense(lines)
    rules()
    gc.disable()
    before = _memory()
    start = process_time()
    parse(text)
    parsed = process_time()
    facts = analyze(text)
    analyzed = process_time()
    check(facts)
    checked = process_time()
    parsing = parsed - start
    print(parsing, analyzed - parsed - parsing, checked - analyzed, _memory() - before)


def _memory() -> float:
    """The most memory that this process has had so far, in megabytes."""
    try:
        with open("/proc/self/status", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) / 1024
    except OSError:  # not Linux, where the figure below starts with the parent's
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one(int(sys.argv[1]))
    else:
        main()
