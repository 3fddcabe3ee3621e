"""Scanned specimens are pictures only, and their truth goes with them."""

from __future__ import annotations

import math

import numpy as np
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.degradation import Wear, bind, degrade, pair_pages, scan, turn_box


@pytest.fixture(scope="module")
def page_with_text() -> bytes:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 400))
        font = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pdf.make_stream(b"BT /F1 40 Tf 30 180 Td (Backfile) Tj ET")
        from io import BytesIO

        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def test_a_scan_has_no_text_and_the_same_page_size(page_with_text: bytes) -> None:
    scanned, skews = scan(page_with_text, Wear(), seed=1)
    with pypdfium2.PdfDocument(scanned) as document:
        assert document[0].get_textpage().get_text_range() == ""
        assert document[0].get_size() == pytest.approx((300, 400))
    assert len(skews) == 1


def test_the_same_seed_scans_alike_and_another_one_differently(page_with_text: bytes) -> None:
    assert scan(page_with_text, Wear(), 1) == scan(page_with_text, Wear(), 1)
    assert scan(page_with_text, Wear(), 1) != scan(page_with_text, Wear(), 2)


@given(st.floats(-3, 3), st.floats(0, 0.9), st.floats(0, 0.9))
def test_a_turned_box_holds_where_its_centre_went(angle: float, left: float, top: float) -> None:
    box = [left, top, left + 0.1, top + 0.1]
    turned = turn_box(box, angle, 200.0, 300.0)
    x, y = (left + 0.05 - 0.5) * 200, (top + 0.05 - 0.5) * 300
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    went = ((x * cos - y * sin) / 200 + 0.5, (x * sin + y * cos) / 300 + 0.5)
    assert turned[0] - 1e-3 <= went[0] <= turned[2] + 1e-3
    assert turned[1] - 1e-3 <= went[1] <= turned[3] + 1e-3


def test_ink_goes_where_the_truth_says_it_went() -> None:
    page = np.full((600, 400), 255, np.uint8)
    page[100:120, 300:340] = 0
    wear = Wear(noise=0, blur=0, skew=2)
    turned = degrade(page, wear, 2.0, np.random.default_rng(0))
    rows, columns = np.nonzero(turned < 100)
    box = turn_box([0.75, 100 / 600, 0.85, 0.2], 2.0, 400.0, 600.0)
    assert columns.min() / 400 == pytest.approx(box[0], abs=0.01)
    assert rows.max() / 600 == pytest.approx(box[3], abs=0.01)


def test_bound_pages_keep_their_order() -> None:
    pages = [(np.full((40, 30), shade, np.uint8), (30.0, 40.0)) for shade in (0, 128, 255)]
    with pypdfium2.PdfDocument(bind(pages, 90)) as document:
        shades = [document[n].render(grayscale=True).to_numpy().mean() for n in range(3)]
    assert shades == sorted(shades)


def test_spreads_hold_two_pages_beside_each_other_after_the_first() -> None:
    page = (np.full((40, 30), 200, np.uint8), (30.0, 40.0))
    assert [image.shape for image, _ in pair_pages([page] * 4)] == [(40, 30), (40, 60), (40, 30)]


def test_a_scan_with_turns_keeps_the_number_of_pages(page_with_text: bytes) -> None:
    scanned, skews = scan(page_with_text, Wear(), seed=3, turns=True)
    with pypdfium2.PdfDocument(scanned) as document:
        assert len(document) == len(skews) == 1
