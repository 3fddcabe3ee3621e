"""A folder is a registry: its modules, plus what installed packages add by entry point.

`modules("backfile.readers")` maps the name of each public module in that package to the module, then adds
the entry points of the group of the same name. A new format, engine, stage or standard is one new file.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType


@cache
def modules(package: str) -> dict[str, ModuleType]:
    """Name → module for every public module in `package`, sorted by name; entry points may not replace ours."""
    home = importlib.import_module(package)
    found = {
        info.name: importlib.import_module(f"{package}.{info.name}")
        for info in pkgutil.iter_modules(home.__path__)
        if not info.name.startswith("_")
    }
    for point in entry_points(group=package):
        found.setdefault(point.name, point.load())
    return dict(sorted(found.items()))
