"""OAI-PMH 2.0 at `/oai`: what libraries harvest. Clauses are those of http://www.openarchives.org/OAI/2.0/openarchivesprotocol.htm.

Items are issues (oai_dc, mods, mets) and their articles (oai_dc, mods, jats), a set is a periodical. The datestamp of an item
is the second in which its issue was last kept, corrected or removed, as the archive's journal says (behind a moving wall: the
day on which it opened, when that is later). Lists are walked by (datestamp, issue, place in the issue), which is all that a
resumption token says: nothing is remembered between requests, a token stays good, and every page costs the same. An item that
changes while somebody harvests comes again, later in the list.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ...accounts.access import permit
from ...accounts.people import site_settings
from ...archive.folder import place
from ...errors import BackfileError, NotFound
from ...exporters import dc, jats, mets, mods
from ...exporters._citation import Work, works
from ...exporters._xml import add, document, element, legal, name_token
from ...model import Issue
from .. import shelves
from ._answers import site
from ._holdings import list_periodicals
from ._stamps import Stamp, stamps

NAME = "OAI-PMH"
PROTOCOL = "OAI-PMH 2.0"
GRANULARITY = "%Y-%m-%dT%H:%M:%SZ"
PAGE_SIZE = 100
_NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
# what JATS has follow the address of an article in article-meta
_AFTER_SELF_URI = frozenset({"abstract", "trans-abstract", "kwd-group", "funding-group", "custom-meta-group"})
_IDS = frozenset({"ID", "DMDID", "ADMID", "FILEID", "xlink:from", "xlink:to"})
# prefixes and sets by the protocol's schema (metadataPrefixType, setSpecType)
_WORD = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class ProtocolError(Exception):
    """An error of OAI-PMH (§3.6): one of its codes, and words for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Item(NamedTuple):
    """What is harvested: an issue (`ref` empty), or an article or entry of it; `issue` is None when it is gone.

    `reading` are the addresses where people read the issue.
    """

    stamp: Stamp
    ref: str
    issue: Issue | None = None
    work: Work | None = None
    reading: shelves.Addresses | None = None


class Format(NamedTuple):
    """A metadata format: `of_issues`, `of_articles` say which items it can describe, `page` how many come at a time."""

    schema: str
    namespace: str
    of_issues: bool
    of_articles: bool
    make: Callable[[Item, str], Element]
    page: int = PAGE_SIZE
    words: bool = False


class Token(msgspec.Struct, frozen=True, array_like=True):
    """A resumption token: the arguments of the list, after which item to go on, and how many came before."""

    prefix: str
    set: str
    since: str
    until: str
    at: str
    issue: str
    place: int
    cursor: int


# what each format makes of an item


def _oai_dc(item: Item, home: str) -> Element:
    assert item.issue is not None
    terms = list(dc.article_terms(item.issue, item.work) if item.work else dc.issue_terms(item.issue))
    return dc.record([*terms, ("identifier", _address(item, home))])


def _mods(item: Item, home: str) -> Element:
    assert item.issue is not None
    made = mods.article_record(item.issue, item.work) if item.work else mods.issue_record(item.issue)
    add(add(made, "location"), "url", _address(item, home), usage="primary display")
    return made


def _mets(item: Item, home: str) -> Element:
    assert item.issue is not None
    issue = item.issue
    made = mets.issue_record(issue, lambda page: home + reverse("iiif_alto", args=(issue.id, page.number)))
    for each in made.iter():  # ids are one of a kind in a whole answer
        for name in _IDS.intersection(each.keys()):
            each.set(name, " ".join(f"{name_token(issue.id)}.{id}" for id in each.get(name, "").split()))
    return made


def _jats(item: Item, home: str) -> Element:
    """The namespace is what tells JATS from no namespace at all, which OAI-PMH does not allow."""
    assert item.issue is not None
    assert item.work is not None
    made = jats.article_record(item.issue, item.work)
    made.set("xmlns", FORMATS["jats"].namespace)
    made.set("xmlns:xlink", "http://www.w3.org/1999/xlink")
    meta = made.find("front/article-meta")
    assert meta is not None
    before = sum(child.tag not in _AFTER_SELF_URI for child in meta)
    meta.insert(before, element("self-uri", **{"xlink:href": _address(item, home)}))
    return made


