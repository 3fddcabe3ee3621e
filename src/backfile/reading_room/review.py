"""The addresses of correcting: the queue, an issue as a list, one item, the folios, the history.

What a corrector sends becomes corrections in the archive's append-only layer; what others send becomes suggestions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..accounts import access
from ..accounts.people import Role, address_of, visitor
from ..accounts.suggestions import suggest
from ..archive.corrections import Change, Correction, in_force, make_all, value_at
from ..catalogue import holdings
from ..errors import Conflict, InputError, NotFound
from ..model import Article, Box, Issue, Page
from . import rearranging, reviewing, shelves
from .fields import CONTRIBUTOR_KINDS, PAGE_KINDS, ROLE_NAMES, Person, kind_of, read_people
from .messages import translate
from .reviewing import Field
from .sheets import draw_sheet
from .suggesting import say
from .views import explain_errors
from .wording import name_issue

QUEUE = 50
SURE = 0.9
FOLIOS = 100
_MOST_SHEETS = 6


class Item(NamedTuple):
    """Something to look at: its page, what it is, what is doubted, and how sure it is (percent)."""

    issue_id: str
    path: str
    url: str
    name: str
    issue: str
    why: str
    confidence: int


class Sent(NamedTuple):
    """What a form asks for, what of it others changed meanwhile (path → value now), what could not be understood."""

    changes: list[Change]
    clashes: dict[str, str]
    wrong: list[str]


@require_safe
@explain_errors
def queue(request: HttpRequest) -> HttpResponse:
    """What to look at, least sure first; `?issue=` holds it to one issue."""
    within = request.GET.get("issue", "")
    context = {
        "items": list(list_items(within)),
        "within": name_issue(shelves.take(within, words=False)) if within else "",
        "issue_id": within,
    }
    return render(request, "reading_room/review.html", context)


@require_safe
@explain_errors
def outline(request: HttpRequest, issue_id: str) -> HttpResponse:
    """All of an issue that can be corrected, in its order, with buttons to move what stands in the wrong place."""
    issue = shelves.take(issue_id, words=False)
    listed = {article.entry for article in issue.articles if article.entry}
    context = {
        "issue": issue,
        "name": name_issue(issue),
        "issue_url": shelves.issue_url(issue_id),
        "entries": [_line(issue, f"contents/{entry.id}", entry) for entry in issue.contents],
        "articles": [_line(issue, f"articles/{one.id}", one) for one in issue.articles],
        "notices": [_line(issue, f"notices/{at}", one) for at, one in enumerate(issue.notices)],
        "listed": listed,
        "until": access.closed_until(issue_id) if visitor(request).role >= Role.MANAGER else None,
    }
    return render(request, "reading_room/outline.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@explain_errors
def item(request: HttpRequest, issue_id: str, item: str) -> HttpResponse:
    """One item beside its evidence; what is sent back becomes corrections, but never over somebody else's unseen."""
    issue = shelves.take(issue_id, words=_needs_words(request, item))
    fields = _fields(issue, item)
    if request.method != "POST":
        return _show(request, issue, item, fields)
    onward = _following(request, issue_id, item)
    sent = _read(request, issue, item, fields)
    if not sent.clashes and not sent.wrong:
        sent = _save(request, issue, item, sent)
    if sent.clashes or sent.wrong:
        now = shelves.take(issue_id, words=_needs_words(request, item))
        typed = [_retyped(request, field, sent.clashes, issue_id) for field in _fields(now, item)]
        return _show(request, now, item, typed, wrong=sent.wrong, status=409 if sent.clashes else 400)
    here = request.get_full_path()
    return HttpResponseRedirect(onward if request.POST.get("then") == "next" else _thanked(request, here))


