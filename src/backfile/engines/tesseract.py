"""Tesseract, where the system has it: scripts that PP-OCR does not know (Arabic, Fraktur, Cyrillic, Hebrew …).

It runs as a program of its own on one thread; the page goes in by pipe and the words come out as tab-separated values.
Of dot leaders it makes letters: they are taken out of the image before (`_leaders`).
"""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from msgspec.structs import replace

from ..errors import EngineError
from ..model import Box, Word, bound
from ..settings import Settings
from . import _leaders
from ._folios import find_numerals, read_arabic

if TYPE_CHECKING:
    from PIL.Image import Image

CURE = "Install it with the languages wanted, e.g. apt install tesseract-ocr tesseract-ocr-ara."
_SCRIPTS: dict[str, tuple[str, ...]] = {
    "Arabic": ("ara", "Arabic", "script/Arabic", "fas"),
    "Fraktur": ("Fraktur", "script/Fraktur", "frk", "deu_latf"),
    "Cyrillic": ("rus", "Cyrillic", "script/Cyrillic", "ukr"),
    "Greek": ("ell", "Greek", "script/Greek"),
    "Hebrew": ("heb", "Hebrew", "script/Hebrew"),
    "Armenian": ("hye", "Armenian", "script/Armenian"),
    "Georgian": ("kat", "Georgian", "script/Georgian"),
    "Devanagari": ("hin", "Devanagari", "script/Devanagari"),
    "Bengali": ("ben", "Bengali", "script/Bengali"),
    "Tamil": ("tam", "Tamil", "script/Tamil"),
    "Thai": ("tha", "Thai", "script/Thai"),
    "Ethiopic": ("amh", "Ethiopic", "script/Ethiopic"),
    "Hangul": ("kor", "Hangul", "script/Hangul"),
    "Latin": ("eng", "deu", "fra", "spa", "ita", "Latin", "script/Latin"),
    "Han": ("chi_sim", "chi_tra"),
    "Japanese": ("jpn",),
}
"""Script, by the name that Tesseract's detection gives it → models that read it, best first."""
_LANGUAGES: dict[str, tuple[str, ...]] = {
    "zh": ("chi_sim", "chi_tra"),
    "zh-hans": ("chi_sim",),
    "zh-hant": ("chi_tra",),
    "ja": ("jpn",),
    "ko": ("kor",),
    "en": ("eng",),
    "de": ("deu",),
    "de-latf": _SCRIPTS["Fraktur"],
    "fr": ("fra",),
    "ar": _SCRIPTS["Arabic"],
    "fa": ("fas", *_SCRIPTS["Arabic"]),
    "ru": _SCRIPTS["Cyrillic"],
    "uk": ("ukr", *_SCRIPTS["Cyrillic"]),
    "el": _SCRIPTS["Greek"],
    "he": _SCRIPTS["Hebrew"],
    "hi": _SCRIPTS["Devanagari"],
    "th": _SCRIPTS["Thai"],
}
_EM = 0.9
_UNSURE, _SURE, _LONG = 0.6, 0.85, 5
"""Confidence below which a word may be in other letters; that and the length at which a Latin word is one."""
_SAME, _BESIDE = 0.6, 0.4
_LEAST_NUMERAL = 0.35
"""How sure a numeral at head or foot is read at least: whether it is the folio shows by those of the other pages."""
_ARABIC = frozenset(_SCRIPTS["Arabic"])
_NUMBER = re.compile(r"[0-9]{1,4}")
SURE_OF_SCRIPT = 5.0
"""Script score below which the detection is a guess (it gives 20 and more on full pages)."""
_FORMAT = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # marks of direction: ours is in the edges


class Outlook(NamedTuple):
    """Script of a page and the clockwise turn that sets it upright, each with Tesseract's score (not a probability)."""

    script: str
    script_score: float
    rotation: int
    rotation_score: float


def load(settings: Settings) -> TesseractEngine:
    """Raises EngineError when the program is not installed."""
    return TesseractEngine(settings.page_seconds)


