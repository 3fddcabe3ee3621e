"""From chosen readings to entries: titles joined, subtitles split, names read, sections carried on.

The conventions are those of the record (docs/architecture.md): a title over two rows is joined by one space, none
after a colon in CJK; a subtitle loses its dash; a genre or rubric in brackets is no part of the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from ...model import Contributor, Entry, Role
from .names import read_byline
from .readings import GENRE, GENRE_AFTER, Reading, hangs_over
from .tokens import CJK, Label, script_of, unspace

Use = tuple[str, int]
"""Which field a row serves, and the row's index: ("title", 12)."""


class Draft(NamedTuple):
    """An entry in the making: text per field and the rows that each came from."""

    titles: tuple[str, ...] = ()
    subtitles: tuple[str, ...] = ()
    parallels: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    label: Label | None = None
    section: str | None = None
    section_row: int | None = None
    prefixed: bool = False
    level: int = 1
    uses: tuple[Use, ...] = ()
    margin: float = 1.0


UNHEARD = 0.5
"""What a title is worth that no body could bear witness to."""


class Found(NamedTuple):
    """An entry with what is needed to prove it: the rows it used, by field, and its row margin."""

    entry: Entry
    uses: tuple[Use, ...]
    margin: float
    label: Label | None
    repaired: bool = False
    ordinal: bool = False
    attested: float = UNHEARD
    """1 when the body has the title as a heading, 0 when it has headings but not this one."""
    misread: Use | None = None
    """A field that the body has mended, and the number of the page that it was mended by."""


def draft_entries(readings: Sequence[Reading], opens: Sequence[bool], margins: Sequence[float]) -> list[Draft]:
    """Group the readings of consecutive rows into drafts; sections carry on until the next, whatever stands between."""
    drafts: list[Draft] = []
    section: tuple[str | None, int | None] = (None, None)
    shared: Label | None = None
    open_ = False
    for index, reading in enumerate(readings):
        if reading.role == "entry" and reading.form.startswith("margin"):
            section = (reading.section, index)  # set in the margin beside its first entry
        if reading.role == "section":
            again = index > 0 and readings[index - 1].role == "section" and section[0] is not None
            if not (again and _is_translation(section[0] or "", reading.section)) and not _is_one_of(
                section[0], reading
            ):
                section = (reading.section, index)
            open_, shared = False, reading.label or (shared if again else None)
        elif reading.role == "noise":
            open_ = False
        elif reading.role == "part" and drafts:
            part = Draft(section=drafts[-1].section, section_row=drafts[-1].section_row, level=2)
            drafts.append(_extend(part, reading, index, margins[index]))
        elif opens[index]:
            drafts.append(
                _extend(Draft(section=section[0], section_row=section[1], label=shared), reading, index, margins[index])
            )
            open_ = True
        elif open_:
            drafts[-1] = _extend(_restored(drafts[-1], reading), reading, index, margins[index])
    return [draft for draft in drafts if draft.titles]


def _is_one_of(section: str | None, reading: Reading) -> bool:
    """`Research Article` above a title under `Research Articles`."""
    return section is not None and section.lower() == f"{reading.section.lower()}s"


def _is_translation(section: str, below: str) -> bool:
    """A section's name in East Asian script, and once more in an alphabet on the row below."""
    return script_of(below) == "latin" and script_of(section) in ("han", "kana", "hangul")


def _restored(draft: Draft, reading: Reading) -> Draft:
    """The author of a book under review belongs to its title when a reviewer signs below: `The Salt Line, by T. Voorhees`."""
    if (
        reading.role != "byline"
        or reading.form != "plain"
        or len(draft.titles) != 1
        or len(draft.bylines) != 1
        or hangs_over(draft.bylines[0])
    ):
        return draft
    book = re.match(r"^(?:by|edited by|par|von|por)\s\S+\s\S", draft.bylines[0])
    if book is None or script_of(reading.byline) != "latin" or len(reading.byline.split()) < 2:
        return draft
    return draft._replace(titles=(f"{draft.titles[0]}, {draft.bylines[0]}",), bylines=())


