"""The Chinese interface: complete, and in step with what templates and views say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import backfile.reading_room

pofile = pytest.importorskip("babel.messages.pofile", reason="babel is not installed")
HOME = Path(backfile.reading_room.__file__).parent
CATALOGUE = HOME / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
_CALL = re.compile(r'(?:gettext|gettext_lazy|_)\(\s*"((?:[^"\\]|\\.)*)"\s*\)')
_TAG = re.compile(r"""\{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
_BLOCK = re.compile(r"\{%\s*blocktranslate\b[^%]*%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.S)


def translations() -> dict[str, tuple[str, ...]]:
    with CATALOGUE.open("rb") as file:
        messages = [message for message in pofile.read_po(file) if message.id]
    assert not [message.id for message in messages if message.fuzzy]
    return {
        message.id if isinstance(message.id, str) else message.id[0]: (
            (message.string,) if isinstance(message.string, str) else tuple(message.string)
        )
        for message in messages
    }


def said() -> set[str]:
    """Everything that templates and modules have translated, as gettext knows it."""
    found: set[str] = set()
    for module in [*HOME.rglob("*.py"), *(HOME.parent / "accounts").rglob("*.py")]:
        found |= set(_CALL.findall(module.read_text()))
    for template in HOME.rglob("*.html"):
        text = template.read_text()
        found |= {one or other for one, other in _TAG.findall(text)}
        for block in _BLOCK.findall(text):
            singular = re.split(r"\{%\s*plural\s*%\}", block)[0]
            found.add(re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", singular))
    return found


def test_nothing_is_left_untranslated() -> None:
    assert [text for text, forms in translations().items() if not all(forms)] == []


def test_chinese_has_one_plural_form() -> None:
    assert '"Plural-Forms: nplurals=1; plural=0;\\n"' in CATALOGUE.read_text()
    assert {len(forms) for forms in translations().values()} == {1}


def test_the_catalogue_is_in_step_with_templates_and_modules() -> None:
    assert said() - translations().keys() == set()


def test_placeholders_are_kept() -> None:
    placeholder = re.compile(r"%\(\w+\)s|\{\w+\}")
    for text, (chinese,) in translations().items():
        assert set(placeholder.findall(text)) == set(placeholder.findall(chinese)), text
