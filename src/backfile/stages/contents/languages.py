"""The same contents twice: entries printed again in a second language become their twins' alternative titles."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from .fields import Found, language_of
from .location import Window
from .readings import Reading
from .tokens import same_script, script_of


def pair_languages(found: Sequence[Found]) -> list[Found]:
    """`found` without second-language repetitions; each is kept as the alternative title of its twin.

    The script of the first block is the main one. Twins share the page; without pages they share the rank, when both
    blocks are equally long. Unpaired entries of the second block stay only if nothing of the block could be paired.
    """
    main = _main_script(found)
    first = [item for item in found if same_script(item.entry.title, main)]
    second = [item for item in found if not same_script(item.entry.title, main)]
    if not first or len(second) < 2:
        return list(found)
    twins = _twins(first, second)
    if len(twins) < 0.5 * len(second):
        return list(found)
    titles = {id(one): other for one, other in twins}
    return [_named(item, titles[id(item)]) if id(item) in titles else item for item in first]


LEAST_LINES = 5


def name_twice(readings: Sequence[Reading]) -> list[Reading]:
    """`readings` where a second language follows every title on a row of its own: those rows are alternative titles,
    and of two headings the first one counts."""
    pairs = [
        at
        for at in range(len(readings) - 1)
        if readings[at].role in ("entry", "more") and readings[at + 1].role == "subtitle"
    ]
    entries = sum(reading.role == "entry" for reading in readings)
    if len(pairs) < max(LEAST_LINES, 0.5 * entries):
        return list(readings)
    first = language_of(" ".join(readings[at].title for at in pairs))
    second = language_of(" ".join(readings[at + 1].title for at in pairs))
    if first == second:
        return list(readings)
    out = list(readings)
    for at in pairs:
        out[at + 1] = replace(out[at + 1], role="parallel")
    for at in range(1, len(out)):
        if out[at].role == "section" and out[at - 1].role == "section":
            out[at] = Reading("noise", out[at].score)
    return out


def pair_parts(parts: Sequence[tuple[Window, Sequence[Found]]]) -> list[tuple[Window, Sequence[Found]]]:
    """`parts` without contents that another part gives in another script: their rows join that part as its evidence."""
    kept: list[tuple[Window, Sequence[Found]]] = []
    for window, found in parts:
        if kept and not same_script(_main_script(kept[-1][1]), _main_script(found)):
            first, own = kept[-1]
            shifted = [_shifted(item, len(first.rows)) for item in found]
            if len(_twins(own, shifted)) >= 0.5 * len(found):
                joined = first._replace(rows=(*first.rows, *window.rows), after=window.after)
                kept[-1] = (joined, pair_languages([*own, *shifted]))
                continue
        kept.append((window, found))
    return kept


def _shifted(item: Found, by: int) -> Found:
    return item._replace(uses=tuple((field, row + by) for field, row in item.uses))


def _main_script(found: Sequence[Found]) -> str:
    """A sample title of the script that leads: the one of most of the first third of the entries."""
    head = [item.entry.title for item in found[: max(1, len(found) // 3)]]
    scripts = [script_of(title) for title in head]
    usual = max(dict.fromkeys(scripts), key=scripts.count) if scripts else "none"
    return next((title for title, script in zip(head, scripts, strict=True) if script == usual), "")


def _twins(first: Sequence[Found], second: Sequence[Found]) -> list[tuple[Found, Found]]:
    free = list(first)
    pairs: list[tuple[Found, Found]] = []
    for other in second:
        page = other.label.value if other.label else None
        twin = next(
            (one for one in free if page is not None and one.label is not None and one.label.value == page), None
        )
        if twin is not None:
            free.remove(twin)
            pairs.append((twin, other))
    if not pairs and len(first) == len(second):
        pairs = list(zip(first, second, strict=True))
    return pairs


def _named(item: Found, twin: Found) -> Found:
    entry = item.entry
    title = twin.entry.title + (f": {twin.entry.subtitle}" if twin.entry.subtitle else "")
    uses = tuple(("alternative_title", row) for _, row in dict.fromkeys(twin.uses) if _ != "section")
    return item._replace(
        entry=replace(entry, alternative_title=entry.alternative_title or title),
        uses=(*item.uses, *dict.fromkeys(uses)),
    )
