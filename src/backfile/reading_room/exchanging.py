"""Corrections as a file, for managers: taken away, and brought in after a look at what they would do."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ..archive import exchange
from ..archive.corrections import Clash, Correction, value_at
from ..archive.exchange import Reception
from ..archive.folder import place
from ..catalogue import holdings
from ..errors import BackfileError, Conflict, InputError, InputTooLarge, NotFound
from ..model import Issue
from . import reviewing, shelves
from .messages import join, translate
from .suggesting import say
from .views import explain_errors
from .wording import name_issue

LARGEST = 10_000_000
"""Bytes of a file that is taken in by the browser; `backfile corrections import` takes larger ones."""
MOST_LINES = 10_000
SHOWN = 300
_KEPT_FOR = 24 * 3600.0
_TOKEN = re.compile(r"[0-9a-f]{32}")


class Line(NamedTuple):
    """A correction of the file as the preview shows it; `clash` says what it meets instead of what it was made for."""

    at: str
    by: str
    what: str
    deed: Any
    old: str
    new: str
    why: str
    clash: str


@require_safe
@never_cache
@explain_errors
def corrections_file(request: HttpRequest) -> HttpResponse:
    return _show(request)


@require_safe
@explain_errors
def corrections_export(request: HttpRequest) -> HttpResponseBase:
    """All corrections, those of `?periodical=` or of `?issue=`, as JSON lines. Raises NotFound for what is not there."""
    archive = shelves.open_archive()
    issue, periodical = request.GET.get("issue", ""), request.GET.get("periodical", "")
    kept = archive.kept()
    if issue and issue not in kept:
        raise NotFound(f"no issue is called {issue}.")
    ids = [issue] if issue else [id for id in kept if not periodical or place(id)[0] == periodical]
    if periodical and not ids:
        raise NotFound(f"no periodical is called {periodical}.")
    name = "-".join(filter(None, ("corrections", issue or periodical, datetime.now(UTC).date().isoformat())))
    return StreamingHttpResponse(
        exchange.write(archive, ids),
        content_type="application/jsonl; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.jsonl"'},
    )


@require_POST
@never_cache
@explain_errors
def corrections_look(request: HttpRequest) -> HttpResponse:
    """What the file would do. It is put aside until the manager decides; nothing is changed yet."""
    try:
        data = _received(request)
        foreseen = _foresee(data)
    except InputError as error:
        return _show(request, error)
    here = [one for one in foreseen if one.is_here]
    context = {
        "token": _put_aside(data),
        "new": sum(len(one.new) for one in here),
        "known": sum(one.known for one in here),
        "clashes": sum(len(one.new) - len(one.fitting) for one in here),
        "fitting": sum(len(one.fitting) for one in here),
        "issues": list(_describe(here)),
        "elsewhere": [{"issue": one.issue, "many": len(one.new)} for one in foreseen if not one.is_here],
    }
    return render(request, "reading_room/corrections_look.html", context)


@require_POST
@explain_errors
def corrections_take(request: HttpRequest) -> HttpResponse:
    """Take in the file that was looked at: all of it, what fits, or nothing."""
    do, path = request.POST.get("do", ""), _aside(request.POST.get("token", ""))
    if do not in ("all", "fitting", "nothing"):
        raise InputError(_("Nothing was asked for."))
    told = {}
    if do != "nothing":
        try:
            foreseen = _foresee(path.read_bytes())
        except FileNotFoundError:
            raise Conflict(_("This file is not here any more."), cure=_("Choose it once more.")) from None
        taken = exchange.receive(shelves.open_archive(), foreseen, fitting=do == "fitting")
        for id in taken:
            shelves.refresh(id)
        told = {"taken": sum(map(len, taken.values()))}
    path.unlink(missing_ok=True)
    return HttpResponseRedirect(f"{reverse('corrections_file')}?{urlencode(told)}")


def _show(request: HttpRequest, error: BackfileError | None = None) -> HttpResponse:
    taken = request.GET.get("taken", "")
    context = {
        "titles": dict(holdings.periodicals().values_list("slug", "title")),
        "taken": int(taken) if taken.isdecimal() and len(taken) < 9 else None,
        "wrong": str(error) if error else "",
        "largest": LARGEST // 1_000_000,
    }
    return render(request, "reading_room/corrections_file.html", context, status=error.status if error else 200)


def _received(request: HttpRequest) -> bytes:
    """The bytes of the file in the form. Raises InputError, InputTooLarge."""
    file = request.FILES.get("file")
    if file is None or not file.size:
        raise InputError(_("No file was chosen, or it is empty."))
    if file.size > LARGEST:
        raise InputTooLarge(
            _("The file has more than {most} MB.").format(most=LARGEST // 1_000_000),
            cure=_("`backfile corrections import` takes larger ones."),
        )
    data: bytes = file.read()
    return data


def _foresee(data: bytes) -> list[Reception]:
    archive = shelves.open_archive()
    return exchange.foresee(archive, exchange.read(archive, data, _("the file"), MOST_LINES))


def _put_aside(data: bytes) -> str:
    """Keep the file until it is decided on; older ones go. Returns what it is asked for by."""
    work = shelves.open_archive().work
    work.mkdir(parents=True, exist_ok=True)
    for old in work.glob("received-*.jsonl"):
        if time.time() - old.stat().st_mtime > _KEPT_FOR:
            old.unlink(missing_ok=True)
    token = secrets.token_hex(16)
    _aside(token).write_bytes(data)
    return token


def _aside(token: str) -> Path:
    if not _TOKEN.fullmatch(token):
        raise InputError(_("The form is not whole."), cure=_("Choose it once more."))
    return shelves.open_archive().work / f"received-{token}.jsonl"


def _describe(here: list[Reception]) -> Iterator[dict[str, Any]]:
    """Each issue with its corrections, what does not fit first; no more than SHOWN in all."""
    left = SHOWN
    for one in sorted(here, key=lambda one: not one.clashes):
        issue = shelves.take(one.issue, words=False)
        odd = {clash.correction.id: clash for clash in one.clashes}
        rows = sorted(one.new, key=lambda row: row.id not in odd)[:left]
        left -= len(rows)
        yield {
            "name": name_issue(issue),
            "url": reverse("review_history", args=(one.issue,)),
            "new": len(one.new),
            "known": one.known,
            "clashes": len(one.new) - len(one.fitting),
            "rows": [_line(issue, row, odd.get(row.id)) for row in rows],
            "more": len(one.new) - len(rows),
        }


def _line(issue: Issue, row: Correction, clash: Clash | None) -> Line:
    said = _explain(issue, clash) if clash else ""
    what = reviewing.name_path(issue, row.path) if row.path else row.other
    return Line(row.at, row.by, what, reviewing.PAST[row.do], say(row.old), say(row.new), row.why, said)


def _explain(issue: Issue, clash: Clash) -> str:
    """What is here instead, in words; or why the correction would hold for nothing."""
    row = clash.correction
    if clash.kept and row.do == "set":
        try:
            now = value_at(issue, row.path)
        except InputError:  # it is found elsewhere by now: the message says where
            return translate(clash.why)
        return _("Here it is “{now}”; it would become “{new}”.").format(now=say(now), new=say(row.new))
    why = translate(clash.why)
    return why if clash.kept else join(why, _("It would be kept in the history, and change nothing."))
