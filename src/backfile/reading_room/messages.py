"""What other layers say, in the reader's language: why something is doubted, why a page was not read, what went wrong.

Records and errors are in English, whoever reads them: a record made on one machine is the same on all. So a message is
recognised here by its template and said anew, with the values that stand in it. A new message needs its template
below and a line in each locale; `tests/reading_room/test_messages.py` finds every message in the source and tells. A message
that no template fits stays as it is.
"""

from __future__ import annotations

from functools import lru_cache
from string import Formatter
from typing import NamedTuple

from django.utils.translation import get_language, gettext

LONGEST = 4000
"""Characters of a message that is looked into; a longer one is none of ours."""
NESTED = frozenset({"error", "fact", "frequency", "script"})
"""Values that are messages themselves."""
_DEEPEST = 4


def _(text: str) -> str:
    """A mark for makemessages; said in the reader's language only when it is shown."""
    return text


TEMPLATES = (
    # what the stages doubt
    _("no title of the contents stands in the text again: it has no body"),
    _("in the body its title is set as small as the text: a part"),
    _("its {fact} is {printed}, but here it is {known}"),
    _("year"),
    _("first page"),
    _("count of pages"),
    _("its title was not found in the body"),
    _("the title was not found on page {page}; the folio alone says where it starts"),
    _("the headline on page {page} is hardly like the title"),
    _("the contents say page {page}; the title stands on {label}"),
    _("the contents say page {page}; the title stands on an unnumbered page"),
    _("page {page} is not in the document"),
    _("(labels run from {first} to {last})"),
    _("not in the contents; its headline on page {page} is set like theirs"),
    _("not in the contents; a box with a heading between two articles"),
    _("its title was not found on page {page}, which it shares with others"),
    _("there is no contents page: read from a heading in the body, by the size of its type"),
    _("there is no contents page: read from a heading in the body, by the white around it"),
    _("the numbers before the titles run 1, 2, 3 …: taken for running numbers, not pages"),
    _("read as {text} from a page number with letters in it"),
    _("letters that were in doubt are as they stand on page {page}, which the entry points to"),
    _("the rows of this entry can be read in another way"),
    _("not printed; implied by its neighbours"),
    _("read as {text}; its neighbours imply {label}"),
    _("{text} stands there; its neighbours imply {label}"),
    _("labels leap from {first} to {last}: pages may be missing before this one"),
    _("{value} is printed as well"),
    _("(page {page})"),
    _("the file says {value}"),
    _("no region has the code {code}"),
    _("the check digit is wrong"),
    _("letters were read as digits; the check digit agrees"),
    _("the barcode holds the ISSN {issn}"),
    _("not printed; the newest date in the text is {date}"),
    _("not printed; the barcode's reserve digits are {digits}"),
    _("not printed; the barcode's reserve digits are {digits}, and {count} dates in the text are of {year}"),
    _("not printed; number {number} of a monthly"),
    _("not printed; number {number} of the year, so probably of a monthly"),
    _("set as a title, but nothing else in the issue says that it is the periodical's"),
    _("the year is not printed; the issue is of {year}"),
    _("the year is not printed; the year before {year}"),
    _("the METS file gives no title: these are the first words"),
    _("the METS file gives no title, and no text was read there"),
    _("{file} names {what}, which is not there."),
    _("the record gives no title"),
    _("the edition gives no title: these are the first words"),
    _("{file} names {what}, which {other} does not have"),
    _("{id} is taken by {name}: the same issue twice, or a misread date"),
    _("{id} is taken by another issue: the same issue twice, or a misread date"),
    # how often, and what a gap was inferred from
    _("numbers {first} and {last} are here"),
    _("numbers run on, and {first} and {last} are here"),
    _("{frequency}, as its numbering says"),
    _("nothing of {year} is here; {frequency} before"),
    _("{count} a year"),
    _("annual"),
    _("semiannual"),
    _("three times a year"),
    _("quarterly"),
    _("bimonthly"),
    _("ten times a year"),
    _("eleven times a year"),
    _("monthly"),
    _("eighteen times a year"),
    _("semimonthly"),
    _("biweekly"),
    _("three times a month"),
    _("four times a month"),
    _("weekly"),
    # pages that could not be read, or not surely
    _("There may be pictures of text on the page, which were not read: {error}"),
    _("The text layer of the file is not what is printed ({quote}): the page was read anew."),
    _("The text layer of the file has many errors ({quote}): the page was read anew."),
    _("No text was found."),
    _("The page is in {script} script, which the engine can't read."),
    _("Arabic"),
    _("Armenian"),
    _("Bengali"),
    _("Cyrillic"),
    _("Devanagari"),
    _("Ethiopic"),
    _("Fraktur"),
    _("Georgian"),
    _("Greek"),
    _("Hangul"),
    _("Hebrew"),
    _("Tamil"),
    _("Thai"),
    _("Gujarati"),
    _("Gurmukhi"),
    _("Kannada"),
    _("Khmer"),
    _("Lao"),
    _("Malayalam"),
    _("Myanmar"),
    _("Sinhala"),
    _("Telugu"),
    _("Tibetan"),
    _("What is on the page was not read: it may be in a script that the engine does not know."),
    _("a record has no words of its pages."),
    _("{path}: a record has no page images."),
    _("{path}: a text has no page images."),
    _("{path}: a list of articles has no pages."),
    _("Add the scan or PDF of the issue."),
    _("Put it beside the scans."),
    _("{file}, page {page}: there is no image of this page."),
    _("Put the page images beside the text files, under the same names, and add the folder again."),
    _("{name}: the image can't be read: {error}"),
    _("{name}: the image has no size."),
    _("{name}: {width} × {height} pixels are more than max_pixels = {most}."),
    _("{path}, page {page}: {width} × {height} points at {dpi} dpi are more than max_pixels = {most}."),
    _("{path}, page {page}: can't be drawn: {error}"),
    _("{path}, page {page}: the page can't be opened: {error}"),
    _("{path}, page {page}: the page has no size ({width} × {height} points)."),
    _("{path}, page {page}: the page draws itself without end and was left out."),
    _("Print the page to a new PDF with another program."),
    _("{id}: no PDF can be made of its original: {error}"),
    _("Print it to a new PDF and add that."),
    _("a page of the original draws itself within itself."),
    _("{path}, page {page}: the text can't be read."),
    _("{path}: there is no page {page}."),
    _("{name}: can't be unpacked: {error}"),
    _("{name}: unpacks to more than {most} bytes."),
    _("{path}: the file is empty."),
    _("{path}: this folder holds nothing that can be read."),
    _("{path}: can't be read: {error}."),
    _("{path}: {size} bytes are more than {most}."),
    _("{path}: {size} bytes are more than max_bytes = {most}."),
    _("{path}: not well-formed XML: {error}."),
    _("{path}: not HTML: {error}."),
    _("{path}: there is nothing in this HTML."),
    _("nothing in it"),
    _("{error} (line {line})"),
    _("{path}: an element with 100,000 bytes of attributes."),
    _("{path}: the file declares entities of its own, which may name other files or grow without end."),
    _("{path}: this is not ALTO, its root is <{root}>."),
    _("{path}: this ALTO file has no page."),
    _("{path}: there are no {kind} files in this folder."),
    _("Open the file in an XML editor; get another copy if it was cut short."),
    _("Its encoding is not the one that it declares: save it as UTF-8."),
    _("If you trust it, write it again without a DOCTYPE: xmllint --noent --dropdtd."),
    _("The file is no use: leave it."),
    _("Split the file."),
    _("Check the name."),
    _("{path}: the PDF is encrypted."),
    _("{path}: the password does not open this PDF."),
    _("{path}: the PDF is encrypted in a way we can't open."),
    _("{path}: named a PDF, but it is none."),
    _("{path}: the PDF is damaged or cut short: {error}"),
    _("Save it unencrypted."),
    _("Give the file its right ending."),
    _("{path}: {pages} pages are more than max_pages = {most}."),
    _("{path}: the ZIP archive is damaged or cut short: {error}"),
    _("{path}: the archive is empty."),
    _("{path}: the archive is encrypted."),
    _("{path}: the archive holds no page images (only {endings})."),
    _("{path}: {count} files in one archive."),
    _("{path}: unpacks to {size} bytes, more than max_unpacked = {most}."),
    _("{path}: {name} would unpack to {size} bytes from {packed}; no picture does that."),
    _("The archive is a ZIP bomb or broken: throw it away."),
    _("Unpack it and add what is inside."),
    _("Unpack it by hand and look."),
    _("{path}: {images} images are more than max_pages = {most}."),
    # engines
    _("no engine is called {name}; there are {names}."),
    _("ocr_quality is {value}."),
    _("It is accurate or fast."),
    _("the {quality} OCR weights are not where they belong: {names}."),
    _("the package {package} with the OCR weights is not installed."),
    _("PP-OCR can't start: {error}"),
    _("Reinstall rapidocr and onnxruntime."),
    _("PP-OCR did not finish a page in {seconds} s."),
    _("Raise page_seconds."),
    _("there is no folder of recorded readings."),
    _("Name it in {variable}."),
    _("no reading was recorded of this image ({name})."),
    _("{path}: not a recorded reading: {error}"),
    _("Record it."),
    _("Record it again."),
    _("Tesseract has no model for {language} here."),
    _("Install it with the languages wanted, e.g. apt install tesseract-ocr tesseract-ocr-ara."),
    _("Tesseract failed: {error}"),
    _("Tesseract did not finish a page in {seconds} s."),
    _("Tesseract can't be run: {error}"),
    _("the program tesseract is not installed."),
    # the archive and its corrections
    _("no issue is called {id}."),
    _("no periodical is called {name}."),
    _("{id} can't be the id of an issue."),
    _("{name} may be {ids}."),
    _("Name one of them."),
    _("{path} is not an archive."),
    _("Name one with --archive, or make one: `backfile --archive DIR add FILE`."),
    _("{path} is not a folder."),
    _("Name a folder with --archive."),
    _("the original {sha256} is missing from {folder}."),
    _("{id} has no correction {correction}."),
    _("`backfile corrections list {id}`"),
    _("later corrections need this one: {ids}."),
    _("Undo those first."),
    _("no issue {id} is in the trash."),
    _("`backfile trash` shows what is there."),
    _("{id} is in the archive again."),
    _("Remove it first: `backfile remove {id}`."),
    _("`backfile list` shows the ids; a name is their first part."),
    _("{path} can't be written: {error}."),
    _("Check free space and permissions, then run the same command again: it goes on where it stopped."),
    _("{path} is there already."),
    _("{path} changed while it was being read."),
    _("Add it again."),
    _("{path}: another backfile (process {number}) is writing here."),
    _("Wait until it has finished, then run the command again."),
    _("{path}: this file system can't lock files: {error}."),
    _("line {number} is not a correction: {error}."),
    _("{path} is {now} by now, not {given}."),
    _("not possible: {error}."),
    _("{path}: not possible: {error}."),
    _("there is no page {page}."),
    _("only the text of a line can be set, not {what}."),
    _("line {line} of page {page} is not there as it was."),
    _("{path} does not exist."),
    _("{path} ({words}) is not there any more."),
    _("{path} was {old}, a newer reading says {now}"),
    _("{words} is read by now: not added a second time"),
    _("{path} reads otherwise by now, and is removed"),
    _("{path} can't be merged with itself."),
    _("nothing can be added to {path}."),
    _("{path} is no item of {lists}."),
    _("not a {schema} record: {error}"),
    _("not the words of a {schema} record: {error}"),
    # corrections as a file, and of suggestions
    _("{file}: {count} lines are more than {most}."),
    _("{file}, line {number}: not a correction: {error}."),
    _("{file}, line {number}: it changes what can't be corrected."),
    _("Export it again."),
    _("suggested by a visitor"),
    _("suggested by {name}"),
    _("suggested by {name} ({why})"),
    # who may read
    _("{access} is no kind of access."),
    _("Take one of {names}."),
    _("an embargo is 0 to {most} months, not {months}."),
    _("{periodical} is not open."),
    # searches
    _("The search line has {count} characters; at most {most} are read."),
    _("{error}, at character {at} of “{line}”."),
    _("{error}, at character {at}."),
    _("There is a closing parenthesis without an opening one"),
    _("There is nothing to look for but signs."),
    _("Give at least one letter, character or digit."),
    _("Parentheses are nested more than {most} deep"),
    _("A word is missing"),
    _("The parenthesis opened at character {at} is not closed"),
    _("After {field}: a value is missing"),
    _("Write year:2023 or year:2019..2023."),
    _("“{text}” is not a year or a range of years"),
    _("{path} is not an index."),
    _("Move it away, then run `backfile rebuild`."),
    _("Delete the folder, then run `backfile rebuild`."),
    _("{path}: the index can't be opened: {error}."),
    _("{path}: the index can't be written: {error}."),
    _("{path}: another process is writing the index."),
    _("Try again later."),
    _("The search is too wide: {error}."),
    _("Give more of the word."),
    _("There is no such order or facet: {order}, {facets}."),
    _("What is to be searched? Give ?q=…"),
    # what is taken away
    _("no citation style is called {style}; there are {styles}."),
    _("{id} has no entry or article {name}."),
    _("no exporter is called {format}; there are {formats}."),
    _("no export format is called {format}."),
    _("`backfile formats` lists them; see docs/exports.md."),
    _("neither an article nor an entry to cite"),
    _("A deposit says where each article is read."),
    _("A deposit names who makes it."),
    _("DOAJ asks where each article is read."),
    _("Set it: domain = {domain} in backfile.toml."),
    _("Set provider = {provider} and contact = {contact}."),
    _("doi_pattern has no field {name}; there are {names}."),
    _("doi_pattern {pattern}: {error}."),
    _("{path} has no DOI, and a deposit needs one."),
    _("Set doi_pattern = {pattern} with your own prefix in backfile.toml."),
    _("doi_pattern gives {doi} for {path}: that is no DOI (10.PREFIX/…)."),
    _("doi_pattern gives {doi} twice (again for {path})."),
    _("Add {one} and {other} to it."),
    _("Parquet needs pyarrow."),
    _("{id}: the file it was read from is not here."),
    _("A PDF is made from the original only."),
    _("{id}: its original is encrypted."),
    _("Give the password with --set password=…"),
    _("Add a copy without a password."),
    _("{id}: its original can't be opened: {error}"),
    _("{id}: there are no pictures in {name}."),
    _("Export EPUB or text instead."),
    _("{id}: a PDF is made from PDF and picture files; this one was read from {format}."),
    _("Export EPUB, METS or text instead."),
    # addresses of the reading room
    _("{id} has no image of page {page}."),
    _("{id} has no page {page}."),
    _("Nobody called {name} wrote here."),
    _("{id} has no page images."),
    _("It was read from text; its record is at …/ISSUE.json."),
    _("there is no field {path}."),
    _("{id} has no {item} to be reviewed."),
    _("{do} can't be done to {item}."),
    _("{id} has no original."),
    _("{do} is neither approve nor reject."),
    _("{id} has no article {name}."),
    # what to do about an error, where nothing better is known
    _("See docs/settings.md for the names and values."),
    _("Wait a while."),
    _("Sign in."),
    _("Ask a manager of the archive."),
    _("Restore the named files from a backup, then run `backfile check` again."),
    _("Look at the other change, then make yours again."),
    _("`backfile list` shows what is there."),
    _("See `backfile search --help` for the query language."),
    _("Raise the bound in backfile.toml if you trust the file."),
    _("Give the password with --password."),
    _("Check that the file was copied whole."),
    _("Open the file in its own program; if it fails there too, get another copy."),
    _("`backfile formats` lists what can be read."),
    # styles of references
    _("APA, {edition}th edition"),
    _("MLA, {edition}th edition"),
    _("Chicago bibliography, {edition}th edition"),
)


