"""IIIF Presentation 3 and 2: a manifest kept as a file, with its page images beside it.

Canvases are the pages in order, their labels the page labels, ranges (structures) the articles. Nothing is ever fetched from
the network: the image of a canvas is the file beside the manifest that its service, its resource or its label is named after,
or, when there are as many images as canvases, the one at its place. Canvases without a file are pages without an image.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import msgspec
from msgspec.structs import replace

from ..errors import DamagedInput, EmptyInput, InputError
from ..model import Contributor, Evidence, Issue, Page, Periodical, Step
from ..settings import Settings
from ._beside import BundleDocument, Folder, PageFile, describe_folder, sniff
from ._markup import head_text, read_bounded
from ._source import describe
from ._works import RELATORS, Work, compose, designation, plain

NAME = "IIIF manifest with images"
SUFFIXES = (".json",)
VERSION = "1"

MAX_DEPTH = 12
_MOST = 50_000
_IMAGE_API = re.compile(r"/(?:full|square|pct:[\d.,]+|\d+,\d+,\d+,\d+)/[^/]+/!?\d+(?:\.\d+)?/\w+\.\w+$")
_CONTENTS = re.compile(r"^(?:table of contents|contents|toc|目次|目录|目錄|inhalt(?:sverzeichnis)?|sommaire)$", re.I)
_EMPTY_LABELS = re.compile(
    r"^(?:\[?(?:unnumbered|n\.?\s?p\.?|no label|-|—|null|none)\]?|image \d+|canvas \d+|p\. )$", re.I
)
_PAGE_WORD = re.compile(r"^(?:pages?|pp?\.|seite|s\.|第)\s*(.+?)(?:页|頁)?$", re.I)
_PLACES = {
    "title": ("journal", "periodical", "newspaper title", "title of periodical", "刊名"),
    "issn": ("issn",), "volume": ("volume", "卷"), "number": ("issue", "issue number", "number", "期"),
    "date": ("date", "date issued", "issued", "publication date", "published", "日期", "出版日期"),
    "publisher": ("publisher", "出版者"), "language": ("language", "语种"),
}  # fmt: skip
_CURE = "Put the manifest into one folder with the page images: nothing is fetched from the network."


def accepts(path: Path, head: bytes) -> bool:
    return _is_manifest(head) if head else path.is_dir() and find_manifest(path) is not None


def home(path: Path) -> Path:
    """The folder of a manifest, which is what has to be kept. Raises InputError when it holds other things."""
    if not accepts(path.parent, b""):
        raise InputError(f"{path}: its folder holds more than this one issue, so it can't be kept as one.", cure=_CURE)
    return path.parent


def find_manifest(path: Path) -> Path | None:
    """The one manifest of a folder, if the folder holds nothing but it, images and remarks."""
    found = [file for file in sorted(path.glob("*.json")) if file.is_file() and _is_manifest(sniff(file))]
    if len(found) != 1:
        return None
    folder = Folder(path)
    pdfs = any(file.suffix.lower() == ".pdf" for file in folder.files)
    return found[0] if not pdfs and folder.holds_only(SUFFIXES) else None


def open_document(path: Path, settings: Settings) -> IiifDocument:
    """Open a manifest or its folder. Raises DamagedInput, EmptyInput (no canvas), InputError (no image beside it)."""
    file = find_manifest(path) if path.is_dir() else path
    if file is None:
        raise DamagedInput(f"{path}: there is not just one IIIF manifest in this folder.", cure=_CURE)
    begin = perf_counter()
    manifest = Manifest(file)
    files = manifest.match(Folder(file.parent))
    if not any(page.image for page in files):
        raise InputError(f"{path}: none of its {len(files)} page images lies beside it.", cure=_CURE)
    images = {page.image for page in files if page.image}
    source = describe_folder(path, {file, *images}, NAME) if path.is_dir() else describe(path, NAME)
    structure = manifest.structure(perf_counter() - begin)
    return IiifDocument(source, manifest, files, structure, settings)


class Canvas(NamedTuple):
    id: str
    label: str | None
    names: tuple[str, ...]  # what its image may be called, the likeliest first


class IiifDocument(BundleDocument):
    def __init__(
        self, source: Any, manifest: Manifest, files: list[PageFile], structure: Issue, settings: Settings
    ) -> None:
        super().__init__(source, files, lambda _: [], settings)
        self.structure = structure
        self._canvases = manifest.canvases

    def page(self, number: int) -> Page:
        return replace(super().page(number), label=self._canvases[number - 1].label)


class Manifest:
    """A manifest, parsed. Raises DamagedInput, EmptyInput."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            found = msgspec.json.decode(read_bounded(path))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise DamagedInput(f"{path}: this is not JSON: {error}.") from error
        if not isinstance(found, dict) or not _kind(found).endswith("manifest"):
            raise DamagedInput(f"{path}: this is not a IIIF manifest.")
        self.data: dict[str, Any] = found
        self.canvases = [_canvas(each, place) for place, each in enumerate(self._canvas_list(), start=1)]
        if not self.canvases:
            raise EmptyInput(f"{path}: this manifest has no canvas.")

    def match(self, folder: Folder) -> list[PageFile]:
        """The image file of each canvas: by name, else one by one when there are as many images as canvases."""
        stems = {image.stem.casefold(): image for image in folder.images}
        named = [next((stems[name] for name in canvas.names if name in stems), None) for canvas in self.canvases]
        if len({image for image in named if image}) < sum(image is not None for image in named):
            named = [None] * len(named)  # several canvases of one name: names say nothing
        if not any(named) and len(folder.images) == len(self.canvases):
            named = list(folder.images)
        missing = f"{self.path.name}: the image of this canvas does not lie beside the manifest."
        return [PageFile(None, 0, image, None if image else missing) for image in named]

    def structure(self, seconds: float) -> Issue:
        """The articles of the ranges, and what the metadata say of periodical and issue."""
        said = self._metadata()
        label = _text(self.data.get("label"))
        periodical = Periodical(title=said.get("title"), issn=said.get("issn"), publisher=said.get("publisher"))
        date = str(self.data.get("navDate") or "")[:10] or None
        issue = designation(said.get("date") or date, said.get("volume"), said.get("number"))
        works = list(self._works(said.get("language")))
        by = f"iiif: {self.path.name}"
        labels = [
            Evidence(path=f"pages/{at}/label", quote=canvas.label, by=f"{by}#{canvas.id}", page=at + 1)
            for at, canvas in enumerate(self.canvases)
            if canvas.label
        ]
        more = (Evidence(path="issue/date", quote=label or "", by=by),) if issue.date and label else ()
        made = compose(works, periodical, issue, "iiif", self.path.name, (), more)
        step = Step(stage="iiif", version=VERSION, seconds=seconds)
        return replace(made, evidence=(*made.evidence, *labels), steps=(step,))

    def _canvas_list(self) -> list[dict[str, Any]]:
        """Presentation 3: items; 2: the canvases of the first sequence."""
        if isinstance(self.data.get("items"), list):
            return [each for each in self.data["items"][:_MOST] if isinstance(each, dict)]
        sequences = self.data.get("sequences")
        first = sequences[0] if isinstance(sequences, list) and sequences else {}
        found = first.get("canvases", ()) if isinstance(first, dict) else ()
        return [each for each in found[:_MOST] if isinstance(each, dict)] if isinstance(found, list) else []

    def _metadata(self) -> dict[str, str]:
        """What the label-value pairs say, by our names."""
        found: dict[str, str] = {}
        pairs = self.data.get("metadata")
        for pair in pairs if isinstance(pairs, list) else ():
            label, value = (
                (_text(pair.get("label")), _text(pair.get("value"))) if isinstance(pair, dict) else (None, None)
            )
            for name, labels in _PLACES.items():
                if label and value and label.casefold() in labels:
                    found.setdefault(name, value)
        return found

    def _works(self, language: str | None) -> Iterator[Work]:
        places = {canvas.id: place for place, canvas in enumerate(self.canvases, start=1)}
        for node, section, level in _ranges(self.data):
            title = _text(node.get("label"))
            pages = tuple(dict.fromkeys(places[id] for id in _canvases_of(node) if id in places))
            if not title or not pages:
                continue
            labels = [self.canvases[page - 1].label for page in pages]
            yield Work(
                title=title,
                contributors=tuple(_people(node)),
                section=section,
                level=level,
                page=labels[0],
                page_end=labels[-1] if labels[-1] != labels[0] else None,
                language=language if language and len(language) <= 8 else None,
                pages=pages if level == 1 else (),
                where=str(node.get("id") or node.get("@id") or "")[:200],
            )


