"""PDFs of single articles cut from pages that they share, and of pictures in folders and archives."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image

from backfile.errors import UnsupportedInput
from backfile.exporters import export, select
from backfile.model import Article, Box, Issue, Line, Page, Region, Word
from backfile.pipeline import read
from backfile.readers.folder import natural
from backfile.settings import load_settings

UPPER, LOWER = Box(0.1, 0.1, 0.9, 0.45), Box(0.1, 0.55, 0.9, 0.9)
SPECIMEN = Path(__file__).resolve().parents[2] / "specimens" / "en-magazine-003.pdf"


def line(text: str, top: float, of: int) -> Line:
    box = Box(0.1, top, 0.6, top + 0.03)
    return Line(
        text=text, number=1, box=box, words=(Word(text=text, box=box, confidence=0.9),), of=f"articles/{of}/paragraphs"
    )


def shared(source: str) -> Issue:
    """Two articles on one page of 400 x 600 points, the second below the first."""
    lines = (line("tides and the moon", 0.2, 0), line("the warm sea", 0.7, 1))
    articles = tuple(
        Article(id=f"a0{number}", title=title, pages=(1,), regions=(Region(page=1, box=box),))
        for number, title, box in ((1, "Tides", UPPER), (2, "The Sea", LOWER))
    )
    return Issue(
        id="shared",
        articles=articles,
        pages=(Page(number=1, width=400, height=600, unit="pt", source=source, lines=lines),),
    )


def written(issue: Issue, original: Path) -> bytes:
    out = io.BytesIO()
    export(iter([issue]), out, "pdf", lambda issue: original)
    return out.getvalue()


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def typeset(path: Path, *, form: bool) -> Path:
    """The shared page as text; with the second article in a form of its own."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(400, 600))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    first, second = (
        f"BT /F 12 Tf 40 {y} Td ({text}) Tj ET\n".encode()
        for y, text in ((468, "tides and the moon"), (168, "the warm sea"))
    )
    resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    page.obj.Resources = resources
    if form:
        inside = pdf.make_stream(second, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        inside.BBox, inside.Resources = pikepdf.Array([0, 0, 400, 600]), resources
        page.obj.Resources.XObject = pikepdf.Dictionary(Inside=inside)
        second = b"/Inside Do\n"
    page.obj.Contents = pdf.make_stream(first + second)
    pdf.save(path)
    return path


@pytest.mark.parametrize("form", [False, True])
def test_an_article_takes_no_text_of_its_neighbours_along(tmp_path, form):
    path, issue = typeset(tmp_path / "page.pdf", form=form), shared("text")
    assert "warm sea" in text_of(written(issue, path))
    for own, other, wanted in (("tides", "warm", "a01"), ("warm", "tides", "a02")):
        text = text_of(written(select(issue, {wanted}), path))
        assert own in text
        assert other not in text


def test_what_an_article_does_not_own_of_a_scan_is_not_seen_either(tmp_path):
    Image.new("L", (400, 600), 40).save(tmp_path / "page.jpg", dpi=(72, 72))
    data = written(select(shared("ocr"), {"a02"}), tmp_path / "page.jpg")
    shown = pypdfium2.PdfDocument(data)[0].render().to_pil().convert("L")
    assert text_of(data).split() == ["the", "warm", "sea"]
    assert [shown.getpixel((200, y)) > 250 for y in (150, 450)] == [True, False]


def test_an_issue_keeps_all_of_its_shared_pages(tmp_path):
    path = typeset(tmp_path / "page.pdf", form=False)
    assert text_of(written(shared("text"), path)).split() == ["tides", "and", "the", "moon", "the", "warm", "sea"]


def pictures(folder: Path) -> dict[str, bytes]:
    """Twelve pages whose names do not sort as text; the tenth is a PNG, beside litter that is no page."""
    folder.mkdir()
    for number in range(1, 13):
        image = Image.new("RGB", (60 + number, 90), (number * 20, 30, 60))
        image.save(folder / f"page {number}.{'png' if number == 10 else 'jpg'}")
    (folder / ".hidden.jpg").write_bytes(b"not a picture")
    files = sorted(
        (path for path in folder.iterdir() if not path.name.startswith(".")), key=lambda path: natural(path.name)
    )
    return {path.name: path.read_bytes() for path in files}


@pytest.mark.parametrize("packed", [False, True])
def test_a_folder_or_archive_of_pictures_becomes_a_pdf_of_them(tmp_path, packed):
    files = pictures(tmp_path / "issue")
    original = tmp_path / "issue"
    if packed:
        original = tmp_path / "issue.cbz"
        with zipfile.ZipFile(original, "w") as archive:
            for name in reversed(files):
                archive.writestr(name, files[name])
    issue = Issue(id="pictures", pages=tuple(Page(number=number, source="ocr") for number in range(1, 13)))
    data = written(issue, original)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [int(page.get_images()["/Scan"].Width) for page in pdf.pages] == [60 + number for number in range(1, 13)]
        raw = [page.get_images()["/Scan"].read_raw_bytes() for page in pdf.pages]
        assert [one == given for one, given in zip(raw, files.values(), strict=True)] == [n != 9 for n in range(12)]
        shown = pikepdf.PdfImage(pdf.pages[9].get_images()["/Scan"]).as_pil_image().convert("RGB")
        assert shown.getpixel((5, 5)) == (200, 30, 60)


def test_an_archive_without_pictures_makes_no_pdf(tmp_path):
    with zipfile.ZipFile(tmp_path / "texts.zip", "w") as archive:
        archive.writestr("readme.txt", "no pictures")
    with pytest.raises(UnsupportedInput, match="no pictures"):
        written(Issue(id="texts", pages=(Page(number=1, source="ocr"),)), tmp_path / "texts.zip")


def test_fifty_words_land_on_their_ink(tmp_path):
    """A page of print as a picture: what is found of fifty of its words lies on dark pixels, and the white beside does not."""
    issue = read(SPECIMEN, load_settings(engine="none"))
    page = max(issue.pages, key=lambda page: sum(len(line.text) for line in page.lines))
    shown = pypdfium2.PdfDocument(SPECIMEN)[page.number - 1].render(scale=2).to_pil().convert("L")
    shown.save(tmp_path / "page.png", dpi=(144, 144))
    made = replace(issue, articles=(), contents=(), pages=(replace(page, number=1, scan=0, source="ocr"),))
    textpage = (document := pypdfium2.PdfDocument(written(made, tmp_path / "page.png")))[0].get_textpage()
    width, height = document[0].get_size()
    words = [word for one in page.lines for word in one.text.split() if word.isalpha() and len(word) > 3]
    for word in random.Random(1).sample(words, 50):
        start, count = textpage.search(word, match_case=True).get_next()
        boxes = [textpage.get_charbox(at) for at in range(start, start + count)]
        left, bottom, right, top = (pick(box[side] for box in boxes) for side, pick in enumerate((min, min, max, max)))
        crop = shown.crop(
            (round(left / width * shown.width), round((1 - top / height) * shown.height),
             round(right / width * shown.width), round((1 - bottom / height) * shown.height))
        )  # fmt: skip
        columns = [min(crop.crop((x, 0, x + 1, crop.height)).tobytes()) < 128 for x in range(crop.width)]
        assert sum(columns) > 0.7 * len(columns), word
