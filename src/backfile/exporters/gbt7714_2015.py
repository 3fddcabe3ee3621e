"""Formatted references by GB/T 7714-2015, which theses and journals still ask for; the rules are told in `gbt7714`."""

from __future__ import annotations

from . import gbt7714
from ._citation import Citation, references

NAME = "GB/T 7714-2015 references"
SUFFIX = ".txt"


def format_reference(citation: Citation) -> str:
    """As in `gbt7714`, by the older edition."""
    return gbt7714.format_reference(citation, "2015")


export = references(format_reference)
