"""Holdings: which issues of a periodical are here, and which are missing.

A pure function on designations. A number is missed where the numbering and the frequency say that there was one between
two that are here; before the first and after the last issue held nothing is claimed. Where whole numbers (总第) or the
numbering itself say that a number never appeared, none is missed. Every gap says what it was inferred from.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise, zip_longest
from typing import Literal, NamedTuple

from ..model import Designation
from ..numerals import read_numeral

FREQUENCIES = {
    1: "annual", 2: "semiannual", 3: "three times a year", 4: "quarterly", 6: "bimonthly", 10: "ten times a year",
    11: "eleven times a year", 12: "monthly", 18: "eighteen times a year", 24: "semimonthly", 26: "biweekly",
    36: "three times a month", 48: "four times a month", 52: "weekly",
}  # fmt: skip
"""Issues a year → name (MARC 21, 008/18, and the ones between that periodicals do have)."""

_SPECIAL = re.compile(
    r"增刊|副刊|专刊|專刊|特刊|号外|號外|supplement|suppl|special|extra|beilage|sonder|hors[- ]série", re.I
)
_SEASONS = ("春spring", "夏summer", "秋autumnfall", "冬winter")
_MOST = 400
_MOST_A_YEAR = 53
_FEWEST = 3

Kind = Literal["regular", "combined", "supplement"]


class Held(NamedTuple):
    """An issue as it stands in its series: numbers `first` to `last` (combined), or none for supplements."""

    id: str
    year: int | None
    volume: str | None
    first: int | None
    last: int | None
    whole: int | None
    kind: Kind


class Gap(NamedTuple):
    """A number that should be there. `sure` is False where frequency alone says so."""

    year: int | None
    volume: str | None
    number: int
    why: str
    sure: bool


class Row(NamedTuple):
    """One year (or volume): what is held, by number, what is missing, and issues beside the numbering."""

    name: str
    frequency: int | None
    held: dict[int, list[str]]
    combined: dict[int, str]
    missing: tuple[Gap, ...]
    beside: tuple[str, ...]


class Holdings(NamedTuple):
    """`frequency` in issues a year, None where too little is here to tell; `rows` oldest first; `undated` could not be placed; `twice` are numbers held more than once."""

    frequency: int | None
    rows: tuple[Row, ...]
    undated: tuple[str, ...]
    twice: tuple[tuple[str, ...], ...]

    @property
    def missing(self) -> list[Gap]:
        return [gap for row in self.rows for gap in row.missing]


def holdings(issues: Iterable[tuple[str, Designation]]) -> Holdings:
    """The holdings of one periodical from the ids and designations of its issues."""
    given = list(issues)
    held = [_held(id, which) for id, which in given]
    months = {id: which.month for id, which in given}
    placed = [item for item in held if item.year is not None or item.volume is not None or _serial(item) is not None]
    undated = tuple(item.id for item in held if item not in placed)
    if _runs_on(placed, months):
        return _series(placed, undated)
    groups = _groups(placed)
    frequencies = _frequencies(groups, months)
    rows = _rows(groups, frequencies)
    told = _usual(frequencies.values()) if len(placed) >= _FEWEST else None
    return Holdings(told, rows, undated, _twice(rows))


def parse_number(text: str | None) -> tuple[int, int] | None:
    """First and last number of `6`, `7-8`, `7/8`, `7、8`, `第七期`, `S2`, `Spring`; None for what is no number.

    >>> parse_number("7-8")
    (7, 8)
    """
    plain = re.sub(
        r"[第期号號辑輯卷()（）]|\b(?:no|nr|n°|issue|heft)\b\.?",
        " ",
        unicodedata.normalize("NFKC", text or ""),
        flags=re.I,
    )
    season = plain.strip().lower()
    if season and any(season in names or names[0] in season for names in _SEASONS):
        at = next(at for at, names in enumerate(_SEASONS, 1) if season in names or names[0] in season)
        return at, at
    values = [
        numeral.value
        for part in re.split(r"[-–—~/／、,，&+和至\s]+", plain)
        if part and (numeral := read_numeral(part))
    ]
    if not values or len(values) > 3:
        return None
    return values[0], max(values[0], values[-1])


def _held(id: str, which: Designation) -> Held:
    numbers = parse_number(which.number)
    whole = parse_number(which.whole_number)
    volume = parse_number(which.volume)
    is_special = bool(_SPECIAL.search(which.number or "")) or bool(re.match(r"[Ss]\d|[Zz]\d", which.number or ""))
    if is_special:
        return Held(id, which.year, which.volume, None, None, None, "supplement")
    if numbers is None and whole is None and which.month and not which.day:
        numbers = (which.month, which.month)
    first, last = numbers or (None, None)
    kind: Kind = "combined" if numbers and numbers[1] > numbers[0] else "regular"
    return Held(
        id, which.year, str(volume[0]) if volume else which.volume, first, last, whole[0] if whole else None, kind
    )


def _serial(item: Held) -> int | None:
    return item.first if item.first is not None else item.whole


def _runs_on(items: list[Held], months: dict[str, int | None]) -> bool:
    """Whether numbers run on through the years (no. 74 … 86) instead of beginning anew.

    They do when they never fall, and either outgrow any year or go on without a break from one year to the next, and
    the months don't say otherwise.
    """
    numbered = [item for item in items if item.kind != "supplement" and _serial(item) is not None]
    if numbered and all(item.first is None for item in numbered):
        return True
    dated = sorted((item.year, _serial(item) or 0, item.last or 0) for item in numbered if item.year is not None)
    if not dated or any(other <= one for (_, one, _), (_, other, _) in pairwise(dated)):
        return False
    if dated[-1][1] > _MOST_A_YEAR:
        return len({year for year, _, _ in dated}) > 1 or not any(item.volume for item in numbered)
    passes = any(year != following and first == last + 1 for (year, _, last), (following, first, _) in pairwise(dated))
    return passes and not all(sure for _, sure in (_frequency(group, months) for group in _groups(numbered).values()))


def _series(items: list[Held], undated: tuple[str, ...]) -> Holdings:
    """Numbers in one run: every number between two that are here is missed."""
    numbers: dict[int, list[str]] = defaultdict(list)
    years: dict[int, int | None] = {}
    for item in items:
        first = _serial(item)
        if item.kind == "supplement" or first is None:
            continue
        for number in range(first, max(first, item.last or first) + 1):
            numbers[number].append(item.id)
            years[number] = item.year
    beside = tuple(item.id for item in items if item.kind == "supplement" or _serial(item) is None)
    gaps: dict[str, list[Gap]] = defaultdict(list)
    for one, other in pairwise(sorted(numbers)):
        if other - one > _MOST:
            continue
        for number in range(one + 1, other):
            year = years[one] if years[one] == years[other] else None
            why = f"numbers run on, and {one} and {other} are here"
            gaps[str(years[one] or "")].append(Gap(year, None, number, why, sure=True))
    rows = []
    for name in sorted({str(years[number] or "") for number in numbers}):
        held = {number: ids for number, ids in sorted(numbers.items()) if str(years[number] or "") == name}
        rows.append(Row(name, None, held, _combined(items, held), tuple(gaps.get(name, ())), ()))
    if beside and rows:
        rows[-1] = rows[-1]._replace(beside=beside)
    return Holdings(None, tuple(rows), undated, _twice(rows))


def _groups(items: list[Held]) -> dict[str, list[Held]]:
    """By year; by volume where a volume runs through two years."""
    years_of: dict[str, set[int]] = defaultdict(set)
    for item in items:
        if item.volume and item.year is not None:
            years_of[item.volume].add(item.year)
    through = [volume for volume, years in years_of.items() if len(years) > 1]
    by_volume = len(through) * 2 >= len(years_of) > 0 or all(item.year is None for item in items)
    groups: dict[str, list[Held]] = defaultdict(list)
    for item in items:
        name = item.volume if by_volume and item.volume else str(item.year or "")
        groups[f"vol. {name}" if by_volume and item.volume else name].append(item)
    return dict(sorted(groups.items(), key=lambda pair: _rank(pair[0])))


def _rank(name: str) -> tuple[int, str]:
    digits = re.search(r"\d+", name)
    return (int(digits.group()) if digits else 0, name)


def _frequencies(groups: dict[str, list[Held]], months: dict[str, int | None]) -> dict[str, int]:
    """Issues a year for each group: its own numbers and months decide, else the most usual of the others."""
    own = {name: _frequency(items, months) for name, items in groups.items()}
    usual = _usual(value for value, sure in own.values() if sure) or _usual(value for value, _ in own.values())
    found = {}
    for name, (value, sure) in own.items():
        found[name] = value if sure or not usual else max(value, usual if value <= usual else value)
    return found


def _frequency(items: list[Held], months: dict[str, int | None]) -> tuple[int, bool]:
    """The smallest usual frequency that fits; sure when the months of at least two issues agree with it."""
    pairs = [(item.last, months.get(item.id)) for item in items if item.last and item.kind != "supplement"]
    most = max((number for number, _ in pairs if number), default=0)
    candidates = [frequency for frequency in FREQUENCIES if frequency >= most] or [most]
    dated = [(number, month) for number, month in pairs if number and month]
    for frequency in candidates:
        fits = [
            abs((number * 12 + frequency - 1) // frequency - month) <= max(0, 12 // frequency - 1)
            for number, month in dated
        ]
        if len(dated) >= 2 and sum(fits) >= 0.8 * len(fits):
            return frequency, True
    return candidates[0], False


def _usual(values: Iterable[int]) -> int | None:
    counts: dict[int, int] = defaultdict(int)
    for value in values:
        counts[value] += 1
    return max(counts, key=lambda value: (counts[value], value), default=None)


def _rows(groups: dict[str, list[Held]], frequencies: dict[str, int]) -> tuple[Row, ...]:
    names = list(groups)
    rows = []
    for at, name in enumerate(names):
        begins, ends = at == 0, at == len(names) - 1
        rows.append(_row(name, groups[name], frequencies[name], begins=begins, ends=ends))
    return tuple(_with_lost_years(rows))


def _row(name: str, items: list[Held], frequency: int, *, begins: bool, ends: bool) -> Row:
    held: dict[int, list[str]] = defaultdict(list)
    for item in items:
        if item.kind != "supplement" and item.first is not None:
            for number in range(item.first, min(item.last or item.first, item.first + 12) + 1):
                held[number].append(item.id)
    held = dict(sorted(held.items()))
    beside = tuple(item.id for item in items if item.kind == "supplement" or item.first is None)
    low = min(held, default=1) if begins else 1
    high = max(held, default=frequency) if ends else max(frequency, max(held, default=0))
    never = _never(items)
    year, volume = _which(items)
    gaps = tuple(
        Gap(year, volume, number, *_why(number, held, frequency))
        for number in range(low, min(high, low + _MOST) + 1)
        if number not in held and number not in never
    )
    return Row(name, frequency, held, _combined(items, held), gaps, beside)


def _why(number: int, held: dict[int, list[str]], frequency: int) -> tuple[str, bool]:
    below = max((other for other in held if other < number), default=None)
    above = min((other for other in held if other > number), default=None)
    if below is not None and above is not None:
        return f"numbers {below} and {above} are here", True
    return f"{FREQUENCIES.get(frequency, f'{frequency} a year')}, as its numbering says", False


def _never(items: list[Held]) -> set[int]:
    """Numbers that never appeared: the whole numbers before and after follow each other."""
    rows = sorted((item.first, item.last or item.first, item.whole) for item in items if item.first and item.whole)
    never: set[int] = set()
    for (_, last, whole), (first, _, following) in pairwise(rows):
        if following - whole == 1:
            never.update(range(last + 1, first))
    return never


def _which(items: list[Held]) -> tuple[int | None, str | None]:
    years, volumes = {item.year for item in items}, {item.volume for item in items}
    return (years.pop() if len(years) == 1 else None), (volumes.pop() if len(volumes) == 1 else None)


def _combined(items: list[Held], held: dict[int, list[str]]) -> dict[int, str]:
    """Number → how it is printed on a combined issue ("7-8")."""
    return {
        number: f"{item.first}-{item.last}"
        for item in items
        if item.kind == "combined"
        for number in held
        if item.first is not None and item.last is not None and item.first <= number <= item.last
    }


def _with_lost_years(rows: list[Row]) -> Iterator[Row]:
    """Years of which nothing is here, between years that are."""
    for row, following in zip_longest(rows, rows[1:]):
        yield row
        if following is None or not (row.name.isdecimal() and following.name.isdecimal()):
            continue
        for year in range(int(row.name) + 1, min(int(following.name), int(row.name) + 100)):
            frequency = row.frequency or 1
            why = f"nothing of {year} is here; {FREQUENCIES.get(frequency, frequency)} before"
            gaps = tuple(Gap(year, None, number, why, sure=False) for number in range(1, frequency + 1))
            yield Row(str(year), frequency, {}, {}, gaps, ())


def _twice(rows: Iterable[Row]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted({tuple(ids) for row in rows for ids in row.held.values() if len(ids) > 1}))
