"""docs/publish.md as it stands: behind nginx with HTTPS, on SQLite and PostgreSQL, backed up and brought back."""

from __future__ import annotations

import http.client
import http.cookies
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from tests.catalogue.conftest import _run, postgresql  # noqa: F401 - a fixture

ROOT = Path(__file__).resolve().parents[2]
DOC = (ROOT / "docs" / "publish.md").read_text("utf-8")
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
PASSWORD = "a long passphrase"
BIN = Path(sys.executable).parent

pytestmark = [
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed"),
    pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed"),
]


def block(kind: str, holding: str) -> str:
    """The code block of the page that holds these words."""
    return next(text for text in re.findall(rf"```{kind}\n(.*?)```", DOC, re.S) if holding in text)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Site(NamedTuple):
    """A published archive: where nginx listens, and the environment of its commands."""

    port: int
    archive: Path
    environment: dict[str, str]

    def run(self, *arguments: str, stdin: str = "") -> str:
        command = [str(BIN / "backfile"), "--archive", str(self.archive), *arguments]
        environment = {name: value for name, value in self.environment.items() if name != "BACKFILE_ARCHIVE"}
        done = subprocess.run(command, env=environment, input=stdin, check=True, capture_output=True, text=True)
        return done.stdout


class Browser:
    """Speaks HTTPS with the site, and keeps cookies as a browser does that takes `secure` seriously."""

    def __init__(self, site: Site) -> None:
        self.site, self.cookies = site, http.cookies.SimpleCookie()
        self.more = {"Host": "archive.example"}

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, dict[str, str], str]:
        context = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection("127.0.0.1", self.site.port, context=context, timeout=20)
        sent = dict(self.more, Cookie="; ".join(f"{key}={one.value}" for key, one in self.cookies.items()))
        if form is not None:
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": "https://archive.example"}
        connection.request(method, path, urlencode(form or {}), sent)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for cookie in answer.headers.get_all("Set-Cookie", []):
            assert "secure" in cookie.lower()
            self.cookies.load(cookie)
        connection.close()
        return answer.status, dict(answer.headers), text

    def sign_in(self, name: str, password: str) -> int:
        _status, _headers, text = self.ask("GET", "/sign-in")
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
        assert found
        form = {"csrfmiddlewaretoken": found[1], "username": name, "password": password}
        return self.ask("POST", "/sign-in", form)[0]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = tmp_path_factory.mktemp("published")
    archive = root / "archive"
    environment = dict(os.environ, BACKFILE_ENGINE="none", BACKFILE_ARCHIVE=str(archive))
    here = Site(free_port(), archive, environment)
    source = root / "issue.txt"
    source.write_text("海洋研究\n2020年第3期\n目 录\n潮汐与月亮 李云帆 1\n河流的源头 王海 5\n", "utf-8")
    here.run("add", "--jobs", "1", str(source))
    settings = block("toml", "hosts")
    if request.param == "postgresql":
        room = request.getfixturevalue("postgresql")
        _run("createdb", "-h", str(room), "-U", "backfile", "published")
        settings += re.sub(
            r'"postgresql://.*"', f'"postgresql://backfile@/published?host={room}"', block("toml", "postgresql")
        )
    (archive / "backfile.toml").write_text(settings, "utf-8")
    here.run("rebuild")
    here.run("user", "add", "mei", "--role", "manager", stdin=PASSWORD + "\n")
    behind = free_port()
    command = block("sh", "granian").splitlines()[-1].replace("--port 8000", f"--port {behind}").split()
    servers = [subprocess.Popen([str(BIN / command[0]), *command[1:]], env=environment, stderr=subprocess.DEVNULL)]
    try:
        servers.append(start_nginx(root, here.port, behind))
        wait_for(here)
        yield here
    finally:
        for server in reversed(servers):
            server.terminate()
            server.wait(15)


