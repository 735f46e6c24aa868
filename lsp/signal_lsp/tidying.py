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
_AWAY = 30.0
# Objects that are worth a look in a gap; and those that are no longer waited with, if there is none.
_SOME = 5_000
_MANY = 300_000
_OFTEN = 8
# So many objects are looked through in no time. Of more, one in `_SHARE` must have come before all are looked through.
_FEW = 100_000
_SHARE = 10


class Tidying:
    """Collects in the main loop. `touch` is called after each message."""

    def __init__(self) -> None:
        gc.disable()
        self._times = 0
        # Objects that were there when everything was looked through, and that came since; and with how many of those
        # that is done again. Counting them takes long, too.
        self._base = self._came = self._most = 0
        self._is_due = False
        self._timer: asyncio.TimerHandle | None = None
        self._collect_everything()  # what is there by now stays: modules and classes

    def touch(self) -> None:
        """Something was done."""
        self._wait(_GAP, self._in_gap)
        if gc.get_count()[0] > _MANY:
            self._collect_new()

    def expect(self) -> None:
        """Much of what is there is used no longer: a document was closed."""
        self._is_due = True

    def _in_gap(self) -> None:
        count = gc.get_count()[0]
        if count > _MANY:  # a large script was opened: it is used, and a look can wait until nobody is there
            self._came += count
            gc.freeze()
            self._most = max(self._most, self._base + self._came)
        elif count > _SOME:
            self._times += 1
            if self._times % _OFTEN == 0:  # it is never quiet
                self._collect_new()
            else:
                self._came += count
                gc.collect(0)
        self._wait(_QUIET - _GAP, self._when_quiet)

    def _when_quiet(self) -> None:
        self._times = 0
        self._collect_new()
        self._wait(_AWAY - _QUIET, self._when_away)

    def _when_away(self) -> None:
        there = self._base + self._came
        if self._is_due or there < _FEW or self._came * _SHARE > there:
            self._collect_everything()

    def _collect_new(self) -> None:
        """Collect what came since the last freezing; everything, where much of what is frozen may be used no longer."""
        self._came += gc.get_count()[0]
        if self._came > self._most:
            self._collect_everything()
        else:
            gc.collect()
            gc.freeze()

    def _collect_everything(self) -> None:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._base, self._came = gc.get_freeze_count(), 0
        self._most = max(_MANY, self._base)
        self._is_due = False

    def _wait(self, seconds: float, then: Callable[[], None]) -> None:
        """Do something in some time, unless something else is done before."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds, then)
