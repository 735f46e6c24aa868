"""A real browser, driven over a pipe by its debugging protocol (chromedevtools.github.io/devtools-protocol).

What is done is what a person does: the mouse moves, presses, turns its wheel. Nothing waits for a time to pass, only
for what should come, and no longer than `PATIENCE`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from time import monotonic
from typing import Any

PATIENCE = 60.0  # seconds
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-sandbox",  # root, as in a container, may have no other
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
)


class Browser:
    """A browser with one page."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading, self._writing = reading, writing
        self._buffer = b""
        self._number = 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []

    def attach(self) -> None:
        """Open the page."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for area in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{area}.enable")

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """What the browser answers to a command."""
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._writing, data) :]
        until = monotonic() + PATIENCE
        while True:
            answer = self._next(until)
            if answer.get("id") == self._number:
                assert "error" not in answer, (method, answer["error"])
                result: dict[str, Any] = answer["result"]
                return result

    def wait(self, event: str) -> None:
        """Wait for an event that has not been seen yet."""
        until = monotonic() + PATIENCE
        while not any(one["method"] == event for one in self.events):
            self._next(until)

    def told(self, event: str) -> list[dict[str, Any]]:
        """The events of a name so far."""
        return [one["params"] for one in self.events if one["method"] == event]

    # What a person does and sees

    def show(self, path: Path, width: int = 1280, height: int = 900, dark: bool = False) -> None:
        """Open a file, and wait until it has drawn itself."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media="", features=[scheme])
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.events.clear()
        self.call("Page.navigate", url=path.as_uri())
        self.wait("Page.loadEventFired")
        self.until("window.signalDslReport")
        self.frames()

    def run(self, expression: str) -> Any:
        """The value of an expression in the page; a promise's where it is one."""
        answer = self.call(
            "Runtime.evaluate",
            expression=expression,
            returnByValue=True,
            awaitPromise=True,
            allowUnsafeEvalBlockedByCSP=False,
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def until(self, condition: str) -> None:
        """Wait until an expression is true, looking whenever the page is drawn."""
        limit = int(PATIENCE * 1000)
        done = self.run(
            f"""new Promise((tell) => {{
              const begun = performance.now();
              const look = () => {{
                if ({condition}) tell(true);
                else if (performance.now() - begun > {limit}) tell(false);
                else requestAnimationFrame(look);
              }};
              look();
            }})"""
        )
        assert done, condition

    def frames(self) -> None:
        """Wait until all that was asked for is drawn."""
        self.run("new Promise((tell) => requestAnimationFrame(() => requestAnimationFrame(() => tell(true))))")

    def texts(self, selector: str) -> list[str]:
        """The texts of all elements that a selector means."""
        found: list[str] = self.run(
            f"[...document.querySelectorAll({json.dumps(selector)})].map((one) => one.textContent.trim())"
        )
        return found

    def box(self, selector: str) -> tuple[float, float, float, float]:
        """Left, top, width and height of an element, which is brought into view."""
        self.run(f"document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'center'}})")
        self.frames()
        left, top, width, height = self.run(
            f"(({{left, top, width, height}}) => [left, top, width, height])"
            f"(document.querySelector({json.dumps(selector)}).getBoundingClientRect())"
        )
        return left, top, width, height

    def mouse(self, kind: str, x: float, y: float, **more: object) -> None:
        """Move, press, release or turn the mouse there."""
        self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)
        self.frames()

    def click(self, selector: str) -> None:
        """Click in the middle of an element."""
        left, top, width, height = self.box(selector)
        self.press(left + width / 2, top + height / 2)

    def press(self, x: float, y: float) -> None:
        self.mouse("mouseMoved", x, y)
        self.mouse("mousePressed", x, y, button="left", clickCount=1)
        self.mouse("mouseReleased", x, y, button="left", clickCount=1)

    def drag(self, x: float, y: float, by: float) -> None:
        """Press there, and release `by` pixels to the right."""
        self.mouse("mouseMoved", x, y)
        self.mouse("mousePressed", x, y, button="left", buttons=1, clickCount=1)
        for part in range(1, 6):
            self.mouse("mouseMoved", x + by * part / 5, y, button="left", buttons=1)
        self.mouse("mouseReleased", x + by, y, button="left", clickCount=1)

    def key(self, name: str) -> None:
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=name)
        self.frames()

    def printed(self) -> bytes:
        """The page as a PDF, on A4."""
        answer = self.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69, printBackground=False)
        return b64decode(answer["data"])

    def _next(self, until: float) -> dict[str, Any]:
        """The next message; events are remembered."""
        while b"\0" not in self._buffer:
            ready, _, _ = select([self._reading], [], [], max(0.0, until - monotonic()))
            assert ready, "the browser does not answer"
            data = os.read(self._reading, 1 << 20)
            assert data, "the browser has ended"
            self._buffer += data
        message, _, self._buffer = self._buffer.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        if "method" in found:
            self.events.append(found)
        return found


def executable() -> str | None:
    """The browser on this machine, if there is one."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser that ends with the block."""
    program = executable()
    assert program, "The report is tested in a real browser: install chromium (`.ci/packages` does it)."
    down_read, down_write = os.pipe()
    up_read, up_write = os.pipe()
    # The browser reads from descriptor 3 and writes to 4.
    shell = f'exec 3<&{down_read} 4>&{up_write}; exec "$0" "$@"'
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        running = subprocess.Popen(
            ["bash", "-c", shell, program, *_FLAGS, f"--user-data-dir={profile}", "about:blank"],
            pass_fds=(down_read, up_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(down_read)
        os.close(up_write)
        try:
            found = Browser(up_read, down_write)
            found.attach()
            yield found
        finally:
            os.close(down_write)  # without which it ends
            try:
                running.wait(20)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
            os.close(up_read)