def start_nginx(root: Path, port: int, behind: int) -> subprocess.Popen[bytes]:
    """nginx with the configuration of the page; only ports and certificate are others."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=archive.example",
         "-keyout", root / "privkey.pem", "-out", root / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    server = block("nginx", "server_name").replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
    server = server.replace("/etc/letsencrypt/live/archive.example", str(root)).replace(":8000", f":{behind}")
    temporary = "".join(
        f"    {name}_temp_path {root}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    (root / "nginx.conf").write_text(
        f"{user}daemon off;\npid {root}/nginx.pid;\nerror_log {root}/error.log;\nevents {{}}\n"
        f"http {{\n    access_log off;\n{temporary}{server}}}\n"
    )
    return subprocess.Popen([str(NGINX), "-c", str(root / "nginx.conf"), "-p", str(root)], stderr=subprocess.DEVNULL)


def wait_for(site: Site) -> None:
    for _ in range(150):
        try:
            if Browser(site).ask("GET", "/")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError("nothing answers behind nginx")


def test_everybody_reads_and_nobody_is_the_owner(site: Site) -> None:
    visitor = Browser(site)
    assert "海洋研究" in visitor.ask("GET", "/")[2]
    assert visitor.ask("GET", "/review")[0] == 401
    visitor.more["X-Forwarded-For"] = "127.0.0.1"
    assert visitor.ask("GET", "/review")[0] == 401


def test_signing_in_works_over_https_and_sets_secure_cookies_only(site: Site) -> None:
    manager = Browser(site)
    assert manager.sign_in("mei", "guess") == 403
    assert manager.sign_in("mei", PASSWORD) == 302
    assert manager.ask("GET", "/manage")[0] == 200
    assert "https://archive.example/" in manager.ask("GET", "/iiif/collection.json")[2]


def test_guesses_are_counted_by_an_address_that_can_t_be_forged(site: Site) -> None:
    guesser, statuses = Browser(site), []
    for number in range(6):
        guesser.more["X-Forwarded-For"] = f"203.0.113.{number}"
        statuses.append(guesser.sign_in("nobody", "guess"))
    assert statuses == [403] * 5 + [429]


def test_other_names_are_not_answered_to(site: Site) -> None:
    stranger = Browser(site)
    stranger.more["Host"] = "evil.example"
    assert stranger.ask("GET", "/")[0] == 400


def test_what_is_done_beside_it_is_seen_at_once(site: Site, tmp_path: Path) -> None:
    another = tmp_path / "another.txt"
    another.write_text("山岳研究\n2021年第2期\n目 录\n石头与风 李云帆 1\n雪线 王海 5\n", "utf-8")
    site.run("add", "--jobs", "1", str(another))
    assert "山岳研究" in Browser(site).ask("GET", "/")[2]


def test_a_backup_brings_everything_back(site: Site, tmp_path: Path) -> None:
    if shutil.which("rsync") is None:
        pytest.skip("rsync is not installed")
    if not (site.archive / "accounts.sqlite3").exists() or "postgresql" in (site.archive / "backfile.toml").read_text():
        pytest.skip("accounts are in PostgreSQL, whose own backup saves them")
    id = site.run("list", "--ids").split()[0]
    site.run("correct", id, "periodical/publisher", "海洋出版社", "--by", "mei")
    backup, again = tmp_path / "backup", tmp_path / "again"
    backup.mkdir()
    script = block("sh", "VACUUM").replace("/srv/archive", str(site.archive)).replace("/backup", str(backup))
    subprocess.run(["sh", "-e", "-c", script.replace("python3", sys.executable)], check=True, capture_output=True)
    shutil.copytree(backup, again)
    back = Site(0, again, site.environment)
    for line in block("sh", "rebuild\n").splitlines():
        back.run(*line.split()[3:])
    assert [*back.run("list", "--ids").split()] == [*site.run("list", "--ids").split()]
    assert "海洋出版社" in back.run("show", id, "--json")
    assert "mei" in back.run("user", "list")


def test_the_service_runs_what_the_page_runs() -> None:
    command = block("sh", "granian").splitlines()[-1]
    assert f"ExecStart=/opt/backfile/bin/{command}" in block("ini", "ExecStart")


def test_every_command_of_the_page_is_one() -> None:
    from backfile.cli.reference import commands_page

    known = set(re.findall(r"^## (backfile .*)$", commands_page(), re.M))
    for said in re.findall(
        r"backfile (?:--archive \S+ )?((?:user|access|serve|rebuild|check|add|correct|reread)(?: (?:add|list))?)", DOC
    ):
        assert f"backfile {said}" in known or f"backfile {said.split()[0]}" in known or said == "user", said
