"""python -m press: make specimens and corpora, list families."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Annotated

import typer

from .families import Family, families
from .specimen import make as make_specimen
from .specimen import save, wear

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False)
Out = Annotated[Path, typer.Option(help="Folder to write to.")]


@app.command("list")
def list_families() -> None:
    """All families: name, language, whether held out, what they are."""
    for family in families().values():
        typer.echo(f"{family.name:24} {family.language:8} {'held out' if family.held_out else 'train':9} {family.about}")


@app.command()
def make(
    family: str,
    out: Out,
    seed: Annotated[int, typer.Option(help="The same seed gives the same issue.")] = 1,
    scanned: Annotated[bool, typer.Option("--scanned", help="Image-only pages that look scanned.")] = False,
) -> None:
    """Typeset one issue of FAMILY with its truth: NAME.pdf and NAME.json."""
    chosen = _family(family)
    specimen = make_specimen(chosen, seed)
    pdf, _ = save(wear(specimen, chosen) if scanned else specimen, out)
    typer.echo(str(pdf))


@app.command()
def corpus(
    out: Out,
    per_family: Annotated[int, typer.Option(help="Issues of each family.")] = 2,
    first: Annotated[int, typer.Option(help="Seed of the first issue.")] = 1,
    scanned: Annotated[bool, typer.Option("--scanned", help="Scans beside the clean issues.")] = False,
    heldout: Annotated[bool, typer.Option("--heldout", help="Only the families held out for testing.")] = False,
    train: Annotated[bool, typer.Option("--train", help="Only the families that may be trained on.")] = False,
) -> None:
    """Make a set of issues of all families, with manifest.jsonl (one line an issue)."""
    out.mkdir(parents=True, exist_ok=True)
    chosen = [f for f in families().values() if not (heldout and not f.held_out) and not (train and f.held_out)]
    with (out / "manifest.jsonl").open("w", encoding="utf-8") as manifest:
        for family in chosen:
            for seed in range(first, first + per_family):
                begin = time.perf_counter()
                clean = make_specimen(family, seed)
                for specimen in [clean, wear(clean, family)] if scanned else [clean]:
                    pdf, record = save(specimen, out)
                    row = specimen.record["press"] | {"pdf": pdf.name, "truth": record.name, "pages": len(specimen.record["pages"])}
                    manifest.write(json.dumps(row, ensure_ascii=False) + "\n")
                typer.echo(f"{clean.name}: {len(clean.record['pages'])} pages, {time.perf_counter() - begin:.1f} s", err=True)


def _family(name: str) -> Family:
    try:
        return families()[name]
    except KeyError:
        raise typer.BadParameter(f"no family {name!r}; there are: {', '.join(families())}") from None


if __name__ == "__main__":
    app()
