"""Recognition: one page of a document → pages with words.

A text layer that tells the truth (`layers`) is kept and only pictures of text beside it are read (`hybrid`); else the page
image is set upright (`orientation`, `pages`, `uprightness`), a spread parted, and read by the engine. Barcodes are read from
the pictures of covers. The original is never altered: `upright` makes the page image anew from it whenever it is wanted,
`upright_part` a part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from msgspec.structs import replace

from ..engines import Engine, Looker
from ..engines.tesseract import detect, find_program
from ..errors import BackfileError, InputError
from ..model import Page, Word
from ..readers import Document
from ..settings import Settings
from . import hybrid
from .barcodes import read_barcodes
from .layers import TRUE, Verdict, is_suspect, judge
from .opinions import hear_second
from .orientation import LIKELY, SURE, find_turn
from .pages import find_stances, set_upright, upright
from .parts import upright_part
from .scripts import UNREAD, explain_little, foreign_script, looks_foreign, mean_confidence, read_foreign, script_of
from .standing import find_feet
from .tilt import find_tilt, turn_words
from .uprightness import Stance

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["read_barcodes", "recognise_page", "upright", "upright_part"]

_COVERS = (4, 2)
"""Barcodes are looked for on this many pages at the beginning and at the end."""
_DOUBTFUL = 0.72
"""Mean confidence of a page below which another quarter turn is tried."""
_CODE_DPI = 200
_LEAST_READ = 8
"""Fewest letters that tell how a page stands."""
_DOWN, _MOSTLY = 2.0, 0.8
"""How much higher than wide a line is that runs down (in shares of the page), and the share of the text in such lines on a page on its side."""
_AS_GOOD = 0.8
"""A level reading counts when it is so good, measured by one of lines on their side."""


def recognise_page(document: Document, number: int, engine: Engine, settings: Settings) -> Iterator[Page]:
    """Page `number` of `document` with words: one page, or two where it is a spread. Raises InputError, EngineError."""
    page = document.page(number)
    is_cover = number <= _COVERS[0] or number > len(document) - _COVERS[1]
    verdict = _judge(document, page, engine, settings)
    if page.trouble or page.kind == "blank" or (page.source != "none" and not verdict.is_false):
        page = _complete(document, page, engine, settings)
        yield replace(page, barcodes=_covers_codes(document, page)) if is_cover and page.pictures else page
        return
    yield from _recognise(document, page, is_cover, engine, settings, verdict)


def _judge(document: Document, page: Page, engine: Engine, settings: Settings) -> Verdict:
    """Whether the text layer tells the truth; asked of the picture only where there is reason to doubt it."""
    if page.trouble or page.source == "none" or not is_suspect(page):
        return TRUE
    return judge(page, document.image(page.number, settings.ocr_dpi), engine, settings.ocr_dpi)


def _complete(document: Document, page: Page, engine: Engine, settings: Settings) -> Page:
    """A page with a text layer, with the words that stand on it as pictures."""
    is_read = page.source == "text" and page.words and not page.trouble
    if not is_read or settings.engine == "none" or not hybrid.has_candidates(page):
        return page
    try:
        unread = hybrid.find_unread(page, document.image(page.number, hybrid.LOOK_DPI))
        if not unread:
            return page
        image = document.image(page.number, settings.ocr_dpi)
        second = _second_opinion(image, settings) if hybrid.is_scan(page) else None
        return hybrid.read_parts(page, image, unread, engine, settings.ocr_dpi, settings.language, second)
    except BackfileError as error:
        if type(error) is InputError:  # a format that has words and no page images
            return page
        return replace(page, doubt=f"There may be pictures of text on the page, which were not read: {error}")


def _second_opinion(image: Image, settings: Settings) -> Callable[[Sequence[Word], Image], list[Word]] | None:
    """What Tesseract says of words that the engine read, where the page is in a script of which it misreads letters."""
    script = foreign_script(detect(image, settings.ocr_dpi), settings.engine) if settings.engine in UNREAD else None
    if script is None:
        return None
    return lambda words, part: hear_second(words, part, settings.ocr_dpi, script, settings.page_seconds)


def _recognise(
    document: Document, page: Page, is_cover: bool, engine: Engine, settings: Settings, verdict: Verdict
) -> Iterator[Page]:
    """The page read from its image; a text layer it may have had is set aside, unless nothing else can be read."""
    bare = replace(page, words=(), confidence=1.0)
    image = document.image(page.number, settings.ocr_dpi)
    codes = read_barcodes(image) if is_cover else ()
    for place, reading in enumerate(_read_pages(image, engine, settings, _HABITS.setdefault(document, Habit()))):
        if verdict.is_false and not reading.words and place == 0:
            yield replace(page, confidence=0.3, doubt=verdict.why)
            return
        yield replace(
            _place(bare, reading.stance),
            words=reading.words,
            source="ocr" if reading.words else "none",
            engine=reading.engine,
            trouble=reading.trouble,
            barcodes=codes if place == 0 else (),
            doubt=verdict.why or None,
        )


def _covers_codes(document: Document, page: Page) -> tuple[str, ...]:
    try:
        return read_barcodes(document.image(page.number, _CODE_DPI))
    except BackfileError:
        return ()  # the words are there; a picture that can't be drawn costs no more than its barcode


class Reading(NamedTuple):
    """One page on an image: how it is set upright, and what which engine read there."""

    stance: Stance
    words: tuple[Word, ...]
    engine: str
    trouble: str | None = None


@dataclass
class Habit:
    """What is usual in a document so far: a script that the engine can't read is asked for first."""

    script: str | None = None


