"""Rows: what the engine reads, one printed line (or one column of it) each.

A row keeps where it came from, so that every field can show its evidence. Three kinds of damage are undone here,
because they are about lines and not about meaning: two columns merged into one line, a contents run into one
paragraph, and a page number that stands as a line of its own beside its title.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from statistics import median
from typing import Final, NamedTuple

from msgspec.structs import replace

from ...model import Box, Line, Page, Word, bound
from .columns import leads_across, split_columns
from .imprints import set_imprint_aside
from .leaders import mend_leaders
from .letters import close_emphasis
from .listings import drop_counts, drop_menu, strip_links
from .margins import split_margin_columns
from .names import read_byline
from .paragraphs import split_paragraphs
from .signers import lower_led_signers, lower_signers
from .tokens import CJK, GAP, HAN, LEADER, Label, has_label, read_first, read_last, read_only, script_of, width
from .wraps import drop_kickers, join_headed_labels, join_leading_labels, join_led_labels, join_wrapped

LONG_PARAGRAPH: Final = 150
"""Printed columns (two per Han character) from which a line of a text source is running prose."""


_SAME_MARKS: Final = str.maketrans(
    {"⋯": "…", "⋅": "·", "∙": "·", "╱": "／", "∕": "/", "⁄": "/", "︱": "｜", "\u2027": "·"}
    | dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c", "")
    | {chr(0xFF10 + i): str(i) for i in range(10)}
    | {chr(0xFF21 + i): chr(65 + i) for i in range(26)}
)
_ONE: Final = re.compile(
    r"(?:(?<=^)|(?<=第)|(?<=[\u4e00-\u9fff])(?<!——)(?!——)|(?<=[\u4e00-\u9fff] )(?=—天|—例|—瞥))[—–―-](?=\s?(?:[条條扇盏盞隻辆輛堂座块塊根棵株朵颗顆群双雙篇]|[个個](?![人体體性])|[种種](?!植)|位(?![于於置])|场(?!景)|件|间|間|张\s|張\s|次|段|号(?!召|称)|例|瞥|天(?!空|地|下|津)|首(?!届)))"
)
"""A dash that stands for 一: before a measure word, at the row's beginning or behind 第."""
_GLUED_PAGE: Final = re.compile(r"((?:…{2,}|[.·]{4,})[\u4e00-\u9fff·\s]{1,12}[\u4e00-\u9fff])(\d{1,3})$")
"""A page that touches the name behind a leader: ……徐大年34."""
_PAGE_BEFORE_LEADER: Final = re.compile(
    r"(?<=[\u0590-\u05ea\u0620-\u064a\u0671-\u06d3؟?!)»\s])\s?(?P<page>\d{1,4})\s?(?P<leader>[.…·]{4,}(?:\s?[.…·])*)$"
)
"""A page before its leader, as PDF readers set rows from right to left: كامل الأعظمي٨١......"""
_NOUGHT: Final = re.compile(r"(?<=[一二三四五六七八九])[OＯ](?![A-Za-z0-9])")
"""A letter that stands for 〇 among Han numerals."""
WIDE_GAP: Final = 8
"""A gap whose far side begins this far out (printed columns) may divide two columns."""


class Row(NamedTuple):
    """One row. `indent` and `size` are comparable within an issue only; `gap` is the white space above in lines.

    `page` is the page number, `lines` the indices of its lines in that page, `end` the printed width of the row or
    the right border of its box, `column` the block it stands in.
    """

    text: str
    page: int
    lines: tuple[int, ...]
    indent: float = 0.0
    size: float = 0.0
    bold: bool = False
    gap: float = 0.0
    column: int = 0
    end: float = 0.0
    box: Box | None = None
    tabbed: bool = False


def make_rows(page: Page) -> list[Row]:
    """The rows of one page in reading order."""
    if any(line.box for line in page.lines):
        return _rows_with_boxes(page)
    rows = _rows_of_text(page)
    for put_in_order in _STEPS:
        rows = put_in_order(rows)
    return rows


_EMBEDDED = re.compile(r"\u202a([^\w\u202a-\u202e]+)\u202c")


def _turned(run: re.Match[str]) -> str:
    """Marks that a PDF reader has set from left to right within a line from right to left, in the order of the line."""
    return run[1][::-1]


_STRAY = re.compile(rf"^(?P<page>\d{{1,3}}\s+)?(?P<mark>[”\"'’，,])\s?(?=[{HAN}])")
_STRAY_SECTION = re.compile(rf"^[“”\"'‘’，.]\s?(?P<name>[{HAN}]{{2,8}})[.,，。、]$")


