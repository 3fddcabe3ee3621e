from __future__ import annotations

from collections.abc import Callable

import pytest

from backfile.model import Issue
from backfile.readers.text import split_pages
from backfile.stages.contents import read_contents

Reader = Callable[[str], Issue]


@pytest.fixture(scope="session")
def read() -> Reader:
    """The contents of a text, as the text reader would hand it on."""
    return lambda text: read_contents(Issue(pages=split_pages(text)))