_HABITS: WeakKeyDictionary[Document, Habit] = WeakKeyDictionary()


def _read_pages(image: Image, engine: Engine, settings: Settings, habit: Habit) -> list[Reading]:
    """Each page on the image with its words, at the quarter turn and by the engine that read it best."""
    begin = monotonic()
    was_foreign = habit.script is not None
    if was_foreign and (seen := _read_foreign(image, engine, settings, habit)):
        return seen
    turn = find_turn(image)
    rotation = turn.rotation if turn.confidence >= LIKELY else 0
    script = script_of(settings.language)
    if script and script in UNREAD.get(settings.engine, ()) and find_program():
        return _read_script(image, _turn_of_script(image, rotation, settings), script, engine, settings)
    best = _read_turned(image, rotation, engine, settings)
    is_foreign = not was_foreign and looks_foreign(_words(best), image, settings.engine)
    if is_foreign and (seen := _read_foreign(image, engine, settings, habit)):
        return seen
    until = begin + settings.page_seconds / 2
    if rotation and turn.confidence < SURE:
        best = max(best, _read_turned(image, 0, engine, settings), key=lambda read: _worth(_words(read)))
    best = _turn_best(image, best, rotation, engine, settings, until)
    if best[0].stance.rotation or turn.confidence < SURE:
        best = _stand_up(image, best, engine, settings)
    if turn.confidence < SURE and _runs_down(best):
        best = _lay_level(image, best, engine, settings)
    if best[0].stance.rotation and not _says_turn(_words(best)):
        best = _read_turned(image, 0, engine, settings)
    return [_admit(reading) for reading in best]


def _says_turn(words: tuple[Word, ...]) -> bool:
    """Whether so much was read at a turn that it says how the page stands. A picture without text has no turn of its own:
    its page stays as it lies, and is no spread on its side."""
    return sum(len(word.text) for word in words) >= _LEAST_READ


def _read_foreign(image: Image, engine: Engine, settings: Settings, habit: Habit) -> list[Reading] | None:
    """The page read in a script that the engine does not know; None when that is not what is surely seen on it."""
    outlook = detect(image, settings.ocr_dpi)
    habit.script = foreign_script(outlook, settings.engine, habit.script)
    return _read_script(image, outlook.rotation, habit.script, engine, settings) if outlook and habit.script else None


def _stand_up(image: Image, read: list[Reading], engine: Engine, settings: Settings) -> list[Reading]:
    """What was read, or a reading at another quarter turn where vertical text was taken for a page on its side, or the
    other way round: how surely it was read does not tell the two apart."""
    stance, words = read[0].stance, read[0].words
    feet = find_feet(words, set_upright(image, stance))
    return _read_turned(image, (stance.rotation + feet) % 360, engine, settings) if feet else read