FORMATS = {
    "oai_dc": Format("http://www.openarchives.org/OAI/2.0/oai_dc.xsd", dc.CONTAINER, True, True, _oai_dc),
    "mods": Format("http://www.loc.gov/standards/mods/v3/mods-3-7.xsd", mods.NAMESPACE, True, True, _mods),
    "mets": Format("http://www.loc.gov/standards/mets/mets.xsd", "http://www.loc.gov/METS/", True, False, _mets, 10, True),
    "jats": Format("https://jats.nlm.nih.gov/publishing/1.3/xsd/JATS-journalpublishing1-3.xsd",
                   "https://jats.nlm.nih.gov/ns/publishing/1.3/", False, True, _jats, 50),
}  # fmt: skip


# the address


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """One request: GET and POST are the same (§3.1.1). Errors of the protocol are answers too."""
    given = request.POST if request.method == "POST" else request.GET
    verb = given.get("verb", "")
    root = element(
        "OAI-PMH",
        xmlns=_NAMESPACE,
        **{"xmlns:xsi": _XSI, "xsi:schemaLocation": f"{_NAMESPACE} {_NAMESPACE}OAI-PMH.xsd"},
    )
    add(root, "responseDate", datetime.now(UTC).strftime(GRANULARITY))
    asked = add(root, "request", _base(request))
    try:
        arguments = read_arguments(
            verb, {name: given.getlist(name) for name in given if name != "verb"}, given.getlist("verb")
        )
        answer = VERBS[verb].answer(request, arguments)
    except ProtocolError as error:
        if error.code not in ("badVerb", "badArgument"):
            _echo(asked, verb, given.dict())
        add(root, "error", error, code=error.code)
    else:
        _echo(asked, verb, given.dict())
        root.append(answer)
    return HttpResponse(document(root), content_type="text/xml; charset=utf-8")


def _echo(asked: Element, verb: str, given: dict[str, str]) -> None:
    asked.set("verb", verb)
    for name, value in given.items():
        asked.set(name, legal(value))


def read_arguments(verb: str, given: dict[str, list[str]], verbs: list[str]) -> dict[str, str]:
    """The arguments of a request, each once, those of its verb and all that it needs. Raises ProtocolError."""
    if verb not in VERBS or len(verbs) != 1:
        raise ProtocolError("badVerb", f"there is no verb {verb!r}" if verb else "no verb")
    if repeated := [name for name, values in given.items() if len(values) != 1]:
        raise ProtocolError("badArgument", f"given more than once: {', '.join(repeated)}")
    arguments = {name: values[0] for name, values in given.items()}
    if verb in LISTS and "resumptionToken" in arguments:
        if len(arguments) > 1:
            raise ProtocolError("badArgument", "resumptionToken stands alone")
        return arguments
    if wrong := sorted(set(arguments) - VERBS[verb].needs - VERBS[verb].takes):
        raise ProtocolError("badArgument", f"{verb} takes no {', '.join(wrong)}")
    if missing := sorted(name for name in VERBS[verb].needs if not arguments.get(name)):
        raise ProtocolError("badArgument", f"{verb} needs {', '.join(missing)}")
    if wrong := [name for name in ("metadataPrefix", "set") if not _WORD.fullmatch(arguments.get(name, "x"))]:
        raise ProtocolError("badArgument", f"this can't be a {wrong[0]}")
    return arguments


# the verbs


