"""Which rows speak for contents: references to what others have published do not, whether their spaces were read or not."""

from __future__ import annotations

import pytest

from backfile.stages.contents.location import _REFERENCE


@pytest.mark.parametrize(
    "text",
    [
        "[1] 耿文涛. 膨胀土边坡[J]. 岩土测试, 2009, 17(3): 45-52.",
        "[1]耿文涛，鲁岩.膨胀土边坡的稳定性与防护",
        "[12]鲁岩.非饱和土强度[M].望江大学出版社",
        "［3］焦明，蒲松，等．干湿循环与裂隙",
    ],
)
def test_a_reference_is_known_by_its_number_and_what_follows(text: str) -> None:
    assert _REFERENCE.search(text)


@pytest.mark.parametrize("text", ["[12]膨胀土边坡的稳定性", "[3]旧书摊地图 老鲍", "[45]寻找失去的注释，宋时雨"])
def test_a_page_in_brackets_before_a_title_is_none(text: str) -> None:
    assert not _REFERENCE.search(text)
