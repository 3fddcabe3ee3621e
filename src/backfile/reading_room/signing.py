"""Signing in and out, and one's own password."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ..accounts import people
from ..accounts.people import address_of, is_published, site_settings, visitor
from ..accounts.throttling import Limit, count, expect_few, forget
from ..errors import InputError, NotAllowed, TooOften
from .messages import translate
from .views import explain_errors

_WINDOW = timedelta(minutes=15)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("password")
@explain_errors
def sign_in(request: HttpRequest) -> HttpResponse:
    """The form, and the way back to where the visitor came from."""
    onward = _onward(request)
    if request.method != "POST":
        return _form(request, onward)
    if is_published() and site_settings().https and not request.is_secure():
        return _form(request, onward, _("Passwords are taken over HTTPS only. See “Publish an archive”."), 403)
    name = request.POST.get("username", "").strip()[:150]
    limits = _limits(request, name)
    try:
        expect_few(limits)
    except TooOften as error:
        return _form(request, onward, _("Too many attempts. Try again in a quarter of an hour."), error.status)
    user: Any = authenticate(request, username=name, password=request.POST.get("password", ""))
    if user is None:
        count(limits)
        return _form(request, onward, _("Name and password do not fit together."), 403)
    forget(limits[0].key)
    login(request, user)
    return HttpResponseRedirect(onward)


@require_POST
@explain_errors
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return HttpResponseRedirect(reverse("home"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("old", "new")
@explain_errors
def account(request: HttpRequest) -> HttpResponse:
    """One's own name, role and password."""
    who = visitor(request)
    if who.account is None:
        raise NotAllowed(_("On your own machine there is no password to change."), cure="`backfile user add`")
    if request.method != "POST":
        return render(request, "reading_room/account.html", {"who": who})
    limits = [Limit(f"password {who.account}", 5, _WINDOW)]
    try:
        expect_few(limits)
        if not request.user.check_password(request.POST.get("old", "")):
            count(limits)
            raise InputError(_("The present password is another."))
        people.change_password(who.name, request.POST.get("new", ""))
    except (InputError, TooOften) as error:
        return render(
            request, "reading_room/account.html", {"who": who, "wrong": translate(str(error))}, status=error.status
        )
    user: Any = request.user
    user.refresh_from_db()
    update_session_auth_hash(request, user)
    return render(request, "reading_room/account.html", {"who": who, "done": True})


def _limits(request: HttpRequest, name: str) -> list[Limit]:
    """Few per name and address, some per address, many per name: nobody is locked out by a stranger's guesses quickly."""
    address = address_of(request)
    return [
        Limit(f"sign in {name.lower()} {address}", 5, _WINDOW),
        Limit(f"sign in {address}", 30, _WINDOW),
        Limit(f"sign in {name.lower()}", 100, _WINDOW),
    ]


def _onward(request: HttpRequest) -> str:
    """Where to go after signing in: an address of this site, else home."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else reverse("home")


def _form(request: HttpRequest, onward: str, wrong: str = "", status: int = 200) -> HttpResponse:
    name = request.POST.get("username", "")
    context = {"onward": onward, "wrong": wrong, "name": name}
    return render(request, "reading_room/sign_in.html", context, status=status)
