"""Issue → rows: made, replaced and forgotten, each in one transaction; the sums over issues made from the rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import msgspec
from django.db import connections, models, transaction
from django.db.models import Count, Exists, Max, Min, OuterRef

from .. import model as nouns
from ..archive.folder import place
from ..folding import loose
from ..index import title_slug
from .covers import Cover
from .models import (
    ALL,
    OF_ISSUE,
    Article,
    Contribution,
    Contributor,
    Doubt,
    Entry,
    Issue,
    Mention,
    Notice,
    Page,
    Periodical,
)

DATABASE = "default"
_CHUNK = 400
_PRINTED = ("title", "title_as_printed", "issn", "cn", "motto", "publisher")
_ARTICLE = re.compile(r"articles/(\d+)(?:/|$)")
_LARGEST = {"IntegerField": 2**31 - 1, "BigIntegerField": 2**63 - 1}


def record_issue(issue: nouns.Issue, digest: str, cover: Cover) -> None:
    """Make the rows of `issue`, in the place of those that were there."""
    with transaction.atomic(DATABASE):
        touched = _forget_rows(issue.id)
        made = _write(issue, digest, cover)
        refresh_periodicals({*touched[0], *made[0]})
        refresh_contributors({*touched[1], *made[1]})


def forget_issue(issue_id: str) -> None:
    """Delete the rows of an issue; nothing happens when there are none."""
    with transaction.atomic(DATABASE):
        periodicals, contributors = _forget_rows(issue_id)
        refresh_periodicals(periodicals)
        refresh_contributors(contributors)


def rebuild(issues: Iterable[tuple[nouns.Issue, str, Cover]]) -> int:
    """Delete all rows and make them anew from (issue, digest, cover), one at a time; until the end readers see the old ones."""
    count = 0
    with transaction.atomic(DATABASE):
        for table in ALL:
            table._default_manager.using(DATABASE).all()._raw_delete(DATABASE)
        for issue, digest, cover in issues:
            _write(issue, digest, cover)
            count += 1
        refresh_periodicals(None)
        refresh_contributors(None)
    _analyze()
    return count


def _analyze() -> None:
    """Tell the database how large its tables are: its plans for 100,000 articles depend on it."""
    with connections[DATABASE].cursor() as cursor:
        cursor.execute("ANALYZE")


def _forget_rows(issue_id: str) -> tuple[set[str], set[str]]:
    """Delete what belongs to one issue; returns the ids of the periodicals and contributors that it touched."""
    issues = Issue.objects.using(DATABASE).filter(id=issue_id)
    contributions = Contribution.objects.using(DATABASE).filter(issue_id=issue_id)
    touched = (
        set(issues.values_list("periodical_id", flat=True)),
        set(contributions.order_by().values_list("contributor_id", flat=True)),
    )
    for table in OF_ISSUE:
        table._default_manager.using(DATABASE).filter(issue_id=issue_id)._raw_delete(DATABASE)
    issues._raw_delete(DATABASE)
    return touched


def _write(issue: nouns.Issue, digest: str, cover: Cover) -> tuple[set[str], set[str]]:
    periodical = Periodical(slug=place(issue.id)[0], title=issue.periodical.title or place(issue.id)[0])
    _insert([periodical], ignore_conflicts=True)
    _insert([_issue(issue, periodical.slug, digest, cover)])
    entries, articles = _entries(issue), _articles(issue)
    contributions = list(_contributions(issue, entries, articles))
    names = {row.contributor_id: _contributor(row) for row in contributions}
    _insert(list(names.values()), ignore_conflicts=True)
    for rows in (
        _pages(issue),
        entries,
        articles,
        contributions,
        _notices(issue),
        _mentions(issue, articles),
        _doubts(issue),
    ):
        _insert(rows)
    return {periodical.slug}, set(names)


def _insert(rows: Sequence[models.Model], *, ignore_conflicts: bool = False) -> None:
    for row in rows:
        _fit(row)
    if rows:
        table = type(rows[0])._default_manager.using(DATABASE)
        table.bulk_create(rows, batch_size=_CHUNK, ignore_conflicts=ignore_conflicts)


def _fit(row: models.Model) -> None:
    """What comes from documents may be longer than a column, larger than its numbers, or hold NUL, which PostgreSQL refuses."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, str):
            limit = getattr(field, "max_length", None)
            fitted: Any = value.replace("\x00", "")[:limit]
        elif isinstance(value, int) and (largest := _LARGEST.get(field.get_internal_type())):
            fitted = max(-largest, min(value, largest))
        else:
            continue
        if fitted != value:
            setattr(row, field.attname, fitted)


