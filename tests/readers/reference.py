"""docs/imports.md, made from the readers themselves: `python -m tests.readers.reference` writes it, a test compares it."""

from __future__ import annotations

from pathlib import Path

from backfile.plugins import modules
from backfile.readers.spreadsheet import COLUMNS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "imports.md"
HEAD = """# Taking in what others have made

`backfile add INPUT…` takes what libraries and editors have made already: issues cut into articles, recognised pages, lists of
contents to go with scans, bags. What such a file says is kept as it says it: no later stage overwrites it. What it does not say
is found as in any issue: a masthead, the pages of a listed article, the text of a page without words. `backfile read` shows what
would be taken without keeping it. This page is made by `python -m tests.readers.reference`; its commands are run by a test.

Nothing is ever fetched from the network: addresses in files are names only, and a path that leads out of its folder is not
followed. A file that declares entities, nests without end or unpacks without bound is refused with a reason, and nothing is kept.

| reader | what | endings |
|---|---|---|
"""
BODY = """
Every value of the record says where it was read: its evidence is signed `mets: FILE#ID`, `spreadsheet: FILE#row 7` and so on, with
the line of the file; `steps` names the reader. Confidence is what the file gives (words of ALTO, hOCR and PAGE), else 1. A title
that a file does not give is the article's first words, with a doubt.

## One issue is one folder

An issue of several files is kept whole: give each its own folder, with nothing of another issue in it, and add the folder (or a
folder of such folders). A METS file or a manifest that is named itself stands for its folder.

```sh
backfile add issues/mets
backfile add issues/iiif/manifest.json
backfile add issues/alto issues/hocr issues/page
backfile add issues/scans-with-sheet
backfile add contents.csv articles.mods.xml edition.tei.xml record.json
backfile add archive.tar
backfile add archive-mets.tar back-run.csv
```

A tar that is named, such as `backfile export --format mets` (alto, page, epub, pdf) writes for many issues, is unpacked for as long as
it is read: files only, no more than `max_unpacked` bytes; one with a link or with a path that leads out is refused, and nothing of
it is kept. Each issue in it is kept as if its folder had been added.

## METS

The physical map gives pages, their order (ORDER) and labels (ORDERLABEL, else the page's MODS); the logical map gives articles,
sections and advertisements. An article's places are the ALTO blocks, lines or ranges of words, rectangles or pages that its div,
the parts of its div or structLink name. Title, people, language, pages come from MODS, else from LABEL, else from the text of the
part of TYPE TITLE. Read so: newspapers in the profiles of NDNP, ENMAP, docWorks and Veridian, journals of Kitodo and Goobi, and
what Backfile itself exports, which comes back as the same record (`backfile export --format mets`). Where METS links articles to
whole pages, a page of several articles is parted at the line that prints the next one's title. An image or ALTO file that is named
and not there is the trouble of its page; when none is there the issue is refused.

## ALTO, hOCR, PAGE alone

One file is one document, a folder of them one issue (directly, or in a folder called alto, ocr, hocr, xml, text or page); images
of the same names lie beside, and images without a text file are recognised. Lines and their order are found as for any page,
unless a PAGE file says the order of its regions.

## IIIF

A manifest of Presentation 3 or 2, saved as a file, with its images beside it. The image of a canvas is the file that its image or
service is named after (`…/0007.jp2/full/max/0/default.jpg` → `0007.jpg`), else, when there are as many images as canvases, the one
at its place. Ranges are articles; a range of ranges is a section.

## Lists: TEI, MODS, spreadsheets

A list alone gives the contents. In one folder with the scans of the issue (page images, or one PDF) its entries are looked for on
the pages, and articles cut. An edition in TEI brings its text. A spreadsheet
or MODS file without scans may list a whole back run: it makes an issue of each date, volume and number that it names (cells left
empty mean what stands above), and its rows are kept as that issue's own list. Beside scans a list names one issue.

Spreadsheets are XLSX, CSV (any encoding, commas, semicolons) or TSV. The headings stand in one of the first ten rows; columns may
come in any order, others are passed over. A row with a section alone heads those below it. Names are parted by `;`, `；`, `、` or
line ends. Every row that can't be read is named at once, and nothing is kept until all can. Without scans beside it a sheet is
only taken when it is named itself.

| column | headings (any case) |
|---|---|
"""
TAIL = """
## Bags and records

A bag that `backfile export --format bagit` made (the tar, or its folder) is proved against its checksums and then restored: ids,
originals, words, corrections. Issues that are there already get the corrections that they lack. A record alone
(`backfile show ISSUE --json > record.json`) comes back without words and page images.
"""


def page() -> str:
    readers = "".join(
        f"| `{name}` | {module.NAME} | {' '.join(f'`{suffix}`' for suffix in module.SUFFIXES)} |\n"
        for name, module in modules("backfile.readers").items()
    )
    columns = "".join(
        f"| {name.replace('_', ' ')} | {', '.join(dict.fromkeys(names))} |\n" for name, names in COLUMNS.items()
    )
    return f"{HEAD}{readers}{BODY}{columns}{TAIL}"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