class TesseractEngine:
    name = "tesseract"

    def __init__(self, seconds: int = 120) -> None:
        program = find_program()
        if program is None:
            raise EngineError("the program tesseract is not installed.", cure=CURE)
        self._program = program
        self._seconds = seconds
        self.version = run((program, "--version"), b"", seconds).split("\n", 1)[0].removeprefix("tesseract").strip()

    def read(self, image: Image, *, dpi: float, language: str = "") -> tuple[Word, ...]:
        """Words with boxes; their edges are spread evenly. `language` is BCP 47, or the name of a script; without one the
        script of the page is detected.

        Raises EngineError when no installed model reads that language, or after the time for one page.
        """
        models = find_models(language or self._script(image, dpi))
        image, rows = without_leaders(image, dpi)
        words = self._with_folios(self._read_page(models, image, dpi), models[0], image, dpi)
        return (*words, *_stand(rows, words, *image.size, dpi))

    def read_line(self, image: Image, box: Box, *, dpi: float, language: str) -> list[Word]:
        """The words of one level line of a page, which stands in `box`, read as it is or twice as large; none where both are read with little
        confidence."""
        white = dpi / 25
        left, top = max(0.0, box.left * image.width - white), max(0.0, box.top * image.height - white)
        right, bottom = (
            min(image.width, box.right * image.width + white),
            min(image.height, box.bottom * image.height + white),
        )
        part = image.crop((round(left), round(top), round(right), round(bottom)))
        model = find_models(language)[0]
        command = (self._program, "stdin", "stdout", "--dpi", str(round(dpi)), "--psm", "7", "-l", model, "tsv")
        for shown in (part, part.resize((2 * part.width, 2 * part.height))):
            words = parse_words(run(command, as_png(shown), self._seconds), *shown.size, dpi)
            if words and all(word.confidence >= _UNSURE for word in words):
                times = shown.width / part.width
                words = [replace(word, size=round(word.size / times, 1)) for word in words]
                return [_moved(word, round(left), round(top), part.size, image.size) for word in words]
        return []

    def _read_page(self, models: tuple[str, ...], image: Image, dpi: float) -> list[Word]:
        if not _is_latin_beside(models):
            return self._read_as(models, image, dpi)
        words = self._read_as(models[:1], image, dpi)
        if all(word.confidence >= _UNSURE for word in words) or not has_latin(self._read_as(models[1:], image, dpi)):
            return words
        return with_latin_lines(words, self._read_as(models, image, dpi))

    def _with_folios(self, words: list[Word], model: str, image: Image, dpi: float) -> list[Word]:
        """`words`, with the numerals alone at head and foot that are not among them or were read badly."""
        for numeral in find_numerals(np.asarray(image.convert("L"))):
            left, top, right, bottom = numeral.box
            box = Box(left / image.width, top / image.height, right / image.width, bottom / image.height)
            under = [word for word in words if word.box and box.covers(word.box) > 0.3]
            if any(word.confidence >= _SURE for word in under):
                continue
            text, confidence = "" if under else self._digits(numeral.box, image, dpi), 0.9
            if not text and model in _ARABIC:
                text, confidence = read_arabic(numeral)
            if 2 * len(text) < sum(len(word.text) for word in under):
                continue  # a word of so many letters is no numeral
            if text and confidence >= _LEAST_NUMERAL:
                size = round(numeral.height * 72 / dpi * _EM, 1)
                word = Word(text=text, box=box, edges=spread(text, box), size=size, confidence=round(confidence, 3))
                words = [*(one for one in words if one not in under), word]
        return words

    def _digits(self, box: tuple[int, int, int, int], image: Image, dpi: float) -> str:
        """European digits in a part of the page, where they are surely read."""
        models = [name for name in ("eng", "deu", "fra") if name in installed_models()]
        if not models:
            return ""
        white = round(dpi / 10)
        part = image.crop((box[0] - white, box[1] - white, box[2] + white, box[3] + white))
        command = (self._program, "stdin", "stdout", "--dpi", str(round(dpi)), "--psm", "7", "-l", models[0], "tsv")
        found = parse_words(run(command, as_png(part), self._seconds), *part.size, dpi)
        sure = [word.text for word in found if word.confidence >= _SURE]
        return sure[0] if len(found) == len(sure) == 1 and _NUMBER.fullmatch(sure[0]) else ""

    def _read_as(self, models: tuple[str, ...], image: Image, dpi: float) -> list[Word]:
        command = (self._program, "stdin", "stdout", "--dpi", str(round(dpi)), "-l", "+".join(models), "tsv")
        return parse_words(run(command, as_png(image), self._seconds), *image.size, dpi)

    def _script(self, image: Image, dpi: float) -> str:
        """The script of the page where it is surely seen and there is a model for it; else nothing."""
        outlook = detect(image, dpi, self._seconds)
        if outlook is None or outlook.script_score < SURE_OF_SCRIPT:
            return ""
        is_known = any(model in installed_models() for model in _SCRIPTS.get(outlook.script, ()))
        return outlook.script if is_known else ""


