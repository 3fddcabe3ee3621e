"""What every answer carries: a strict Content-Security-Policy (no inline script or style), and no leaks."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse
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

LARGEST = 12_000_000
"""Bytes of a request: those of a file of corrections, and of the form round it."""


def sends_too_much(request: HttpRequest) -> bool:
    """Asked before anything reads what was sent, which would write it to this machine's disk."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdecimal() or int(length[:20]) > LARGEST


def refuse_large() -> HttpResponse:
    """In both languages, as the visitor's is not known yet."""
    most = LARGEST // 1_000_000
    return HttpResponse(
        f"<!doctype html><html lang='en'><meta charset='utf-8'><title>Backfile</title><h1>This is too much at once</h1>"
        f"<p>No more than {most} MB can be sent. Nothing was changed. `backfile corrections import` takes larger files.</p>"
        f"<h1 lang='zh'>提交的内容过大</h1><p lang='zh'>一次最多 {most} MB，未作任何更改。更大的文件请用 `backfile corrections import`。</p></html>",
        status=413,
    )


def guard(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware that adds HEADERS where a view has not set its own, and answers to the archive's own names only.

    `Server-Timing` (W3C) says how many milliseconds the answer took here: a browser's network panel shows them.
    Else another site could give its name this machine's address and read along (DNS rebinding).
    """

    def guarded(request: HttpRequest) -> HttpResponseBase:
        begin = perf_counter()
        request.get_host()  # raises DisallowedHost: 400
        response = refuse_large() if sends_too_much(request) else answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["Server-Timing"] = f"total;dur={1000 * (perf_counter() - begin):.1f}"
        return response

    return guarded


def prefer_language(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware by which the setting `interface_language` goes before the browser's languages; who chose one (a cookie) keeps it."""

    def preferred(request: HttpRequest) -> HttpResponseBase:
        if language := settings.BACKFILE_SETTINGS.interface_language:  # type: ignore[misc]
            request.META["HTTP_ACCEPT_LANGUAGE"] = language
        return answer(request)

    return preferred
