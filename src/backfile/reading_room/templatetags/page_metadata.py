"""The head of a page: what it tells machines (see `reading_room.page_metadata`), and where they find more."""

from __future__ import annotations

from typing import Any

import msgspec
from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ...archive.folder import place
from ...catalogue.models import Periodical
from ...model import Article, Issue
from .. import page_metadata, shelves

register = template.Library()
# A data block ends at "</", and "<!--" would change how it is read (HTML, "restrictions for contents of script elements").
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
_FORMATS = {
    "bibtex": "application/x-bibtex", "ris": "application/x-research-info-systems",
    "csl": "application/vnd.citationstyles.csl+json",
}  # fmt: skip


@register.simple_tag(takes_context=True)
def article_metadata(context: dict[str, Any], issue: Issue, article: Article) -> SafeString:
    request: HttpRequest = context["request"]
    site, at = _site(request), shelves.Addresses(issue.id)
    where = (*place(issue.id), article.id)
    pdf = site + reverse("article_export", args=(*where, "pdf")) if shelves.has_images(issue) else ""
    address = site + at.article(article)
    links = [("canonical", "", address)]
    links += [("alternate", kind, reverse("article_export", args=(*where, name))) for name, kind in _FORMATS.items()]
    metas = page_metadata.article_meta(issue, article, address, pdf)
    return _head(links, metas, page_metadata.article_data(issue, article, site))


@register.simple_tag(takes_context=True)
def issue_metadata(context: dict[str, Any], issue: Issue) -> SafeString:
    site, address = _site(context["request"]), shelves.issue_url(issue.id)
    where = place(issue.id)
    links = [("canonical", "", site + address)]
    links += [("alternate", kind, reverse("issue_export", args=(*where, name))) for name, kind in _FORMATS.items()]
    if shelves.has_images(issue):
        kind = 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"'
        links.append(("alternate", kind, reverse("iiif_manifest", args=(issue.id,))))
    return _head(links, page_metadata.issue_meta(issue, site + address), page_metadata.issue_data(issue, site))


@register.simple_tag(takes_context=True)
def periodical_metadata(context: dict[str, Any], row: Periodical) -> SafeString:
    site = _site(context["request"])
    years = (row.first_year, row.last_year)
    data = page_metadata.periodical_data(row.slug, row.title, row.issn, row.publisher, years, site)
    links = [("canonical", "", site + shelves.periodical_url(row.slug))]
    links.append(("alternate", "application/atom+xml", reverse("periodical_atom", args=(row.slug,))))
    return _head(links, [], data)


@register.simple_tag
def site_metadata() -> SafeString:
    """What every page links to: search from the browser's own field, feeds, catalogues."""
    search = format_html(
        '<link rel="search" type="application/opensearchdescription+xml" href="{}" title="Backfile">',
        reverse("opensearch"),
    )
    links = [
        ("alternate", "application/atom+xml", reverse("atom")),
        ("alternate", "application/opds+json", reverse("opds2")),
        ("alternate", "application/atom+xml;profile=opds-catalog;kind=navigation", reverse("opds")),
    ]
    return format_html("{}{}", search, _links(links))


def _head(links: list[tuple[str, str, str]], metas: Any, data: dict[str, Any]) -> SafeString:
    schema = mark_safe('<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">')
    named = format_html_join("\n", '<meta name="{}" content="{}">', metas)
    text = msgspec.json.encode(data).decode().translate(_ESCAPES)
    block = format_html('<script type="application/ld+json">{}</script>', mark_safe(text))
    return format_html("{}\n{}\n{}\n{}", schema, _links(links), named, block)


def _links(links: list[tuple[str, str, str]]) -> SafeString:
    made = [
        format_html('<link rel="{}" type="{}" href="{}">', *link)
        if link[1]
        else format_html('<link rel="{}" href="{}">', link[0], link[2])
        for link in links
    ]
    return format_html_join("\n", "{}", ((link,) for link in made))


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
