"""Pages and articles: how rightly folios, starts, ends, paragraphs, regions and reading order come out.

    python -m bench.pages [DIR] [--seeds 2] [--first 101] [--family NAME …] [--scanned] [--heldout]
                          [--contents truth|read] [--verbose] [--matrix]

DIR holds specimens (NAME.pdf with NAME.json); without it press makes them. `--contents truth` gives the cutting the true
contents, so that its own errors show; `read` runs the whole pipeline. Beside the reading order stands that of PDFium's own text
extraction in the same run.

  labels      pages whose label is right; where no folio is printed none is right, and on a page of an article inside the count
              the label that its neighbours imply (`printed` counts printed folios alone)
  start       true articles that are found (by entry or title) and whose first page is right; both: the last page too; extra: no
              counterpart
  paragraphs  true body paragraphs that come out as one paragraph (one letter in 25 may be misread)
  kinds       true captions, footnotes, sidebars, headings, references … that come out as one paragraph of their kind
              (`--matrix` prints what became of each kind: rows are true kinds, "within" is what came out joined with other text)
  jumps       articles parted by jump lines that have all of their pages and no other
  fields      abstracts, keywords, CLC, DOI … and each author's affiliation, references: right of those printed
  order       likeness of each page's text to the true one: 1 − edit distance / length, over letters only
  blocks      F1 of neighbouring lines: of all pairs of lines that follow one another in the truth, those that do here
  regions     precision and recall of an article's true lines by the boxes drawn for it, on pages that articles share
"""

from __future__ import annotations

import argparse
import difflib
import json
import tempfile
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pypdfium2
from msgspec.structs import replace

from backfile.engines import LazyEngine
from backfile.folding import loose
from backfile.model import Article, Box, Entry, Issue, Line, Page
from backfile.numerals import label_key, read_numeral, write_numeral
from backfile.pipeline import read, recognise
from backfile.readers import open_document
from backfile.settings import load_settings
from backfile.stages.articles import cut_articles
from backfile.stages.folios import map_folios
from backfile.stages.lines import read_lines

_FURNITURE = ("head/", "folio/", "furniture/")
_CONTENTS = ("c/", "c2/", "c-section/", "furniture/contents", "furniture/masthead", "masthead", "teaser")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--first", type=int, default=101, help="seed of the first issue of each family")
    parser.add_argument("--family", action="append", help="only this family (may be given again)")
    parser.add_argument("--scanned", action="store_true")
    parser.add_argument("--heldout", action="store_true")
    parser.add_argument("--contents", choices=("truth", "read"), default="truth")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--matrix", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or _make(Path(scratch), given)
        total = Counter[str]()
        for pdf in sorted(folder.glob("*.pdf")):
            if pdf.with_suffix(".json").exists():
                counts = measure(pdf, own_contents=given.contents == "read", verbose=given.verbose)
                print(f"{pdf.stem:34} {report(counts)}", flush=True)
                total.update(counts)
        print(f"{'all':34} {report(total)}")
        if given.matrix:
            print(matrix(total))


def _make(folder: Path, given: argparse.Namespace) -> Path:
    from press.families import families
    from press.specimen import make, save, wear

    for family in families().values():
        if (given.heldout and not family.held_out) or (given.family and family.name not in given.family):
            continue
        for seed in range(given.first, given.first + given.seeds):
            clean = make(family, seed)
            save(wear(clean, family) if given.scanned else clean, folder)
    return folder


def measure(pdf: Path, *, own_contents: bool, verbose: bool = False) -> Counter[str]:
    """Counts of what is right and of what there is, for one specimen."""
    truth = json.loads(pdf.with_suffix(".json").read_text("utf-8"))
    issue, seconds = _whole(pdf) if own_contents else _cut(pdf, truth)
    counts = Counter[str](pages=len(truth["pages"]))
    counts["microseconds"] = round(seconds * 1e6)
    _count_labels(issue, truth, counts, verbose)
    _count_articles(issue, truth, counts, verbose)
    _count_order(issue, truth, pdf, counts)
    return counts


def report(counts: Counter[str]) -> str:
    def share(right: str, all_: str) -> str:
        return f"{counts[right] / counts[all_]:.3f}" if counts[all_] else "  n/a"

    def f1(right: str, claimed: str, all_: str) -> str:
        both = counts[claimed] + counts[all_]
        return f"{2 * counts[right] / both:.3f}" if both else "  n/a"

    return (
        f"labels {share('labels', 'pages')}  printed {share('printed', 'folios')}  start {share('start', 'articles')}  both {share('both', 'articles')}  "
        f"extra {counts['extra']:2}  paragraphs {share('joined', 'paragraphs')}  kinds {share('kinds', 'others')}  "
        f"jumps {share('resumed', 'jumps')}  fields {share('fields_right', 'fields')}  blocks {f1('followed', 'following', 'follows')}  order {share('alike', 'letters')} "
        f"(pdfium {share('alike_pdfium', 'letters')})  regions {share('region_hits', 'region_claims')}/{share('region_hits', 'region_lines')}  "
        f"{counts['microseconds'] / max(counts['pages'], 1) / 1000:.1f} ms/page"
    )


