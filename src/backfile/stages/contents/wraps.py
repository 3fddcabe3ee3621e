"""Rows that belong together, joined before anything is read from them.

A row of a text source goes on in the next one where it says so itself, by a word that cannot end anything or by half a
name, and the next row is set in. A kicker stands on the row of the page, its title below; a heading may have its page
below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .lexicon import LATIN_SECTIONS
from .names import read_byline
from .tokens import Label, is_paged, read_first, read_last, read_only, width

if TYPE_CHECKING:
    from .rows import Row

_DANGLES = re.compile(
    r"(?:,\s|\s/\s|^)(?:(?:aus dem \w+ )?(?:par|by|von|por|door|af|od|przez)|(?:par|by|von|por)\s(?:M|Mme|Mlle|Dr|Mr|Mrs|Prof|le|la|the|dem|der|den)\.?|(?:par|por)\s(?:M\.\s|el\s)?(?:(?:le|la)\s|l['’])?(?:abbé|docteur|commandant|comte|vicomte|marquis|baron|chanoine|colonel|général|capitaine|professeur|doctor|profesor|padre))$",
    re.IGNORECASE,
)
"""A row that ends in `par` or `by`."""
_HALF_NAME = re.compile(
    r"(?:\s/\s|,\s(?:par|by|von|por)\s)(?:[^/]*\s(?:and|et|und|y|&)\s)?(?:(?:M|Mme|Mlle|Dr|Mr|Mrs|Prof|Sir)\.?\s)?[A-ZÀ-Þ][^\s\d,/.]*$"
)
"""A row whose byline ends in one word: the surname is still to come."""
_NAME_GOES_ON = re.compile(r"^[A-ZÀ-Þ][^\d:/]*$")


def join_wrapped(rows: Sequence[Row]) -> list[Row]:
    """`rows` with those joined whose last words go on in the next, deeper row."""
    out: list[Row] = []
    edge = _edge(rows)
    for row in rows:
        if out and (_goes_on(out[-1], row) or _is_other_half(out[-1], row, edge)):
            before = out[-1]
            text = f"{before.text}{'' if _HALF_SURNAME.search(before.text) else ' '}{row.text}"
            out[-1] = before._replace(text=text, lines=(*before.lines, *row.lines), end=width(text))
        else:
            out.append(row)
    return out


_LED_LABEL = re.compile(r"^(?:[.·…‥]\s?){4,}\s*(?P<label>\d{1,4}(?:\s?[-–—]\s?\d{1,4})?)$")


def join_led_labels(rows: Sequence[Row]) -> list[Row]:
    """`rows` with a leader and its page that stand on a row of their own put behind the row above, which lacks one."""
    out: list[Row] = []
    for row in rows:
        before = out[-1] if out else None
        if before is None or row.box is not None or not _LED_LABEL.match(row.text) or is_paged(before.text):
            out.append(row)
            continue
        text = f"{before.text} {row.text}"
        out[-1] = before._replace(text=text, lines=(*before.lines, *row.lines), end=width(text))
    return out


def join_leading_labels(rows: Sequence[Row]) -> list[Row]:
    """`rows` of a list whose pages lead with a page that stands alone put before the title below it, which has none."""
    led = [label.value for row in rows if (label := _led(row)) is not None]
    trailing = sum(is_paged(row.text) and _led(row) is None for row in rows)
    if len(led) < LEAST_LED or trailing > 0.2 * len(rows):
        return list(rows)
    out: list[Row] = []
    for row in rows:
        alone = read_only(out[-1].text) if out else None
        if alone is None or not _is_title_of(out[-1], row) or not _rises(alone.value, out, led):
            out.append(row)
        else:
            out[-1] = row._replace(
                text=f"{out[-1].text} {row.text}", lines=(*out[-1].lines, *row.lines), gap=out[-1].gap
            )
    return out


def _led(row: Row) -> Label | None:
    """The page that a row begins with, before a title."""
    label = read_first(row.text)
    return label if label is not None and label.strength >= 0.8 and read_only(row.text) is None else None


def _is_title_of(alone: Row, row: Row) -> bool:
    beside = (row.page, row.column) == (alone.page, alone.column) and row.gap < 1 and alone.indent <= row.indent
    plain = _led(row) is None and read_last(row.text) is None and row.text[:1].isalnum()
    return beside and plain and row.box is None


def _rises(value: int | None, before: Sequence[Row], led: Sequence[int | None]) -> bool:
    """Whether a page follows the last one before it, and is not the last of all."""
    last = next((label.value for row in reversed(before) if (label := _led(row)) is not None), None)
    pages = [page for page in led if page is not None]
    return value is not None and last is not None and bool(pages) and last <= value <= max(pages)


LEAST_LED = 6
SLACK = 1
"""Letters are not all equally wide."""
_LAST_CAPITAL = re.compile(r"\s[A-ZÀ-Þ][\w'’-]*[a-zà-ÿ]$")
_ONE_WORD = re.compile(r"[A-ZÀ-Þ][\w'’-]*[a-zà-ÿ]")


def _edge(rows: Sequence[Row]) -> int:
    """Where the widest row that begins with its page ends, in a list of such rows; 0 where it is none."""
    led = [width(row.text) for row in rows if (label := read_first(row.text)) and label.strength >= 0.8]
    return max(led, default=0) if len(led) >= LEAST_LED else 0


def _is_other_half(row: Row, following: Row, edge: int) -> bool:
    """`30 Empire by telegraph Margaret` above `Orde`: one word that the row above had no more room for."""
    if row.box is not None or not edge or edge > 60 or width(row.text) + 1 + width(following.text) < edge - SLACK:
        return False
    led = read_first(row.text)
    beside = (following.page, following.column) == (row.page, row.column) and following.gap < 1
    words = _ONE_WORD.fullmatch(following.text) and following.text.lower() not in LATIN_SECTIONS
    return bool(beside and words and led and led.strength >= 0.8 and _LAST_CAPITAL.search(row.text))


LEAST_KICKERS = 4
_KICKER = re.compile(
    r"^(?P<label>\S{1,9}\s+)(?P<kicker>[^a-zà-ÿ\u0400-\u04ff\u3040-\u9fff]{3,40}?)(?P<by>\s+by\s+[A-Z].*)?$"
)


def drop_kickers(rows: Sequence[Row]) -> list[Row]:
    """`1706  INFLUENZA` above `Poultry Markets Reopen`: where several pages stand beside a topic in capitals and the
    title below, the title takes the topic's place. Titles in capitals above blurbs or names stay."""
    pairs = {at: match for at, row in enumerate(rows[:-1]) if (match := _kicker(row, rows[at + 1]))}
    below = [rows[at + 1].text for at in pairs]
    sentences = sum(text.endswith(".") for text in below)
    named = sum(read_byline(text).score > 0.8 for text in below)
    short = sum(len(match["kicker"].split()) <= 3 for match in pairs.values())
    if (
        len(pairs) < LEAST_KICKERS
        or sentences > 0.25 * len(pairs)
        or named > 0.3 * len(pairs)
        or short < 0.7 * len(pairs)
    ):
        return list(rows)
    out = []
    for at, row in enumerate(rows):
        if at in pairs:
            title = rows[at + 1]
            text = f"{pairs[at]['label']}{title.text}{pairs[at]['by'] or ''}"
            out.append(row._replace(text=text, lines=(*row.lines, *title.lines), size=title.size, end=title.end))
        elif at - 1 not in pairs:
            out.append(row)
    return out