@require_http_methods(["GET", "HEAD", "POST"])
@explain_errors
def folios(request: HttpRequest, issue_id: str) -> HttpResponse:
    """The folio map: the printed label of every page, one by one or counted up from one."""
    issue = shelves.take(issue_id, words=False)
    start = _whole(request.GET.get("from"))
    pages = issue.pages[start : start + FOLIOS]
    fields = reviewing.list_folios(issue, pages)
    sent = Sent([], {}, [])
    if request.method == "POST":
        sent = _read_folios(request, issue, fields)
        if not sent.wrong and not sent.clashes:
            _make(request, issue, sent.changes)
            return HttpResponseRedirect(_thanked(request, request.get_full_path()))
        fields = [_retyped(request, field, sent.clashes, issue_id) for field in fields]
    kinds = PAGE_KINDS
    addresses = shelves.Addresses(issue_id)
    drawn = shelves.has_images(issue)
    context = {
        "issue": issue,
        "name": name_issue(issue),
        "issue_url": shelves.issue_url(issue_id),
        "rows": [
            {"field": field, "page": page, "kind": kinds[page.kind], "url": addresses.page(page),
             "image": addresses.image(page, "160,") if drawn else ""}
            for field, page in zip(fields, pages, strict=True)
        ],
        "wrong": sent.wrong,
        "clash": bool(sent.clashes),
        "first": pages[0].number if pages else 0,
        "last": pages[-1].number if pages else 0,
        "earlier": f"?from={max(0, start - FOLIOS)}" if start else "",
        "later": f"?from={start + FOLIOS}" if start + FOLIOS < len(issue.pages) else "",
    }  # fmt: skip
    return render(request, "reading_room/folios.html", context, status=_status(sent))


@require_POST
@explain_errors
def rearrange(request: HttpRequest, issue_id: str, item: str) -> HttpResponse:
    """Remove, add, move, split, merge or call an advertisement: each can be undone in the history."""
    do, title = request.POST.get("do", ""), request.POST.get("title", "")
    issue = shelves.take(issue_id, words=do == "cut")
    why = request.POST.get("why", "").strip()[:500]
    if item == "contents" and do == "add":
        last = issue.contents[-1] if issue.contents and not request.POST.get("first") else None
        changes = [rearranging.plan_entry(title, last)]
    else:
        reviewing.find_item(issue, item)
        changes = rearranging.plan(issue, item, do, title, _shown(request) if do in _LOOKED_AT else None)
    made = _make(request, issue, [change._replace(why=why) for change in changes])
    return HttpResponseRedirect(_after(request, issue_id, item, do, made))


_LOOKED_AT = ("remove", "split", "advertisement")


def _after(request: HttpRequest, issue_id: str, item: str, do: str, made: list[Correction]) -> str:
    """Where to go on: to what came into being, else to where it stood."""
    if not made:
        return _thanked(request, reverse("review_outline", args=(issue_id,)))
    if do in ("add", "split", "cut"):
        return reverse("review_item", args=(issue_id, f"{'articles' if do == 'cut' else 'contents'}/k{made[0].id}"))
    if do == "merge":
        return reverse("review_item", args=(issue_id, item))
    return reverse("review_outline", args=(issue_id,)) + (f"#{item.replace('/', '-')}" if do in ("up", "down") else "")


def _shown(request: HttpRequest) -> Any:
    try:
        return msgspec.json.decode(request.POST.get("shown", ""))
    except msgspec.DecodeError as error:
        raise InputError(_("The form is not whole."), cure=_("Open the page again and send it once more.")) from error


@require_safe
@explain_errors
def history(request: HttpRequest, issue_id: str) -> HttpResponse:
    """Who changed what, when and why, newest first; each can be taken back."""
    issue = shelves.take(issue_id, words=False)
    rows = shelves.open_archive().corrections(issue_id)
    holding = {row.id for row in in_force(rows)}
    clashes = {clash.correction.id: clash.why for clash in shelves.open_archive().clashes(issue_id)} if rows else {}
    by_id = {row.id: row for row in rows}
    context = {
        "name": name_issue(issue),
        "issue": issue,
        "issue_url": shelves.issue_url(issue_id),
        "rows": [
            {"row": row, "name": reviewing.name_path(issue, row.path), "holds": row.id in holding, "clash": clashes.get(row.id, ""), "old": say(row.old),
             "new": say(row.new), "of": (undone := by_id.get(row.other)),
             "of_name": reviewing.name_path(issue, undone.path) if undone else "", "deed": reviewing.PAST[row.do]}
            for row in reversed(rows)
        ],
    }  # fmt: skip
    return render(request, "reading_room/history.html", context)


@require_POST
@explain_errors
def undo(request: HttpRequest, issue_id: str) -> HttpResponse:
    """Take one correction back; taking back an undo brings it back."""
    shelves.open_archive().undo(issue_id, request.POST.get("correction", ""), by=visitor(request).name)
    shelves.refresh(issue_id)
    return HttpResponseRedirect(reverse("review_history", args=(issue_id,)))


