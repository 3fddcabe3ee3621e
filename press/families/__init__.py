"""The registry of families: one module each, with a `FAMILY`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random

from ..degradation import BED, LIBRARY, LIGHT, OFFICE, Wear
from ..draft import Draft


@dataclass(frozen=True)
class Family:
    """Periodicals of one kind: `write` says what an issue holds, `template` (Typst) how it looks.

    `held_out` families are for testing only: nothing may be tuned or trained on them. `wears` are the ways in which
    scans of such a periodical suffer. `round` counts the times at which families were added: those held out in the first
    round have been measured on by makers of the engine since, those of the second are fresh.
    """

    name: str
    language: str
    about: str
    write: Callable[[Random], Draft]
    template: str
    held_out: bool = False
    wears: tuple[Wear, ...] = (LIGHT, OFFICE, LIBRARY, BED)
    round: int = 1


@cache
def families() -> dict[str, Family]:
    """All families by name, sorted."""
    found = [importlib.import_module(f"{__name__}.{info.name}").FAMILY for info in pkgutil.iter_modules(__path__)]
    return {family.name: family for family in sorted(found, key=lambda family: family.name)}