class Template(NamedTuple):
    """A message as pieces: a text, and the name of the value that follows it ("" at the end). `key` is the longest."""

    text: str
    pieces: tuple[tuple[str, str], ...]
    key: str

    @property
    def letters(self) -> int:
        """How many letters are its own: of several templates that fit the most telling is taken."""
        return sum(len(literal) for literal, _name in self.pieces)


def _parse(text: str) -> Template:
    pieces = tuple((literal, name or "") for literal, name, _spec, _conversion in Formatter().parse(text))
    return Template(text, pieces, max((literal for literal, _name in pieces), key=len))


_TEMPLATES = sorted(map(_parse, TEMPLATES), key=lambda template: -template.letters)
_SENTENCES = sorted((text for text in TEMPLATES if "{" not in text and text[-1] == "."), key=len, reverse=True)
"""Those without values, which may follow any message, as a cure follows an error."""


def translate(message: str) -> str:
    """`message` in the language of the interface, as far as it is one of ours; as it is, else."""
    return _translate(message, get_language() or "en", 0)


@lru_cache(maxsize=8192)
def _translate(message: str, language: str, depth: int) -> str:
    if language.startswith("en") or depth > _DEEPEST or not 1 < len(message) <= LONGEST:
        return message
    for sentence in _SENTENCES:
        if message.endswith(f" {sentence}"):
            return join(_translate(message[: -len(sentence) - 1], language, depth + 1), gettext(sentence))
    fitting = [
        (template, *found) for template in _TEMPLATES if template.key in message and (found := match(template, message))
    ]
    best = min(fitting, key=lambda fit: bool(fit[2]), default=None)
    return _fill(*best, language, depth) if best else message