def list_items(within: str = "") -> Iterator[Item]:
    """Doubts and unsure entries of all issues (or of one) as items, each once, least sure first."""
    rows = [(row.confidence, row.issue_id, row.path, row.why) for row in holdings.doubts(within or None, limit=QUEUE)]
    rows += [
        (row.confidence, row.issue_id, f"contents/{row.position}", "")
        for row in holdings.unsure_entries(SURE, limit=QUEUE)
        if within in ("", row.issue_id)
    ]
    seen = set()
    # of two rows about the same, the one that says why
    for confidence, issue_id, path, why in sorted(rows, key=lambda row: (*row[:3], not row[3])):
        issue = shelves.take(issue_id, words=False)
        name = reviewing.to_item(issue, path)
        if name and (issue_id, name) not in seen:
            seen.add((issue_id, name))
            shown = reviewing.name_item(issue, name)
            url = _address(issue_id, name, within)
            yield Item(issue_id, name, url, shown, name_issue(issue), why, round(confidence * 100))


def _address(issue_id: str, item: str, within: str) -> str:
    return reverse("review_item", args=(issue_id, item)) + (f"?{urlencode({'issue': within})}" if within else "")


def _following(request: HttpRequest, issue_id: str, item: str) -> str:
    """The item after this one in the queue; from outside the queue, what is doubted in the same issue, else the outline."""
    if visitor(request).role < Role.CORRECTOR:
        return _thanked(request, request.get_full_path())
    items = list(list_items(request.GET.get("issue", "")))
    at = next((at for at, one in enumerate(items) if (one.issue_id, one.path) == (issue_id, item)), None)
    if at is not None:
        rest = items[at + 1 :] + items[:at]
        return rest[0].url if rest else reverse("review")
    return next((one.url for one in items if one.issue_id == issue_id), reverse("review_outline", args=(issue_id,)))


def _thanked(request: HttpRequest, address: str) -> str:
    """`address`; where something was only suggested, it says so."""
    if visitor(request).role >= Role.CORRECTOR:
        return address
    return f"{address}{'&' if '?' in address else '?'}suggested=1"


def _needs_words(request: HttpRequest, item: str) -> bool:
    """Lines are shown beside pages, and give an article its text when its borders change."""
    return item.startswith("pages/") or (item.startswith("articles/") and request.method == "POST")


def _fields(issue: Issue, item: str) -> list[Field]:
    fields = reviewing.list_fields(issue, item)
    found = reviewing.find_item(issue, item)
    return [*fields, *reviewing.list_lines(found)] if isinstance(found, Page) else fields


def _read(request: HttpRequest, issue: Issue, item: str, fields: list[Field]) -> Sent:
    """What the form changes. A field in doubt that is left as it is counts as looked at and right."""
    changes, clashes, wrong = _differences(request, fields, {doubt.path for doubt in issue.doubts}, issue)
    if item.startswith("articles/") and changes:
        changes = rearranging.follow(issue, item, changes)
    return Sent(changes, clashes, wrong)


def _read_folios(request: HttpRequest, issue: Issue, fields: list[Field]) -> Sent:
    if request.POST.get("then") != "count":
        return Sent(*_differences(request, fields, set(), issue))
    first, last = _whole(request.POST.get("first")), _whole(request.POST.get("last"))
    try:
        return Sent(rearranging.renumber(issue, first, last, request.POST.get("label", "")), {}, [])
    except InputError as error:
        return Sent([], {}, [translate(str(error))])


def _differences(
    request: HttpRequest, fields: list[Field], doubted: set[str], issue: Issue
) -> tuple[list[Change], dict[str, str], list[str]]:
    changes, clashes, wrong = [], {}, []
    why = request.POST.get("why", "").strip()[:500]
    for field in fields:
        kind = kind_of(field.path)
        try:
            old = msgspec.json.decode(request.POST.get(f"shown:{field.path}", field.shown))
            new = _typed(request, field)
            is_changed = kind.write(new) != kind.write(old)
        except (InputError, msgspec.DecodeError, TypeError, KeyError, ValueError) as error:
            wrong.append(f"{field.name}: {translate(str(error))}")
            continue
        if not is_changed and reviewing.to_position(issue, field.path) not in doubted:
            continue
        if msgspec.json.encode(old).decode() != field.shown:
            clashes[field.path] = field.text
        else:
            changes.append(Change("set", field.path, new=new if is_changed else old, old=old, why=why))
    return changes, clashes, wrong


def _typed(request: HttpRequest, field: Field) -> Any:
    """The value that was typed: of contributors row by row, or as text, one a line. Raises InputError."""
    rows = _people(request, field.path)
    if rows is not None:
        return read_people(rows)
    return kind_of(field.path).read(request.POST.get(field.path, field.text))


