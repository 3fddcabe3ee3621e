"""A specimen: one issue of a family as PDF with its truth, clean or scanned."""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

import pikepdf

from . import degradation, truth
from .families import Family
from .typesetting import typeset


@dataclass(frozen=True)
class Specimen:
    """`record` is the truth in the record contract, with `press` (family, seed, language, held_out, round, scanned) beside it."""

    name: str
    pdf: bytes
    record: dict[str, Any]


def make(family: Family, seed: int) -> Specimen:
    """The clean issue of `family` that `seed` stands for."""
    draft = family.write(Random(crc32(f"{family.name}/{seed}".encode())))
    name = f"{family.name}-{seed:03}"
    draft.facts["name"] = name
    setting = typeset(family.template, draft)
    made = {
        "family": family.name,
        "seed": seed,
        "language": family.language,
        "held_out": family.held_out,
        "round": family.round,
        "scanned": False,
    }
    return Specimen(name, setting.pdf, truth.describe(draft, setting) | {"press": made})


def wear(
    clean: Specimen, family: Family, *, spreads: bool = False, turns: bool = False, dpi: int | None = None
) -> Specimen:
    """`clean` as a scan, in one of the ways in which issues of the family suffer (at `dpi`); see `degradation.scan`."""
    seed = int(clean.record["press"]["seed"])
    chosen = family.wears[seed % len(family.wears)]
    pdf, skews = degradation.scan(clean.pdf, replace(chosen, dpi=dpi or chosen.dpi), seed, spreads=spreads, turns=turns)
    record = degradation.turn_record(clean.record, skews)
    name = clean.name + "-scan" + "-spreads" * spreads + "-turned" * turns
    return Specimen(
        name, pdf, record | {"press": {**record["press"], "scanned": True, "spreads": spreads, "turns": turns}}
    )


def tear_out(whole: Specimen, pages: Collection[int]) -> Specimen:
    """`whole` without some pages (numbers from 1), as incomplete copies are; articles keep the pages that are left."""
    kept = {
        page["number"]: new
        for new, page in enumerate((p for p in whole.record["pages"] if p["number"] not in pages), start=1)
    }
    with pikepdf.open(io.BytesIO(whole.pdf)) as pdf:
        for number in sorted(pages, reverse=True):
            del pdf.pages[number - 1]
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    made = {**whole.record["press"], "torn_out": sorted(pages)}
    return Specimen(whole.name + "-torn", out.getvalue(), truth.renumber(whole.record, kept) | {"press": made})


def excerpt(whole: Specimen, count: int) -> Specimen:
    """The contents pages of `whole` and the first of the others, `count` pages in all: enough for slow measurements."""
    pages = sorted(whole.record["pages"], key=lambda page: (page["kind"] != "contents", page["number"]))
    return tear_out(whole, {page["number"] for page in pages[count:]}) if len(pages) > count else whole


def save(specimen: Specimen, folder: Path, *, layout: bool = True) -> tuple[Path, Path]:
    """Write NAME.pdf and NAME.json; without `layout` the lines and boxes of the pages are left out of the truth."""
    folder.mkdir(parents=True, exist_ok=True)
    pdf, record = folder / f"{specimen.name}.pdf", folder / f"{specimen.name}.json"
    pdf.write_bytes(specimen.pdf)
    record.write_text(dump(specimen.record if layout else truth.without_layout(specimen.record)), encoding="utf-8")
    return pdf, record


def dump(record: Mapping[str, Any]) -> str:
    """The truth as JSON, one item of each list a line."""
    parts = []
    for key, value in record.items():
        if isinstance(value, list) and value:
            items = ",\n  ".join(json.dumps(item, ensure_ascii=False) for item in value)
            parts.append(f"{json.dumps(key)}: [\n  {items}\n ]")
        else:
            parts.append(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n " + ",\n ".join(parts) + "\n}\n"
