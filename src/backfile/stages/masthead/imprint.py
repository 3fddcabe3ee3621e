"""Publisher and motto."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .sites import Site

# Who brings it out, before who is responsible for it (GB/T 9999.1, clause 8: 主管, 主办, 出版).
_ROLES = (
    (r"(?:编辑)?出\s?版(?:单位|者|发行|社)?|出版發行|發行所|発行所|発行者|发行人|發行人|발행처|발행인|publisher|published (?:\w+ )?by|verlag|herausgegeben vom?|издатель|éditeur|publié par|editorial|edita|الناشر", 1.0),
    (r"总?发行(?:所|者|单位|人)?|總?發行(?:所|者)?|(?:総)?発行(?:元|人|者)?", 0.7),
    (r"主\s?[办辦](?:单位|單位)?|sponsored by|sponsor|herausgeber(?:in)?|учредитель", 0.8),
    (r"编\s?辑(?:单位|者)?|編輯(?:單位|部)?", 0.5),
    (r"主\s?管(?:单位|單位)?", 0.4),
)  # fmt: skip
_PUBLISHER = [
    (
        re.compile(
            rf"(?:^|[\s|｜/(、])(?:{label})(?:\s?[:：＝=]\s?|\s{{2,}}|\u3000|(?:(?<=by)|(?<=vom)|(?<=von)|(?<=par))\s)(?P<name>\S.*)$",
            re.IGNORECASE,
        ),
        weight,
    )
    for label, weight in _ROLES
]
_ORGANIZATION = re.compile(
    r"社|[书書]店|書房|书房|堂|会|會|部|院|所|局|馆|館|公司|中心|大学|大學|集团|委|厅|處|处|press|society|association|institut|universit|group|ltd|inc|gmbh|verlag|foundation|team|project|verein|gesellschaft|verband|société|sociedad|asociación|trust|council|club|media|editions?|éditions",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"(?P<name>[\u3400-\u9fff]{3,20}?(?:社|局|公司|会|會|院|部|书店|書店))\s?(?:编辑|編輯)?出版(?:发行|發行)?"
)
_NEXT_LABEL = re.compile(r"\s+(?:[^\s:：]{1,6})[:：]|\s{2,}|[;；|｜。]|，(?=\d)|,\s(?=\d)|\.\s")
_BULLETS = re.compile(r"[•·●◆■★▪◦∙・‧|｜]")
_MOTTO_LABEL = re.compile(r"^(?:办刊宗旨|办刊方针|宗旨|刊训|motto)\s?[:：]\s?(?P<motto>.{4,80})$", re.IGNORECASE)
_PHRASE = re.compile(r"[\u3400-\u9fff]{3,10}")


class Statement(NamedTuple):
    """`value` read at `site`; the highest weight wins."""

    value: str
    site: Site
    weight: float


def find_publishers(sites: list[Site]) -> Iterator[Statement]:
    """Labels say it wherever they stand; most stand in the colophon at the back."""
    for site in sites:
        signed = _SIGNED.fullmatch(site.text.strip())
        if signed:
            yield Statement(signed["name"], site, 0.8)
            continue
        for pattern, weight in _PUBLISHER:
            match = pattern.search(site.text.strip())
            if match and (name := _name(match["name"])):
                yield Statement(
                    name, site, weight * (1.0 if _ORGANIZATION.search(name) else 0.3) * max(0.6, site.weight)
                )
                break


def _name(text: str) -> str:
    """The name up to the next label or gap."""
    name = _NEXT_LABEL.split(text.strip(), maxsplit=1)[0].strip(" .,，、：:")
    return name if 2 <= len(name) <= 60 and not name[0].isdigit() else ""


def find_mottos(sites: list[Site], front: int) -> Iterator[Statement]:
    """Three or more phrases of one length, set apart by bullets or spaces, before line `front`; or what a label says."""
    for site in sites:
        label = _MOTTO_LABEL.match(site.text.strip())
        if label:
            yield Statement(label["motto"].strip(), site, 1.0)
        elif site.order < front and (phrases := _phrases(site.text)):
            yield Statement(" ".join(phrases), site, 0.9 if _BULLETS.search(site.text) else 0.6)


def _phrases(text: str) -> list[str]:
    phrases = _BULLETS.sub(" ", text).split()
    alike = len({len(phrase) for phrase in phrases}) == 1 and all(map(_PHRASE.fullmatch, phrases))
    return phrases if alike and 3 <= len(phrases) <= 8 and len(set(phrases)) == len(phrases) else []
