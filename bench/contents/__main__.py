"""python -m bench.contents: every figure on contents pages in one run, ours beside two naive baselines."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import mean, median
from typing import Annotated, NamedTuple

import typer

from backfile.record import to_builtins
from backfile.stages.contents import find_entries
from backfile.stages.contents.confidence import measure, probability
from backfile.stages.contents.proof import prove

from .baselines import read_page_first, read_page_last
from .calibration import Judged, calibration_error, draw, fit, left_out, reliability
from .cases import Case, find_cases, read_issue
from .scoring import Score, f1, right, rows, score


class Result(NamedTuple):
    case: Case
    ours: Score
    first: Score
    last: Score
    judged: tuple[Judged, ...]
    said: tuple[float, ...]
    seconds: float


def measure_case(case: Case) -> Result:
    issue = read_issue(case.path)
    gold = rows(case.gold or {})
    begin = time.perf_counter()
    parts = find_entries(issue)
    read = prove(issue, parts)
    seconds = time.perf_counter() - begin
    ours = rows(to_builtins(read))
    texts = [line.text for page in issue.pages if len(issue.pages) == 1 or page.number <= 6 for line in page.lines]
    features = [item for _, found in parts for item in measure(found)]
    judged = tuple(Judged(case.periodical, tuple(f), r) for f, r in zip(features, right(ours, gold), strict=True))
    said = tuple(probability(item) for item in features)
    return Result(
        case,
        score(ours, gold),
        score(read_page_first(texts), gold),
        score(read_page_last(texts), gold),
        judged,
        said,
        seconds,
    )


def table(results: Sequence[Result], title: str, key: Callable[[Case], str]) -> None:
    """Micro and macro F1 by group, ours and the better of the two baselines."""
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        groups[key(result.case)].append(result)
    print(
        f"\n{title:28} issues entries |  entry micro macro |  whole micro macro | naive first entry/whole | naive last entry/whole"
    )
    for name, members in sorted(groups.items()):
        ours = [member.ours for member in members]
        first, last = [member.first for member in members], [member.last for member in members]
        print(
            f"{name[:28]:28} {len(members):6} {sum(s.gold for s in ours):7} |  {micro(ours, 'entry'):11.3f} {mean(s.entry_f1 for s in ours):.3f} "
            f"|  {micro(ours, 'whole'):11.3f} {mean(s.whole_f1 for s in ours):.3f} |     {micro(first, 'entry'):.3f} / {micro(first, 'whole'):.3f}      "
            f"|     {micro(last, 'entry'):.3f} / {micro(last, 'whole'):.3f}"
        )


def micro(scores: Iterable[Score], which: str) -> float:
    counted = list(scores)
    return f1(sum(getattr(s, which) for s in counted), sum(s.read for s in counted), sum(s.gold for s in counted))


def errors(results: Sequence[Result]) -> None:
    """Kinds of error, worst first, with the issues that show them (held-out issues are counted, not named)."""
    kinds: Counter[str] = Counter()
    where: dict[str, list[str]] = defaultdict(list)
    for result in results:
        kinds.update(result.ours.errors)
        for kind in result.ours.errors:
            where[kind].append("(held out)" if "held" in result.case.group else result.case.name)
    print("\nerrors by kind, worst first")
    for kind, count in kinds.most_common():
        names = list(dict.fromkeys(where[kind]))
        print(f"  {count:4}  {kind:26} {', '.join(names[:6])}{' …' if len(names) > 6 else ''}")


def calibration(results: Sequence[Result], charts: Path | None) -> None:
    for name, chosen in (("development", False), ("held out", True)):
        members = [result for result in results if ("held" in result.case.group) == chosen]
        said = [p for result in members for p in result.said]
        seen = [item.right for result in members for item in result.judged]
        if not said:
            continue
        bins = reliability(said, seen)
        sure = [r for p, r in zip(said, seen, strict=True) if p >= 0.95]
        print(
            f"\ncalibration, {name}: ECE {calibration_error(bins):.3f} over {len(said)} entries; said ≥ .95: {len(sure)}, right {mean(sure) if sure else 0:.4f}"
        )
        for part in bins:
            print(f"  {part.low:.1f}–{part.high:.1f}  {part.entries:5}  said {part.said:.3f}  seen {part.seen:.3f}")
        if charts:
            draw(
                bins,
                charts / f"contents-reliability-{name.replace(' ', '-')}.png",
                f"Contents entries, {name}: said and seen",
            )


def main(
    press: Annotated[
        Path | None, typer.Option(help="Folder of press specimens (python -m press corpus --out …).")
    ] = None,
    charts: Annotated[Path | None, typer.Option(help="Folder for the reliability diagrams, e.g. docs/figures.")] = None,
    fitting: Annotated[
        bool, typer.Option("--fit", help="Print weights for confidence.py, fitted on development cases.")
    ] = False,
    heldout: Annotated[bool, typer.Option(help="Count the held-out texts in.")] = True,
) -> None:
    """Print the whole report."""
    results = [measure_case(case) for case in find_cases(press, heldout=heldout)]
    table(results, "by set", lambda case: case.group)
    # Held-out texts count in totals only: a table by layout would tell what they are like.
    shown = [result for result in results if result.case.group != "texts/heldout"]
    table(shown, "by language", lambda case: f"{case.language}")
    table(shown, "by kind of source", lambda case: case.kind)
    table(shown, "by layout family", lambda case: case.layout)
    table([r for r in results if r.case.group == "corpus"], "corpus, by periodical", lambda case: case.periodical)
    errors(shown)
    calibration(results, charts)
    seen = [item for result in results if "held" not in result.case.group for item in result.judged]
    bins = reliability(left_out(seen), [item.right for item in seen])
    print(f"\nleave one periodical out: ECE {calibration_error(bins):.3f} (weights refitted without it)")
    print(f"\ncontents stage: median {1000 * median(result.seconds for result in results):.1f} ms an issue")
    if fitting:
        print("\nWEIGHTS, BIAS =", fit(seen))


if __name__ == "__main__":
    typer.run(main)
