"""PDFs that are broken or set as a trap: each is read as far as it goes or explained, and none hangs or breaks the reader."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from backfile.errors import BackfileError, DamagedInput, InputTooLarge, PasswordNeeded
from backfile.pipeline import read
from backfile.readers import open_document
from backfile.settings import Settings

SETTINGS = Settings(engine="none")
SPECIMEN = Path(__file__).parents[2] / "specimens" / "en-magazine-003.pdf"


def write(path: Path, *objects: str, trailer: str = "/Root 1 0 R") -> Path:
    """A PDF of the given objects (number 1 is the catalogue) with a table of where they stand."""
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} {trailer} >>\n"
    path.write_bytes(data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode())
    return path


def box(values: str) -> str:
    return f"<< /Type /Page /Parent 2 0 R /MediaBox [{values}] /Contents 4 0 R /Resources << >> >>"


STREAM = "<< /Length 18 >>\nstream\n10 10 30 30 re f  \nendstream"
TREE = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
CATALOGUE = "<< /Type /Catalog /Pages 2 0 R >>"


def read_all(path: Path) -> int:
    """How many pages can be read, each page or the whole document being allowed to explain why not."""
    try:
        document = open_document(path, SETTINGS)
    except BackfileError as error:
        assert str(path) in str(error)  # noqa: PT017
        return 0
    count = 0
    for number in range(1, len(document) + 1):
        try:
            document.page(number)
            document.image(number, 72)
            count += 1
        except BackfileError as error:
            assert str(path) in str(error)  # noqa: PT017
    document.close()
    return count


def test_a_page_tree_that_leads_back_to_itself_ends(tmp_path: Path) -> None:
    circle = "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1000000 >>"
    path = write(tmp_path / "circle.pdf", CATALOGUE, "<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>", circle)
    assert read_all(path) == 0


def test_a_page_that_is_its_own_parent_ends(tmp_path: Path) -> None:
    page = "<< /Type /Page /Parent 3 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>"
    assert read_all(write(tmp_path / "own.pdf", CATALOGUE, TREE, page, STREAM)) <= 1


def test_a_count_of_pages_that_lies_is_bounded(tmp_path: Path) -> None:
    tree = "<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>"
    path = write(tmp_path / "count.pdf", CATALOGUE, tree, box("0 0 200 200"), STREAM)
    assert read_all(path) <= 1
    try:
        assert len(open_document(path, SETTINGS)) <= SETTINGS.max_pages
    except InputTooLarge as error:
        assert "max_pages" in str(error)  # noqa: PT017


def test_a_broken_table_of_objects_is_mended_or_explained(tmp_path: Path) -> None:
    path = tmp_path / "xref.pdf"
    whole = SPECIMEN.read_bytes()
    place = whole.rfind(b"startxref")
    path.write_bytes(whole[:place] + b"startxref\n99999999\n%%EOF\n")
    with pikepdf.open(SPECIMEN) as pdf:
        assert read_all(path) in (0, len(pdf.pages))


def test_a_table_of_objects_whose_predecessor_is_itself_ends(tmp_path: Path) -> None:
    path = write(tmp_path / "prev.pdf", CATALOGUE, TREE, box("0 0 200 200"), STREAM)
    data = path.read_bytes()
    place = data.rfind(b"xref\n0")
    path.write_bytes(data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % place))
    assert read_all(path) <= 1


@pytest.mark.parametrize("values", ["0 0 0 0", "0 0 0.1 300", "200 200 200 200", "0 0 1e30 1e30", "-1e9 -1e9 1e9 1e9"])
def test_a_page_without_a_sensible_size_is_refused_or_given_one(tmp_path: Path, values: str) -> None:
    path = write(tmp_path / "size.pdf", CATALOGUE, TREE, box(values), STREAM)
    document = open_document(path, SETTINGS)
    try:
        page = document.page(1)
        assert 0 < page.width < 1e6
        assert 0 < page.height < 1e6
    except DamagedInput as error:
        assert "page 1" in str(error)  # noqa: PT017


def test_an_absurd_number_of_pixels_is_refused_before_they_are_drawn(tmp_path: Path) -> None:
    path = write(tmp_path / "vast.pdf", CATALOGUE, TREE, box("0 0 400000 400000"), STREAM)
    document = open_document(path, SETTINGS)
    with pytest.raises((InputTooLarge, DamagedInput), match="page 1"):
        document.image(1, 600)


def test_a_document_of_such_pages_goes_through_the_whole_way(tmp_path: Path) -> None:
    path = write(tmp_path / "vast.pdf", CATALOGUE, TREE, box("0 0 400000 400000"), STREAM)
    issue = read(path, SETTINGS)
    assert len(issue.pages) == 1
    assert issue.pages[0].trouble
    assert any(doubt.path == "pages/0" for doubt in issue.doubts)


@pytest.mark.parametrize("method", [2, 4, 6])
def test_an_encrypted_document_opens_with_its_password_alone(tmp_path: Path, method: int) -> None:
    path = tmp_path / "locked.pdf"
    rules = pikepdf.Encryption(owner="owner", user="sesame", R=method, aes=method > 3, metadata=method > 3)
    with pikepdf.open(SPECIMEN) as pdf:
        pdf.save(path, encryption=rules)
    for wrong in ("", "simsim"):
        with pytest.raises(PasswordNeeded, match=r"locked\.pdf"):
            open_document(path, Settings(engine="none", password=wrong))
    assert open_document(path, Settings(engine="none", password="sesame")).page(2).words


def test_streams_that_never_unpack_cost_their_page_only(tmp_path: Path) -> None:
    bad = "<< /Length 10 /Filter /FlateDecode >>\nstream\nnot zlib!!\nendstream"
    path = write(tmp_path / "stream.pdf", CATALOGUE, TREE, box("0 0 200 200"), bad)
    assert read_all(path) <= 1
