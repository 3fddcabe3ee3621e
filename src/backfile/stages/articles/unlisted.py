"""Articles that the contents do not name: headlines of the body set like those of articles that they do name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...folding import loose
from ...model import Contributor, Entry, Issue, Line, Role
from .flow import Flow, Place, with_roles
from .jumps import is_back
from .kinds import is_sentence
from .starts import Start, opening_of

_LEAST_TEXT = 80
_LEAST_SIGNED = 24
"""Fewest letters under a headline that a byline confirms: a short poem."""
_MARKED = re.compile(
    r"^\s*(?:[◎●□■○◇◆△▲*＊]\s*[^\W\d]|by\b|von\b|par\b|文\s*[/／＝=:：]|作者\s*[:：/]|本[报報刊台社网網][^，。]{0,6}(?:记者|記者|通讯员|通訊員)|"
    r"(?:特约|特約)?(?:记者|記者|通讯员|通訊員)\s|[【〔［\[（(]\s*[^，。】〕］\])）]{0,6}?(?:记者|記者|通讯员|通訊員|特派[员員]|本[报報刊][^】〕］\])）]{0,6}[道導讯訊电電]))",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^\s*[【〔［\[（(]?\s*(?:(?P<role>本[报報刊台]?(?:特约|特約)?(?:记者|記者)|记者|記者|通讯员|通訊員)\s*|(?:by|von|par)\s+|文\s*[/／＝=:：]\s*|作者\s*[:：/]\s*"
    r"|[◎●□■○◇◆△▲]\s*(?=[\u4e00-\u9fff]{2,4}(?:[\s、]+[\u4e00-\u9fff]{2,4})*\s*$))"
    r"(?P<names>[^】〕］\])）]+?)(?:\s*[/／]\s*\S{2,8}(?:报道|報導|報道|电|電))?[】〕］\])）]?$",
    re.IGNORECASE,
)
_ENCLOSED = re.compile(r"^\s*[【〔［\[（(][^】〕］\])）]*[】〕］\])）]\s*$")
_DATELINE = re.compile(
    r"^\s*[【〔［\[（(]?\s*(?:本[报報刊台社网網]\s?(?:综合)?(?:[讯訊]|消息)|(?:本[报報刊]|新[华華]社|中新社|中央社|[据據]新[华華]社)[^，。\s]{0,14}?[电電讯訊]"
    r"|本[报報][^，。\s]{0,6}(?:记者|記者)[^，。]{1,12}(?:[报報][道導]|[摄攝]))"
    r"|^[A-ZÀ-Þ][A-ZÀ-Þ .’'-]{2,24}(?:,\s(?:[A-ZÀ-Þ][\w.]{2,11}\.?\s\d{1,2}|[A-Z][a-z]+))?(?:\s?\([\w /.]{2,20}\))?\s?[—–]{1,2}\s?\w"
)
"""How news begins: who reports it, and where and when."""
_LEAST_DATED = 2
_SUBTITLE = 4
"""A byline stands within so many lines of a subtitle under its headline."""
_MANY = 5
"""So many headings of one size on a page are those of notices."""
_LARGE = 1.2
"""Headlines are so much larger than the text of their page."""
_BETWEEN = re.compile(r"\s*[,，、&;；]\s*|\s+(?:and|und|et|y)\s+")


class Look(NamedTuple):
    """How a line is set: size to a tenth of a point, weight, and the font of its first word."""

    size: float
    bold: bool
    font: str


_SOME_LOOK = Look(0.0, False, "")
"""How a line of an image is set: nothing sure is known."""


def find_unlisted(flow: Flow, starts: Sequence[Start], quotes: set[int], language: str | None) -> list[Start]:
    """Starts of articles without an entry: headings set like headlines that the contents confirm, or over a byline set like
    theirs. Smaller ones are parts of articles, and so is what is said twice; pull quotes are no headings; a heading without
    text of its own is a section's or an advertisement's."""
    confirmed = [flow.places[start.heading[0]].line for start in starts if start.heading]
    if not confirmed or not flow.size:
        return []
    least = _least_size(confirmed, flow)
    said = Counter(_text(group, flow) for group in _headings(flow) if not _goes_back(group, flow))
    known = {at for start in starts for at in range(start.opening, max(start.heading, default=start.opening) + 1)}
    spoken = any(_is_sentence(start.heading, flow) for start in starts if start.heading)
    groups = [
        group
        for group in _headings(flow)
        if not (quotes | known) & set(group)
        and not _beside(group, known)
        and not any(flow.is_garbled(at) for at in group)
        and not _goes_back(group, flow)
        and said[_text(group, flow)] == 1
        and (spoken or not _is_sentence(group, flow))
    ]
    listed = {at for start in starts for at in start.heading}
    alike = [
        group
        for group in groups
        if (flow.is_exact or flow.is_measured)  # else any line may come out large
        and flow.pages[flow.places[group[0]].page].label is not None
        and _is_headline(group, confirmed, least, flow)
        and not _is_one_of_many(group, listed, flow)
    ]
    heads = [start.heading for start in starts if start.heading]
    looks = _byline_looks(flow, [*heads, *alike])
    usual = _are_signed(heads, flow)
    dated = [group for group in groups if _is_dated(group, flow)]
    if sum(_is_dated(group, flow) for group in (*heads, *dated)) < _LEAST_DATED:
        dated = []
    found = [
        group for group in groups if group in alike or group in dated or _is_signed(group, looks, flow, usual=usual)
    ]
    return [_start(group, flow, language) for group in found]


def find_fillers(flow: Flow, starts: Sequence[Start], language: str | None) -> list[Start]:
    """Small boxes with a heading that fill the space between two articles: each is one of its own. Boxes with such headings
    that the text goes on after belong to their article, and then all do."""
    heads = {start.heading[0] for start in starts if start.heading}
    between: dict[Look, list[list[int]]] = {}
    within = Counter[Look]()
    for group in _headings(flow):
        last = _box_under(group[-1], flow)
        if last is None or heads & set(group):
            continue
        look = _look(flow.places[group[0]].line) if flow.is_exact else _SOME_LOOK
        follows = range(last + 1, min(last + 3, len(flow.places)))
        if any(at in heads and flow.places[at].page == flow.places[last].page for at in follows):
            between.setdefault(look, []).append(group)
        else:
            within[look] += 1
    found = [group for look, groups in between.items() if len(groups) > max(1, within[look]) for group in groups]
    why = "not in the contents; a box with a heading between two articles"
    return [_start(group, flow, language, why=why, opening=group[0]) for group in found]


def _box_under(at: int, flow: Flow) -> int | None:
    """The last line of the box directly under a heading."""
    last = at
    while last + 1 < len(flow.places) and _is_boxed(flow.places[last + 1], flow.places[at].page):
        last += 1
    return last if last > at else None


def _is_boxed(place: Place, page: int) -> bool:
    return place.page == page and place.line.role == "sidebar"


def after_fillers(starts: Sequence[Start], fillers: Sequence[Start], flow: Flow) -> list[Start]:
    """The starts, those under a box opened after it."""
    ends = {filler.opening: _box_under(filler.heading[-1], flow) or filler.heading[-1] for filler in fillers}

    def below(start: Start) -> int:
        title = min(start.heading, default=start.opening)
        return max((end + 1 for opening, end in ends.items() if opening < title and end < title), default=0)

    return [start._replace(opening=max(start.opening, below(start))) for start in starts]


def unboxed(issue: Issue, fillers: Sequence[Start], flow: Flow) -> Issue:
    """The issue with the text of these boxes as running text: it is that of an article."""
    own = {
        (flow.places[at].page, flow.places[at].line.number)
        for filler in fillers
        for at in range(filler.opening, (_box_under(filler.heading[-1], flow) or filler.opening) + 1)
    }
    return with_roles(issue, lambda page, line: None if (page, line.number) in own else line.role)


def _is_headline(group: Sequence[int], confirmed: Sequence[Line], least: float, flow: Flow) -> bool:
    """Whether a heading over text is set like headlines that the contents confirm; sums and leaders of a list are none."""
    largest = max(flow.places[at].line.size for at in group)
    title = [flow.places[at].line for at in group if flow.places[at].line.size == largest]
    return (
        largest >= max(least, _LARGE * flow.text_sizes(flow.places[group[0]].page)[1])
        and any(char.isalpha() for char in _text(group, flow))
        and any(_like(line, one, flow) for line in title for one in confirmed)
        and _has_text(group[-1], flow, _LEAST_TEXT)
        and not _interrupts(group[0], flow)
    )


def _is_one_of_many(group: Sequence[int], listed: set[int], flow: Flow) -> bool:
    """Whether a page holds several headings of one size under a larger headline, and the contents name the larger alone: news, and
    its heads are those of its parts."""
    page, line = flow.places[group[0]]
    before = [at for at in listed if at < group[0] and flow.places[at].page == page]
    if not before or flow.places[max(before)].line.size <= _LARGE * line.size:
        return False
    rest = range(max(before) + 1, flow.on_page(page).stop)
    same = [at for at in rest if abs(flow.places[at].line.size / line.size - 1) < flow.slack / 2]
    return len(same) >= _MANY and not listed & set(rest)


def _least_size(confirmed: Sequence[Line], flow: Flow) -> float:
    """The smallest type that headlines are set in."""
    sizes = sorted(line.size for line in confirmed)
    least = sizes[len(sizes) // 10] * (1 - flow.slack)
    # engines measure single lines badly: what is far smaller than most headlines is none
    return max(least, 0.85 * sizes[len(sizes) // 4]) if not flow.is_exact else least


def _look(line: Line) -> Look:
    return Look(round(line.size, 1), line.bold, _font(line))


def _byline_looks(flow: Flow, headings: Sequence[Sequence[int]]) -> set[Look]:
    """How marked bylines under these headings are set, where that is not how the text is; twice at least, in a text layer."""
    if not flow.is_exact:
        return set()
    seen = Counter(_look(flow.places[at].line) for heading in headings if (at := _byline_under(heading[-1], flow)))
    text = Counter(_look(place.line) for at, place in enumerate(flow.places) if not _is_brief(at, flow))
    return {look for look, count in seen.items() if count > 1 and text[look] < 0.2 * text.total()}


def _byline_under(last: int, flow: Flow) -> int | None:
    """The place of a marked byline in the first lines under a heading and its subtitle."""
    page, title = flow.places[last]
    first = next(
        (at for at in range(last + 1, len(flow.places)) if not _is_subtitle(flow.places[at], title, page, flow)), last
    )
    for at in range(first, min(first + 2, len(flow.places))) if first <= last + _SUBTITLE else ():
        if flow.places[at].page != page or flow.is_larger(flow.places[at]):
            return None
        text = flow.places[at].line.text
        if _MARKED.match(text) and (_is_brief(at, flow) or _ENCLOSED.match(text)):
            return at
    return None


def _is_subtitle(place: Place, title: Line, page: int, flow: Flow) -> bool:
    return place.page == page and flow.is_larger(place) and place.line.size < (1 - flow.slack) * title.size


def _is_brief(at: int, flow: Flow) -> bool:
    """Whether a line is as short as a name or two, and no sentence."""
    return 0 < len(flow.folded[at]) < 0.8 * flow.usual_letters and not is_sentence(flow.places[at].line.text)


def _are_signed(headings: Sequence[Sequence[int]], flow: Flow) -> bool:
    """Whether most of these headlines, two at least, stand over a marked byline."""
    signed = sum(_byline_under(heading[-1], flow) is not None for heading in headings)
    return signed > 1 and signed > 0.5 * len(headings)


def _is_signed(group: Sequence[int], looks: set[Look], flow: Flow, *, usual: bool) -> bool:
    """Whether a byline stands under a heading, as is `usual` under headlines or set like theirs, and text under that."""
    byline = _byline_under(group[-1], flow)
    if byline is None or not (usual or _look(flow.places[byline].line) in looks):
        return False
    largest = max(flow.places[at].line.size for at in group)
    return largest >= _LARGE * flow.text_sizes(flow.places[group[0]].page)[1] and _has_text(byline, flow, _LEAST_SIGNED)


def _is_dated(group: Sequence[int], flow: Flow) -> bool:
    """Whether a heading, in whatever type, stands over text that begins as news does, be it behind a subtitle or byline."""
    page, title = flow.places[group[-1]]
    if _MARKED.match(flow.places[group[0]].line.text):
        return False
    for at in range(group[-1] + 1, min(group[-1] + _SUBTITLE, len(flow.places))):
        if flow.places[at].page != page:
            return False
        if _DATELINE.match(flow.places[at].line.text):
            large = title.size >= _LARGE * flow.text_sizes(page)[1]
            return large and _has_text(at - 1, flow, _LEAST_SIGNED) and _is_under(at, group[-1], flow)
        if not (_is_subtitle(flow.places[at], title, page, flow) or _MARKED.match(flow.places[at].line.text)):
            return False
    return False


def _is_under(at: int, last: int, flow: Flow) -> bool:
    """Whether a line begins below a heading, in its column or in one that it is centred over with others."""
    box, title = flow.places[at].line.box, flow.places[last].line.box
    return box is None or title is None or (box.top > title.top and box.left < title.right)


def _goes_back(group: Sequence[int], flow: Flow) -> bool:
    """Whether a jump back stands at a heading: the article goes on under it."""
    beside = range(max(0, group[0] - 1), min(group[-1] + 2, len(flow.places)))
    return any(is_back(flow.places[at].line.text) for at in beside)


def _text(group: Sequence[int], flow: Flow) -> str:
    return "".join(flow.folded[at] for at in group)


def _is_sentence(group: Sequence[int], flow: Flow) -> bool:
    """Whether a heading closes with a full stop: few headlines do, and then all of a periodical's."""
    return any(is_sentence(flow.places[at].line.text) for at in group)


