"""The editors' desk: orders (`Order`) become pieces with titles, contributors, bylines and bodies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from msgspec.structs import replace

from backfile.model import Contributor, Role

from .draft import Piece, Text
from .writing import Writer

Signs = Literal[
    "author", "reporter", "expert", "organization", "penname", "translated", "photo", "told", "none", "scholar"
]
_CHINESE = ("zh-Hans", "zh-Hant", "ja")


@dataclass(frozen=True)
class Order:
    """`count` pieces for one section. Shares (0..1) say how often a piece has a subtitle, two title lines, a blurb.

    `genre` picks the grammar's symbols `GENRE_title`, `GENRE_sub`, `s_GENRE`; ranges are (least, most).
    """

    section: str | None
    genre: str
    count: int = 1
    signs: Signs = "author"
    authors: tuple[int, int] = (1, 1)
    subtitle: float = 0.0
    lines: float = 0.0
    blurb: float = 0.0
    paragraphs: tuple[int, int] = (5, 9)
    sentences: tuple[int, int] = (3, 6)
    headings: bool = False
    facts: tuple[tuple[str, str], ...] = ()


def commission(orders: Iterable[Order], writer: Writer, *, prefix: str = "p") -> tuple[Piece, ...]:
    """The pieces ordered, in order, with ids p01, p02 …"""
    wanted = [order for order in orders for _ in range(order.count)]
    return tuple(compose(f"{prefix}{n:02}", order, writer) for n, order in enumerate(wanted, start=1))


def compose(name: str, order: Order, writer: Writer) -> Piece:
    """One piece as ordered."""
    rng = writer.rng
    topic = writer.about(*[s for s in ("field", "thing", "subject", "factor", "effect") if s in writer.grammar])
    title = writer.fresh(f"{order.genre}_title")
    people = sign(order, topic)
    return Piece(
        id=name,
        title=split_title(title, rng.random() < order.lines),
        subtitle=(topic.write(f"{order.genre}_sub"),) if rng.random() < order.subtitle else (),
        section=order.section,
        contributors=people,
        byline=plain_byline(people),
        signature=plain_byline(people),
        blurb=sentence(topic, "blurb") if rng.random() < order.blurb else None,
        paragraphs=tuple(body(order, topic)),
        facts=dict(order.facts),
    )


def body(order: Order, topic: Writer) -> Iterable[Text]:
    """Paragraphs of an article, headings between them when ordered."""
    join = " " if is_spaced(topic) else ""
    count = topic.rng.randint(*order.paragraphs)
    for number in range(count):
        if order.headings and number and number % 3 == 0:
            yield Text(topic.write("heading"), "heading")
        yield Text(topic.paragraph(f"s_{order.genre}", topic.rng.randint(*order.sentences), join))


def is_spaced(writer: Writer) -> bool:
    """Whether the language of `writer` puts spaces between words."""
    return "surname" not in writer.grammar


def sentence(writer: Writer, symbol: str) -> str:
    text = writer.write(symbol)
    return text[:1].upper() + text[1:]


def split_title(title: str, wanted: bool) -> tuple[str, ...]:
    """A title over two lines, at its space or after its colon, when that is `wanted` and can be done."""
    if wanted and "：" in title and not title.endswith("："):
        head, _, tail = title.partition("：")
        return (head + "：", tail)
    if wanted and title.isascii() is False and title.count(" ") == 1:
        head, _, tail = title.partition(" ")
        return (head, tail)
    return (title,)


def sign(order: Order, writer: Writer) -> tuple[Contributor, ...]:
    """Who signs a piece, with the affiliation that its byline prints."""
    count = writer.rng.randint(*order.authors)
    return _SIGNERS[order.signs](writer, count)


def plain_byline(people: Sequence[Contributor], join: str = " ") -> str:
    """Affiliation and names, the affiliation once."""
    affiliations = list(dict.fromkeys(person.affiliation for person in people if person.affiliation))
    return " ".join([*affiliations, join.join(person.name for person in people)]).strip()


_REWORDED = (
    ("与", "和"),
    ("的", "之"),
    ("为什么", "为何"),
    ("我们", "人们"),
    ("：", "——"),
    ("The ", "A "),
    (" and ", " & "),
    ("Die ", "Eine "),
)


def reword(pieces: Iterable[Piece], rng: Random, share: float) -> tuple[Piece, ...]:
    """The pieces, of which a `share` bears a slightly different title in the body than in the contents."""
    return tuple(
        replace(piece, body_title=_other_title(piece.title)) if rng.random() < share else piece for piece in pieces
    )


def _other_title(title: tuple[str, ...]) -> tuple[str, ...]:
    for old, new in _REWORDED:
        if len("".join(title)) > 9 and any(old in line[1:] for line in title):
            return tuple(line[:1] + line[1:].replace(old, new, 1) for line in title)
    return ()


def names(piece: Piece, *roles: str) -> list[str]:
    """The names of those contributors who have one of `roles` (any role when none is named)."""
    return [person.name for person in piece.contributors if not roles or person.role in roles]


def letterspaced(name: str, space: str = "\u3000") -> str:
    """A Chinese name of two characters set to the width of three."""
    return space.join(name) if len(name) == 2 else name


def with_bylines(
    pieces: Iterable[Piece], contents: Callable[[Piece], str], article: Callable[[Piece], str] | None = None
) -> tuple[Piece, ...]:
    """The pieces with bylines printed another way in the contents (and in the article)."""
    return tuple(
        replace(piece, byline=contents(piece), signature=(article or contents)(piece)) if piece.contributors else piece
        for piece in pieces
    )


def merge_subtitles(pieces: Iterable[Piece], mark: str) -> tuple[Piece, ...]:
    """The pieces with the subtitle drawn into the title behind `mark`, as a colon in a title stays in it."""
    return tuple(
        replace(piece, title=(*piece.title[:-1], piece.title[-1] + mark + piece.subtitle[0]), subtitle=())
        if piece.subtitle
        else piece
        for piece in pieces
    )


def _people(
    writer: Writer, count: int, affiliation: str | None = None, role: Role = "author", symbol: str = "name"
) -> tuple[Contributor, ...]:
    names = [writer.fresh(symbol) for _ in range(count)]
    return tuple(Contributor(name=name, role=role, affiliation=affiliation) for name in names)


def _translated(writer: Writer, _: int) -> tuple[Contributor, ...]:
    return (*_people(writer, 1, symbol="foreign"), *_people(writer, 1, role="translator"))


def _photographed(writer: Writer, count: int) -> tuple[Contributor, ...]:
    return (*_people(writer, count), *_people(writer, 1, role="photographer"))


def _told(writer: Writer, _: int) -> tuple[Contributor, ...]:
    return (*_people(writer, 1, role="narrator"), *_people(writer, 1, role="compiler"))


def _organization(writer: Writer, _: int) -> tuple[Contributor, ...]:
    symbol = "zoneboard" if "zoneboard" in writer.grammar else "org"
    return (Contributor(name=writer.write(symbol), kind="organization"),)


_SIGNERS: dict[str, Callable[[Writer, int], tuple[Contributor, ...]]] = {
    "author": _people,
    "scholar": lambda writer, count: _people(writer, count, writer.write("university" if "university" in writer.grammar else "org")),
    "reporter": lambda writer, count: _people(writer, count, writer.write("reporter")),
    "expert": lambda writer, count: _people(writer, count, writer.write("expert")),
    "penname": lambda writer, count: _people(writer, count, symbol="penname"),
    "organization": _organization,
    "translated": _translated,
    "photo": _photographed,
    "told": _told,
    "none": lambda _writer, _count: (),
}  # fmt: skip


def shuffled(items: Sequence[str], rng: Random, count: int) -> list[str]:
    """`count` different items in the order in which they stand."""
    chosen = set(rng.sample(range(len(items)), min(count, len(items))))
    return [item for number, item in enumerate(items) if number in chosen]
