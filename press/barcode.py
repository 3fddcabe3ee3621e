"""EAN-13 with a two-digit add-on as bars, the way a serial prints its ISSN (ISO 3297; GS1 General Specifications 5.2)."""

from __future__ import annotations

from random import Random

_LEFT = ["0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011"]
_PARITY = ["LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL"]
_ADD_ON_PARITY = ("LL", "LG", "GL", "GG")
_GUARD, _CENTRE, _QUIET = "101", "01010", "0" * 9


def issn(rng: Random) -> str:
    """An ISSN (NNNN-NNNC) with a right check digit: weights 8 to 2, modulus 11, X for ten (ISO 3297:2022, Annex A)."""
    digits = f"{rng.randint(1000000, 2999999)}"
    rest = -sum(int(d) * w for d, w in zip(digits, range(8, 1, -1), strict=True)) % 11
    return f"{digits[:4]}-{digits[4:]}{'X' if rest == 10 else rest}"


def ean13(serial: str, reserve: str = "00") -> str:
    """977 + the first seven digits of the ISSN + two reserve digits + check digit (weights 1 and 3, modulus 10)."""
    digits = "977" + serial.replace("-", "")[:7] + reserve
    return digits + str(-sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10)


def bars(code: str, add_on: str = "") -> str:
    """The modules of an EAN-13 (and add-on, 9 modules behind) as a string of 0 and 1."""
    left = "".join(_digit(d, parity) for d, parity in zip(code[1:7], _PARITY[int(code[0])], strict=True))
    right = "".join(_digit(d, "R") for d in code[7:])
    main = _GUARD + left + _CENTRE + right + _GUARD
    if not add_on:
        return main
    first, second = zip(add_on, _ADD_ON_PARITY[int(add_on) % 4], strict=True)
    return main + _QUIET + "1011" + _digit(*first) + "01" + _digit(*second)


def svg(code: str, add_on: str = "", *, height: int = 60) -> str:
    """A drawing of the symbol, one unit a module, on white with quiet zones."""
    modules = bars(code, add_on)
    rects = "".join(
        f'<rect x="{x + 11}" y="4" width="1" height="{height}"/>' for x, m in enumerate(modules) if m == "1"
    )
    size = f'width="{len(modules) + 22}" height="{height + 8}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect {size} fill="#fff"/>{rects}</svg>'


def _digit(digit: str, parity: str) -> str:
    left = _LEFT[int(digit)]
    if parity == "L":
        return left
    inverse = left.translate(str.maketrans("01", "10"))
    return inverse if parity == "R" else inverse[::-1]
