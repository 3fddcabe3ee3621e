"""python -m press: make specimens and corpora, list families."""

from __future__ import annotations

import json
import time
from pathlib import Path
from random import Random
from typing import Annotated

import typer

from .families import Family, families
from .negatives import NEGATIVES, as_text
from .specimen import Specimen, dump, excerpt, save, tear_out, wear
from .specimen import make as make_specimen
from .transcript import MODES, transcribe

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False)
BUNDLED = (
    ("zh-keji-monthly", 7, False),
    ("zh-newsletter", 4, True),
    ("en-magazine", 3, False),
)  # family, seed, scanned
Out = Annotated[Path, typer.Option(help="Folder to write to.")]


@app.command("list")
def list_families() -> None:
    """All families: name, language, whether held out, round, what they are."""
    for family in families().values():
        typer.echo(
            f"{family.name:24} {family.language:8} {'held out' if family.held_out else 'train':9} {family.round} {family.about}"
        )


@app.command()
def make(
    family: str,
    out: Out,
    seed: Annotated[int, typer.Option(help="The same seed gives the same issue.")] = 1,
    scanned: Annotated[bool, typer.Option("--scanned", help="Image-only pages that look scanned.")] = False,
    spreads: Annotated[bool, typer.Option("--spreads", help="Two pages to a picture (with --scanned).")] = False,
    turns: Annotated[
        bool, typer.Option("--turns", help="Some pictures on their side or head (with --scanned).")
    ] = False,
    torn: Annotated[int, typer.Option(help="So many pages torn out of the body.")] = 0,
) -> None:
    """Typeset one issue of FAMILY with its truth: NAME.pdf and NAME.json."""
    chosen = _family(family)
    specimen = make_specimen(chosen, seed)
    if torn:
        bodies = [page["number"] for page in specimen.record["pages"] if page["kind"] == "body"]
        specimen = tear_out(specimen, Random(seed).sample(bodies, min(torn, len(bodies) - 1)))
    pdf, _ = save(wear(specimen, chosen, spreads=spreads, turns=turns) if scanned else specimen, out)
    typer.echo(str(pdf))


@app.command()
def bundle(out: Out = Path("specimens")) -> None:
    """Set the specimens that come with the project anew."""
    for name, seed, scanned in BUNDLED:
        family = _family(name)
        clean = make_specimen(family, seed)
        pdf, _ = save(wear(clean, family) if scanned else clean, out, layout=False)
        typer.echo(f"{pdf}: {pdf.stat().st_size / 1e6:.2f} MB")


@app.command()
def corpus(
    out: Out,
    per_family: Annotated[int, typer.Option(help="Issues of each family.")] = 2,
    first: Annotated[int, typer.Option(help="Seed of the first issue.")] = 1,
    scanned: Annotated[bool, typer.Option("--scanned", help="Scans beside the clean issues.")] = False,
    heldout: Annotated[bool, typer.Option("--heldout", help="Only the families held out for testing.")] = False,
    train: Annotated[bool, typer.Option("--train", help="Only the families that may be trained on.")] = False,
    round_: Annotated[int, typer.Option("--round", help="Only the families added in this round (0: all).")] = 0,
    pages: Annotated[int, typer.Option(help="At most so many pages of each scan (contents first; 0: all).")] = 0,
    dpi: Annotated[int, typer.Option(help="Resolution of the scans (0: as the family's wear says).")] = 0,
) -> None:
    """Make a set of issues of all families, with manifest.jsonl (one line an issue)."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / "manifest.jsonl").open("w", encoding="utf-8") as manifest:
        for family in _chosen(heldout, train, round_):
            for seed in range(first, first + per_family):
                begin = time.perf_counter()
                clean = make_specimen(family, seed)
                for specimen in [clean, _worn(clean, family, pages, dpi)] if scanned else [clean]:
                    pdf, record = save(specimen, out)
                    row = specimen.record["press"] | {
                        "pdf": pdf.name,
                        "truth": record.name,
                        "pages": len(specimen.record["pages"]),
                    }
                    manifest.write(json.dumps(row, ensure_ascii=False) + "\n")
                typer.echo(
                    f"{clean.name}: {len(clean.record['pages'])} pages, {time.perf_counter() - begin:.1f} s", err=True
                )


@app.command()
def negatives(
    out: Out,
    seed: Annotated[int, typer.Option(help="The same seed gives the same pages.")] = 1,
) -> None:
    """Pages that look like contents and are none, as PDF and text with their truth: no entries."""
    for family in NEGATIVES:
        specimen = make_specimen(family, seed)
        pdf, _ = save(specimen, out)
        pdf.with_suffix(".txt").write_text(as_text(specimen.record), encoding="utf-8")
        typer.echo(str(pdf))


@app.command()
def texts(
    out: Out,
    per_family: Annotated[int, typer.Option(help="Issues of each family.")] = 1,
    first: Annotated[int, typer.Option(help="Seed of the first issue.")] = 1,
    heldout: Annotated[bool, typer.Option("--heldout", help="Only the families held out for testing.")] = False,
    train: Annotated[bool, typer.Option("--train", help="Only the families that may be trained on.")] = False,
    round_: Annotated[int, typer.Option("--round", help="Only the families added in this round (0: all).")] = 0,
) -> None:
    """Cover and contents of issues as plain text (NAME__MODE.txt) with their truth (NAME__MODE.json)."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / "manifest.jsonl").open("w", encoding="utf-8") as manifest:
        for family in _chosen(heldout, train, round_):
            for seed in range(first, first + per_family):
                specimen = make_specimen(family, seed)
                truth = {
                    key: specimen.record[key]
                    for key in ("schema", "id", "periodical", "issue", "contents", "notices", "press")
                }
                for mode in MODES:
                    name = f"{specimen.name}__{mode}"
                    (out / f"{name}.txt").write_text(transcribe(specimen.record, mode, Random(seed)), encoding="utf-8")
                    (out / f"{name}.json").write_text(dump(truth), encoding="utf-8")
                    row = specimen.record["press"] | {"mode": mode, "text": f"{name}.txt", "truth": f"{name}.json"}
                    manifest.write(json.dumps(row, ensure_ascii=False) + "\n")


def _worn(clean: Specimen, family: Family, pages: int, dpi: int) -> Specimen:
    return wear(excerpt(clean, pages) if pages else clean, family, dpi=dpi or None)


def _chosen(heldout: bool, train: bool, round_: int) -> list[Family]:
    kept = [f for f in families().values() if round_ in (0, f.round)]
    return [f for f in kept if not (heldout and not f.held_out) and not (train and f.held_out)]


def _family(name: str) -> Family:
    try:
        return families()[name]
    except KeyError:
        raise typer.BadParameter(f"no family {name!r}; there are: {', '.join(families())}") from None


if __name__ == "__main__":
    app()