def order_of(issue: nouns.Issue) -> int:
    """Sorts issues by date, then by the first number in their numbering; unknown parts come first."""
    which = issue.issue
    parts = [int(part) for part in (which.date or "").split("-") if part.isdecimal()]
    year, month, day = (*parts, 0, 0, 0)[:3]
    date = (year or which.year or 0) % 10_000 * 10_000 + (month or which.month or 0) % 100 * 100 + day % 100
    number = re.search(r"\d+", which.number or which.whole_number or "")
    return date * 1_000_000 + (int(number.group()) % 1_000_000 if number else 0)


def _issue(issue: nouns.Issue, slug: str, digest: str, cover: Cover) -> Issue:
    source = issue.source
    sure = [entry.confidence for entry in issue.contents] or [article.confidence for article in issue.articles]
    return Issue(
        id=issue.id,
        slug=place(issue.id)[1],
        periodical_id=slug,
        order=order_of(issue),
        page_count=len(issue.pages),
        article_count=len(issue.articles),
        entry_count=len(issue.contents),
        doubt_count=len(issue.doubts),
        confidence=round(sum(sure) / len(sure), 4) if sure else 0.0,
        cover=cover.number,
        accent=cover.hue,
        source_name=source.name if source else None,
        source_format=source.format if source else None,
        sha256=source.sha256 if source else None,
        digest=digest,
        **msgspec.structs.asdict(issue.periodical),
        **msgspec.structs.asdict(issue.issue),
    )


def _pages(issue: nouns.Issue) -> list[Page]:
    kept = ("number", "label", "kind", "width", "height", "unit", "language", "source", "confidence", "trouble")
    numbers = _unique([f"p{page.number}" for page in issue.pages])
    return [
        Page(id=f"{issue.id}/{ref}", issue_id=issue.id, **{name: getattr(page, name) for name in kept})
        for ref, page in zip(numbers, issue.pages, strict=True)
    ]


def _entries(issue: nouns.Issue) -> list[Entry]:
    kept = (
        "section", "title", "subtitle", "alternative_title", "page", "page_end", "level", "language", "confidence",
    )  # fmt: skip
    return [
        Entry(
            id=f"{issue.id}/{ref}",
            ref=ref,
            issue_id=issue.id,
            position=at,
            contributors=_plain(entry.contributors),
            **{name: getattr(entry, name) for name in kept},
        )
        for at, (ref, entry) in enumerate(
            zip(_unique([entry.id for entry in issue.contents]), issue.contents, strict=True)
        )
    ]


def _articles(issue: nouns.Issue) -> list[Article]:
    kept = ("title", "subtitle", "page", "page_end", "language", "abstract", "clc", "doi", "confidence")
    plain = ("contributors", "pages", "regions", "keywords")
    sections = {entry.id: entry.section for entry in issue.contents}
    refs = _unique([entry.id for entry in issue.contents] + [article.id for article in issue.articles])
    return [
        Article(
            id=f"{issue.id}/{ref}",
            ref=ref,
            issue_id=issue.id,
            entry_id=f"{issue.id}/{article.entry}" if article.entry in sections else None,
            section=sections.get(article.entry or ""),
            slug=title_slug(article.title),
            position=at,
            **{name: getattr(article, name) for name in kept},
            **{name: _plain(getattr(article, name)) for name in plain},
        )
        for at, (ref, article) in enumerate(zip(refs[len(issue.contents) :], issue.articles, strict=True))
    ]


def _plain(value: Any) -> Any:
    """Plain lists and dicts without NUL, fit for a JSON column."""
    return msgspec.json.decode(msgspec.json.encode(value).replace(b"\\u0000", b""))


def _unique(refs: list[str]) -> list[str]:
    """`refs`, later ones of the same name told apart, as a damaged or foreign record may repeat them."""
    seen: dict[str, int] = {}
    found = []
    for ref in refs:
        seen[ref] = seen.get(ref, 0) + 1
        found.append(ref if seen[ref] == 1 else f"{ref}~{seen[ref]}")
    return found


def _contributions(issue: nouns.Issue, entries: list[Entry], articles: list[Article]) -> Iterator[Contribution]:
    """Those of every article (its entry's where it names none itself), then of every entry without article."""
    printed = {row.id: row.contributors for row in entries}
    taken = {row.entry_id for row in articles}
    works: list[tuple[Article | Entry, Any]] = []
    works += [(article, article.contributors or printed.get(article.entry_id or "", [])) for article in articles]
    works += [(entry, entry.contributors) for entry in entries if entry.id not in taken]
    order = order_of(issue)
    for work, people in works:
        whose = {"article_id" if isinstance(work, Article) else "entry_id": work.id}
        for at, person in enumerate(people):
            yield Contribution(
                id=f"{work.id}/{at}",
                issue_id=issue.id,
                contributor_id=_name_id(person["kind"], person["name"]),
                order=order,
                name=person["name"],
                role=person["role"],
                affiliation=person["affiliation"],
                **whose,
            )