def _kicker(row: Row, below: Row) -> re.Match[str] | None:
    match = _KICKER.match(row.text)
    label = read_first(row.text)
    if match is None or label is None or label.strength < 0.6 or label.stop > match.end("label"):
        return None
    follows = below.page == row.page and below.gap < 1 and below.indent >= row.indent and below.column == row.column
    return match if follows and read_first(below.text) is None and re.search(r"[a-zà-ÿ]{3}", below.text) else None


def join_headed_labels(rows: Sequence[Row]) -> list[Row]:
    """A heading whose page stands alone and set in below it, before the next heading, is an entry: `Findings`, `  96`."""
    out: list[Row] = []
    for at, row in enumerate(rows):
        label = read_only(row.text)
        after = rows[at + 1] if at + 1 < len(rows) else None
        if out and label is not None and label.strength >= 0.8 and _is_heading_of(out[-1], row, after):
            text = f"{row.text}  {out[-1].text}"
            out[-1] = out[-1]._replace(text=text, lines=(*out[-1].lines, *row.lines))
        else:
            out.append(row)
    return out


def _is_heading_of(head: Row, label: Row, after: Row | None) -> bool:
    over = head.indent < label.indent and label.gap < 1 and head.box is None
    plain = read_first(head.text) is None and read_last(head.text) is None
    return over and plain and (after is None or after.indent <= head.indent)