def _without_stray(text: str) -> str:
    """A row without a mark that closes nothing before it, which engines read for a speck or an ornament."""
    section = _STRAY_SECTION.match(text)
    if section:
        return section["name"]
    found = _STRAY.match(text)
    if not found or (found["mark"] in "\"'" and text.count(found["mark"]) > 1):
        return text
    return (found["page"] or "") + text[found.end() :]


def _page_last(text: str) -> str:
    """The row with the page behind its leader, where a row from right to left has it before."""
    if not text.endswith((".", "…", "·")) or script_of(text) not in ("arabic", "hebrew"):
        return text
    return _PAGE_BEFORE_LEADER.sub(r" \g<leader> \g<page>", text)


def _rows_of_text(page: Page) -> list[Row]:
    rows: list[Row] = []
    before = None
    for index, line in enumerate(page.lines):
        printed = _EMBEDDED.sub(_turned, line.text).translate(_SAME_MARKS)
        text = _ONE.sub("一", printed.strip(" \t\u3000\u00a0\u200b\ufeff"))
        text = _GLUED_PAGE.sub(r"\1 \2", _NOUGHT.sub("〇", close_emphasis(text)))
        text = _without_stray(_page_last(text))
        if not text:
            continue
        lead = printed[: len(printed) - len(printed.lstrip())]
        gap = 0.0 if before is None else float(max(0, line.number - before - 1))
        indent = width(lead.replace("\t", "    "))
        rows.append(
            Row(
                text,
                page.number,
                (index,),
                indent,
                line.size,
                line.bold,
                gap,
                line.block,
                width(text),
                None,
                "\t" in lead,
            )
        )
        before = line.number
    return rows


def _rows_with_boxes(page: Page) -> list[Row]:
    folio = f"pages/{page.number - 1}/label"
    boxed = [(i, line) for i, line in enumerate(page.lines) if line.box and line.text.strip() and line.of != folio]
    lines = _set_beside(page, boxed)
    heights = [line.box.height for _, line in lines if line.box]
    usual = median(heights) if heights else 1.0
    rows: list[Row] = []
    for index, line in lines:
        assert line.box is not None
        above = rows[-1].box if rows and rows[-1].column == line.block else None
        gap = max(0.0, (line.box.top - above.bottom) / usual) if above else 1.0
        rows.append(
            Row(
                close_emphasis(spaced_text(line, page).translate(_SAME_MARKS)),
                page.number,
                (index,),
                _indent(line),
                line.size,
                line.bold,
                gap,
                line.block,
                line.box.right,
                line.box,
            )
        )
    rows = _part_section_cells(_split_at_slashes(mend_leaders(strip_links(_join_heading(rows)))))
    return drop_kickers(lower_led_signers(_join_labels(_join_brackets(_interleave_margins(rows)))))


_WIDE: Final = 1.6
"""Em between words from which a gap may part what stands beside each other."""
_BESIDE: Final = 4
"""So many lines must go on at one place to the right for that to be other matter."""


def _set_beside(page: Page, lines: list[tuple[int, Line]]) -> list[tuple[int, Line]]:
    """Other matter (an imprint) set to the right of a list, where an engine or a ragged gutter has joined their lines:
    pieces that begin at one place and are neither page labels nor names go behind the list."""
    starts = {at: place for at, (_, line) in enumerate(lines) if (place := _second_piece(line, page)) is not None}
    lefts = sorted(lines[at][1].words[place].box.left for at, place in starts.items())  # type: ignore[union-attr]
    edge = max(lefts, key=lambda x: sum(abs(x - other) < 0.012 for other in lefts), default=None)
    if edge is None:
        return lines
    chosen = {at: place for at, place in starts.items() if abs(_left_of(lines[at][1], place) - edge) < 0.012}
    if len(chosen) < _BESIDE:
        return lines
    parts = {at: _cut_line(lines[at][1], place) for at, place in chosen.items()}
    if not _is_other_matter([right.text for _, right in parts.values()], [left.text for left, _ in parts.values()]):
        return lines
    kept = [(index, parts[at][0] if at in parts else line) for at, (index, line) in enumerate(lines)]
    return kept + [(lines[at][0], parts[at][1]) for at in sorted(parts)]


def _second_piece(line: Line, page: Page) -> int | None:
    """Index of the word behind the widest gap of a level line, when that is wide enough to part it."""
    if line.direction != "ltr" or len(line.words) < 2 or not page.width:
        return None
    points = page.width / 25.4 * 72 if page.unit == "mm" else page.width
    gaps = [
        (b.box.left - a.box.right) * points / (max(a.size, b.size) or 1.0) if a.box and b.box else 0.0
        for a, b in itertools.pairwise(line.words)
    ]
    widest = max(range(len(gaps)), key=lambda at: gaps[at])
    return widest + 1 if gaps[widest] >= _WIDE else None