def _extend(draft: Draft, reading: Reading, index: int, margin: float) -> Draft:
    uses = list(draft.uses)
    if reading.label is not None:
        draft = draft._replace(label=reading.label)
        uses.append(("page", index))
    if reading.section and reading.role == "entry" and not reading.form.startswith("margin"):
        draft = draft._replace(section=reading.section, section_row=index, prefixed=True)
    if reading.role in ("entry", "more", "part"):
        draft = draft._replace(titles=(*draft.titles, reading.title))
        uses.append(("title", index))
    elif reading.role == "subtitle":
        draft = draft._replace(subtitles=(*draft.subtitles, reading.title))
        uses.append(("subtitle", index))
    elif reading.role == "parallel":
        draft = draft._replace(parallels=(*draft.parallels, reading.title))
        uses.append(("alternative_title", index))
    elif reading.role == "blurb":
        uses.append(("blurb", index))
    if reading.byline:
        bylines = (*draft.bylines, reading.byline)
        if draft.bylines and reading.role == "byline" and hangs_over(draft.bylines[-1]):
            bylines = (*draft.bylines[:-1], f"{draft.bylines[-1]} {reading.byline}")
        elif reading.role == "byline" and reading.label is not None and draft.bylines:
            bylines = (
                *draft.bylines[:-1],
                join_lines([draft.bylines[-1], reading.byline]).replace(" ", "", _is_cjk(reading.byline)),
            )
        draft = draft._replace(bylines=bylines)
        uses.append(("contributors", index))
    return draft._replace(uses=tuple(uses), margin=min(draft.margin, margin))


def _is_cjk(text: str) -> int:
    return int(bool(re.match(rf"[{CJK}]", text)))


_INLINE_SUBTITLE = re.compile(
    rf"^(?P<title>.*[{CJK}”》」』）)\w！？!?])\s*(?:——|──|—一(?![个個次种種座位名段条條场場代件把盏盞])|[-—一]一(?=[记記访訪谈談读讀评評论論忆憶从從])|－－|--|―{{1,2}}|—)\s*(?P<subtitle>\S.{{2,}})$"
)
_KOREAN_SUBTITLE = re.compile(r"^(?P<title>[가-힣].*?)\s[–—-]\s(?P<subtitle>\S.*)$")
_ENCLOSED_SUBTITLE = re.compile(
    r"^(?P<title>.{3,}?)\s*(?P<mark>[－−〜～―-])(?P<subtitle>(?:(?!(?P=mark)).){4,})(?P=mark)$"
)
"""`題名－副題－`."""
_KICKER = re.compile(r"^[A-ZÀ-Þ]{4,14}\s[—–]\s(?P<title>[A-ZÀ-Þ]?[^A-ZÀ-Þ].*)$")
"""`CAPA — Dormir é o novo luxo`: what the title is announced by."""
_TRANSLATED = re.compile(
    r"^(?P<title>.+?)[.,]\s+(?P<by>(?:Przeło[żz]y[łl]a?|Tłum(?:\.|aczył)|Перев(?:од|[её]л|ела)|Пер\.|Translated|Traduit|Traducción|Trad\.|Übersetzt|Übertragen|Deutsch(?=\svon\s)|Aus dem [A-ZÄÖÜ]\w+(?=\svon\s)|Traducido|Traduzione(?=\sdi\s)|Tradução(?=\sde\s)|Vertaald|Prev\.|Přel\.)\s.{3,60})$"
)
"""Who translated stands behind the title."""
_TRANSLATORS = re.compile(
    r"^(?:Aus dem \S+|\S+)(?:\s(?:с|со|from the|de l['’]|du|de|aus dem)\s\S+)?(?:\s(?:by|par|von|por|di|de))?\s+(?P<name>[A-ZÀ-ÞĀ-ŽЀ-Я].*)$"
)
_TWO_LANGUAGES = re.compile(
    rf"^(?P<title>[^A-Za-z]*[{CJK}][^A-Za-z]*?)(?:\s*[/／]\s*|\s{{2,}})(?P<second>[A-Z][A-Za-z][^\u3040-\u9fff]{{2,}})$"
)
_ANONYMOUS = re.compile(r",?\s+(?:par|by|von)\s+[*＊]+$")
_GENRE_FIRST = re.compile(
    r"^[〈《<](?:対談|鼎談|座談会|インタビュー|講演|講演録|書評|短歌|俳句|詩|エッセイ|エッセー|小説|掌編|評論|論考|連載|新連載|特別寄稿|随筆|ルポ|手記)[〉》>]\s*(?=\S)"
)
"""〈対談〉: what a text is, before its title."""
_RUBRIC = re.compile(r"^\s*[【〔［\[〖](?P<rubric>[^】〕］\]〗·]{1,12})[】〕］\]〗]\s*(?P<rest>\S.*)$")


