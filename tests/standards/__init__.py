"""Which standards Backfile speaks, and which tests prove it: the rows of docs/standards.md.

Each module of this package lists its part as `ROWS`. `python -m tests.standards` (`make standards`) runs the tests that the
rows name and writes the page with what came of it: version of each validator, date, passed or not. Nothing is written by hand.
"""

from __future__ import annotations

import json
import subprocess
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import NamedTuple

from backfile.plugins import modules

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "standards.md"
NODE_MODULES = (ROOT / "tests" / "clients" / "node_modules", ROOT / "node_modules")


class Row(NamedTuple):
    """One standard. `where` is how a user gets it (a command, an address); `tests` are pytest's names of what proves it
    ("tests/exporters/test_citations.py::test_x"), `validators` the programs and schemas in them that are not ours:
    "pypi:rispy", "npm:mirador", "debian:poppler-utils", or "schema:METS 1.12.1" for one that says its own version.
    """

    part: str
    standard: str
    where: str
    tests: tuple[str, ...]
    validators: tuple[str, ...]


def rows() -> list[Row]:
    """All rows, in the order of their parts' modules."""
    return [row for module in modules(__name__).values() for row in module.ROWS]


def name_validator(validator: str) -> str:
    """ "pypi:rispy" → "rispy 0.10.0 (PyPI)". What is not installed is named without version."""
    kind, _, name = validator.partition(":")
    if kind == "schema":
        return name
    version = {"pypi": _pypi, "npm": _npm, "debian": _debian}[kind](name)
    where = {"pypi": "PyPI", "npm": "npm", "debian": "Debian"}[kind]
    return f"{name} {version} ({where})" if version else f"{name} ({where})"


def _pypi(name: str) -> str:
    try:
        return installed_version(name)
    except PackageNotFoundError:
        return ""


def _npm(name: str) -> str:
    for folder in NODE_MODULES:
        manifest = folder / name / "package.json"
        if manifest.exists():
            return str(json.loads(manifest.read_text("utf-8"))["version"])
    return ""


def _debian(name: str) -> str:
    try:
        asked = subprocess.run(["dpkg-query", "-W", "-f=${Version}", name], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return asked.stdout if asked.returncode == 0 else ""
