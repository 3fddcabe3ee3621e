"""What managers do in the browser: accounts, and who may read what how late."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from ..accounts import access, people
from ..accounts.people import ROLES, site_settings
from ..catalogue import holdings
from ..errors import ArchiveError, BackfileError, InputError
from .views import explain_errors

ROLE_NAMES = {
    "reader": gettext_lazy("reader"),
    "corrector": gettext_lazy("corrector"),
    "manager": gettext_lazy("manager"),
}
ACCESS_NAMES = {
    "": gettext_lazy("as for all others"),
    "open": gettext_lazy("everybody"),
    "signed-in": gettext_lazy("who has an account"),
    "granted": gettext_lazy("who is granted it"),
}


@require_safe
@never_cache
@explain_errors
def people_and_access(request: HttpRequest) -> HttpResponse:
    return _show(request)


@require_POST
@sensitive_post_parameters("password")
@explain_errors
def account_change(request: HttpRequest) -> HttpResponse:
    """Add or remove an account, give it a role, periodicals or another password."""
    return _changed(request, _change_account)


@require_POST
@explain_errors
def access_change(request: HttpRequest) -> HttpResponse:
    """Set or drop the rule of a periodical, or that of all others."""
    return _changed(request, _change_rule)


@require_POST
@explain_errors
def closure_change(request: HttpRequest) -> HttpResponse:
    """Keep a single issue back until a day, or no longer; then on to where the form stood."""
    return _changed(request, _change_closure)


def _changed(request: HttpRequest, change: Any) -> HttpResponse:
    """What was wrong is said above the forms, and nothing typed is lost but passwords."""
    try:
        change(request)
    except (InputError, ArchiveError) as error:
        return _show(request, error)
    issue = request.POST.get("back", "")
    return HttpResponseRedirect(reverse("review_outline", args=(issue,)) if issue else reverse("people_and_access"))


def _change_account(request: HttpRequest) -> None:
    name, do = request.POST.get("name", ""), request.POST.get("do", "")
    granted = request.POST.getlist("periodical")
    if do == "add":
        people.add_account(name, request.POST.get("role", ""), request.POST.get("password", ""), granted)
    elif do == "role":
        people.change_role(name, request.POST.get("role", ""))
        people.grant(name, granted)
    elif do == "password":
        people.change_password(name, request.POST.get("password", ""))
    elif do == "remove":
        people.remove_account(name)
    else:
        raise InputError(_("Nothing was asked for."))


def _change_rule(request: HttpRequest) -> None:
    periodical = request.POST.get("periodical", "")
    if request.POST.get("do") == "drop":
        access.drop_rule(periodical)
        return
    months = request.POST.get("embargo", "").strip()
    if months and not (months.isdecimal() and len(months) < 6):
        raise InputError(_("“{text}” is not a whole number.").format(text=months))
    day = _day(request) or (access.NEVER if "until" in request.POST else None)
    access.set_rule(periodical, request.POST.get("access", ""), int(months) if months else None, day)


def _change_closure(request: HttpRequest) -> None:
    day = _day(request)
    if request.POST.get("do") != "drop" and day is None:
        raise InputError(_("A day is missing."), cure=_("Write it as 2027-01-31."))
    access.close_issue(request.POST.get("issue", "").strip(), None if request.POST.get("do") == "drop" else day)


def _day(request: HttpRequest) -> date | None:
    text = request.POST.get("until", "").strip()
    return access.parse_day(text) if text else None


def _show(request: HttpRequest, error: BackfileError | None = None) -> HttpResponse:
    titles = dict(holdings.periodicals().values_list("slug", "title"))
    rules = {rule.periodical: rule for rule in access.list_rules()}
    context = {
        "wrong": str(error) if error else "",
        "typed": request.POST,
        "setting": site_settings().access,
        "accounts": people.list_accounts(),
        "roles": {role: ROLE_NAMES[role] for role in ROLES},
        "access_names": ACCESS_NAMES,
        "titles": titles,
        "closures": access.list_closures(),
        "rules": [
            {"slug": slug, "title": title, "access": rules[slug].access if slug in rules else "",
             "embargo": rules[slug].embargo if slug in rules else None,
             "until": rules[slug].until if slug in rules else None, "is_set": slug in rules}
            for slug, title in [("", _("All others")), *titles.items()]
        ],
    }  # fmt: skip
    return render(request, "reading_room/people_and_access.html", context, status=error.status if error else 200)
