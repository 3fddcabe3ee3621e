"""Where images stand on a PDF page, through PDFium's raw interface: thousands of objects are passed over in C."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import c_float, c_int, c_size_t, c_void_p
from itertools import repeat

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ._characters import foreign

Matrix = NDArray[np.float64]
Bounds = tuple[float, float, float, float]

MAX_OBJECTS = 200_000
MAX_PICTURES = 500
MAX_DEPTH = 3

_count = foreign("FPDFPage_CountObjects", c_int, c_void_p)
_object = foreign("FPDFPage_GetObject", c_size_t, c_void_p, c_int)
_form_count = foreign("FPDFFormObj_CountObjects", c_int, c_void_p)
_form_object = foreign("FPDFFormObj_GetObject", c_size_t, c_void_p, ctypes.c_ulong)
_type = foreign("FPDFPageObj_GetType", c_int, c_void_p)
_matrix = foreign("FPDFPageObj_GetMatrix", c_int, c_void_p, c_void_p)
_pixel_size = foreign("FPDFImageObj_GetImagePixelSize", c_int, c_void_p, c_void_p, c_void_p)
_bounds = foreign("FPDFPageObj_GetBounds", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)


def count_objects(page: int) -> int:
    """How many objects are drawn on the page (address), forms counted as one."""
    return int(_count(page))


def find_pictures(page: int) -> list[Bounds]:
    """Bounds (left, bottom, right, top; user space, points) of the images on the page (address), at most MAX_PICTURES."""
    found: list[Bounds] = []
    objects = list(map(_object, repeat(page), range(min(_count(page), MAX_OBJECTS))))
    for bounds in _walk(objects, np.eye(3), 0):
        found.append(bounds)
        if len(found) >= MAX_PICTURES:
            break
    return found


def count_pixels(page: int) -> int:
    """How many pixels the images on the page (address) have, of the first MAX_PICTURES that stand on it as such."""
    objects = list(map(_object, repeat(page), range(min(_count(page), MAX_OBJECTS))))
    images = [
        thing for thing, kind in zip(objects, map(_type, objects), strict=True) if kind == pdfium.FPDF_PAGEOBJ_IMAGE
    ]
    return sum(map(_pixels_of, images[:MAX_PICTURES]))


def _pixels_of(thing: int) -> int:
    buffer = (ctypes.c_uint * 2)()
    found = _pixel_size(thing, ctypes.addressof(buffer), ctypes.addressof(buffer) + 4)
    return buffer[0] * buffer[1] if found else 0


def _walk(objects: list[int], space: Matrix, depth: int) -> Iterator[Bounds]:
    """Images among `objects` and inside their forms; `space` (row vectors, PDF 32000-1 8.3.4) leads to user space."""
    for thing, kind in zip(objects, map(_type, objects), strict=True):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            bounds = _read_bounds(thing)
            if bounds:
                yield _moved(bounds, space)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            inside = [_form_object(thing, place) for place in range(min(_form_count(thing), MAX_OBJECTS))]
            yield from _walk(inside, _read_matrix(thing) @ space, depth + 1)


def _read_bounds(thing: int) -> Bounds | None:
    buffer = (c_float * 4)()
    start = ctypes.addressof(buffer)
    if not _bounds(thing, start, start + 4, start + 8, start + 12):
        return None
    return buffer[0], buffer[1], buffer[2], buffer[3]


def _read_matrix(thing: int) -> Matrix:
    buffer = (c_float * 6)()
    if not _matrix(thing, ctypes.addressof(buffer)):
        return np.eye(3)
    a, b, c, d, e, f = buffer
    return np.array([[a, b, 0], [c, d, 0], [e, f, 1]], np.float64)


def _moved(bounds: Bounds, space: Matrix) -> Bounds:
    left, bottom, right, top = bounds
    corners = np.array([[left, bottom, 1], [right, bottom, 1], [left, top, 1], [right, top, 1]]) @ space
    (x0, y0), (x1, y1) = corners[:, :2].min(axis=0).tolist(), corners[:, :2].max(axis=0).tolist()
    return x0, y0, x1, y1
