"""Pictures as pages of a PDF: their data as they are where PDF has a filter for them, else without loss in the smallest form.

| picture | in the PDF |
|---|---|
| JPEG (also the first of a phone's series), JPEG 2000 | its own bytes (ISO 32000-1, 7.4.8, 7.4.9) |
| PNG without transparency, not interlaced | its own rows (7.4.4.4) |
| TIFF of JPEG strips or tiles | those, each in its place |
| black and white | CCITT group 4 (7.4.6) |
| everything else | its pixels as PNG packs them |
| WebP with loss, which no filter of PDF reads | JPEG of quality 80, the one picture that is encoded anew |

Colour profiles go along. A turn that the file asks for (EXIF) is the turn of the page: the data stay as they are.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

from ..errors import DamagedInput, PasswordNeeded, UnsupportedInput
from ..model import Issue, Page

if TYPE_CHECKING:
    from PIL.Image import Image

_SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp", ".gif", ".jp2", ".j2k", ".jpx")
_DPI = 300  # of a picture that does not say, when the page's size is not known either
_LEAST_DPI, _MOST_DPI = 36, 4800
_WEBP_QUALITY = 80
_ORIENTATION = 0x0112
_TURNS = {1: (1, 0, 0, 1, 0, 0), 2: (-1, 0, 0, 1, 1, 0), 3: (-1, 0, 0, -1, 1, 1), 4: (1, 0, 0, -1, 0, 1),
          5: (0, -1, -1, 0, 1, 1), 6: (0, -1, 1, 0, 0, 1), 7: (0, 1, 1, 0, 0, 0), 8: (0, 1, -1, 0, 1, 0)}  # fmt: skip
"""EXIF 2.32, tag 0x0112 → where the unit square of the picture lies on that of the page (origin bottom left)."""
_JPEG_TIFF, _YCBCR = 7, 6


class Piece(NamedTuple):
    """A picture, or a part of one: its data under a filter of PDF, and its place in pixels from the top left."""

    data: bytes
    filter: Name
    width: int
    height: int
    space: Any
    depth: int = 8
    parameters: Dictionary | None = None
    decode: tuple[int, ...] = ()
    left: int = 0
    top: int = 0


def open_pictures(issue: Issue, original: Path, password: str = "") -> pikepdf.Pdf:
    """A PDF whose pages show the pictures of an original.

    Raises UnsupportedInput when there are none, DamagedInput, PasswordNeeded.
    """
    from PIL import UnidentifiedImageError

    pdf = pikepdf.new()
    pages = {page.scan or page.number: page for page in reversed(issue.pages)}
    try:
        for number, (frame, data) in enumerate(_frames(original, password), start=1):
            if number in pages:
                _add_page(pdf, frame, pages[number], data)
            else:
                pdf.add_blank_page()  # of an article's PDF: it goes again
    except UnidentifiedImageError as error:
        kind = original.suffix or "another kind"
        raise UnsupportedInput(
            f"{issue.id}: a PDF is made from PDF and picture files; this one was read from {kind}.",
            cure="Export EPUB, METS or text instead.",
        ) from error
    except RuntimeError as error:  # zipfile's word for a missing or wrong password
        raise PasswordNeeded(f"{issue.id}: {error}", cure="Give the password with --set password=…") from error
    except (zipfile.BadZipFile, zlib.error, OSError) as error:
        raise DamagedInput(f"{issue.id}: its original can't be opened: {error}") from error
    if not len(pdf.pages):
        raise UnsupportedInput(
            f"{issue.id}: there are no pictures in {original.name}.", cure="Export EPUB or text instead."
        )
    return pdf


def _frames(original: Path, password: str) -> Iterator[tuple[Image, bytes]]:
    """Picture by picture, with the bytes of its file. Every image of a TIFF is a page, of any other file the first."""
    from PIL import Image

    for data in _files(original, password):
        with Image.open(io.BytesIO(data)) as picture:
            for at in range(int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1):
                picture.seek(at)
                yield picture, data


def _files(original: Path, password: str) -> Iterator[bytes]:
    """The picture files of an original in the order of their pages: the file, or those in a folder or archive."""
    if original.is_dir():
        files = {path.name: path for path in original.iterdir() if path.is_file()}
        yield from (files[name].read_bytes() for name in _in_order(files))
    elif zipfile.is_zipfile(original):
        with zipfile.ZipFile(original) as archive:
            names = [member.filename for member in archive.infolist() if not member.is_dir()]
            yield from (archive.read(name, password.encode() or None) for name in _in_order(names))
    else:
        yield original.read_bytes()


def _in_order(names: Iterable[str]) -> list[str]:
    """Names of pictures as people count them, 2 before 10; what systems leave beside them is passed over."""
    pictures = [
        name
        for name in names
        if name.lower().endswith(_SUFFIXES) and not any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
    ]
    return sorted(pictures, key=_natural)


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    parts = re.findall(r"[0-9]+|[^0-9]+", name.casefold())
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)


def _add_page(pdf: pikepdf.Pdf, frame: Image, page: Page, data: bytes) -> None:
    turn = int(frame.getexif().get(_ORIENTATION, 1))
    turn = turn if turn in _TURNS else 1
    width, height = _points(frame, page, sideways=turn > 4)
    made = pdf.add_blank_page(page_size=(width, height))
    a, b, c, d, e, f = _TURNS[turn]
    parts, shown = (
        [f"q {a * width:.3f} {b * height:.3f} {c * width:.3f} {d * height:.3f} {e * width:.3f} {f * height:.3f} cm"],
        {},
    )
    for number, piece in enumerate(_pieces(pdf, frame, data)):
        across, down = piece.width / frame.width, piece.height / frame.height
        left, bottom = piece.left / frame.width, 1 - piece.top / frame.height - down
        name = f"Scan{number or ''}"
        shown[f"/{name}"] = _image(pdf, piece)
        parts.append(f"q {across:.6f} 0 0 {down:.6f} {left:.6f} {bottom:.6f} cm /{name} Do Q")
    made.obj.Resources = Dictionary(XObject=Dictionary(shown))
    made.obj.Contents = pdf.make_stream("\n".join([*parts, "Q", ""]).encode())


def _points(frame: Image, page: Page, *, sideways: bool) -> tuple[float, float]:
    """The page's own size where it is known in mm and upright, else the picture's by its resolution."""
    if page.unit == "mm" and page.width > 0 and page.height > 0 and page.crop is None and not page.rotation:
        return page.width / 25.4 * 72, page.height / 25.4 * 72
    try:
        dpi = float(frame.info["dpi"][0])
    except (KeyError, TypeError, ValueError, ZeroDivisionError, IndexError):
        dpi = _DPI
    dpi = dpi if _LEAST_DPI <= dpi <= _MOST_DPI else _DPI
    width, height = frame.width / dpi * 72, frame.height / dpi * 72
    return (height, width) if sideways else (width, height)


def _image(pdf: pikepdf.Pdf, piece: Piece) -> pikepdf.Stream:
    picture = pdf.make_stream(
        b"", Type=Name.XObject, Subtype=Name.Image, Width=piece.width, Height=piece.height, ColorSpace=piece.space,
        BitsPerComponent=piece.depth,
    )  # fmt: skip
    if piece.decode:
        picture.Decode = Array(piece.decode)
    if piece.parameters is None:
        picture.write(piece.data, filter=piece.filter)
    else:
        picture.write(piece.data, filter=piece.filter, decode_parms=piece.parameters)
    return picture


def _pieces(pdf: pikepdf.Pdf, frame: Image, data: bytes) -> list[Piece]:
    kind, space = frame.format, _space(pdf, frame)
    plain = frame.mode in ("1", "L", "RGB", "CMYK")
    if kind in ("JPEG", "MPO") and plain:
        return [_jpeg(frame, data, space)]
    if kind == "JPEG2000" and frame.mode in ("L", "RGB"):
        return [Piece(_boxed(frame, data), Name.JPXDecode, *frame.size, space)]
    if kind == "PNG" and (packed := _png(data, space)):
        return [packed]
    if kind == "TIFF" and plain and (pieces := _jpeg_tiff(frame, data, space)):
        return pieces
    if kind == "WEBP" and data[12:16] != b"VP8L" and b"VP8L" not in data[12:64] and frame.mode == "RGB":
        return [_jpeg(frame, _saved(frame, "JPEG", quality=_WEBP_QUALITY), space)]
    return [_pixels(frame, space)]


def _jpeg(frame: Image, data: bytes, space: Any) -> Piece:
    """A JPEG as it is. Those of four colours that Adobe's programs write are negatives (Adobe Technical Note 5116)."""
    negative = (1, 0) * 4 if frame.mode == "CMYK" and "adobe" in frame.info else ()
    return Piece(data, Name.DCTDecode, *frame.size, space, decode=negative)


