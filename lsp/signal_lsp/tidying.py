"""When memory is looked through for what is no longer used: in the gaps between two keystrokes.

Facts are full of cycles, which only a collection frees, and a full one takes longer than a keystroke may. So Python's
own collecting is switched off, and done here: what is young in a short gap, what is new when all is quiet, everything
when nobody is there. What is still used after a look is frozen, so that the next one passes over it.
"""

from __future__ import annotations

import asyncio
import gc

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

# Seconds without a message: a gap, quiet, and nobody there.
_GAP = 0.1
_QUIET = 1.0
_AWAY = 10.0
# Objects that are worth a look in a gap; and those that are no longer waited with, if there is none.
_SOME = 5_000
_MANY = 300_000
_OFTEN = 8


class Tidying:
    """Collects in the main loop. `touch` is called after each message."""

    def __init__(self) -> None:
        # What is there by now stays: modules and classes.
        gc.disable()
        self._times = 0
        self._timer: asyncio.TimerHandle | None = None
        self._collect_everything()

    def touch(self) -> None:
        """Something was done."""
        self._wait(_GAP, self._in_gap)
        if gc.get_count()[0] > _MANY:
            self._collect_young()

    def _in_gap(self) -> None:
        if gc.get_count()[0] > _SOME:
            self._collect_young()
        self._wait(_QUIET - _GAP, self._when_quiet)

    def _when_quiet(self) -> None:
        self._times = 0
        gc.collect()
        gc.freeze()
        # Of what is frozen some is used no longer; it must not pile up where somebody is always there.
        if gc.get_freeze_count() > 2 * self._frozen + _MANY:
            self._collect_everything()
        self._wait(_AWAY - _QUIET, self._collect_everything)

    def _collect_everything(self) -> None:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._frozen = gc.get_freeze_count()

    def _collect_young(self) -> None:
        """Collect what came since the last time; now and then, where it is never quiet, what was there before, too."""
        self._times += 1
        gc.collect(2 if self._times % _OFTEN == 0 else 0)

    def _wait(self, seconds: float, then: Callable[[], None]) -> None:
        """Do something in some time, unless something else is done before."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds, then)
