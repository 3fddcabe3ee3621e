"""What a visitor may read. `permit(request)` is the one way to ask, for pages, images, text, searches, exports and protocols:

    permit(request).expect(issue_id)                   raises when this issue may not be read
    permit(request).rows(Article.objects.all())        the rows of a catalogue model that may be seen
    index.search(query, scope=permit(request).scope()) what may be found

Three things decide, in this order: the role (correctors and managers read everything), the setting `access` with the rules of
periodicals, and the embargo: an issue opens so many months after the month it is dated (a moving wall); one without a
date stays closed where there is an embargo. A periodical or a single issue may also be closed until a day that is named;
it opens when all that holds it back is past.
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
from .models import Closure, Grant, Rule
from .people import Role, Visitor, is_plainly_owner, site_settings, visitor

Row = TypeVar("Row", bound=Model)
ACCESS = ("open", "signed-in", "granted")
OTHERS = ""
LONGEST = 1200
NEVER = date.min
"""No day, where a rule had one."""
_NO_MONTH = (9999, 12)
_KNOWN = "backfile_permit"


class Wall(NamedTuple):
    """The first month whose issues are not open yet (12 of 9999: no month), and the day before which none is."""

    year: int
    month: int
    until: date | None = None

    def passes(self, year: int | None, month: int | None) -> bool:
        """Whether an issue of this date stands before the wall; one without a date only where there is but a day."""
        if self.until is not None:
            return False
        return year is not None and (year, month or 12) < (self.year, self.month)


class Permit(NamedTuple):
    """What one visitor may read: all periodicals but `named` (or, when `only`, none but those), before their walls.

    `walls` has the wall of a periodical, under "" that of all others; `stranger` says that signing in may open more.
    `shut` are single issues with the day on which they open; `opened` what was opened on a day that is past (issues,
    periodicals, "" all others): who asks for what is new has to be told of it.
    """

    named: frozenset[str] = frozenset()
    only: bool = False
    walls: dict[str, Wall | None] = {}  # noqa: RUF012 - never changed
    stranger: bool = False
    shut: dict[str, date] = {}  # noqa: RUF012 - never changed
    opened: dict[str, date] = {}  # noqa: RUF012 - never changed

    @property
    def is_whole(self) -> bool:
        """Everything may be read."""
        return not self.named and not self.only and not any(self.walls.values()) and not self.shut

    def opens(self, periodical: str) -> bool:
        """Whether the periodical with this address may be read, embargoes aside."""
        return (periodical in self.named) == self.only

    def allows(self, issue_id: str, year: int | None, month: int | None) -> bool:
        """Whether an issue of this date may be read."""
        periodical = place(issue_id)[0]
        wall = self._wall(periodical)
        return self.opens(periodical) and issue_id not in self.shut and (wall is None or wall.passes(year, month))

    def opens_on(self, issue_id: str, year: int | None, month: int | None) -> date | None:
        """The first day on which an issue of this date is open, be it past or to come; None where nothing holds or held it back.

        date.max for one without a date behind a moving wall.
        """
        slug = place(issue_id)[0]
        wall = self._wall(slug)
        by_day = self.opened.get(slug, self.opened.get(OTHERS))
        days = [
            by_day,
            self.opened.get(issue_id),
            self.shut.get(issue_id),
            wall and wall.until,
            _behind(wall, year, month),
        ]
        return max(filter(None, days), default=None)

    def expect(self, issue_id: str) -> None:
        """Raises SignInNeeded or NotAllowed (with the day it opens) when the issue may not be read; NotFound for no id."""
        if self.is_whole:
            return
        slug = place(issue_id)[0]
        self.expect_periodical(slug)
        row = Issue.objects.filter(id=issue_id).values_list("year", "month").first()
        if row is None and self._wall(slug) is not None and not Issue.objects.filter(id=issue_id).exists():
            raise NotFound(f"no issue is called {issue_id}.")
        if row is not None and not self.allows(issue_id, *row):
            cure = _opening(self.opens_on(issue_id, *row))
            raise NotAllowed(_("{issue} is not open yet.").format(issue=issue_id), cure=cure)

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
        held = self.shut or any(self.walls.values())
        behind = Issue.objects.exclude(self._condition("", walls_only=True)) if held else None
        return Scope(self.named, self.only, frozenset(behind.values_list("id", flat=True)) if behind else frozenset())

    def _wall(self, periodical: str) -> Wall | None:
        return self.walls[periodical] if periodical in self.walls else self.walls.get(OTHERS)

    def _condition(self, way: str, *, walls_only: bool = False) -> Q:
        of = f"{way}periodical_id__in"
        found = Q()
        if not walls_only and (self.named or self.only):
            found = Q(**{of: self.named}) if self.only else ~Q(**{of: self.named})
        if self.shut:
            found &= ~Q(**{f"{way}id__in": list(self.shut)})
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
    if is_plainly_owner(request):
        return Permit()
    rules = {rule.periodical: rule for rule in Rule.objects.all()}
    is_bare = not any(rule.embargo or rule.until for rule in rules.values()) and not Closure.objects.exists()
    if site_settings().access == "open" and is_bare:
        return Permit()
    return permit_for(visitor(request), rules)


def permit_for(who: Visitor, rules: dict[str, Rule] | None = None, today: date | None = None) -> Permit:
    """What `who` may read under `rules` (those kept, when None)."""
    if who.role >= Role.CORRECTOR:
        return Permit()
    known = {rule.periodical: rule for rule in Rule.objects.all()} if rules is None else rules
    now = today or date.today()
    walls = {slug: _wall_of(slug, known, now) for slug in known}
    days = dict(Closure.objects.values_list("issue", "until"))
    past = {slug: rule.until for slug, rule in known.items() if rule.until} | days
    named, only = _open_to(who, known)
    return Permit(
        named,
        only,
        walls if any(walls.values()) else {},
        who.role == Role.STRANGER,
        {issue: day for issue, day in days.items() if day > now},
        {name: day for name, day in past.items() if day <= now},
    )


def _wall_of(slug: str, rules: dict[str, Rule], today: date) -> Wall | None:
    """What holds a periodical back: by its own rule, where that says nothing by that for all others."""
    rows = [rules[name] for name in (slug, OTHERS) if name in rules]
    months = next((rule.embargo for rule in rows if rule.embargo is not None), 0)
    until = next((rule.until for rule in rows if rule.until is not None), None)
    moving = wall(months, today)
    if until is None or until <= today:
        return moving
    return Wall(moving.year, moving.month, until) if moving else Wall(*_NO_MONTH, until)


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


def set_rule(periodical: str, access: str | None = None, embargo: int | None = None, until: date | None = None) -> Rule:
    """Who may read a periodical ("" for all without a rule), how many months late, not before which day.

    None leaves what is set; NEVER is no day. Raises InputError, NotFound.
    """
    if access is not None and access not in ("", *ACCESS):
        raise InputError(f"{access} is no kind of access.", cure=f"Take one of {', '.join(ACCESS)}.")
    if embargo is not None and not 0 <= embargo <= LONGEST:
        raise InputError(f"an embargo is 0 to {LONGEST} months, not {embargo}.")
    if periodical != OTHERS and not Periodical.objects.filter(slug=periodical).exists():
        raise NotFound(
            f"no periodical is called {periodical}.", cure="`backfile list` shows the ids; a name is their first part."
        )
    asked = (("access", access), ("embargo", embargo), ("until", until))
    given = {name: None if value is NEVER else value for name, value in asked if value is not None}
    return Rule.objects.update_or_create(periodical=periodical, defaults=given)[0]


def drop_rule(periodical: str) -> None:
    """The rule for all others holds again."""
    Rule.objects.filter(periodical=periodical).delete()


def parse_day(text: str) -> date:
    """A day as 2027-01-01. Raises InputError."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError(
            _("“{text}” is not a day.").format(text=text.strip()), cure=_("Write it as 2027-01-31.")
        ) from error


