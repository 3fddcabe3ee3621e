"""docs/exports.md, made from the exporters themselves: `python -m tests.exporters.reference` writes it, a test compares it."""

from __future__ import annotations

from pathlib import Path

from backfile.exporters import needs, styles
from backfile.plugins import modules

PAGE = Path(__file__).resolve().parents[2] / "docs" / "exports.md"
# What judged each format in tests/exporters: a program or schema that is not ours.
PROOFS = {
    "alto": "XSD of ALTO 4.4 (lxml)", "apa": "the same as citation-js (citeproc)", "bagit": "bagit", "bibtex": "bibtexparser, pybtex, citation-js",
    "chicago": "examples", "crossref": "XSD of Crossref 5.3.1 (lxml)", "csl": "citeproc-py, citation-js, JSON schema of CSL", "csv": "the csv module", "dc": "XSD of oai_dc (lxml)", "doaj": "XSD of DOAJ 1.3 (lxml)", "doaj_json": "the json module", "endnote": "lxml (well-formed)", "epub": "EPUBCheck",
    "gbt7714": "the standard's own examples", "gbt7714_2015": "the standard's own examples", "jats": "XSD of JATS Publishing 1.3, DTD of 1.1 (lxml)",
    "json": "`backfile.record`", "jsonl": "the json module", "marc": "pymarc", "marcxml": "pymarc",
    "mets": "XSD of METS, MODS and ALTO (lxml); read back the same", "mla": "examples", "mods": "XSD of MODS 3.7 (lxml)", "page": "XSD of PAGE 2019 (lxml)", "parquet": "pyarrow",
    "pdf": "veraPDF (PDF/A-2b), pdftotext, pypdfium2", "ris": "rispy, citation-js", "sqlite": "Datasette, sqlite-utils", "tei": "RELAX NG of TEI (lxml)", "text": "reading",
}  # fmt: skip
HEAD = """# Handing on: the export formats

`backfile export [ISSUE…] --format NAME [-o FILE]` writes the issues named, or the whole archive, one issue at a time. Formats
that are many files come as a tar (EPUB and PDF only when there is more than one issue). Whatever a format has room for says
which steps read a record, with what confidence, and whether a person corrected it. This page is made from the exporters by
`python -m tests.exporters.reference`; the commands below are run by a test.

`needs`: *words* are the lines of the pages, *original* the files that were read, *kept* what the archive keeps of an issue,
*settings* and *address* some of `domain`, `provider`, `contact` and `doi_pattern` (see settings.md): a deposit says who makes it
and where each article is read. DOIs that `doi_pattern` suggests stand in Crossref deposits alone; nothing else ever shows them.
`backfile add` restores a bag with ids, words and corrections, see imports.md. `style`: also one of the citation styles of
`backfile.exporters.format_citation`.

Nothing of an archive stands in memory but the issue that is being written. Measured (`python -m bench.exports 10000`, 2 shared cores,
2026-11-23): 10,000 issues of 8 pages and 320 lines to METS with ALTO take 1,377 MB at 98 issues a CPU-second and a peak of 33 MB, as
with 1,000 issues; to JSON Lines 8,800 issues a CPU-second and 32 MB. `backfile export` of an archive that keeps as many (`--kept`) peaks
at 88 MB for both, 86 and 84 MB with 1,000.

| name | what | ending | needs | style | proven by |
|---|---|---|---|---|---|
"""


def page() -> str:
    formats = modules("backfile.exporters")
    rows = "".join(
        f"| `{name}` | {module.NAME} | `{module.SUFFIX}` | {', '.join(sorted(needs(name)))} | "
        f"{'yes' if name in styles() else ''} | {PROOFS[name]} |\n"
        for name, module in formats.items()
    )
    commands = "".join(f"backfile export --format {name} -o archive-{name}{formats[name].SUFFIX}\n" for name in formats)
    return f"{HEAD}{rows}\n```sh\n{commands}```\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
