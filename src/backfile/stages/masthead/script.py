"""One title for one periodical: 中國科技產業 on the cover of an issue in simplified characters is 中国科技产业."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ...model import Evidence, Issue

if TYPE_CHECKING:
    from opencc import OpenCC

# The commonest characters that differ, both ways: they tell the script of a text within a few lines.
_TRADITIONAL = frozenset("國會學來時們個為這與對發產經業說過還進動開關電東車長門間問題無書從現實頭點條議報總統記員華體")
_SIMPLIFIED = frozenset("国会学来时们个为这与对发产经业说过还进动开关电东车长门间问题无书从现实头点条议报总统记员华体")


def simplify_title(issue: Issue) -> Issue:
    """The title in simplified characters when the rest of the issue is; a logotype often keeps the old ones."""
    title = issue.periodical.title
    if not title or _is_traditional(issue):
        return issue
    simple = _converter().convert(title) if any("\u3400" <= character <= "\u9fff" for character in title) else title
    if simple == title:
        return issue
    printed = next((found for found in issue.evidence if found.path == "periodical/title"), None)
    evidence = tuple(found for found in issue.evidence if found is not printed)
    if printed:
        evidence += (
            replace(printed, path="periodical/title_as_printed"),
            Evidence(
                path="periodical/title", quote=printed.quote, by="masthead: the issue is set in simplified characters",
                page=printed.page, box=printed.box, line=printed.line, confidence=min(printed.confidence, 0.95),
            ),
        )  # fmt: skip
    return replace(issue, periodical=replace(issue.periodical, title=simple), evidence=evidence)


def _is_traditional(issue: Issue) -> bool:
    """More traditional than simplified characters; also when nothing tells (Japanese, Korean, a bare list)."""
    old = new = 0
    for page in issue.pages:
        for line in page.lines:
            old += sum(character in _TRADITIONAL for character in line.text)
            new += sum(character in _SIMPLIFIED for character in line.text)
        if old + new > 2000:
            break
    return old >= new or _has_kana(issue)


def _has_kana(issue: Issue) -> bool:
    text = "".join(line.text for page in issue.pages[:8] for line in page.lines)[:20_000]
    kana = sum("\u3041" <= character <= "\u30fa" for character in text)
    return kana > 0.03 * (kana + sum("\u3400" <= character <= "\u9fff" for character in text))


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")
