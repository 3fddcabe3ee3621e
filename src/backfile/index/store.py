"""`Index`: the folder with the full text of an archive, and the search over it."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from errno import EACCES
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import tantivy

from ..archive.files import refused
from ..errors import ArchiveDamaged, Conflict, QueryError
from ..model import Issue
from .documents import Document, Passage, documents
from .marks import Snippet, Span, excerpt, mark, needle
from .queries import Query, parse, positive
from .tokens import tokens
from .translation import FACETS, TOKENS, analyzer, build_schema, facet_field, is_ranked, translate

FORMAT = "backfile/index/1"
SORTS = ("relevance", "newest", "oldest")
_HEAP = 64_000_000
_SLACK = 50
_MOST_EQUAL = 50_000
_FACET_SIZE = 50
Pattern = re.Pattern[str] | None


class Hit(NamedTuple):
    """A document found; `title` are the hits in its title, `snippets` passages with theirs, best first."""

    document: Document
    score: float
    title: tuple[Span, ...]
    snippets: tuple[Snippet, ...]


class Scope(NamedTuple):
    """What may be found: all periodicals but `periodicals` (only those, when `only`), and none of the issues `without`."""

    periodicals: frozenset[str] = frozenset()
    only: bool = False
    without: frozenset[str] = frozenset()


class Facet(NamedTuple):
    """One value of a field and how many of the documents found have it."""

    value: str
    hits: int


class Results(NamedTuple):
    """`total` counts all documents that match, `hits` are those from `offset` on; `facets` count over all."""

    query: Query
    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[Facet, ...]]
    milliseconds: float


class Index:
    """Full text of one archive. Readers and one writer at a time, in any number of processes.

    Changes are seen by nobody before `commit`, and by everybody after it. `wait` is how many seconds a writer waits
    for another one before Conflict is raised.
    """

    def __init__(self, path: Path, *, wait: float = 60.0) -> None:
        self.path, self._wait = path, wait
        self._schema = build_schema()
        self._index = self._open()
        self._writer: tantivy.IndexWriter | None = None
        self._seen: tuple[int, int] = (0, 0)

    @classmethod
    def open(cls, path: Path | str) -> Index:
        """The index in folder `path`, made empty when there is none or it is of another version.

        Raises ArchiveDamaged when the folder can't be read: it is derived and may be deleted; ArchiveError when it can't be
        written, as searching does too: a lock.
        """
        return cls(Path(path))

    def _open(self) -> tantivy.Index:
        try:
            if _version(self.path) != FORMAT:
                _found(self.path, self._schema)
            index = tantivy.Index(self._schema, path=str(self.path))
        except OSError as error:
            raise refused(self.path, error) from error
        except ValueError as error:
            if not os.access(self.path, os.W_OK):
                raise refused(self.path, PermissionError(EACCES, os.strerror(EACCES))) from error
            cure = "Delete the folder, then run `backfile rebuild`."
            raise ArchiveDamaged(f"{self.path}: the index can't be opened: {error}.", cure=cure) from error
        index.register_tokenizer(TOKENS, analyzer())
        return index

    # writing

    def add(self, issue: Issue, digest: str = "") -> None:
        """Replace what is there of `issue`; `digest` is remembered (see `held`)."""
        writer = self._writing()
        self.remove(issue.id)
        held = tantivy.Document()
        held.add_text("holds", issue.id)
        held.add_text("held", f"{issue.id} {digest}")
        writer.add_document(held)
        for document in documents(issue):
            writer.add_document(_fields(document))

    def remove(self, issue_id: str) -> None:
        """Forget an issue; nothing happens when it is not there."""
        for field in ("issue", "holds"):
            self._writing().delete_documents_by_query(self._of(issue_id, field))

    def clear(self) -> None:
        """Forget everything."""
        self._writing().delete_all_documents()

    def commit(self) -> None:
        """Make changes last and seen, and let other writers in."""
        if self._writer is not None:
            self._writer.commit()
            self._release()

    def rollback(self) -> None:
        """Forget what was not committed."""
        if self._writer is not None:
            self._writer.rollback()
            self._release()

    def _release(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.wait_merging_threads()

    def _of(self, issue_id: str, field: str = "issue") -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, issue_id, index_option="basic")

    def _writing(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = _patiently(lambda: self._index.writer(heap_size=_HEAP, num_threads=1), self._wait, self.path)
        return self._writer

    # reading

    def held(self) -> dict[str, str]:
        """Issue id → digest, of all issues in the index."""
        terms = self._searcher().terms_with_prefix("held", "", filter_query=tantivy.Query.all_query())
        return dict(sorted(_part(term) for term, count in terms if count))

    def version(self) -> tuple[int, int]:
        """Changes with every commit, of whatever process."""
        try:
            stat = (self.path / "meta.json").stat()
        except FileNotFoundError:
            return (0, 0)
        return stat.st_mtime_ns, stat.st_ino

    def count(self) -> int:
        """How many documents can be found."""
        return int(self._searcher().num_docs) - len(self.held())

    def search(
        self,
        query: str | Query,
        *,
        limit: int = 20,
        offset: int = 0,
        sort: str = "relevance",
        facets: Sequence[str] = (),
        snippets: int = 2,
        within: str | None = None,
        scope: Scope = Scope(),  # noqa: B008 - immutable
    ) -> Results:
        """Find documents. `sort` is one of SORTS, `facets` of FACETS; `within` holds the search to one issue id, `scope` to
        what the reader may see.

        Raises QueryError.
        """
        begin = time.perf_counter()
        if sort not in SORTS or not set(facets) <= set(FACETS):
            raise QueryError(f"There is no such order or facet: {sort}, {', '.join(facets)}.")
        tree = parse(query) if isinstance(query, str) else query
        found = translate(tree, self._schema)
        if within is not None:
            found = tantivy.Query.boolean_query([(tantivy.Occur.Must, found), (tantivy.Occur.Must, self._of(within))])
        found = self._held_to(found, scope)
        searcher = self._searcher()
        with _explained():
            total, ranked = self._rank(searcher, found, tree, sort, limit, offset)
            counts = _count_facets(searcher, found, facets) if facets else {}
        wanted = positive(tree)
        in_title = needle(text for text in wanted if text.field in (None, "title"))
        in_text = needle(text for text in wanted if text.field is None)
        hits = tuple(_hit(_load(searcher, address), score, in_title, in_text, snippets) for score, address in ranked)
        return Results(tree, total, hits, counts, (time.perf_counter() - begin) * 1000)

    def _held_to(self, found: tantivy.Query, scope: Scope) -> tantivy.Query:
        terms = [(tantivy.Occur.Must, found)]
        if scope.periodicals or scope.only:
            named = tantivy.Query.term_set_query(self._schema, "slug", sorted(scope.periodicals))
            terms.append((tantivy.Occur.Must if scope.only else tantivy.Occur.MustNot, named))
        if scope.without:
            barred = tantivy.Query.term_set_query(self._schema, "issue", sorted(scope.without))
            terms.append((tantivy.Occur.MustNot, barred))
        return tantivy.Query.boolean_query(terms) if len(terms) > 1 else found

    def _rank(
        self, searcher: tantivy.Searcher, found: tantivy.Query, tree: Query, sort: str, limit: int, offset: int
    ) -> tuple[int, list[tuple[float, tantivy.DocAddress]]]:
        if limit <= 0:
            return _count(searcher.search(found, 1)), []
        if sort != "relevance" or not is_ranked(tree):
            order = tantivy.Order.Asc if sort == "oldest" else tantivy.Order.Desc
            result = searcher.search(found, limit, offset=offset, order_by_field="order", order=order)
            return _count(result), [(0.0, address) for _, address in result.hits]
        total, hits = _best(searcher, found, offset + limit)
        orders = searcher.fast_field_values("order", [address for _, address in hits])
        # Equal scores come newest first, not as the segments happen to lie: the same order after every rebuild.
        rows = sorted(zip(hits, orders, strict=True), key=lambda row: (-_rough(row[0][0]), -(row[1] or 0)))
        return total, [hit for hit, _ in rows[offset : offset + limit]]

    def documents(self, issue_id: str) -> Iterator[Document]:
        """What is indexed of one issue, in the order of the issue."""
        searcher = self._searcher()
        wanted = translate(parse(""), self._schema)
        both = tantivy.Query.boolean_query([(tantivy.Occur.Must, wanted), (tantivy.Occur.Must, self._of(issue_id))])
        for _, address in searcher.search(both, 100_000, order_by_field="order").hits:
            yield _load(searcher, address)

    def _searcher(self) -> tantivy.Searcher:
        """A view of the last commit, of whatever process."""
        try:
            stat = (self.path / "meta.json").stat()
        except FileNotFoundError:  # somebody deleted it, as one may: it is empty until the next rebuild
            self._index = self._open()
            stat = (self.path / "meta.json").stat()
        if (stat.st_mtime_ns, stat.st_ino) != self._seen:
            self._index.reload()
            self._seen = (stat.st_mtime_ns, stat.st_ino)
        return self._index.searcher()


def _version(path: Path) -> str:
    """What kind of index stands in folder `path`; empty when there is none."""
    try:
        return (path / "format").read_text("utf-8") if (path / "meta.json").exists() else ""
    except (OSError, UnicodeDecodeError):
        return ""


def _found(path: Path, schema: tantivy.Schema) -> None:
    """Make an empty index aside and move it into place, so that of processes that start at once none sees half of one."""
    aside = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}")
    aside.mkdir(parents=True)
    tantivy.Index(schema, path=str(aside))
    (aside / "format").write_text(FORMAT, "utf-8")
    if path.exists() and any(path.iterdir()) and _version(path) != FORMAT:
        if not (path / "format").exists() and not (path / "meta.json").exists() and _holds_other_files(path):
            shutil.rmtree(aside)
            raise ArchiveDamaged(f"{path} is not an index.", cure="Move it away, then run `backfile rebuild`.")
        old = path.rename(aside.with_name(f"{aside.name}-old"))
        shutil.rmtree(old)
    try:
        aside.rename(path)
    except OSError:  # another process was first
        shutil.rmtree(aside)


_REMAINS = re.compile(r"\.managed\.json|\.tantivy-\w+\.lock|\.tmp\w*|[0-9a-f]{32}(?:\.\d+)?\.\w+")
"""What an index leaves, or a writer that is just ending puts there again, when its files are deleted."""


def _holds_other_files(path: Path) -> bool:
    """Whether something in folder `path` is of no index: nobody's files are deleted for one."""
    return any(not _REMAINS.fullmatch(file.name) for file in path.iterdir())


