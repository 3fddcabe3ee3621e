"""SQLite: the archive as a database of its own, for Datasette, sqlite-utils or any program that speaks SQL.

Tables `issues`, `entries`, `articles` (with text), `contributors`, `pages`, `regions`, `notices`, `mentions`, `doubts`, `steps`,
joined by foreign keys that Datasette follows; `works`, a view, is one line for each thing that can be cited.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

from ..model import Article, Entry, Issue
from ._citation import is_corrected

NAME = "SQLite database"
SUFFIX = ".sqlite3"
_SCHEMA = """
CREATE TABLE issues (id TEXT PRIMARY KEY, periodical TEXT, issn TEXT, cn TEXT, publisher TEXT, year INTEGER, month INTEGER,
  day INTEGER, date TEXT, volume TEXT, number TEXT, whole_number TEXT, source TEXT, sha256 TEXT);
CREATE TABLE entries (key TEXT PRIMARY KEY, issue TEXT NOT NULL REFERENCES issues(id), id TEXT NOT NULL, position INTEGER,
  section TEXT, title TEXT NOT NULL, subtitle TEXT, alternative_title TEXT, page TEXT, page_end TEXT, level INTEGER,
  language TEXT, confidence REAL, corrected INTEGER);
CREATE TABLE articles (key TEXT PRIMARY KEY, issue TEXT NOT NULL REFERENCES issues(id), id TEXT NOT NULL, position INTEGER,
  entry TEXT REFERENCES entries(key), title TEXT NOT NULL, subtitle TEXT, alternative_title TEXT, page TEXT, page_end TEXT,
  language TEXT, abstract TEXT, keywords TEXT, clc TEXT, doi TEXT, text TEXT, confidence REAL, corrected INTEGER);
CREATE TABLE contributors (issue TEXT NOT NULL REFERENCES issues(id), entry TEXT REFERENCES entries(key),
  article TEXT REFERENCES articles(key), position INTEGER, name TEXT NOT NULL, role TEXT, kind TEXT, affiliation TEXT);
CREATE TABLE pages (key TEXT PRIMARY KEY, issue TEXT NOT NULL REFERENCES issues(id), number INTEGER, label TEXT, kind TEXT,
  width REAL, height REAL, unit TEXT, source TEXT, engine TEXT, trouble TEXT);
CREATE TABLE regions (article TEXT NOT NULL REFERENCES articles(key), page TEXT REFERENCES pages(key), position INTEGER,
  "left" REAL, top REAL, "right" REAL, bottom REAL);
CREATE TABLE notices (key TEXT PRIMARY KEY, issue TEXT NOT NULL REFERENCES issues(id), position INTEGER, kind TEXT, title TEXT,
  text TEXT, date TEXT, place TEXT, page INTEGER);
CREATE TABLE mentions (issue TEXT NOT NULL REFERENCES issues(id), kind TEXT, name TEXT, role TEXT, of TEXT, quote TEXT, page INTEGER);
CREATE TABLE doubts (issue TEXT NOT NULL REFERENCES issues(id), path TEXT, why TEXT, confidence REAL, page INTEGER);
CREATE TABLE steps (issue TEXT NOT NULL REFERENCES issues(id), position INTEGER, stage TEXT, version TEXT);
"""
_AFTER = """
CREATE INDEX entries_issue ON entries(issue);
CREATE INDEX articles_issue ON articles(issue);
CREATE INDEX articles_entry ON articles(entry);
CREATE INDEX contributors_name ON contributors(name);
CREATE INDEX contributors_entry ON contributors(entry);
CREATE INDEX contributors_article ON contributors(article);
CREATE INDEX pages_issue ON pages(issue);
CREATE INDEX regions_article ON regions(article);
CREATE INDEX notices_issue ON notices(issue);
CREATE INDEX mentions_name ON mentions(name);
CREATE VIEW works AS
  SELECT entries.key, issues.periodical, issues.date, issues.volume, issues.number, entries.section,
    coalesce(articles.title, entries.title) AS title, entries.subtitle, entries.page, entries.page_end,
    (SELECT group_concat(name, '; ') FROM contributors WHERE contributors.entry = entries.key) AS contributors
  FROM entries JOIN issues ON issues.id = entries.issue LEFT JOIN articles ON articles.entry = entries.key
  UNION ALL
  SELECT articles.key, issues.periodical, issues.date, issues.volume, issues.number, NULL, articles.title, articles.subtitle,
    articles.page, articles.page_end,
    (SELECT group_concat(name, '; ') FROM contributors WHERE contributors.article = articles.key)
  FROM articles JOIN issues ON issues.id = articles.issue WHERE articles.entry IS NULL;