def _like(line: Line, confirmed: Line, flow: Flow) -> bool:
    """Whether a heading is set like a headline: in a text layer as bold and in the same font, whatever its size. What was read
    on a picture (it has no font) is not like what stands in a layer."""
    font, other = _font(line), _font(confirmed)
    return bool(font) == bool(other) and (not flow.is_exact or (line.bold == confirmed.bold and font == other))


def _font(line: Line) -> str:
    """The font of most letters: quotation marks and figures may come from another."""
    letters = Counter[str]()
    for word in line.words:
        letters[word.font] += len(word.text)
    return letters.most_common(1)[0][0] if letters else ""


def _headings(flow: Flow) -> Iterator[list[int]]:
    """Runs of display lines on one page."""
    group: list[int] = []
    for at, place in enumerate(flow.places):
        follows = bool(group) and _goes_on(flow.places[group[-1]], place)
        if flow.is_larger(place):
            if not follows and group:
                yield group
                group = []
            group.append(at)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _goes_on(before: Place, place: Place) -> bool:
    """Whether a line of a heading may follow another: on one page, and in one column unless the source has no boxes."""
    one, other = before.line.box, place.line.box
    if before.page != place.page or one is None or other is None or before.line.block == place.line.block:
        return before.page == place.page
    if place.line.direction == "ttb":
        return True
    return min(one.right, other.right) > max(one.left, other.left)