def _patiently(open_writer: Callable[[], tantivy.IndexWriter], wait: float, path: Path) -> tantivy.IndexWriter:
    end = time.monotonic() + wait
    while True:
        try:
            return open_writer()
        except ValueError as error:
            if "lock" not in str(error).lower():
                raise ArchiveDamaged(f"{path}: the index can't be written: {error}.") from error
            if time.monotonic() >= end:
                raise Conflict(f"{path}: another process is writing the index.", cure="Try again later.") from error
            time.sleep(0.05)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        raise QueryError(f"The search is too wide: {error}.", cure="Give more of the word.") from error


def _fields(document: Document) -> tantivy.Document:
    fields = tantivy.Document()
    for name in ("issue", "ref", "kind", "slug"):
        fields.add_text(name, getattr(document, name))
    if document.language:
        fields.add_text("language", document.language.lower())
    if document.year is not None:
        fields.add_integer("year", document.year)
    if document.section:
        fields.add_text("section_name", document.section)
    for name in document.contributors:
        fields.add_text("contributor_name", name)
    fields.add_unsigned("order", document.order)
    fields.add_bytes("document", msgspec.msgpack.encode(document))
    _add_words(fields, document)
    return fields


def _add_words(fields: tantivy.Document, document: Document) -> None:
    """Every value apart, so that no phrase runs from one into the next; `text` has them all."""
    titles = _words((document.title, document.subtitle, document.alternative_title))
    authors, section = _words(document.contributors), _words((document.section,))
    rest = _words((*document.affiliations, *document.keywords, *(passage.text for passage in document.passages)))
    named = {"title": titles, "author": authors, "section": section, "periodical": _words((document.periodical,))}
    for name, values in (named | {"text": titles + authors + section + rest}).items():
        for value in values:
            fields.add_text(name, value)


