"""Pages in a script that the engine does not know: noticed, read by Tesseract where it is installed, else said plainly.

An engine never says "I can't read this": it finds few letters on a page full of ink, or makes up Latin ones with less
confidence than usual. Such a page is shown to Tesseract's script detection, which takes a second.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ..engines import Look, tesseract
from ..errors import EngineError
from ..model import Word
from .overlooked import LITTLE, complete
from .uprightness import find_ink, small_grey

if TYPE_CHECKING:
    from PIL.Image import Image

UNREAD = {
    "ppocr": frozenset(
        [
            "Arabic",
            "Armenian",
            "Bengali",
            "Cyrillic",
            "Devanagari",
            "Ethiopic",
            "Fraktur",
            "Georgian",
            "Greek",
            "Gujarati",
            "Gurmukhi",
            "Hangul",
            "Hebrew",
            "Kannada",
            "Khmer",
            "Lao",
            "Malayalam",
            "Myanmar",
            "Sinhala",
            "Tamil",
            "Telugu",
            "Thai",
            "Tibetan",
        ]
    )
}
"""Scripts that an engine has no letters for (PP-OCRv6: by its alphabet), or reads with steady mistakes (Fraktur: ſ as f).

Engines that are not named here are taken at their word.
"""
_LANGUAGE_SCRIPTS = {
    **dict.fromkeys(("ar", "fa", "ur"), "Arabic"),
    **dict.fromkeys(("ru", "uk", "bg", "sr", "be", "mk"), "Cyrillic"),
    **dict.fromkeys(("he", "yi"), "Hebrew"),
    "el": "Greek",
    "ko": "Hangul",
    "th": "Thai",
    "hi": "Devanagari",
    "hy": "Armenian",
    "ka": "Georgian",
    "bn": "Bengali",
    "ta": "Tamil",
    "am": "Ethiopic",
    "de-latf": "Fraktur",
}
_SURE_LATIN, _SURE_HAN = 0.975, 0.72
_FEW = 60
_LIKELY = 1.5
"""How sure Tesseract must at least be of a script that other pages of the document are in."""
_INK = 0.015


class Verdict(NamedTuple):
    """What reads the page instead: words and engine; or only the `trouble` when nothing does."""

    words: tuple[Word, ...]
    engine: str
    trouble: str | None


def script_of(language: str) -> str | None:
    """The script (by Tesseract's name) of a language (BCP 47) when it is one that an engine here may not know."""
    tag = language.lower()
    return _LANGUAGE_SCRIPTS.get(tag) or _LANGUAGE_SCRIPTS.get(tag.split("-")[0])


def looks_foreign(words: tuple[Word, ...], image: Image, engine: str) -> bool:
    """Whether the page may be in a script that `engine` does not know, by what it made of it."""
    if engine not in UNREAD:
        return False
    letters = [char for word in words for char in word.text if char.isalnum()]
    if len(letters) < _FEW:  # all that it knows of a page may be the commas
        return float(find_ink(small_grey(image)).mean()) > _INK
    latin = sum(char < "\u2e80" for char in letters) > 0.7 * len(letters)
    return mean_confidence(words) < (_SURE_LATIN if latin else _SURE_HAN)


def mean_confidence(words: tuple[Word, ...]) -> float:
    """Over letters; 0 without any."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def foreign_script(outlook: tesseract.Outlook | None, engine: str, usual: str | None = None) -> str | None:
    """The script seen, when it is surely one that `engine` does not know; less sure will do for the script that is `usual` in its
    document."""
    if outlook is None:
        return None
    if outlook.script_score < (_LIKELY if outlook.script == usual else tesseract.SURE_OF_SCRIPT):
        return None
    return outlook.script if outlook.script in UNREAD.get(engine, ()) else None


def read_foreign(
    image: Image, script: str, dpi: float, seconds: int, look: Callable[[Image], Look] | None = None
) -> Verdict:
    """An upright page image in `script`, read by Tesseract, and completed by a `look` of the default engine where it has little text;
    without Tesseract or its model, what is missing."""
    try:
        reader = tesseract.TesseractEngine(seconds)
        words = reader.read(image, dpi=dpi, language=script)
        if look is not None and 0 < len(words) <= LITTLE:
            plain, _ = tesseract.without_leaders(image, dpi)
            words = complete(words, look(image), script, partial(reader.read_line, plain, dpi=dpi, language=script))
    except EngineError as error:
        return Verdict((), "none", f"The page is in {script} script, which the engine can't read. {error}")
    return Verdict(words, f"{reader.name} {reader.version}", None if words else "No text was found.")


def explain_little(words: tuple[Word, ...]) -> str | None:
    """Trouble for a page on which only rubbish was read and nobody can say what script it is in."""
    if not words or mean_confidence(words) >= 0.65:
        return None
    cure = "" if tesseract.find_program() else f" {tesseract.CURE}"
    return f"What is on the page was not read: it may be in a script that the engine does not know.{cure}"