def _people(request: HttpRequest, path: str) -> list[Person] | None:
    """The rows of contributors in a form, None where it has none. Raises InputError."""
    columns = [request.POST.getlist(f"{path}:{part}") for part in Person._fields]
    if not any(columns) or path in request.POST:
        return None
    if len({len(column) for column in columns}) > 1:
        raise InputError(_("The form is not whole."))
    return [Person(*row) for row in zip(*columns, strict=True)]


def _save(request: HttpRequest, issue: Issue, item: str, sent: Sent) -> Sent:
    """Make the changes, all or none; what was changed between reading and writing clashes too."""
    is_corrector = visitor(request).role >= Role.CORRECTOR
    # what was looked at is said of the item as it was, before anything of it changes
    changes = [*_believed(issue, item, sent.changes), *sent.changes] if is_corrector else sent.changes
    try:
        _make(request, issue, changes)
    except Conflict as error:
        now = shelves.take(issue.id, words=_needs_words(request, item))
        again = _read(request, now, item, _fields(now, item))
        return again if again.clashes or again.wrong else again._replace(wrong=[translate(str(error))])
    except InputError as error:
        return sent._replace(wrong=[translate(str(error))])
    return sent


def _believed(issue: Issue, item: str, changes: list[Change]) -> list[Change]:
    """Someone looked at all of it: doubts about the item as a whole go, an entry is sure."""
    found = []
    told = {reviewing.to_position(issue, change.path) for change in changes}
    left = [doubt.path for doubt in reviewing.doubts_about(issue, item) if doubt.path not in told]
    if "/" in item and left:
        lasting = reviewing.to_position(issue, item)
        for path in dict.fromkeys(left):
            found.append(_looked_at(issue, item, item + path.removeprefix(lasting)))
    if item.startswith("contents/") and (old := value_at(issue, f"{item}/confidence")) < 1.0:
        found.append(Change("set", f"{item}/confidence", new=1.0, old=old))
    return found


def _looked_at(issue: Issue, item: str, path: str) -> Change:
    """The value at `path` is right as it is; all of the item, where the doubt is about something that is no value."""
    try:
        value = value_at(issue, path)
    except InputError:
        path, value = item, value_at(issue, item)
    return Change("set", path, new=value, old=value)


def _make(request: HttpRequest, issue: Issue, changes: list[Change]) -> list[Correction]:
    """Corrections of a corrector, suggestions of others (then none are returned)."""
    who = visitor(request)
    if who.role >= Role.CORRECTOR:
        made = shelves.open_archive().correct_all(issue.id, changes, by=who.name)
        shelves.refresh(issue.id)
        return made
    checked = make_all(shelves.take(issue.id), changes, by=who.name, at="") if changes else []
    suggest(who, address_of(request), issue.id, checked)
    return []


def _retyped(request: HttpRequest, field: Field, clashes: dict[str, str], issue_id: str) -> Field:
    """What the person typed stays in the form; beside it what it is by now, so that sending again is a decision."""
    rows = _people(request, field.path) if field.people else None
    typed = field._replace(text=request.POST.get(field.path, field.text), people=tuple(rows or field.people))
    if field.path not in clashes:
        return typed
    last = next((row for row in reversed(shelves.open_archive().corrections(issue_id)) if row.path == field.path), None)
    whose = f"{last.by}, {last.at[:16].replace('T', ' ')}" if last else ""
    return typed._replace(theirs=clashes[field.path] or "–", whose=whose)


def _show(
    request: HttpRequest, issue: Issue, item: str, fields: list[Field], *, wrong: Any = (), status: int = 200
) -> HttpResponse:
    told = {why for field in fields for why in field.doubts}
    lines = [field for field in fields if "/lines/" in field.path]
    context = {
        "issue": issue,
        "issue_name": name_issue(issue),
        "issue_url": shelves.issue_url(issue.id),
        "item": item,
        "name": reviewing.name_item(issue, item),
        "fields": [field for field in fields if "/lines/" not in field.path],
        "lines": lines,
        "roles": ROLE_NAMES,
        "kinds": CONTRIBUTOR_KINDS,
        "wrong": wrong,
        "clash": any(field.theirs for field in fields),
        "sheets": _sheets(issue, item),
        "deeds": rearranging.deeds_for(issue, item),
        "arrange_url": reverse("review_rearrange", args=(issue.id, item)),
        "shown": msgspec.json.encode(reviewing.find_item(issue, item)).decode() if "/" in item and not lines else "",
        "doubts": [doubt.why for doubt in reviewing.doubts_about(issue, item) if doubt.why not in told],
        "skip_url": _following(request, issue.id, item),
        "links": _links(issue, item),
    }
    return render(request, "reading_room/item.html", context, status=status)


