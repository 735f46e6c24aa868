"""The results that are kept on this machine: how many, how large, and which are deleted when that is asked for."""

from __future__ import annotations

from signal_dsl.cli import terminal
from signal_dsl.errors import UsageError
from signal_dsl.heytraders.kept import Kept

_MUCH = 1_000_000_000  # bytes, from which on it is told without being asked


def tell_where_much_is_kept() -> None:
    """Say what the results take where that is much. Nothing is deleted by itself: it may be all that there is."""
    sizes = Kept().sizes()
    if sum(sizes.values()) > _MUCH:
        terminal.note(f"{_amount(sizes)} are kept. `signal-dsl results --keep 50` deletes all but the latest 50.")


def summary() -> str:
    """What is kept, and where."""
    kept = Kept()
    sizes = kept.sizes()
    if not sizes:
        return "No result is kept here yet. `signal-dsl backtest PATH` makes one."
    return f"{_amount(sizes)} kept in {kept.folder}. `signal-dsl jobs` lists them."


def prune(number: str) -> str:
    """Delete all results but the latest; what was done, in a sentence. Raises `SignalDslError`."""
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise UsageError(f"`--keep` is a number of results, not `{number}`.", "See `signal-dsl results --help`.")
    kept = Kept()
    sizes = kept.sizes()
    old = dict(list(sizes.items())[int(number) :])
    for result_id in old:
        kept.delete(result_id)
    left = len(sizes) - len(old)
    return f"{_amount(old)} deleted, {left} kept." if old else f"Nothing to delete: {_amount(sizes)} kept."


def delete(result_id: str) -> str:
    """Delete one result; what was done, in a sentence. Raises `SignalDslError`."""
    kept = Kept()
    size = kept.sizes().get(result_id)
    if size is None:
        told = f"No result {result_id} is kept here."
        raise UsageError(told, f"`signal-dsl jobs` lists them; they lie in {kept.folder}.")
    kept.delete(result_id)
    return f"Deleted {result_id}, {_bytes(size)}."


def _amount(sizes: dict[str, int]) -> str:
    total = _bytes(sum(sizes.values()))
    return f"{len(sizes)} result{'' if len(sizes) == 1 else 's'}, {total},"


def _bytes(count: int) -> str:
    for unit, size in (("GB", 1e9), ("MB", 1e6)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{-(-count // 1000)} kB"