def _runs_down(read: list[Reading]) -> bool:
    """Whether nearly all alphabetic text runs from top to bottom: no script of letters does so over a page."""
    level = down = 0
    for stance, word in ((one.stance, word) for one in read for word in one.words if word.box is not None):
        count = sum(char.isalpha() and char < "\u2e80" for char in word.text)
        wide, high = word.box.width, word.box.height  # type: ignore[union-attr]
        if stance.crop is not None:
            wide, high = wide * stance.crop.width, high * stance.crop.height
        is_down = count >= _LEAST_READ and high > _DOWN * wide
        down, level = down + count * is_down, level + len(word.text) * (not is_down)
    return down > _MOSTLY * (down + level)


def _lay_level(image: Image, read: list[Reading], engine: Engine, settings: Settings) -> list[Reading]:
    """What was read of a page on its side, or a reading at the quarter turn at which its lines are level."""
    turn = read[0].stance.rotation
    for rotation in sorted(((turn + 90) % 360, (turn + 270) % 360)):
        other = _read_turned(image, rotation, engine, settings)
        if _worth(_words(other)) > _AS_GOOD * _worth(_words(read)):
            return other
    return read


def _turn_of_script(image: Image, rotation: int, settings: Settings) -> int:
    """The quarter turn of a page in a script that the orientation model was not made for; Tesseract is asked."""
    if rotation == 0:
        return 0
    outlook = detect(image, settings.ocr_dpi)
    return outlook.rotation if outlook else 0


def _turn_best(
    image: Image, best: list[Reading], tried: int, engine: Engine, settings: Settings, until: float
) -> list[Reading]:
    """`best`, or a reading at another quarter turn that is clearly better; no turn is begun after the time `until`."""
    if not _is_doubtful(_words(best)):
        return best
    for rotation in (turn for turn in (0, 180, 90, 270) if turn != tried):
        if monotonic() > until:
            break
        other = _read_turned(image, rotation, engine, settings)
        if _worth(_words(other)) > 1.3 * _worth(_words(best)):
            best = other
    return best


def _admit(reading: Reading) -> Reading:
    """Rubbish is not kept for text: the page says that it was not read."""
    trouble = explain_little(reading.words)
    return reading._replace(words=(), trouble=trouble) if trouble else reading


def _read_turned(image: Image, rotation: int, engine: Engine, settings: Settings) -> list[Reading]:
    found = []
    for stance in find_stances(image, rotation):
        page = set_upright(image, stance)
        words = engine.read(page, dpi=settings.ocr_dpi, language=settings.language)
        reading = Reading(stance, words, f"{engine.name} {engine.version}" if words else engine.name)
        found.append(_straighten(reading, page))
    return found


def _straighten(reading: Reading, page: Image) -> Reading:
    """The reading of `page` with what its margins say is left of its tilt taken out."""
    tilt = find_tilt(reading.words, *page.size)
    if not tilt:
        return reading
    stance = reading.stance._replace(skew=round(reading.stance.skew + tilt, 2))
    return reading._replace(stance=stance, words=turn_words(reading.words, tilt, *page.size))


def _read_script(image: Image, rotation: int, script: str, engine: Engine, settings: Settings) -> list[Reading]:
    look = partial(engine.look, dpi=settings.ocr_dpi) if isinstance(engine, Looker) else None
    found = []
    for stance in find_stances(image, rotation):
        page = set_upright(image, stance)
        reading = Reading(stance, *read_foreign(page, script, settings.ocr_dpi, settings.page_seconds, look))
        found.append(_straighten(reading, page))
    return found


def _words(pages: list[Reading]) -> tuple[Word, ...]:
    return tuple(word for page in pages for word in page.words)


def _is_doubtful(words: tuple[Word, ...]) -> bool:
    """Whether what was read looks like a page on its side or head: little confidence."""
    return _says_turn(words) and mean_confidence(words) < _DOUBTFUL


def _worth(words: tuple[Word, ...]) -> float:
    return sum(len(word.text) * max(0.0, word.confidence - 0.4) for word in words)


def _place(page: Page, stance: Stance) -> Page:
    """The size of the upright page on paper, from that of the whole image."""
    width, height = (page.height, page.width) if stance.rotation in (90, 270) else (page.width, page.height)
    if stance.crop is not None:
        width, height = width * stance.crop.width, height * stance.crop.height
    return replace(
        page,
        width=round(width, 2),
        height=round(height, 2),
        rotation=stance.rotation,
        crop=stance.crop,
        skew=stance.skew,
    )
