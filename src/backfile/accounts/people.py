"""People: the three roles, who stands behind a request, accounts made and removed.

A reader is a user of Django's, a corrector one with `is_staff`, a manager one with `is_superuser`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings as site
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ..errors import Conflict, InputError, NotFound
from ..settings import Settings
from .models import Grant

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LOCAL = ("127.0.0.1", "localhost", "::1")
OWNER = "owner"
_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_REAL_IP")


class Role(IntEnum):
    """Each may do what those before it may."""

    STRANGER = 0
    READER = 1
    CORRECTOR = 2
    MANAGER = 3


ROLES = {role.name.lower(): role for role in (Role.READER, Role.CORRECTOR, Role.MANAGER)}


class Visitor(NamedTuple):
    """Who asks; `account` is the key of the user, None for strangers and the owner at the machine itself."""

    name: str
    role: Role
    account: int | None = None


class Account(NamedTuple):
    """An account as it is listed; `seen` is the last sign-in (ISO 8601, UTC), empty when there was none."""

    name: str
    role: str
    periodicals: tuple[str, ...]
    seen: str


def visitor(request: HttpRequest) -> Visitor:
    """Who stands behind a request."""
    user: Any = request.user
    if user.is_authenticated and user.is_active:
        return Visitor(user.get_username(), role_of(user), user.pk)
    return Visitor(OWNER, Role.MANAGER) if _is_owner(request) else Visitor("", Role.STRANGER)


def is_plainly_owner(request: HttpRequest) -> bool:
    """The owner who has not signed in as anybody: known without a look into the accounts."""
    return site.SESSION_COOKIE_NAME not in request.COOKIES and _is_owner(request)


def role_of(user: User) -> Role:
    return Role.MANAGER if user.is_superuser else Role.CORRECTOR if user.is_staff else Role.READER


def site_settings() -> Settings:
    """The settings of the archive that Django is set up for."""
    found: Settings = site.BACKFILE_SETTINGS  # type: ignore[misc]
    return found


def is_published() -> bool:
    """Whether others than the owner reach this archive."""
    return bool(site_settings().hosts)


def _is_owner(request: HttpRequest) -> bool:
    """On one's own machine, with nothing in between, its owner needs no account.

    Where the archive is published a proxy may make strangers look like the owner, so nobody is.
    """
    if is_published() or any(name in request.META for name in _FORWARDED):
        return False
    host = request.get_host().rsplit(":", 1)[0].strip("[]")
    return request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1") and host in (*LOCAL, "testserver")


def address_of(request: HttpRequest) -> str:
    """The network address a request came from; behind a proxy on this machine or network, what the proxy says."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    said = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    try:
        trusted = is_published() and ip_address(direct).is_private
        return str(ip_address(said)) if trusted and said else direct
    except ValueError:
        return direct


def list_accounts() -> list[Account]:
    """All accounts by name."""
    found: list[Any] = list(get_user_model().objects.prefetch_related("grants").order_by("username"))
    return [
        Account(
            user.get_username(),
            role_of(user).name.lower(),
            tuple(grant.periodical for grant in user.grants.all()),
            user.last_login.isoformat(timespec="seconds") if user.last_login else "",
        )
        for user in found
    ]


def has_manager() -> bool:
    return get_user_model().objects.filter(is_superuser=True, is_active=True).exists()


def add_account(name: str, role: str, password: str, periodicals: Iterable[str] = ()) -> None:
    """Make an account. Raises Conflict when the name is taken, InputError for a name, role or password that won't do."""
    users: Any = get_user_model()
    name = users.normalize_username(name.strip())
    if users.objects.filter(username__iexact=name).exists() or name.lower() == OWNER:
        raise Conflict(_("There is an account {name} already.").format(name=name), cure=_("Take another name."))
    user = users(username=name)
    _give_role(user, role)
    _give_password(user, password)
    _checked(user)
    user.save()
    grant(name, periodicals)


def change_role(name: str, role: str) -> None:
    """Raises NotFound; Conflict when nobody would manage any more."""
    user = _account(name)
    if role != "manager":
        _keep_a_manager(user)
    _give_role(user, role)
    user.save()


def grant(name: str, periodicals: Iterable[str]) -> None:
    """Let someone read these periodicals, and no others that are granted only. Raises NotFound."""
    user = _account(name)
    wanted = set(periodicals)
    Grant.objects.filter(user=user).exclude(periodical__in=wanted).delete()
    there = set(Grant.objects.filter(user=user).values_list("periodical", flat=True))
    Grant.objects.bulk_create(Grant(user=user, periodical=one) for one in sorted(wanted - there))


def change_password(name: str, password: str) -> None:
    """Also ends all sessions of that account. Raises NotFound, InputError."""
    user = _account(name)
    _give_password(user, password)
    user.save()


def remove_account(name: str) -> None:
    """Corrections keep the name. Raises NotFound; Conflict when nobody would manage any more."""
    user = _account(name)
    _keep_a_manager(user)
    user.delete()


def _account(name: str) -> Any:
    user = get_user_model().objects.filter(username=name).first()
    if user is None:
        raise NotFound(_("There is no account {name}.").format(name=name), cure=_("`backfile user list` shows them."))
    return user


def _give_role(user: Any, role: str) -> None:
    if role not in ROLES:
        raise InputError(
            _("{role} is no role.").format(role=role), cure=_("Take one of {names}.").format(names=", ".join(ROLES))
        )
    user.is_staff, user.is_superuser = ROLES[role] >= Role.CORRECTOR, ROLES[role] >= Role.MANAGER


def _give_password(user: Any, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InputError(" ".join(error.messages), cure=_("Take a longer or less common password.")) from error
    user.set_password(password)


def _checked(user: Any) -> None:
    try:
        user.full_clean()
    except ValidationError as error:
        raise InputError(" ".join(error.messages), cure=_("Letters, digits and @ . + - _ make a name.")) from error


def _keep_a_manager(user: Any) -> None:
    others = get_user_model().objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        raise Conflict(
            _("{name} is the only manager.").format(name=user.get_username()), cure=_("Make another manager first.")
        )
