"""Forms that draw one another without end are found before PDFium follows them."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from backfile.errors import DamagedInput
from backfile.forms import Forms
from backfile.readers import open_document
from backfile.settings import Settings


def write(path: Path, inside: bytes, *, pages: int = 2) -> Path:
    """A PDF whose second page draws a form whose content is `inside`; the form may draw itself as /I."""
    pdf = pikepdf.new()
    for number in range(pages):
        page = pdf.add_blank_page(page_size=(200, 200))
        if number == 1:
            form = pdf.make_stream(inside, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 100])
            form.Resources = Dictionary(XObject=Dictionary(I=form))
            page.Resources = Dictionary(XObject=Dictionary(I=form))
            page.Contents = pdf.make_stream(b"/I Do")
    pdf.save(path)
    return path


def bottomless(path: Path) -> set[int]:
    forms = Forms(path, None)
    found = {number for number in (1, 2) if forms.are_bottomless(number)}
    forms.close()
    return found


def test_a_form_that_draws_itself_twice_is_bottomless(tmp_path: Path) -> None:
    assert bottomless(write(tmp_path / "a.pdf", b"/I Do /I Do")) == {2}


def test_a_form_that_draws_nothing_else_is_not(tmp_path: Path) -> None:
    assert bottomless(write(tmp_path / "a.pdf", b"0 0 10 10 re f")) == set()


def test_such_a_page_is_an_error_and_the_others_are_read(tmp_path: Path) -> None:
    document = open_document(write(tmp_path / "a.pdf", b"/I Do /I Do"), Settings())
    assert document.page(1).number == 1
    with pytest.raises(DamagedInput, match="page 2: the page draws itself"):
        document.page(2)
    with pytest.raises(DamagedInput, match="page 2"):
        document.image(2, 50)
