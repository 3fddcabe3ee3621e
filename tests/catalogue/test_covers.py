"""The cover of an issue, and its accent: the hue that the cover has most of."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
import zstandard
from PIL import Image
from PIL.ImageDraw import Draw

from backfile import record
from backfile.archive import Archive
from backfile.archive.files import hash_input
from backfile.catalogue.covers import HUES, find_cover, find_hue
from backfile.model import Issue, Page, Source
from backfile.settings import Settings


def cover(ground: str, *patches: str) -> Image.Image:
    image = Image.new("RGB", (200, 280), ground)
    for at, colour in enumerate(patches):
        Draw(image).rectangle((20, 20 + 60 * at, 180, 60 + 60 * at), fill=colour)
    return image


@pytest.mark.parametrize(("colour", "hue"), [("#c81e1e", 0), ("#1e7a2e", 8), ("#1e3fc8", 15)])
def test_the_most_coloured_part_decides(colour: str, hue: int) -> None:
    assert find_hue(cover("white", colour)) == hue


def test_a_large_strong_colour_outweighs_a_small_one() -> None:
    assert find_hue(cover("#1e3fc8", "#c81e1e")) == 15


@pytest.mark.parametrize("ground", ["white", "black", "#808080", "#f4efe2"])
def test_paper_and_ink_are_no_colour(ground: str) -> None:
    assert find_hue(cover(ground, "#111111", "#cccccc")) is None


def test_every_hue_is_on_the_circle() -> None:
    assert all(0 <= (find_hue(cover(f"hsl({at}, 80%, 40%)")) or 0) < HUES for at in range(0, 360, 20))


def test_a_cover_that_can_not_be_drawn_has_no_hue(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a", create=True)
    page = Page(number=1, width=210, height=285)
    lost = Issue(id="kan-2020-01", pages=(page,), source=Source(name="x.pdf", format="pdf", sha256="0" * 64))
    assert find_cover(archive.root, Settings(), lost) == (1, None)


def test_the_cover_is_taken_from_the_original(tmp_path: Path) -> None:
    archive, file = Archive(tmp_path / "a", create=True), tmp_path / "x.pdf"
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 808))
        page.Contents = pdf.make_stream(b"0.1 0.25 0.8 rg 0 0 595 808 re f")
        pdf.save(file)
    sha256 = hash_input(file)
    kept = archive.root / "originals" / sha256[:2] / f"{sha256}.pdf"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(file.read_bytes())
    issue = Issue(
        id="kan-2020-01",
        pages=(Page(number=1, width=210, height=285),),
        source=Source(name="x.pdf", format="pdf", sha256=sha256),
    )
    assert find_cover(archive.root, Settings(), issue) == (1, 15)


ALTO = """<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout><Page ID="P" HEIGHT="2850" WIDTH="2100">
<PrintSpace/></Page></Layout></alto>"""


def bundle(tmp_path: Path, *images: str) -> tuple[Archive, Issue]:
    """Two ALTO pages kept in an archive, with images beside them."""
    archive, folder = Archive(tmp_path / "a", create=True), tmp_path / "kan"
    folder.mkdir()
    for stem in ("p1", "p2"):
        (folder / f"{stem}.xml").write_text(ALTO)
    for stem in images:
        cover("#1e3fc8").save(folder / f"{stem}.png")
    sha256 = hash_input(folder)
    pages = tuple(Page(number=number, width=210, height=285) for number in (1, 2))
    issue = Issue(id="kan-2020-01", pages=pages, source=Source(name="kan", format="ALTO", sha256=sha256))
    return archive, archive.keep(issue, zstandard.compress(record.dump_words(issue)), folder, sha256)


def test_words_without_page_images_have_no_cover(tmp_path: Path) -> None:
    archive, issue = bundle(tmp_path)
    assert find_cover(archive.root, Settings(), issue) == (None, None)


def test_the_cover_is_a_page_that_has_an_image(tmp_path: Path) -> None:
    archive, issue = bundle(tmp_path, "p2")
    assert find_cover(archive.root, Settings(), issue) == (2, 15)
