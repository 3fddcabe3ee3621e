"""The rows: what the records say, laid out to be browsed. Nothing here is kept: every row can be made anew.

Keys are made of the record's own ids (`zhongguo-keji-chanye-2023-06/a02`), so that a rebuild gives the same rows,
whatever the order in which issues come. Texts of articles stand in the record and in the index, not here. Relations
never cascade in the database: `rows` deletes leaves first, in one transaction.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import DO_NOTHING, Q

LONG, SHORT = 400, 100


def _to(model: str, related: str, *, null: bool = False, index: bool = True) -> Any:
    return models.ForeignKey(model, DO_NOTHING, related_name=related, null=null, db_index=index)


class Periodical(models.Model):
    """A periodical as its newest issues print it; the counts are over all its issues, `accent` is `cover_issue`'s."""

    slug = models.CharField(primary_key=True, max_length=LONG)
    title = models.TextField()
    title_as_printed = models.TextField(null=True)
    issn = models.CharField(max_length=SHORT, null=True)
    cn = models.CharField(max_length=SHORT, null=True)
    motto = models.TextField(null=True)
    publisher = models.TextField(null=True)
    first_year = models.IntegerField(null=True)
    last_year = models.IntegerField(null=True)
    issue_count = models.IntegerField(default=0)
    article_count = models.IntegerField(default=0)
    cover_issue = models.CharField(max_length=LONG, null=True)
    accent = models.IntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["title", "slug"]


class Issue(models.Model):
    """`order` sorts by date, then number; `digest` is that of the record the rows were made from.

    `cover` is the number of the page that is shown as cover, `accent` its hue (see `covers`); None where it has none.
    """

    id = models.CharField(primary_key=True, max_length=LONG)
    slug = models.CharField(max_length=LONG)
    periodical = _to("Periodical", "issues", index=False)
    title = models.TextField(null=True)
    title_as_printed = models.TextField(null=True)
    issn = models.CharField(max_length=SHORT, null=True)
    cn = models.CharField(max_length=SHORT, null=True)
    motto = models.TextField(null=True)
    publisher = models.TextField(null=True)
    year = models.IntegerField(null=True)
    month = models.IntegerField(null=True)
    day = models.IntegerField(null=True)
    date = models.CharField(max_length=SHORT, null=True)
    volume = models.CharField(max_length=SHORT, null=True)
    number = models.CharField(max_length=SHORT, null=True)
    whole_number = models.CharField(max_length=SHORT, null=True)
    barcode = models.CharField(max_length=SHORT, null=True)
    order = models.BigIntegerField()
    page_count = models.IntegerField()
    article_count = models.IntegerField()
    entry_count = models.IntegerField()
    doubt_count = models.IntegerField()
    confidence = models.FloatField()
    cover = models.IntegerField(null=True)
    accent = models.IntegerField(null=True)
    source_name = models.TextField(null=True)
    source_format = models.CharField(max_length=SHORT, null=True)
    sha256 = models.CharField(max_length=64, null=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["periodical_id", "order", "id"]
        indexes: ClassVar = [
            models.Index(fields=["periodical", "order", "id"], name="issue_by_periodical"),
            models.Index(fields=["-order", "id"], name="issue_newest"),
            models.Index(fields=["sha256"], name="issue_by_original"),
        ]


class Page(models.Model):
    id = models.CharField(primary_key=True, max_length=LONG)
    issue = _to("Issue", "pages", index=False)
    number = models.IntegerField()
    label = models.CharField(max_length=SHORT, null=True)
    kind = models.CharField(max_length=SHORT)
    width = models.FloatField()
    height = models.FloatField()
    unit = models.CharField(max_length=8)
    language = models.CharField(max_length=SHORT, null=True)
    source = models.CharField(max_length=SHORT)
    confidence = models.FloatField()
    trouble = models.TextField(null=True)

    class Meta:
        ordering: ClassVar = ["issue_id", "number"]
        indexes: ClassVar = [
            models.Index(fields=["issue", "number"], name="page_by_number"),
            models.Index(fields=["issue", "label"], name="page_by_label"),
        ]


class Entry(models.Model):
    """A line of the contents, in the order printed; `contributors` as in the record."""

    id = models.CharField(primary_key=True, max_length=LONG)
    issue = _to("Issue", "entries", index=False)
    ref = models.CharField(max_length=SHORT)
    position = models.IntegerField()
    section = models.TextField(null=True)
    title = models.TextField()
    subtitle = models.TextField(null=True)
    alternative_title = models.TextField(null=True)
    contributors = models.JSONField(default=list)
    page = models.CharField(max_length=SHORT, null=True)
    page_end = models.CharField(max_length=SHORT, null=True)
    level = models.IntegerField()
    language = models.CharField(max_length=SHORT, null=True)
    confidence = models.FloatField()

    class Meta:
        ordering: ClassVar = ["issue_id", "position"]
        indexes: ClassVar = [
            models.Index(fields=["issue", "position"], name="entry_by_position"),
            models.Index(fields=["confidence", "id"], name="entry_least_sure"),
        ]


class Article(models.Model):
    """`contributors`, `pages`, `regions` as in the record; `section` is that of its entry.

    `slug` is the title in its address (…/a/a07-zhuti-yanjiu), kept because making it costs more than reading it.
    """

    id = models.CharField(primary_key=True, max_length=LONG)
    issue = _to("Issue", "articles", index=False)
    entry = _to("Entry", "articles", null=True)
    ref = models.CharField(max_length=SHORT)
    position = models.IntegerField()
    section = models.TextField(null=True)
    title = models.TextField()
    slug = models.CharField(max_length=SHORT, default="")
    subtitle = models.TextField(null=True)
    contributors = models.JSONField(default=list)
    page = models.CharField(max_length=SHORT, null=True)
    page_end = models.CharField(max_length=SHORT, null=True)
    pages = models.JSONField(default=list)
    regions = models.JSONField(default=list)
    language = models.CharField(max_length=SHORT, null=True)
    abstract = models.TextField(null=True)
    keywords = models.JSONField(default=list)
    clc = models.CharField(max_length=SHORT, null=True)
    doi = models.CharField(max_length=LONG, null=True)
    confidence = models.FloatField()

    class Meta:
        ordering: ClassVar = ["issue_id", "position"]
        indexes: ClassVar = [
            models.Index(fields=["issue", "position"], name="article_by_position"),
            models.Index(fields=["doi"], name="article_by_doi"),
            models.Index(fields=["confidence", "id"], name="article_least_sure"),
        ]


class Contributor(models.Model):
    """A name as it is printed, not a person: two people of one name are one row. `key` is the folded name.

    `name` is the form that the newest issue prints, `works` counts articles and entries without article.
    """

    id = models.CharField(primary_key=True, max_length=LONG)
    kind = models.CharField(max_length=SHORT)
    key = models.CharField(max_length=LONG)
    name = models.TextField()
    works = models.IntegerField(default=0)
    first_year = models.IntegerField(null=True)
    last_year = models.IntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["key", "id"]
        indexes: ClassVar = [
            models.Index(fields=["kind", "key", "id"], name="contributor_by_name"),
            models.Index(fields=["kind", "-works", "key", "id"], name="contributor_by_works"),
        ]


class Contribution(models.Model):
    """A contributor of an article, or of a contents entry that has no article."""

    id = models.CharField(primary_key=True, max_length=LONG)
    issue = _to("Issue", "contributions")
    contributor = _to("Contributor", "contributions", index=False)
    article = _to("Article", "contributions", null=True)
    entry = _to("Entry", "contributions", null=True)
    order = models.BigIntegerField()
    name = models.TextField()
    role = models.CharField(max_length=SHORT)
    affiliation = models.TextField(null=True)

    class Meta:
        ordering: ClassVar = ["-order", "id"]
        indexes: ClassVar = [models.Index(fields=["contributor", "-order", "id"], name="contribution_newest")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(article__isnull=True) | Q(entry__isnull=True), name="contribution_to_one_work"
            )
        ]


