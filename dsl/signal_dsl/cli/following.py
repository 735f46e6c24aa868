"""Tells how a run goes on: moving on a terminal, and else in a line where something changes. All on standard error."""

from __future__ import annotations

from signal_dsl.cli import terminal
from signal_dsl.cli.platform import tell_wait

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress, TaskID

    from signal_dsl.heytraders.events import Event

# Without a terminal a line is written where the status changes, or after so many seconds, or when so much is done.
_SILENCE = 30.0
_STEP = 0.25


class Follower:
    """A listener of a run. `backtest_id` is that of the job, once there is one.

    How far it is is told from `after` seconds on: of what is over in a moment nobody wants to know.
    """

    def __init__(self, *, quiet: bool, after: float = 0.0) -> None:
        self._after = after
        self.backtest_id: str | None = None
        self._quiet = quiet
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._told: tuple[str, float, float] = ("", 0.0, 0.0)

    def __enter__(self) -> Follower:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def __call__(self, event: Event) -> None:
        """Tell an event."""
        from signal_dsl.heytraders.events import Finished, Notice, Status, Submitted, Waiting

        if isinstance(event, Submitted):
            self.backtest_id = event.backtest_id
            self._say(f"Started as {event.backtest_id}.")
        elif isinstance(event, Notice):
            self._stop()
            terminal.warning(event.message)
        elif isinstance(event, Finished):
            self._stop()
        elif isinstance(event, Waiting):
            self._stop()
            if not self._quiet:
                tell_wait(event.seconds, event.why)
        elif isinstance(event, Status) and not self._quiet and event.elapsed >= self._after:
            self._show(event.status, event.progress, event.elapsed)

    def _show(self, status: str, done: float | None, elapsed: float) -> None:
        if terminal.can_redraw():
            self._move(status, done)
            return
        before, reached, since = self._told
        if status == before and (done or 0.0) - reached < _STEP and elapsed - since < _SILENCE:
            return
        self._told = (status, done or 0.0, elapsed)
        share = f", {done:.0%} done" if done else ""
        self._say(f"{status.capitalize()}{share}, {elapsed:.0f} s.")

    def _move(self, status: str, done: float | None) -> None:
        if self._progress is None:
            from rich.console import Console
            from rich.progress import (
                BarColumn,
                Progress,
                SpinnerColumn,
                TaskProgressColumn,
                TextColumn,
                TimeElapsedColumn,
            )

            self._progress = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(bar_width=24),
                TaskProgressColumn(),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = self._progress.add_task(status, total=None)
            self._progress.start()
        assert self._task is not None
        total = None if done is None else 1.0
        self._progress.update(self._task, description=status, total=total, completed=done or 0.0)

    def _stop(self) -> None:
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def _say(self, message: str) -> None:
        self._stop()
        terminal.write_error(terminal.printable(message) + "\n")
