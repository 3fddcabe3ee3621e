"""Tables and texts, read back by the json module, pyarrow and plain reading."""

from __future__ import annotations

import io
import json

import pyarrow.parquet
import pytest

from backfile.exporters._citation import works


def test_jsonl_has_one_article_a_line_with_text_and_provenance(written, everything, journal):
    lines = written(everything, "jsonl").decode().splitlines()
    assert len(lines) == sum(len(list(works(issue))) for issue in everything)
    first = json.loads(lines[0])
    assert first["text"] == journal.articles[0].text
    assert (first["corrected"], first["confidence"]) == (True, 0.95)
    assert first["steps"] == ["contents/3", "articles/2"]
    assert first["article"]["regions"][0] == {"page": 2, "box": [0.1, 0.1, 0.9, 0.9]}


def test_parquet_is_read_by_pyarrow_with_types(written, everything, journal):
    table = pyarrow.parquet.read_table(io.BytesIO(written(everything, "parquet")))
    rows = table.to_pylist()
    assert len(rows) == sum(len(list(works(issue))) for issue in everything)
    assert rows[0]["text"] == journal.articles[0].text
    assert (rows[0]["year"], rows[0]["pages"], rows[0]["page"]) == (2020, [2, 3], "01")
    assert rows[1]["contributors"][2] == {
        "name": "Ocean Institute", "role": "author", "kind": "organization", "affiliation": None,
    }  # fmt: skip
    assert pyarrow.parquet.read_table(io.BytesIO(written([], "parquet"))).num_rows == 0


def test_parquet_says_what_to_install_when_it_can_not_work(written, monkeypatch):
    from backfile.errors import SettingsError

    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(SettingsError, match=r"backfile\[parquet\]"):
        written([], "parquet")


def test_text_parts_articles_by_form_feeds_and_obeys_no_control(written, everything, hostile):
    articles = written(everything, "text").decode().split("\f\n")
    assert len(articles) - 1 == sum(len(list(works(issue))) for issue in everything)
    assert articles[0].startswith(
        "潮汐与月亮\n—— 一次观测\n李云帆、欧阳远、王小、赵六\n李云帆，欧阳远，王小，等. 潮汐与月亮：一次观测[J]."
    )
    assert "月亮引起潮汐。科技成果转化需要时间。\n" in articles[0]
    assert not any(ord(char) < 32 and char != "\n" for char in written([hostile], "text").decode().replace("\f", ""))
