"""What visitors suggest, for correctors to approve or reject."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ..accounts import suggestions
from ..accounts.models import Suggestion
from ..accounts.people import visitor
from ..errors import InputError, NotFound
from . import reviewing, shelves
from .fields import CONTRIBUTOR_KINDS, REGIONS, ROLE_NAMES
from .views import explain_errors
from .wording import name_issue


@require_safe
@explain_errors
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first, and what was decided last."""
    context = {"waiting": [*map(_row, suggestions.waiting())], "decided": [*map(_row, suggestions.decided())]}
    return render(request, "reading_room/suggestions.html", context)


@require_POST
@explain_errors
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Approve or reject one."""
    by, do = visitor(request).name, request.POST.get("do", "")
    if do == "approve":
        row = Suggestion.objects.filter(id=number).first()
        suggestions.approve(shelves.open_archive(), number, by)
        if row is not None:
            shelves.refresh(row.issue)
    elif do == "reject":
        suggestions.reject(number, by)
    else:
        raise InputError(f"{do!r} is neither approve nor reject.")
    return HttpResponseRedirect(reverse("suggestions"))


def _row(row: Suggestion) -> dict[str, Any]:
    try:
        issue = shelves.take(row.issue, words=False)
    except NotFound:
        return {"row": row, "issue": row.issue, "url": "", "name": row.path, "old": "", "new": "", "deed": ""}
    item = "/".join(row.path.split("/")[:2]) if row.path.partition("/")[0] in reviewing.GROUPS else "masthead"
    return {
        "row": row,
        "issue": name_issue(issue),
        "url": reverse("review_item", args=(row.issue, item)) if "/" in row.path else "",
        "name": reviewing.name_path(issue, row.path),
        "deed": reviewing.PAST[row.do],
        "old": say(row.fields.get("old")),
        "new": say(row.fields.get("new")),
    }


def say(value: Any) -> str:
    """A value of a correction as people read it, no longer than a few lines: of an item its title, of people their names."""
    text = "–" if value is None else _words(value)
    return text if len(text) <= 300 else text[:300] + "…"


def _words(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and value.get("name") and "role" in value:
        return _person(value)
    if isinstance(value, dict):
        named = next((value[key] for key in ("title", "name", "text", "label") if value.get(key)), None)
        return str(named) if named else msgspec.json.encode(value).decode()
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        return _regions(value) if all("box" in one for one in value) else " / ".join(map(_words, value))
    return msgspec.json.encode(value).decode()


def _regions(value: list[Any]) -> str:
    """As they are typed; what somebody else's file has for regions may be anything."""
    try:
        return REGIONS.write(value).replace("\n", "; ")
    except (KeyError, TypeError, ValueError):
        return msgspec.json.encode(value).decode()


def _person(one: dict[str, Any]) -> str:
    """Name, and in brackets what is said of a contributor beyond being a person and author."""
    role = ROLE_NAMES.get(str(one["role"]), one["role"]) if one["role"] != "author" else ""
    kind = CONTRIBUTOR_KINDS["organization"] if one.get("kind") == "organization" else ""
    more = ", ".join(str(part) for part in (role, one.get("affiliation"), kind) if part)
    return f"{one['name']} ({more})" if more else str(one["name"])
