"""Drives headless Chromium over its DevTools pipe: for the tests of what is made for browsers, and for screenshots.

The pipe (file descriptors 3 and 4, messages ended by a zero byte) needs no port, no driver program and no library.
"""

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-extensions", "--mute-audio",
    "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-pipe", "--no-proxy-server", "--lang=zh-CN",
)  # fmt: skip
_KEYS = {
    "Enter": (13, "\r"), "Escape": (27, ""), "Tab": (9, ""), "ArrowLeft": (37, ""), "ArrowUp": (38, ""),
    "ArrowRight": (39, ""), "ArrowDown": (40, ""),
}  # fmt: skip


class BrowserError(RuntimeError):
    """The browser did not do as asked."""


def found() -> str | None:
    """The path of Chromium or Chrome on this machine; None without one."""
    return next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)


class Browser:
    """One page of a browser. ``events``: what it told unasked since it was started, as (method, parameters)."""

    def __init__(self, to: int, out: int) -> None:
        self._to, self._out, self._rest, self._number, self._session = to, out, b"", 0, ""
        self.events: list[tuple[str, dict[str, Any]]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:  # noqa: ANN401 - what the protocol takes
        """Ask for ``method``; its answer. Raises BrowserError."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        return self._answer(self._number, method)

    def _answer(self, number: int, method: str) -> dict[str, Any]:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            message = self._next(end)
            if message.get("id") == number:
                if "error" in message:
                    raise BrowserError(f"{method}: {message['error']['message']}")
                answer: dict[str, Any] = message["result"]
                return answer
            if "method" in message:
                self.events.append((message["method"], message["params"]))
        raise BrowserError(f"{method}: no answer in a minute")

    def _next(self, end: float) -> dict[str, Any]:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._out], [], [], max(0.0, end - time.monotonic()))
            data = os.read(self._out, 1 << 20) if ready else b""
            if not data:
                raise BrowserError("the browser has closed" if ready else "the browser does not answer")
            self._rest += data
        text, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        return message

    def size(self, width: int, height: int, scale: float = 1) -> None:
        """Give the page a window of so many pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=False
        )

    def open(self, path: Path) -> None:
        """Load a file, until it is loaded."""
        seen = len(self.events)
        self.call("Page.navigate", url=path.resolve().as_uri())
        self.until(lambda: any(m == "Page.loadEventFired" for m, _ in self.events[seen:]))

    def until(self, holds: Any, seconds: float = 20) -> None:  # noqa: ANN401 - a function or an expression
        """Wait until a function, or an expression of the page's, is true. Raises BrowserError."""
        end = time.monotonic() + seconds
        while not (self.run(holds) if isinstance(holds, str) else holds()):
            if time.monotonic() > end:
                raise BrowserError(f"not in {seconds:.0f} s: {holds}")
            time.sleep(0.02)
            self.run("0")

    def run(self, expression: str) -> Any:  # noqa: ANN401 - any value that JSON has
        """The value of an expression in the page. Raises BrowserError where it throws."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise BrowserError(answer["exceptionDetails"]["exception"].get("description", expression))
        return answer["result"].get("value")

    def press(self, *keys: str) -> None:
        """Press keys one after another, as a person would."""
        for key in keys:
            code, text = _KEYS.get(key, (ord(key[0].upper()), key))
            common = {"key": key, "windowsVirtualKeyCode": code}
            self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
            self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def click(self, selector: str) -> None:
        """Click in the middle of an element, scrolled to if need be.

        Raises BrowserError where there is none, or something else lies over it.
        """
        spot = self.run(
            f"(() => {{ const n = document.querySelector({json.dumps(selector)}); if (!n) return null;"
            "const spot = () => { const r = n.getBoundingClientRect();"
            "const x = (r.left + r.right) / 2, y = (r.top + r.bottom) / 2, hit = document.elementFromPoint(x, y);"
            "return [x, y, !!hit && (hit === n || n.contains(hit))]; };"
            "if (!spot()[2]) n.scrollIntoView({ block: 'center' }); return spot(); })()"
        )
        if spot is None or not spot[2]:
            raise BrowserError(f"{selector}: {'nothing like it' if spot is None else 'something else is there'}")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=spot[0], y=spot[1], button="left", clickCount=1)

    def picture(self, path: Path) -> None:
        """Save what the window shows as a PNG."""
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def pdf(self, path: Path) -> None:
        """Print the page."""
        path.write_bytes(base64.b64decode(self.call("Page.printToPDF", printBackground=True)["data"]))


@contextmanager
def browser(width: int = 1440, height: int = 900) -> Iterator[Browser]:
    """A headless browser with an empty profile, closed again at the end. Raises BrowserError where there is none."""
    program = found()
    if program is None:
        raise BrowserError("Chromium is not installed (Debian: apt-get install chromium)")
    ours_in, theirs_out = (_high(fd) for fd in os.pipe())
    theirs_in, ours_out = (_high(fd) for fd in os.pipe())
    with tempfile.TemporaryDirectory(prefix="yusuan-browser-", ignore_cleanup_errors=True) as profile:
        silent = os.open(os.devnull, os.O_RDWR)
        actions = [(os.POSIX_SPAWN_DUP2, theirs_in, 3), (os.POSIX_SPAWN_DUP2, theirs_out, 4)]
        actions += [(os.POSIX_SPAWN_DUP2, silent, n) for n in (1, 2)]
        argv = [program, *_FLAGS, f"--user-data-dir={profile}", f"--window-size={width},{height}", "about:blank"]
        process = os.posix_spawn(program, argv, {**os.environ, "HOME": profile}, file_actions=actions, setsid=True)
        for fd in (theirs_in, theirs_out, silent):
            os.close(fd)
        try:
            page = Browser(ours_out, ours_in)
            page.size(width, height)
            page.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=profile)
            yield page
        finally:
            os.killpg(process, signal.SIGKILL)
            os.waitpid(process, 0)
            os.close(ours_in)
            os.close(ours_out)


def _high(fd: int) -> int:
    """The same file under a number that is not one of the browser's own."""
    copy = fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(fd)
    return copy
