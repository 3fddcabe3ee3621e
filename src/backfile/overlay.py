"""Pictures of what was understood of a page: blocks, reading order, folio, article regions drawn on its image, and beside it,
in words, which articles these are, how sure each is, what is doubtful, and what the marks mean.

Pure functions on an image and what is known of the page; who opens files and prints is elsewhere. Nothing is told by colour alone:
articles wear their id, kinds of text their name. Colours: Okabe and Ito (2008), which stay apart for colour-blind readers and in print.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont, ImageOps

from .model import Article, Box, Issue, Line, Page, bound

_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#aa4499", "#b8860b", "#3a9bd9", "#882255", "#117733")
_INK, _PALE, _PAPER, _RULE = "#1a1a1a", "#666666", "#fbfaf7", "#d8d4cb"
_ORDER, _FURNITURE, _KIND, _UNSURE = "#c2185b", "#5f6368", "#7a4b00", "#e69f00"
_KINDS = frozenset({"caption", "footnote", "sidebar", "table", "pull-quote", "jump", "advertisement", "reference"})
_FURNITURE_ROLES = frozenset({"folio", "running-head", "furniture"})
_SURE = 0.8
"""Lines read with less confidence are underlined."""
_TALLEST = 1700
_THUMBNAIL, _IN_A_ROW = (250, 340), 8
_PANEL = 0.42
_DOUBTS, _LONGEST = 6, 400
_FONTS = (
    "NotoSans-Regular.ttf", "DejaVuSans.ttf", "NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "wqy-microhei.ttc", "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf", "PingFang.ttc", "Hiragino Sans GB.ttc", "msyh.ttc", "simsun.ttc", "Arial Unicode.ttf", "arial.ttf",
    "NotoNaskhArabic-Regular.ttf", "NotoSansArabic-Regular.ttf", "NotoSansHebrew-Regular.ttf", "NotoSansDevanagari-Regular.ttf",
)  # fmt: skip
Size = tuple[int, int]
Point = tuple[float, float]
_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def draw_marks(image: Image.Image, page: Page, issue: Issue) -> Image.Image:
    """What was understood, drawn on the page.

    Articles are tinted, outlined and wear their id; blocks are outlined and numbered in reading order, with arrows from the end
    of one to the start of the next; captions, sidebars and their like are named; folio and running heads are boxed; lines that were
    read with less confidence than .8 are underlined.
    """
    canvas = _fitted(image).convert("RGBA")
    layer = Image.new("RGBA", canvas.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    for draw_some in (_draw_regions, _draw_unsure, _draw_kinds, _draw_furniture, _draw_order, _draw_badges):
        draw_some(draw, canvas.size, page, issue)
    return Image.alpha_composite(canvas, layer).convert("RGB")


def draw_overview(pages: Sequence[tuple[Page, Image.Image]]) -> Image.Image:
    """Pages with their marks, small, side by side in rows of eight, each with its number and folio below."""
    small = [(page, ImageOps.contain(image, _THUMBNAIL)) for page, image in pages]
    rows = -(-len(small) // _IN_A_ROW)
    cell = (_THUMBNAIL[0] + 16, _THUMBNAIL[1] + 34)
    sheet = Image.new("RGB", (min(_IN_A_ROW, max(1, len(small))) * cell[0], max(1, rows) * cell[1]), _PAPER)
    draw = ImageDraw.Draw(sheet)
    for place, (page, image) in enumerate(small):
        left, top = place % _IN_A_ROW * cell[0] + 8, place // _IN_A_ROW * cell[1] + 8
        sheet.paste(image, (left, top))
        text = _one_line(
            f"{page.number} · folio {page.label}" if page.label is not None else f"{page.number} · {page.kind}"
        )
        draw.text((left, top + _THUMBNAIL[1] + 4), text[:34], fill=_INK, font=_font(text, 13))
    return sheet


def blocks(lines: Iterable[Line]) -> Iterable[Box]:
    """One box for each run of lines in a block, in reading order; furniture is left out."""
    return [bound([line.box for line in run if line.box is not None]) for run in _runs(lines)]


def _runs(lines: Iterable[Line]) -> Iterator[list[Line]]:
    placed = [line for line in lines if line.box is not None and line.role not in _FURNITURE_ROLES]
    for _, group in groupby(placed, key=lambda line: line.block):
        yield list(group)


def _fitted(image: Image.Image) -> Image.Image:
    share = min(1.0, _TALLEST / max(1, image.height))
    size = max(1, round(image.width * share)), max(1, round(image.height * share))
    return image.convert("RGB").resize(size, Image.Resampling.LANCZOS) if share < 1 else image.convert("RGB")


# On the page


def _own(page: Page, issue: Issue) -> Iterator[tuple[Article, str, list[Box]]]:
    """The articles on this page with their colours and regions."""
    for index, article in enumerate(issue.articles):
        boxes = [region.box for region in article.regions if region.page == page.number]
        if boxes:
            yield article, _COLOURS[index % len(_COLOURS)], boxes


def _draw_regions(draw: ImageDraw.ImageDraw, size: Size, page: Page, issue: Issue) -> None:
    for _, colour, boxes in _own(page, issue):
        for box in boxes:
            draw.rectangle(_pixels(box, size), fill=colour + "26", outline=colour + "ff", width=_pen(size) + 1)


def _draw_badges(draw: ImageDraw.ImageDraw, size: Size, page: Page, issue: Issue) -> None:
    """Ids on the upper corner of regions, above the text where there is room."""
    for article, colour, boxes in _own(page, issue):
        for box in boxes:
            left, top, _, _ = _pixels(box, size)
            _badge(draw, (left, top), _one_line(article.id), colour, _points(size))


def _badge(draw: ImageDraw.ImageDraw, corner: Point, text: str, colour: str, points: int) -> None:
    font = _font(text, points)
    width, height = draw.textlength(text, font=font) + points * 0.6, points * 1.3
    x, y = corner[0], max(0.0, corner[1] - height)
    draw.rectangle((x, y, x + width, y + height), fill=colour + "ff")
    draw.text((x + points * 0.3, y + height / 2), text, fill="#ffffff", font=font, anchor="lm")


def _draw_unsure(draw: ImageDraw.ImageDraw, size: Size, page: Page, _: Issue) -> None:
    for line in page.lines:
        if line.box is not None and line.confidence < _SURE:
            left, top, right, bottom = _pixels(line.box, size)
            ends = [(right, top), (right, bottom)] if line.direction == "ttb" else [(left, bottom), (right, bottom)]
            draw.line(ends, fill=_UNSURE + "ff", width=_pen(size) + 1)


def _draw_order(draw: ImageDraw.ImageDraw, size: Size, page: Page, _: Issue) -> None:
    """Blocks and the way through them: from where one ends to where the next begins."""
    runs = list(_runs(page.lines))
    corners = [_pixels(box, size) for box in blocks(page.lines)]
    for box in corners:
        draw.rectangle(box, outline=_ORDER + "70", width=max(1, _pen(size) // 2))
    spots = [_start_and_end(run[0].direction, box) for run, box in zip(runs, corners, strict=True)]
    for before, after in pairwise(spots):
        _arrow(draw, before[1], after[0], _pen(size))
    for number, spot in enumerate(spots, start=1):
        _disc(draw, spot[0], str(number), _points(size))


def _start_and_end(direction: str, box: tuple[float, float, float, float]) -> tuple[Point, Point]:
    left, top, right, bottom = box
    return ((left, top), (right, bottom)) if direction == "ltr" else ((right, top), (left, bottom))


def _arrow(draw: ImageDraw.ImageDraw, begin: Point, end: Point, pen: int) -> None:
    draw.line([begin, end], fill=_ORDER + "a0", width=pen)
    away = (end[0] - begin[0], end[1] - begin[1])
    length = (away[0] ** 2 + away[1] ** 2) ** 0.5
    if length > 1:
        x, y = away[0] / length * pen * 5, away[1] / length * pen * 5
        tip = [end, (end[0] - x - y / 2, end[1] - y + x / 2), (end[0] - x + y / 2, end[1] - y - x / 2)]
        draw.polygon(tip, fill=_ORDER + "e0")


def _disc(draw: ImageDraw.ImageDraw, center: Point, text: str, points: int) -> None:
    font = _font(text, round(points * 0.85))
    radius = max(points * 0.65, draw.textlength(text, font=font) * 0.65)
    x, y = max(radius, center[0] - radius * 0.4), max(radius, center[1])
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill="#ffffffe8", outline=_ORDER + "ff", width=2)
    draw.text((x, y), text, fill=_ORDER, font=font, anchor="mm")


def _draw_kinds(draw: ImageDraw.ImageDraw, size: Size, page: Page, _: Issue) -> None:
    """What is not running text, boxed and named: captions, footnotes, sidebars, tables, pull quotes, jumps."""
    placed = [line for line in page.lines if line.box is not None]
    for role, group in groupby(placed, key=lambda line: line.role if line.role in _KINDS else None):
        if role is not None:
            box = _pixels(bound([line.box for line in group if line.box is not None]), size)
            _dashed(draw, box, _KIND, _pen(size))
            _tag(draw, (box[2], box[3]), role, _KIND, size)


def _draw_furniture(draw: ImageDraw.ImageDraw, size: Size, page: Page, _: Issue) -> None:
    for line in page.lines:
        if line.box is not None and line.role in _FURNITURE_ROLES:
            box = _pixels(line.box, size)
            if line.of == f"pages/{page.number - 1}/label":
                draw.rectangle(_wider(box, _pen(size) * 2), outline=_ORDER + "ff", width=_pen(size) + 1)
                _tag(draw, (box[2], box[3]), _one_line(f"folio {page.label}"), _ORDER, size)
            else:
                _dashed(draw, box, _FURNITURE, _pen(size))


def _tag(draw: ImageDraw.ImageDraw, corner: Point, text: str, colour: str, size: Size) -> None:
    """A word below a box, ending at its right side."""
    font = _font(text, round(_points(size) * 0.8))
    left, top, right, bottom = draw.textbbox(corner, text, font=font, anchor="rt")
    draw.rectangle((left - 3, top - 2, right + 3, bottom + 2), fill="#ffffffe0")
    draw.text(corner, text, fill=colour, font=font, anchor="rt")


def _dashed(draw: ImageDraw.ImageDraw, box: tuple[float, float, float, float], colour: str, pen: int) -> None:
    left, top, right, bottom = box
    step = pen * 4
    for begin, end in (((left, top), (right, top)), ((left, bottom), (right, bottom))):
        for x in range(round(begin[0]), round(end[0]), step * 2):
            draw.line([(x, begin[1]), (min(x + step, end[0]), end[1])], fill=colour + "ff", width=pen)
    for begin, end in (((left, top), (left, bottom)), ((right, top), (right, bottom))):
        for y in range(round(begin[1]), round(end[1]), step * 2):
            draw.line([(begin[0], y), (end[0], min(y + step, end[1]))], fill=colour + "ff", width=pen)


def _wider(box: tuple[float, float, float, float], by: int) -> tuple[float, float, float, float]:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _pixels(box: Box, size: Size) -> tuple[float, float, float, float]:
    return box.left * size[0], box.top * size[1], box.right * size[0], box.bottom * size[1]


def _pen(size: Size) -> int:
    return max(1, round(min(size) / 600))


def _points(size: Size) -> int:
    return max(9, round(min(size) / 62))


# Beside the page


class _Row(NamedTuple):
    """A paragraph of the panel: `mark` stands before it, a badge or a sign of the legend."""

    text: str
    colour: str = _INK
    scale: float = 1.0
    mark: str = ""
    mark_colour: str = ""
    gap: float = 0.35
    indent: bool = False


def describe(shown: Image.Image, page: Page, issue: Issue) -> Image.Image:
    """The page with a panel of words on its right: what is on it, how sure that is, what is doubtful, what the marks mean."""
    points = max(11, round(max(shown.size) / 95))
    panel = max(round(shown.width * _PANEL), 22 * points)
    whole = Image.new("RGB", (shown.width + panel, shown.height), _PAPER)
    whole.paste(shown, (0, 0))
    draw = ImageDraw.Draw(whole)
    draw.line([(shown.width, 0), (shown.width, shown.height)], fill=_RULE, width=2)
    left, width = shown.width + points, panel - 2 * points
    below = _write(
        draw, _headline(page, issue) + _articles(page, issue) + _doubts(page, issue), left, points, width, points
    )
    legend = _legend()
    tall = len(legend) * points * 1.75 + points
    _write(draw, legend, left, max(below + points, shown.height - tall), width, points)
    return whole


def _headline(page: Page, issue: Issue) -> list[_Row]:
    folio = f"folio {page.label}" if page.label is not None else "no folio"
    sure = next((each.confidence for each in issue.evidence if each.path == f"pages/{page.number - 1}/label"), None)
    read = {
        "text": "text layer",
        "ocr": f"read by {page.engine or 'OCR'}",
        "mixed": f"text layer and {page.engine or 'OCR'}",
    }
    facts = [page.kind, read.get(page.source, "not read"), page.language or "", f"{len(page.lines)} lines"]
    facts += [f"confidence {_per_cent(_surety(page.lines))}"] if page.source != "text" and page.lines else []
    rows = [
        _Row(
            f"page {page.number} of {len(issue.pages)} · {folio}" + (f" ({_per_cent(sure)})" if sure else ""),
            scale=1.35,
        ),
        _Row(" · ".join(filter(None, facts)), _PALE),
    ]
    return [
        *rows,
        *([_Row(page.trouble, _ORDER)] if page.trouble else []),
        *([_Row(page.doubt, _ORDER)] if page.doubt else []),
    ]


def _surety(lines: Sequence[Line]) -> float:
    """The mean confidence of the lines, by their length."""
    letters = sum(len(line.text) for line in lines)
    return sum(line.confidence * len(line.text) for line in lines) / letters if letters else 0.0


def _articles(page: Page, issue: Issue) -> list[_Row]:
    rows = [_Row("Articles on this page", _PALE, 0.9, gap=1.2)]
    for article, colour, _ in _own(page, issue):
        names = ", ".join(person.name for person in article.contributors[:3])
        rows.append(_Row(article.title, mark=article.id, mark_colour=colour, gap=0.6))
        pages = (
            f"pp. {article.page or '?'}–{article.page_end}"
            if article.page_end and article.page_end != article.page
            else f"p. {article.page or '?'}"
        )
        rows.append(
            _Row(" · ".join(filter(None, (names, pages, _per_cent(article.confidence)))), _PALE, 0.9, indent=True)
        )
    return rows if len(rows) > 1 else [_Row("No article on this page", _PALE, 0.9, gap=1.2)]


def _doubts(page: Page, issue: Issue) -> list[_Row]:
    here = f"pages/{page.number - 1}/"
    own = {
        f"articles/{index}/"
        for index, each in enumerate(issue.articles)
        if any(region.page == page.number for region in each.regions)
    }
    found = [each for each in issue.doubts if f"{each.path}/".startswith((here, *own)) or each.page == page.number]
    rows = [
        _Row(f"{each.path}: {each.why} ({_per_cent(each.confidence)})", _PALE, 0.85, "?", _UNSURE)
        for each in found[:_DOUBTS]
    ]
    more = [_Row(f"and {len(found) - _DOUBTS} more", _PALE, 0.85)] if len(found) > _DOUBTS else []
    return [_Row("Doubts", _PALE, 0.9, gap=1.2), *rows, *more] if rows else []


def _legend() -> list[_Row]:
    return [
        _Row("What the marks mean", _PALE, 0.9),
        _Row("region of an article", mark="a01", mark_colour=_COLOURS[0], scale=0.9),
        _Row("block, its place in the reading order", mark="1", mark_colour=_ORDER, scale=0.9),
        _Row("folio: the number printed", mark="[ ]", mark_colour=_ORDER, scale=0.9),
        _Row("running head, other furniture", mark="- -", mark_colour=_FURNITURE, scale=0.9),
        _Row("caption, footnote, sidebar …, by name", mark="- -", mark_colour=_KIND, scale=0.9),
        _Row(f"line read with confidence below {_per_cent(_SURE)}", mark="__", mark_colour=_UNSURE, scale=0.9),
    ]


def _per_cent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _write(
    draw: ImageDraw.ImageDraw, rows: Sequence[_Row], left: float, top: float, width: float, points: int
) -> float:
    """Writes rows below one another, wrapped; the height reached."""
    y = top
    for row in rows:
        size = max(9, round(points * row.scale))
        y += row.gap * points
        x = left + (points * 3.2 if row.indent else 0)
        if row.mark:
            sign = _one_line(row.mark)
            mark = _font(sign, size)
            filled = sign[:1].isalpha()
            span = draw.textlength(sign, font=mark) + size * 0.6
            if filled:
                draw.rectangle((x, y, x + span, y + size * 1.3), fill=row.mark_colour)
            draw.text(
                (x + size * 0.3, y + size * 0.65),
                sign,
                fill="#ffffff" if filled else row.mark_colour,
                font=mark,
                anchor="lm",
            )
            x += max(span + size * 0.4, points * 3.2)
        font = _font(row.text, size)
        for line in _wrapped(draw, row.text, font, width - (x - left)):
            draw.text((x, y + size * 0.65), line, fill=row.colour, font=font, anchor="lm")
            y += size * 1.35
    return y


def _wrapped(draw: ImageDraw.ImageDraw, text: str, font: _Font, width: float) -> list[str]:
    """At most three lines, broken at spaces, and anywhere where there are none."""
    lines = [""]
    for piece in _pieces(_one_line(text)[:_LONGEST]):
        if lines[-1] and draw.textlength(lines[-1] + piece, font=font) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return lines if len(lines) <= 3 else [*lines[:2], lines[2].rstrip() + " …"]


def _one_line(text: str) -> str:
    """Text that can be drawn: no line ends, nothing that is no character."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def _pieces(text: str) -> Iterator[str]:
    """Words with the space before them; characters of scripts that have no spaces one by one."""
    word = ""
    for char in text:
        if char == " " or char >= "\u2e80":
            if word:
                yield word
            word = ""
        if char >= "\u2e80":
            yield char
        else:
            word += char
    if word:
        yield word


@lru_cache(maxsize=256)
def _font(text: str, size: int) -> _Font:
    """The first font that has all characters of `text`, or most; what Pillow brings along when the system has none."""
    fonts = [font for name in _FONTS if (font := _load(name, size)) is not None]
    fallback = ImageFont.load_default(size)
    sample = "".join(dict.fromkeys(char for char in text if not char.isspace()))[:40]
    return max([fallback, *fonts], key=lambda font: sum(_has(font, char) for char in sample), default=fallback)


@lru_cache(maxsize=128)
def _load(name: str, size: int) -> ImageFont.FreeTypeFont | None:
    try:
        return ImageFont.truetype(name, size)
    except OSError:
        return None


def _has(font: _Font, char: str) -> bool:
    """Whether a font draws a character as anything but the box for those that it lacks."""
    mask, lacking = font.getmask(char), font.getmask("\U0010fffe")
    return mask.size != lacking.size or bytes(mask) != bytes(lacking)
