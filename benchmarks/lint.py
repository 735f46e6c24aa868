"""Whole processes: `signal-dsl lint` against `python -m pyflakes` on the same text, with `ruff check` beside."""

import os
import shutil
import sys
import tempfile

from measure import in_turns, milliseconds, process, ratio, table
from samples import NAMES, dense

ROUNDS = int(os.environ.get("ROUNDS", "21"))
SIZES = (50, 1000)


def main() -> None:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for lines in SIZES:
            path = os.path.join(folder, f"dense_{lines}.py")  # an ending that all three take
            with open(path, "w", encoding="utf-8") as file:
                file.write(dense(lines))
            subjects = {
                "signal-dsl": process(sys.executable, "-m", "signal_dsl", "lint", "--no-cache", path),
                "pyflakes": process(sys.executable, "-m", "pyflakes", path, PYFLAKES_BUILTINS=NAMES),
            }
            ruff = shutil.which("ruff", path=os.path.dirname(sys.executable)) or shutil.which("ruff")
            if ruff:
                builtins = f"builtins = {NAMES.split(',')}"
                subjects["ruff"] = process(ruff, "check", "--isolated", "--no-cache", "--config", builtins, path)
            times = in_turns(subjects, ROUNDS)
            rows += [
                (f"{lines:,} lines, {name}", milliseconds(times[name]), f"{ratio(times, name, 'pyflakes'):.2f}")
                for name in subjects
            ]
    print(table(("whole process", "median", "x pyflakes"), rows))


if __name__ == "__main__":
    main()
