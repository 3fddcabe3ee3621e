"""Jump lines: 下转第x页 / 上接第x页, continued on / from page x. What they part is one article."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...folding import loose
from ...model import Entry
from ...numerals import label_key
from .flow import Flow

_LABEL = r"(?P<label>[A-Za-z]{0,2}\s?\d{1,4})"
_HAN = r"(?P<label>[A-Za-z]{0,2}\s?[\dOol|]{0,3}\d[OoIl|]?|[〇零一二三四五六七八九十百]{1,4})"
"""Chinese pages may be counted in characters; engines take 0 and 1 for letters."""
_PAGE = r"(?:page|pg?\s?\.?)"
# a word or two of the headline in capitals, by which newspapers name what goes on elsewhere
_KEY = r"(?P<key>(?-i:[^\W\d_a-z][^\W\d_a-z’'&-]*(?:\s[^\W\d_a-z’'&-]+){0,3}))"
_CONTINUED = r"cont(?:inue[ds]?|['’]?d|\.)"
_SHEET = r"\s*[页頁版面]?"
_UNIT = r"\s*[页頁版面]"
_ONWARD = (
    rf"(?:下\s*[转轉]|[续續][见見]|文\s*[转轉])\s*至?\s*第?\s*{_HAN}{_SHEET}",
    rf"{_CONTINUED}\s+(?:on|to|at)\s+{_PAGE}?\s*{_LABEL}",
    rf"(?:Fortsetzung|Schlu(?:ss|ß)|Forts\.)\s+(?:auf\s+)?S(?:eite|\.)\s*{_LABEL}",
    rf"(?:weiter|lesen\s+Sie\s+weiter)\s+auf\s+S(?:eite|\.)\s*{_LABEL}",
    rf"(?:(?:lire|voir)\s+la\s+)?suite\s+(?:en\s+|à\s+la\s+)?(?:page|p\.)\s*{_LABEL}",
    rf"(?:sigue|continúa|pasa)\s+(?:en|a)\s+(?:la\s+)?(?:página|pág\.|p\.)\s*{_LABEL}",
    rf"(?:segue|continua)\s+(?:a|na|em)\s+(?:pagina|página|pag\.|pág\.|p\.)\s*{_LABEL}",
    rf"(?:продолжение|окончание)\s+на\s+(?:стр\.|странице|с\.)\s*{_LABEL}",
    rf"(?:ال)?(?:تتمة|بقية)\s+(?:على\s+)?(?:ص|صفحة|الصفحة)\s*\.?\s*{_LABEL}",
    rf"{_HAN}\s*(?:ページ|[頁面])\s*[へに](?:続く|つづく)",
    rf"続きは\s*{_HAN}\s*(?:ページ|[頁面])(?:へ|に|で)?",
    rf"{_LABEL}\s*면(?:에|으로)\s*(?:계속|이어짐)",
)
_WEAK = (
    rf"(?:please\s+)?(?:turn\s+to|see)\s+{_PAGE}\s*{_LABEL}",
    rf"(?:please\s+)?(?:turn\s+to|see)\s+{_KEY}\s*[,;:/—–-]?\s*(?:on\s+)?{_PAGE}?\s*{_LABEL}",
    rf"{_KEY}\s*[,;:/—–-]\s*{_PAGE}\s*{_LABEL}",
    rf"[转轉]至?\s*第?\s*{_HAN}{_UNIT}",
    rf"(?:[→►▶➤➔⇒»]|[>＞]{{2,3}})\s*(?:{_PAGE}|S\.|第)?\s*{_LABEL}\s*(?:[页頁版面]|ページ)?",
)
"""What may say anything else within a sentence, and is a jump only as a line of its own."""
_BACK = (
    rf"(?:[上紧緊]\s*接|文\s*接|接)\s*第\s*{_HAN}{_UNIT}",
    rf"(?:[上紧緊]\s*接|文\s*接)\s*{_HAN}{_UNIT}",
    rf"(?:{_CONTINUED}\s+)?from\s+{_PAGE}\s*{_LABEL}",
    rf"{_CONTINUED}\s+from\s+{_LABEL}",
    rf"(?:Fortsetzung|Schlu(?:ss|ß)|Forts\.)\s+von\s+S(?:eite|\.)\s*{_LABEL}",
    rf"suite\s+de\s+la\s+(?:page|p\.)\s*{_LABEL}",
    rf"viene\s+de\s+(?:la\s+)?(?:página|pág\.|p\.)\s*{_LABEL}",
    rf"(?:segue|continua|continuação)\s+d[ae]\s+(?:pagina|página|pag\.|pág\.|p\.)\s*{_LABEL}",
    rf"(?:(?:продолжение|окончание)\.?\s+)?начало\s+на\s+(?:стр\.|странице|с\.)\s*{_LABEL}",
    rf"(?:ال)?(?:تتمة|بقية)\s+(?:المنشور\s+)?(?:من|في)\s+(?:ص|صفحة|الصفحة)\s*\.?\s*{_LABEL}",
    rf"{_HAN}\s*(?:ページ|[頁面])\s*(?:から|より)の?(?:続く|つづく|続き|つづき)",
    rf"{_LABEL}\s*면에서\s*(?:계속|이어짐)",
)
_BEFORE, _AFTER = r"[\s（(\[【〔▶►→▲▼◆■●…—–-]*", r"[\s）)\]】〕◀◄←…。.，,]*"


def _compiled(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(f"{_BEFORE}(?:{pattern}){_AFTER}", re.IGNORECASE) for pattern in patterns)


ONWARD, BACK = _compiled(_ONWARD), _compiled(_BACK)
_ALONE = _compiled((*_ONWARD, *_WEAK))
_LONGEST = 70
_ALIKE = 0.6
_OPENING_BRACKET = re.compile(r"\s*[（(\[【〔]")
_CLOSED = re.compile(r"[。！？!?.…”」』）)\]】»؟]\W*$")
_DIGITS = str.maketrans("OoIl|", "00111")


class Jump(NamedTuple):
    """A jump line: at place `at`, to (or from) the page printed `label`; `key` is what it repeats of the title, `whole` when no text
    of the article shares its line."""

    at: int
    label: str
    key: str = ""
    whole: bool = True


class Resumption(NamedTuple):
    """A later part of an article: `opening` its first place (a repeated title included), `owner` the article's index."""

    opening: int
    owner: int
    furniture: tuple[int, ...]


