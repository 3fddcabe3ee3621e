"""The Chinese interface from corner to corner: whatever page a reader, corrector or manager comes to, no English is left on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
import zstandard
from msgspec.structs import replace

from backfile import record
from backfile.archive import Archive
from backfile.archive.files import hash_input
from backfile.catalogue import Catalogue
from backfile.model import Doubt, Issue

from .conftest import make_issue, open_client

html5lib = pytest.importorskip("html5lib", reason="html5lib is not installed")
ISSUE = "haiyang-yanjiu-2020-03"
PAGES = [
    "/",
    "/haiyang-yanjiu/",
    "/haiyang-yanjiu/2020-03/",
    "/haiyang-yanjiu/2020-03/a/a01?q=潮汐",
    "/haiyang-yanjiu/2020-03/p/一?q=河流",
    "/haiyang-yanjiu/2020-03/p/?n=1",
    "/search",
    "/search?q=潮汐",
    "/search?q=潮汐&sort=oldest",
    "/people/",
    "/people/?q=王",
    "/people/李云帆",
    "/review",
    f"/review?issue={ISSUE}",
    "/review/suggestions",
    "/manage",
    "/sign-in",
    "/account",
    f"/review/{ISSUE}/",
    *(f"/review/{ISSUE}/{item}" for item in ("masthead", "folios", "history", "contents/c01", "articles/a01")),
    f"/review/{ISSUE}/pages/2",
    f"/review/{ISSUE}/notices/0",
]
WRONG = [
    "/nowhere/at/all",
    "/没有/",
    "/没有/2020-01/",
    "/haiyang-yanjiu/1999-01/",
    "/haiyang-yanjiu/2020-03/p/99",
    "/haiyang-yanjiu/2020-03/a/没有",
    "/people/没有",
    "/search?q=title:",
    "/search?q=(潮汐",
    "/search?q=潮汐)",
    "/search?q=year:今年",
    "/search?q=……",
    "/search?q=" + "(" * 90,
    "/search?q=" + "潮" * 5000,
    "/search?q=没有这样的词",
    f"/review/{ISSUE}/contents/没有",
    f"/review/{ISSUE}/notices/99",
    "/review/没有/",
]
# names that are the same in every language, commands, what one types into the search field, and parts of addresses
SAME = re.compile(
    r"Backfile|English|ISSN|\bCN\b|JSON|CSV|RIS|BibTeX|CSL|EndNote|XML|MODS|METS|MARC|TEI|JATS|TXT|PDF|EPUB|GB/T|APA|MLA|DOI"
    r"|HTTPS|backfile\.toml|access|`[^`]*`|https?://\S+|haiyang-yanjiu(-\d+-\d+)?|\b(contents|notices|title|year)[:/]\S*|\bxii\b"
)
WORD = re.compile(r"[A-Za-z]{2,}")
SAYING = ("title", "aria-label", "placeholder", "alt", "data-done", "content")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """「海洋研究」 with gaps of every kind, doubts, a page that could not be read, corrections and a conflict."""
    root = tmp_path_factory.mktemp("chinese")
    archive = Archive(root / "archive", create=True)
    catalogue = Catalogue(archive.root, archive.settings())
    for year, number in ((2020, 3), (2020, 6), (2022, 2), (2022, 4)):
        catalogue.add(_keep(archive, _doubted(year, number)))
    archive.correct(ISSUE, "set", "contents/c01/title", new="潮汐", by="林")
    archive.correct(ISSUE, "set", "pages/2/label", new="一", by="林")
    archive.correct(ISSUE, "remove", "notices/0", by="林")
    archive.undo(ISSUE, archive.corrections(ISSUE)[-1].id, by="林")
    for id in archive.stale():
        catalogue.add(archive.load(id))
    archive.told(archive.stale())
    catalogue.close()
    return archive


def _doubted(year: int, number: int) -> Issue:
    issue = make_issue(f"haiyang-yanjiu-{year}-{number:02}", "海洋研究", year, "河流的源头")
    doubts = (
        Doubt(path="issue/month", why="not printed; number 3 of a monthly", confidence=0.5),
        Doubt(path="contents/0/page", why="read as 1 from a page number with letters in it", confidence=0.5),
        Doubt(path="articles/0/pages", why="the contents say page 5; the title stands on 1", confidence=0.6),
        Doubt(path="articles/0/paragraphs", why="its title was not found on page 2, which it shares with others", confidence=0.6),
        Doubt(path="pages/1/label", why="labels leap from 1 to 9: pages may be missing before this one", confidence=0.6),
        Doubt(path="pages/2", why="No text was found.", confidence=0.2, page=3),
        Doubt(path="notices/0/date", why="the year is not printed; the issue is of 2020", confidence=0.6),
        Doubt(path="id", why="haiyang-yanjiu-2020-03 is taken by another issue: the same issue twice, or a misread date", confidence=0.5),
    )  # fmt: skip
    pages = (*issue.pages[:2], replace(issue.pages[2], trouble="No text was found."))
    return replace(issue, issue=replace(issue.issue, number=str(number)), doubts=doubts, pages=pages)


def _keep(archive: Archive, issue: Issue) -> Any:
    original = archive.root.parent / f"{issue.id}.pdf"
    with pikepdf.new() as pdf:
        for _page in issue.pages:
            pdf.add_blank_page(page_size=(595, 808))
        pdf.docinfo["/Title"] = issue.id
        pdf.save(original)
    return archive.keep(issue, zstandard.compress(record.dump_words(issue)), original, hash_input(original))


@pytest.fixture
def client(archive: Archive) -> Any:
    return open_client(archive)


def read(text: str) -> Iterator[str]:
    """What stands on a page for people: texts, and the attributes that are shown or read out."""
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        if element.tag not in ("code", "kbd") and element.text:
            yield element.text
        if element.tail:
            yield element.tail
        if element.tag != "meta":
            yield from (value for name, value in element.attrib.items() if name in SAYING)


def english(text: str) -> list[str]:
    found = (" ".join(said.split()) for said in read(text))
    return [said for said in found if WORD.search(SAME.sub("", said))]


def test_english_would_be_noticed() -> None:
    page = "<p>改<b>Save</b> it<input placeholder='Year'><a title='why'>期</a><img alt='Cover'></p><code>backfile add</code>"
    assert english(page) == ["Save", "it", "Year", "why", "Cover"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_no_english_left(client: Any, address: str) -> None:
    answer = client.get(address, headers={"Accept-Language": "zh-CN"})
    assert answer.status_code in (200, 403)
    assert [said for said in english(answer.content.decode()) if not _is_citation(said)] == []


def _is_citation(said: str) -> bool:
    """APA, MLA and Chicago are English wherever they are read."""
    return bool(re.search(r"海洋研究.*潮汐|潮汐.*海洋研究", said))


@pytest.mark.parametrize("address", WRONG)
def test_what_went_wrong_is_said_in_chinese(client: Any, address: str) -> None:
    answer = client.get(address, headers={"Accept-Language": "zh-CN", "Accept": "text/html"})
    assert answer.status_code in (200, 400, 404)
    assert english(answer.content.decode()) == []


@pytest.mark.parametrize(
    "sent",
    [
        {"pages/2/label": "a/b"},
        {"contents/c01/level": "17", "shown:contents/c01/level": "1"},
        {"contents/c01/title": "改", "shown:contents/c01/title": '"他人所改"'},
        {"articles/a01/pages": "9-1"},
        {"articles/a01/pages": "70"},
        {"articles/a01/regions": "上下左右"},
        {"issue/year": "今年"},
    ],
)
def test_what_was_wrong_with_a_form_is_said_in_chinese(client: Any, sent: dict[str, str]) -> None:
    name = next(iter(sent))
    item = "masthead" if name.startswith("issue") else "/".join(name.split("/")[:2])
    fields = {**sent, "then": "stay"}
    answer = client.post(f"/review/{ISSUE}/{item}", fields, headers={"Accept-Language": "zh-CN"}, follow=True)
    assert english(answer.content.decode()) == []


def test_a_stranger_is_refused_in_chinese(client: Any) -> None:
    for path in ("/review", "/manage", f"/review/{ISSUE}/history"):
        refused = client.post(
            path, headers={"Accept-Language": "zh-CN", "Accept": "text/html"}, REMOTE_ADDR="192.0.2.7"
        )
        assert refused.status_code in (401, 403)
        assert english(refused.content.decode()) == []
    for _again in range(6):
        sent = {"username": "林", "password": "不对"}
        answer = client.post("/sign-in", sent, headers={"Accept-Language": "zh-CN"}, REMOTE_ADDR="192.0.2.8")
        assert english(answer.content.decode()) == []
    assert answer.status_code == 429


def test_a_bug_of_ours_is_owned_up_to_in_both_languages() -> None:
    from backfile.reading_room.views import say_it_broke

    said = say_it_broke(None).content.decode()
    assert "It is our fault" in said
    assert "档案没有受损" in said
