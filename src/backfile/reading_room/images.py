"""Page images: the IIIF Image API 3.0, and small pictures of pages with the hits of a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, JsonResponse

from ..errors import NotFound
from ..index import locate
from ..model import Box, Issue, Page
from . import shelves
from .image_requests import FORMATS, TILE, ImageRequest, parse_request, write_canonical
from .page_images import box_hits
from .views import explained, find_page, read_query

if TYPE_CHECKING:
    from PIL.Image import Image

PROFILE = "http://iiif.io/api/image/3/level2.json"
FOREVER = "public, max-age=604800, immutable"


@explained
def image_info(request: HttpRequest, issue_id: str, number: int) -> HttpResponse:
    """The IIIF Image API 3.0 `info.json` (§5) of a page."""
    one, found = _take(issue_id, number)
    width, height = shelves.image_size(found)
    factors = [2**power for power in range(8) if 2**power * TILE < 2 * max(width, height)] or [1]
    info = {
        "@context": "http://iiif.io/api/image/3/context.json",
        "id": request.build_absolute_uri(shelves.image_base(one.id, found)),
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level2",
        "width": width,
        "height": height,
        "tiles": [{"width": TILE, "height": TILE, "scaleFactors": factors}],
        "extraFormats": ["webp", "gif", "tif"],
        "extraQualities": ["gray", "bitonal"],
        "extraFeatures": [
            "mirroring", "sizeUpscaling", "regionSquare", "rotationArbitrary", "canonicalLinkHeader", "profileLinkHeader",
        ],
    }  # fmt: skip
    answer = JsonResponse(info, content_type='application/ld+json;profile="http://iiif.io/api/image/3/context.json"')
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@explained
def image(
    request: HttpRequest, issue_id: str, number: int, region: str, size: str, rotation: str, quality: str, format: str
) -> HttpResponse:
    """A part of a page image, by the IIIF Image API 3.0."""
    one, found = _take(issue_id, number)
    full = shelves.image_size(found)
    wanted = parse_request(region, size, rotation, quality, format, full)
    base = request.build_absolute_uri(shelves.image_base(one.id, found))
    answer = HttpResponse(_draw(one, found, wanted), content_type=FORMATS[wanted.format][1])
    answer["Cache-Control"] = FOREVER
    answer["Link"] = f'<{base}/{write_canonical(wanted, full)}>;rel="canonical", <{PROFILE}>;rel="profile"'
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@explained
def hit_image(request: HttpRequest, issue_id: str, number: int) -> HttpResponse:
    """A small picture of a page with the hits of `?q=` boxed, for lists of results."""
    one, found = _take(issue_id, number)
    size = shelves.image_size(found)
    wanted = parse_request("full", "240," if size[0] > 240 else "max", "0", "default", "jpg", size)
    query = read_query(request)
    hits = locate(query, shelves.page_lines(issue_id, number)) if query else []
    answer = HttpResponse(box_hits(_draw(one, found, wanted), hits), content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def _take(issue_id: str, number: int) -> tuple[Issue, Page]:
    """An issue and a page of it that has an image. Raises NotFound."""
    one = shelves.take(issue_id, words=False)
    found = find_page(one, str(number))
    if found is None or one.source is None or not shelves.has_images(one):
        raise NotFound(f"{issue_id} has no image of page {number}.")
    return one, found


def _draw(one: Issue, page: Page, wanted: ImageRequest) -> bytes:
    """The encoded picture, from the cache where it has been drawn before. The key has all that decides its pixels."""
    sha256 = one.source.sha256 if one.source else ""
    size = shelves.image_size(page)
    key = repr((sha256, page.scan or page.number, page.rotation, page.skew, page.crop, size))

    def paint(area: Box, size: tuple[int, int]) -> Image:
        return shelves.page_part(one, page, area, size)

    return shelves.pictures().draw(key, paint, wanted, size)
