"""The IIIF Image API 3.0, level 2, by the IIIF's own validator and its picture of a hundred coloured squares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
import zstandard
from PIL import Image

from backfile import record
from backfile.archive import Archive
from backfile.archive.files import hash_input
from backfile.catalogue import Catalogue
from backfile.model import Designation, Issue, Page, Periodical, Source

from .conftest import listening

iiif_validator = pytest.importorskip(  # libmagic may be missing too
    "iiif_validator.validator", reason="iiif-validator is not installed", exc_type=ImportError
)

# Tests of the validator that can't pass as they are written, and why.
AT_FAULT = {
    "format_jp2": "optional, not offered; and the test asks for urllib.urlopen, which Python 3 has not",
    "format_pdf": "optional, not offered; and the test asks for urllib.urlopen, which Python 3 has not",
    "format_webp": "the test asks for urllib.urlopen, which Python 3 has not",
    "size_noup": "the test wants 400 for !2000,3000, but 3.0 (4.2) scales it as large as is possible without enlarging",
}


class Served(NamedTuple):
    host: str
    prefix: str


def squares() -> Image.Image:
    """The validator's picture, drawn from the colours that it knows."""
    colours = iiif_validator.ValidationInfo().colorInfo
    picture = Image.new("RGB", (1000, 1000))
    for column, row in enumerate(colours):
        for line, colour in enumerate(row):
            picture.paste(colour, (column * 100, line * 100, column * 100 + 100, line * 100 + 100))
    return picture


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("image-api")
    original = home / "squares.png"
    squares().save(original)
    archive = Archive(home / "archive", create=True)
    issue = Issue(
        id="squares-2020-01",
        periodical=Periodical(title="Squares"),
        issue=Designation(year=2020, month=1, date="2020-01"),
        pages=(Page(number=1, width=1000, height=1000, unit="px"),),
        source=Source(name=original.name, format="image", sha256=hash_input(original)),
    )
    kept = archive.keep(issue, zstandard.compress(record.dump_words(issue)), original, hash_input(original))
    catalogue = Catalogue(archive.root, archive.settings())
    catalogue.add(kept)
    with listening(archive) as address:
        yield Served(address.removeprefix("http://"), f"iiif/{issue.id}")


def suite() -> Any:
    return iiif_validator.TestSuite(iiif_validator.ValidationInfo())


@pytest.mark.parametrize("name", sorted(suite().list_tests("3.0")))
def test_the_validator_is_content(images: Served, name: str, request: pytest.FixtureRequest) -> None:
    if name in AT_FAULT:
        request.applymarker(pytest.mark.xfail(reason=AT_FAULT[name], strict=True))
    asked = iiif_validator.ImageAPI("1", images.host, images.prefix, "http", "", "3.0", debug=False)
    suite().run_test(name, asked)
    error = asked.exception
    assert error is None, f"{asked.urls}: got {error.got}, expected {error.expected} ({error.type}): {error.message}"