def finish_entries(drafts: Sequence[Draft], spaced: bool = False) -> list[Found]:
    """Entries in printed order, ids `c01`…; prefix sections count only for their own row."""
    own_sections = any(draft.section and not draft.prefixed for draft in drafts)
    found = []
    for draft in drafts:
        printed = join_lines(draft.titles)
        rubric, title, subtitle = _title_fields(printed, draft.subtitles)
        section = draft.section or (rubric if not own_sections else None)
        contributors = (*_contributors(draft.bylines, spaced), *_translators(printed))
        contributors = _by_kind(contributors, f"{section or ''} | {printed}")
        twice = _TWO_LANGUAGES.match(printed)
        if twice and not draft.parallels:
            title, subtitle = tidy(twice["title"]), None
            draft = draft._replace(parallels=(twice["second"],))
        alternative = " ".join(draft.parallels) or None
        entry = Entry(
            id="",
            title=title,
            section=section or None,
            subtitle=subtitle,
            alternative_title=alternative,
            contributors=contributors,
            page=draft.label.text if draft.label else None,
            page_end=draft.label.end if draft.label else None,
            level=draft.level,
            language=language_of(title),
        )
        uses = draft.uses if draft.section_row is None else (*draft.uses, ("section", draft.section_row))
        found.append(Found(entry, uses, draft.margin, draft.label, bool(draft.label and draft.label.repaired)))
    return found


_KINDS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"^漫\s?[画畫]\s|[(（]漫[画畫][)）]"), "illustrator"),
    (re.compile(r"^(?:摄影|攝影|影像)(?:\s|$)|[(（](?:摄影|攝影)[)）]"), "photographer"),
)


def _by_kind(people: tuple[Contributor, ...], text: str) -> tuple[Contributor, ...]:
    """Who signs a cartoon has drawn it, who signs photographs has taken them."""
    role = next((role for pattern, role in _KINDS if pattern.search(text) and len(text) < 24), None)
    return tuple(replace(person, role=role) if role and person.role == "author" else person for person in people)


def _translators(title: str) -> tuple[Contributor, ...]:
    said = _TRANSLATED.match(title)
    name = _TRANSLATORS.match(said["by"]) if said else None
    return (Contributor(name=name["name"].strip(" ."), role="translator"),) if name else ()


def _title_fields(title: str, subtitles: Sequence[str]) -> tuple[str | None, str, str | None]:
    """Rubric, title and subtitle out of a title as printed and the rows of its subtitle."""
    rubric = None
    title = _GENRE_FIRST.sub("", title)
    match = _RUBRIC.match(title)
    if match:
        rubric, title = match["rubric"], match["rest"]
    title = GENRE_AFTER.sub("", GENRE.sub("", _ANONYMOUS.sub("", title))) or title
    translated = _TRANSLATED.match(title)
    if translated:
        title = translated["title"]
    kicker = _KICKER.match(title)
    if kicker:
        title = kicker["title"]
    dashed = re.split(r"\s[–—―]\s|——|──", title, maxsplit=1)
    if subtitles and len(dashed) == 2 and len(dashed[0]) > 3:
        title, subtitles = dashed[0], [dashed[1], *subtitles]  # the subtitle began on the title's row
    if not subtitles and script_of(title) in ("han", "kana", "hangul"):
        title, subtitles = _divide_inline(title)
    elif not subtitles and script_of(title) != "cyrillic":  # whose dash stands for the verb
        parts = re.split(_spaced_dash(title), title, maxsplit=1)
        title, subtitles = (parts[0], parts[1:]) if len(parts) == 2 and len(parts[0]) > 3 else (title, subtitles)
    subtitle = join_lines(subtitles) or None
    return rubric, tidy(title), tidy(subtitle.strip("—–- －−‐～〜~")) if subtitle else None


def _divide_inline(title: str) -> tuple[str, list[str]]:
    """A title with its subtitle behind a dash or between two; the title alone where there is none."""
    enclosed = _ENCLOSED_SUBTITLE.match(title)
    if enclosed and _is_whole(enclosed["title"]):
        return enclosed["title"], [enclosed["subtitle"]]
    inline = _INLINE_SUBTITLE.match(title) or _KOREAN_SUBTITLE.match(title)
    if inline and _is_whole(inline["title"]):
        return inline["title"], [inline["subtitle"]]
    return title, []


