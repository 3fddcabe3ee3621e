"""The identifiers that specimens carry hold, and their bars can be read by a reader that is not ours."""

from __future__ import annotations

from random import Random

import numpy as np
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean
from stdnum import issn as issn_number

from press import barcode


@given(st.integers())
def test_every_issn_has_a_right_check_digit(seed: int) -> None:
    assert issn_number.is_valid(barcode.issn(Random(seed)))


@given(st.integers(), st.integers(0, 99))
def test_every_barcode_number_has_a_right_check_digit_and_holds_the_issn(seed: int, reserve: int) -> None:
    serial = barcode.issn(Random(seed))
    code = barcode.ean13(serial, f"{reserve:02}")
    assert ean.is_valid(code)
    assert code[3:10] == serial.replace("-", "")[:7]


def test_bars_are_read_back_with_their_add_on() -> None:
    modules = np.array([int(module) for module in barcode.bars("9771002060231", "06")], dtype=np.uint8)
    image = np.pad(np.repeat(255 * (1 - modules), 3), 40, constant_values=255)[None, :].repeat(90, axis=0)
    found = zxingcpp.read_barcodes(np.ascontiguousarray(image), ean_add_on_symbol=zxingcpp.EanAddOnSymbol.Read)
    assert [symbol.text for symbol in found] == ["977100206023106"]