def _left_of(line: Line, place: int) -> float:
    box = line.words[place].box
    return box.left if box is not None else 0.0


def _cut_line(line: Line, place: int) -> tuple[Line, Line]:
    left, right = line.words[:place], line.words[place:]
    return _line_of(line, left, line.block), _line_of(line, right, line.block + 1000)


def _line_of(line: Line, words: tuple[Word, ...], block: int) -> Line:
    box = bound([word.box for word in words if word.box])
    return replace(line, text=" ".join(word.text for word in words), words=words, box=box, block=block)


def _is_other_matter(right: Sequence[str], left: Sequence[str]) -> bool:
    """Are the pieces to the right neither labels nor bylines of those to the left, which show pages of their own?"""
    labels = sum((label := read_last(text) or read_only(text)) is not None and label.strength >= 0.6 for text in right)
    names = sum(read_byline(text).score > 0 for text in right)
    paged = sum((label := read_first(text) or read_last(text)) is not None and label.strength >= 0.6 for text in left)
    long = sum(width(text) for text in right) >= 14 * len(right)
    return long and paged >= 2 and labels <= 0.25 * len(right) and names <= 0.3 * len(right)


_LEAST_TWICE: Final = 4
_TWICE = re.compile(r"^(?P<first>[A-ZÀ-Ý][^/\d]{2,40}\S) / [A-ZÀ-Ý][^/\d]{2,48}?(?P<page>\s{2,}\d{1,3}|\s\d{1,3})?$")


def _in_first_language(rows: list[Row]) -> list[Row]:
    """`Book Reviews / Comptes rendus`: where several names stand in two languages, the first one is kept."""
    twice = [_TWICE.match(row.text) for row in rows]
    if sum(found is not None for found in twice) < _LEAST_TWICE:
        return rows
    return [
        row._replace(text=f"{found['first']}{found['page'] or ''}") if found else row
        for row, found in zip(rows, twice, strict=True)
    ]


_LABEL_LED = re.compile(r"^\d{1,4}\s?[/／|｜丨]\s?\S")
_MARGIN = re.compile(r"^(?P<section>[^\d\s]{2,10})\s{2,}(?P<entry>\d{1,4}\s?[/／|｜丨]\s?\S.*)$")


def _join_brackets(rows: list[Row]) -> list[Row]:
    """A short bracket that opens at the end of a row and closes at the start of the next makes one row of the two."""
    out: list[Row] = []
    for row in rows:
        before = out[-1] if out else None
        if before is not None and _OPENS.search(before.text) and _CLOSES.match(row.text) and _follows(before, row):
            text = f"{before.text} {row.text}"
            boxes = [box for box in (before.box, row.box) if box is not None]
            out[-1] = before._replace(
                text=text, lines=(*before.lines, *row.lines), end=row.end, box=bound(boxes) if boxes else None
            )
        else:
            out.append(row)
    return out


_OPENS = re.compile(r"[(（][^()（）]{1,40}$")
_CLOSES = re.compile(r"^[^()（）]{1,30}[)）]")


def _follows(before: Row, row: Row) -> bool:
    return row.page == before.page and row.column == before.column and row.gap < 0.6 and not read_last(before.text)


def _split_at_slashes(rows: list[Row]) -> list[Row]:
    """`动手做    4 / 聚力…` among rows with boxes that begin `5 / …`: the section in the margin gets a row of its own."""
    if sum(bool(_LABEL_LED.match(row.text)) for row in rows) < 3:
        return rows
    out: list[Row] = []
    for row in rows:
        match = _MARGIN.match(row.text)
        out += [row._replace(text=match["section"], gap=1.0), row._replace(text=match["entry"])] if match else [row]
    return out


_CELL: Final = 16
"""Most letters of a section's name in a column of its own."""


def _part_section_cells(rows: list[Row]) -> list[Row]:
    """`3    Stories    The Walking Tree    Ann Lee` among rows with boxes such as `6            The Library    Ben Roe`: the section in a
    column between pages and titles, printed once, gets a row of its own."""
    cells = [_cells_behind_label(row.text) for row in rows]
    sectioned = [at for at, found in enumerate(cells) if len(found) == 4 and len(found[1]) <= _CELL]
    plain = [at for at, found in enumerate(cells) if len(found) == 3]
    white = {at: len(rows[at].text) - len(rows[at].text[len(cells[at][0]) :].lstrip()) for at in (*sectioned, *plain)}
    parted = [
        at for at in plain if sectioned and white[at] >= 2 * max(white[one] - len(cells[one][0]) for one in sectioned)
    ]
    if min(len(sectioned), len(parted)) < 2 or len(sectioned) + len(parted) < 0.8 * sum(map(bool, cells)):
        return rows
    out: list[Row] = []
    for at, row in enumerate(rows):
        if at in sectioned:
            label, section, *rest = cells[at]
            out += [row._replace(text=section, gap=1.0), row._replace(text="    ".join([label, *rest]), gap=0.0)]
        else:
            out.append(row)
    return out