def _links(issue: Issue, item: str) -> list[dict[str, str]]:
    """What belongs to an item: the article of an entry, the entry of an article."""
    group, _slash, key = item.partition("/")
    pairs = [(one.entry, one.id) for one in issue.articles if one.entry]
    found = [f"articles/{article}" for entry, article in pairs if group == "contents" and entry == key]
    found += [f"contents/{entry}" for entry, article in pairs if group == "articles" and article == key]
    rows = []
    for path in found:
        try:
            rows.append(
                {"url": reverse("review_item", args=(issue.id, path)), "name": reviewing.name_item(issue, path)}
            )
        except NotFound:  # the entry of this article was removed
            continue
    return rows


def _line(issue: Issue, path: str, one: Any) -> dict[str, Any]:
    return {
        "path": path,
        "anchor": path.replace("/", "-"),
        "one": one,
        "title": getattr(one, "title", None) or getattr(one, "text", "")[:80],
        "url": reverse("review_item", args=(issue.id, path)),
        "arrange_url": reverse("review_rearrange", args=(issue.id, path)),
        "sure": round(100 * getattr(one, "confidence", 1.0)),
    }


def _sheets(issue: Issue, item: str) -> list[dict[str, Any]]:
    """The page images beside the form: whole pages of an article or a page, else the part where the item was read."""
    if not shelves.has_images(issue):
        return []
    found = reviewing.find_item(issue, item)
    if isinstance(found, Article) and found.pages:
        return [_whole_sheet(issue, page, found) for page in issue.pages if page.number in found.pages][:_MOST_SHEETS]
    if isinstance(found, Page):
        return [_whole_sheet(issue, found, None)]
    evidence = _evidence(issue, item)
    return [evidence] if evidence else []


def _whole_sheet(issue: Issue, page: Page, article: Article | None) -> dict[str, Any]:
    """A page with the regions of an article, or with its lines."""
    regions = [region.box for region in article.regions if region.page == page.number] if article else []
    image, size = shelves.image_url(issue.id, page, "1000,"), shelves.image_size(page)
    boxes = [line.box for line in page.lines if line.box] if article is None else []
    drawn = draw_sheet(page, shelves.page_url(issue.id, page), image, size, regions=regions, hits=boxes)
    numbers = [line.number for line in page.lines if line.box]
    lines = [{"number": number, "box": box} for number, box in zip(numbers, drawn.hits, strict=True)] if boxes else []
    return {"sheet": drawn._replace(hits=(), dim=""), "lines": lines, "number": page.number}


def _evidence(issue: Issue, item: str) -> dict[str, Any] | None:
    """The page image zoomed to where the item was read, each place with its field; the whole page where none is known."""
    rows = reviewing.evidence_of(issue, item)
    wanted = rows[0].page if rows else _page_of(issue, item)
    page = next((page for page in issue.pages if page.number == wanted), None)
    if page is None:
        return None
    boxes = [row.box for row in rows if row.box]
    crop = reviewing.crop_around(boxes) if boxes else Box(0, 0, 1, 1)
    width, height = shelves.image_size(page)
    size = max(1, round(crop.width * width)), max(1, round(crop.height * height))
    region = f"{round(crop.left * width)},{round(crop.top * height)},{size[0]},{size[1]}"
    image = reverse("image", args=(issue.id, page.number, region, f"{min(1000, size[0])},", "0", "default", "jpg"))
    drawn = draw_sheet(page, shelves.page_url(issue.id, page), image, size, hits=reviewing.place_in(crop, boxes))
    places = dict.fromkeys((reviewing.field_of(row.path), box) for row, box in zip(rows, drawn.hits, strict=True))
    return {
        "sheet": drawn._replace(hits=()),
        "number": page.number,
        "places": [{"field": field, "box": box} for field, box in places],
    }


def _page_of(issue: Issue, item: str) -> int | None:
    """Where an item without evidence is looked for: a notice on its page, an entry on the first contents page."""
    group, _slash, key = item.partition("/")
    if group == "notices":
        return issue.notices[int(key)].page
    listed = next((page.number for page in issue.pages if page.kind == "contents"), 1)
    return listed if group == "contents" else 1


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else 0


def _status(sent: Sent) -> int:
    return 409 if sent.clashes else 400 if sent.wrong else 200
