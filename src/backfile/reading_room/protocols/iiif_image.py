"""IIIF Image API 3.0, level 2: the address of an image alone leads to its description (§2.1). Images are drawn by `images`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse

from ._answers import spoken

NAME = "IIIF Image"
PROTOCOL = "IIIF Image API 3.0, level 2"


@spoken
def image_base(request: HttpRequest, issue_id: str, number: int) -> HttpResponse:  # noqa: ARG001 - as all views
    """303 See Other."""
    return HttpResponse(status=303, headers={"Location": reverse("image_info", args=(issue_id, number))})


urlpatterns = [path("iiif/<str:issue_id>/<int:number>", image_base, name="image_base")]