def without_leaders(image: Image, dpi: float) -> tuple[Image, list[_leaders.Row]]:
    """A page image without its leaders, of which Tesseract makes letters, and where they were."""
    from PIL.Image import fromarray

    rows = _leaders.find_rows(_leaders.find_dark(np.asarray(image.convert("L"))), dpi)
    if not rows:
        return image, []
    return fromarray(_leaders.erase(np.asarray(image.convert("RGB")), rows)), rows


def _stand(rows: Iterable[_leaders.Row], words: Iterable[Word], width: int, height: int, dpi: float) -> list[Word]:
    """The leaders as words, each on the height of its line."""
    boxes = [
        (word.box.left * width, word.box.top * height, word.box.right * width, word.box.bottom * height)
        for word in words
        if word.box
    ]
    found = []
    for piece in _leaders.stand_on_words(list(rows), boxes):
        (left, top), _, (right, bottom), _ = piece.quad.tolist()
        box = Box(left / width, top / height, right / width, bottom / height)
        size = round((bottom - top) * 72 / dpi * _EM, 1)
        found.append(Word(text=piece.reading.text, box=box, edges=spread(piece.reading.text, box), size=size))
    return found


def _moved(word: Word, left: int, top: int, part: tuple[int, int], whole: tuple[int, int]) -> Word:
    """A word of a part of a page that begins at (left, top) pixels, as one of the page."""
    if word.box is None:
        return word
    across, down = part[0] / whole[0], part[1] / whole[1]
    x, y = left / whole[0], top / whole[1]
    box = Box(
        x + word.box.left * across, y + word.box.top * down, x + word.box.right * across, y + word.box.bottom * down
    )
    return replace(word, box=box, edges=spread(word.text, box))


@cache
def find_program() -> str | None:
    return shutil.which("tesseract")


@cache
def installed_models() -> frozenset[str]:
    """Names of the models that the installed Tesseract has; none when it is not installed."""
    program = find_program()
    if program is None:
        return frozenset()
    return frozenset(run((program, "--list-langs"), b"", 30).split("\n")[1:]) - {"", "osd"}


def find_models(language: str) -> tuple[str, ...]:
    """Installed models for a language (BCP 47) or script; without one, Chinese and English where they are there.

    A script other than Latin has English beside it, for the Latin words on its pages. A script that is common to
    several languages is read with up to three of them. Raises EngineError naming what is missing.
    """
    installed = installed_models()
    if not language:
        usual = tuple(name for name in ("chi_sim", "eng") if name in installed)
        return usual or tuple(sorted(installed)[:1]) or _missing("any language")
    if language in installed and language not in _SCRIPTS:
        return (language,)
    wanted = (
        _SCRIPTS.get(language) or _LANGUAGES.get(language.lower()) or _LANGUAGES.get(language.lower().split("-")[0], ())
    )
    found = tuple(name for name in wanted if name in installed)
    if not found:
        return _missing(language)
    if language == "Latin":
        return found[:3]
    beside = ("eng",) if "eng" in installed and not _is_latin(found[0]) else ()
    return found[:1] + beside


def _is_latin(model: str) -> bool:
    return model in _SCRIPTS["Latin"] or model in _SCRIPTS["Fraktur"]


def _is_latin_beside(models: tuple[str, ...]) -> bool:
    """Whether English stands beside the model of another alphabet. Read together it takes words from that one: on a scan of
    1910 Arabic with English has twice the errors of Arabic alone (docs/real-scans.md)."""
    return len(models) == 2 and models[1] == "eng" and models[0] not in _SCRIPTS["Han"]


