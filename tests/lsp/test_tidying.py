"""Looking through memory between keystrokes: what is used is passed over, and nothing is kept for ever."""

from __future__ import annotations

import subprocess
import sys

# In a process of its own, for it changes how Python collects.
_SCRIPT = """
import asyncio, gc, weakref
from signal_lsp import tidying

class Ring:
    def __init__(self):
        self.me = self

async def main():
    loop = asyncio.get_running_loop()
    gone = loop.create_future()
    tidying._GAP, tidying._QUIET, tidying._AWAY = 0.0, 0.01, 0.02
    tidy = tidying.Tidying()
    ring = Ring()
    kept = weakref.ref(ring, lambda _: gone.set_result(None))
    tidy._when_quiet()
    assert not gc.isenabled()
    frozen = gc.get_freeze_count()
    del ring
    tidy._collect_new()
    assert kept() is not None and gc.get_freeze_count() >= frozen  # it was frozen while it was used
    await asyncio.wait_for(gone, 30)  # nobody is there: everything is looked through
    rings = [Ring() for _ in range(tidying._MANY)]
    kept = weakref.ref(rings[0])
    tidy._when_quiet()
    del rings
    more = [Ring() for _ in range(2 * tidying._MANY)]
    tidy._collect_new()
    for _ in range(4):
        more = [Ring() for _ in range(tidying._MANY)]
        tidy._collect_new()
    assert kept() is None  # nor does it pile up while somebody is
    tidy = tidying.Tidying()
    looks = []
    tidy._collect_everything = lambda: looks.append(gc.get_count()[0])
    rings = [Ring() for _ in range(2 * tidying._MANY)]
    tidy._in_gap()
    tidy._when_quiet()
    assert not looks  # what was just opened is used: nobody waits for a look at it
    tidy._when_away()
    assert len(looks) == 1
    tidy._came = 0
    tidy._when_away()
    assert len(looks) == 1  # and nothing has changed since
    tidy.expect()
    tidy._when_away()
    assert len(looks) == 2

asyncio.run(main())
"""


def test_what_is_frozen_is_let_go_in_the_end() -> None:
    done = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