def _name_id(kind: str, name: str) -> str:
    return f"{kind}/{loose(name) or name.strip()}"[:300].replace("\x00", "")


def _contributor(row: Contribution) -> Contributor:
    kind, _, key = row.contributor_id.partition("/")
    return Contributor(id=row.contributor_id, kind=kind, key=key, name=row.name)


def _notices(issue: nouns.Issue) -> list[Notice]:
    return [
        Notice(id=f"{issue.id}/notices/{at}", issue_id=issue.id, position=at, **msgspec.structs.asdict(notice))
        for at, notice in enumerate(issue.notices)
    ]


def _mentions(issue: nouns.Issue, articles: list[Article]) -> list[Mention]:
    order = order_of(issue)
    return [
        Mention(
            id=f"{issue.id}/mentions/{at}",
            issue_id=issue.id,
            position=at,
            order=order,
            key=loose(mention.name) or mention.name,
            article_id=_article_of(mention.of, articles),
            **msgspec.structs.asdict(mention),
        )
        for at, mention in enumerate(issue.mentions)
    ]


def _article_of(path: str, articles: list[Article]) -> str | None:
    found = _ARTICLE.match(path)
    return articles[int(found[1])].id if found and int(found[1]) < len(articles) else None


def _doubts(issue: nouns.Issue) -> list[Doubt]:
    return [
        Doubt(id=f"{issue.id}/doubts/{at}", issue_id=issue.id, position=at, **msgspec.structs.asdict(doubt))
        for at, doubt in enumerate(issue.doubts)
    ]


# what is summed over issues: always made from rows, so that it is the same after every order of adding


def refresh_periodicals(slugs: set[str] | None) -> None:
    """Make the named periodicals (None: all) anew from their issues; those without issues go."""
    for slug in sorted(slugs) if slugs is not None else _all_ids(Periodical):
        issues = Issue.objects.using(DATABASE).filter(periodical_id=slug)
        row = Periodical.objects.using(DATABASE).filter(slug=slug)
        if not issues.exists():
            row._raw_delete(DATABASE)
            continue
        sums = issues.aggregate(
            first_year=Min("year"),
            last_year=Max("year"),
            issue_count=Count("id"),
            article_count=models.Sum("article_count"),
        )
        row.update(**sums, **_latest(issues, slug))


def _latest(issues: models.QuerySet[Issue], slug: str) -> dict[str, Any]:
    """Each fact as the newest issue gives it that gives it at all."""
    newest = issues.order_by("-order", "-id")
    facts = {name: newest.exclude(**{name: None}).values_list(name, flat=True).first() for name in _PRINTED}
    facts["title"] = facts["title"] or facts["title_as_printed"] or slug
    cover = newest.exclude(cover=None).values_list("id", "accent").first()
    return facts | dict(zip(("cover_issue", "accent"), cover or (None, None), strict=True))


def refresh_contributors(ids: set[str] | None) -> None:
    """Count the works of the named contributors (None: all) anew; those without works go."""
    wanted = sorted(ids) if ids is not None else None
    chunks = [wanted[at : at + _CHUNK] for at in range(0, len(wanted), _CHUNK)] if wanted is not None else [None]
    for chunk in chunks:
        _refresh_contributors(chunk)


def _refresh_contributors(ids: list[str] | None) -> None:
    contributors, contributions = Contributor.objects.using(DATABASE), Contribution.objects.using(DATABASE)
    if ids is not None:
        contributors, contributions = contributors.filter(id__in=ids), contributions.filter(contributor_id__in=ids)
    has_works = Contribution.objects.using(DATABASE).filter(contributor_id=OuterRef("id")).order_by()
    contributors.filter(~Exists(has_works))._raw_delete(DATABASE)
    rows = contributions.order_by("contributor_id", "-order", "id")
    values = rows.values_list("contributor_id", "name", "article_id", "entry_id", "issue__year").iterator(2000)
    batch = []
    for contributor, group in groupby(values, key=lambda value: value[0]):
        batch.append(_sum_up(contributor, list(group)))
        if len(batch) >= _CHUNK:
            _update(batch)
            batch = []
    _update(batch)


def _sum_up(contributor: str, values: list[tuple[Any, ...]]) -> Contributor:
    years = [year for *_, year in values if year is not None]
    return Contributor(
        id=contributor,
        name=values[0][1],
        works=len({article or entry for _, _, article, entry, _ in values}),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
    )


def _update(batch: list[Contributor]) -> None:
    if batch:
        fields = ["name", "works", "first_year", "last_year"]
        Contributor.objects.using(DATABASE).bulk_update(batch, fields, batch_size=100)


def _all_ids(table: type[models.Model]) -> list[str]:
    return list(table._default_manager.using(DATABASE).order_by("pk").values_list("pk", flat=True))