def _words(values: Iterable[str | None]) -> list[str]:
    return [" ".join(found) for value in values if value for line in value.split("\n") if (found := tokens(line))]


def _part(term: str) -> tuple[str, str]:
    issue_id, _, digest = term.rpartition(" ")
    return issue_id, digest


def _count(result: tantivy.SearchResult) -> int:
    return int(result.count)  # type: ignore[attr-defined]  # missing in tantivy's stubs


def _rough(score: float) -> float:
    """Scores are sums of 32-bit floats: what differs less is equal."""
    return round(score, 3)


def _best(
    searcher: tantivy.Searcher, found: tantivy.Query, needed: int
) -> tuple[int, list[tuple[float, tantivy.DocAddress]]]:
    """(total, hits): the `needed` best ones, with all that equal the last of these, so that pages of results fit together."""
    size = needed + _SLACK
    while True:
        result = searcher.search(found, size)
        hits = result.hits
        if len(hits) < size or size >= _MOST_EQUAL or _rough(hits[needed - 1][0]) != _rough(hits[-1][0]):
            return _count(result), hits
        size *= 4


def _load(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> Document:
    stored: Any = searcher.doc(address).get_first("document")
    return msgspec.msgpack.decode(stored, type=Document)


def _count_facets(
    searcher: tantivy.Searcher, found: tantivy.Query, facets: Sequence[str]
) -> dict[str, tuple[Facet, ...]]:
    asked = {name: {"terms": {"field": facet_field(name), "size": _FACET_SIZE}} for name in facets}
    answer: dict[str, Any] = searcher.aggregate(found, asked)
    return {name: _buckets(answer[name]["buckets"], by_value=name == "year") for name in facets}


def _buckets(buckets: list[dict[str, Any]], *, by_value: bool) -> tuple[Facet, ...]:
    counted = [Facet(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets]
    return tuple(sorted(counted, key=lambda facet: (facet.value,) if by_value else (-facet.hits, facet.value)))


def _hit(document: Document, score: float, in_title: Pattern, in_text: Pattern, most: int) -> Hit:
    title = tuple(mark(document.title, in_title)) if in_title else ()
    found = tuple(islice(_snippets(document.passages, in_text), most)) if in_text else ()
    if not found and most:
        found = tuple(excerpt(passage.text, [])._replace(page=passage.page) for passage in document.passages[:1])
    return Hit(document, score, title, found)


def _snippets(passages: Iterable[Passage], pattern: re.Pattern[str]) -> Iterator[Snippet]:
    for passage in passages:
        if spans := mark(passage.text, pattern):
            yield excerpt(passage.text, spans)._replace(page=passage.page_at(spans[0][0]))