def _ranges(manifest: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str | None, int]]:
    """(range, section, level) in order. A range of ranges that says no more than "contents" is none; one that begins where
    its first part begins is their section, else an article with parts."""
    structures = manifest.get("structures")
    listed = [each for each in structures[:_MOST] if isinstance(each, dict)] if isinstance(structures, list) else []
    known = {str(each.get("id") or each.get("@id")): each for each in listed}
    inside = {id for each in listed for id in _range_references(each)}
    tops = [each for each in listed if str(each.get("id") or each.get("@id")) not in inside]
    seen: set[str] = set()
    for top in (*tops, *listed):  # ranges that no top leads to hold each other
        yield from _walk(top, known, None, 1, 0, seen)


def _walk(
    node: dict[str, Any], known: dict[str, Any], section: str | None, level: int, depth: int, seen: set[str]
) -> Iterator[tuple[dict[str, Any], str | None, int]]:
    id = str(node.get("id") or node.get("@id") or f"at {hash(str(node))}")
    if id in seen or depth > MAX_DEPTH:
        return  # a range that holds itself
    seen.add(id)
    parts = [known[each] for each in _range_references(node) if each in known] + _inner_ranges(node)
    own = list(_canvases_of(node, deep=False))
    label = _text(node.get("label")) or ""
    if not parts:
        yield node, section, level
        return
    is_frame = node.get("viewingHint") == "top" or bool(_CONTENTS.match(label)) or (not own and not depth and not label)
    here = section if is_frame else label or section
    if own and not is_frame:
        yield node, section, level
        here, level = section, level + 1
    for part in parts:
        yield from _walk(part, known, here, level, depth + 1, seen)


