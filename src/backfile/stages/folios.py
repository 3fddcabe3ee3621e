"""Placeholder until the stage lands."""

from ..model import Issue

VERSION = "0"


def map_folios(issue: Issue) -> Issue:
    return issue
