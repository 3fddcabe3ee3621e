"""Citations read and printed by citation-js, whose engine (citeproc-js) prints Chinese names rightly; and by the schema of CSL.

`make clients` installs citation-js; csl/csl-data.json lies in ../shared/schemas or where BACKFILE_SCHEMAS says.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from backfile.exporters import format_citation
from backfile.exporters._citation import cite, works

from .test_publishing import HOMES

CLIENTS = Path(__file__).resolve().parents[1] / "clients"


@pytest.fixture(scope="module")
def read_by_citation_js(tmp_path_factory, written, journal, newspaper, specimens):
    """A function from a format to what citation-js made of our export: {"items": CSL, "printed": APA}."""
    if not (CLIENTS / "node_modules" / "@citation-js" / "core").is_dir():
        pytest.skip("citation-js is not installed: make clients")
    home = tmp_path_factory.mktemp("citations")

    def read(format):
        path = home / format
        path.write_bytes(written([journal, newspaper, *specimens], format))
        done = subprocess.run(["node", "citations.mjs", str(path), format], cwd=CLIENTS, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return read


@pytest.fixture(scope="module")
def cited(journal, newspaper, specimens):
    return [(issue, work) for issue in (journal, newspaper, *specimens) for work in works(issue)]


def test_apa_is_what_citeproc_prints(read_by_citation_js, cited):
    printed = read_by_citation_js("csl")["printed"]
    # American habit, which citeproc follows in Chinese titles too: the stop within the quotation marks
    printed = [text.replace(".”", "”.") for text in printed]
    assert printed == [format_citation(issue, work.named, "apa") for issue, work in cited]


@pytest.mark.parametrize("format", ["csl", "bibtex", "ris"])
def test_every_item_is_read_with_title_pages_and_people(format, read_by_citation_js, cited):
    items = read_by_citation_js(format)["items"]
    assert len(items) == len(cited)
    for item, (issue, work) in zip(items, cited, strict=True):
        citation = cite(issue, work)
        title = f"{citation.title}: {citation.subtitle}" if citation.subtitle else citation.title
        assert title in (item["title"], item.get("original-title"))
        assert item.get("page", "").replace("–", "-").replace("--", "-") == (citation.pages or "")
        if not (format == "ris" and citation.kind == "newspaper"):  # citation-js knows no authors of RIS type NEWS
            assert len(item.get("author", ())) == len(citation.authors)


def test_csl_json_is_valid_by_the_schema_of_csl(written, everything):
    jsonschema = pytest.importorskip("jsonschema")
    path = next((home / "csl" / "csl-data.json" for home in HOMES if (home / "csl" / "csl-data.json").is_file()), None)
    if path is None:
        pytest.skip("the schema csl/csl-data.json is not here")
    jsonschema.validate(json.loads(written(everything, "csl")), json.loads(path.read_text("utf-8")))
