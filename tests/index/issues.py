"""Small issues to search in."""

from backfile.model import Article, Contributor, Designation, Entry, Issue, Notice, Paragraph, Periodical


def make_issue(*texts: str, id: str = "keji-2023-06", **fields) -> Issue:
    """An issue whose articles a01, a02 … have these texts, and titles that say nothing."""
    articles = tuple(
        Article(id=f"a{at:02}", title="—", pages=(at,), paragraphs=(Paragraph(text=text, page=at),))
        for at, text in enumerate(texts, 1)
    )
    year, month = int(id[-7:-3]), int(id[-2:])
    which = Designation(year=year, month=month, date=f"{year}-{month:02}")
    return Issue(**{"id": id, "periodical": Periodical(title="科技"), "issue": which, "articles": articles} | fields)


def make_rich_issue(id: str = "zhongguo-keji-2023-06") -> Issue:
    people = (
        Contributor(name="潘复生", affiliation="重庆大学教授"),
        Contributor(name="Ada Lovelace", role="translator"),
    )
    return make_issue(
        id=id,
        periodical=Periodical(title="中国科技产业"),
        contents=(
            Entry(
                id="c1", title="促進成果轉化的路徑", section="院士专论", contributors=people, page="01", language="zh"
            ),
            Entry(id="c2", title="Deep Learning for Periodicals", section="Focus", page="9", language="en"),
        ),
        articles=(
            Article(
                id="a1",
                entry="c1",
                title="促进成果转化的路径",
                page="1",
                page_end="2",
                pages=(5, 6),
                language="zh-Hans",
                keywords=("镁合金",),
                paragraphs=(
                    Paragraph(text="第3期刊出了一篇文章。" * 20 + "电动汽车跑得很快。", page=5, breaks=((100, 6),)),
                    Paragraph(text="Électrification of cars.", page=6),
                ),
            ),
        ),
        notices=(Notice(kind="news", title="会议", text="华侨大学在厦门举行会议。", page=3),),
    )
