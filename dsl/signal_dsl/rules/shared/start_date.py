"""The fix that rules about too few bars share: an earlier start."""

from __future__ import annotations

from signal_dsl.diagnostics import Edit, Fix
from signal_dsl.settings import SCRIPT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from signal_dsl.settings import Settings


def set_start_date(settings: Settings, start: date | None) -> tuple[Fix, ...]:
    """The fix that sets `start_date`; none where the script's own block is not what sets it."""
    origin = settings.origin("start_date")
    if start is None or origin is None or origin.source != SCRIPT or origin.place is None:
        return ()
    edit = Edit(origin.place.start, origin.place.end, f'"{start}"')
    return (Fix(f"Set `start_date` to {start}", (edit,), safe=False),)