def _cells_behind_label(text: str) -> list[str]:
    """The page that a row begins with and the pieces behind it, parted by wide white; none without a page."""
    pieces = [piece.strip() for piece in GAP.split(text) if piece.strip()]
    return pieces if len(pieces) > 1 and read_only(pieces[0]) else []


def _join_heading(rows: list[Row]) -> list[Row]:
    """目 and 录 set as large letters one below the other, each on the height of another row, made one heading."""
    for index, row in enumerate(rows):
        below = next((i for i in range(index + 1, min(index + 4, len(rows))) if _BELOW.match(rows[i].text)), None)
        if re.match(r"^目\s{2,}\S", row.text) and below is not None:
            rest = _BELOW.sub("", rows[below].text)
            return [
                *rows[:index],
                row._replace(text="目录"),
                *rows[index + 1 : below],
                rows[below]._replace(text=rest),
                *rows[below + 1 :],
            ]
    return rows


_BELOW = re.compile(r"^[录錄次]\s{2,}(?=\S)")


def _interleave_margins(rows: list[Row]) -> list[Row]:
    """Short headings set in a margin, read as a column of their own, go back beside the rows that they head."""
    columns: dict[int, list[Row]] = {}
    for row in rows:
        columns.setdefault(row.column, []).append(row)
    margins = [row for column in columns.values() if _is_margin(column, rows) for row in column]
    if len(margins) < 2:
        return rows
    waiting = sorted(margins, key=lambda row: row.box.top if row.box else 0.0)
    out: list[Row] = []
    for row in (row for row in rows if row not in margins):
        while (
            waiting
            and row.box
            and waiting[0].box
            and waiting[0].box.top <= row.box.top + 0.5 * row.box.height
            and row.box.left > waiting[0].box.right
        ):
            out.append(waiting.pop(0)._replace(gap=1.0))
        out.append(row)
    return out + waiting


def _is_margin(column: Sequence[Row], rows: Sequence[Row]) -> bool:
    """A block of short rows beside whose whole height others stand to the right, and few to the left."""
    box = bound([row.box for row in column if row.box])
    flush = [row for row in rows if row.box and abs(row.box.left - box.left) < 0.01 and row.box.right < box.left + 0.2]
    if box.width > 0.2 or any(width(row.text) > 18 or read_only(row.text) for row in [*column, *flush]):
        return False
    beside = [
        row
        for row in rows
        if row.box and row.column != column[0].column and row.box.top < box.bottom and row.box.bottom > box.top
    ]
    right = [row for row in beside if row.box and row.box.left > box.right]
    return (
        len(right) >= max(2, len(column))
        and len(right) >= 0.9 * len(beside)
        and box.height > 0.6 * bound([row.box for row in right if row.box]).height
    )


def spaced_text(line: Line, page: Page) -> str:
    """The line's text with the spaces that CJK words hide in their advances: between names, and where the type changes.

    A character that advances clearly more than its fellows is followed by a space; words of another size or face that do not touch
    are divided by two, like fields that stand apart.
    """
    if line.direction != "ltr" or not page.width or not re.search(rf"[{CJK}]{{2}}", line.text):
        return line.text.strip()
    if not line.words or any(len(word.edges) != len(word.text) + 1 for word in line.words):
        return line.text.strip()
    points = page.width / 25.4 * 72 if page.unit == "mm" else page.width
    out = ""
    for before, word in zip([None, *line.words], line.words, strict=False):
        out += _between(before, word, points) + _opened(word, points)
    return out.strip()


def _opened(word: Word, points: float) -> str:
    """The word with a space after each CJK character that advances too far."""
    em = word.size or 1.0
    advances = [(b - a) * points / em for a, b in zip(word.edges, word.edges[1:], strict=False)]
    usual = median(advances) if len(advances) > 3 else min(advances)
    slack = 0.16 if word.confidence >= 1 else 0.45  # an engine sees where characters stand to a quarter of their width
    if not re.match(rf"[{CJK}]", word.text) or usual < 0.7:
        return word.text
    return "".join(
        f"{char} " if advance > usual + slack and advance > 1.08 and index < len(advances) - 1 else char
        for index, (char, advance) in enumerate(zip(word.text, advances, strict=True))
    )


