"""Bylines in Latin and Cyrillic letters: capitals, initials, known given names, particles; words for what somebody did."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec.structs import replace

from ...model import Contributor, Role
from .bylines import ET_AL, MARKS, NOBODY, Byline, Chunk
from .lexicon import (
    CYRILLIC_FIRST_NAMES,
    FIRST_NAMES,
    HONORIFICS,
    LATIN_ROLES,
    NAME_PARTICLES,
    TITLE_WORDS,
)

_NAME_SPLIT = re.compile(
    r"\s*[、，,;；&＆/／+@]\s*|\s+(?:and|AND|und|UND|et|ET|y|e|og|och|en)\s+|[\s\u3000\u00a0]+(?:和|与|與|及|暨)[\s\u3000\u00a0]+"
)

_LATIN_ROLE = re.compile(
    r"(?:^|(?=[\s,;；|/]))(?:"  # where none can begin, none is tried
    + "|".join(
        rf"(?P<r{i}>^{pattern}\b\s*:?\s*(?=\S)|[\s,;；|/]+{pattern}\s*:\s*|(?:[,;；|/]\s*| {{2,}}){pattern}\s+)"
        for i, (pattern, _) in enumerate(LATIN_ROLES)
    )
    + ")",
    re.IGNORECASE,
)
_MARKED_NAME = re.compile(r"[*†‡§¹²³⁰-⁹\u02b0-\u02b8\u1d2c-\u1d6a]+$|(?<=[A-ZÀ-Þ]{3})[a-h](?:,[a-h])*$")
_NO_NAME = re.compile(r"^(?:der|die|das|dem|den|des)\s|\b\d+(?:st|nd|rd|th)?\b|[?!:…“”]")
_PLACED = re.compile(r"^(.+?)\s*[(（](.+)[)）]$")
_CORPORATE = re.compile(
    r"\b(?:staff|editors|team|committee|society|university|institute|department|redaktion|rédaction|the editors?|bureau|agency|group|council|association)\b",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"^(?:[A-ZÀ-ÝА-Я]\.-?){1,3}$|^[A-Z]{1,2}$")
_CAPITALISED = re.compile(r"^[A-ZÀ-ÞĀ-ŽȘȚЀ-Я][\w'’-]*\d*\.?$", re.UNICODE)


_POST = re.compile(
    r"\b(?:secretary|chairman|chair|editor|president|director|professor|minister|organiser|organizer|officer|correspondent|manager|treasurer|librarian|curator|M\.?P\.?"
    r"|delegate|representative|vicar|rector|warden|captain|inspector|engineer|architect|surgeon|poet|critic|veterinario|perito|notaire|professeur|directeur|ingénieur|docteur|Lehrer|Pfarrer|Direktor|Professor|Redakteur)$",
    re.IGNORECASE,
)


_SMALL = re.compile(r"[a-zà-ÿа-я]")
_STOPPED_ROLE = re.compile(
    r"(?<=[^\W\d_]{2})\.\s+(?=(?:photo\w*|illustrat\w*|pictures?|drawings?|words|text|translated|interview|fotos?|bilder|dessins?|photographies?)(?:\s+(?:by|von|par|de|di)\b|:))",
    re.IGNORECASE,
)
"""`By Harriet Penhallow. Photographs by Jos Vandersteen`."""


def read_alphabetic(text: str) -> Byline:
    text = _STOPPED_ROLE.sub("; ", text)
    plain = _MONSIEUR.sub(_without_address, text)
    addressed = 0.5 if plain != text else 0.0
    chunks = _alphabetic_chunks(plain)
    contributors: list[Contributor] = []
    scores: list[float] = []
    for chunk in chunks:
        for name in _alphabetic_names(chunk.text):
            bare = _LATE.sub("", _MARKED_NAME.sub("", name).strip())
            bare = _BEFORE_TITLE.sub("", bare.strip('“”"')) if chunk.explicit else bare
            if not bare:
                continue
            if contributors and (
                _POST.search(bare)
                or _LETTERS_AFTER.match(bare)
                or _INSTITUTE.match(bare)
                or (_SMALL.match(bare) and bare.split()[0] not in NAME_PARTICLES)
            ):
                last = contributors[-1]  # Tomás Valdivieso, perito agrícola
                contributors[-1] = Contributor(
                    name=last.name, role=last.role, kind=last.kind, affiliation=last.affiliation or bare
                )
                continue
            person, score = _alphabetic_person(bare, chunk.role)
            if chunk.explicit:
                person = replace(person, name=_ARTICLE.sub("", person.name))
            contributors.append(person)
            scores.append(score + (1.8 if chunk.explicit else 0.0))
    if not contributors:
        return NOBODY
    plural = min(len(contributors) - 1, 3) * 0.3 if min(scores) > -0.3 else 0.0
    return Byline(
        tuple(contributors),
        sum(scores) / len(scores) + min(0.0, min(scores)) + plural + addressed,
        any(chunk.explicit for chunk in chunks),
    )


_WIDE = re.compile(r" {3,}")
_LATIN_JOINT = re.compile(r"[,:;；|/]|\S {2,}\S")
"""What parts a role word from what stands before it: without it only the first word can be one."""


def _alphabetic_chunks(text: str) -> list[Chunk]:
    text = _WIDE.sub("  ", text)
    found = _LATIN_ROLE.finditer(text) if _LATIN_JOINT.search(text) else [_LATIN_ROLE.match(text)]
    marks = [mark for mark in found if mark is not None and mark.end() < len(text)]
    lead = text[: marks[0].start()] if marks else ""
    if not marks or len(lead.split()) > 10 or lead != lead.strip():
        return [Chunk("author", text, False)]
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    head = lead.strip(MARKS)
    cut = [
        Chunk(_latin_role(mark), text[mark.end() : end].strip(" ,;；|/"), True)
        for mark, end in zip(marks, ends, strict=True)
    ]
    return ([Chunk("author", head, False)] if head else []) + [chunk for chunk in cut if chunk.text]


def _latin_role(mark: re.Match[str]) -> Role:
    return next(role for i, (_, role) in enumerate(LATIN_ROLES) if mark[f"r{i}"] is not None)


_DEGREES = r"Ph\.?\s?D|M\.?D|D\.?D|LL\.?[BDM]|M\.?A|B\.?A|Esq|F\.?R\.?S|R\.?N|M\.?P|P\.?E|C\.?P\.?A|R\.?A|Ed\.?D|D\.?V\.?M|Sc\.?D|D\.?Phil|Dipl\.?-?Ing"
_SUFFIX = re.compile(rf"(?:Jr|Sr|II|III|IV|{_DEGREES})\.?", re.IGNORECASE)
"""What follows a name behind a comma and is none of its own."""
_CONJUNCTION = re.compile(r"^(?:and|und|et|&)\s+")


_DASHED_NAMES = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?:\s[\w.'’-]+){1,3}(?:\s[–—-]\s[A-ZÀ-Þ][\w.'’-]*(?:\s[\w.'’-]+){1,3})+")
"""Sandra Boem – Enrico Zanutto."""


def _alphabetic_names(text: str) -> list[str]:
    text = ET_AL.sub("", text)
    if _DASHED_NAMES.fullmatch(text):
        text = re.sub(r"\s[–—-]\s", ", ", text)
    parts = [part.strip() for part in _NAME_SPLIT.split(text) if part and part.strip()]
    joined: list[str] = []
    for part in parts:
        if joined and _SUFFIX.fullmatch(part):
            joined[-1] = f"{joined[-1]}, {part}"
        else:
            joined.append(_CONJUNCTION.sub("", part))
    return joined


def _alphabetic_person(name: str, role: Role) -> tuple[Contributor, float]:
    name = _CLASS.sub("", name) if name[-1:].isdigit() else name
    place = _PLACED.match(name) if name[-1:] in ")）" else None
    if place and _LIFE.fullmatch(place[2]):
        return Contributor(name=name, role=role), -2.0  # somebody who is told of
    if place:
        return Contributor(name=place[1], role=role, affiliation=place[2]), score_alphabetic(place[1])
    if (
        _CORPORATE.search(name)
        and len(name.split()) <= 6
        and not re.search(r"[.:]\s|\b(?:to|from|letters?|news|notes|report)\b", name, re.IGNORECASE)
    ):
        return Contributor(name=name, role=role, kind="organization"), 0.4
    titled = _HONORED.match(name)
    if titled and (len(titled["name"].split()) > 1 or _ALONE.fullmatch(name)):
        return Contributor(name=titled["name"], role=role, affiliation=titled["title"]), score_alphabetic(
            titled["name"]
        ) + 1.0
    degree = _DEGREE.match(name)
    if degree:
        return Contributor(name=degree["name"], role=role, affiliation=degree["degree"]), score_alphabetic(
            degree["name"]
        ) + 1.0
    return Contributor(name=name, role=role), score_alphabetic(name)


_LIFE = re.compile(r"[*†\s]*(?:1[5-9]|20)\d\d\s?[–—-]\s?[†\s]*(?:1[5-9]|20)\d\d")
_CLASS = re.compile(r"(?<=\w)\s[’'‘]\d\d(?:,?\s[A-Z][A-Za-z.]{0,4}[’'‘]?\d\d)?$")
"""The year of a class behind the name of an alumna: Beth Corrales ’81."""
_MONSIEUR = re.compile(
    r"\b(par\s+|et\s+)(?:MM?\.|Mme|Mlle|M(?:gr)?)\s(?:(?:(?:le|la)\s|l['’])(?:abbé|amiral|archiviste|ingénieur|chanoine|capitaine|lieutenant|pasteur|baronnet|comte|comtesse|marquis|marquise|baron|baronne|duc|duchesse|vicomte|général|docteur|professeur|colonel|commandant|abbé)\s)?(?=\S)",
    re.IGNORECASE,
)
"""`par M. le comte …`: how French bylines address people."""
_INITIAL_BEFORE = re.compile(r"(?:^|[\s-])[A-LN-ZÀ-Þ]\.\s")


def _without_address(address: re.Match[str]) -> str:
    """What leads to a name, without its address; beside names with initials `M.` is one (`T. Rijswijk et M. Popescu`)."""
    initial = address[0].endswith(" M. ") and _INITIAL_BEFORE.search(address.string[: address.start()])
    return address[0] if initial else address[1]


_ARTICLE = re.compile(r"^(?:the|la|el|il)\s(?=[A-ZÀ-Þ])")
"""`by the Ettrick Drover`, `por la Condesa de …`."""
_LATE = re.compile(
    r"^the (?:late\s|(?=(?:rev|revd|hon|right|very|ven|dowager|countess|earl|duke|bishop|dean)\b))", re.IGNORECASE
)
_LETTERS_AFTER = re.compile(r"^(?:[A-Z][A-Za-z]{0,4}\.\s?){2,}$")
"""Letters after a name: M.Inst.T."""
_INSTITUTE = re.compile(r"^(?:de l['’]|de la |du |des )(?:[A-ZÀ-Þ]|acad|univ|inst)", re.IGNORECASE)
"""`…, de l'Institut`: what somebody belongs to."""
_TITLES = (
    r"(?i:Dr|Dra|Drs|Prof|Professor|Profa|Mrs|Mr|Ms|Miss|Sir|Dame|Rev|Revd|Capt|Col|Gen|Lt|Lieut|Major|Surgeon-Major|Captain|Canon|Nurse|Matron|Hon|Fr|Sister|Pastor|Pfarrer"
    r"|Lehrer|Oberlehrer|Rektor|(?:Sanitäts|Studien|Oberstudien|Justiz|Regierungs|Schul|Medizinal|Hof|Geheim|Forst)rat|Forstmeister|Kantor|Abbé|Professeur|Profesor|Profesora|Mme|Mlle|Don|Doña|Chanoine|Père|Docteur"
    r"|Comte|Comtesse|Vicomte|Marquis|Baron|Commandant|Capitaine|Général|Colonel|Mgr|Dom|Maître|Frère|Univ\.-Prof|PD|Dott|Dott\.ssa|Prof\.ssa|Avv|Ing|Dipl\.-Ing|ir|inż|mgr|hab|kpt|płk|gen|ks"
    r"|Профессор|Проф|Академик|Акад|Доктор|Доцент|Доц|Инженер|Инж|Генерал|Полковник|Капитан|Врач|Агроном|Священник|Протоиерей)|Me|IM|GM|FM|WGM|WIM"
)
"""Titles of people in front of their names; those of chess players and lawyers are no words only with their capitals."""
_HONORED = re.compile(rf"^(?P<title>(?:{_TITLES})\.?(?:\s(?:{_TITLES})\.?){{0,2}})\s+(?P<name>[^\W\d_].*)$")
_BEFORE_TITLE = re.compile(rf"^(?:(?:el|la|le|il|o|a|the)\s|l[’'])(?=(?:{_TITLES})\.?\s[^\W\d_])")
"""`por el Dr. Casal`, `par le professeur Petit`: the article before a title."""
_ALONE = re.compile(
    r"(?:Dr|Prof|Professor|Mrs|Mr|Miss|Mme|Mlle|Rev|Revd|Canon|Captain|Major|Pastor|Pfarrer|Lehrer|Rektor)\.?\s[A-ZÀ-Þ]['’\w-]*[a-zà-ÿ]"
)
"""A title before a surname alone."""
_DEGREE = re.compile(
    rf"^(?P<name>.+?),\s*(?P<degree>(?:{_DEGREES})\.?)$",
    re.IGNORECASE,
)


_COUNTED = re.compile(r"^(?:No|Nos|Nr|Part|Chap|Vol|Book|Canto|Teil|Kap)\.?$", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def score_alphabetic(name: str) -> float:
    """Log-odds that a run of words is one person's name: capitals, initials, known given names, no title words."""
    words = name.replace("‘", "'").split()
    if not words or len(words) > 6 or _NO_NAME.search(name):
        return -3.0
    if _COUNTED.match(words[0]):
        return -3.0
    score = 0.4 if 2 <= len(words) <= 4 else -0.9 if len(words) == 1 else -0.6
    capitalised = 0
    for index, word in enumerate(words):
        low = word.lower()
        if word.endswith(("s'", "s’", "'s", "’s")) and len(word) > 2:
            score -= 1.5  # Organists' Appointments
        stopped = word.endswith(".") and len(word) > 4 and index < len(words) - 1
        if stopped and low not in HONORIFICS and not _INITIALS.match(word):
            score -= 1.5
        surname_first = word.isupper() and len(word) > 1 and not name.isupper()
        if surname_first and word.isalpha():
            score += 1.0
            capitalised += 1
        elif low in TITLE_WORDS and low not in NAME_PARTICLES and not (len(word) == 1 and "A" <= word <= "Z"):
            score -= 1.6
        elif low in NAME_PARTICLES and 0 < index < len(words):
            score += 0.3
        elif low in HONORIFICS and index < 3:
            score += 1.0
        elif word == "A" and index == 0:
            score -= 0.6  # the article rather than an initial
            capitalised += 1
        elif _INITIALS.match(word):
            score += 0.9 if index < len(words) else 0.2
            capitalised += 1
        elif _CAPITALISED.match(word):
            capitalised += 1
            score += (
                (1.5 if index == 0 else 0.4 if index == 1 else 0.0)
                if (low in FIRST_NAMES or low in CYRILLIC_FIRST_NAMES)
                else 0.0
            )
        else:
            score -= 1.4 if "a" <= word[0] <= "z" else 1.0
    return score if capitalised else score - 1.0