def identify(request: HttpRequest, arguments: dict[str, str]) -> Element:  # noqa: ARG001 - as all verbs
    """§4.2."""
    settings = site_settings()
    made = element("Identify")
    host = request.get_host().partition(":")[0]
    add(made, "repositoryName", settings.provider or "Backfile")
    add(made, "baseURL", _base(request))
    add(made, "protocolVersion", "2.0")
    add(
        made,
        "adminEmail",
        settings.contact or f"webmaster@{host if '.' in host.strip('.') else 'localhost.localdomain'}",
    )
    add(made, "earliestDatestamp", stamps().earliest())
    add(made, "deletedRecord", "transient")
    add(made, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    add(made, "compression", "gzip")
    return made


def list_metadata_formats(request: HttpRequest, arguments: dict[str, str]) -> Element:
    """§4.4: all formats, or those of one item."""
    offered = dict(FORMATS)
    if "identifier" in arguments:
        item = _find(request, arguments["identifier"])
        offered = {name: format for name, format in FORMATS.items() if _describes(format, item)}
    made = element("ListMetadataFormats")
    for name, format in offered.items():
        each = add(made, "metadataFormat")
        add(each, "metadataPrefix", name)
        add(each, "schema", format.schema)
        add(each, "metadataNamespace", format.namespace)
    return made


def list_sets(request: HttpRequest, arguments: dict[str, str]) -> Element:
    """§4.6: one set per periodical, all at once."""
    if "resumptionToken" in arguments:
        raise ProtocolError("badResumptionToken", "sets come all at once")
    made = element("ListSets")
    for periodical in list_periodicals(request):
        each = add(made, "set")
        add(each, "setSpec", periodical.slug)
        add(each, "setName", periodical.title)
    if not len(made):
        raise ProtocolError("noSetHierarchy", "there is no periodical yet")
    return made


def get_record(request: HttpRequest, arguments: dict[str, str]) -> Element:
    """§4.1."""
    format = _format(arguments["metadataPrefix"])
    item = _find(request, arguments["identifier"], words=format.words)
    if item.issue is not None and not _describes(format, item):
        raise ProtocolError(
            "cannotDisseminateFormat", f"{arguments['identifier']} has no {arguments['metadataPrefix']}"
        )
    made = element("GetRecord")
    made.append(_record(request, item, format))
    return made


def list_identifiers(request: HttpRequest, arguments: dict[str, str]) -> Element:
    """§4.3."""
    return _list(request, arguments, "ListIdentifiers", lambda item, _: _header(request, item))


def list_records(request: HttpRequest, arguments: dict[str, str]) -> Element:
    """§4.5."""
    return _list(request, arguments, "ListRecords", lambda item, format: _record(request, item, format))


class Verb(NamedTuple):
    answer: Callable[[HttpRequest, dict[str, str]], Element]
    needs: frozenset[str] = frozenset()
    takes: frozenset[str] = frozenset()


_SELECTIVE = frozenset({"from", "until", "set"})
LISTS = ("ListSets", "ListIdentifiers", "ListRecords")
VERBS = {
    "Identify": Verb(identify),
    "ListMetadataFormats": Verb(list_metadata_formats, takes=frozenset({"identifier"})),
    "ListSets": Verb(list_sets),
    "GetRecord": Verb(get_record, frozenset({"identifier", "metadataPrefix"})),
    "ListIdentifiers": Verb(list_identifiers, frozenset({"metadataPrefix"}), _SELECTIVE),
    "ListRecords": Verb(list_records, frozenset({"metadataPrefix"}), _SELECTIVE),
}


# lists


def _list(
    request: HttpRequest, arguments: dict[str, str], verb: str, write: Callable[[Item, Format], Element]
) -> Element:
    token = decode_token(arguments["resumptionToken"]) if "resumptionToken" in arguments else _begin(arguments)
    format = _format(token.prefix)
    size = PAGE_SIZE if verb == "ListIdentifiers" else format.page
    found = list(islice(_walk(request, token, format, words=format.words and verb == "ListRecords"), size + 1))
    if not found:
        if token.cursor:
            raise ProtocolError("badResumptionToken", "what this list was made of is gone; begin it again")
        raise ProtocolError("noRecordsMatch", "nothing matches")
    made = element(verb)
    for item, _ in found[:size]:
        made.append(write(item, format))
    if len(found) > size:
        last, position = found[size - 1]
        more = msgspec.structs.replace(
            token, at=last.stamp.at, issue=last.stamp.issue, place=position, cursor=token.cursor + size
        )
        add(made, "resumptionToken", encode_token(more), cursor=token.cursor)
    elif token.cursor:
        add(made, "resumptionToken", "", cursor=token.cursor)
    return made


def _begin(arguments: dict[str, str]) -> Token:
    since, until = arguments.get("from", ""), arguments.get("until", "")
    kinds = {_granularity(each) for each in (since, until) if each}
    if len(kinds) > 1:
        raise ProtocolError("badArgument", "from and until differ in granularity")
    if since and until and since > until:
        raise ProtocolError("badArgument", "from is later than until")
    if kinds == {"day"}:
        since, until = since and f"{since}T00:00:00Z", until and f"{until}T23:59:59Z"
    return Token(arguments["metadataPrefix"], arguments.get("set", ""), since, until, "", "", -1, 0)


def _granularity(text: str) -> str:
    """Raises ProtocolError for what is no date of §3.3."""
    for kind, pattern, form in (("day", _DAY, "%Y-%m-%d"), ("second", _SECOND, GRANULARITY)):
        if pattern.fullmatch(text):
            try:
                datetime.strptime(text, form).replace(tzinfo=UTC)
            except ValueError:
                break
            return kind
    raise ProtocolError("badArgument", f"{text} is no date: write YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ")


def _walk(request: HttpRequest, token: Token, format: Format, *, words: bool) -> Iterator[tuple[Item, int]]:
    """(item, its place in the issue) from the token on; only one issue is held at a time."""
    for stamp in stamps().between(permit(request), token.since, token.until, token.set, (token.at, token.issue)):
        after = token.place if (stamp.at, stamp.issue) == (token.at, token.issue) else -1
        for position, item in enumerate(_items(stamp, words=words)):
            if position > after and (_describes(format, item) or item.issue is None):
                yield item, position


def _items(stamp: Stamp, *, words: bool = False) -> Iterator[Item]:
    """The items of an issue in the order of its contents; of one that was removed those that are still known."""
    archive = shelves.open_archive()
    try:
        issue = None if stamp.deleted else archive.load(stamp.issue, words=words)
    except NotFound:  # removed between the journal's telling and now
        issue = None
    if issue is None:
        yield Item(stamp, "")
        yield from (Item(stamp, ref) for ref in stamps().refs_in_trash(stamp.issue))
        return
    reading = shelves.Addresses(issue.id)
    yield Item(stamp, "", issue, reading=reading)
    known = []
    for work in works(issue):
        known.append(work.named.id)
        yield Item(stamp, known[-1], issue, work, reading)
    if archive.corrections(stamp.issue):
        before = (work.named.id for work in works(archive.load(stamp.issue, corrected=False)))
        yield from (Item(stamp, ref) for ref in before if ref not in known)


def _find(request: HttpRequest, identifier: str, *, words: bool = False) -> Item:
    """Raises ProtocolError when there is no such item, or it is not for whoever asks."""
    scheme, _, rest = identifier.partition(":")
    issue_id, _, ref = rest.partition(":")[2].partition("/")
    stamp = stamps().find(issue_id)
    missing = ProtocolError("idDoesNotExist", f"there is no {identifier}")
    if scheme != "oai" or stamp is None or identifier != _identifier(request, issue_id, ref):
        raise missing
    try:
        if not stamp.deleted:
            permit(request).expect(issue_id)
        return next(item for item in _items(stamp, words=words) if item.ref == ref)
    except (StopIteration, NotFound):
        raise missing from None
    except BackfileError as error:
        raise ProtocolError("idDoesNotExist", error.message) from None


def _describes(format: Format, item: Item) -> bool:
    return format.of_articles if item.ref else format.of_issues


def _format(prefix: str) -> Format:
    if prefix not in FORMATS:
        raise ProtocolError("cannotDisseminateFormat", f"no format {prefix!r}; there are {', '.join(FORMATS)}")
    return FORMATS[prefix]


# records


def _record(request: HttpRequest, item: Item, format: Format) -> Element:
    made = element("record")
    made.append(_header(request, item))
    if item.issue is not None:
        metadata = format.make(item, site(request))
        metadata.set("xmlns:xsi", _XSI)
        metadata.set("xsi:schemaLocation", f"{format.namespace} {format.schema}")
        add(made, "metadata").append(metadata)
    return made


def _header(request: HttpRequest, item: Item) -> Element:
    made = element("header", status=None if item.issue is not None else "deleted")
    add(made, "identifier", _identifier(request, item.stamp.issue, item.ref))
    add(made, "datestamp", item.stamp.at)
    add(made, "setSpec", place(item.stamp.issue)[0])
    return made


def _identifier(request: HttpRequest, issue_id: str, ref: str) -> str:
    domain = site_settings().domain or request.get_host().partition(":")[0]
    return f"oai:{domain}:{issue_id}" + (f"/{ref}" if ref else "")


def _address(item: Item, home: str) -> str:
    """Where people read the item."""
    reading = item.reading or shelves.Addresses(item.stamp.issue)
    return home + (reading.article(item.work.article) if item.work and item.work.article else reading.issue)


def _base(request: HttpRequest) -> str:
    return site(request) + reverse("oai")


def encode_token(token: Token) -> str:
    return base64.urlsafe_b64encode(msgspec.msgpack.encode(token)).decode().rstrip("=")


def decode_token(text: str) -> Token:
    """Raises ProtocolError for what is no token of ours."""
    try:
        padded = text + "=" * (-len(text) % 4)
        token = msgspec.msgpack.decode(base64.b64decode(padded, altchars=b"-_", validate=True), type=Token)
    except (ValueError, binascii.Error, msgspec.MsgspecError):
        raise ProtocolError("badResumptionToken", "this is no token of ours") from None
    if token.prefix not in FORMATS or not _SECOND.fullmatch(token.at) or token.cursor < 1:
        raise ProtocolError("badResumptionToken", "this is no token of ours")
    return token


urlpatterns: list[Any] = [path("oai", oai, name="oai")]