def _is_whole(title: str) -> bool:
    """Are the quotation marks and brackets that it opens closed again? A dash within them (1906—1946) divides nothing."""
    return all(sum(map(title.count, left)) == sum(map(title.count, right)) for left, right in _PAIRED)


_PAIRED = (("“", "”"), ("(（", ")）"), ("《", "》"), ("「", "」"))


def _spaced_dash(title: str) -> str:
    """Arabic is set with hyphens where others have dashes."""
    return r"\s[-–—―]\s" if script_of(title) == "arabic" else r"\s[–—―]\s"


def join_lines(parts: Sequence[str]) -> str:
    """Lines of one title joined: one space, none after a colon in CJK; a hyphen at a Latin line's end joins."""
    out = ""
    for part in (part.strip() for part in parts):
        if not out:
            out = part
        elif re.search(r"[a-zà-ÿ]-$", out) and re.match(r"[a-zà-ÿ]", part):
            out = out[:-1] + part
        elif re.search(r"[：:]$", out) and re.match(rf"[{CJK}“《「]", part):
            out += part
        else:
            out += f" {part}"
    return out


_ONE_READ_L = re.compile(r"(?<![A-Za-z])l(?=[\d/／])|(?<=\d)l(?=\d)")
_NOUGHT_READ_O = re.compile(r"(?<![A-Za-z\d])(\d+)O(?=\d|[^A-Za-z\d]|$)")


_ANY_SPACE = re.compile(r"[\s\u3000\u00a0]+")
_WITH_CJK = re.compile(rf"[{CJK}]")
_COLON_SPACE = re.compile(r"：\s+")
_DASH_FOR_ONE_FIRST = re.compile(r"^[—–-](?=[个個位种種次年天本座条條场場封把张張只辆家片名])")
_DASH_FOR_ONE = re.compile(r"(?<=[十百])[—–](?=[张張个個条條件种種位年天次人名例户戶])|(?<=[\u4e00-\u9fff])—(?=法$)")
_DASH_FIRST = re.compile(r"^[—–]\s+")
_LEADER_LAST = re.compile(rf"(?<=[{CJK}”》」』）)])\s?一{{2,}}$")
_NOTE_MARKS = re.compile(r"\s*[*＊†‡]+$")


def tidy(text: str) -> str:
    """White space made single, none after a full-width colon, footnote stars dropped, letter-spacing closed, figures
    that an engine has read as letters set right in Han text."""
    text = _ANY_SPACE.sub(" ", unspace(text)).strip()
    if not text.isascii() and _WITH_CJK.search(text):
        text = _NOUGHT_READ_O.sub(r"\g<1>0", _ONE_READ_L.sub("1", text))
    text = _COLON_SPACE.sub("：", text)
    text = _DASH_FOR_ONE_FIRST.sub("一", text)  # the OCR took 一 for a dash
    text = _DASH_FOR_ONE.sub("一", text)
    text = _DASH_FIRST.sub("", text)  # what divided it from an author or a number before it
    text = _LEADER_LAST.sub("", text)  # what an engine made of a leader
    return _NOTE_MARKS.sub("", text).strip(" \t·•…").rstrip(",，") or text


def _contributors(bylines: Sequence[str], spaced: bool) -> tuple[Contributor, ...]:
    people: list[Contributor] = []
    for byline in bylines:
        people += [person for person in read_byline(byline, spaced).contributors if person not in people]
    return tuple(people)


def language_of(text: str) -> str | None:
    """BCP 47 tag by script (and, for Latin, by the commonest function words); None when there are no letters."""
    script = script_of(text)
    if script == "latin":
        return _latin_language(text)
    return {
        "han": "zh",
        "kana": "ja",
        "hangul": "ko",
        "arabic": "ar",
        "cyrillic": "ru",
        "greek": "el",
        "hebrew": "he",
    }.get(script)


_FUNCTION_WORDS = {
    "de": "der die das und von im den des ein eine für mit auf zur zum über wie nicht",
    "fr": "le la les des du et une dans pour sur au aux par est que",
    "es": "el los las una del y en por para con",
    "it": "il gli della delle dei nel per una che di",
}


def _latin_language(text: str) -> str:
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = {tag: sum(word in listed.split() for word in words) for tag, listed in _FUNCTION_WORDS.items()}
    best = max(counts, key=lambda tag: counts[tag])
    english = sum(word in {"the", "of", "and", "in", "to", "a", "for", "on", "with", "is"} for word in words)
    return best if counts[best] > english and counts[best] > 0 else "en"
