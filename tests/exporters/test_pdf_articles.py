"""PDFs of single articles: what they take along, what they must not, and that it stays where it was, whatever the page is like."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw
from tests.exporters.test_pdf import verapdf
from tests.exporters.test_pdf_pages import line, shared, text_of

from backfile.errors import DamagedInput, PasswordNeeded
from backfile.exporters import export, select
from backfile.model import Article, Box, Contributor, Issue, Page, Periodical, Region, Word
from backfile.pipeline import read
from backfile.settings import load_settings

FIRST, SECOND = "tides and the moon", "the warm sea"


def written(issue: Issue, original: Path, **settings: str) -> bytes:
    out = io.BytesIO()
    export(iter([issue]), out, "pdf", lambda issue: original, settings=load_settings(**settings))
    return out.getvalue()


def helvetica(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )


def page_of(pdf: pikepdf.Pdf, content: bytes, **keys: object) -> pikepdf.Page:
    page = pdf.add_blank_page(page_size=(400, 600))
    page.obj.Resources = Dictionary(Font=Dictionary(F=helvetica(pdf)))
    page.obj.Contents = pdf.make_stream(content)
    for key, value in keys.items():
        page.obj[f"/{key}"] = value
    return page


def saved(pdf: pikepdf.Pdf, folder: Path, **options: object) -> Path:
    pdf.save(folder / "page.pdf", **options)
    return folder / "page.pdf"


BOTH = b"BT /F 12 Tf 40 468 Td (tides and the moon) Tj 0 -300 Td (the warm sea) Tj ET"


def halves(issue: Issue, path: Path) -> list[str]:
    return [text_of(written(select(issue, {wanted}), path)) for wanted in ("a01", "a02")]


def test_what_was_cut_is_not_in_the_file_at_all(tmp_path):
    """Not in a stream, a string, a name or a page that something still points to: looked for in the file unpacked."""
    pdf = pikepdf.new()
    mark = b"/Span <</ActualText (the warm sea)>> BDC (the warm sea) Tj EMC"
    page = page_of(pdf, BOTH.replace(b"(the warm sea) Tj", mark))
    other = page_of(pdf, b"BT /F 12 Tf 40 468 Td (the warm sea) Tj ET")
    page.obj.Annots = Array(
        [
            Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[40, 100, 60, 120], Contents=b"the warm sea"),
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[40, 460, 60, 480], Dest=[other.obj, Name.Fit]),
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[40, 160, 60, 180], A=Dictionary(S=Name.URI, URI=b"x:warm sea")),
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[40, 460, 60, 480], A=Dictionary(S=Name.URI, URI=b"x:tides")),
        ]
    )  # fmt: skip
    page.obj.PieceInfo = Dictionary(Draft=Dictionary(Private=b"the warm sea"))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Dictionary(S=Name.P, Alt=b"the warm sea"))
    pdf.attachments["all.txt"] = b"the warm sea"
    with pdf.open_metadata() as meta:
        meta["dc:description"] = "the warm sea"
    path = saved(pdf, tmp_path)
    issue = replace(shared("text"), pages=(*shared("text").pages, Page(number=2)))
    with pikepdf.open(io.BytesIO(written(select(issue, {"a01"}), path))) as made:
        assert len(made.pages) == 1
        assert [str(each.A.URI) for each in made.pages[0].obj.Annots] == ["x:tides"]
        plain = io.BytesIO()
        made.save(plain, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable,
                  stream_decode_level=pikepdf.StreamDecodeLevel.all)  # fmt: skip
    assert b"tides and the moon" in plain.getvalue()
    assert not re.search(rb"warm\s+sea", plain.getvalue())


SEA = b"BT /F 12 Tf 40 168 Td (the warm sea) Tj ET"
MOON = b"BT /F 12 Tf 40 468 Td (tides and the moon) Tj ET"


@pytest.mark.parametrize(
    "content",
    [
        b"q Q Q Q " + BOTH,
        b"BT /F 12 Tf 14 TL 1 0 0 1 40 482 Tm (tides and the moon) ' 1 0 0 1 40 182 Tm 0 0 (the warm sea) \" ET",
        b"BT /F 12 Tf 40 468 Td [(tides) -300 () (and the) 20 ( moon)] TJ ET " + SEA,
        b"q 2 0 0 2 0 0 cm BT /F 6 Tf 20 234 Td (tides and the moon) Tj ET Q " + SEA,
    ],
    ids=["unbalanced", "next line", "spaced", "scaled"],
)
def test_however_text_is_shown_it_is_parted(tmp_path, content):
    pdf = pikepdf.new()
    page_of(pdf, content)
    own, other = halves(shared("text"), saved(pdf, tmp_path))
    assert own.split() == FIRST.split()
    assert other.split() == SECOND.split()


def test_a_form_over_both_articles_is_parted_within(tmp_path):
    pdf = pikepdf.new()
    page = page_of(pdf, b"q 1 0 0 1 0 100 cm /Inside Do Q")
    inside = pdf.make_stream(
        BOTH, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 400, 600], Matrix=[1, 0, 0, 1, 0, -100]
    )
    inside.Resources = page.obj.Resources
    page.obj.Resources = Dictionary(XObject=Dictionary(Inside=inside))
    own, other = halves(shared("text"), saved(pdf, tmp_path))
    assert (own.split(), other.split()) == (FIRST.split(), SECOND.split())


def test_text_that_can_not_be_parted_makes_the_page_a_picture_without_the_rest(tmp_path):
    """One run from the first article into the second: the page is drawn, white outside, and what was read lies over it."""
    pdf = pikepdf.new()
    page_of(
        pdf,
        b"0.9 g 0 0 400 600 re f 0 g " + MOON + b" BT /F 12 Tf 0 -1 1 0 300 405 Tm (all the way down the page) Tj ET",
    )
    data = written(select(shared("text"), {"a01"}), saved(pdf, tmp_path))
    assert text_of(data).split() == FIRST.split()
    with pikepdf.open(io.BytesIO(data)) as made:
        (picture,) = [
            thing for thing in made.objects if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == Name.Image
        ]
        pixels = np.asarray(pikepdf.PdfImage(picture).as_pil_image().convert("L"))
    assert pixels[int(0.6 * len(pixels)) :].min() > 245
    assert pixels[: int(0.4 * len(pixels))].min() < 100


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("boxes", [
    {}, {"MediaBox": [-50, 30, 450, 730], "CropBox": [0, 100, 400, 700]}, {"CropBox": [-20, -20, 420, 620]}, {"MediaBox": [400, 600, 0, 0]},
], ids=["plain", "crop box", "crop box beyond the paper", "corners exchanged"])  # fmt: skip
def test_turned_and_cropped_pages_are_cut_where_they_are_seen(tmp_path, turn, boxes):
    pdf = pikepdf.new()
    shift = 100 if "MediaBox" in boxes and "CropBox" in boxes else 0
    at = {0: (40, 468, 40, 168), 90: (100, 150, 300, 150), 180: (300, 150, 300, 450), 270: (300, 450, 100, 450)}[turn]
    matrix = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}[turn]
    text = "".join(
        f"BT /F 12 Tf {matrix} {x} {y + shift} Tm ({shown}) Tj ET "
        for x, y, shown in ((at[0], at[1], FIRST), (at[2], at[3], SECOND))
    )
    keys = {"Rotate": turn, **{key: Array(value) for key, value in boxes.items()}}
    page_of(pdf, text.encode(), **keys)
    issue, path = shared("text"), saved(pdf, tmp_path)
    own, other = halves(issue, path)
    assert (own.split(), other.split()) == (FIRST.split(), SECOND.split())
    before = pypdfium2.PdfDocument(path)[0].render().to_pil().convert("L")
    after = pypdfium2.PdfDocument(written(select(issue, {"a01"}), path))[0].render().to_pil().convert("L")
    assert after.size == before.size
    assert dark(after) > 0
    assert dark(after.crop((0, round(after.height * 0.47), after.width, after.height))) == 0
    top = (0, 0, after.width, round(after.height * 0.47))
    assert np.abs(np.asarray(after.crop(top), int) - np.asarray(before.crop(top), int)).max() < 64


def dark(image: Image.Image) -> int:
    return int((np.asarray(image) < 128).sum())


def test_of_a_spread_only_the_article_s_own_half_is_taken(tmp_path):
    pdf = pikepdf.new()
    page_of(pdf, b"BT /F 12 Tf 40 300 Td (tides) Tj 200 0 Td (sea) Tj ET")
    left, right = Box(0, 0, 0.5, 1), Box(0.5, 0, 1, 1)
    pages = tuple(
        Page(
            number=n,
            scan=1,
            crop=crop,
            source="text",
            lines=(replace(line(text, 0.4, n - 1), box=Box(0.2, 0.48, 0.5, 0.51)),),
        )
        for n, crop, text in ((1, left, "tides"), (2, right, "sea"))
    )
    articles = tuple(
        Article(id=f"a0{n}", title=str(n), pages=(n,), regions=(Region(page=n, box=Box(0.1, 0.1, 0.9, 0.9)),))
        for n in (1, 2)
    )
    issue = Issue(id="spread", pages=pages, articles=articles)
    own, other = halves(issue, saved(pdf, tmp_path))
    assert (own.split(), other.split()) == (["tides"], ["sea"])


def test_two_articles_asked_for_together_both_keep_their_text(tmp_path):
    pdf = pikepdf.new()
    page_of(pdf, BOTH + b" BT /F 12 Tf 40 300 Td (an advertisement) Tj ET")
    issue = shared("text")
    third = Article(id="a03", title="Third", pages=(1,), regions=(Region(page=1, box=Box(0.1, 0.47, 0.9, 0.53)),))
    page = replace(issue.pages[0], lines=(*issue.pages[0].lines, line("an advertisement", 0.49, 2)))
    whole = replace(issue, articles=(*issue.articles, third), pages=(page, Page(number=2)))
    text = text_of(written(select(whole, {"a01", "a02"}), saved(pdf, tmp_path)))
    assert text.split() == [*FIRST.split(), *SECOND.split()]


def test_a_line_of_a_neighbour_within_the_region_goes_too(tmp_path):
    pdf = pikepdf.new()
    page_of(pdf, b"BT /F 12 Tf 40 468 Td (tides and the moon) Tj 0 -60 Td (a neighbour) Tj ET")
    page = shared("text").pages[0]
    issue = replace(shared("text"), pages=(replace(page, lines=(page.lines[0], line("a neighbour", 0.3, 1))),))
    assert halves(issue, saved(pdf, tmp_path))[0].split() == FIRST.split()


def test_a_hidden_layer_that_was_set_aside_is_not_found_beside_the_new_one(tmp_path):
    pdf = pikepdf.new()
    page_of(pdf, b"q BT 3 Tr /F 12 Tf 40 468 Td (t1des amd tbe m00n) Tj ET Q BT /F 12 Tf 40 30 Td (stamp) Tj ET")
    text = text_of(written(shared("ocr"), saved(pdf, tmp_path)))
    assert "m00n" not in text
    assert {"stamp", "moon", "sea"} <= set(text.split())


def test_encrypted_originals_come_out_in_the_clear(tmp_path):
    for user in ("", "secret"):
        pdf = pikepdf.new()
        page_of(pdf, BOTH)
        path = saved(pdf, tmp_path, encryption=pikepdf.Encryption(owner="owner", user=user))
        data = written(select(shared("text"), {"a01"}), path, password=user)
        assert text_of(data).split() == FIRST.split()
        assert not pikepdf.open(io.BytesIO(data)).is_encrypted
    with pytest.raises(PasswordNeeded, match="shared"):
        written(shared("text"), path)


def test_nothing_that_starts_by_itself_is_handed_on(tmp_path):
    pdf = pikepdf.new()
    run = Dictionary(S=Name.JavaScript, JS=b"app.alert(1)")
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.Launch, F=b"x"), AA=Dictionary(E=run)
    )
    page_of(pdf, BOTH, Annots=Array([link]), AA=Dictionary(O=run))
    pdf.Root.OpenAction, pdf.Root.AA = run, Dictionary(WC=run)
    with pikepdf.open(io.BytesIO(written(shared("text"), saved(pdf, tmp_path)))) as made:
        assert not {"/OpenAction", "/AA"} & set(made.Root.keys())
        assert not any(
            key in thing
            for thing in (made.pages[0].obj, *made.pages[0].obj.get("/Annots", []))
            for key in ("/AA", "/A")
        )


def test_the_metadata_are_the_article_s(tmp_path):
    pdf = pikepdf.new()
    page_of(pdf, BOTH)
    issue = replace(shared("text"), periodical=Periodical(title="The Tide"))
    first = replace(issue.articles[0], contributors=(Contributor(name="Ann Lee"),))
    data = written(select(replace(issue, articles=(first, issue.articles[1])), {"a01"}), saved(pdf, tmp_path))
    with pikepdf.open(io.BytesIO(data)) as made, made.open_metadata() as meta:
        assert (meta["dc:title"], meta["dc:creator"], meta["dc:source"]) == ("Tides", ["Ann Lee"], "The Tide")


@pytest.mark.parametrize("family", ["zh-newspaper", "en-newsletter"])
def test_each_article_is_a_valid_pdf_a_with_its_text_in_order_and_no_other(family, tmp_path):
    """Real typesetting, most pages shared: text by pdftotext, validity by veraPDF, labels and outline by pikepdf."""
    if not shutil.which("pdftotext"):
        pytest.skip("poppler's pdftotext is not installed")
    issue, original = typeset(family, tmp_path)
    files, shared_pages = {}, 0
    for article in issue.articles[:12]:
        part = select(issue, {article.id})
        files[article.id] = tmp_path / f"{article.id}.pdf"
        files[article.id].write_bytes(written(part, original))
        text = squeezed(pdftotext(files[article.id]))
        assert_in_order(article, text)
        neighbours = [
            squeezed(each.text) for page in part.pages for each in page.lines
            if (of := each.of) and of.startswith("articles/") and of.split("/")[1] != str(issue.articles.index(article))
        ]  # fmt: skip
        shared_pages += bool(neighbours)
        own = squeezed("".join(each.text for each in issue.articles if each is article)) + squeezed(article.title)
        assert not [each for each in neighbours if len(each) > 12 and each in text and each not in own], article.title
        assert_named(files[article.id], issue, article)
    assert shared_pages > 2
    assert_on_ink(max(files.values(), key=lambda path: path.stat().st_size))
    assert verapdf(*list(files.values())[:2]) == ["valid"] * 2


def typeset(family: str, folder: Path) -> tuple[Issue, Path]:
    pytest.importorskip("typst", reason="press needs the typesetter typst (a development dependency)")
    from press.families import families
    from press.specimen import make
    from press.typesetting import FONTS

    if not any(Path(FONTS).rglob("NotoSerifCJK*")):
        pytest.skip("the Debian package fonts-noto-cjk is not installed")
    path = folder / "issue.pdf"
    path.write_bytes(make(families()[family], 41).pdf)
    return read(path, load_settings(engine="none")), path


def pdftotext(path: Path) -> str:
    return subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout.decode()


def assert_in_order(article: Article, text: str) -> None:
    """The lines that the paragraphs begin with follow one another; one in twenty may be hidden in a broken line."""
    begins = [squeezed(each.text)[:12] for each in article.paragraphs if each.kind == "body"]
    at, missing = 0, 0
    for begin in begins:
        found = text.find(begin, at)
        at, missing = (found, missing) if found >= 0 else (at, missing + 1)
    assert missing <= 0.05 * len(begins), article.title


def assert_on_ink(path: Path) -> None:
    """Fifty words by lot: nearly all columns of their boxes have ink in the picture of the page, as a person sees it."""
    document = pypdfium2.PdfDocument(path)
    words = [(page, *place) for page in range(len(document)) for place in runs(document[page].get_textpage())]
    assert len(words) >= 50
    pictures = [np.asarray(page.render(scale=3).to_pil().convert("L")) for page in document]
    for page, start, count in random.Random(1).sample(words, 50):
        letters, picture = document[page].get_textpage(), pictures[page]
        left, bottom, right, top = (
            pick(letters.get_charbox(at)[side] for at in range(start, start + count))
            for side, pick in enumerate((min, min, max, max))
        )
        height = document[page].get_height()
        rows = slice(int((height - top) * 3), int((height - bottom) * 3) + 1)
        crop = picture[rows, int(left * 3) : int(right * 3) + 1]
        assert (crop.min(axis=0) < 140).mean() > 0.6


def runs(letters: pypdfium2.PdfTextPage) -> list[tuple[int, int]]:
    """(first character, count) of four letters and more that stand side by side."""
    text = letters.get_text_range()
    return [(found.start(), 4) for found in re.finditer(r"\w{4}", text)] if len(text) == letters.count_chars() else []


def assert_named(path: Path, issue: Issue, article: Article) -> None:
    labels = {page.number: page.label or "" for page in issue.pages}
    with pikepdf.open(path) as made:
        assert [page.label for page in made.pages] == [labels[number] for number in sorted(article.pages)]
        with made.open_outline() as outline:
            leaves = [leaf.title for item in outline.root for leaf in (item.children or [item])]
    assert leaves == [" ".join(article.title.split())]


def squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


@pytest.mark.parametrize("skew", [-3.0, 0.0, 2.0])
def test_on_a_tilted_scan_text_and_cut_follow_the_tilt(tmp_path, skew):
    """Boxes were measured on the page set upright; what is handed on is the scan as it lies."""
    upright = Image.new("L", (800, 1200), 255)
    own, other = Box(0.1, 0.2, 0.35, 0.23), Box(0.65, 0.7, 0.9, 0.73)
    for box in (own, other):
        ImageDraw.Draw(upright).rectangle([side * (800, 1200)[at % 2] for at, side in enumerate(box)], fill=0)
    upright.rotate(skew, fillcolor=255, resample=Image.Resampling.BICUBIC).save(tmp_path / "tilted.png", dpi=(144, 144))
    lines = tuple(
        replace(line(text, 0, at), box=box, words=(Word(text=text, box=box, confidence=0.9),))
        for at, (text, box) in enumerate((("moon", own), ("sea", other)))
    )
    page = replace(shared("ocr").pages[0], lines=lines, skew=skew)
    articles = tuple(
        replace(each, regions=(Region(page=1, box=box),))
        for each, box in zip(shared("ocr").articles, (own, other), strict=True)
    )
    issue = replace(shared("ocr"), pages=(page,), articles=articles)
    document = pypdfium2.PdfDocument(written(select(issue, {"a01"}), tmp_path / "tilted.png"))
    letters, shown = document[0].get_textpage(), np.asarray(document[0].render(scale=2).to_pil().convert("L"))
    assert letters.get_text_bounded() == "moon"
    boxes = [letters.get_charbox(at, loose=True) for at in range(4)]
    inked = [
        shown[round((600 - (bottom + top) / 2) * 2), round((left + right) / 2 * 2)] < 100
        for left, bottom, right, top in boxes
    ]
    assert inked == [True] * 4
    whole = np.asarray(Image.open(tmp_path / "tilted.png").convert("L"))
    assert (shown < 100).sum() == pytest.approx((whole < 100).sum() / 2, rel=0.05)


@pytest.mark.parametrize(
    "content", [b"/I Do /I Do", b"BT (x) Tj", b"q q q", b"(a) Tr Tr", b"\" ' Tj TJ Do", b"EMC EMC /P BDC", b"<< <<"]
)
@pytest.mark.parametrize("within", [False, True])
def test_broken_and_endless_pages_end_in_a_pdf_or_a_clear_error(tmp_path, content, within):
    pdf = pikepdf.new()
    page = page_of(pdf, BOTH + b" /I Do")
    form = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 400, 600])
    page.obj.Resources.XObject = Dictionary(I=form)
    if not within:
        page.obj.Contents = pdf.make_stream(content)
    handed_on_or_refused(saved(pdf, tmp_path))


@pytest.mark.parametrize(
    "value", [45, True, b"text", Name.Foo, Array([]), Array([1, 2]), Dictionary(A=1), 99999999], ids=str
)
def test_values_of_wrong_types_end_in_a_pdf_or_a_clear_error(tmp_path, value):
    for key in ("/Rotate", "/CropBox", "/MediaBox", "/Resources", "/Annots", "/Contents"):
        pdf = pikepdf.new()
        page = page_of(pdf, BOTH)
        page.obj[key] = value
        handed_on_or_refused(saved(pdf, tmp_path))
    for key in ("/OpenAction", "/Outlines", "/Names", "/PageLabels"):
        pdf = pikepdf.new()
        page_of(pdf, BOTH)
        pdf.Root[key] = value
        handed_on_or_refused(saved(pdf, tmp_path))


def handed_on_or_refused(path: Path) -> None:
    """Anything but DamagedInput would be our own fault."""
    for issue in (shared("text"), select(shared("ocr"), {"a01"})):
        with suppress(DamagedInput):
            assert written(issue, path).startswith(b"%PDF-")
