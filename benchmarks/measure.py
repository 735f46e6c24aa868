"""Times of one thing against another, measured in turns: what disturbs one run disturbs its neighbour just as much."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter


def in_turns(subjects: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds that each subject took in each round; a first round, which warms up, is not counted."""
    times: dict[str, list[float]] = {name: [] for name in subjects}
    for number in range(rounds + 1):
        for name, subject in subjects.items():
            start = perf_counter()
            subject()
            if number:
                times[name].append(perf_counter() - start)
    return times


def ratio(times: Mapping[str, list[float]], one: str, other: str) -> float:
    """The median over the rounds of how long `one` took in terms of `other`."""
    return median(a / b for a, b in zip(times[one], times[other], strict=True))


def process(*command: str, **environment: str) -> Callable[[], object]:
    """A whole process, its start included. It must find nothing, or it would be measured at writing that down."""
    # As an installed program runs: with its byte code compiled.
    surroundings = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | environment

    def run() -> None:
        done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
        if done.returncode or "error" in done.stderr:
            sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")

    return run


def milliseconds(times: list[float]) -> str:
    return f"{median(times) * 1000:.1f} ms"


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table in Markdown, aligned: the first column to the left, the others to the right."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]

    def line(row: tuple[str, ...]) -> str:
        first, *others = zip(row, widths, strict=True)
        cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
        return f"| {' | '.join(cells)} |"

    rule = "|".join(["-" * (widths[0] + 2), *("-" * (width + 1) + ":" for width in widths[1:])])
    return "\n".join([line(head), f"|{rule}|", *(line(row) for row in rows)])
