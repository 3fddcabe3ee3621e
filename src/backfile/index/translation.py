"""A query tree → a tantivy query over our tokens, and the schema that both sides share."""

from __future__ import annotations

import re
from typing import NamedTuple

from tantivy import FieldType, Occur, Schema, SchemaBuilder, TextAnalyzer, TextAnalyzerBuilder, Tokenizer
from tantivy import Query as Found

from .queries import And, Everything, Exact, Not, Or, Query, Text, Years
from .tokens import pieces

TOKENS = "tokens"
KINDS = ("article", "entry", "notice")
_WORDED = ("title", "author", "section", "periodical", "text")
_RAW = ("issue", "ref", "kind", "language", "slug")
FACETS = ("periodical", "year", "section", "language", "contributor", "kind")
_FACET_FIELDS = {
    "periodical": "slug",
    "section": "section_name",
    "contributor": "contributor_name",
    "language": "language",
    "kind": "kind",
}
# A word in the title or as a contributor says more of an article than one in its text.
_BOOSTS = (("title", 4.0), ("author", 3.0))


def build_schema() -> Schema:
    """Fields with our tokens and positions; raw ones to filter and count by; the document itself, stored."""
    builder = SchemaBuilder()
    for name in _WORDED:
        builder.add_text_field(name, tokenizer_name=TOKENS, index_option="position")
    for name in _RAW:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("section_name", "contributor_name"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("holds", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("held", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", indexed=True, fast=True)
    builder.add_unsigned_field("order", fast=True)
    builder.add_bytes_field("document", stored=True)
    return builder.build()


def analyzer() -> TextAnalyzer:
    """Our tokens arrive joined by spaces."""
    return TextAnalyzerBuilder(Tokenizer.whitespace()).build()


def facet_field(facet: str) -> str:
    return _FACET_FIELDS.get(facet, facet)


def translate(query: Query, schema: Schema) -> Found:
    """The tantivy query that finds exactly what `query` means. Raises QueryError for what is too wide to look up."""
    match query:
        case Everything():
            return _everything(schema)
        case Text():
            return _text(query, schema)
        case Years(first, last):
            return Found.range_query(schema, "year", FieldType.Integer, first, last)
        case Exact(field, value):
            return _exact(field, value, schema)
        case And(parts):
            return _all_of(parts, schema)
        case Or(parts):
            return Found.boolean_query([(Occur.Should, translate(part, schema)) for part in parts])
        case Not(part):
            return _all_of((Not(part),), schema)


def is_ranked(query: Query) -> bool:
    """Whether hits differ in how well they fit; otherwise the newest come first."""
    match query:
        case Text():
            return not (query.field is None and _is_wild(query))
        case And(parts) | Or(parts):
            return any(is_ranked(part) for part in parts)
    return False


def _is_wild(query: Text) -> bool:
    words = phrase(query.text, prefix=query.prefix)
    return len(words) == 1 and words[0].open


def _everything(schema: Schema) -> Found:
    return Found.term_set_query(schema, "kind", list(KINDS))


def _all_of(parts: tuple[Query, ...], schema: Schema) -> Found:
    wanted = [(Occur.Must, translate(part, schema)) for part in parts if not isinstance(part, Not)]
    barred = [(Occur.MustNot, translate(part.part, schema)) for part in parts if isinstance(part, Not)]
    return Found.boolean_query((wanted or [(Occur.Must, _everything(schema))]) + barred)


def _exact(field: str, value: str, schema: Schema) -> Found:
    if field == "language":
        return Found.regex_query(schema, field, f"{re.escape(value)}(-.*)?")
    return Found.term_query(
        schema, facet_field({"author": "contributor"}.get(field, field)), value, index_option="basic"
    )


def _text(query: Text, schema: Schema) -> Found:
    words = phrase(query.text, prefix=query.prefix)
    if query.field == "periodical":
        slug = Found.term_query(schema, "slug", query.text.strip().lower(), index_option="basic")
        return _any_of([slug, _phrase(words, "periodical", schema)] if words else [slug])
    if query.field:
        return _phrase(words, query.field, schema)
    boosted = [(Occur.Should, Found.boost_query(_phrase(words, field, schema), boost)) for field, boost in _BOOSTS]
    return Found.boolean_query([(Occur.Must, _phrase(words, "text", schema)), *boosted])


def _any_of(queries: list[Found]) -> Found:
    return Found.boolean_query([(Occur.Should, query) for query in queries])


class Wanted(NamedTuple):
    """A token to look for; `open` ones may be only the beginning."""

    token: str
    open: bool = False


def phrase(text: str, *, prefix: bool = False) -> list[Wanted]:
    """The tokens, side by side, that a document has wherever it has `text`.

    The last character of a run that ends the text may go on in the document, so its pairs say enough; a single one
    is the beginning of some pair or a token of its own.
    """
    found: list[Wanted] = []
    cut = list(pieces(text))
    for at, (piece, is_run) in enumerate(cut):
        is_last = at == len(cut) - 1
        if not is_run:
            found.append(Wanted(piece, prefix and is_last))
            continue
        found += [Wanted(piece[i : i + 2]) for i in range(len(piece) - 1)]
        if not is_last or len(piece) == 1:
            found.append(Wanted(piece[-1], is_last))
    return found


def _phrase(words: list[Wanted], field: str, schema: Schema) -> Found:
    if not words:
        return Found.empty_query()
    if len(words) == 1:
        (token, is_open), *_ = words
        return (
            Found.regex_query(schema, field, re.escape(token) + ".*")
            if is_open
            else Found.term_query(schema, field, token)
        )
    if not words[-1].open:
        return Found.phrase_query(schema, field, [token for token, _ in words])
    return Found.regex_phrase_query(
        schema, field, [re.escape(token) + (".*" if is_open else "") for token, is_open in words]
    )
