"""Many readers at once, in a process of their own, so that their work does not slow the one that measures.

    python -m bench.clients PORT CLIENTS < PATHS       one path a line; prints the milliseconds of each as JSON

Each client keeps its connection, takes the next path when its answer is here whole, and never pauses.
"""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator


def ask_all(port: int, paths: list[str], clients: int) -> list[tuple[float, float]]:
    """Milliseconds from sending each request to the last byte of its answer, and those that the server says it took
    (`Server-Timing`; 0 where it says nothing). Raises RuntimeError for anything but 200."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.clients", str(port), str(clients)],
        input="\n".join(paths), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    return [(wall, server) for wall, server in json.loads(done.stdout)]


async def _client(port: int, paths: Iterator[str], taken: list[tuple[float, float]]) -> None:
    streams = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
    for path in paths:
        begin = time.perf_counter()
        try:
            head = await _ask(*streams, port, path)
        except (asyncio.IncompleteReadError, ConnectionError):  # the server may close a connection between two requests
            streams = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
            head = await _ask(*streams, port, path)
        if b" 200 " not in head.split(b"\r\n", 1)[0]:
            raise RuntimeError(f"{path}: {head[:40]!r}")
        await _body(streams[0], head.lower())
        said = re.search(rb"server-timing: total;dur=([\d.]+)", head.lower())
        taken.append(((time.perf_counter() - begin) * 1000, float(said[1]) if said else 0.0))
    streams[1].close()


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, path: str) -> bytes:
    """The head of the answer."""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/html\r\n\r\n".encode())
    return await reader.readuntil(b"\r\n\r\n")


async def _body(reader: asyncio.StreamReader, head: bytes) -> None:
    if b"transfer-encoding: chunked" in head:
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        length = next(line for line in head.split(b"\r\n") if line.startswith(b"content-length:"))
        await reader.readexactly(int(length.split(b":")[1]))


async def _all(port: int, paths: list[str], clients: int) -> list[tuple[float, float]]:
    queue, taken = iter(paths), list[tuple[float, float]]()
    await asyncio.gather(*(_client(port, queue, taken) for _ in range(clients)))
    return taken


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_all(int(sys.argv[1]), sys.stdin.read().split(), int(sys.argv[2])))))
