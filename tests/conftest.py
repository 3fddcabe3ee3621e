"""Fixtures shared by all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The corpus beside the checkout, which users do not have."""
    if not SHARED.is_dir():
        pytest.skip("the corpus ../shared is not here")
    return SHARED