def is_issue(name: str) -> bool:
    """Whether a rule for `name` is one for a single issue."""
    return not Periodical.objects.filter(slug=name).exists() and Issue.objects.filter(id=name).exists()


def list_closures() -> list[Closure]:
    """Single issues with the day before which they are not open, past ones too."""
    return list(Closure.objects.all())


def closed_until(issue_id: str) -> date | None:
    """The day before which this issue is closed by itself."""
    return Closure.objects.filter(issue=issue_id).values_list("until", flat=True).first()


def close_issue(issue_id: str, until: date | None) -> None:
    """Keep an issue back until a day; None: no more than its periodical. Raises NotFound."""
    if until is None:
        Closure.objects.filter(issue=issue_id).delete()
        return
    if not Issue.objects.filter(id=issue_id).exists():
        raise NotFound(f"no issue is called {issue_id}.")
    Closure.objects.update_or_create(issue=issue_id, defaults={"until": until})


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
    if wall.until is not None:
        return Q(pk__in=())
    year, month = f"{way}year", f"{way}month"
    return Q(**{f"{year}__lt": wall.year}) | Q(**{year: wall.year, f"{month}__lt": wall.month})


def _behind(wall: Wall | None, year: int | None, month: int | None) -> date | None:
    """The day on which the moving wall has passed an issue of this date; date.max for one without a date."""
    if wall is None or (wall.year, wall.month) == _NO_MONTH:
        return None
    if year is None:
        return date.max
    ahead = (year - wall.year) * 12 + (month or 12) - wall.month
    today = date.today()
    opens, at = divmod(today.year * 12 + today.month - 1 + ahead + 1, 12)
    return date(opens, at + 1, 1) if 0 < opens < date.max.year else None if opens < 1 else date.max


def _opening(day: date | None) -> str:
    """When an issue opens, in words."""
    if day is None or day == date.max:
        return _("It has no date, so it stays closed until somebody gives it one.")
    return _("It opens on {date}.").format(date=day.isoformat())
