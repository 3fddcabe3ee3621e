"""Prove that each gold value stands in its text; exit 1 and name the value when one does not.

    python bench/texts/check.py

Compared as the scorer compares: NFKC, case folded, without white space, punctuation and symbols. Values a person repaired
(OCR noise) are listed in the record's `repaired` and need not stand there.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "ZPSC")


def gold_values(entry: dict[str, Any]) -> Iterator[str]:
    """Every printed value of one entry of a record."""
    for key in ("title", "subtitle", "alternative_title", "section", "page", "page_end"):
        if entry[key]:
            yield entry[key]
    for contributor in entry["contributors"]:
        yield contributor["name"]
        if contributor["affiliation"]:
            yield contributor["affiliation"]


def missing_values(record_path: Path) -> list[str]:
    """The gold values of a record that its text does not hold."""
    record = json.loads(record_path.read_text(encoding="utf-8"))
    text = fold(record_path.with_suffix(".txt").read_text(encoding="utf-8"))
    repaired = record.get("repaired", [])
    values = [value for entry in record["contents"] for value in gold_values(entry)]
    return [value for value in values if value not in repaired and fold(value) not in text]


def main() -> int:
    paths = sorted(HERE.glob("*/*.json"))
    faults = [f"{path.parent.name}/{path.stem}: {value}" for path in paths for value in missing_values(path)]
    print("\n".join(faults) or f"{len(paths)} records agree with their texts")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