def _boxed(frame: Image, data: bytes) -> bytes:
    """A JPEG 2000 file; a bare codestream gets the boxes that make one (ISO 15444-1, annex I)."""
    if not data.startswith(b"\xff\x4f\xff\x51"):
        return data
    channels, grey_or_srgb = (1, 17) if frame.mode == "L" else (3, 16)
    size = struct.pack(">IIHBBBB", frame.height, frame.width, channels, 7, 7, 0, 0)
    header = _box(b"ihdr", size) + _box(b"colr", struct.pack(">BBBI", 1, 0, 0, grey_or_srgb))
    start = _box(b"jP  ", b"\r\n\x87\n") + _box(b"ftyp", b"jp2 \0\0\0\0jp2 ")
    return start + _box(b"jp2h", header) + _box(b"jp2c", data)


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, kind) + content


def _space(pdf: pikepdf.Pdf, frame: Image) -> Any:
    """The colour space: the picture's own profile where it has one that fits (ISO 32000-1, 8.6.5.5)."""
    device, count, kind = {
        "1": (Name.DeviceGray, 1, b"GRAY"), "L": (Name.DeviceGray, 1, b"GRAY"), "CMYK": (Name.DeviceCMYK, 4, b"CMYK"),
    }.get(frame.mode, (Name.DeviceRGB, 3, b"RGB "))  # fmt: skip
    profile = frame.info.get("icc_profile") or b""
    if len(profile) < 128 or profile[16:20] != kind or profile[36:40] != b"acsp" or frame.mode == "P":
        return device
    return Array([Name.ICCBased, pdf.make_stream(profile, N=count, Alternate=device)])


