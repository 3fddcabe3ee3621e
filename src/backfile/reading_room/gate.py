"""The gate: who may use which address. Every request passes here before its view, so that no view can forget to ask.

`ADMITS` names the addresses that need a role, or none at all; all others are for reading, and what their address names
(`issue_id`, or `periodical` and `issue`) has to be open to the visitor. What stands in a query string or comes out of a
list is the view's part: `accounts.access.permit`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from ..accounts import suggestions
from ..accounts.access import is_public, permit
from ..accounts.people import Role, site_settings, visitor
from ..errors import BackfileError, NotAllowed, SignInNeeded
from .shelves import Shelf

ADMITS: dict[str, Role] = {
    "set_language": Role.STRANGER,
    "robots": Role.STRANGER,
    "sign_in": Role.STRANGER,
    "sign_out": Role.STRANGER,
    "account": Role.READER,
    "review": Role.CORRECTOR,
    "review_history": Role.CORRECTOR,
    "review_undo": Role.CORRECTOR,
    "suggestions": Role.CORRECTOR,
    "suggestion": Role.CORRECTOR,
    "people_and_access": Role.MANAGER,
    "account_change": Role.MANAGER,
    "access_change": Role.MANAGER,
    "closure_change": Role.MANAGER,
    "corrections_file": Role.MANAGER,
    "corrections_export": Role.MANAGER,
    "corrections_look": Role.MANAGER,
    "corrections_take": Role.MANAGER,
}
_SUGGESTED = ("review_outline", "review_folios", "review_item", "review_rearrange")
_SUGGESTERS = {"everybody": Role.STRANGER, "readers": Role.READER, "nobody": Role.CORRECTOR}


class Gate:
    """Middleware: refuses what the visitor may not use, and keeps what is not everybody's out of shared caches."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.answer(request)
        kept = str(response.headers.get("Cache-Control", ""))
        if "public" in kept and not is_public():
            response.headers["Cache-Control"] = kept.replace("public", "private")
        return response

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        try:
            name = request.resolver_match.url_name if request.resolver_match else None
            admit(request, name or "", kwargs)
        except BackfileError as error:
            return refuse(request, error)
        return None


def admit(request: HttpRequest, name: str, named: dict[str, Any]) -> None:
    """Raises SignInNeeded or NotAllowed when the visitor may not use the address `name` for what its parts name."""
    needed = role_for(name)
    if needed > Role.STRANGER:
        _expect_role(request, needed)
    if name in ADMITS:
        return
    reading = permit(request)
    if reading.stranger and reading.only and not reading.named:
        raise SignInNeeded(_("This archive is open to those who have signed in."), cure=_("Sign in."))
    if "issue_id" in named:
        reading.expect(named["issue_id"])
    elif "periodical" in named and "issue" in named:
        reading.expect(Shelf(named["periodical"], named["issue"]).id)
    elif "issue" in named:
        reading.expect(named["issue"])
    elif "periodical" in named:
        reading.expect_periodical(named["periodical"])


def role_for(name: str) -> Role:
    """The least role that may use the address `name`."""
    return _SUGGESTERS[site_settings().suggestions] if name in _SUGGESTED else ADMITS.get(name, Role.STRANGER)


def _expect_role(request: HttpRequest, needed: Role) -> None:
    who = visitor(request)
    if who.role == Role.STRANGER:
        raise SignInNeeded(_("This needs an account."), cure=_("Sign in."))
    if who.role < needed:
        raise NotAllowed(_("This is for people with another role."), cure=_("Ask a manager of the archive."))


def refuse(request: HttpRequest, error: BackfileError) -> HttpResponseBase:
    """To the sign-in page for a person who may read on after it, else the reason: as a page, or as JSON for programs."""
    from .views import explain

    if "text/html" not in request.headers.get("Accept", ""):
        return JsonResponse({"error": error.message, "cure": error.cure}, status=error.status)
    if isinstance(error, SignInNeeded) and request.method in ("GET", "HEAD"):
        return HttpResponseRedirect(f"{reverse('sign_in')}?{urlencode({'next': request.get_full_path()})}")
    return explain(request, error)


def refuse_form(request: HttpRequest, reason: str = "") -> HttpResponseBase:  # noqa: ARG001 - Django names it
    """A form that did not come from a page of ours, or from one that is too old."""
    error = NotAllowed(
        _("This form was not sent from a page of this archive."), cure=_("Open the page again and send it once more.")
    )
    return refuse(request, error)


def tell_visitor(request: HttpRequest) -> dict[str, Any]:
    """What every template knows of the visitor: name and role, and what waits for a corrector."""
    who = visitor(request)
    is_corrector = who.role >= Role.CORRECTOR
    return {
        "visitor": who,
        "is_corrector": is_corrector,
        "is_manager": who.role >= Role.MANAGER,
        "may_suggest": not is_corrector and who.role >= role_for("review_item"),
        "suggested": suggestions.count_waiting if is_corrector else 0,
        "may_sign_in": who.role == Role.STRANGER or who.account is not None,
    }
