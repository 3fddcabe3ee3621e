"""Articles that the contents do not name: headlines of the body set like those of articles that they do name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ...folding import loose
from ...model import Contributor, Entry, Line, Role
from .flow import Flow, Place
from .jumps import BACK
from .kinds import is_sentence
from .starts import Start, opening_of

_LEAST_TEXT = 80
_BYLINE = re.compile(
    r"^\s*(?:(?P<role>本[报刊台]?(?:特约)?记者|记者|通讯员)\s*|(?:by|von|par)\s+|文\s*[/／＝=:：]\s*|作者\s*[:：/]\s*)(?P<names>.+)$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[,，、&;；]\s*|\s+(?:and|und|et|y)\s+")


def find_unlisted(flow: Flow, starts: Sequence[Start], quotes: set[int], language: str | None) -> list[Start]:
    """Starts of articles without an entry: headings set like headlines that the contents confirm. Smaller ones are parts of
    articles, and so is what is said twice; pull quotes are no headings; a heading without text of its own is a section's or an advertisement's."""
    confirmed = [flow.places[start.heading[0]].line for start in starts if start.heading]
    if not confirmed or not flow.size:
        return []
    sizes = sorted(line.size for line in confirmed)
    least = sizes[len(sizes) // 10] * (1 - flow.slack)
    if flow.slack > 0.1:  # engines measure single lines badly: what is far smaller than most headlines is none
        least = max(least, 0.85 * sizes[len(sizes) // 4])
    said = Counter(_text(group, flow) for group in _headings(flow))
    known = {at for start in starts for at in range(start.opening, max(start.heading, default=start.opening) + 1)}
    spoken = any(_is_sentence(start.heading, flow) for start in starts if start.heading)
    found = []
    for group in _headings(flow):
        largest = max(flow.places[at].line.size for at in group)
        if (
            largest < max(least, 1.2 * flow.text_sizes(flow.places[group[0]].page)[1])
            or known & set(group)
            or _beside(group, known)
            or not _has_text(group[-1], flow)
        ):
            continue
        if (_is_sentence(group, flow) and not spoken) or said[_text(group, flow)] > 1:
            continue
        title = [flow.places[at].line for at in group if flow.places[at].line.size == largest]
        if quotes & set(group) or not any(_like(line, one, flow) for line in title for one in confirmed):
            continue
        if _interrupts(group[0], flow) or flow.pages[flow.places[group[0]].page].label is None:
            continue
        found.append(_start(group, largest, flow, language))
    return found


def _text(group: Sequence[int], flow: Flow) -> str:
    return "".join(flow.folded[at] for at in group)


def _is_sentence(group: Sequence[int], flow: Flow) -> bool:
    """Whether a heading closes with a full stop: few headlines do, and then all of a periodical's."""
    return any(is_sentence(flow.places[at].line.text) for at in group)


def _like(line: Line, confirmed: Line, flow: Flow) -> bool:
    """Whether a heading is set like a headline: in a text layer as bold and in the same font, whatever its size."""
    return flow.slack > 0.1 or (line.bold == confirmed.bold and _font(line) == _font(confirmed))


def _font(line: Line) -> str:
    return line.words[0].font if line.words else ""


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


def _has_text(last: int, flow: Flow) -> bool:
    letters = 0
    for at in range(last + 1, min(last + 12, len(flow.places))):
        if flow.is_larger(flow.places[at]) or flow.places[at].page > flow.places[last].page + 1:
            break
        if any(pattern.match(flow.places[at].line.text) for pattern in BACK):
            return False
        letters += len(flow.folded[at])
    return letters >= _LEAST_TEXT


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


def _start(group: Sequence[int], largest: float, flow: Flow, language: str | None) -> Start:
    heading = tuple(at for at in group if flow.places[at].line.size >= (1 - flow.slack) * largest)
    after = [at for at in group if at > heading[-1]] or [at for at in group if at < heading[0]]
    title = _joined([flow.places[at].line.text for at in heading])
    subtitle = _joined([flow.places[at].line.text for at in after]).lstrip("—–- ") or None
    entry = Entry(
        id="", title=title, subtitle=subtitle, contributors=_byline(group[-1] + 1, flow), language=language, level=1
    )
    why = f"not in the contents; its headline on page {flow.pages[flow.places[group[0]].page].label} is set like theirs"
    return Start(-1, opening_of(group[0], flow), heading, 0.8, (why,), entry)


def _joined(lines: Sequence[str]) -> str:
    text = ""
    for line in (re.sub(r"\s+", " ", line).strip() for line in lines):
        close = text and re.match(r"[\u2e80-\u9fff，。：！？》”]", text[-1]) and re.match(r"[\u2e80-\u9fff《“]", line)
        text += ("" if not text or (close and text[-1] in "：:，") else " ") + line
    return text


def _byline(at: int, flow: Flow) -> tuple[Contributor, ...]:
    """Names in a marked byline under a headline."""
    match = _BYLINE.match(flow.places[at].line.text) if at < len(flow.places) else None
    if match is None:
        return ()
    names = [name.strip(" .。") for name in _BETWEEN.split(match["names"])]
    if any("\u4e00" <= letter <= "\u9fff" for letter in match["names"]):
        names = [part for name in names for part in name.split()]
    names = [name for name in names if name and len(loose(name)) <= 30]
    role: Role = "reporter" if match["role"] and "记者" in match["role"] else "author"
    return tuple(Contributor(name=name, role=role) for name in names)
