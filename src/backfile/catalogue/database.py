"""Django, set up in code for one archive: databases, accounts, the applications of this package.

Two databases, so that what is derived can be thrown away and what people are cannot: `default` has the catalogue,
`accounts` everything else (users, sessions). With SQLite they are two files; with PostgreSQL two schemas of one
database, `backfile_catalogue` and `backfile_accounts`.

A sub-package with an `apps.py` is a Django application. Its `SETTINGS`, a dict in that module, are added to ours
(lists and tuples are appended, everything else replaces).
"""

from __future__ import annotations

import os
import pkgutil
import secrets
import threading
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import backfile

from ..errors import SettingsError
from ..settings import Settings

CATALOGUE, ACCOUNTS = "catalogue.sqlite3", "accounts.sqlite3"
SCHEMAS = {"default": "backfile_catalogue", "accounts": "backfile_accounts"}
_CURE = "Write postgresql://user:password@host/database."
_setting_up = threading.Lock()


class Router:
    """The catalogue's rows live in `default`, everything else in `accounts`; nothing relates one to the other."""

    def db_for_read(self, model: Any, **_: Any) -> str:
        return "default" if model._meta.app_label == "catalogue" else "accounts"

    db_for_write = db_for_read

    def allow_relation(self, one: Any, other: Any, **_: Any) -> bool:
        return self.db_for_read(one) == self.db_for_read(other)

    def allow_migrate(self, db: str, app_label: str, **_: Any) -> bool:
        return db == ("default" if app_label == "catalogue" else "accounts")


def configure(archive_root: Path | str, settings: Settings, **more: Any) -> None:
    """Set Django up for the archive, once per process; called again it turns to another archive (for tests and tools).

    `more` are Django settings that replace ours (`ALLOWED_HOSTS`, `DEBUG` …). Raises SettingsError for a database URL
    that is not one.
    """
    import django
    from django.conf import settings as site

    root = Path(archive_root).absolute()
    with _setting_up:
        values = django_settings(root, settings) | more
        if not site.configured:
            site.configure(**values)
            django.setup()
        elif more or not is_configured(root, settings):
            _turn_to(values)


def is_configured(root: Path, settings: Settings) -> bool:
    """Whether Django is set up for this archive and these settings now."""
    from django.conf import settings as site

    if not site.configured:
        return False
    return (root, settings) == (getattr(site, "BACKFILE_ARCHIVE", None), getattr(site, "BACKFILE_SETTINGS", None))


def _turn_to(values: dict[str, Any]) -> None:
    from django.conf import settings as site
    from django.db import connections

    connections.close_all()
    for alias, database in values["DATABASES"].items():
        connections.settings[alias] = connections.configure_settings({"default": database})["default"]
        with suppress(AttributeError):
            del connections[alias]
    for name, value in values.items():
        if name not in ("INSTALLED_APPS", "DATABASES"):
            setattr(site, name, value)


def django_settings(root: Path, settings: Settings) -> dict[str, Any]:
    """The Django settings of an archive, with those that the applications of this package bring."""
    values: dict[str, Any] = {
        "BACKFILE_ARCHIVE": root,
        "BACKFILE_SETTINGS": settings,
        "SECRET_KEY": secret_key(root),
        "DATABASES": databases(root, settings.database),
        "DATABASE_ROUTERS": ["backfile.catalogue.database.Router"],
        "INSTALLED_APPS": ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]", "testserver"],
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "LOGGING_CONFIG": None,
    }
    for module in _applications():
        values["INSTALLED_APPS"].append(module.__name__.removesuffix(".apps"))
        for name, value in getattr(module, "SETTINGS", {}).items():
            before = values.get(name)
            values[name] = [*before, *value] if isinstance(before, list | tuple) else value
    return values


def _applications() -> list[Any]:
    names = [f"{backfile.__name__}.{info.name}" for info in pkgutil.iter_modules(backfile.__path__) if info.ispkg]
    return [import_module(f"{name}.apps") for name in sorted(names) if find_spec(f"{name}.apps")]


def databases(root: Path, url: str) -> dict[str, dict[str, Any]]:
    """Both databases as Django wants them. Raises SettingsError."""
    if not url:
        return {"default": _sqlite(root / CATALOGUE), "accounts": _sqlite(root / ACCOUNTS)}
    return {alias: _postgresql(url, schema) for alias, schema in SCHEMAS.items()}


def _sqlite(path: Path) -> dict[str, Any]:
    """Readers go on while one writes (WAL); a write transaction waits its turn from its beginning (IMMEDIATE)."""
    options = {
        "timeout": 60,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
    }
    # Opening costs more than most questions; a file that was deleted is let go of soon enough.
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": options, "CONN_MAX_AGE": 10}


def _postgresql(url: str, schema: str) -> dict[str, Any]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SettingsError(f"database: this is not a URL ({error}).", cure=_CURE) from error
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise SettingsError(f"database: {parts.scheme or 'this'} is not a PostgreSQL URL with a database.", cure=_CURE)
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or options.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options | {"options": f"-c search_path={schema}"},
    }


def secret_key(root: Path) -> str:
    """What signs sessions: made once per archive, kept in `secret.key`, readable by its owner only."""
    path = root / "secret.key"
    if not path.exists():
        _make_key(path)
    key = path.read_text("ascii", errors="replace").strip()
    if len(key) < 40:
        raise SettingsError(f"{path}: this is no key.", cure="Delete the file; everybody has to sign in again.")
    return key


def _make_key(path: Path) -> None:
    """Written aside and linked into place, so that of two processes that start at once one makes it, whole."""
    aside = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
    with suppress(FileExistsError):
        path.hardlink_to(aside)
    aside.unlink()


def migrate() -> None:
    """Bring both databases to the present form, making them when they are not there. Needs `configure` before."""
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    for alias in connections:
        connection = connections[alias]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMAS[alias]}")
        elif alias == "accounts" and not Path(connection.settings_dict["NAME"]).exists():
            Path(connection.settings_dict["NAME"]).touch(mode=0o600)  # password hashes are for the owner's eyes
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", database=alias, verbosity=0, interactive=False)
