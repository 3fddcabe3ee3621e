"""`python -m tests.standards [PART …]`: run the tests that prove the rows, and write docs/standards.md.

With parts ("citations", "OAI") only the rows whose part or standard holds one of the words are run anew; the others stay as
they are on the page.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from datetime import UTC, datetime

import pytest

from . import PAGE, ROOT, Row, name_validator, rows

HEAD = """# Standards

What Backfile speaks, and who says that it speaks it right: each row is proven by tests in which a program or schema that we did
not write reads or judges what Backfile made. This page is written by `make standards`, which runs those tests; *skipped* means
that something they need is not on the machine that ran them.

| part | standard | where | proven by | result | date |
|---|---|---|---|---|---|
"""
_CELLS = re.compile(r"(?<!\\)\|")


class Outcomes:
    """A pytest plugin that remembers what came of each test, by name without parameters."""

    def __init__(self) -> None:
        self.found: dict[str, set[str]] = defaultdict(set)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            self.found[report.nodeid.partition("[")[0]].add(report.outcome)


def result(outcomes: dict[str, set[str]], row: Row) -> str:
    """ "passed" only when every test of the row ran and passed."""
    each = [outcomes.get(name, {"missing"}) for name in row.tests]
    seen = set().union(*each)
    for bad in ("failed", "missing"):
        if bad in seen:
            return f"**{bad}**"
    if seen == {"passed"}:
        return "passed"
    return "skipped" if "passed" not in seen else "passed in part, rest skipped"


def key(row: Row) -> str:
    return f"{row.part} | {row.standard}"


def cells(row: Row, outcome: str, date: str) -> str:
    proof = "; ".join(name_validator(validator) for validator in row.validators)
    return f"| {row.part} | {row.standard} | {row.where} | {proof} | {outcome} | {date} |"


def read_page() -> dict[str, str]:
    """The lines of the page as it is, by part and standard."""
    lines = PAGE.read_text("utf-8").splitlines() if PAGE.exists() else []
    found = {}
    for line in lines:
        parts = [part.strip() for part in _CELLS.split(line)]
        if len(parts) == 8:
            found[f"{parts[1]} | {parts[2]}"] = line
    return found


def main(words: list[str]) -> int:
    """Returns 0 when every row that was run passed or was skipped."""
    known = rows()
    wanted = [row for row in known if not words or any(word.lower() in key(row).lower() for word in words)]
    outcomes = Outcomes()
    names = sorted({name for row in wanted for name in row.tests})
    pytest.main(["-q", "-p", "no:cacheprovider", *names], plugins=[outcomes])
    today = datetime.now(UTC).date().isoformat()
    before = read_page()
    results = {key(row): result(outcomes.found, row) for row in wanted}
    lines = [
        cells(row, results[key(row)], today) if key(row) in results else before.get(key(row), cells(row, "not run", ""))
        for row in known
    ]
    PAGE.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    print(f"{PAGE.relative_to(ROOT)}: {len(wanted)} of {len(known)} rows run anew")
    return int(any("*" in outcome for outcome in results.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
