"""What all protocols answer with: absolute addresses, JSON that other sites may read, errors that say what to do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import conditional_page, require_safe

from ...errors import BackfileError

View = Callable[..., HttpResponseBase]
JSON = "application/json"


def spoken(view: View) -> View:
    """A view for machines: reads only, answers any site (CORS), knows conditional requests, explains errors as JSON."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except BackfileError as error:
            response = answer({"error": error.message, "cure": error.cure}, status=error.status)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return require_safe(conditional_page(guarded))


def answer(fields: Any, media_type: str = JSON, *, status: int = 200) -> HttpResponse:
    """`fields` as JSON."""
    return HttpResponse(msgspec.json.encode(fields), content_type=media_type, status=status)


def site(request: HttpRequest) -> str:
    """The address of the reading room without a slash at its end."""
    return request.build_absolute_uri("/").rstrip("/")


def whole_number(text: str | None, otherwise: int) -> int:
    """A whole number from 1 given in an address, `otherwise` when it is none."""
    return int(text) if text and text.isdecimal() and 0 < len(text) < 8 and int(text) else otherwise
