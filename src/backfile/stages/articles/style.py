"""How an article sets its paragraphs apart: by an indent, by white, or only by where a last line stops.

Nothing is assumed. Line breaks that are sure to part paragraphs (a closed sentence, half a line left empty) are held against
those that are sure not to (a sentence still open), and what differs between the two is how the rest is told apart: a river of
white of a twentieth of a line is enough in a text layer, where leads do not vary by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

_FEWEST = 3
"""Sure breaks of either kind needed before a style is believed."""
_WHITE, _PARTED = 0.03, 0.55
"""Leads of an image err by such a share; the least sum of evidence that parts paragraphs."""
_MANY = 8
"""And before white is believed that is as small as what single leads err by."""
_FILLED = 0.6
"""Lines that leave less than this empty, in em, fill their measure."""
_VERSE = 0.85
"""So many lines of verse end with a mark, or nine in ten begin with a capital; lines of prose do so by chance."""
_LEAST_SHORT = 0.6
"""A justified line of words that leaves so many em empty stops there; marks of CJK may hang or be set half as wide."""
_NATURAL = 0.0015
"""Word spaces that differ by less, in em, are the same."""


class Break(NamedTuple):
    """What is seen between two lines of one column, in em of the type: `lead` from middle to middle, `indent` of the lower line
    against the column, `short` what is left empty of the upper line, `need` the room the lower line's first word would take,
    `space` the upper line's usual word space where it is known exactly; `open` when the upper line does not close a sentence, `closed` when it closes
    at least a phrase; `capital` when the lower one begins with a capital letter; `solid` where both are set without word
    spaces (CJK), so that each line but the last of a paragraph is full; `even` where the lower line begins and ends where the upper one
    does and closes a sentence."""

    lead: float
    indent: float
    short: float
    need: float
    measure: float
    open: bool
    space: float | None = None
    closed: bool = False
    capital: bool = False
    solid: bool = False
    even: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether this must be the end of a paragraph."""
        return not self.open and self.short > max(0.3 * self.measure, 1.5 * self.need + 1.0)


class Style(NamedTuple):
    """The rule of an article: the widest `lead` inside a paragraph and whether more of it is its mark (`spaced`), the usual
    first-line `indent` (None: unknown, 0: there is none), what a line inside a paragraph may leave empty (`ragged` 0: next to
    nothing, text is justified), by how many em the first word of the next line may have fitted there (`slack`), and the
    natural word space of last lines in justified text (`space`); all in em. `soft`: the white was measured in an image and tells only
    together with a closed sentence. In `verse` every line that closes a phrase
    or is set solid, or before a capital, is a paragraph of its own."""

    lead: float | None = None
    spaced: bool = False
    indent: float | None = None
    ragged: float | None = None
    slack: float = 0.6
    space: float | None = None
    verse: bool = False
    soft: bool = False

    def over(self, other: Style) -> Style:
        """This style, with what it leaves open taken from `other`."""
        mine = self if self.lead is not None else self._replace(lead=other.lead, spaced=other.spaced, soft=other.soft)
        mine = mine if mine.indent is not None else mine._replace(indent=other.indent)
        mine = mine if mine.space is not None else mine._replace(space=other.space)
        return mine if mine.ragged is not None else mine._replace(ragged=other.ragged, slack=other.slack)

    def parts(self, one: Break) -> bool:
        """Whether white that was measured in an image and what is left empty of the upper line together part two paragraphs: each tells
        little where it is small."""
        if self.lead is None or one.open:
            return False
        left = one.short - one.need
        return (one.lead / self.lead - 1) / _WHITE + min(max(left, 0.0), 6.0) / 3 > _PARTED

    def stops(self, one: Break) -> bool:
        """Whether the upper line, a closed sentence, stops where the next word still had room: the end of a paragraph. In
        justified text so does a full line whose word spaces are neither stretched nor shrunk."""
        if one.open:
            return False
        if self.ragged is not None and self.ragged < _FILLED:
            natural = self.space is not None and one.space is not None and abs(one.space - self.space) < _NATURAL
            return natural or one.short > max(1.0 if one.solid else _LEAST_SHORT, 2 * self.ragged)
        return one.short - one.need > self.slack


