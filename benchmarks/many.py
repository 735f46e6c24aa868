"""Whole processes over 1,000 different scripts of 40 lines: `lint` against pyflakes, and warm against ruff."""

import os
import shutil
import sys
import tempfile

from measure import in_turns, milliseconds, process, ratio, table
from samples import NAMES, dense

ROUNDS = int(os.environ.get("ROUNDS", "9"))
FILES = 1000
LINES = 40


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        scripts, modules = os.path.join(folder, "scripts"), os.path.join(folder, "modules")
        for place, ending in ((scripts, "signal"), (modules, "py")):
            os.mkdir(place)
            for number in range(FILES):
                with open(os.path.join(place, f"s{number}.{ending}"), "w", encoding="utf-8") as file:
                    file.write(dense(LINES, number))
        lint = (sys.executable, "-m", "signal_dsl", "lint")
        subjects = {
            "signal-dsl, cold": process(*lint, "--no-cache", scripts),
            "signal-dsl, cold, one process": process(*lint, "--no-cache", "--jobs", "1", scripts),
            "pyflakes": process(sys.executable, "-m", "pyflakes", modules, PYFLAKES_BUILTINS=NAMES),
            "signal-dsl, warm": process(*lint, scripts, SIGNAL_DSL_CACHE_DIR=os.path.join(folder, "cache")),
        }
        ruff = shutil.which("ruff", path=os.path.dirname(sys.executable)) or shutil.which("ruff")
        if ruff:
            builtins = f"builtins = {NAMES.split(',')}"
            cache = os.path.join(folder, "ruff")
            subjects["ruff, warm"] = process(
                ruff, "check", "--isolated", "--cache-dir", cache, "--config", builtins, modules
            )
        times = in_turns(subjects, ROUNDS)
    peers = {name: "ruff, warm" if ruff and "warm" in name else "pyflakes" for name in subjects}
    rows = [
        (name, milliseconds(times[name]), peer, f"{ratio(times, name, peer):.2f}")
        for name, peer in peers.items()
        if name != peer
    ]
    rows += [(name, milliseconds(times[name]), "", "") for name in peers if name == peers[name]]
    print(table((f"{FILES:,} files of {LINES} lines", "median", "peer", "x peer"), rows))


if __name__ == "__main__":
    main()
