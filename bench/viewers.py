"""Our page viewer beside the Internet Archive's BookReader: how soon a page is seen, and the next one after a key.

    python -m bench.viewers ADDRESS ISSUE --bookreader FOLDER [--rounds 5]

ADDRESS is that of a running reading room (`make demo`), ISSUE the path of one of its issues ("/kan/2020-03/"). FOLDER is
BookReader as npm has it (`npm pack @internetarchive/bookreader`, unpacked; AGPL-3.0, only run here). Both show the same
page images, of the size that our page asks for in the same window, from the same server, in the same headless Chromium,
in turns, each time with an empty browser cache. A page counts as seen when its whole picture is decoded, begins in the upper
half of the window and covers a quarter of it, two frames later.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import statistics
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from playwright.sync_api import sync_playwright

FIRST = 8
TURNS = 6
REST = 1500
"""Milliseconds that a reader looks at a page before turning it."""
VISITOR = {"X-Forwarded-For": "192.0.2.7"}
"""Somebody who reads from elsewhere, and not the owner of this machine."""
WINDOWS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 3,
        "is_mobile": True,
        "has_touch": True,
    },
}
LINES = {
    "this machine": None,
    "4G (9 Mbit/s, 60 ms)": {"latency": 60, "downloadThroughput": 9e6 / 8, "uploadThroughput": 9e6 / 8},
}

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>BookReader</title>
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<script src="BookReader/jquery-1.10.1.js"></script>
<script src="BookReader/jquery-ui-1.12.0.min.js"></script>
<script src="BookReader/jquery.ui.touch-punch.min.js"></script>
<script src="BookReader/jquery.browser.min.js"></script>
<script src="BookReader/dragscrollable-br.js"></script>
<script src="BookReader/jquery.colorbox-min.js"></script>
<link rel="stylesheet" href="BookReader/BookReader.css">
<script src="BookReader/BookReader.js"></script>
<style>html, body, #BookReader { height: 100%; margin: 0; }</style>
</head><body><div id="BookReader"></div><script>
const asked = new URLSearchParams(location.search);
const pages = JSON.parse(asked.get("pages")).map((uri) => ({ width: 1654, height: 2244, uri }));
const data = [[pages[0]]];
for (let at = 1; at < pages.length; at += 2) data.push(pages.slice(at, at + 2));
const reader = new BookReader({
  data, bookTitle: "An issue", ui: "full", el: "#BookReader", imagesBaseURL: "BookReader/images/",
  defaults: `page/n${asked.get("first")}/mode/${asked.get("mode")}`, enableUrlPlugin: false, enableSearch: false,
});
reader.init();
</script></body></html>
"""

WATCH = """(() => {
  // When was the picture of a page seen? Looked at in every frame; two frames on, it is on the screen.
  const seen = () => [...document.images].filter((image) => {
    if (!/\\/iiif\\//.test(image.currentSrc) || /\\/160,\\//.test(image.currentSrc) || !image.complete || !image.naturalWidth)
      return false;
    const box = image.getBoundingClientRect();
    const wide = Math.min(box.right, innerWidth) - Math.max(box.left, 0);
    const high = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
    return wide > 0 && high > 0 && box.top < innerHeight / 2 && wide * high > innerWidth * innerHeight / 4 && getComputedStyle(image).visibility !== "hidden";
  }).map((image) => Number(/iiif\\/[^/]+\\/(\\d+)\\//.exec(image.currentSrc)[1]));
  const now = () => performance.timeOrigin + performance.now();
  window.whenSeen = (number) => new Promise((resolve) => {
    const look = () => seen().includes(number)
      ? requestAnimationFrame(() => requestAnimationFrame(() => resolve(now()))) : requestAnimationFrame(look);
    look();
  });
  addEventListener("keydown", () => sessionStorage.setItem("pressed", now()), true);
})()"""


class Times(NamedTuple):
    """Milliseconds to the first page, and of each turn."""

    first: float
    turns: list[float]


def watch(context: Any, address: str, numbers: list[int], line: dict[str, float] | None) -> Times:
    """Open `address`, wait for the picture of the first of `numbers` (positions in the file), then turn to the others."""
    page = context.new_page()
    page.add_init_script(WATCH)
    protocol = context.new_cdp_session(page)
    if line:
        protocol.send("Network.emulateNetworkConditions", {"offline": False, **line})
    page.goto(address, wait_until="commit")
    shown = page.evaluate(f"whenSeen({numbers[0]})")
    first = shown - page.evaluate("performance.timeOrigin")
    turns = []
    for number in numbers[1:]:
        page.wait_for_timeout(REST)
        page.keyboard.press("ArrowRight")
        shown = _seen_after_turning(page, number)
        turns.append(shown - float(page.evaluate("sessionStorage.getItem('pressed')")))
    page.close()
    return Times(first, turns)