_PARTICLE_LAST = re.compile(r"\s(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or)\s(?:[A-ZÀ-Þ]\S*\s){1,2}(?:von|van|de|der|den|du|la|di)$")
"""`Roman von Adelheid von`: the surname is still to come."""
_BY_ONE = re.compile(r"\s(?:By|by|BY|[Vv]on|[Pp]ar|[Pp]or)(?:\s[A-ZÀ-Þ][^\s\d,/.]*|(?:\s[A-ZÀ-Þ]\.)+)?$")
_SURNAME = re.compile(r"^[A-ZÀ-Þ][\w'’-]*\.?(?:\s[A-ZÀ-Þ][\w'’-]*)?$")
"""A row that holds one or two capitalised words and nothing else."""


_SAID = re.compile(
    r"[^\W\d_)\]”’\"][:.;,)\]”’\"]*[:.;—–-]\s?(?:By|by|BY|Von|von|Par|par|Por|por)(?:\s(?:the|le|la|el))?$"
)
"""`… of the Upper Tarn Valley: By` cannot end there, however white the space below."""
_HALF_SURNAME = re.compile(r"\s[A-ZÀ-Þ]{3,}-$")
"""A surname in capitals that is parted at its hyphen: C. E. PONSONBY- LEIGH."""


def _says_more(row: Row, following: Row) -> bool:
    if following.gap > 1 or (following.page, following.column) != (row.page, row.column) or row.box is not None:
        return False
    if _HALF_SURNAME.search(row.text):
        return re.match(r"[A-ZÀ-Þ]{3}", following.text) is not None
    return _SAID.search(row.text) is not None and following.text[:1].isupper()


def _goes_on(row: Row, following: Row) -> bool:
    if _says_more(row, following):
        return True
    if (
        (_BY_ONE.search(row.text) or _PARTICLE_LAST.search(row.text))
        and (_SURNAME.match(_bare(following.text)) or _is_name(_unlabelled(following.text)))
        and following.gap < 1
        and not _SAYS_SO.match(following.text)
        and (following.page, following.column) == (row.page, row.column)
    ):
        return True
    if following.indent < row.indent + 2 or following.gap >= 1 or following.page != row.page:
        return False
    last = read_last(row.text)
    if last is not None and last.strength >= 0.8:
        return False
    if _DANGLES.search(row.text):
        return True
    return bool(_HALF_NAME.search(row.text)) and bool(_NAME_GOES_ON.match(_unlabelled(following.text)))


def _bare(text: str) -> str:
    """Without its page, and what says that it goes on: `Rechenau (Fortsetzung) 241`."""
    return _GOES_ON.sub("", _unlabelled(text)).rstrip(" .")


_SAYS_SO = re.compile(r"(?:by|von|par|por|text|words|fotos?|photos?|photographs?)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\s[(（](?:Fortsetzung|Schluß|Schluss|Forts\.|continued|concluded|suite|fin|продолжение|окончание)[)）]$"
)


def _is_name(text: str) -> bool:
    return len(text.split()) <= 6 and text[:1].isupper() and read_byline(text).score > 0


def _unlabelled(text: str) -> str:
    if read_first(text) is not None:
        return "0"
    label = read_last(text)
    return text[: label.start].rstrip(" .…·") if label is not None and label.strength >= 0.8 else text
