"""What every answer carries: a strict Content-Security-Policy (no inline script or style), and no leaks."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def guard(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware that adds HEADERS where a view has not set its own, and answers to the archive's own names only.

    `Server-Timing` (W3C) says how many milliseconds the answer took here: a browser's network panel shows them.
    Else another site could give its name this machine's address and read along (DNS rebinding).
    """

    def guarded(request: HttpRequest) -> HttpResponseBase:
        begin = perf_counter()
        request.get_host()  # raises DisallowedHost: 400
        response = answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["Server-Timing"] = f"total;dur={1000 * (perf_counter() - begin):.1f}"
        return response

    return guarded