def _png(data: bytes, space: Any) -> Piece | None:
    """The compressed rows of a PNG of grey, colour or a palette; None when it is interlaced or has transparency."""
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    depth, kind, *_, interlaced = data[24:29]
    chunks: dict[bytes, list[bytes]] = {}
    at = 8
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        chunks.setdefault(data[at + 4 : at + 8], []).append(data[at + 8 : at + 8 + length])
        at += 12 + length
    if kind not in (0, 2, 3) or interlaced or b"tRNS" in chunks or (kind == 3 and b"PLTE" not in chunks):
        return None
    if kind == 3:
        palette = chunks[b"PLTE"][0]
        space = Array([Name.Indexed, Name.DeviceRGB, len(palette) // 3 - 1, pikepdf.String(palette)])
    parameters = Dictionary(Predictor=15, Colors=3 if kind == 2 else 1, BitsPerComponent=depth, Columns=width)
    return Piece(b"".join(chunks.get(b"IDAT", [])), Name.FlateDecode, width, height, space, depth, parameters)


def _jpeg_tiff(frame: Image, data: bytes, space: Any) -> list[Piece]:
    """The JPEGs that strips or tiles of a TIFF are (TIFF Technical Note 2), their common tables put in; none of any other."""
    tags = frame.tag_v2  # type: ignore[attr-defined]
    if tags.get(259) != _JPEG_TIFF or tags.get(284, 1) != 1:
        return []
    wide, high = (tags.get(322, frame.width), tags[323]) if 323 in tags else (frame.width, tags.get(278, frame.height))
    offsets, counts = (tags.get(324) or tags[273], tags.get(325) or tags[279])
    tables = bytes(tags.get(347, b""))[2:-2]
    colours = Dictionary(ColorTransform=1 if tags.get(262) == _YCBCR else 0)
    across = -(-frame.width // wide)
    pieces = []
    for at, (offset, count) in enumerate(zip(offsets, counts, strict=True)):
        top, tile = at // across * high, 323 in tags
        part = b"\xff\xd8" + tables + data[offset + 2 : offset + count]
        height = high if tile else min(high, frame.height - top)
        pieces.append(
            Piece(part, Name.DCTDecode, wide, height, space, parameters=colours, left=at % across * wide, top=top)
        )
    return pieces


def _pixels(frame: Image, space: Any) -> Piece:
    """The pixels without loss; what is transparent shows white paper."""
    if frame.mode == "1":
        return _fax(frame)
    if frame.mode not in ("L", "RGB", "CMYK") and not (frame.mode == "P" and "transparency" not in frame.info):
        frame, space = _plain(frame), Name.DeviceRGB
    if frame.mode == "CMYK":
        return Piece(zlib.compress(frame.tobytes()), Name.FlateDecode, *frame.size, space)
    if frame.mode == "RGB" and isinstance(space, Name) and _is_grey(frame):
        frame, space = frame.getchannel(0), Name.DeviceGray
    packed = _png(_saved(frame, "PNG"), space)
    assert packed is not None
    return packed


def _plain(frame: Image) -> Image:
    from PIL import Image

    if frame.mode.startswith("I") or frame.mode == "F":
        return frame.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        layer = frame.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return frame.convert("RGB")


def _is_grey(frame: Image) -> bool:
    from PIL import ImageChops

    red, green, blue = frame.split()
    return ImageChops.difference(red, green).getbbox() is None and ImageChops.difference(red, blue).getbbox() is None


def _fax(frame: Image) -> Piece:
    """Black and white as CCITT group 4 in one strip, by libtiff."""
    from PIL import Image

    written = io.BytesIO(_saved(frame, "TIFF", compression="group4", tiffinfo={278: frame.height, 262: 0}))
    with Image.open(written) as made:
        tags = made.tag_v2  # type: ignore[attr-defined]
        (offset,), (count,), white = tags[273], tags[279], tags[262] == 0
    parameters = Dictionary(K=-1, Columns=frame.width, Rows=frame.height, BlackIs1=not white)
    data = written.getvalue()[offset : offset + count]
    return Piece(data, Name.CCITTFaxDecode, *frame.size, Name.DeviceGray, 1, parameters)


def _saved(frame: Image, format: str, **options: Any) -> bytes:
    out = io.BytesIO()
    bare = frame.copy()
    bare.info, bare.encoderinfo = {}, {}
    bare.save(out, format, **options)
    return out.getvalue()
