"""Downloads: an issue or one of its articles in any export format, at `/PERIODICAL/ISSUE/export/FORMAT` and
`/PERIODICAL/ISSUE/a/ARTICLE/export/FORMAT`. Crossref and DOAJ deposits need settings (`domain`, `provider`, `contact`,
`doi_pattern`); without them the answer is an error that names the one to set."""

from __future__ import annotations

import mimetypes
import tempfile
from urllib.parse import quote

from django.http import FileResponse, HttpRequest
from django.urls import path, reverse
from msgspec.structs import replace

from ... import exporters
from ...accounts.people import is_published, site_settings
from ...archive.folder import place
from ...errors import NotFound
from ...model import Issue
from ...plugins import modules
from ...settings import Settings
from .. import shelves
from ..shelves import Addresses, Shelf
from ._answers import spoken
from ._holdings import take
from ._rates import expect_rate

NAME = "Downloads"
PROTOCOL = "every format of `backfile export`"
_IN_MEMORY = 2_000_000
_TYPES = {
    ".mrc": "application/marc", ".ris": "application/x-research-info-systems", ".bib": "application/x-bibtex",
    ".epub": "application/epub+zip", ".jsonl": "application/jsonl", ".parquet": "application/vnd.apache.parquet",
}  # fmt: skip


def media_type(format: str) -> str:
    """The media type of what an export format writes for one issue."""
    suffix = modules(exporters.__name__)[format].SUFFIX
    return _TYPES.get(suffix) or mimetypes.guess_type(f"x{suffix}")[0] or "application/octet-stream"


def issue_address(issue_id: str, format: str) -> str:
    return reverse("issue_export", args=(*place(issue_id), format))


@spoken
def issue_export(request: HttpRequest, periodical: str, issue: str, format: str) -> FileResponse:
    """The issue in `format`."""
    return _download(request, _taken(request, Shelf(periodical, issue).id, format), format)


@spoken
def article_export(request: HttpRequest, periodical: str, issue: str, article: str, format: str) -> FileResponse:
    """One article or entry in `format`; what stands behind a hyphen in its name is for people."""
    whole = _taken(request, Shelf(periodical, issue).id, format)
    wanted = article.partition("-")[0]
    return _download(request, exporters.select(whole, [wanted]), format, f"-{wanted}")


def _taken(request: HttpRequest, issue_id: str, format: str) -> Issue:
    """Raises NotFound, TooMany: what is made here costs more than a page."""
    expect_rate(request)
    if format not in modules(exporters.__name__):
        raise NotFound(
            f"no export format is called {format}.", cure="`backfile formats` lists them; see docs/exports.md."
        )
    return take(request, issue_id, words="words" in exporters.needs(format))


def _download(request: HttpRequest, issue: Issue, format: str, part: str = "") -> FileResponse:
    """Raises InputError, SettingsError (a deposit needs settings): told as JSON with the setting to set."""
    out = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the response closes it
    archive, settings = shelves.open_archive(), _lasting(request, site_settings())
    exporters.export(
        [issue],
        out,  # type: ignore[arg-type]
        format,
        lambda one: archive.original(one.source.sha256) if one.source else None,
        address=lambda one, item: _address(settings, one, item),
        settings=settings,
    )
    size = out.tell()
    out.seek(0)
    name = quote(f"{issue.id}{part}{modules(exporters.__name__)[format].SUFFIX}")
    response = FileResponse(out, content_type=media_type(format))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Length"] = str(size)
    return response


def _lasting(request: HttpRequest, settings: Settings) -> Settings:
    """With the domain that readers of a published archive ask for where no other is set; of an owner's laptop there is none."""
    return replace(settings, domain=settings.domain or (request.get_host() if is_published() else ""))


def _address(settings: Settings, issue: Issue, item: str) -> str:
    """Where an article is read by all who come by the domain; an entry that has no article stands in the contents."""
    addresses = Addresses(issue.id)
    article = next((each for each in issue.articles if each.id == item), None)
    there = addresses.article(article) if article else f"{addresses.issue}#contents"
    return f"{'https' if settings.https else 'http'}://{settings.domain}{there}"


urlpatterns = [
    path("<slug:periodical>/<slug:issue>/export/<slug:format>", issue_export, name="issue_export"),
    path("<slug:periodical>/<slug:issue>/a/<str:article>/export/<slug:format>", article_export, name="article_export"),
]