def _seen_after_turning(page: Any, number: int) -> float:
    """The new document, if there is one, begins to look as soon as it is there."""
    for _ in range(20):
        try:
            return float(page.evaluate(f"whenSeen({number})"))
        except Exception as error:
            if "context was destroyed" not in str(error) and "navigation" not in str(error):
                raise
    raise RuntimeError(f"page {number} was never seen")


@contextmanager
def hosted(bookreader: Path) -> Iterator[str]:
    """BookReader's files and PAGE, compressed and kept by the browser as a library's server would have them, on a port of their own."""

    class Files(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            file = Path(self.translate_path(self.path))
            if self.path.startswith("/reader.html"):
                self._send(_pack(PAGE.encode()), "text/html; charset=utf-8", "no-cache")
            elif file.suffix in (".js", ".css", ".svg") and file.is_file():
                self._send(_packed(file), self.guess_type(str(file)), "max-age=3600")
            else:
                super().do_GET()

        def _send(self, packed: bytes, kind: str, kept: str) -> None:
            self.send_response(200)
            for name, value in (
                ("Content-Type", kind), ("Content-Encoding", "gzip"), ("Cache-Control", kept), ("Content-Length", str(len(packed))),
            ):  # fmt: skip
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(packed)

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(bookreader)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def _pack(data: bytes) -> bytes:
    return gzip.compress(data, 6)


@cache
def _packed(file: Path) -> bytes:
    return _pack(file.read_bytes())


def read_pages(address: str, issue: str) -> tuple[str, int]:
    """The id of the issue, and how many pages it has."""
    with urllib.request.urlopen(f"{address}{issue.rstrip('/')}.json") as answer:
        found = json.load(answer)
    return found["id"], len(found["pages"])


def size_of_ours(context: Any, address: str) -> str:
    """The width, as IIIF writes it, of the picture that our page asks for in this window."""
    page = context.new_page()
    page.goto(address)
    source: str = page.wait_for_selector("#sheet img").evaluate("image => image.currentSrc")
    page.close()
    return source.split("/full/")[1].split("/")[0]


def compare(address: str, issue: str, bookreader: Path, rounds: int) -> None:
    id, count = read_pages(address, issue)
    numbers = list(range(FIRST, min(FIRST + TURNS, count) + 1))
    ours = f"{address}{issue}p/?n={FIRST}"
    with hosted(bookreader) as theirs, sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])

        def open_window(window: dict[str, Any]) -> Any:
            return browser.new_context(**window, extra_http_headers=VISITOR)

        for name, window in WINDOWS.items():
            context = open_window(window)
            size = size_of_ours(context, ours)
            context.close()
            images = [f"{address}/iiif/{id}/{at}/full/{size}/0/default.jpg" for at in range(1, count + 1)]
            for image in images:
                urllib.request.urlopen(image).read()  # drawn before: viewers are compared, not drawing
            viewers = {"Backfile": ours} | {
                f"BookReader, {said}": f"{theirs}/reader.html?"
                + urlencode({"pages": json.dumps(images), "first": FIRST - 1, "mode": mode})
                for said, mode in (("one page", "1up"), ("two pages", "2up"))
                if name == "desktop" or mode == "1up"
            }
            for line, limits in LINES.items():
                report(f"{name}, {line}", run(viewers, partial(open_window, window), numbers, limits, rounds))
        browser.close()


def run(
    viewers: dict[str, str],
    open_window: Callable[[], Any],
    numbers: list[int],
    line: dict[str, float] | None,
    rounds: int,
) -> dict[str, list[Times]]:
    found: dict[str, list[Times]] = {viewer: [] for viewer in viewers}
    for _ in range(rounds):
        for viewer, address in viewers.items():
            context = open_window()
            steps = numbers[::2] if "two" in viewer else numbers  # a turn shows two pages
            found[viewer].append(watch(context, address, steps, line))
            context.close()
    return found


def report(title: str, found: dict[str, list[Times]]) -> None:
    def middle(times: list[Times]) -> tuple[float, float]:
        return statistics.median(each.first for each in times), statistics.median(
            turn for each in times for turn in each.turns
        )

    first, turn = middle(found["Backfile"])
    for viewer, times in found.items():
        theirs = middle(times)
        print(
            f"{title:32} {viewer:22} first page {theirs[0]:7.0f} ms ({theirs[0] / first:4.1f} ×), turning "
            f"{theirs[1]:6.0f} ms ({theirs[1] / turn:4.1f} ×)  load {os.getloadavg()[0]:.1f}",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("address")
    parser.add_argument("issue")
    parser.add_argument("--bookreader", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    compare(options.address.rstrip("/"), options.issue, options.bookreader, options.rounds)


if __name__ == "__main__":
    main()
