"""Lints many scripts: what is known from earlier runs is not linted, and several processes share the rest."""

from __future__ import annotations

import os
import stat

from signal_dsl.cli.files import STDIN
from signal_dsl.cli.linting.outcome import Outcome
from signal_dsl.cli.project import attempt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeGuard

    from signal_dsl.cli.linting.cache import Cache
    from signal_dsl.cli.linting.linter import Linter
    from signal_dsl.cli.project import Failure
    from signal_dsl.errors import SourceError

# Bytes of scripts. Another process costs some 40 ms, in which about so much is linted.
_WORTH_A_PROCESS = 100_000
# So many for each process: few enough that handing them out costs nothing, enough that all are done at about the same
# time.
_CHUNKS = 8


def lint_all(
    paths: Sequence[str | SourceError], linter: Callable[[], Linter], cache: Cache | None, jobs: int | None
) -> list[Outcome | Failure]:
    """What linting each of `find_scripts` came to, in their order; the same for any number of `jobs`.

    `linter` is not called if `cache` knows all scripts. Without `jobs` there are as many processes as are worth it.
    Raises `SignalDslError` where one of them is ended from outside.
    """
    results: dict[int, Outcome | Failure] = {}
    if cache is not None:
        for number, path in enumerate(paths):
            if _is_file(path) and (known := cache.get(path)):
                results[number] = known
    todo = [number for number in range(len(paths)) if number not in results]
    if todo or not paths:  # what is wrong with the call is told anyway
        made = linter()
        new = _lint([paths[number] for number in todo], made, jobs)
        if cache is not None and made.warnings:
            cache = None  # it would spare the user the warnings, too
        for number, result in zip(todo, new, strict=True):
            path, results[number] = paths[number], result
            if cache is not None and _is_file(path) and isinstance(result, Outcome):
                cache.put(path, result)
    if cache is not None:
        cache.save()
    return [results[number] for number in range(len(paths))]


def usable_cpus() -> int:
    """How many processors this process may use."""
    if count := getattr(os, "process_cpu_count", None):  # of Python 3.13
        return count() or 1
    if affinity := getattr(os, "sched_getaffinity", None):
        return len(affinity(0))
    return os.cpu_count() or 1


class _Work:
    """Lints one script, or tells why that cannot be done; can be pickled."""

    def __init__(self, linter: Linter) -> None:
        self.linter = linter

    def __call__(self, path: str | SourceError) -> Outcome | Failure:
        outcomes: list[Outcome] = []
        failure = attempt(path, lambda path: outcomes.append(self.linter.lint(path)))
        return failure or outcomes[0]


def _lint(paths: Sequence[str | SourceError], linter: Linter, jobs: int | None) -> list[Outcome | Failure]:
    work = _Work(linter)
    sizes = {number: size for number, path in enumerate(paths) if (size := _size(path)) is not None}
    jobs = jobs or min(usable_cpus(), 1 + sum(sizes.values()) // _WORTH_A_PROCESS)
    results: dict[int, Outcome | Failure] = {}
    if jobs > 1 and len(sizes) > 1:
        from signal_dsl.cli.linting.workers import shared

        chunks = _chunks(sizes, jobs)
        done = shared([[paths[number] for number in chunk] for chunk in chunks], work, jobs)
        for chunk, some in zip(chunks, done, strict=True):
            results.update(zip(chunk, some, strict=True))
    return [results[number] if number in results else work(path) for number, path in enumerate(paths)]


def _chunks(sizes: dict[int, int], jobs: int) -> list[list[int]]:
    """The numbers of scripts in portions of about the same size in all, the largest scripts first."""
    enough = sum(sizes.values()) // (jobs * _CHUNKS) + 1
    chunks: list[list[int]] = []
    room = 0
    for number in sorted(sizes, key=lambda number: (-sizes[number], number)):
        if room <= 0:
            chunks.append([])
            room = enough
        chunks[-1].append(number)
        room -= sizes[number]
    return chunks


def _is_file(path: str | SourceError) -> TypeGuard[str]:
    return isinstance(path, str) and path != STDIN


def _size(path: str | SourceError) -> int | None:
    """Bytes of a script that any process can read; None for standard input, pipes, and what cannot be read."""
    if _is_file(path):
        try:
            found = os.stat(path)
        except (OSError, ValueError):
            return None
        if stat.S_ISREG(found.st_mode):
            return found.st_size
    return None