def learn(breaks: Sequence[Break], *, exact: bool, measured: bool = False) -> Style:
    """The style that these breaks show; `exact` where positions come from a text layer and not from an image, `measured` where the
    image's were measured well."""
    ends = [one for one in breaks if one.is_sure]
    inside = [one for one in breaks if one.open and one.indent < 0.5]
    closed, capital = sum(one.closed for one in breaks), sum(one.capital for one in breaks)
    if len(breaks) > 1 and (closed >= _VERSE * len(breaks) or (len(breaks) > 3 and capital >= 0.9 * len(breaks))):
        return Style(verse=True)
    if _is_unmarked_verse(breaks) or _is_couplet(breaks):
        return Style(verse=True)
    if len(inside) < _FEWEST:
        return Style()
    ragged, slack = _high([one.short for one in inside]), max(0.3, _high([one.short - one.need for one in inside]))
    if len(ends) < _FEWEST:
        return Style(ragged=ragged, slack=slack)
    soft = measured and not exact
    lead, spaced = _soft_lead(ends, inside) if soft else _lead(ends, inside, exact=exact)
    return Style(lead, spaced, _indent(ends), ragged, slack, _space(ends, inside) if exact else None, soft=soft)


def _is_unmarked_verse(breaks: Sequence[Break]) -> bool:
    """Whether solid lines that begin alike stop where they like with the sentence open: prose fills its measure."""
    if len(breaks) < 5 or not all(one.solid for one in breaks):
        return False
    usual = median(one.indent for one in breaks)
    alike = sum(abs(one.indent - usual) < 0.3 for one in breaks)
    cut = sum(one.open and one.short > 1.3 for one in breaks)  # marks may hang
    return alike >= 0.9 * len(breaks) and cut >= 0.3 * len(breaks)


def _is_couplet(breaks: Sequence[Break]) -> bool:
    """Whether all there is are two solid sentences of one length."""
    return len(breaks) == 1 and breaks[0].solid and breaks[0].even and not breaks[0].open


def _lead(ends: Sequence[Break], inside: Sequence[Break], *, exact: bool) -> tuple[float | None, bool]:
    """The widest lead within a paragraph, where the ends of paragraphs are led more."""
    within, between = median(one.lead for one in inside), median(one.lead for one in ends)
    noise = max(abs(one.lead - within) for one in _most(inside, within)) + median(
        abs(one.lead - between) for one in ends
    )
    if between - within <= max(noise, (0.02 if exact else 0.12) * within):
        return None, False
    wider = sum(one.lead > (within + between) / 2 for one in ends)
    return (within + between) / 2, wider >= 0.7 * len(ends)


def _soft_lead(ends: Sequence[Break], inside: Sequence[Break]) -> tuple[float | None, bool]:
    """The same for leads that were measured in an image, where single ones may err by more than the white between paragraphs."""
    within, between = median(one.lead for one in inside), median(one.lead for one in ends)
    noise = _high([abs(one.lead - within) for one in inside], 0.8) + median(abs(one.lead - between) for one in ends)
    if len(ends) < _MANY or between - within <= max(noise, 0.03 * within):
        return None, False
    wider = sum(one.lead > (within + between) / 2 for one in ends)
    return (within + between) / 2, wider >= 0.7 * len(ends)


def _most(inside: Sequence[Break], within: float) -> list[Break]:
    """All but one in twenty of these breaks, those that differ most left out."""
    return sorted(inside, key=lambda one: abs(one.lead - within))[: len(inside) - len(inside) // 20]


def _indent(ends: Sequence[Break]) -> float | None:
    """The usual indent of what follows a sure end; None when they do not agree."""
    usual = median(one.indent for one in ends)
    alike = sum(abs(one.indent - usual) < 0.4 for one in ends)
    if alike < 0.6 * len(ends):
        return None
    return usual if 0.5 < usual < 6 else 0.0


def _space(ends: Sequence[Break], inside: Sequence[Break]) -> float | None:
    """The one word space of last lines, where other lines have theirs stretched or shrunk."""
    last = [one.space for one in ends if one.space is not None]
    others = [one.space for one in inside if one.space is not None]
    if len(last) < _FEWEST or len(others) < _FEWEST:
        return None
    usual = median(last)
    alike = sum(abs(one - usual) < _NATURAL for one in last) / len(last)
    chance = sum(abs(one - usual) < _NATURAL for one in others) / len(others)
    return usual if alike > 0.8 and chance < 0.15 else None


def _high(values: Sequence[float], share: float = 0.95) -> float:
    """What all but the largest few of `values` stay under."""
    return sorted(values)[int(share * (len(values) - 1))]
