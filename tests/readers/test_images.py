"""Page images of every format: sizes on paper, orientation, many pages, and what is no image."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from backfile.errors import DamagedInput, EmptyInput, InputTooLarge, UnsupportedInput
from backfile.readers import open_document
from backfile.readers.folder import natural
from backfile.settings import Settings

SETTINGS = Settings()


def make_picture(width: int = 400, height: int = 600, mode: str = "RGB") -> Image.Image:
    picture = Image.new(mode, (width, height), "white" if mode != "1" else 1)
    ImageDraw.Draw(picture).rectangle((20, 30, 80, 60), fill="black" if mode != "1" else 0)
    return picture


@pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "webp", "jp2", "gif", "bmp"])
def test_each_format_gives_a_page_that_has_to_be_recognised(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"page.{suffix}"
    make_picture().save(file)
    document = open_document(file, SETTINGS)
    assert (len(document), document.page(1).source, document.image(1, 200).size) == (1, "none", (400, 600))


def test_a_stated_resolution_gives_the_size_on_paper(tmp_path: Path) -> None:
    file = tmp_path / "page.png"
    make_picture(1181, 1772).save(file, dpi=(300, 300))
    page = open_document(file, SETTINGS).page(1)
    assert (page.unit, round(page.width), round(page.height)) == ("mm", 100, 150)


@pytest.mark.parametrize("stated", [{}, {"dpi": (72, 72)}, {"dpi": (96, 96)}])
def test_where_no_scanner_states_a_resolution_the_page_is_as_tall_as_a4(
    tmp_path: Path, stated: dict[str, tuple[int, int]]
) -> None:
    file = tmp_path / "page.png"
    make_picture().save(file, **stated)
    page = open_document(file, SETTINGS).page(1)
    assert (page.unit, page.width, page.height) == ("mm", 198, 297)


def test_an_image_is_reduced_to_the_resolution_asked_for_but_never_enlarged(tmp_path: Path) -> None:
    file = tmp_path / "page.jpg"
    make_picture(1200, 1600).save(file, dpi=(400, 400))
    document = open_document(file, SETTINGS)
    assert document.image(1, 600).size == (1200, 1600)
    assert document.image(1, 200).size == (600, 800)


def test_every_frame_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    file = tmp_path / "volume.tiff"
    make_picture(100, 200).save(file, save_all=True, append_images=[make_picture(110, 210), make_picture(120, 220)])
    document = open_document(file, SETTINGS)
    assert [document.image(number, 200).size for number in (1, 2, 3)] == [(100, 200), (110, 210), (120, 220)]


def test_the_orientation_that_a_camera_noted_is_applied(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    make_picture(400, 600).save(file, exif=exif)
    document = open_document(file, SETTINGS)
    assert document.image(1, 200).size == (600, 400)
    assert document.page(1).width > document.page(1).height


@pytest.mark.parametrize("mode", ["1", "L", "LA", "RGBA", "P", "CMYK", "I;16"])
def test_every_kind_of_pixel_becomes_grey_or_colour(tmp_path: Path, mode: str) -> None:
    file = tmp_path / "page.tif"
    make_picture().convert("L").convert(mode).save(file) if mode != "P" else make_picture().convert("P").save(file)
    assert open_document(file, SETTINGS).image(1, 200).mode in ("RGB", "L")


def test_an_image_beyond_the_bound_is_refused_before_its_pixels_are_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.png"
    make_picture(3000, 2000, "1").save(file)
    with pytest.raises(InputTooLarge, match=r"huge\.png.*3,000 × 2,000"):
        open_document(file, Settings(max_pixels=1_000_000)).image(1, 200)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_an_image_cut_short_names_its_file(tmp_path: Path, share: float) -> None:
    whole = tmp_path / "whole.png"
    Image.effect_noise((300, 300), 80).save(whole)
    file = tmp_path / "cut.png"
    file.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])
    with pytest.raises(DamagedInput, match=r"cut\.png"):
        open_document(file, SETTINGS).image(1, 200)


def test_a_folder_of_images_is_one_document_in_natural_order(tmp_path: Path) -> None:
    for number, width in ((10, 100), (2, 20), (1, 10)):
        make_picture(width, 50).save(tmp_path / f"p{number}.png")
    (tmp_path / "Thumbs.db").write_bytes(b"x")
    (tmp_path / ".hidden.png").write_bytes(b"x")
    document = open_document(tmp_path, SETTINGS)
    assert [document.image(number, 200).width for number in range(1, len(document) + 1)] == [10, 20, 100]


def test_a_folder_without_images_is_empty(tmp_path: Path) -> None:
    with pytest.raises((EmptyInput, UnsupportedInput)):
        open_document(tmp_path, SETTINGS)


def test_names_sort_by_the_value_of_their_digits() -> None:
    names = ["p10", "p9", "第2页", "第10页", "a", "A1"]
    assert sorted(names, key=natural) == ["a", "A1", "p9", "p10", "第2页", "第10页"]
