"""Issues to hand on: a Chinese journal, a newspaper, one whose every text is hostile, and the bundled specimens."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from backfile import record
from backfile.exporters import export
from backfile.model import (
    Article,
    Box,
    Contributor,
    Designation,
    Entry,
    Evidence,
    Issue,
    Line,
    Notice,
    Page,
    Paragraph,
    Periodical,
    Reference,
    Region,
    Step,
    Word,
)

SPECIMENS = Path(__file__).resolve().parents[2] / "specimens"
HOSTILE = (
    "\x00\x0b</title><script>alert('x')</script>\n@article{evil, title={}}\r\nER  - \r\n]]>&lt;\ufffe\\end{x}%$ \"'"
)


def make_lines(text: str) -> tuple[Line, ...]:
    """Four lines, two of them in a second block."""
    made = []
    for number in range(4):
        top = 0.2 + number * 0.1
        box = Box(0.1, top, 0.9, top + 0.05)
        word = Word(text=text, box=box, size=10.5, confidence=0.9)
        made.append(Line(text=text, number=number + 1, box=box, words=(word,), block=number // 2, role="body"))
    return tuple(made)


@pytest.fixture(scope="session")
def journal() -> Issue:
    return Issue(
        id="haiyang-yanjiu-2020-03",
        periodical=Periodical(title="海洋研究", issn="1002-0608", cn="11-2502/N", publisher="海洋研究杂志社"),
        issue=Designation(year=2020, month=3, date="2020-03", volume="46", number="3", whole_number="201"),
        contents=(
            Entry(
                id="c01", title="潮汐与月亮", subtitle="一次观测", alternative_title="Tides and the Moon", section="海洋",
                page="01", page_end="02", language="zh", confidence=0.97,
                contributors=tuple(Contributor(name=name) for name in ("李云帆", "欧阳远", "王小", "赵六")),
            ),
            Entry(
                id="c02", title="The warm sea", section="海洋", page="03", language="en", confidence=0.9,
                contributors=(
                    Contributor(name="Jean-Luc Paul Godard"), Contributor(name="Ludwig van der Meer"),
                    Contributor(name="Ocean Institute", kind="organization"), Contributor(name="张三", role="translator"),
                ),
            ),
            Entry(id="c03", title="没有署名的短文", page="封三", language="zh", confidence=0.8),
        ),
        articles=(
            Article(
                id="a01", entry="c01", title="潮汐与月亮", subtitle="一次观测", page="01", page_end="02", pages=(2, 3),
                contributors=(
                    Contributor(name="李云帆", affiliation="海洋大学"), Contributor(name="欧阳远"), Contributor(name="王小"),
                    Contributor(name="赵六"),
                ),
                regions=(Region(page=2, box=Box(0.1, 0.1, 0.9, 0.9)), Region(page=3, box=Box(0.1, 0.1, 0.9, 0.5))),
                language="zh", abstract="本文讨论潮汐。", keywords=("潮汐", "月亮"), clc="P731", doi="10.1234/hyyj.2020.03.001",
                document_code="A", article_number="1002-0608(2020)03-0001-02", received="2019-12-01", funding="海洋基金",
                alternative_title="Tides and the Moon", alternative_abstract="On tides.", alternative_keywords=("tide",),
                references=(Reference(text="牛顿. 原理[M]. 1687.", number="1"),),
                paragraphs=(
                    Paragraph(text="一、引言", kind="heading", page=2),
                    Paragraph(text="月亮引起潮汐。科技成果转化需要时间。", page=2, breaks=((7, 3),)),
                    Paragraph(text="图1 潮汐", kind="caption", page=3),
                ),
                confidence=0.95,
            ),
            Article(
                id="a02", entry="c02", title="The warm sea", page="03", pages=(4,), language="en",
                regions=(Region(page=4, box=Box(0.1, 0.1, 0.9, 0.9)),),
                paragraphs=(Paragraph(text="The sea is warm.", page=4),), confidence=0.9,
            ),
        ),
        notices=(
            Notice(kind="advertisement", text="买一送一", title="广告", page=5),
            Notice(kind="news", text="海洋日在厦门举行。", date="2020-02-01", place="厦门", page=1),
        ),
        pages=(
            Page(number=1, kind="cover", width=210, height=285),
            Page(number=2, label="1", width=210, height=285, lines=make_lines("月亮引起潮汐")),
            Page(number=3, label="2", width=210, height=285, lines=make_lines("科技成果转化")),
            Page(number=4, label="3", width=210, height=285, lines=make_lines("The sea is warm")),
            Page(number=5, label=None, kind="back-cover", width=210, height=285),
        ),
        evidence=(Evidence(path="contents/0/title", quote="潮汐与月亮", by="correction by 管理员"),),
        steps=(Step(stage="contents", version="3", seconds=0.02), Step(stage="articles", version="2", seconds=0.1)),
    )  # fmt: skip


@pytest.fixture(scope="session")
def newspaper() -> Issue:
    return Issue(
        id="zhongguo-qingnian-bao-2000-11-20",
        periodical=Periodical(title="中国青年报", cn="11-0061"),
        issue=Designation(year=2000, month=11, day=20, date="2000-11-20"),
        contents=(
            Entry(id="c01", title="数字革命与竞争国际化", page="15", contributors=(Contributor(name="丁文详"),)),
        ),
        pages=(Page(number=1, label="15"),),
    )


@pytest.fixture(scope="session")
def hostile() -> Issue:
    """Every text is made to break out of the format that carries it."""
    person = Contributor(name=HOSTILE, affiliation=HOSTILE)
    return Issue(
        id="hostile-2021-01",
        periodical=Periodical(title=HOSTILE, issn=HOSTILE, cn=HOSTILE, publisher=HOSTILE, motto=HOSTILE),
        issue=Designation(year=2021, month=1, volume=HOSTILE, number=HOSTILE, date="2021-01"),
        contents=(
            Entry(
                id="c01", title=HOSTILE, subtitle=HOSTILE, section=HOSTILE, page=HOSTILE, page_end="2", language=HOSTILE,
                alternative_title=HOSTILE, contributors=(person, Contributor(name="A " + HOSTILE, role="editor")),
            ),
        ),
        articles=(
            Article(
                id="a01", entry="c01", title=HOSTILE, page=HOSTILE, pages=(1,), abstract=HOSTILE, keywords=(HOSTILE,),
                doi=HOSTILE, clc=HOSTILE, language=HOSTILE, contributors=(person,), funding=HOSTILE, received=HOSTILE,
                regions=(Region(page=1, box=Box(0.1, 0.1, 0.9, 0.9)),),
                references=(Reference(text=HOSTILE, number=HOSTILE),),
                paragraphs=(Paragraph(text=HOSTILE, page=1), Paragraph(text=HOSTILE, kind="heading", page=1)),
            ),
        ),
        notices=(Notice(kind="advertisement", text=HOSTILE, title=HOSTILE, page=1),),
        pages=(Page(number=1, label=HOSTILE, width=210, height=285, lines=make_lines(HOSTILE)),),
        steps=(Step(stage=HOSTILE, version=HOSTILE, seconds=1),),
    )  # fmt: skip


@pytest.fixture(scope="session")
def specimens() -> list[Issue]:
    return [record.load(path.read_bytes()) for path in sorted(SPECIMENS.glob("*.json"))]


@pytest.fixture(scope="session")
def everything(journal: Issue, newspaper: Issue, hostile: Issue, specimens: list[Issue]) -> list[Issue]:
    return [journal, newspaper, hostile, *specimens]


@pytest.fixture(scope="session")
def written() -> Callable[[Iterable[Issue], str], bytes]:
    """What an exporter writes for issues given one by one."""

    def write(issues: Iterable[Issue], format: str) -> bytes:
        out = io.BytesIO()
        export(iter(issues), out, format)
        return out.getvalue()

    return write