"""
_OF_ENTRIES = (
    "id", "section", "title", "subtitle", "alternative_title", "page", "page_end", "level", "language", "confidence",
)  # fmt: skip
_OF_ARTICLES = (
    "id", "title", "subtitle", "alternative_title", "page", "page_end", "language", "abstract", "clc", "doi", "text",
    "confidence",
)  # fmt: skip
_OF_PAGES = ("number", "label", "kind", "width", "height", "unit", "source", "engine", "trouble")
_OF_NOTICES = ("kind", "title", "text", "date", "place", "page")
_OF_MENTIONS = ("kind", "name", "role", "of", "quote", "page")
_OF_DOUBTS = ("path", "why", "confidence", "page")
_EACH = 100  # issues in one transaction


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    """The database is made in a temporary file, issue by issue, and then copied to `out`."""
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "archive.sqlite3"
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")
            database.execute("BEGIN")
            for count, issue in enumerate(issues, start=1):
                _add(database, issue)
                if count % _EACH == 0:
                    database.execute("COMMIT")
                    database.execute("BEGIN")
            database.execute("COMMIT")
            database.executescript(f"{_AFTER} PRAGMA optimize;")
        with path.open("rb") as file:
            shutil.copyfileobj(file, out)


def _add(database: sqlite3.Connection, issue: Issue) -> None:
    for table, rows in _rows(issue):
        for row in rows:
            names = ", ".join(f'"{name}"' for name in row)
            database.execute(
                f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", list(map(_text, row.values()))
            )


def _rows(issue: Issue) -> Iterator[tuple[str, Iterable[dict[str, Any]]]]:
    """(table, rows) in an order that meets every reference."""
    yield "issues", [_issue(issue)]
    yield "entries", (_entry(issue, at, entry) for at, entry in enumerate(issue.contents))
    yield "articles", (_article(issue, at, article) for at, article in enumerate(issue.articles))
    yield "contributors", _contributors(issue)
    yield "pages", (_key(issue, page.number) | _take(page, *_OF_PAGES) for page in issue.pages)
    yield "regions", _regions(issue)
    yield "notices", (_key(issue, f"n{at}", at) | _take(each, *_OF_NOTICES) for at, each in enumerate(issue.notices))
    yield "mentions", ({"issue": issue.id} | _take(each, *_OF_MENTIONS) for each in issue.mentions)
    yield "doubts", ({"issue": issue.id} | _take(each, *_OF_DOUBTS) for each in issue.doubts)
    yield (
        "steps",
        ({"issue": issue.id, "position": at} | _take(step, "stage", "version") for at, step in enumerate(issue.steps)),
    )


def _key(issue: Issue, name: object, position: int | None = None) -> dict[str, Any]:
    """Key and issue of a row, and its place among its like where that is told."""
    row: dict[str, Any] = {"key": f"{issue.id}/{name}", "issue": issue.id}
    return row if position is None else row | {"position": position}


def _take(value: object, *names: str) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


def _issue(issue: Issue) -> dict[str, Any]:
    return {
        "id": issue.id, "periodical": issue.periodical.title,
        **_take(issue.periodical, "issn", "cn", "publisher"),
        **_take(issue.issue, "year", "month", "day", "date", "volume", "number", "whole_number"),
        "source": issue.source.name if issue.source else None, "sha256": issue.source.sha256 if issue.source else None,
    }  # fmt: skip


def _entry(issue: Issue, at: int, entry: Entry) -> dict[str, Any]:
    return _key(issue, entry.id, at) | _take(entry, *_OF_ENTRIES) | {"corrected": is_corrected(issue, entry)}


def _article(issue: Issue, at: int, article: Article) -> dict[str, Any]:
    known = {entry.id for entry in issue.contents}
    return _key(issue, article.id, at) | _take(article, *_OF_ARTICLES) | {
        "entry": f"{issue.id}/{article.entry}" if article.entry in known else None,
        "keywords": "; ".join(article.keywords) or None, "corrected": is_corrected(issue, article),
    }  # fmt: skip


def _regions(issue: Issue) -> Iterator[dict[str, Any]]:
    numbers = {page.number for page in issue.pages}
    for article in issue.articles:
        for at, region in enumerate(article.regions):
            page = f"{issue.id}/{region.page}" if region.page in numbers else None
            yield {"article": f"{issue.id}/{article.id}", "page": page, "position": at} | region.box._asdict()


def _contributors(issue: Issue) -> Iterator[dict[str, Any]]:
    holders: tuple[tuple[str, tuple[Entry | Article, ...]], ...] = (
        ("entry", issue.contents),
        ("article", issue.articles),
    )
    for kind, values in holders:
        for value in values:
            for at, person in enumerate(value.contributors):
                row = {"issue": issue.id, kind: f"{issue.id}/{value.id}", "position": at}
                yield row | _take(person, "name", "role", "kind", "affiliation")


def _text(value: Any) -> Any:
    """SQLite takes no lone surrogates; everything else as it is."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
