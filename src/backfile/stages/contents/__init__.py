"""Placeholder until the stage lands."""

from ...model import Issue

VERSION = "0"


def read_contents(issue: Issue) -> Issue:
    return issue
