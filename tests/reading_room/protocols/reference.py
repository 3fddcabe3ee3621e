"""docs/protocols.md, made from the protocols themselves: `python -m tests.reading_room.protocols.reference` writes it, a test compares it."""

from __future__ import annotations

import inspect
import re
import tempfile
from pathlib import Path
from types import ModuleType

from django.urls import URLPattern, URLResolver

PAGE = Path(__file__).resolve().parents[3] / "docs" / "protocols.md"
SITE = "http://127.0.0.1:8000"
# What one may ask of the archive that `make demo` makes.
EXAMPLES = {
    "api": (
        "/api/v1/openapi.json",
        "/api/v1/periodicals",
        "/api/v1/search?q=science",
        "/api/v1/issues/open-sky-1998-07/contents",
    ),
    "downloads": ("/open-sky/1998-07/export/mets", "/open-sky/1998-07/a/a01/export/ris"),
    "feeds": ("/feed.atom", "/open-sky/feed.rss"),
    "iiif_annotations": ("/iiif/open-sky-1998-07/6/text.json", "/iiif/open-sky-1998-07/6/alto.xml"),
    "iiif_image": ("/iiif/open-sky-1998-07/1/info.json", "/iiif/open-sky-1998-07/1/full/400,/0/default.jpg"),
    "iiif_presentation": ("/iiif/collection.json", "/iiif/open-sky-1998-07/manifest.json"),
    "iiif_search": ("/iiif/open-sky-1998-07/search?q=sky", "/iiif/open-sky-1998-07/search/1?q=sky"),
    "oai": ("/oai?verb=Identify", "/oai?verb=ListRecords&metadataPrefix=oai_dc", "/oai?verb=ListSets"),
    "opds": ("/opds", "/opds/2", "/opds/search?q=sky"),
    "opensearch": ("/opensearch.xml",),
    "sitemap": ("/sitemap.xml", "/robots.txt"),
}
HEAD = """# Handing on: what the reading room says to machines

The reading room of `backfile serve` answers these protocols; [standards.md](standards.md) says who proves it. All of them tell
whoever asks only what that visitor may read ([publish.md](publish.md)): a closed periodical or an issue behind its moving wall is
in no list, feed, harvest or search. The settings `provider`, `provider_homepage`, `rights`, `contact` and `domain`
([settings.md](settings.md)) are what machines are told of who offers the archive. This page is made from the modules of
`backfile.reading_room.protocols` by `python -m tests.reading_room.protocols.reference`; what it asks for is asked by a test.

What pages tell of themselves (Highwire `citation_*`, Dublin Core, schema.org as JSON-LD) stands in the head of every article and
issue: a reference manager's button finds it. For assistants see [assistants.md](assistants.md).

| protocol | rules | addresses |
|---|---|---|
"""


def page() -> str:
    """The page. Needs Django set up."""
    from backfile.plugins import modules

    found = modules("backfile.reading_room.protocols")
    rows = "".join(f"| {module.NAME} | {module.PROTOCOL} | {_addresses(module)} |\n" for module in found.values())
    return HEAD + rows + "".join(_section(name, module) for name, module in found.items())


def _addresses(module: ModuleType) -> str:
    return ", ".join(f"`/{address}`" for address in dict.fromkeys(_listed(module.urlpatterns)))


def _listed(patterns: list[URLPattern | URLResolver]) -> list[str]:
    """The addresses of a module, with names for what varies; of an application with many only where it begins."""
    names = (re.sub(r"<(?:\w+:)?(\w+?)(?:_id)?>", lambda part: part[1].upper(), str(each.pattern)) for each in patterns)
    return list(names)


def _section(name: str, module: ModuleType) -> str:
    text = inspect.cleandoc(module.__doc__ or "")
    asked = "".join(f'curl "{SITE}{path}"\n' for path in EXAMPLES[name])
    return f"\n## {module.NAME}\n\n{_paragraphs(text)}\n\n```sh\n{asked}```\n"


def _paragraphs(text: str) -> str:
    """A docstring as Markdown: what is indented there is a block of code, as it is here."""
    return text.replace("<", "&lt;")


if __name__ == "__main__":
    from backfile.archive import Archive
    from backfile.catalogue.database import configure

    archive = Archive(Path(tempfile.mkdtemp()) / "archive", create=True)
    configure(archive.root, archive.settings())
    PAGE.write_text(page(), "utf-8")
