"""When memory is looked through for what is no longer used: in the gaps between two keystrokes.

Facts are full of cycles, which only a collection frees, and a full one takes longer than a keystroke may. So Python's
own collecting is switched off, and done here: what is young in a short gap, everything when all is quiet.
"""

from __future__ import annotations

import asyncio
import gc

# Seconds without a message: a gap, and quiet.
_GAP = 0.1
_QUIET = 1.0
# Objects that are worth a look in a gap; and those that are no longer waited with, if there is none.
_SOME = 5_000
_MANY = 300_000
_OFTEN = 8


class Tidying:
    """Collects in the main loop. `touch` is called after each message."""

    def __init__(self) -> None:
        # What is there by now stays: modules and classes.
        gc.collect()
        gc.freeze()
        gc.disable()
        self._times = 0
        self._timer: asyncio.TimerHandle | None = None

    def touch(self) -> None:
        """Something was done."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(_GAP, self._in_gap)
        if gc.get_count()[0] > _MANY:
            self._collect_young()

    def _in_gap(self) -> None:
        if gc.get_count()[0] > _SOME:
            self._collect_young()
        self._timer = asyncio.get_running_loop().call_later(_QUIET - _GAP, self._when_quiet)

    def _when_quiet(self) -> None:
        self._timer = None
        self._times = 0
        gc.collect()

    def _collect_young(self) -> None:
        """Collect what came since the last time; now and then, where it is never quiet, what was there before, too."""
        self._times += 1
        gc.collect(2 if self._times % _OFTEN == 0 else 0)
