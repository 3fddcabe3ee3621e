"""Atom (RFC 4287) and RSS 2.0 of what was newly added or corrected: `/feed.atom`, `/feed.rss`, and beneath each periodical."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext as _

from ...catalogue import holdings
from ..shelves import periodical_url
from ._answers import spoken
from ._holdings import list_issues
from ._publications import Publication, list_publications, newest

NAME = "Atom and RSS"
PROTOCOL = "Atom (RFC 4287), RSS 2.0"
LENGTH = 50


class Asked(NamedTuple):
    """A feed of all periodicals (`slug` empty) or of one."""

    request: HttpRequest
    slug: str = ""
    title: str = ""


class RssFeed(Feed):  # type: ignore[type-arg]
    """The last issues that came or changed."""

    feed_type: Any = Rss201rev2Feed

    def get_object(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> Asked:
        slug = kwargs.get("periodical", "")
        return Asked(request, slug, holdings.periodical(slug).title if slug else "")

    def title(self, asked: Asked) -> str:
        return asked.title or _("Backfile")

    def description(self) -> str:
        return _("New issues")

    subtitle = description

    def link(self, asked: Asked) -> str:
        return periodical_url(asked.slug) if asked.slug else reverse("home")

    def items(self, asked: Asked) -> list[Publication]:
        rows = newest(list_issues(asked.request, asked.slug or None), LENGTH)
        return list(list_publications(asked.request, rows))

    def item_title(self, item: Any) -> str:
        return str(item.title)

    def item_description(self, item: Publication) -> str:
        return item.summary

    def item_link(self, item: Publication) -> str:
        return item.url

    def item_guid(self, item: Publication) -> str:
        return item.url

    def item_updateddate(self, item: Publication) -> datetime:
        return item.updated

    item_pubdate = item_updateddate

    def item_author_name(self, item: Publication) -> str:
        return item.publisher or item.periodical

    def item_categories(self, item: Publication) -> tuple[str, ...]:
        return (item.periodical,)


class AtomFeed(RssFeed):
    """The same as Atom."""

    feed_type = Atom1Feed


urlpatterns = [
    path("feed.atom", spoken(AtomFeed()), name="atom"),
    path("feed.rss", spoken(RssFeed()), name="rss"),
    path("<slug:periodical>/feed.atom", spoken(AtomFeed()), name="periodical_atom"),
    path("<slug:periodical>/feed.rss", spoken(RssFeed()), name="periodical_rss"),
]
