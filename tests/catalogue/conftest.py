"""A catalogue in an empty archive, on SQLite and on a PostgreSQL cluster of its own where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from backfile.catalogue import Catalogue
from backfile.settings import Settings


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """A database URL; empty for SQLite."""
    if request.param == "sqlite":
        return ""
    socket = request.getfixturevalue("postgresql")
    name = f"t{uuid4().hex}"
    _run("createdb", "-h", str(socket), "-U", "backfile", name)
    return f"postgresql://backfile@/{name}?host={socket}"


@pytest.fixture
def catalogue(tmp_path: Path, database: str) -> Iterator[Catalogue]:
    found = Catalogue(tmp_path, Settings(database=database))
    yield found
    found.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Path]:
    """The socket folder of a running cluster."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (backfile[postgresql])")
    if not _programs():
        pytest.skip("PostgreSQL is not installed")
    room = Path(tempfile.mkdtemp(prefix="backfile-pg-"))
    room.chmod(0o777)
    data = room / "data"
    _run("initdb", "-D", str(data), "-U", "backfile", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-k {room} -c listen_addresses= -c fsync=off -c max_connections=20 -c shared_buffers=16MB"
    _run("pg_ctl", "-D", str(data), "-o", options, "-l", str(room / "log"), "-w", "start")
    yield room
    _run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    shutil.rmtree(room, ignore_errors=True)


def _programs() -> Path | None:
    """Where PostgreSQL's programs are: Debian keeps them off the PATH."""
    rooms = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), *map(Path, os.get_exec_path())]
    return next((room for room in rooms if (room / "initdb").exists() and (room / "createdb").exists()), None)


def _run(program: str, *arguments: str) -> None:
    """PostgreSQL refuses to run as root: then it runs as the user that Debian made for it."""
    user = "postgres" if os.geteuid() == 0 else None
    command = [str((_programs() or Path()) / program), *arguments]
    subprocess.run(command, check=True, user=user, stdout=subprocess.DEVNULL, cwd=tempfile.gettempdir())