def matrix(counts: Counter[str]) -> str:
    """True kinds of paragraphs against what they came out as, the most frequent first."""
    pairs = {
        tuple(name.removeprefix("kind ").split(" → ")): n for name, n in counts.items() if name.startswith("kind ")
    }
    lines = []
    for true in dict.fromkeys(one for one, _ in sorted(pairs)):
        row = sorted(((n, got) for (one, got), n in pairs.items() if one == true), reverse=True)
        lines.append(f"{true:10} " + "  ".join(f"{got} {n}" for n, got in row))
    return "\n".join(lines)


# ── reading ───────────────────────────────────────────────────────────────────────────────────────


def _whole(pdf: Path) -> tuple[Issue, float]:
    issue = read(pdf)
    wanted = ("lines", "folios", "articles")
    return issue, sum(step.seconds for step in issue.steps if step.stage in wanted)


def _cut(pdf: Path, truth: dict[str, Any]) -> tuple[Issue, float]:
    """The stages of this bench alone, on true contents; contents pages are those of the truth."""
    settings = load_settings()
    document = open_document(pdf, settings)
    pages = tuple(recognise(document, LazyEngine(settings), settings))
    source = document.source
    document.close()
    begin = time.perf_counter()
    issue = map_folios(read_lines(Issue(pages=pages, source=source)))
    elapsed = time.perf_counter() - begin
    entries = tuple(msgspec.convert(entry, Entry) for entry in truth["contents"])
    taken = tuple(_taken(page, true) for page, true in zip(issue.pages, truth["pages"], strict=True))
    issue = replace(issue, contents=entries, pages=taken)
    begin = time.perf_counter()
    issue = cut_articles(issue)
    return issue, elapsed + time.perf_counter() - begin


def _taken(page: Page, true: dict[str, Any]) -> Page:
    """A page as the contents and masthead stages leave it: the lines that are theirs are taken."""
    boxes = [Box(*box) for _, box, path in true.get("lines", []) if path.startswith(_CONTENTS)]
    if not boxes:
        return page
    lines = tuple(
        replace(line, of="contents/0/title") if line.of is None and _is_among(line, boxes) else line
        for line in page.lines
    )
    return replace(page, kind="contents" if true["kind"] == "contents" else page.kind, lines=lines)


def _is_among(line: Line, boxes: list[Box]) -> bool:
    return line.box is not None and any(box.covers(line.box) > 0.4 or line.box.covers(box) > 0.6 for box in boxes)


# ── counting ──────────────────────────────────────────────────────────────────────────────────────


def _count_labels(issue: Issue, truth: dict[str, Any], counts: Counter[str], verbose: bool) -> None:
    labels = {page.number: page.label for page in issue.pages}
    implied = _implied(truth)
    for page in truth["pages"]:
        got, want = label_key(labels.get(page["number"]) or ""), label_key(page["label"] or "")
        right = got == want or (not want and got == implied.get(page["number"]))
        counts["labels"] += right
        counts["folios"] += bool(want)
        counts["printed"] += bool(want) and got == want
        if verbose and not right:
            print(f"    label of page {page['number']}: {got}, true {want} ({page['kind']})")


def _implied(truth: dict[str, Any]) -> dict[int, str]:
    """Labels of unprinted pages inside the count: where an article stands and a neighbour's label goes on to it."""
    used = {number for article in truth["articles"] for number in article["pages"]}
    runs = {}
    for page in truth["pages"]:
        if page["label"] and (numeral := read_numeral(page["label"])):
            runs[page["number"]] = numeral.system, numeral.value - page["number"]
    implied = {}
    for number in used - set(runs):
        if near := runs.get(number + 1) or runs.get(number - 1):
            implied[number] = label_key(write_numeral(near[0], number + near[1], like="十"))
    return implied


def _count_articles(issue: Issue, truth: dict[str, Any], counts: Counter[str], verbose: bool) -> None:
    matched, extra = _paired(issue.articles, truth["articles"])
    jumping = _jumping(truth)
    counts["extra"] += extra
    for article, true in matched:
        counts["articles"] += 1
        pages = list(article.pages) if article else []
        start = pages[:1] == true["pages"][:1]
        counts["start"] += start
        counts["both"] += start and pages[-1:] == true["pages"][-1:]
        if verbose and pages != true["pages"]:
            print(f"    pages of {true['title'][:40]}: {pages}, true {true['pages']}")
        _count_paragraphs(article, true, counts, verbose)
        _count_kinds(article, true, counts, verbose)
        _count_matrix(article, true, counts)
        _count_fields(article, true, counts, verbose)
        if true["id"] in jumping or _name_of(true, truth) in jumping:
            counts["jumps"] += 1
            counts["resumed"] += pages == true["pages"]
    _count_regions(matched, truth, counts)