class Notice(models.Model):
    id = models.CharField(primary_key=True, max_length=LONG)
    issue = _to("Issue", "notices", index=False)
    position = models.IntegerField()
    kind = models.CharField(max_length=SHORT)
    title = models.TextField(null=True)
    text = models.TextField()
    date = models.CharField(max_length=SHORT, null=True)
    place = models.TextField(null=True)
    page = models.IntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["issue_id", "position"]
        indexes: ClassVar = [models.Index(fields=["issue", "position"], name="notice_by_position")]


class Mention(models.Model):
    """Someone or something named in the text; `of` is the record path of what names it, `article` the article if it is one."""

    id = models.CharField(primary_key=True, max_length=LONG)
    issue = _to("Issue", "mentions")
    article = _to("Article", "mentions", null=True)
    position = models.IntegerField()
    kind = models.CharField(max_length=SHORT)
    key = models.CharField(max_length=LONG)
    name = models.TextField()
    role = models.CharField(max_length=SHORT, null=True)
    of = models.CharField(max_length=LONG)
    quote = models.TextField()
    page = models.IntegerField(null=True)
    order = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["issue_id", "position"]
        indexes: ClassVar = [models.Index(fields=["kind", "key", "-order", "id"], name="mention_by_name")]


class Doubt(models.Model):
    """What a person should look at, least sure first."""

    id = models.CharField(primary_key=True, max_length=LONG)
    issue = _to("Issue", "doubts", index=False)
    position = models.IntegerField()
    path = models.CharField(max_length=LONG)
    why = models.TextField()
    confidence = models.FloatField()
    page = models.IntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["confidence", "id"]
        indexes: ClassVar = [
            models.Index(fields=["issue", "confidence", "id"], name="doubt_by_issue"),
            models.Index(fields=["confidence", "id"], name="doubt_least_sure"),
        ]


# Leaves first: the order in which rows may be deleted; the reverse in which they may be made.
OF_ISSUE: tuple[type[models.Model], ...] = (Doubt, Mention, Notice, Contribution, Article, Entry, Page)
ALL: tuple[type[models.Model], ...] = (*OF_ISSUE, Contributor, Issue, Periodical)
