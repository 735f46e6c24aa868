"""The language server against python-lsp-server, jedi-language-server and ruff, which have the same text as Python.

Typing goes on inside one statement, so that the diagnostics really change; each figure is a whole round trip over
standard input and output.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from editor import Editor
from measure import table
from samples import NAMES, dense

PEERS = Path(__file__).resolve().parents[1] / ".venv-bench"
PACKAGES = ("python-lsp-server[pyflakes]", "jedi-language-server", "ruff")
ROUNDS = int(os.environ.get("ROUNDS", "20"))
OURS, RUFF, PYLSP, JEDI = "signal-dsl", "ruff", "pylsp", "jedi"


def peers() -> Path:
    """The folder of the peers' commands, in an environment of their own that is made when it is first needed."""
    if not (PEERS / "bin" / "jedi-language-server").exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
        pip = [str(PEERS / "bin" / "pip"), "--disable-pip-version-check", "install", "--quiet"]
        subprocess.run([*pip, *PACKAGES], check=True)
    return PEERS / "bin"


def subjects(folder: Path, lines: int) -> dict[str, Callable[[], Editor]]:
    """How each server is started, on a script of so many lines."""
    text = dense(lines)
    names = NAMES.split(",")
    (folder / "ruff.toml").write_text(f"builtins = {json.dumps(names)}\n", encoding="utf-8")
    defined = f"from names import {', '.join(names)}\n"
    (folder / "names.py").write_text("".join(f"def {name}(*_): ...\n" for name in names), encoding="utf-8")
    python, script = (folder / "a.py").as_uri(), (folder / "a.signal").as_uri()
    at = peers()
    plugins = {"pycodestyle": {"enabled": False}, "mccabe": {"enabled": False}}
    return {
        OURS: lambda: Editor([sys.executable, "-m", "signal_lsp"], text, script),
        RUFF: lambda: Editor([str(at / "ruff"), "server"], text, python),
        PYLSP: lambda: Editor([str(at / "pylsp")], defined + text, python, pylsp={"plugins": plugins}),
        JEDI: lambda: Editor([str(at / "jedi-language-server")], defined + text, python),
    }


def edits(editor: Editor) -> tuple[int, list[str]]:
    """A line in the middle, and what becomes of it from one keystroke to the next: another finding each time."""
    line = len(editor.lines) // 2
    line += next(step for step in range(4) if editor.lines[line + step].startswith("setup_"))
    text = editor.lines[line]
    return line, [text.replace("or rsi(", f"or rs{'i' * count}(", 1) for count in (2, 3, 1)] + [text + " * * 2", text]


def typed(editor: Editor, number: int) -> float:
    """Seconds from a keystroke to its diagnostics."""
    line, steps = STEPS[editor.uri, len(editor.lines)]
    begun = perf_counter()
    editor.change(line, steps[number % len(steps)])
    editor.diagnostics()
    return perf_counter() - begun


def completed(editor: Editor, number: int) -> float:
    """Seconds from a keystroke with a question for completions to their answer."""
    line, steps = STEPS[editor.uri, len(editor.lines)]
    begun = perf_counter()
    editor.change(line, steps[-1] + " + e" * (number % 2) + " + r")
    count = editor.complete(line, len(editor.lines[line]))
    took = perf_counter() - begun
    assert count, editor.lines[line]
    return took


STEPS: dict[tuple[str, int], tuple[int, list[str]]] = {}


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def main() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        os.chdir(folder)
        _compare(folder)


def _compare(folder: Path) -> None:
    starts: dict[str, list[float]] = {}
    ready: dict[str, list[float]] = {}
    editors: dict[str, Editor] = {}
    for _ in range(max(3, ROUNDS // 3)):
        for name, start in subjects(folder, 1000).items():
            if name in editors:
                editors[name].close()
            editors[name] = start()
            starts.setdefault(name, []).append(editors[name].start)
            ready.setdefault(name, []).append(editors[name].ready)
    larger = {name: start() for name, start in subjects(folder, 5000).items() if name in (OURS, RUFF)}
    for editor in (*editors.values(), *larger.values()):
        STEPS[editor.uri, len(editor.lines)] = edits(editor)
    times: dict[str, list[float]] = {}
    for number in range(ROUNDS * 20):
        for name in (OURS, RUFF):
            times.setdefault(name, []).append(typed(editors[name], number))
            times.setdefault(f"{name} 5", []).append(typed(larger[name], number))
        if number % 10 == 0:
            for name in (PYLSP, JEDI):
                times.setdefault(name, []).append(typed(editors[name], number // 10))
    asked: dict[str, list[float]] = {}
    for number in range(ROUNDS * 5):
        for name in (OURS, PYLSP, JEDI):
            asked.setdefault(name, []).append(completed(editors[name], number))
        asked.setdefault(f"{OURS} 5", []).append(completed(larger[OURS], number))
    idle = {name: _idle(editor) for name, editor in editors.items()}
    rows = []
    for name, editor in editors.items():
        row = [name, f"{median(starts[name]) * 1000:.0f} ms", f"{median(ready[name]) * 1000:.0f} ms"]
        for found in (times, asked):
            taken = found.get(name)
            row += [f"{percentile(taken, at) * 1000:.1f} ms" if taken else "" for at in (0.5, 0.99)]
        rows.append((*row, f"{editor.memory:.0f} MB", f"{idle[name] * 100:.1f} %"))
    head = ("1,000 lines", "initialize", "first", "typed p50", "p99", "completion p50", "p99", "memory", "idle")
    print(table(head, rows))
    print()
    big = [
        (
            name,
            *(f"{percentile(times[f'{name} 5'], at) * 1000:.1f} ms" for at in (0.5, 0.99)),
            f"{percentile(times[f'{name} 5'], 0.99) / percentile(times[name], 0.99):.2f}",
            f"{larger[name].memory:.0f} MB",
        )
        for name in (OURS, RUFF)
    ]
    print(table(("5,000 lines", "typed p50", "p99", "x 1,000 lines' p99", "memory"), big))
    for editor in (*editors.values(), *larger.values()):
        editor.close()


def _idle(editor: Editor) -> float:
    """The share of a processor that a server takes while nothing happens."""
    sleep(2.0)
    before = editor.processor
    sleep(1.0)
    return editor.processor - before


if __name__ == "__main__":
    main()