def _paired(
    articles: tuple[Article, ...], true: list[dict[str, Any]]
) -> tuple[list[tuple[Article | None, dict[str, Any]]], int]:
    left = list(articles)
    pairs: list[tuple[Article | None, dict[str, Any]]] = []
    entered = {article.entry: article for article in articles if article.entry}
    for one in true:
        named = entered.get(one["entry"]) if one.get("entry") else None
        if named in left and _alike(named, one) >= 0.5:
            left.remove(named)
            pairs.append((named, one))
            continue
        best = max(
            left, key=lambda other: (_alike(other, one), other.pages[:1] == tuple(one["pages"][:1])), default=None
        )
        if best is not None and _alike(best, one) >= 0.9:
            left.remove(best)
            pairs.append((best, one))
        else:
            pairs.append((None, one))
    return pairs, len(left)


def _alike(article: Article, true: dict[str, Any]) -> float:
    """Likeness of titles, with and without their subtitles."""
    own, other = loose(article.title), loose(true["title"])
    if own == other:
        return 1.0
    own, other = loose(article.title + (article.subtitle or "")), loose(true["title"] + (true.get("subtitle") or ""))
    return difflib.SequenceMatcher(None, own, other, autojunk=False).ratio()


def _count_paragraphs(article: Article | None, true: dict[str, Any], counts: Counter[str], verbose: bool) -> None:
    texts = {loose(paragraph.text) for paragraph in article.paragraphs} if article else set()
    for paragraph in true["paragraphs"]:
        if paragraph.get("kind", "body") == "body":
            counts["paragraphs"] += 1
            joined = _is_joined(loose(paragraph["text"]), texts)
            counts["joined"] += joined
            if verbose and not joined:
                print(
                    f"    paragraph on page {paragraph.get('page')}: {paragraph['text'][:60]} … {paragraph['text'][-30:]}"
                )


def _count_kinds(article: Article | None, true: dict[str, Any], counts: Counter[str], verbose: bool) -> None:
    texts: dict[str, set[str]] = {}
    for paragraph in article.paragraphs if article else ():
        texts.setdefault(paragraph.kind, set()).add(loose(paragraph.text))
    for paragraph in true["paragraphs"]:
        kind = paragraph.get("kind", "body")
        if kind not in ("body", "abstract"):
            counts["others"] += 1
            right = _is_joined(loose(paragraph["text"]), texts.get(kind, set()))
            counts["kinds"] += right
            if verbose and not right:
                print(f"    {kind} on page {paragraph.get('page')}: {paragraph['text'][:60]}")


def _count_matrix(article: Article | None, true: dict[str, Any], counts: Counter[str]) -> None:
    """What each true paragraph came out as: a whole one of some kind, `within` another, `lost` (in pieces, or nowhere)."""
    mine = [(loose(one.text), one.kind) for one in article.paragraphs] if article else []
    for paragraph in true["paragraphs"]:
        kind, wanted = paragraph.get("kind", "body"), loose(paragraph["text"])
        whole = {got for text, got in mine if _is_joined(wanted, {text})}
        within = any(wanted in text for text, _ in mine)
        got = kind if kind in whole else min(whole) if whole else "within" if within else "lost"
        counts[f"kind {kind} → {got}"] += kind != "abstract"


_FIELDS = (
    "abstract", "alternative_title", "alternative_abstract", "clc", "doi", "article_number", "document_code", "received", "funding",
    "correspondence",
)  # fmt: skip


def _count_fields(article: Article | None, true: dict[str, Any], counts: Counter[str], verbose: bool) -> None:
    """Each printed field; keywords and references as wholes, an affiliation for each author who has one."""

    def count(name: str, right: bool) -> None:
        counts["fields"] += 1
        counts["fields_right"] += right
        if verbose and not right:
            print(f"    {name} of {true['title'][:40]}")

    for name in _FIELDS:
        if want := true.get(name):
            got = loose(getattr(article, name, None) or "")
            count(
                name,
                _is_joined(loose(want), {got}) or (name == "correspondence" and got in loose(want) and len(got) > 6),
            )
    for name in ("keywords", "alternative_keywords"):
        if want := true.get(name):
            count(name, [loose(one) for one in getattr(article, name, ())] == [loose(one) for one in want])
    if want := true.get("references"):
        listed = {loose(one.text) for one in article.references} if article else set()
        count("references", sum(_is_joined(loose(one["text"]), listed) for one in want) >= 0.95 * len(want))
    places = {loose(one.name): loose(one.affiliation or "") for one in article.contributors} if article else {}
    for one in true["contributors"]:
        if one.get("affiliation"):
            count(f"affiliation of {one['name']}", places.get(loose(one["name"])) == loose(one["affiliation"]))


