"""Scores issue records against true ones: contents, articles, printed page labels, paragraphs, regions.

    python -m bench.score PREDICTED TRUTH [--json]

PREDICTED and TRUTH are two records, or two folders of records with the same file names. A record is JSON in the
contract `backfile/issue/1`; only the parts that TRUTH has are scored. Definitions (docs/benchmark.md gives the reasons):

    entry         title with subtitle AND page agree (F1 over entries; micro over all, macro over issues)
    whole         title, subtitle, names of authors in order, section and page all agree
    found         true articles whose title (with subtitle, or alone; or 0.9 alike) is among the predicted ones
    start         … and whose first page number agrees
    start+end     … and whose last page number agrees too
    extra         predicted articles left over
    labels        pages whose printed label agrees; a page without one must have none
    paragraphs    true paragraphs found whole among the predicted ones of the same issue
    regions       F1 of article area by page (share of the page, measured on a raster of 100 × 100)

Text is compared after NFKC and case folding, without white space, punctuation, symbols and marks of control; page labels
without leading zeros.
"""

from __future__ import annotations

import argparse
import difflib
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

Record = Mapping[str, Any]
NOT_AUTHORS = frozenset({"translator", "photographer", "illustrator", "editor", "interviewee"})
_ALIKE = 0.9
_RASTER = 100


class Tally(NamedTuple):
    """`hits` of `truth` wanted and `predicted` offered."""

    hits: int = 0
    truth: int = 0
    predicted: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.hits / (self.truth + self.predicted) if self.truth + self.predicted else 1.0

    @property
    def recall(self) -> float:
        return self.hits / self.truth if self.truth else 1.0

    def plus(self, other: Tally) -> Tally:
        return Tally(*(a + b for a, b in zip(self, other, strict=True)))


RECALLED = ("found", "start", "start+end", "labels", "paragraphs")


def fold(text: str | None) -> str:
    """What of `text` is compared."""
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    return "".join(letter for letter in folded if unicodedata.category(letter)[0] not in "ZPSC")


def fold_label(label: str | None) -> str:
    """A printed page label for comparison; empty when there is none."""
    folded = fold(None if label is None else str(label))
    return folded.lstrip("0") or folded


def score(predicted: Record, truth: Record) -> dict[str, Tally]:
    """Tallies by measure, for those parts that `truth` has."""
    tallies = score_contents(predicted, truth) if "contents" in truth else {}
    if truth.get("articles"):
        tallies |= score_articles(predicted, truth)
    if truth.get("pages"):
        tallies["labels"] = score_labels(predicted, truth)
    return tallies


def score_contents(predicted: Record, truth: Record) -> dict[str, Tally]:
    """`entry` and `whole`; entries agree or don't, so counting equal ones is an exact matching."""
    wanted, offered = list(_entries(truth)), list(_entries(predicted))
    return {"entry": _equal([e[:2] for e in offered], [e[:2] for e in wanted]), "whole": _equal(offered, wanted)}


def score_articles(predicted: Record, truth: Record) -> dict[str, Tally]:
    """`found`, `start`, `start+end` (recall; `predicted` counts all articles offered), `paragraphs`, `regions`."""
    offered = list(predicted.get("articles") or [])
    pairs = list(_pair(offered, truth["articles"]))
    found = [(p, t) for p, t in pairs if p is not None]
    starts = [(p, t) for p, t in found if _pages(p)[:1] == _pages(t)[:1]]
    both = [(p, t) for p, t in starts if _pages(t) and _pages(p)[-1:] == _pages(t)[-1:]]
    counts = {"found": found, "start": starts, "start+end": both}
    tallies = {name: Tally(len(hits), len(pairs), len(offered)) for name, hits in counts.items()}
    if any(article.get("paragraphs") for article in truth["articles"]):
        tallies["paragraphs"] = _equal(_paragraphs(predicted), _paragraphs(truth))
    if any(article.get("regions") for article in truth["articles"]):
        tallies["regions"] = _area(pairs, offered)
    return tallies


def score_labels(predicted: Record, truth: Record) -> Tally:
    """`labels`: pages of `truth` whose label agrees."""
    labels = {page["number"]: fold_label(page.get("label")) for page in predicted.get("pages") or []}
    hits = sum(labels.get(page["number"]) == fold_label(page.get("label")) for page in truth["pages"])
    return Tally(hits, len(truth["pages"]), len(labels))


