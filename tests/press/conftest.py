"""One issue of each of four unlike families, typeset once for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("typst", reason="press needs the typesetter typst (a development dependency)")

from press.families import families
from press.specimen import Specimen, make
from press.typesetting import FONTS


@pytest.fixture(scope="session", params=["zh-keji-monthly", "en-newsletter", "hant-republican", "zh-newspaper"])
def specimen(request: pytest.FixtureRequest) -> Specimen:
    if not any(Path(FONTS).rglob("NotoSerifCJK*")):
        pytest.skip("the Debian package fonts-noto-cjk is not installed")
    return make(families()[request.param], 5)
