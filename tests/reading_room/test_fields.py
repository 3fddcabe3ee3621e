"""How typed text becomes values, and values text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.errors import InputError, NotFound


@pytest.fixture(scope="module")
def fields(tmp_path_factory: pytest.TempPathFactory) -> Any:
    from backfile.catalogue.database import configure
    from backfile.settings import Settings

    configure(tmp_path_factory.mktemp("fields"), Settings())
    from backfile.reading_room import fields

    return fields


edges = st.tuples(st.integers(0, 499), st.integers(501, 1000)).map(lambda pair: (pair[0] / 1000, pair[1] / 1000))
regions = st.lists(st.tuples(st.integers(1, 999), edges, edges), max_size=5)


@given(rows=regions)
def test_regions_are_written_as_they_are_read(fields: Any, rows: list[Any]) -> None:
    value = [{"page": page, "box": [left, top, right, bottom]} for page, (left, right), (top, bottom) in rows]
    kind = fields.kind_of("articles/a01/regions")
    read = kind.read(kind.write(value))
    assert [row["page"] for row in read] == [row["page"] for row in value]
    for one, other in zip(read, value, strict=True):
        assert one["box"] == pytest.approx(other["box"], abs=0.0006)


@given(pages=st.lists(st.integers(1, 9999), unique=True, max_size=20))
def test_pages_are_written_as_they_are_read(fields: Any, pages: list[int]) -> None:
    kind = fields.kind_of("articles/a01/pages")
    assert kind.read(kind.write(pages)) == pages


names = st.text("李云帆abc", min_size=1)
people = st.fixed_dictionaries(
    {
        "name": names,
        "role": st.sampled_from(["author", "translator"]),
        "kind": st.sampled_from(["person", "organization"]),
        "affiliation": st.none() | names,
    }
)


@given(value=st.lists(people, max_size=4))
def test_contributors_are_written_as_they_are_read(fields: Any, value: list[dict[str, Any]]) -> None:
    kind = fields.kind_of("contents/c01/contributors")
    assert kind.read(kind.write(value)) == value


def test_usual_contributors_are_names_only(fields: Any) -> None:
    usual = {"name": "李云帆", "role": "author", "kind": "person", "affiliation": None}
    assert fields.kind_of("contents/c01/contributors").write([usual]) == "李云帆"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("articles/a01/regions", "1: 10 10 5 90"),
        ("articles/a01/regions", "1: 10 10 105 90"),
        ("articles/a01/regions", "1: 10 10 90"),
        ("articles/a01/pages", "9-5"),
        ("issue/year", "MMXX"),
        ("contents/c01/level", "12"),
        ("contents/c01/contributors", "李 | emperor"),
        ("pages/3/kind", "pamphlet"),
        ("notices/0/kind", ""),
    ],
)
def test_what_can_t_be_understood_is_refused(fields: Any, path: str, text: str) -> None:
    with pytest.raises(InputError, match=r"."):
        fields.kind_of(path).read(text)


@pytest.mark.parametrize("path", ["steps/0/stage", "pages/1/words", "contents/c01/id", "articles/a01/paragraphs", "id"])
def test_what_no_form_shows_can_t_be_set_by_one(fields: Any, path: str) -> None:
    with pytest.raises(NotFound):
        fields.kind_of(path)