def has_latin(words: Iterable[Word]) -> bool:
    """Whether a page has Latin words: what English makes of other letters is short, or unsure."""
    return any(
        word.confidence >= _SURE
        and len(word.text) >= _LONG
        and all("A" <= char < "\u0250" for char in word.text.strip(".,;:()"))
        for word in words
    )


def with_latin_lines(words: list[Word], both: list[Word]) -> list[Word]:
    """`words`, with the lines in which there are Latin words as they were read with English."""
    boxes = [bound([word.box for word in line if word.box]) for line in _lines(both) if has_latin(line)]
    return [
        word
        for reading, wanted in ((words, False), (both, True))
        for word in reading
        if word.box and any(box.covers(word.box) > _SAME for box in boxes) is wanted
    ]


def _lines(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Words as they follow one another while they stand on one height."""
    line: list[Word] = []
    for word in words:
        if line and word.box and line[-1].box and not _is_beside(line[-1].box, word.box):
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _is_beside(one: Box, other: Box) -> bool:
    return min(one.bottom, other.bottom) - max(one.top, other.top) > _BESIDE * min(one.height, other.height)


def _missing(language: str) -> tuple[str, ...]:
    raise EngineError(f"Tesseract has no model for {language} here.", cure=CURE)


def detect(image: Image, dpi: float, seconds: int = 60) -> Outlook | None:
    """Script and orientation of a page; None when Tesseract or its detection model is missing, or it sees too little."""
    program = find_program()
    if program is None:
        return None
    try:
        report = run((program, "stdin", "stdout", "--dpi", str(round(dpi)), "--psm", "0"), as_png(image), seconds)
    except EngineError:
        return None  # "Too few characters": nothing to judge by
    fields = dict(line.split(": ", 1) for line in report.splitlines() if ": " in line)
    try:
        return Outlook(
            fields["Script"],
            float(fields["Script confidence"]),
            int(fields["Rotate"]),
            float(fields["Orientation confidence"]),
        )
    except (KeyError, ValueError):
        return None


def run(command: tuple[str, ...], data: bytes, seconds: int) -> str:
    """Standard output of the program. Raises EngineError with what it complained of."""
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=seconds, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
        )
    except subprocess.TimeoutExpired as error:
        raise EngineError(f"Tesseract did not finish a page in {seconds} s.", cure="Raise page_seconds.") from error
    except OSError as error:
        raise EngineError(f"Tesseract can't be run: {error}", cure=CURE) from error
    if done.returncode:
        complaint = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
        raise EngineError(f"Tesseract failed: {complaint}", cure=CURE)
    return done.stdout.decode("utf-8", "replace")


def as_png(image: Image) -> bytes:
    buffer = io.BytesIO()
    image.convert("L").save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def parse_words(table: str, width: int, height: int, dpi: float) -> list[Word]:
    """Words of Tesseract's TSV (level 5); boxes in fractions of an image of `width` × `height` pixels.

    The type size is that of the line's box: single words have no ascenders to go by.
    """
    words: list[Word] = []
    tallness = 0.0
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "4":
            tallness = float(row["height"])
        text = _FORMAT.sub("", row.get("text") or "").strip()
        if row["level"] != "5" or not text:
            continue
        left, top = int(row["left"]) / width, int(row["top"]) / height
        box = Box(left, top, left + int(row["width"]) / width, top + int(row["height"]) / height)
        confidence = min(1.0, max(0.0, float(row["conf"]) / 100))
        size = round(tallness * 72 / dpi * _EM, 1)
        words.append(Word(text=text, box=box, edges=spread(text, box), size=size, confidence=confidence))
    return words


def spread(text: str, box: Box) -> tuple[float, ...]:
    """Character edges at equal distances, from right to left for right-to-left scripts."""
    begin, end = box.left, box.right
    if any(unicodedata.bidirectional(char) in ("R", "AL") for char in text):
        begin, end = end, begin
    return tuple(begin + (end - begin) * place / len(text) for place in range(len(text) + 1))
