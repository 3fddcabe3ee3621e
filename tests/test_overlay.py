"""Pictures of what was understood: every mark is where the thing is, and everything drawn is said in words too."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image

from backfile import overlay
from backfile.model import Article, Box, Doubt, Evidence, Issue, Line, Page, Region
from backfile.overlay import blocks, describe, draw_marks

SIZE = (600, 900)
WHITE = (255, 255, 255)


def line(top: float, *, left: float = 0.1, block: int = 0, **more: object) -> Line:
    return Line(text="text", box=Box(left, top, left + 0.35, top + 0.02), block=block, **more)


def issue(*lines: Line, **page: object) -> Issue:
    article = Article(id="a01", title="潮汐与月亮", page="3", regions=(Region(page=1, box=Box(0.1, 0.1, 0.45, 0.5)),))
    return Issue(
        id="drawn",
        pages=(Page(number=1, lines=lines, **page),),
        articles=(article,),
        evidence=(Evidence(path="pages/0/label", quote="3", by="folios", confidence=0.93),),
        doubts=(Doubt(path="pages/0/label", why="its neighbours imply 4", confidence=0.6),),
    )


def draw(image: Image.Image, it: Issue) -> Image.Image:
    return describe(draw_marks(image, it.pages[0], it), it.pages[0], it)


def drawn(it: Issue, size: tuple[int, int] = SIZE) -> np.ndarray:
    return np.asarray(draw(Image.new("RGB", size, "white"), it))


def at(picture: np.ndarray, x: float, y: float) -> tuple[int, ...]:
    return tuple(int(value) for value in picture[round(y * SIZE[1]), round(x * SIZE[0])])


def test_regions_are_tinted_and_the_rest_of_the_page_is_as_it_was():
    picture = drawn(issue())
    tint = at(picture, 0.3, 0.3)
    assert tint != WHITE
    assert min(tint) > 180  # what is printed below can be read
    assert at(picture, 0.7, 0.3) == WHITE
    assert at(picture, 0.3, 0.7) == WHITE


def test_words_stand_beside_the_page_and_never_on_it():
    bare = replace(issue(), articles=(), evidence=(), doubts=())
    assert (drawn(bare)[:, : SIZE[0]] == 255).all()
    panel = drawn(bare)[:, SIZE[0] + 4 :]
    assert panel.shape[1] > 150
    assert (panel < 100).any()


def test_articles_folio_and_doubts_are_named_in_the_panel():
    """More is written for each of them than without."""
    full = drawn(issue())[:, SIZE[0] :]
    for less in (replace(issue(), articles=()), replace(issue(), doubts=()), replace(issue(), evidence=())):
        assert (full != drawn(less)[:, SIZE[0] :]).any()


def test_lines_read_with_doubt_are_underlined_and_sure_ones_are_not():
    picture = drawn(issue(line(0.6, confidence=0.4), line(0.7, confidence=0.95)))
    assert at(picture, 0.3, 0.62)[2] < 80  # orange
    assert at(picture, 0.3, 0.72)[2] > 100


def test_the_folio_is_boxed_and_running_heads_are_dashed():
    picture = drawn(issue(line(0.95, role="folio", of="pages/0/label"), line(0.02, role="running-head"), label="3"))
    folio, head = picture[round(0.94 * 900) :, :600], picture[: round(0.06 * 900), :600]
    assert (folio.reshape(-1, 3).max(axis=1) - folio.reshape(-1, 3).min(axis=1) > 100).any()
    grey = (head.reshape(-1, 3).max(axis=1) - head.reshape(-1, 3).min(axis=1) < 12) & (
        head.reshape(-1, 3).max(axis=1) < 130
    )
    assert grey.any()


def test_blocks_are_runs_of_lines_in_reading_order_without_furniture():
    lines = [line(0.1), line(0.12), line(0.5, block=1), line(0.9, role="folio", block=2)]
    assert [tuple(round(side, 6) for side in box) for box in blocks(lines)] == [
        (0.1, 0.1, 0.45, 0.14),
        (0.1, 0.5, 0.45, 0.52),
    ]


@pytest.mark.parametrize(("direction", "side"), [("ltr", 0.1), ("rtl", 0.45), ("ttb", 0.45)])
def test_a_block_is_numbered_where_reading_begins(direction, side):
    """The disc of the number is white inside, on a page that is not."""
    it = issue(line(0.5, direction=direction))
    picture = np.asarray(draw(Image.new("RGB", SIZE, (200, 200, 200)), it))
    rows, columns = np.where((picture[:, :600] > 240).all(axis=2))
    assert abs(columns.mean() / 600 - side) < 0.03
    assert abs(rows.mean() / 900 - 0.5) < 0.03


def test_large_pages_come_out_in_a_size_that_can_be_looked_at():
    assert max(drawn(issue(), (4000, 6000)).shape) <= 1700 * 1.1


def test_titles_in_any_script_are_written_where_the_system_has_a_font_for_them():
    font = overlay._font("潮汐与月亮", 20)
    if not overlay._has(font, "潮"):
        pytest.skip("no font here has Chinese characters")
    assert bytes(font.getmask("潮")) != bytes(font.getmask("汐"))


@pytest.mark.parametrize("title", ["", "\x00\x07\n\t", "a" * 5000, "字" * 3000, "\ud800", "🜁 عربي"])
def test_no_title_breaks_the_picture(title):
    it = issue()
    assert drawn(replace(it, articles=(replace(it.articles[0], title=title, id=title[:40]),))).any()


def test_an_overview_has_eight_pages_in_a_row():
    it = issue()
    small = [(it.pages[0], Image.new("RGB", (400, 600), "black"))] * 10
    sheet = overlay.draw_overview(small)
    black = np.asarray(sheet.convert("L")) < 10
    assert [int(black[y, :].sum()) > 0 for y in (100, 480)] == [True, True]
    assert black[100, :].sum() > 3 * black[480, :].sum()