def _jumping(truth: dict[str, Any]) -> set[str]:
    """What the truth calls the articles that jump lines part."""
    paths = [path for page in truth["pages"] for _, _, path in page.get("lines", [])]
    return {path.split("/")[1] for path in paths if path.startswith("a/") and path.endswith("/jump-back")}


def _name_of(true: dict[str, Any], truth: dict[str, Any]) -> str:
    """The name in line paths of an article of the truth."""
    names = Counter(
        path.split("/")[1]
        for page in truth["pages"]
        for _, box, path in page.get("lines", [])
        if path.startswith("a/") and any(_inside(Box(*box), region, page["number"]) for region in true["regions"])
    )
    return names.most_common(1)[0][0] if names else ""


def _is_joined(wanted: str, texts: set[str]) -> bool:
    """Whether a paragraph is among `texts`; a letter in twenty-five may be misread, but none of another paragraph added."""
    if wanted in texts:
        return True
    return any(
        abs(len(text) - len(wanted)) <= 0.03 * len(wanted) + 1
        and difflib.SequenceMatcher(None, text, wanted, autojunk=False).ratio() >= 0.96
        for text in texts
    )


def _count_regions(
    matched: list[tuple[Article | None, dict[str, Any]]], truth: dict[str, Any], counts: Counter[str]
) -> None:
    """On pages with lines of two articles or more: lines inside an article's boxes, against lines that are its own."""
    owner = {}
    for page in truth["pages"]:
        for text, box, path in page.get("lines", []):
            if path.startswith("a/"):
                owner[page["number"], tuple(box)] = (path.split("/")[1], text)
    shared = {
        number
        for number in {page for page, _ in owner}
        if len({name for (page, _), (name, _) in owner.items() if page == number}) > 1
    }
    for article, true in matched:
        names = Counter(
            name
            for (page, box), (name, _) in owner.items()
            if any(_inside(Box(*box), region, page) for region in true["regions"])
        )
        if not names:
            continue
        own = names.most_common(1)[0][0]
        for (page, box), (name, _) in owner.items():
            if page not in shared:
                continue
            claimed = article is not None and any(
                region.page == page and region.box.covers(Box(*box)) > 0.5 for region in article.regions
            )
            counts["region_lines"] += name == own
            counts["region_claims"] += claimed
            counts["region_hits"] += claimed and name == own


def _inside(box: Box, region: dict[str, Any], page: int) -> bool:
    return region["page"] == page and Box(*region["box"]).covers(box) > 0.9


def _count_order(issue: Issue, truth: dict[str, Any], pdf: Path, counts: Counter[str]) -> None:
    document = pypdfium2.PdfDocument(pdf)
    pages = {page.number: page for page in issue.pages}
    for page in truth["pages"]:
        wanted = loose("".join(text for text, _, path in page.get("lines", []) if not path.startswith(_FURNITURE)))
        if not wanted:
            continue
        mine = [line for line in pages[page["number"]].lines if line.role not in ("folio", "running-head", "furniture")]
        _count_followers(mine, page["lines"], counts)
        text = document[page["number"] - 1].get_textpage().get_text_bounded()
        counts["letters"] += len(wanted)
        counts["alike"] += _common(loose("".join(line.text for line in mine)), wanted)
        counts["alike_pdfium"] += _common(loose(text), wanted)


def _count_followers(mine: list[Line], true: list[list[Any]], counts: Counter[str]) -> None:
    """Pairs of neighbouring lines. A line is known by where its middle lies among the true ones."""
    boxes = [Box(*box) for _, box, path in true if not path.startswith(_FURNITURE)]
    order = [at for line in mine if (at := _place_among(line, boxes)) is not None]
    order = [at for at, before in zip(order, [None, *order], strict=False) if at != before]
    counts["follows"] += max(0, len(boxes) - 1)
    counts["following"] += max(0, len(order) - 1)
    counts["followed"] += sum(after == before + 1 for before, after in pairwise(order))


def _place_among(line: Line, boxes: list[Box]) -> int | None:
    if line.box is None:
        return None
    x, y = line.box.center
    within = [at for at, box in enumerate(boxes) if box.left <= x <= box.right and box.top <= y <= box.bottom]
    return within[0] if within else None


def _common(text: str, wanted: str) -> int:
    """Letters of `wanted` that stand in the right order in `text`, less what is too much there."""
    matches = sum(
        block.size for block in difflib.SequenceMatcher(None, text, wanted, autojunk=False).get_matching_blocks()
    )
    return max(0, matches - max(0, len(text) - len(wanted)) // 2)


if __name__ == "__main__":
    main()