def _beside(group: Sequence[int], known: set[int]) -> bool:
    """Whether a heading stands directly at a known one: its shoulder title, subtitle or blurb."""
    return any(at in known for at in range(group[0] - 2, group[0])) or group[-1] + 1 in known


def _has_text(last: int, flow: Flow, least: int) -> bool:
    letters = 0
    for at in range(last + 1, min(last + 12, len(flow.places))):
        if flow.is_larger(flow.places[at]) or flow.places[at].page > flow.places[last].page + 1:
            break
        if is_back(flow.places[at].line.text):
            return False
        letters += len(flow.folded[at])
    return letters >= least


def _interrupts(at: int, flow: Flow) -> bool:
    """Whether the text before is still open: then this is a pull quote, not a headline."""
    before = flow.places[at - 1] if at else None
    if before is None or before.page != flow.places[at].page or flow.is_larger(before):
        return False
    box, above = flow.places[at].line.box, before.line.box
    if box and above and min(box.right, above.right) < max(box.left, above.left):
        return False  # that text stands in another column
    small = 0 < before.line.size < (1 - flow.slack) * flow.text_sizes(before.page)[0]  # a caption or credit
    return not small and not re.search(r"[。！？!?.…”」』）)\]】:：]\W*$", before.line.text)


def _start(
    group: Sequence[int], flow: Flow, language: str | None, *, why: str = "", opening: int | None = None
) -> Start:
    largest = max(flow.places[at].line.size for at in group)
    heading = tuple(at for at in group if flow.places[at].line.size >= (1 - flow.slack) * largest)
    after = [at for at in group if at > heading[-1]] or [at for at in group if at < heading[0]]
    title = _joined([flow.places[at].line.text for at in heading])
    signed = next((at for at in after if _BYLINE.match(flow.places[at].line.text)), group[-1] + 1)
    subtitle = _joined([flow.places[at].line.text for at in after if at != signed]).lstrip("—–- ") or None
    people = read_byline(signed, flow)
    entry = Entry(id="", title=title, subtitle=subtitle, contributors=people, language=language, level=1)
    page = flow.pages[flow.places[group[0]].page]
    why = why or f"not in the contents; its headline on page {page.label or page.number} is set like theirs"
    first = opening_of(group[0], flow) if opening is None else opening
    return Start(-1, first, heading, 0.8 if opening is None else 0.7, (why,), entry)


def _joined(lines: Sequence[str]) -> str:
    text = ""
    for line in (re.sub(r"\s+", " ", line).strip() for line in lines):
        close = text and re.match(r"[\u2e80-\u9fff，。：！？》”]", text[-1]) and re.match(r"[\u2e80-\u9fff《“]", line)
        text += ("" if not text or (close and text[-1] in "：:，") else " ") + line
    return text


def read_byline(at: int, flow: Flow) -> tuple[Contributor, ...]:
    """Names in a marked byline under a headline."""
    match = _BYLINE.match(flow.places[at].line.text) if at < len(flow.places) else None
    if match is None:
        return ()
    names = [name.strip(" .。") for name in _BETWEEN.split(match["names"])]
    if any("\u4e00" <= letter <= "\u9fff" for letter in match["names"]):
        names = [part for name in names for part in name.split()]
    names = [name for name in names if name and len(loose(name)) <= 30]
    role: Role = "reporter" if match["role"] and match["role"].endswith(("记者", "記者")) else "author"
    return tuple(Contributor(name=name, role=role) for name in names)
