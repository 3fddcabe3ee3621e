"""IIIF manifests kept as files, with their images beside them; nothing is ever fetched."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import PIL.Image
import pytest

from backfile import pipeline
from backfile.archive import inputs
from backfile.errors import DamagedInput, EmptyInput, InputError
from backfile.readers import find_reader, home_of, iiif, open_document
from backfile.settings import load_settings

PLAIN = load_settings(engine="none")
BASE = "https://example.org/iiif/issue"


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*_args, **_more):
        raise AssertionError("something wanted to connect")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def version_3(count: int = 4) -> dict:
    def canvas(number: int) -> dict:
        body = {
            "id": f"{BASE}/img%2F{number:04}.jp2/full/max/0/default.jpg", "type": "Image",
            "service": [{"id": f"{BASE}/img%2F{number:04}.jp2", "type": "ImageService3"}],
        }  # fmt: skip
        annotation = {"type": "Annotation", "motivation": "painting", "body": body, "target": f"{BASE}/canvas/{number}"}
        page = {"type": "AnnotationPage", "items": [annotation]}
        return {
            "id": f"{BASE}/canvas/{number}",
            "type": "Canvas",
            "label": {"none": [f"p. {number + 6}"]},
            "items": [page],
        }

    def range_(name: str, *inside: dict) -> dict:
        return {"id": f"{BASE}/range/{name}", "type": "Range", "label": {"zh": [name]}, "items": list(inside)}

    def at(number: int) -> dict:
        return {"id": f"{BASE}/canvas/{number}#xywh=0,0,9,9", "type": "Canvas"}

    return {
        "@context": "http://iiif.io/api/presentation/3/context.json", "id": BASE, "type": "Manifest", "label": {"zh": ["海洋研究 2020年第3期"]},
        "metadata": [
            {"label": {"en": ["Journal"]}, "value": {"zh": ["海洋研究"]}}, {"label": {"zh": ["期"]}, "value": {"zh": ["3"]}},
            {"label": {"en": ["Date"]}, "value": {"none": ["2020-03"]}},
        ],
        "items": [canvas(number) for number in range(1, count + 1)],
        "structures": [
            range_("目录", range_("海洋", range_("潮汐与月亮", at(1), at(2)), range_("暖海", at(2))), range_("短文", at(3), at(4)))
        ],
    }  # fmt: skip


def version_2() -> dict:
    def canvas(number: int) -> dict:
        resource = {"@id": f"{BASE}/{number:04}/full/full/0/default.jpg", "service": {"@id": f"{BASE}/{number:04}"}}
        return {
            "@id": f"{BASE}/c{number}",
            "@type": "sc:Canvas",
            "label": str(number + 6),
            "images": [{"resource": resource}],
        }

    return {
        "@context": "http://iiif.io/api/presentation/2/context.json", "@id": BASE, "@type": "sc:Manifest", "label": "Sea Studies 3",
        "metadata": [{"label": "Journal", "value": "Sea Studies"}, {"label": "Volume", "value": "46"}],
        "sequences": [{"@type": "sc:Sequence", "canvases": [canvas(number) for number in range(1, 5)]}],
        "structures": [
            {"@id": "r0", "@type": "sc:Range", "label": "Table of Contents", "viewingHint": "top", "ranges": ["r1", "r2"]},
            {"@id": "r1", "@type": "sc:Range", "label": "Tides", "canvases": [f"{BASE}/c1", f"{BASE}/c2"]},
            {"@id": "r2", "@type": "sc:Range", "label": "Winds", "canvases": [f"{BASE}/c3"]},
        ],
    }  # fmt: skip


def lay(home: Path, manifest: dict, names: list[str]) -> Path:
    home.mkdir(exist_ok=True)
    (home / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), "utf-8")
    for number, name in enumerate(names, start=1):
        PIL.Image.new("L", (60, 90), 40 * number).save(home / name)
    return home


NAMES = ["0001.png", "0002.png", "0003.png", "0004.png"]


def test_version_3_brings_articles_sections_labels_and_the_issue(tmp_path):
    home = lay(tmp_path / "issue", version_3(), NAMES)
    assert find_reader(home) is iiif
    issue = pipeline.read(home, PLAIN)
    assert (issue.periodical.title, issue.issue.date, issue.issue.number) == ("海洋研究", "2020-03", "3")
    assert [(entry.section, entry.title, entry.page, entry.page_end) for entry in issue.contents] == [
        ("海洋", "潮汐与月亮", "7", "8"), ("海洋", "暖海", "8", None), (None, "短文", "9", "10"),
    ]  # fmt: skip
    assert [article.pages for article in issue.articles] == [(1, 2), (2,), (3, 4)]
    assert [page.label for page in issue.pages] == ["7", "8", "9", "10"]
    assert any(row.by == f"iiif: manifest.json#{BASE}/range/暖海" for row in issue.evidence)


def test_version_2_brings_the_same(tmp_path):
    issue = pipeline.read(lay(tmp_path / "issue", version_2(), NAMES), PLAIN)
    assert issue.periodical.title == "Sea Studies"
    assert [(article.title, article.pages) for article in issue.articles] == [("Tides", (1, 2)), ("Winds", (3,))]
    assert [entry.section for entry in issue.contents] == [None, None]


def test_images_are_found_by_what_their_address_is_called(tmp_path):
    """In the order of the canvases, not of the files."""
    manifest = version_3()
    manifest["items"].reverse()
    document = open_document(lay(tmp_path / "issue", manifest, NAMES), PLAIN)
    assert [document.image(number, 72).getpixel((0, 0)) for number in range(1, 5)] == [160, 120, 80, 40]


def test_images_of_other_names_are_taken_one_by_one(tmp_path):
    document = open_document(lay(tmp_path / "issue", version_3(), ["a.png", "b.png", "c.png", "d.png"]), PLAIN)
    assert [document.image(number, 72).getpixel((0, 0)) for number in range(1, 5)] == [40, 80, 120, 160]


def test_a_canvas_without_its_image_is_a_page_with_trouble(tmp_path):
    issue = pipeline.read(lay(tmp_path / "issue", version_3(), NAMES[:3]), PLAIN)
    assert len(issue.pages) == 4
    assert "does not lie beside the manifest" in (issue.pages[3].trouble or "")


def test_without_any_image_it_says_that_nothing_is_fetched(tmp_path):
    with pytest.raises(InputError, match=r"none of its 4 page images lies beside it.* nothing is fetched"):
        pipeline.read(lay(tmp_path / "issue", version_3(), []), PLAIN)


def test_the_manifest_stands_for_its_folder(tmp_path):
    home = lay(tmp_path / "issue", version_3(), NAMES)
    assert home_of(home / "manifest.json") == home
    assert list(inputs([home])) == [home]


def test_a_range_that_holds_itself_ends(tmp_path):
    manifest = version_2()
    manifest["structures"][1]["ranges"] = ["r0", "r1"]
    assert [entry.title for entry in pipeline.read(lay(tmp_path / "issue", manifest, NAMES), PLAIN).contents] == [
        "Tides",
        "Winds",
    ]


@pytest.mark.parametrize(
    ("text", "error", "why"),
    [
        (
            '{"@context": "http://iiif.io/api/presentation/3/context.json", "type": "Manifest", "items": [',
            DamagedInput,
            "not JSON",
        ),
        (
            '{"@context": "http://iiif.io/api/presentation/3/context.json", "type": "Collection"}',
            DamagedInput,
            "not a IIIF manifest",
        ),
        (
            '{"@context": "http://iiif.io/api/presentation/3/context.json", "type": "Manifest", "items": []}',
            EmptyInput,
            "no canvas",
        ),
    ],
)
def test_what_is_broken_is_said(text, error, why, tmp_path):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(error, match=why):
        iiif.Manifest(tmp_path / "manifest.json")


@pytest.mark.parametrize("strange", [7, None, "x", [], {}, [[]], [None], {"zh": 7}, {"zh": [{}]}])
@pytest.mark.parametrize("name", ["label", "metadata", "structures", "items", "navDate"])
def test_what_has_the_wrong_shape_is_passed_over(name, strange, tmp_path):
    manifest = version_3() | {name: strange}
    home = lay(tmp_path / "issue", manifest, NAMES)
    try:
        found = iiif.Manifest(home / "manifest.json")
    except InputError:
        assert name == "items"
        return
    found.structure(0.0)
