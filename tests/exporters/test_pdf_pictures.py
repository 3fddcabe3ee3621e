"""Searchable PDFs of pictures in every form that scans come in: the data as they were, shown as they were, hardly larger."""

from __future__ import annotations

import io
import random
import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.exporters.test_pdf import verapdf

from backfile.exporters import export
from backfile.model import Box, Issue, Line, Page, Word

SIZE = (826, 1169)  # A4 at 100 dots per inch
TEXT = ["the", "quick", "brown", "fox", "jumps", "over", "the", "lazy", "dog", "while", "nobody", "is", "looking"]


def scan(mode: str = "RGB", seed: int = 0) -> Image.Image:
    """A page of print with the grain that scans have."""
    grain = np.random.default_rng(seed).normal(235, 6, (SIZE[1], SIZE[0], 3)).clip(0, 255).astype(np.uint8)
    image = Image.fromarray(grain)
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(14)
    for row in range(55):
        draw.text((60, 50 + row * 19), sentence(row), fill=(20, 20, 60), font=font)
    return (
        image.convert("L").point(lambda value: 255 * (value > 140)).convert("1") if mode == "1" else image.convert(mode)
    )


def sentence(row: int) -> str:
    return " ".join(random.Random(row).choices(TEXT, k=14))


def read_as(count: int = 1) -> Issue:
    """What OCR makes of such pages."""
    lines = []
    for row in range(55):
        box = Box(60 / SIZE[0], (50 + row * 19) / SIZE[1], 0.92, (66 + row * 19) / SIZE[1])
        lines.append(Line(text=sentence(row), box=box, words=(Word(text=sentence(row), box=box, confidence=0.9),)))
    return Issue(id="pictures", pages=tuple(Page(number=n + 1, source="ocr", lines=tuple(lines)) for n in range(count)))


def saved(folder: Path, name: str, image: Image.Image, **options: object) -> Path:
    image.save(folder / name, **({"dpi": (100, 100)} | options))
    return folder / name


def made(original: Path, issue: Issue | None = None) -> bytes:
    out = io.BytesIO()
    export(iter([issue or read_as()]), out, "pdf", lambda issue: original)
    return out.getvalue()


class Shown(NamedTuple):
    """A picture of a PDF: its filter, its data as they are in the file, and itself (None of JPEG 2000)."""

    filter: str
    data: bytes
    image: Image.Image | None


def pictures(data: bytes) -> list[Shown]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [shown(picture) for page in pdf.pages for picture in page.get_images().values()]


def shown(picture: pikepdf.Stream) -> Shown:
    kind = str(picture.Filter)
    image = pikepdf.PdfImage(picture).as_pil_image() if kind != "/JPXDecode" else None
    return Shown(kind, picture.read_raw_bytes(), image)


FORMS = {
    "JPEG": ("p.jpg", "RGB", {"quality": 80}),
    "JPEG, grey": ("p.jpg", "L", {"quality": 80}),
    "JPEG 2000": ("p.jp2", "RGB", {"quality_mode": "rates", "quality_layers": [20]}),
    "JPEG 2000, bare": ("p.j2k", "L", {"quality_mode": "rates", "quality_layers": [10]}),
    "PNG": ("p.png", "RGB", {}),
    "PNG, palette": ("p.png", "P", {}),
    "PNG, black and white": ("p.png", "1", {}),
    "TIFF, group 4": ("p.tif", "1", {"compression": "group4"}),
    "TIFF, LZW": ("p.tif", "L", {"compression": "tiff_lzw"}),
    "TIFF, JPEG": ("p.tif", "RGB", {"compression": "jpeg"}),
    "GIF": ("p.gif", "P", {}),
    "BMP": ("p.bmp", "L", {}),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_scan_is_shown_as_it_was_and_hardly_grows(tmp_path, form):
    """Within 10 %, the text of a full page included (and 6 KB of colour profile, metadata and font, once a file)."""
    name, mode, options = FORMS[form]
    path = saved(tmp_path, name, scan(mode), **options)
    data = made(path)
    assert len(data) < 1.1 * path.stat().st_size + 6000
    assert pikepdf.open(io.BytesIO(data)).open_metadata().pdfa_status == "2B"
    with Image.open(path) as original:
        expected = coarse(original)
    page = pypdfium2.PdfDocument(data)[0]
    off = np.abs(coarse(page.render(scale=SIZE[0] / page.get_width()).to_pil()) - expected)
    assert off.mean() < 4
    assert expected.std() > 10


def coarse(image: Image.Image) -> np.ndarray:
    """Grey by tenths of an inch or so: what is there, but not its grain."""
    return np.asarray(image.convert("L").resize((118, 167), Image.Resampling.BOX), int)


@pytest.mark.parametrize("form", ["JPEG", "JPEG, grey", "JPEG 2000"])
def test_the_data_of_the_file_are_in_the_pdf_byte_by_byte(tmp_path, form):
    name, mode, options = FORMS[form]
    path = saved(tmp_path, name, scan(mode), **options)
    assert pictures(made(path))[0].data == path.read_bytes()


@pytest.mark.parametrize("form", ["PNG", "PNG, palette", "PNG, black and white", "TIFF, group 4", "TIFF, LZW"])
def test_not_a_pixel_is_lost(tmp_path, form):
    name, mode, options = FORMS[form]
    path = saved(tmp_path, name, scan(mode), **options)
    (picture,) = pictures(made(path))
    with Image.open(path) as original:
        assert picture.image.convert("RGB").tobytes() == original.convert("RGB").tobytes()


def test_every_page_of_a_tiff_and_only_the_first_picture_of_a_phone(tmp_path):
    frames = [scan("1", seed) for seed in range(3)]
    many = saved(tmp_path, "many.tif", frames[0], save_all=True, append_images=frames[1:], compression="group4")
    assert len(pictures(made(many, read_as(3)))) == 3
    phone = saved(tmp_path, "phone.jpg", scan(), format="MPO", save_all=True, append_images=[scan(seed=1)])
    (picture,) = pictures(made(phone))
    assert picture.filter == "/DCTDecode"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_that_says_how_it_was_held_is_shown_upright(tmp_path, orientation):
    image = Image.new("RGB", (300, 200), "white")
    ImageDraw.Draw(image).rectangle((0, 0, 60, 40), fill="red")
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = saved(tmp_path, "held.jpg", image, exif=exif, quality=95)
    shown = (
        pypdfium2.PdfDocument(made(path, Issue(id="held", pages=(Page(number=1, source="ocr"),))))[0].render().to_pil()
    )
    x, y = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}[orientation]
    width, height = shown.size
    assert (width > height) is (orientation < 5)
    corners = {(a, b): shown.getpixel((5 + a * (width - 10), 5 + b * (height - 10))) for a in (0, 1) for b in (0, 1)}
    assert {at: colour[1] < 90 for at, colour in corners.items()} == {at: at == (x, y) for at in corners}


