"""An archive of the bundled specimens, served: what protocols' clients, none of them ours, speak with."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any

import pytest
import zstandard

from backfile import record
from backfile.archive import Archive
from backfile.archive.files import hash_input
from backfile.catalogue import Catalogue
from backfile.catalogue.database import configure
from backfile.pipeline import read
from backfile.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
CLIENTS = ROOT / "tests" / "clients"


@pytest.fixture(scope="session")
def specimen_archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The two born-digital specimens, as `backfile add` keeps them."""
    archive = Archive(tmp_path_factory.mktemp("protocols") / "archive", create=True)
    catalogue = Catalogue(archive.root, archive.settings())
    for name in ("en-magazine-003", "zh-keji-monthly-007"):
        original = ROOT / "specimens" / f"{name}.pdf"
        issue = read(original, Settings(engine="none", jobs=1))
        kept = archive.keep(issue, zstandard.compress(record.dump_words(issue)), original, hash_input(original))
        catalogue.add(kept)
    catalogue.close()
    return archive


@pytest.fixture(scope="session")
def ids(specimen_archive: Archive) -> dict[str, str]:
    """Language → id of the issue in it: "zh" and "en"."""
    return {"zh" if id.startswith("keji") else "en": id for id in specimen_archive.kept()}


@pytest.fixture
def client(specimen_archive: Archive) -> Any:
    """Django's test client on the specimens."""
    return client_of(specimen_archive)


def client_of(archive: Archive) -> Any:
    from django.test import Client

    configure(archive.root, archive.settings())
    from backfile.reading_room import shelves

    for kept_open in vars(shelves).values():  # of another archive
        if hasattr(kept_open, "cache_clear"):
            kept_open.cache_clear()
    return Client()


@contextmanager
def listening(archive: Archive) -> Iterator[str]:
    """The address of the reading room of `archive`, answered by threads of this process."""
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

    client_of(archive)
    from django.core.wsgi import get_wsgi_application

    class Threads(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    class Silent(WSGIRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    server = make_server("127.0.0.1", 0, get_wsgi_application(), Threads, Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def served(specimen_archive: Archive) -> Iterator[str]:
    """The address of a running reading room with the specimens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("backfile")), "--archive", str(specimen_archive.root)]
    server = subprocess.Popen([*command, "serve", "--port", str(port)])
    try:
        yield _when_ready(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait(10)


def _when_ready(address: str) -> str:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return address
    raise AssertionError(f"nothing answers at {address}")


@pytest.fixture(scope="session")
def node() -> str:
    """Node, with the clients of tests/clients installed (`make clients`)."""
    found = shutil.which("node")
    if found is None:
        pytest.skip("there is no Node on this machine")
    if not (CLIENTS / "node_modules").is_dir():
        pytest.skip("the clients written in JavaScript are not installed: `make clients`")
    return found