def _range_references(node: dict[str, Any]) -> list[str]:
    """Ranges of Presentation 2 name their parts; in 3 a range may name one by a stub without items."""
    found = [each for name in ("ranges", "members") for each in _list(node.get(name))]
    named = [each for each in found if isinstance(each, str)]
    named += [
        str(each.get("@id") or each.get("id")) for each in found
        if isinstance(each, dict) and _kind(each).endswith("range") and "items" not in each
    ]  # fmt: skip
    named += [
        str(each.get("id")) for each in _list(node.get("items"))
        if isinstance(each, dict) and _kind(each) == "range" and not each.get("items")
    ]  # fmt: skip
    return named


def _inner_ranges(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        each
        for each in _list(node.get("items"))
        if isinstance(each, dict) and _kind(each) == "range" and each.get("items")
    ]


def _canvases_of(node: dict[str, Any], *, deep: bool = True, depth: int = 0) -> Iterator[str]:
    """IDs of the canvases (regions of them count as the whole) of a range."""
    for name in ("canvases", "members", "items"):
        for each in _list(node.get(name)):
            if isinstance(each, str):
                yield each.split("#")[0]
            elif isinstance(each, dict):
                kind = _kind(each)
                source = each.get("source")
                if kind.endswith("canvas"):
                    yield str(each.get("id") or each.get("@id")).split("#")[0]
                elif kind == "specificresource":
                    yield str(source.get("id") if isinstance(source, dict) else source).split("#")[0]
                elif deep and kind.endswith("range") and depth < MAX_DEPTH:
                    yield from _canvases_of(each, depth=depth + 1)


