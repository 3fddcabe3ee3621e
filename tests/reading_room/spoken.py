"""What the package may say to a person, found in its source: reasons of doubts and gaps, troubles of pages, errors and cures."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

import backfile
from backfile import errors

HOME = Path(backfile.__file__).parent
REASONS = ("why", "doubt", "trouble")
DOUBTING = ("stages", "recognition", "readers", "engines", "structure.py", "pipeline.py",
            "archive/corrections.py", "archive/folder.py", "archive/holdings.py")  # fmt: skip
# errors that are said at a terminal, or to programs
ELSEWHERE = (
    "cli", "executors", "plugins.py", "settings.py", "folding.py", "catalogue/database.py", "catalogue/__init__.py",
    "archive/bags.py", "archive/containers.py", "archive/intake.py", "archive/journal.py", "archive/checks.py",
    "readers/__init__.py", "readers/_lists.py", "readers/_mets.py", "readers/_works.py", "readers/folder.py", "readers/hocr.py",
    "readers/iiif.py", "readers/mets.py", "readers/mods.py", "readers/page.py", "readers/spreadsheet.py", "readers/tei.py",
    "readers/text.py",
    "reading_room/__init__.py", "reading_room/image_requests.py", "reading_room/assistants",
    "reading_room/protocols/oai.py", "reading_room/protocols/api", "reading_room/protocols/_rates.py",
)  # fmt: skip
_ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)}
_ERRORS |= {"_Lost", "_Gone", "error"}
_MAKERS = ("Folio", "Verdict", "Gap", "_why")
_DEEPEST = 4


class Saying(NamedTuple):
    """One way a message may turn out: text with an expression (its source) wherever a value stands."""

    where: str
    parts: tuple[str | ast.expr, ...]

    def fill(self) -> tuple[str, list[str]]:
        """The message with a mark for each value, and the marks."""
        marks = [f"⟦{at}⟧" for at in range(sum(not isinstance(part, str) for part in self.parts))]
        rest = iter(marks)
        return "".join(part if isinstance(part, str) else next(rest) for part in self.parts), marks

    @property
    def letters(self) -> int:
        return sum(char.isalpha() for part in self.parts if isinstance(part, str) for char in part)


def list_sayings() -> Iterator[Saying]:
    """Every message of the package that gettext does not have already."""
    for path in sorted(HOME.rglob("*.py")):
        yield from _in_module(path.relative_to(HOME).as_posix(), ast.parse(path.read_text("utf-8")))


def _in_module(name: str, tree: ast.Module) -> Iterator[Saying]:
    shared = _assigned(tree.body)
    # what stands in no function first, then each function with the names that are given a text there
    for scope in [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))]:
        known = shared | (_assigned(list(ast.walk(scope))) if isinstance(scope, ast.FunctionDef) else {})
        for node in ast.walk(scope) if isinstance(scope, ast.FunctionDef) else _outside(tree):
            for value in _said(name, node):
                for parts in _expand(value, known, 0):
                    saying = Saying(f"{name}:{node.lineno}", _joined(parts))
                    if saying.letters > 2:
                        yield saying


def _outside(tree: ast.Module) -> Iterator[ast.AST]:
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.FunctionDef)]


def _said(name: str, node: ast.AST) -> Iterator[ast.expr]:
    """The texts at `node` of module `name`."""
    if not name.startswith(ELSEWHERE):
        yield from _complaints(node)
    if name.startswith(DOUBTING):
        yield from _reasons(node)


def _complaints(node: ast.AST) -> Iterator[ast.expr]:
    """An error and its cure, made in a call or standing in its class."""
    if isinstance(node, ast.Call):
        yield from node.args[:1] if _name(node.func) in _ERRORS else ()
        yield from (one.value for one in node.keywords if one.arg == "cure")
    if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None and "cure" in _targets(node):
        yield node.value


def _reasons(node: ast.AST) -> Iterator[ast.expr]:
    """Why something is doubted, missed or not read."""
    if isinstance(node, ast.Call):
        yield from (one.value for one in node.keywords if one.arg in REASONS)
        yield from (one for one in node.args if _name(node.func) in _MAKERS and " " in ast.unparse(one))
    if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None and _targets(node) & {*REASONS}:
        yield node.value
    if isinstance(node, ast.Return) and node.value is not None:
        yield from _returned(node.value)


def _targets(node: ast.Assign | ast.AnnAssign) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {one.id for one in targets if isinstance(one, ast.Name)}


def _returned(value: ast.expr) -> Iterator[ast.expr]:
    """Sentences that a function gives back, alone or in a tuple."""
    for part in value.elts if isinstance(value, ast.Tuple) else [value]:
        text = "".join(piece for pieces in _expand(part, {}, 0) for piece in pieces if isinstance(piece, str))
        if (
            not isinstance(part, ast.Call)
            and text.count(" ") > 2
            and len(text) > 16
            and "_" not in text
            and "<" not in text
        ):
            yield part


def _name(func: ast.expr) -> str:
    return func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else ""


def _assigned(nodes: list[ast.AST] | list[ast.stmt]) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
    return found


def _expand(value: ast.expr, known: dict[str, list[ast.expr]], depth: int) -> Iterator[tuple[str | ast.expr, ...]]:
    """All the ways in which a text may turn out."""
    if isinstance(value, ast.Constant):
        yield (value.value,) if isinstance(value.value, str) else ()
    elif isinstance(value, ast.JoinedStr):
        choices = [list(_expand(part, known, depth)) for part in value.values]
        yield from (tuple(part for parts in chosen for part in parts) for chosen in product(*choices))
    elif isinstance(value, ast.FormattedValue):
        inner = value.value
        yield from _expand(inner, known, depth) if isinstance(inner, ast.IfExp) else [(inner,)]
    elif isinstance(value, ast.IfExp):
        yield from _expand(value.body, known, depth)
        yield from _expand(value.orelse, known, depth)
    elif isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        for one, other in product(_expand(value.left, known, depth), _expand(value.right, known, depth)):
            yield (*one, *other)
    elif isinstance(value, ast.Name) and value.id in known and depth < _DEEPEST:
        for each in known[value.id]:
            yield from _expand(each, known, depth + 1)
    elif isinstance(value, ast.Tuple):
        for each in value.elts:
            yield from _expand(each, known, depth)
    else:
        yield (value,)


def _joined(parts: tuple[str | ast.expr, ...]) -> tuple[str | ast.expr, ...]:
    found: list[str | ast.expr] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        elif part != "":
            found.append(part)
    return tuple(found)
