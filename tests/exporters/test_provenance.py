"""Every format that has a place for it says which steps read a record, with what confidence, and whether a person corrected it."""

from __future__ import annotations

import gzip
import io
import re
import sqlite3
import tarfile
import zipfile

import pytest

from backfile.exporters import export, styles
from backfile.plugins import modules
from backfile.settings import load_settings

SETTINGS = load_settings(
    environ={},
    domain="archive.example.org",
    provider="B",
    contact="b@example.org",
    doi_pattern="10.5555/{issue}.{article}",
)
NO_PLACE = {
    "text": "plain text has no place beside the text",
    "doaj_json": "the API of DOAJ takes no field for it",
    "pdf": "told in its XMP, see test_pdf",
}
STEP = re.compile(r"""contents["'/ ,:=a-z>\\\s]{0,40}3""")


def everything_in(data: bytes) -> str:
    """All that stands in an export, unpacked."""
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    if data[:16] == b"SQLite format 3\x00":
        with sqlite3.connect(":memory:") as opened:
            opened.deserialize(data)
            return "\n".join(opened.iterdump())
    if data[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(data)) as tar:
            return "\n".join(tar.extractfile(member).read().decode("utf-8", "replace") for member in tar)
    if data[:4] == b"PAR1":
        from pyarrow import parquet

        return str(parquet.read_table(io.BytesIO(data)).to_pylist())
    return (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8", "replace")


@pytest.mark.parametrize(
    "format", [name for name in modules("backfile.exporters") if name not in styles() and name not in NO_PLACE]
)
def test_steps_and_corrections_are_told(format, journal):
    out = io.BytesIO()
    export(
        [journal],
        out,
        format,
        settings=SETTINGS,
        address=lambda issue, article: f"https://archive.example.org/{article}",
    )
    text = everything_in(out.getvalue())
    assert STEP.search(text), "no step"
    if format not in ("alto", "page", "text"):  # about words, not about values that people correct
        assert re.search("correct(ed|ion) by|corrected", text), "nothing of corrections"
