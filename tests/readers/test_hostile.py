"""What may come with a file that wants to do harm: refused with a reason, in no time, and nothing is opened or fetched."""

from __future__ import annotations

import io
import socket
import zipfile
from contextlib import suppress

import pytest

from backfile import pipeline
from backfile.archive import Archive, add
from backfile.errors import BackfileError, InputError
from backfile.executors import start_executor
from backfile.settings import load_settings

PLAIN = load_settings(engine="none", executor="serial")
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]>'
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>'
ROOTS = {
    "alto.xml": "<alto><Layout><Page>{}</Page></Layout></alto>",
    "mets.xml": '<mets xmlns="http://www.loc.gov/METS/"><structMap TYPE="LOGICAL"><div LABEL="x">{}</div></structMap></mets>',
    "page.xml": "<PcGts><Page imageWidth='9' imageHeight='9'><TextRegion><TextEquiv><Unicode>{}</Unicode></TextEquiv></TextRegion></Page></PcGts>",
    "tei.xml": "<TEI><text><body><div type='article'><head>{}</head></div></body></text></TEI>",
    "mods.xml": "<modsCollection><mods><titleInfo><title>{}</title></titleInfo></mods></modsCollection>",
    "hocr.hocr": "<html><body><div class='ocr_page' title='bbox 0 0 9 9'>{}</div></body></html>",
}


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*_args, **_more):
        raise AssertionError("something wanted to connect")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def kept(archive: Archive) -> list[str]:
    return sorted(str(path.relative_to(archive.root)) for path in archive.root.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", ROOTS)
@pytest.mark.parametrize("kind", ["bomb", "external", "parameter"])
def test_entities_are_refused_and_nothing_is_kept(kind, name, tmp_path):
    prolog = {"bomb": BOMB, "external": EXTERNAL, "parameter": PARAMETER}[kind]
    path = tmp_path / name
    path.write_text(prolog + ROOTS[name].format("" if kind == "parameter" else "&e;"))
    archive = Archive(tmp_path / "shelf", create=True)
    before = kept(archive)
    (added,) = add(archive, [path], PLAIN, start_executor(PLAIN), lambda *_: None)
    assert added.outcome == "failed"
    assert name in added.why
    assert [file for file in kept(archive) if not file.startswith((".lock", "journal"))] == [
        file for file in before if not file.startswith((".lock", "journal"))
    ]


@pytest.mark.parametrize("name", ROOTS)
def test_a_doctype_from_elsewhere_is_never_fetched(name, tmp_path):
    path = tmp_path / name
    path.write_text('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">' + ROOTS[name].format("word"))
    with suppress(InputError):  # of several the content is too little to be read; connecting would be no InputError
        pipeline.read(path, PLAIN)


@pytest.mark.parametrize("name", [name for name in ROOTS if name != "hocr.hocr"])  # HTML is read as far as it is sound
def test_depth_without_end_is_refused(name, tmp_path):
    path = tmp_path / name
    path.write_text(ROOTS[name].format("<div>" * 100_000 + "</div>" * 100_000))
    with pytest.raises(InputError):
        pipeline.read(path, PLAIN)


@pytest.mark.parametrize("name", ["alto.xml", "mets.xml", "hocr.hocr"])
def test_attributes_without_end_are_refused(name, tmp_path):
    crowd = " ".join(f'a{n}="{n}"' for n in range(20_000))
    path = tmp_path / name
    path.write_text(ROOTS[name].format(f"<x {crowd}/>"))
    with pytest.raises(InputError, match="attributes"):
        pipeline.read(path, PLAIN)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "gb18030", "iso-8859-1"])
def test_encodings_are_read_when_they_are_declared_and_refused_when_they_lie(encoding, tmp_path):
    text = ROOTS["mods.xml"].format("Über das Meer" if encoding == "iso-8859-1" else "科技成果")
    path = tmp_path / "mods.xml"
    declared = {"utf-8-sig": "UTF-8"}.get(encoding, encoding)
    path.write_bytes(f'<?xml version="1.0" encoding="{declared}"?>{text}'.encode(encoding))
    assert pipeline.read(path, PLAIN).contents[0].title in ("科技成果", "Über das Meer")
    if encoding in ("gb18030", "iso-8859-1"):
        path.write_bytes(f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode(encoding))
        with pytest.raises(InputError, match="save it as UTF-8"):
            pipeline.read(path, PLAIN)


def test_a_spreadsheet_that_unpacks_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("backfile.readers.spreadsheet._MAX_UNPACKED", 1_000_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b" " * 5_000_000)
    path = tmp_path / "contents.xlsx"
    path.write_bytes(packed.getvalue())
    with pytest.raises(InputError, match="unpacks to 5,000,000 bytes"):
        pipeline.read(path, PLAIN)


def test_a_spreadsheet_with_entities_is_refused(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", BOMB + "<Types>&e;</Types>")
        archive.writestr("xl/workbook.xml", BOMB + "<workbook>&e;</workbook>")
    path = tmp_path / "contents.xlsx"
    path.write_bytes(packed.getvalue())
    with pytest.raises(BackfileError, match=r"contents\.xlsx"):
        pipeline.read(path, PLAIN)


@pytest.mark.parametrize("name", ["manifest.json", "record.json"])
def test_json_in_another_encoding_is_refused(name, tmp_path):
    texts = {
        "manifest.json": '{"@context": "http://iiif.io/api/presentation/3/context.json", "type": "Manifest", "label": "科技"}',
        "record.json": '{"schema": "backfile/issue/1", "id": "科技"}',
    }
    (tmp_path / name).write_bytes(texts[name].encode("gb18030"))
    with pytest.raises(InputError):
        pipeline.read(tmp_path / name, PLAIN)


def test_json_nested_without_end_is_refused(tmp_path):
    path = tmp_path / "manifest.json"
    head = '{"@context": "http://iiif.io/api/presentation/3/context.json", "type": "Manifest", "items": '
    path.write_text(head + "[" * 200_000 + "]" * 200_000 + "}")
    with pytest.raises(InputError, match=r"manifest\.json"):
        pipeline.read(path, PLAIN)