def _between(before: Word | None, word: Word, points: float) -> str:
    if before is None or before.box is None or word.box is None:
        return ""
    em = max(before.size, word.size) or 1.0
    gap = (word.edges[0] - before.edges[-1]) * points / em
    if gap > 1.6:
        return "    "
    if gap > 0.7:
        return "  "
    if gap < 0.12:
        return ""
    differs = abs(before.size - word.size) > 0.06 * em or before.bold != word.bold or before.font != word.font
    cjk = re.search(rf"[{CJK}]$", before.text) and re.match(rf"[{CJK}]", word.text)
    return "  " if differs and cjk else " "


def _indent(line: Line) -> float:
    assert line.box is not None
    return line.box.left if line.direction != "rtl" else 1 - line.box.right


def _join_labels(rows: list[Row]) -> list[Row]:
    """Page labels that are lines of their own beside a title (their column was read apart) go back to that title."""
    alone = [row for row in rows if read_only(row.text)]
    if len(alone) < 2:
        return rows
    partners = {id(row): _partner(row, rows) for row in alone}
    if sum(partner is not None for partner in partners.values()) < 0.6 * len(alone):
        return rows
    joined: dict[int, Row] = {}
    for label in alone:
        partner = partners[id(label)]
        if partner is not None and id(partner) not in joined:
            joined[id(partner)] = label
    taken = {id(label) for label in joined.values()}
    return [_beside(row, joined[id(row)]) if id(row) in joined else row for row in rows if id(row) not in taken]


def _partner(label: Row, rows: Sequence[Row]) -> Row | None:
    """The nearest row on the same height that is no label itself."""
    assert label.box is not None
    best: tuple[float, Row | None] = (1.0, None)
    for row in rows:
        if row is label or row.box is None or read_only(row.text):
            continue
        overlap = min(row.box.bottom, label.box.bottom) - max(row.box.top, label.box.top)
        if overlap < 0.5 * min(row.box.height, label.box.height):
            continue
        distance = max(row.box.left - label.box.right, label.box.left - row.box.right, 0.0)
        best = min(best, (distance, row), key=lambda pair: pair[0])
    return best[1]


def _beside(row: Row, label: Row) -> Row:
    assert row.box is not None
    assert label.box is not None
    first = label.box.center[0] < row.box.center[0]
    text = f"{label.text}  {row.text}" if first else f"{row.text}  {label.text}"
    return row._replace(
        text=text, lines=(*row.lines, *label.lines), box=bound([row.box, label.box]), end=max(row.end, label.end)
    )


_LETTERS = re.compile(rf"(?<![{CJK}])[{CJK}](?: [{CJK}]){{2,}}(?![{CJK}])")


def _close_letters(rows: list[Row]) -> list[Row]:
    """Where an engine has set most rows letter by letter, runs of single CJK characters are closed up."""
    cjk = [row for row in rows if len(re.findall(rf"[{CJK}]", row.text)) >= 4]
    if sum(_is_spaced(row.text) for row in cjk) < max(3, 0.35 * len(cjk)):
        return rows
    return [row._replace(text=_PAIR.sub(r"\1\2", _LETTERS.sub(_unspaced, row.text))) for row in rows]


def _unspaced(run: re.Match[str]) -> str:
    return run[0].replace(" ", "")


_PAIR = re.compile(rf"(?<=[(（「『《〈〔【])([{CJK}]) ([{CJK}])(?=\s?[)）」』》〉〕】])")