def find_jumps(flow: Flow) -> tuple[list[Jump], list[Jump]]:
    """Jumps onward and jumps back, in the order of the body."""
    onward, back = [], []
    for at, place in enumerate(flow.places):
        text = place.line.text
        if match := _onward(text):
            onward.append(Jump(at, _label(match), loose(match.groupdict().get("key") or "")))
        elif match := _first(BACK, text):
            jump = _jump_back(at, text, match)
            back += [jump] if jump else []
    return onward, back


def _jump_back(at: int, text: str, match: re.Match[str]) -> Jump | None:
    """A jump back with what it repeats of the title; or one in brackets that the text itself goes on behind."""
    before, after = text[: match.start()], text[match.end() :]
    if not before.strip() and after.strip() and _OPENING_BRACKET.match(text):
        return Jump(at, _label(match), loose(after), whole=False)
    if (
        len(text) < _LONGEST
        and _is_key(before)
        and (not after.strip() or _is_key(after) or _OPENING_BRACKET.match(text))
    ):
        return Jump(at, _label(match), loose(before + after))
    return None


def _label(match: re.Match[str]) -> str:
    """The page that a jump names, letters that stand for figures put right."""
    label = re.sub(r"\s", "", match["label"])
    head = re.match(r"[A-HJ-NP-Za-kmnp-z]{0,2}", label)
    assert head is not None
    return head[0] + label[head.end() :].translate(_DIGITS)


def _is_key(words: str) -> bool:
    """Whether nothing stands beside a jump back but a word or two of the headline, in capitals or in Chinese."""
    return len(words.split()) <= 4 and words == words.upper() and len(words.strip()) <= _LONGEST // 2


def _onward(text: str) -> re.Match[str] | None:
    """The jump onward that is a line, or closes it."""
    whole = next((match for pattern in _ALONE if (match := pattern.fullmatch(text.strip()))), None)
    match = whole or _first(ONWARD, text)
    return match if match is not None and (whole or match.end() == len(text.rstrip())) else None


def is_whole(text: str) -> bool:
    """Whether a line is a jump onward and nothing else."""
    return any(pattern.fullmatch(text.strip()) for pattern in _ALONE)


def is_back(text: str) -> bool:
    """Whether a line is a jump back, with a word or two of the headline at most, or opens with one in brackets."""
    match = _first(BACK, text)
    return match is not None and _jump_back(0, text, match) is not None


def _first(patterns: Sequence[re.Pattern[str]], text: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.search(text))), None)


def without_jump(text: str) -> str:
    """A line's text without the jump onward that closes it, or the jump back in brackets that opens it."""
    match = _first(ONWARD, text)
    if match and match.end() == len(text.rstrip()):
        return text[: match.start()]
    back = next((found for pattern in BACK if (found := pattern.match(text))), None)
    return text[back.end() :] if back and _OPENING_BRACKET.match(text) else text


def resume(flow: Flow, openings: Sequence[int], entries: Sequence[Entry]) -> list[Resumption]:
    """The later parts of articles, given where each one (by index) opens and what the contents say of it."""
    onward, back = find_jumps(flow)
    borders = sorted({*openings, *(jump.at for jump in back), len(flow.places)})
    parts = [[(begin, _next(begin, borders))] for begin in openings]
    found = []
    for jump in back:
        opening = _repeated_title(jump.at, flow, entries)
        owner = _owner(jump, opening, flow, parts, entries, onward)
        if owner is not None:
            last = _title_under(jump, flow, entries[owner]) if jump.whole else jump.at - 1
            found.append(Resumption(opening, owner, tuple(range(opening, last + 1))))
            parts[owner].append((opening, _next(jump.at, borders)))
    return found + _unannounced(
        flow, parts, entries, onward, {at for begin in openings for at in range(begin, begin + 3)}
    )


