"""Imports point down only (docs/architecture.md), and every module in a registry keeps the registry's contract."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import backfile
from backfile.plugins import modules

HOME = Path(backfile.__file__).parent
LAYERS = (
    {"model", "errors", "settings", "plugins"},
    {"record", "identifiers", "folding", "forms", "numerals", "structure"},
    {"engines"},
    {"recognition", "readers", "stages", "exporters"},
    {"pipeline"},
    {"executors"},
    {"archive"},
    {"catalogue", "index", "overlay", "accounts"},
    {"reading_room"},
    {"cli"},
)
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
STRANGERS = LAYERS[3]
JOINS = {("recognition", "readers")}

CONTRACTS = {
    "backfile.readers": {"NAME": str, "SUFFIXES": tuple, "accepts": 2, "open_document": 2},
    "backfile.engines": {"load": 1},
    "backfile.exporters": {"NAME": str, "SUFFIX": str, "export": 2},
    "backfile.executors": {"start": 1},
}


DOCS = Path(__file__).resolve().parents[1] / "docs" / "architecture.md"


def test_the_docs_draw_these_layers() -> None:
    drawn = DOCS.read_text("utf-8").split("Imports point down only:")[1].split("```")[1]
    names = [set(re.findall(r"\w+", line.partition("(")[0])) for line in drawn.splitlines() if line.strip()]
    assert names == list(reversed(LAYERS))


def parts() -> list[str]:
    return sorted(path.stem for path in HOME.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists())


def imports(part: str) -> Iterator[tuple[Path, str]]:
    """(file, top-level part of backfile that it imports), also inside functions."""
    home = HOME / part
    for path in [home.with_suffix(".py")] if home.with_suffix(".py").exists() else sorted(home.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            yield from ((path, name.split(".")[0]) for name in _names(node, path) if name)


def _names(node: ast.AST, path: Path) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name.removeprefix("backfile.") for alias in node.names if alias.name.startswith("backfile."))
    if isinstance(node, ast.ImportFrom):
        package = ("backfile", *path.relative_to(HOME).parent.parts)
        base = package[: len(package) - node.level + 1] if node.level else ()
        full = (*base, *(node.module or "").split(".")) if node.module else base
        if full[:1] == ("backfile",):
            yield from full[1:2] or (alias.name for alias in node.names)


def test_every_part_has_its_layer() -> None:
    assert set(parts()) - {"__init__"} <= set(RANK), "give the new part a layer here and in docs/architecture.md"


@pytest.mark.parametrize("part", [part for part in parts() if part != "__init__"])
def test_imports_point_down(part: str) -> None:
    for path, other in imports(part):
        if other == part or other not in RANK or (part, other) in JOINS:
            continue
        assert RANK[other] <= RANK[part], f"{path.relative_to(HOME)} imports {other}, which stands above it"
        assert not {part, other} <= STRANGERS, (
            f"{path.relative_to(HOME)} imports {other}: {part} and {other} are strangers"
        )


def test_this_test_sees_imports() -> None:
    assert {other for _, other in imports("archive")} >= {"errors", "model", "record", "executors"}


@pytest.mark.parametrize(
    ("registry", "name"), [(registry, name) for registry in CONTRACTS for name in modules(registry)]
)
def test_every_module_of_a_registry_keeps_its_contract(registry: str, name: str) -> None:
    module = modules(registry)[name]
    for attribute, wanted in CONTRACTS[registry].items():
        value = getattr(module, attribute)
        if isinstance(wanted, int):
            required = [p for p in inspect.signature(value).parameters.values() if p.default is p.empty]
            assert len(required) == wanted, f"{name}.{attribute} takes {len(required)} arguments, not {wanted}"
        else:
            assert isinstance(value, wanted)
    assert module.__doc__, f"{name} has no docstring"


def test_every_registry_has_its_first_modules() -> None:
    assert {"pdf", "text"} <= set(modules("backfile.readers"))
    assert {"csv", "json"} <= set(modules("backfile.exporters"))
    assert {"none"} <= set(modules("backfile.engines"))
    assert {"local", "serial"} <= set(modules("backfile.executors"))


def _bound(path: Path) -> Iterator[str]:
    """The names that the statements of a module bind, in order."""
    for node in ast.parse(path.read_text("utf-8")).body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        yield from (name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))


@pytest.mark.parametrize("path", sorted(HOME.rglob("*.py")), ids=lambda path: str(path.relative_to(HOME)))
def test_a_module_gives_a_name_to_one_thing_only(path: Path) -> None:
    names = list(_bound(path))
    assert sorted(names) == sorted(set(names))