def _is_spaced(text: str) -> bool:
    letters = len(re.findall(rf"[{CJK}]", text))
    return sum((len(run[0]) + 1) // 2 for run in _LETTERS.finditer(text)) >= 0.5 * letters


def _align_gaps(rows: list[Row]) -> list[Row]:
    """Where two or more rows start their last piece in the same printed column, a single space before that column
    is a gap too: `Catching without gloves Bea Tollefson` under names that all start there."""
    starts = [gap_end for row in rows if (gap_end := _last_piece(row)) is not None]
    columns = {column for column in set(starts) if starts.count(column) >= 2}
    return [_with_gap(row, columns) for row in rows] if columns else rows


_WIDE_GAP = re.compile(r" {2,}")


def _last_piece(row: Row) -> int | None:
    gaps = [gap for gap in _WIDE_GAP.finditer(row.text) if gap.start() > 0]
    return int(row.indent) + width(row.text[: gaps[-1].end()]) if gaps else None


def _with_gap(row: Row, columns: set[int]) -> Row:
    if re.search(r" {2,}", row.text.lstrip("0123456789 ")):
        return row
    for space in re.finditer(r"(?<=\S) (?=\S)", row.text):
        if int(row.indent) + width(row.text[: space.end()]) in columns:
            return row._replace(text=f"{row.text[: space.start()]}  {row.text[space.end() :]}")
    return row


# ---- merged columns ----


def _unmerge_columns(rows: list[Row]) -> list[Row]:
    """Undo lines that hold the left and the right column side by side: several lines show two labelled halves."""
    cuts = [_cut(row.text) for row in rows]
    both = [cut for cut, _ in cuts if cut and cut[2]]
    if not _are_columns(both, rows, 0) and not _are_columns(both, rows, WIDE_GAP):
        for measure in (width, _wide):
            column = _shared_column(rows, measure)
            if column is not None:
                return _unmerge_at(rows, column, measure)
        return rows
    begin, end = _extent(rows, cuts)
    border = median([cut[3] for cut in both])
    narrowest = min(cut[4] for cut in both)
    left: list[Row] = []
    right: list[Row] = []
    for row, (cut, loose) in zip(rows[begin:end], cuts[begin:end], strict=True):
        halves = cut or (loose if loose and loose[4] >= narrowest else None)
        if halves:
            left.append(row._replace(text=halves[0], column=0))
            right.append(row._replace(text=halves[1], column=1, gap=row.gap))
        elif row.indent > border * 0.6:
            right.append(row._replace(column=1))
        else:
            left.append(row)
    return rows[:begin] + left + right + rows[end:]


FAR: Final = 20
"""A second column begins no nearer to the left (printed columns)."""


def _wide(text: str) -> int:
    """Printed columns where quotation marks and leaders are as wide as Han characters, as Chinese systems have them."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


Measure = Callable[[str], int]


def _halves(row: Row, column: int, measure: Measure) -> tuple[str, str] | None:
    """A row cut at a gap that ends in a printed column; the left half is empty where the row begins there."""
    if abs(int(row.indent) - column) <= 1:
        return "", row.text
    for gap in GAP.finditer(row.text):
        if gap.start() and abs(int(row.indent) + measure(row.text[: gap.end()]) - column) <= 1:
            return row.text[: gap.start()], row.text[gap.end() :]
    return None


def _shared_column(rows: Sequence[Row], measure: Measure) -> int | None:
    """Where the right halves of many lines begin, of which two or more show a page in both halves; else nothing."""
    ends = [
        {int(row.indent) + measure(row.text[: gap.end()]) for gap in GAP.finditer(row.text) if gap.start()}
        for row in rows
    ]
    counts = Counter(end for found in ends for end in found if end >= FAR)
    for column, _ in counts.most_common(3):
        halves = [found for row in rows if (found := _halves(row, column, measure)) is not None]
        both = sum(
            bool(left) and has_label(left) and has_label(right) and not leads_across(left, right)
            for left, right in halves
        )
        if len(halves) >= max(6, 0.5 * len(rows)) and both >= 2 and not any(read_only(right) for _, right in halves):
            return column
    return None


def _unmerge_at(rows: list[Row], column: int, measure: Measure) -> list[Row]:
    """Lines of two columns, the left one whole before the right one."""
    cuts = [_halves(row, column, measure) for row in rows]
    there = [at for at, cut in enumerate(cuts) if cut is not None]
    begin, end = there[0], there[-1] + 1
    left: list[Row] = []
    right: list[Row] = []
    for row, cut in zip(rows[begin:end], cuts[begin:end], strict=True):
        if cut is None:
            left.append(row)
            continue
        if cut[0]:
            left.append(row._replace(text=cut[0].strip(), column=0, end=width(cut[0])))
        right.append(row._replace(text=cut[1].strip(), column=1, indent=0, end=width(cut[1])))
    return rows[:begin] + left + right + rows[end:]


def _are_columns(both: Sequence[_Halves], rows: Sequence[Row], least: int) -> bool:
    """Are lines with two labelled halves a good part of all that have a gap of more than `least`?"""
    gapped = sum(any(width(gap.group()) > least for gap in GAP.finditer(row.text)) for row in rows)
    cuts = sum(cut[4] > least for cut in both)
    return cuts >= 2 and cuts >= 0.3 * gapped


_Halves = tuple[str, str, bool, int, int]
"""Left, right, whether both are labelled, where the right half begins and how wide the gap is (printed columns)."""


def _extent(rows: Sequence[Row], cuts: Sequence[tuple[_Halves | None, _Halves | None]]) -> tuple[int, int]:
    """First and last (exclusive) line of the merged part: from the first sure cut to the last, and on over wide gaps."""
    sure = [i for i, (cut, _) in enumerate(cuts) if cut]
    begin, end = sure[0], sure[-1] + 1
    while begin > 0 and (loose := cuts[begin - 1][1]) is not None and loose[3] >= WIDE_GAP:
        begin -= 1
    while end < len(cuts) and (loose := cuts[end][1]) is not None and loose[3] >= WIDE_GAP:
        end += 1
    border = median([cut[3] for cut, _ in cuts if cut])
    # The longer column runs on alone, close below.
    while end < len(cuts) and rows[end].gap < 1 and width(rows[end].text) + rows[end].indent <= border:
        end += 1
    return begin, end


def _cut(text: str) -> tuple[_Halves | None, _Halves | None]:
    """The cut of a line into two halves at a gap: a sure one (both labelled), and the best unsure one."""
    if width(text) > 240:
        return None, None
    loose: _Halves | None = None
    widest = 0
    for gap in GAP.finditer(text):
        left, right = text[: gap.start()].strip(), text[gap.end() :].strip()
        if not left or not right or leads_across(left, right):
            continue
        if has_label(left) and has_label(right) and not read_only(right) and not read_only(left):
            return (left, right, True, width(text[: gap.end()]), width(gap.group())), None
        size = gap.end() - gap.start()
        if (size > widest or (has_label(left) and 2 * size >= widest)) and not read_only(right):
            loose, widest = (left, right, False, width(text[: gap.end()]), width(gap.group())), size
    return None, loose


# ---- labels between title and author ----

_BETWEEN = re.compile(
    r"^(?P<left>\S.*?)(?:(?P<led>(?:[.·…‥]\s?){2,}\s*|\s{2,}|\t|\u3000+)(?P<bare>\d{1,4})|\s?(?P<wrapped>[(（]\d{1,4}[)）]))[\s\u3000]+(?P<right>[^\d\s(（].{0,40})$"
)


def _settle_labels(rows: list[Row]) -> list[Row]:
    """`title …… 4 author` and `author（2） title`: where most rows have their label in the middle, it goes to the end."""
    matches = [_BETWEEN.match(row.text) for row in rows]
    middle = [match for match in matches if match]
    if len(middle) < 3 or len(middle) < 2 * sum(has_label(row.text) for row in rows):
        return rows
    return [row._replace(text=_label_last(match)) if match else row for row, match in zip(rows, matches, strict=True)]


def _label_last(match: re.Match[str]) -> str:
    if match["wrapped"]:
        return f"{match['left']}  {match['right']}{match['wrapped']}"
    return f"{match['left']} …… {match['right']} …… {match['bare']}"


_SECTION_LAST = re.compile(r"^(?P<entry>\S.*?)[ \t\u3000]{1,}[\[【〔［](?P<section>[^\]】〕］]{2,16})[\]】〕］]$")


def _settle_sections(rows: list[Row]) -> list[Row]:
    """Where nearly every row ends in its section in brackets, and sections repeat, the section goes before a bar."""
    matches = [_SECTION_LAST.match(row.text) for row in rows]
    names = [match["section"] for match in matches if match]
    if len(names) < max(4, 0.3 * len(rows)) or len(set(names)) > 0.75 * len(names):
        return rows
    return [
        row._replace(text=_section_first(match["section"], match["entry"])) if match else row
        for row, match in zip(rows, matches, strict=True)
    ]


def _section_first(section: str, entry: str) -> str:
    """The section before a bar, behind a page label that leads the row."""
    label = read_first(entry)
    cut = label.stop if label is not None and label.strength >= 0.8 else 0
    return f"{entry[:cut]}{'  ' if cut else ''}{section} | {entry[cut:].strip()}"


# ---- a contents run into one paragraph ----


def _split_run_on(rows: list[Row]) -> list[Row]:
    out: list[Row] = []
    for row in rows:
        pieces = _run_on(row.text)
        out += (
            [row._replace(text=piece, gap=row.gap if i == 0 else 0.0) for i, piece in enumerate(pieces)]
            if pieces
            else [row]
        )
    return out


def _with_labels(units: Sequence[str]) -> list[str]:
    """Units, with labels that stand apart from their titles joined to them: `箴言三则  (6)   茶的妙用  (11)`."""
    if sum(read_only(unit) is not None for unit in units) < 0.4 * len(units):
        return list(units)
    out: list[str] = []
    for unit in units:
        if out and read_only(unit) and not read_last(out[-1]):
            out[-1] = f"{out[-1]}  {unit}"
        else:
            out.append(unit)
    return out


def _plain_label(unit: str, read: Callable[[str], Label | None]) -> bool:
    label = read(unit)
    return label is not None and label.strength >= 0.8 and len(unit) > label.stop - label.start + 1


_LABEL_UNITS = re.compile(r"(?:^|\u3000| {2,})\d{1,3}(?:\u3000| {2,})(?=[^\d\s])")
_SHORT_UNITS = re.compile(
    r"\d{1,3}\s[^\d\s]{2,12}(?:\s+\d{1,3}\s[^\d\s]{2,12}){2,}|\d{2,3}(?![年月日期号届位人件])[^\d\s]{2,12}(?:\s+\d{2,3}(?![年月日期号届位人件])[^\d\s]{2,12}){2,}"
)
"""`8 编读往来 10 数据 14 一周热评`."""


def _run_on(text: str) -> list[str]:
    """Pieces of a line that holds three or more `title …… label` units one after the other."""
    if len(_LABEL_UNITS.findall(text)) >= 3 and _LABEL_UNITS.match(text):
        return [unit.strip() for unit in re.split(r"(?:\u3000| {2,})(?=\d{1,3}(?:\u3000| {2,}))", text)]
    if _SHORT_UNITS.fullmatch(text):
        return re.split(r"\s+(?=\d{1,3}\s)|(?<=\D)\s+(?=\d{2,3}\D)", text)
    units = _with_labels([unit.strip() for unit in re.split(r"\u3000+| {2,}|\t", text) if unit.strip()])
    if len(units) >= 3 and any(
        sum(_plain_label(unit, read) for unit in units) >= 0.75 * len(units) for read in (read_last, read_first)
    ):
        return [re.sub(r"\s(?=\S+$)", "  ", unit.strip()) if read_last(unit) else unit.strip() for unit in units]
    if width(text) < 60:
        return []
    ends = []
    for leader in LEADER.finditer(text):
        unit = re.match(
            r"(?:[^.…·]{0,30}?)[(（]?[0-9０-９]{1,4}[)）]?(?=\s|$|[^\s0-9０-９.,:：年月日%])", text[leader.end() :]
        )
        if unit:
            ends.append(leader.end() + unit.end())
    if len(ends) < 3:
        ends = [
            match.end()
            for match in re.finditer(r"(?:[/／]\s?[0-9０-９]{1,3}|[(（][0-9０-９]{1,3}[)）])(?=\s)", f"{text} ")
        ]
    if len(ends) < 4 and (len(ends) < 3 or not LEADER.search(text)):
        return []
    bounds = [0, *ends, len(text)]
    pieces = [piece for piece in (text[a:b].strip() for a, b in itertools.pairwise(bounds)) if piece]
    return [part for piece in pieces for part in _heads(piece)]


def _heads(piece: str) -> list[str]:
    """A heading (目录) or short section name run together with the entry after it, cut off: `茶事 明前茶的山上账/云中鹤/2`."""
    marker = re.match(r"^(?P<before>.*?)\s*(?P<marker>目\s?[录錄次]|contents)\s+(?P<after>\S.*)$", piece, re.IGNORECASE)
    if marker:
        return [part for part in (marker["before"], marker["marker"], *_heads(marker["after"])) if part]
    section = re.match(rf"^(?P<section>[{CJK}·]{{2,5}})\s+(?P<entry>[^\s/／…]{{3,}}\s?[/／…(（].*)$", piece)
    return [section["section"], section["entry"]] if section else [piece]


def is_prose(row: Row) -> bool:
    """Running text: long for a line of its kind, or with the punctuation of sentences."""
    return is_running(row.text)


_STOP = re.compile(r"[。．！？；]|(?<=\w\w)[.!?;]\s")


@lru_cache(maxsize=20_000)
def is_running(text: str) -> bool:
    """As `is_prose`."""
    unled = LEADER.sub(" ", text)
    length = width(unled)
    stops = len(_STOP.findall(unled))
    return (
        (length > LONG_PARAGRAPH and not LEADER.search(text))
        or (length > 80 and stops >= 2)
        or (stops >= 3 and length > 60)
    )


def texts(rows: Iterable[Row]) -> list[str]:
    return [row.text for row in rows]


_STEPS: Final[tuple[Callable[[list[Row]], list[Row]], ...]] = (
    drop_menu,
    drop_counts,
    set_imprint_aside,
    split_columns,
    strip_links,
    mend_leaders,
    join_led_labels,
    join_leading_labels,
    _join_brackets,
    split_paragraphs,
    join_wrapped,
    split_margin_columns,
    _in_first_language,
    join_headed_labels,
    drop_kickers,
    lower_signers,
    _close_letters,
    _align_gaps,
    _split_run_on,
    _unmerge_columns,
    _settle_labels,
    _settle_sections,
)
"""What is done with the rows of a text, one step after the other."""
