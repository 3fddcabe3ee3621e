"""A small archive with one hostile and one ordinary issue, and a client that reads it."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
import zstandard

from backfile import record
from backfile.archive import Archive
from backfile.archive.files import hash_input
from backfile.catalogue import Catalogue
from backfile.model import (
    Article,
    Box,
    Contributor,
    Designation,
    Doubt,
    Entry,
    Issue,
    Line,
    Notice,
    Page,
    Paragraph,
    Periodical,
    Region,
    Source,
    Word,
)

HOSTILE = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"


def make_issue(id: str, title: str, year: int, text: str) -> Issue:
    box = Box(0.1, 0.1, 0.9, 0.15)
    line = Line(text=text, number=1, box=box, words=(Word(text=text, box=box),), of="articles/0/paragraphs")
    return Issue(
        id=id,
        periodical=Periodical(title=title, issn="1002-0608", cn="11-2502/N", motto=text),
        issue=Designation(year=year, month=3, date=f"{year}-03", number="3"),
        contents=(
            Entry(
                id="c01",
                title="潮汐与月亮",
                section="海洋",
                page="1",
                contributors=(Contributor(name="李云帆", affiliation="海洋大学"),),
            ),
            Entry(id="c02", title=text, section=text, page="2", contributors=(Contributor(name=text),)),
        ),
        articles=(
            Article(
                id="a01",
                entry="c01",
                title="潮汐与月亮",
                page="1",
                page_end="2",
                pages=(2, 3),
                regions=(Region(page=2, box=Box(0.1, 0.1, 0.9, 0.9)),),
                language="zh",
                contributors=(Contributor(name="李云帆"),),
                paragraphs=(Paragraph(text="月亮引起潮汐。科技成果转化需要时间。", page=2, breaks=((7, 3),)),),
            ),
            Article(
                id="a02", entry="c02", title=text, page="2", pages=(3,), paragraphs=(Paragraph(text=text, page=3),)
            ),
        ),
        notices=(Notice(kind="news", text=text, title=text, date=f"{year}-02-01"),),
        pages=(
            Page(number=1, kind="cover", width=210, height=285),
            Page(number=2, label="1", width=210, height=285, lines=(line,)),
            Page(number=3, label="2", width=210, height=285),
        ),
        doubts=(Doubt(path="issue/month", why=text, confidence=0.5),),
        source=Source(name=text + ".pdf", format="pdf", sha256=""),
    )


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """「海洋研究」 2020-03, and 2021-03 whose every text is hostile."""
    root = tmp_path_factory.mktemp("reading-room")
    archive = Archive(root / "shelf", create=True)
    catalogue = Catalogue(archive.root, archive.settings())
    for issue in (
        make_issue("haiyang-yanjiu-2020-03", "海洋研究", 2020, "河流的源头"),
        make_issue("haiyang-yanjiu-2021-03", "海洋研究", 2021, HOSTILE),
    ):
        original = root / f"{issue.id}.pdf"
        with pikepdf.new() as pdf:
            for _ in issue.pages:
                pdf.add_blank_page(page_size=(595, 808))
            pdf.docinfo["/Title"] = issue.id
            pdf.save(original)
        kept = archive.keep(issue, zstandard.compress(record.dump_words(issue)), original, hash_input(original))
        catalogue.add(kept)
    catalogue.close()
    return archive


def open_client(archive: Archive) -> Any:
    """A client of `archive`, whatever archive was open before."""
    from django.test import Client

    from backfile.catalogue.database import configure
    from backfile.reading_room import shelves

    configure(archive.root, archive.settings())
    for opened in (shelves.open_archive, shelves.index, shelves.pictures, shelves.stored):
        opened.cache_clear()
    return Client()
