"""A folder is a registry."""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile.plugins import modules


def test_a_new_file_in_the_folder_is_a_new_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kinds").mkdir()
    for name in ("__init__", "b", "a", "_private"):
        (tmp_path / "kinds" / f"{name}.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    assert list(modules("kinds")) == ["a", "b"]


def test_the_parts_that_ship_are_found() -> None:
    assert "text" in modules("backfile.readers")
