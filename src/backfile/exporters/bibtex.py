"""BibTeX: one @article per article, UTF-8, with the fields that biblatex and Zotero know beside the classic ones.

Values stand in braces; TeX's special characters are escaped (Lamport, LaTeX, appendix B), braces in the text would
unbalance the file and become escapes too. Names in CJK are braced whole so that no program looks for their last word.
Provenance stands in `annote`, which bibliographies do not print (`note` they do).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from ..model import Issue
from ._citation import Citation, Name, cite_all

NAME = "BibTeX"
SUFFIX = ".bib"
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "#": r"\#", "$": r"\$", "%": r"\%", "&": r"\&", "_": r"\_",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "@": r"{@}", '"': r"{''}",
    }
)  # fmt: skip
_KEY = re.compile(r"[^A-Za-z0-9:._-]+")


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    """Entries in the order of the contents, a blank line between."""
    for citation in cite_all(issues):
        out.write(_entry(citation).encode())


def _entry(citation: Citation) -> str:
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(citation))
    return f"@article{{{_KEY.sub('-', citation.key)},\n{fields}}}\n\n"


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    year, month, day = (*map(str, citation.issued), "", "", "")[:3]
    plain = (
        ("title", citation.full_title),
        ("journal", citation.journal), ("year", year), ("month", month), ("day", day),
        ("volume", citation.volume), ("number", citation.number),
        ("pages", citation.pages.replace("-", "--") if citation.pages else None),
        ("issn", citation.issn), ("doi", citation.doi), ("publisher", citation.publisher),
        ("language", citation.language), ("keywords", ", ".join(citation.keywords)), ("abstract", citation.abstract),
        ("entrysubtype", "newspaper" if citation.kind == "newspaper" else None), ("annote", citation.note),
    )  # fmt: skip
    people = (("author", citation.authors), ("editor", citation.editors), ("translator", citation.translators))
    yield from ((field, " and ".join(map(_name, names))) for field, names in people if names)
    yield from ((field, value.translate(_ESCAPES)) for field, value in plain if value)


def _name(name: Name) -> str:
    """`Family, Suffix, Given`; what is whole or an organization in braces (BibTeX: patashnik 1988, section 4)."""
    family = name.family.translate(_ESCAPES)
    if not name.given:
        return f"{{{family}}}"
    return ", ".join(part for part in (family, name.suffix, name.given.translate(_ESCAPES)) if part)
