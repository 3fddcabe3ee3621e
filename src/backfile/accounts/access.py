"""What a visitor may read. `permit(request)` is the one way to ask, for pages, images, text, searches, exports and protocols:

    permit(request).expect(issue_id)                   raises when this issue may not be read
    permit(request).rows(Article.objects.all())        the rows of a catalogue model that may be seen
    index.search(query, scope=permit(request).scope()) what may be found

Three things decide, in this order: the role (correctors and managers read everything), the setting `access` with the rules of
periodicals, and the embargo: an issue opens so many months after the month it is dated (a moving wall); one without a
date stays closed where there is an embargo.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ..archive.folder import place
from ..catalogue.models import Contribution, Contributor, Issue, Periodical
from ..errors import InputError, NotAllowed, NotFound, SignInNeeded
from ..index import Scope
from .models import Grant, Rule
from .people import Role, Visitor, site_settings, visitor

Row = TypeVar("Row", bound=Model)
ACCESS = ("open", "signed-in", "granted")
OTHERS = ""
LONGEST = 1200
_KNOWN = "backfile_permit"


class Wall(NamedTuple):
    """The first month whose issues are not open yet."""

    year: int
    month: int


class Permit(NamedTuple):
    """What one visitor may read: all periodicals but `named` (or, when `only`, none but those), before their walls.

    `walls` has the wall of a periodical, under "" that of all others; `stranger` says that signing in may open more.
    """

    named: frozenset[str] = frozenset()
    only: bool = False
    walls: dict[str, Wall | None] = {}  # noqa: RUF012 - never changed
    stranger: bool = False

    @property
    def is_whole(self) -> bool:
        """Everything may be read."""
        return not self.named and not self.only and not any(self.walls.values())

    def opens(self, periodical: str) -> bool:
        """Whether the periodical with this address may be read, embargoes aside."""
        return (periodical in self.named) == self.only

    def allows(self, periodical: str, year: int | None, month: int | None) -> bool:
        """Whether an issue of this date may be read."""
        wall = self._wall(periodical)
        return self.opens(periodical) and (wall is None or (year is not None and (year, month or 12) < wall))

    def expect(self, issue_id: str) -> None:
        """Raises SignInNeeded or NotAllowed (with the day it opens) when the issue may not be read; NotFound for no id."""
        if self.is_whole:
            return
        slug = place(issue_id)[0]
        self.expect_periodical(slug)
        row = Issue.objects.filter(id=issue_id).values_list("year", "month").first()
        if row is None and self._wall(slug) is not None and not Issue.objects.filter(id=issue_id).exists():
            raise NotFound(f"no issue is called {issue_id}.")
        if row is not None and not self.allows(slug, *row):
            raise NotAllowed(
                _("{issue} is not open yet.").format(issue=issue_id), cure=_opening(self._wall(slug), row[0], row[1])
            )

    def expect_periodical(self, slug: str) -> None:
        """Raises SignInNeeded or NotAllowed when nothing of this periodical may be read."""
        if self.opens(slug):
            return
        if self.stranger:
            raise SignInNeeded(
                _("{periodical} is open to those who have signed in.").format(periodical=slug), cure=_("Sign in.")
            )
        raise NotAllowed(
            _("{periodical} is not open to this account.").format(periodical=slug),
            cure=_("Ask a manager of the archive."),
        )

    def rows(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        """`rows` of any catalogue model without those that may not be seen."""
        model: Any = rows.model
        if self.is_whole:
            return rows
        if model is Periodical:
            return rows.filter(Q(slug__in=self.named) if self.only else ~Q(slug__in=self.named))
        if model is Contributor:
            works = self.rows(Contribution.objects.filter(contributor=OuterRef("pk")))
            return rows.filter(Exists(works))
        return rows.filter(self._condition("" if model is Issue else "issue__"))

    def scope(self) -> Scope:
        """What a search is held to."""
        if self.is_whole:
            return Scope()
        behind = Issue.objects.exclude(self._condition("", walls_only=True)) if any(self.walls.values()) else None
        return Scope(self.named, self.only, frozenset(behind.values_list("id", flat=True)) if behind else frozenset())

    def _wall(self, periodical: str) -> Wall | None:
        return self.walls[periodical] if periodical in self.walls else self.walls.get(OTHERS)

    def _condition(self, way: str, *, walls_only: bool = False) -> Q:
        of = f"{way}periodical_id__in"
        found = Q()
        if not walls_only and (self.named or self.only):
            found = Q(**{of: self.named}) if self.only else ~Q(**{of: self.named})
        own = [slug for slug in self.walls if slug != OTHERS]
        parts = [Q(**{f"{way}periodical_id": slug}) & _before(way, self.walls[slug]) for slug in own]
        rest = ~Q(**{of: own}) & _before(way, self.walls.get(OTHERS))
        for part in parts:
            rest |= part
        return found & rest if any(self.walls.values()) else found


def permit(request: HttpRequest) -> Permit:
    """What the visitor of `request` may read; looked up once a request."""
    known: Permit | None = getattr(request, _KNOWN, None)
    if known is None:
        known = _permit(request)
        setattr(request, _KNOWN, known)
    return known


def _permit(request: HttpRequest) -> Permit:
    rules = {rule.periodical: rule for rule in Rule.objects.all()}
    if site_settings().access == "open" and not any(rule.embargo for rule in rules.values()):
        return Permit()
    return permit_for(visitor(request), rules)


def permit_for(who: Visitor, rules: dict[str, Rule] | None = None, today: date | None = None) -> Permit:
    """What `who` may read under `rules` (those kept, when None)."""
    if who.role >= Role.CORRECTOR:
        return Permit()
    known = {rule.periodical: rule for rule in Rule.objects.all()} if rules is None else rules
    months = {slug: rule.embargo for slug, rule in known.items() if rule.embargo is not None}
    walls = {slug: wall(each, today or date.today()) for slug, each in months.items()}
    named, only = _open_to(who, known)
    return Permit(named, only, walls if any(walls.values()) else {}, who.role == Role.STRANGER)


def is_public() -> bool:
    """Whether strangers may read everything, so that answers may be kept by whoever passes them on."""
    return permit_for(Visitor("", Role.STRANGER)).is_whole


def wall(months: int, today: date) -> Wall | None:
    """An issue dated in the month of the wall or later is closed; None without an embargo."""
    if not months:
        return None
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return Wall(year, month + 1)


def list_rules() -> list[Rule]:
    """All rules, that for all other periodicals first."""
    return list(Rule.objects.all())


def set_rule(periodical: str, access: str | None = None, embargo: int | None = None) -> Rule:
    """Who may read a periodical ("" for all without a rule) and how many months late. Raises InputError, NotFound."""
    if access is not None and access not in ("", *ACCESS):
        raise InputError(f"{access} is no kind of access.", cure=f"Take one of {', '.join(ACCESS)}.")
    if embargo is not None and not 0 <= embargo <= LONGEST:
        raise InputError(f"an embargo is 0 to {LONGEST} months, not {embargo}.")
    if periodical != OTHERS and not Periodical.objects.filter(slug=periodical).exists():
        raise NotFound(
            f"no periodical is called {periodical}.", cure="`backfile list` shows the ids; a name is their first part."
        )
    given = {name: value for name, value in (("access", access), ("embargo", embargo)) if value is not None}
    return Rule.objects.update_or_create(periodical=periodical, defaults=given)[0]


def drop_rule(periodical: str) -> None:
    """The rule for all others holds again."""
    Rule.objects.filter(periodical=periodical).delete()


def _open_to(who: Visitor, rules: dict[str, Rule]) -> tuple[frozenset[str], bool]:
    """(periodicals, whether only those or all but those are open), embargoes aside."""
    access = site_settings().access
    if access == "open" or (access == "signed-in" and who.role >= Role.READER):
        return frozenset(), False
    if access == "signed-in":
        return frozenset(), True
    granted = (
        set(Grant.objects.filter(user_id=who.account).values_list("periodical", flat=True)) if who.account else set()
    )
    common = (rules[OTHERS].access if OTHERS in rules else "") or "signed-in"
    only = not _is_open(who, common)
    open_ones = {slug for slug, rule in rules.items() if slug and _is_open(who, rule.access or common)} | granted
    closed = {slug for slug in rules if slug} - open_ones
    return frozenset(open_ones if only else closed), only


def _is_open(who: Visitor, access: str) -> bool:
    return access == "open" or (access == "signed-in" and who.role >= Role.READER)


def _before(way: str, wall: Wall | None) -> Q:
    if wall is None:
        return Q()
    year, month = f"{way}year", f"{way}month"
    return Q(**{f"{year}__lt": wall.year}) | Q(**{year: wall.year, f"{month}__lt": wall.month})


def _opening(wall: Wall | None, year: int | None, month: int | None) -> str:
    """When an issue of this date opens."""
    if wall is None or year is None:
        return _("It has no date, so it stays closed until somebody gives it one.")
    ahead = (year - wall.year) * 12 + (month or 12) - wall.month
    today = date.today()
    opens, at = divmod(today.year * 12 + today.month - 1 + ahead + 1, 12)
    return _("It opens on {date}.").format(date=f"{opens}-{at + 1:02}-01")
