"""The masthead: which periodical this is, and which issue of it.

Every line that may say so is weighed by its place (cover, contents, colophon, running head: `sites`) and its form
(`designations`, `titles`, `imprint`, `backfile.identifiers`); all become `readings`. The values with most weight win and
contradictions become doubts (`choice`); what is not printed is inferred with a doubt that says from what (`inference`).
"""

from __future__ import annotations

from msgspec.structs import replace

from ...identifiers import issue_id
from ...model import Issue
from .choice import choose, write
from .designations import read_designation
from .inference import infer
from .marking import mark_lines
from .readings import collect, find_codes
from .script import simplify_title
from .sites import find_sites

VERSION = "1"


def read_masthead(issue: Issue) -> Issue:
    """`periodical`, `issue` and `id`, with evidence and doubts; lines that say nothing else get their `of`.

    A title that is already there was given by the user and stays; then only `title_as_printed` is read.
    """
    given = issue.periodical.title
    sites = find_sites(issue)
    facts = {site.order: read_designation(site.text) for site in sites}
    codes = find_codes(issue, sites)
    readings = collect(issue, sites, facts, codes)
    chosen, doubts = choose(readings)
    issue = infer(write(issue, chosen, doubts), codes, sites)
    issue = simplify_title(issue) if not given else replace(issue, periodical=replace(issue.periodical, title=given))
    issue = replace(issue, id=issue_id(issue.periodical, issue.issue, issue.source))
    return mark_lines(issue, sites, readings, chosen, facts)