def test_colours_for_print_are_not_turned_to_negatives(tmp_path):
    path = saved(tmp_path, "cmyk.jpg", Image.new("CMYK", (200, 200), (0, 255, 255, 0)), quality=95)
    red, green, blue = pypdfium2.PdfDocument(made(path))[0].render().to_pil().convert("RGB").getpixel((100, 100))
    assert red > 180
    assert max(green, blue) < 90


def test_transparent_paper_is_white(tmp_path):
    image = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    path = saved(tmp_path, "clear.png", image)
    assert pypdfium2.PdfDocument(made(path))[0].render().to_pil().convert("L").getextrema() == (255, 255)


def test_webp_is_the_one_that_is_encoded_anew(tmp_path):
    path = saved(tmp_path, "p.webp", scan(), quality=75)
    (picture,) = pictures(made(path))
    assert picture.filter == "/DCTDecode"
    exact = saved(tmp_path, "exact.webp", scan(), lossless=True)
    (picture,) = pictures(made(exact))
    assert picture.image.convert("RGB").tobytes() == scan().tobytes()


def test_scans_in_jpeg_2000_and_group_4_are_pdf_a_by_verapdf(tmp_path):
    files = []
    for form in ("JPEG 2000", "JPEG 2000, bare", "TIFF, group 4", "PNG, palette"):
        name, mode, options = FORMS[form]
        (tmp_path / f"{len(files)}.pdf").write_bytes(made(saved(tmp_path, name, scan(mode), **options)))
        files.append(tmp_path / f"{len(files)}.pdf")
    assert verapdf(*files) == ["valid"] * 4


@pytest.mark.parametrize("characters", ["汉字", "abc", "عربي"])
def test_the_text_of_a_page_costs_a_few_bytes_a_character(tmp_path, characters):
    """Two thousand characters, each with a place of its own, in less than three bytes each."""
    generator = random.Random(1)
    alphabet = {
        "汉字": [chr(0x4E00 + generator.randrange(3000)) for _ in range(400)],
        "abc": list("abcdefghij etaoin"),
        "عربي": list("ابتثجحخدذرزسشصضطظعغ "),
    }[characters]
    lines = []
    for row in range(50):
        text, top = "".join(generator.choices(alphabet, k=40)).strip(), row * 0.018
        box = Box(0.1, top, 0.9, top + 0.014)
        edges = tuple(0.1 + 0.8 * at / len(text) + generator.uniform(-0.002, 0.002) for at in range(len(text) + 1))
        lines.append(Line(text=text, box=box, words=(Word(text=text, box=box, edges=edges, confidence=0.9),)))
    path = saved(tmp_path, "blank.png", Image.new("1", SIZE, 1))
    with pikepdf.open(
        io.BytesIO(made(path, Issue(id="text", pages=(Page(number=1, source="ocr", lines=tuple(lines)),))))
    ) as pdf:
        pdf.pages[0].contents_coalesce()
        cost = len(zlib.compress(pdf.pages[0].Contents.read_bytes(), 9))
    assert cost < 3 * sum(len(line.text) for line in lines)
