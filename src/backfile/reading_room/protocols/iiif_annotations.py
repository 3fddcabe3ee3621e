"""The text of a page as Web Annotations on its IIIF canvas, line by line, and as ALTO.

/iiif/ISSUE/NUMBER/text.json   an annotation page (IIIF Presentation API 3.0, §5.5; motivation "supplementing", §B)
/iiif/ISSUE/NUMBER/alto.xml    ALTO 4.4
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from ...errors import NotFound
from ...exporters import alto
from ...model import Issue, Page
from ._answers import answer, site, spoken
from ._holdings import take
from ._iiif import PRESENTATION, Addresses, ld_json, target

NAME = "IIIF text annotations"
PROTOCOL = "IIIF Presentation API 3.0, Web Annotation Data Model"


@spoken
def text(request: HttpRequest, issue_id: str, number: int) -> HttpResponse:
    """The lines of a page, each on its place."""
    page = find_page(take(request, issue_id, words=True), number)
    at = Addresses(site(request), issue_id)
    made = {
        "@context": PRESENTATION,
        "id": at.text(number),
        "type": "AnnotationPage",
        "items": list(_lines(page, at)),
    }
    return answer(made, ld_json(PRESENTATION))


@spoken
def alto_page(request: HttpRequest, issue_id: str, number: int) -> HttpResponse:
    """ALTO of one page."""
    issue = take(request, issue_id, words=True)
    return HttpResponse(alto.page_file(issue, find_page(issue, number)), content_type="application/xml")


def find_page(issue: Issue, number: int) -> Page:
    """Raises NotFound."""
    for page in issue.pages:
        if page.number == number:
            return page
    raise NotFound(f"{issue.id} has no page {number}.")


def _lines(page: Page, at: Addresses) -> Iterator[dict[str, Any]]:
    for line in page.lines:
        if line.box is None or not line.text.strip():
            continue
        body = {"type": "TextualBody", "value": line.text, "format": "text/plain"}
        if page.language:
            body["language"] = page.language
        yield {
            "id": f"{at.text(page.number)}#line-{line.number}",
            "type": "Annotation",
            "motivation": "supplementing",
            "body": body,
            "target": target(at.canvas(page.number), page, line.box),
        }


urlpatterns = [
    path("iiif/<str:issue_id>/<int:number>/text.json", text, name="iiif_text"),
    path("iiif/<str:issue_id>/<int:number>/alto.xml", alto_page, name="iiif_alto"),
]
