"""The addresses of correcting: the queue, one item, the history. Corrections go to the archive's append-only layer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..archive.corrections import Correction, in_force, value_at
from ..catalogue import holdings
from ..errors import BackfileError, Conflict, InputError
from ..model import Box, Issue
from . import LOCAL, reviewing, shelves
from .reviewing import Field
from .sheets import Sheet, draw_sheet
from .views import explain_errors
from .wording import name_issue

QUEUE = 50
SURE = 0.9


class NotAllowed(BackfileError):
    """Corrections are made by people the archive knows: with an account, or on the owner's own machine."""

    status = 403
    cure = "Sign in, or correct on the machine where the archive is."


class Item(NamedTuple):
    """Something to look at: its page, what it is, what is doubted, and how sure it is (percent)."""

    issue_id: str
    path: str
    url: str
    name: str
    issue: str
    why: str
    confidence: int


def corrector(request: HttpRequest) -> str:
    """The name that a correction is signed with. Raises NotAllowed.

    On one's own machine, with nothing in between, the owner needs no account. Where BACKFILE_HOSTS is set the archive is
    published: a proxy may then make strangers look like the owner, so nobody is.
    """
    user = request.user
    if user.is_authenticated and user.is_active and user.is_staff:
        return user.get_username()
    forwarded = any(name in request.META for name in ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_VIA"))
    host = request.get_host().rsplit(":", 1)[0].strip("[]")
    direct = request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1") and host in (*LOCAL, "testserver")
    if direct and not forwarded and not os.environ.get("BACKFILE_HOSTS"):
        return "owner"
    raise NotAllowed("Corrections need an account here.")


@require_safe
@explain_errors
def queue(request: HttpRequest) -> HttpResponse:
    """What to look at, least sure first."""
    corrector(request)
    return render(request, "reading_room/review.html", {"items": list(list_items())})


@require_http_methods(["GET", "HEAD", "POST"])
@explain_errors
def item(request: HttpRequest, issue_id: str, item: str) -> HttpResponse:
    """One item beside its evidence; what is sent back becomes corrections, but never over somebody else's unseen."""
    by = corrector(request)
    issue = shelves.take(issue_id, words=False)
    fields = reviewing.list_fields(issue, item)
    if request.method != "POST":
        return _show(request, issue, item, fields)
    clashes, wrong = _save(request, issue, item, fields, by)
    if clashes or wrong:
        now = reviewing.list_fields(shelves.take(issue_id, words=False), item)
        typed = [_retyped(request, field, clashes) for field in now]
        return _show(request, issue, item, typed, wrong=wrong, status=409 if clashes else 400)
    here = reverse("review_item", args=(issue_id, item))
    following = next((row.url for row in list_items() if row.url != here), reverse("review"))
    return HttpResponseRedirect(following if request.POST.get("then") == "next" else here)


@require_POST
@explain_errors
def rearrange(request: HttpRequest, issue_id: str, item: str) -> HttpResponse:
    """Remove an item, add an entry below it, split it, merge it with the next: one correction, to be undone in the history."""
    by = corrector(request)
    issue = shelves.take(issue_id, words=False)
    reviewing.list_fields(issue, item)
    do, fields = reviewing.plan(issue, item, request.POST.get("do", ""), request.POST.get("title", ""))
    path = "contents" if do == "add" else item
    if do != "merge" and do != "add":
        fields["old"] = _shown(request)
    shelves.open_archive().correct(issue_id, do, path, by=by, **fields)
    shelves.refresh(issue_id)
    return HttpResponseRedirect(reverse("review_history", args=(issue_id,)))


def _shown(request: HttpRequest) -> Any:
    try:
        return msgspec.json.decode(request.POST.get("shown", ""))
    except msgspec.DecodeError as error:
        raise InputError(str(error)) from error


@require_safe
@explain_errors
def history(request: HttpRequest, issue_id: str) -> HttpResponse:
    """Who changed what, when and why, newest first; each can be taken back."""
    corrector(request)
    issue = shelves.take(issue_id, words=False)
    rows = shelves.open_archive().corrections(issue_id)
    holding = {row.id for row in in_force(rows)}
    clashes = {clash.correction.id: clash.why for clash in shelves.open_archive().clashes(issue_id)} if rows else {}
    context = {
        "name": name_issue(issue),
        "issue": issue,
        "issue_url": shelves.issue_url(issue_id),
        "rows": [
            {"row": row, "holds": row.id in holding, "clash": clashes.get(row.id, ""), "old": _say(row.old),
             "new": _say(row.new)}
            for row in reversed(rows)
        ],
    }  # fmt: skip
    return render(request, "reading_room/history.html", context)


@require_POST
@explain_errors
def undo(request: HttpRequest, issue_id: str) -> HttpResponse:
    """Take one correction back; taking back an undo brings it back."""
    by = corrector(request)
    shelves.open_archive().undo(issue_id, request.POST.get("correction", ""), by=by)
    shelves.refresh(issue_id)
    return HttpResponseRedirect(reverse("review_history", args=(issue_id,)))


def list_items() -> Iterator[Item]:
    """Doubts and unsure entries of all issues as items, each once, least sure first."""
    rows = [(row.confidence, row.issue_id, row.path, row.why) for row in holdings.doubts(limit=QUEUE)]
    rows += [
        (row.confidence, row.issue_id, f"contents/{row.position}", "")
        for row in holdings.unsure_entries(SURE, limit=QUEUE)
    ]
    seen = set()
    for confidence, issue_id, path, why in sorted(rows):
        issue = shelves.take(issue_id, words=False)
        name = reviewing.to_item(issue, path)
        if name and (issue_id, name) not in seen:
            seen.add((issue_id, name))
            url = reverse("review_item", args=(issue_id, name))
            shown = reviewing.name_item(issue, name)
            yield Item(issue_id, name, url, shown, name_issue(issue), why, round(confidence * 100))


def _save(
    request: HttpRequest, issue: Issue, item: str, fields: list[Field], by: str
) -> tuple[dict[str, str], list[str]]:
    """Make the corrections; returns path → what others made of it meanwhile, and what could not be understood."""
    clashes: dict[str, str] = {}
    wrong: list[str] = []
    doubted = {doubt.path for doubt in reviewing.doubts_about(issue, item)}
    for field in fields:
        kind = reviewing.kind_of(item, field.path)
        try:
            old = msgspec.json.decode(request.POST.get(f"shown:{field.path}", field.shown))
            new = kind.read(request.POST.get(field.path, field.text))
            if kind.write(new) != kind.write(old) or reviewing.to_position(issue, field.path) in doubted:
                _correct(request, issue.id, field.path, new if kind.write(new) != kind.write(old) else old, old, by)
        except Conflict:
            clashes[field.path] = kind.write(value_at(shelves.take(issue.id, words=False), field.path))
        except (InputError, msgspec.DecodeError) as error:
            wrong.append(f"{field.name}: {error}")
    if not clashes and not wrong:
        _believe(request, issue, item, by)
    shelves.refresh(issue.id)
    return clashes, wrong


def _believe(request: HttpRequest, issue: Issue, item: str, by: str) -> None:
    """Someone looked at all of it: doubts about the item as a whole go, an entry is sure."""
    now = shelves.open_archive().load(issue.id)
    if item.startswith("contents/") and (old := value_at(now, f"{item}/confidence")) < 1.0:
        _correct(request, issue.id, f"{item}/confidence", 1.0, old, by)
    left = {doubt.path for doubt in reviewing.doubts_about(now, item)}
    if "/" in item and left:
        whole = value_at(now, item)
        _correct(request, issue.id, item, whole, whole, by)


def _correct(request: HttpRequest, issue_id: str, path: str, new: Any, old: Any, by: str) -> Correction:
    why = request.POST.get("why", "").strip()[:500]
    return shelves.open_archive().correct(issue_id, "set", path, new=new, old=old, by=by, why=why)


def _retyped(request: HttpRequest, field: Field, clashes: dict[str, str]) -> Field:
    """What the person typed stays in the form; beside it what it is by now, so that sending again is a decision."""
    typed = request.POST.get(field.path, field.text)
    return field._replace(text=typed, theirs=clashes.get(field.path, ""))


def _show(
    request: HttpRequest, issue: Issue, item: str, fields: list[Field], *, wrong: Any = (), status: int = 200
) -> HttpResponse:
    here = reverse("review_item", args=(issue.id, item))
    told = {why for field in fields for why in field.doubts}
    context = {
        "issue": issue,
        "issue_name": name_issue(issue),
        "issue_url": shelves.issue_url(issue.id),
        "name": reviewing.name_item(issue, item),
        "fields": fields,
        "wrong": wrong,
        "clash": any(field.theirs for field in fields),
        "sheet": _evidence(issue, item),
        "deeds": reviewing.deeds_for(item),
        "arrange_url": reverse("review_rearrange", args=(issue.id, item)),
        "shown": msgspec.json.encode(value_at(issue, item)).decode() if "/" in item else "",
        "doubts": [doubt.why for doubt in reviewing.doubts_about(issue, item) if doubt.why not in told],
        "skip_url": next((row.url for row in list_items() if row.url != here), reverse("review")),
    }
    return render(request, "reading_room/item.html", context, status=status)


def _evidence(issue: Issue, item: str) -> Sheet | None:
    """The page image zoomed to where the item was read; the whole page where no box is known."""
    rows = reviewing.evidence_of(issue, item)
    wanted = rows[0].page if rows else _page_of(issue, item)
    page = next((page for page in issue.pages if page.number == wanted), None)
    if page is None or not shelves.has_images(issue):
        return None
    boxes = [row.box for row in rows if row.box]
    crop = reviewing.crop_around(boxes) if boxes else Box(0, 0, 1, 1)
    width, height = shelves.image_size(page)
    size = max(1, round(crop.width * width)), max(1, round(crop.height * height))
    region = f"{round(crop.left * width)},{round(crop.top * height)},{size[0]},{size[1]}"
    image = reverse("image", args=(issue.id, page.number, region, f"{min(1000, size[0])},", "0", "default", "jpg"))
    hits = list(dict.fromkeys(reviewing.place_in(crop, boxes)))
    return draw_sheet(page, shelves.page_url(issue.id, page), image, size, hits=hits)


def _page_of(issue: Issue, item: str) -> int | None:
    group, _, key = item.partition("/")
    if group == "pages":
        return int(key)
    if group == "articles":
        return next((article.pages[0] for article in issue.articles if article.id == key and article.pages), None)
    return issue.notices[int(key)].page if group == "notices" else 1


def _say(value: Any) -> str:
    text = value if isinstance(value, str) else "–" if value is None else msgspec.json.encode(value).decode()
    return text if len(text) <= 300 else text[:300] + "…"
