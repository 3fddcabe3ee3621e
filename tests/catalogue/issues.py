"""Issues for the catalogue, small and complete."""

from backfile.model import (
    Article,
    Box,
    Contributor,
    Designation,
    Doubt,
    Entry,
    Issue,
    Mention,
    Notice,
    Page,
    Paragraph,
    Periodical,
    Region,
    Source,
)


def make_issue(year: int = 2023, month: int = 6, periodical: str = "zhongguo-keji", **fields) -> Issue:
    """Three entries, two articles, four pages, and one of everything else."""
    pan = Contributor(name="潘复生", affiliation="重庆大学教授")
    office = Contributor(name="本刊编辑部", kind="organization")
    whole = {
        "id": f"{periodical}-{year}-{month:02}",
        "periodical": Periodical(title="中国科技", issn="1002-0608"),
        "issue": Designation(year=year, month=month, date=f"{year}-{month:02}", number=str(month)),
        "contents": (
            Entry(
                id="c1", title="促进成果转化", section="院士专论", contributors=(pan,), page="01", confidence=0.98765
            ),
            Entry(id="c2", title="卷首语", contributors=(office,), page="02", confidence=0.5),
            Entry(id="c3", title="Deep Learning", alternative_title="深度学习", page="03", language="en"),
        ),
        "articles": (
            Article(
                id="a1",
                entry="c1",
                title="促进成果转化",
                contributors=(pan, Contributor(name="李四", role="translator")),
                pages=(2, 3),
                regions=(Region(page=2, box=Box(0.1, 0.1, 0.9, 1 / 3)),),
                paragraphs=(Paragraph(text="成果转化很快。", page=2),),
            ),
            Article(id="a2", title="不在目录里", pages=(4,)),
        ),
        "notices": (Notice(kind="news", text="厦门会议", page=1),),
        "mentions": (
            Mention(kind="organization", name="華僑大學", of="articles/0/paragraphs/0", quote="华侨大学", page=2),
            Mention(kind="place", name="厦门", of="notices/0", quote="厦门会议"),
        ),
        "pages": tuple(
            Page(number=at, label=label, kind="body", width=210, height=285)
            for at, label in enumerate((None, "01", "02", "03"), 1)
        ),
        "doubts": (Doubt(path="issue/month", why="not printed", confidence=0.6),),
        "source": Source(name="a.pdf", format="pdf", sha256=f"{year}{month}".rjust(64, "0")),
    }
    return Issue(**whole | fields)
