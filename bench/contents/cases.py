"""What is measured: the project's own texts, the seed and corpus beside the checkout, specimens from press."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from backfile.engines import LazyEngine
from backfile.model import Issue
from backfile.pipeline import renumber
from backfile.readers import open_document
from backfile.recognition import recognise_page
from backfile.settings import load_settings
from backfile.stages import folios, lines, masthead

HERE = Path(__file__).resolve().parents[1]
SHARED = HERE.parents[1] / "shared"


class Case(NamedTuple):
    """One issue: its file, its gold record, and the groups that it counts in."""

    name: str
    group: str
    periodical: str
    language: str
    layout: str
    kind: str
    path: Path
    gold: dict[str, Any] | None


def find_cases(press: Path | None = None, *, heldout: bool = True) -> Iterator[Case]:
    """All cases that are there; what stands beside the checkout is left out where it is absent."""
    yield from _texts("dev")
    if heldout:
        yield from _texts("heldout")
    yield from _corpus()
    if press is not None:
        yield from _specimens(press)


def _texts(part: str) -> Iterator[Case]:
    for path in sorted((HERE / "texts" / part).glob("*.txt")):
        gold = _load(path.with_suffix(".json"))
        entries = (gold or {}).get("contents") or [{}]
        language = str(entries[0].get("language") or path.stem.split("-")[0].replace("neg", "none"))[:2]
        layout = "no contents" if path.stem.startswith("neg-") else _layout(gold)
        yield Case(path.stem, f"texts/{part}", path.stem, language, layout, "text", path, gold)


def _layout(gold: dict[str, Any] | None) -> str:
    traits = (gold or {}).get("traits") or []
    return next((str(trait) for trait in traits if str(trait).startswith("page")), "page unsaid")


def _corpus() -> Iterator[Case]:
    seed = SHARED / "seed" / "zgkjcy-2023-06.txt"
    if seed.exists():
        yield Case("seed", "seed", "zgkjcy", "zh", "as printed", "text", seed, _load(seed.with_suffix(".gold.json")))
    for path in sorted((SHARED / "corpus" / "contents").glob("*.txt")):
        periodical, _, layout = path.stem.partition("__")
        gold = _load(path.with_suffix(".json"))
        if gold is None and not path.stem.startswith("ly"):
            continue
        yield Case(
            path.stem, "corpus", periodical, "zh", layout or "as printed", "text", path, gold or {"contents": []}
        )
    for path in sorted((SHARED / "corpus" / "issues").glob("ltnews*.pdf")):
        yield Case(
            path.stem, "corpus", "ltnews", "en", "two columns", "born-digital", path, _load(path.with_suffix(".json"))
        )


def _specimens(folder: Path) -> Iterator[Case]:
    for path in sorted(folder.glob("*.pdf")):
        gold = _load(path.with_suffix(".json"))
        if gold is None:
            continue
        made = gold["press"]
        kind = "scan" if made["scanned"] else "born-digital"
        group = "press/held out" if made["held_out"] else "press/train"
        yield Case(path.stem, group, made["family"], str(made["language"])[:2], made["family"], kind, path, gold)


def _load(path: Path) -> dict[str, Any] | None:
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def read_issue(path: Path) -> Issue:
    """The issue up to the contents stage."""
    settings = load_settings()
    document = open_document(path, settings)
    try:
        engine, source = LazyEngine(settings), document.source
        pages = [
            page
            for number in range(1, len(document) + 1)
            for page in recognise_page(document, number, engine, settings)
        ]
    finally:
        document.close()
    issue = Issue(source=source, pages=renumber(tuple(pages)))
    for stage in (lines.read_lines, folios.map_folios, masthead.read_masthead):
        issue = stage(issue)
    return issue