def _entries(record: Record) -> Iterator[tuple[str, str, str, tuple[str, ...], str]]:
    for entry in record.get("contents") or []:
        names = [c["name"] for c in entry.get("contributors") or [] if c.get("role") not in NOT_AUTHORS]
        title, subtitle = entry.get("title") or "", entry.get("subtitle") or ""
        page = fold_label(entry.get("page"))
        yield fold(title + subtitle), page, fold(title), tuple(map(fold, names)), fold(entry.get("section"))


def _equal(offered: Iterable[Any], wanted: Iterable[Any]) -> Tally:
    left, right = Counter(offered), Counter(wanted)
    return Tally(sum((left & right).values()), right.total(), left.total())


def _pair(offered: Sequence[Record], wanted: Sequence[Record]) -> Iterator[tuple[Record | None, Record]]:
    """Each true article with the predicted one most like it, if any is enough so; of equals the one that starts alike."""
    left = list(offered)
    for article in wanted:
        best = max(left, key=lambda p: (_alike(p, article), _pages(p)[:1] == _pages(article)[:1]), default=None)
        if best is not None and _alike(best, article) >= _ALIKE:
            left.remove(best)
            yield best, article
        else:
            yield None, article


def _alike(one: Record, two: Record) -> float:
    first, second = _titles(one), _titles(two)
    if any(a == b for a, b in zip(first, second, strict=True)):
        return 1.0
    return difflib.SequenceMatcher(None, first[0], second[0], autojunk=False).ratio()


def _titles(article: Record) -> tuple[str, str]:
    title = article.get("title") or ""
    return fold(title + (article.get("subtitle") or "")), fold(title)


def _pages(article: Record) -> list[int]:
    return sorted(article.get("pages") or [])


def _paragraphs(record: Record) -> list[str]:
    texts = [fold(p["text"]) for article in record.get("articles") or [] for p in article.get("paragraphs") or []]
    return [text for text in texts if text]


def _area(pairs: Sequence[tuple[Record | None, Record]], offered: Sequence[Record]) -> Tally:
    """Raster cells that both give to an article; cells of articles without a partner count as missed or extra."""
    hits = sum(len(_cells(p) & _cells(t)) for p, t in pairs if p is not None)
    return Tally(hits, sum(len(_cells(t)) for _, t in pairs), sum(len(_cells(p)) for p in offered))


def _cells(article: Record) -> set[tuple[int, int, int]]:
    cells = set()
    for region in article.get("regions") or []:
        left, top, right, bottom = (round(edge * _RASTER) for edge in region["box"])
        cells |= {(region["page"], x, y) for x in range(left, right) for y in range(top, bottom)}
    return cells


def pair_files(predicted: Path, truth: Path) -> list[tuple[Path, Path]]:
    """(predicted, true) records: two files, or all records of a folder of truths that hold any truth."""
    if truth.is_file():
        return [(predicted, truth)]
    return [(predicted / path.name, path) for path in sorted(truth.glob("*.json"))]


def load(path: Path) -> Record:
    """A record; an empty one, with a word on standard error, where there is none to be read."""
    try:
        found: Record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        print(f"no record: {path}: {error}", file=sys.stderr)
        return {}
    return found


def summarise(rows: Sequence[Mapping[str, Tally]]) -> dict[str, float]:
    """Each measure over all issues: micro for all, and macro for the two of the contents."""
    names = dict.fromkeys(name for row in rows for name in row)
    sums = {name: _sum(row[name] for row in rows if name in row) for name in names}
    figures = {name: tally.recall if name in RECALLED else tally.f1 for name, tally in sums.items()}
    for name in ("entry", "whole"):
        scored = [row[name].f1 for row in rows if name in row]
        if scored:
            figures[f"{name} macro"] = sum(scored) / len(scored)
    if "found" in sums:
        figures["extra"] = sums["found"].predicted - sums["found"].hits
    return {name: round(figure, 4) for name, figure in figures.items()}


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total = total.plus(tally)
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("predicted", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON object with all figures")
    chosen = parser.parse_args()
    named = {path.stem: score(load(read), load(path)) for read, path in pair_files(chosen.predicted, chosen.truth)}
    figures = {name: summarise([tallies]) for name, tallies in named.items()} | {"all": summarise(list(named.values()))}
    if chosen.json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    for name, row in figures.items():
        print("  ".join(f"{key} {value:g}" for key, value in row.items()), "", name)


if __name__ == "__main__":
    main()
