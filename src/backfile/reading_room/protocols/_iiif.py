"""What the IIIF protocols share: their addresses, language maps, and parts of canvases.

A canvas is as large as the image offered of its page, in pixels, so that fractions of the page become its coordinates.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import get_script_prefix
from django.utils.translation import override

from ...exporters._citation import language_of
from ...model import Box, Issue, Page
from .. import shelves
from ..binding import opens_from_right

PRESENTATION = "http://iiif.io/api/presentation/3/context.json"
SEARCH = "http://iiif.io/api/search/2/context.json"
SEARCH_1 = "http://iiif.io/api/search/1/context.json"
INTERFACES = {"en": "en", "zh-hans": "zh-Hans"}
"""Languages of the interface → BCP 47 tags."""


def ld_json(context: str) -> str:
    """The media type of JSON-LD with this context (Presentation API 3.0, §6.3)."""
    return f'application/ld+json;profile="{context}"'


class Addresses:
    """The addresses of an issue's IIIF resources, from the root `site` of the reading room."""

    def __init__(self, site: str, issue_id: str) -> None:
        self.site, self.home = site, f"{site}{get_script_prefix()}iiif/{issue_id}"
        self.reading = shelves.Addresses(issue_id)

    @property
    def manifest(self) -> str:
        return f"{self.home}/manifest.json"

    @property
    def search(self) -> str:
        return f"{self.home}/search"

    @property
    def search_services(self) -> list[dict[str, str]]:
        """Content Search 2.0, and 1.0, which is what most viewers still ask for."""
        older = {"@context": SEARCH_1, "@id": f"{self.search}/1", "@type": "SearchService1"}
        return [
            {"id": self.search, "type": "SearchService2"},
            {**older, "profile": "http://iiif.io/api/search/1/search"},
        ]

    def canvas(self, number: int) -> str:
        return f"{self.home}/canvas/{number}"

    def text(self, number: int) -> str:
        return f"{self.home}/{number}/text.json"

    def image(self, number: int) -> str:
        return f"{self.home}/{number}"

    def page(self, path: str) -> str:
        """A page of the reading room."""
        return f"{self.site}{path}"


def words(text: str, language: str | None = None) -> dict[str, list[str]]:
    """A language map of one text: by `language`, else by its script where that tells, else "none"."""
    return {language_of(text, language) or "none": [text]}


def bilingual(say: Callable[[], str]) -> dict[str, list[str]]:
    """A language map of what `say` says in each language of the interface; one entry where they agree."""
    said = {}
    for interface, tag in INTERFACES.items():
        with override(interface):
            said[tag] = [str(say())]
    return {"none": said["en"]} if len({tuple(each) for each in said.values()}) == 1 else said


def target(canvas: str, page: Page, box: Box) -> str:
    """The part of a canvas under `box`: a media fragment in whole pixels (Media Fragments URI 1.0, §4.2.2)."""
    width, height = shelves.image_size(page)
    left, top = round(box.left * width), round(box.top * height)
    right, bottom = max(left + 1, round(box.right * width)), max(top + 1, round(box.bottom * height))
    return f"{canvas}#xywh={left},{top},{right - left},{bottom - top}"


def image_service(address: str) -> list[dict[str, str]]:
    return [{"id": address, "type": "ImageService3", "profile": "level2"}]


def picture(address: str, size: tuple[int, int], width: int | None = None) -> dict[str, Any]:
    """An image resource with its service: the whole of it, or `width` pixels wide."""
    drawn = (min(width, size[0]), max(1, round(size[1] * min(width, size[0]) / size[0]))) if width else size
    asked = f"{drawn[0]}," if width else "max"
    return {
        "id": f"{address}/full/{asked}/0/default.jpg",
        "type": "Image",
        "format": "image/jpeg",
        "width": drawn[0],
        "height": drawn[1],
        "service": image_service(address),
    }


def name_page(page: Page) -> dict[str, list[str]]:
    """The printed label of a page; its position in brackets where none is printed."""
    return {"none": [page.label or f"[{page.number}]"]}


def reading_direction(issue: Issue) -> str:
    """Which way the issue is bound, from the lines of its pages."""
    leftward = opens_from_right(line for page in issue.pages for line in page.lines)
    return "right-to-left" if leftward else "left-to-right"
