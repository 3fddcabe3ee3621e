"""Protocols: what machines speak with the reading room. One module (or package) per protocol, each with

    NAME: str                          what it is called in tables
    PROTOCOL: str                      where its rules stand: name and version of the standard, or an address
    urlpatterns: list[URLPattern]      its addresses, from the root of the site

and nothing else needs to know of it: the map in urls.py takes what `addresses` finds. A module whose name begins with an
underscore is no protocol but something that several share.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from ...plugins import modules


def addresses() -> list[URLPattern | URLResolver]:
    """The addresses of all protocols, in the order of their names."""
    return [pattern for module in modules(__name__).values() for pattern in module.urlpatterns]
