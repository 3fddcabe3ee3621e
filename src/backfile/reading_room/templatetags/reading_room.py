"""What templates say of contributors, notices and hits."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django import template
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ...model import Contributor
from ..messages import translate

register = template.Library()

KINDS = {
    "news": _("News"),
    "statement": _("Statement"),
    "credit": _("Credit"),
    "advertisement": _("Advertisement"),
    "profile": _("Profile"),
    "colophon": _("Colophon"),
    "teaser": _("Teaser"),
    "text": _("Text"),
}
ROLES = {
    "author": "",
    "reporter": "",
    "translator": _("trans."),
    "photographer": _("photo"),
    "illustrator": _("ill."),
    "editor": _("ed."),
    "interviewer": _("interviewer"),
    "interviewee": _("interviewee"),
    "compiler": _("comp."),
    "reviewer": _("reviewer"),
    "host": _("host"),
    "narrator": _("as told by"),
}


FIELDS = {
    "title": _("Title"),
    "contributors": _("Contributors"),
    "page": _("Page"),
    "abstract": _("Abstract"),
    "keywords": _("Keywords"),
}


@register.filter
def byline(contributors: Iterable[Contributor]) -> str:
    """「重庆大学教授 潘复生」: affiliation, name, and the role where it is not the author's."""
    parts = []
    for one in contributors:
        said = str(ROLES[one.role]) if ROLES.get(one.role) else ""
        parts.append(" ".join(filter(None, (one.affiliation, one.name, f"({said})" if said else ""))))
    return ", ".join(parts) if any(" " in part and part.isascii() for part in parts) else "\u3000".join(parts)


@register.filter
def kind(value: str) -> str:
    return str(KINDS.get(value, value))


@register.filter
def marked(pieces: Iterable[tuple[str, bool]]) -> SafeString:
    """Pieces of a snippet, hits in <mark>; every piece is escaped."""
    return SafeString("".join(f"<mark>{escape(text)}</mark>" if hit else escape(text) for text, hit in pieces))


@register.filter
def role(value: str) -> str:
    """The role of a contributor in brackets; nothing for who wrote it."""
    said = str(ROLES.get(value, value))
    return f" ({said})" if said else ""


@register.filter
def shelf(title: str) -> str:
    """The title of a periodical; of the shelf of issues without one and without a date, what it is."""
    return gettext("Undated issues") if title == "undated" else title


@register.filter
def said(message: str) -> str:
    """What another layer says, in the reader's language."""
    return translate(message)


@register.filter
def field(value: str) -> str:
    return str(FIELDS.get(value, value))


@register.filter
def person_url(name: str) -> str:
    """The page of everything printed under a name."""
    return reverse("person", args=(name.replace("/", " "),))


@register.simple_tag
def unchanging(name: str) -> SafeString:
    """A template that needs nothing but the language: written once for each."""
    return _write_once(name, get_language() or "", get_script_prefix())


@lru_cache(maxsize=16)
def _write_once(name: str, language: str, prefix: str) -> SafeString:  # noqa: ARG001 - what the text depends on
    return render_to_string(name)