def _next(at: int, borders: Sequence[int]) -> int:
    return next((border for border in borders if border > at), at)


def _repeated_title(at: int, flow: Flow, entries: Sequence[Entry]) -> int:
    """The first of the lines that repeat a title above a jump back: display type, or a title by its words."""
    opening = at
    page = flow.places[at].page
    while opening > flow.first_of[page] and at - opening < 4:
        above = flow.folded[opening - 1]
        if not flow.is_display(opening - 1) and not any(_is_title(above, entry) for entry in entries):
            break
        opening -= 1
    return opening


def _title_under(jump: Jump, flow: Flow, entry: Entry) -> int:
    """The last of the lines that repeat the title under a jump back, or the jump itself."""
    last = jump.at
    for at in range(jump.at + 1, min(jump.at + 3, len(flow.places))):
        joined = "".join(flow.folded[jump.at + 1 : at + 1])
        if flow.places[at].page == flow.places[jump.at].page and _is_title(joined, entry):
            last = at
    return last


def _is_title(text: str, entry: Entry) -> bool:
    """Whether a line says a title or most of one."""
    title = loose(entry.title)
    if len(text) < 3 or abs(len(text) - len(title)) > 0.5 * len(title):
        return False
    return difflib.SequenceMatcher(None, text, title, autojunk=False).ratio() > 0.8


def _names(key: str, entry: Entry) -> bool:
    """Whether a jump's words are those of a title: the same, or (a keyword) among them."""
    title = loose(entry.title)
    return key in title or difflib.SequenceMatcher(None, key, title, autojunk=False).ratio() > _ALIKE


def _owner(
    jump: Jump,
    opening: int,
    flow: Flow,
    parts: Sequence[Sequence[tuple[int, int]]],
    entries: Sequence[Entry],
    onward: Sequence[Jump],
) -> int | None:
    """The article that goes on here: it jumps to this page, covers the page named, or its title is repeated; of several, one that
    breaks off in mid-sentence."""
    here = flow.pages[flow.places[jump.at].page].label
    title = "".join(flow.folded[opening : jump.at])
    best, most = None, 1.0
    for index, (spans, entry) in enumerate(zip(parts, entries, strict=True)):
        called = any(_jumps_to(here, span, onward) for span in spans)
        named = bool(jump.key) and jump.whole and _names(jump.key, entry)
        repeated = bool(title) and _names(title, entry)
        if jump.key and jump.whole and not (named or called):
            continue
        there = [span for span in spans if _covers(jump.label, span, flow)]
        score = 2.0 * called + 1.5 * bool(there) + 2.0 * named + 2.0 * repeated
        score += 0.4 * any(_breaks_off(jump.label, span, flow) for span in there)
        if score > most:
            best, most = index, score
    return best


def _jumps_to(label: str | None, span: tuple[int, int], onward: Sequence[Jump]) -> bool:
    return label is not None and any(
        span[0] <= jump.at < span[1] and label_key(jump.label) == label_key(label) for jump in onward
    )


def _covers(label: str, span: tuple[int, int], flow: Flow) -> bool:
    labels = {flow.pages[place.page].label for place in flow.places[span[0] : span[1]]}
    return any(one is not None and label_key(one) == label_key(label) for one in labels)


def _breaks_off(label: str, span: tuple[int, int], flow: Flow) -> bool:
    """Whether the text of a part stops in mid-sentence on the page that bears `label`."""
    text = [
        place.line.text
        for at, place in enumerate(flow.places[span[0] : span[1]], start=span[0])
        if label_key(flow.pages[place.page].label or "") == label_key(label) and flow.is_plain(at)
    ]
    return bool(text) and not _CLOSED.search(text[-1])


def _unannounced(
    flow: Flow,
    parts: Sequence[Sequence[tuple[int, int]]],
    entries: Sequence[Entry],
    onward: Sequence[Jump],
    heads: set[int],
) -> list[Resumption]:
    """Parts that a jump onward calls and no jump back opens: on that page the title stands again."""
    found = []
    for jump in onward:
        owner = next((at for at, spans in enumerate(parts) if any(b <= jump.at < e for b, e in spans)), None)
        pages = [number for number, page in flow.pages.items() if label_key(page.label or "") == label_key(jump.label)]
        if owner is None or not pages or any(flow.places[begin].page in pages for begin, _ in parts[owner][1:]):
            continue
        places = [at for number in pages for at in flow.on_page(number) if at not in heads and at > jump.at]
        again = next((at for at in places if _is_again(at, jump, entries[owner], flow)), None)
        if again is not None and flow.places[jump.at].page not in pages:
            found.append(Resumption(again, owner, (again,)))
    return found


def _is_again(at: int, jump: Jump, entry: Entry, flow: Flow) -> bool:
    """Whether a line in display type says the title again, or the word of it by which a jump calls."""
    text = flow.folded[at]
    return flow.is_display(at) and (_is_title(text, entry) or (len(jump.key) > 2 and text == jump.key))