def _fill(template: Template, values: dict[str, str], rest: str, language: str, depth: int) -> str:
    said = {name: _translate(value, language, depth + 1) if name in NESTED else value for name, value in values.items()}
    text = gettext(template.text)
    head = text.format(**said) if values else text
    return join(head, _translate(rest.strip(), language, depth + 1)) if rest else head


def match(template: Template, message: str) -> tuple[dict[str, str], str] | None:
    """The values in `message` and what follows it (" (page 3)"), when it begins as `template` says; None, else.

    Each value is as short as it can be, so this takes one pass, whatever a message holds.
    """
    values: dict[str, str] = {}
    at, waiting = 0, ""
    for literal, name in template.pieces:
        found = (
            _find(message, literal, at, is_last=not name) if waiting else at if message.startswith(literal, at) else -1
        )
        if found < 0:
            return None
        if waiting:
            values[waiting] = message[at:found]
        at, waiting = found + len(literal), name
    if waiting:
        values[waiting], at = message[at:], len(message)
    return (values, message[at:]) if _ends(message, at) else None


def _find(message: str, literal: str, at: int, *, is_last: bool) -> int:
    """Where `literal` stands behind a value; the last one where the message may end."""
    found = message.find(literal, at)
    while is_last and found >= 0 and not _ends(message, found + len(literal)):
        found = message.find(literal, found + 1)
    return found


def _ends(message: str, at: int) -> bool:
    """Whether a message may be over at `at`: nothing more, or no word that goes on."""
    return at == len(message) or not (message[at].isalnum() or message[at] in "_-./:")


def join(one: str, other: str) -> str:
    """Two sentences, with a space between where the script has any."""
    return f"{one}{other}" if one[-1:] > "\u2e7f" or other[:1] > "\ufeff" else f"{one} {other}"
