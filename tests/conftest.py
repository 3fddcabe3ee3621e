"""Fixtures shared by all tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
SCHEMAS = (SHARED / "schemas", Path(__file__).resolve().parent / "schemas" / "unpacked")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The corpus beside the checkout, which users do not have."""
    if not SHARED.is_dir():
        pytest.skip("the corpus ../shared is not here")
    return SHARED


@pytest.fixture(scope="session")
def schema_file() -> Callable[..., Path]:
    """The first of some files that is there: beside the checkout, or in the packages that `make schemas` unpacks."""

    def find(*names: str) -> Path:
        found = next((home / name for home in SCHEMAS for name in names if (home / name).is_file()), None)
        if found is None:
            pytest.skip(f"none of the schemas {', '.join(names)} is here (`make schemas`)")
        return found

    return find