def _people(node: dict[str, Any]) -> Iterator[Contributor]:
    for pair in _list(node.get("metadata")):
        if isinstance(pair, dict):
            role = RELATORS.get((_text(pair.get("label")) or "").casefold().rstrip("s"))
            role = role or {"作者": "author", "记者": "reporter", "译者": "translator"}.get(
                _text(pair.get("label")) or ""
            )  # type: ignore[assignment]
            names = _text(pair.get("value")) if role else None
            for name in re.split(r"\s*[;；、]\s*", names or ""):
                if name and role:
                    yield Contributor(name=name, role=role)


def _canvas(node: dict[str, Any], place: int) -> Canvas:
    label = _text(node.get("label"))
    if label and (match := _PAGE_WORD.match(label)):
        label = match[1]
    if label and _EMPTY_LABELS.match(label):
        label = None
    names = [name for url in _urls(node) if (name := _file_name(url))]
    names += [said.casefold() for said in (_text(node.get("label")),) if said]
    return Canvas(
        str(node.get("id") or node.get("@id") or f"canvas {place}"), plain_label(label), tuple(dict.fromkeys(names))
    )


def plain_label(label: str | None) -> str | None:
    return plain(label) if label and label.strip("0") and not label.startswith("0") else label


def _urls(node: Any, depth: int = 0) -> Iterator[str]:
    """Addresses of image and service of a canvas: used as names only."""
    if isinstance(node, list):
        for each in node[:50]:
            yield from _urls(each, depth + 1)
    elif isinstance(node, dict) and depth < 12:
        for name in ("items", "images", "body", "resource", "service", "full", "item"):
            inside = node.get(name)
            for each in inside[:20] if isinstance(inside, list) else [inside]:
                if isinstance(each, dict):
                    url = each.get("id") or each.get("@id")
                    if isinstance(url, str) and name in ("body", "resource", "service", "full", "item"):
                        yield url
                    yield from _urls(each, depth + 1)


def _file_name(url: str) -> str:
    """The stem a file of this address would have; of an Image API address its identifier's."""
    path = unquote(_IMAGE_API.sub("", urlsplit(url).path).rstrip("/"))
    name = path.rsplit("/", 1)[-1]
    stem, dot, ending = name.rpartition(".")
    return (stem if dot and len(ending) <= 5 and ending.isalnum() else name).casefold()


def _text(value: Any) -> str | None:
    """A IIIF text: a string, a language map (3), or values with @value (2)."""
    if isinstance(value, dict):
        if "@value" in value:
            return _text(value["@value"])
        order = sorted(value, key=lambda tag: tag == "none")
        parts = [part for tag in order[:1] for part in _list(value[tag]) if isinstance(part, str)]
        value = " ; ".join(parts)
    elif isinstance(value, list):
        value = next((text for each in value if (text := _text(each))), None)
    text = (
        " ".join(re.sub(r"<[^>]{0,200}>", "", value).split())
        if isinstance(value, str)
        else str(value)
        if isinstance(value, int)
        else ""
    )
    return text[:1000] or None


def _kind(node: dict[str, Any]) -> str:
    return str(node.get("type") or node.get("@type") or "").lower().removeprefix("sc:").removeprefix("oa:")


def _list(value: Any) -> list[Any]:
    return value[:_MOST] if isinstance(value, list) else []


def _is_manifest(head: bytes) -> bool:
    text = head_text(head)
    return text.lstrip().startswith("{") and "iiif.io/api/presentation" in text
