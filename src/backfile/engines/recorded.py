"""Plays back what an engine once read: for tests, and for looking into a reading without its models.

The words of a page image are in `<folder>/<fingerprint>.json`, where the fingerprint is that of the image's pixels.
The folder is named by the environment variable BACKFILE_RECORDED.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ..errors import EngineError
from ..model import Word
from ..settings import Settings

if TYPE_CHECKING:
    from PIL.Image import Image

FOLDER = "BACKFILE_RECORDED"


def load(settings: Settings) -> RecordedEngine:  # noqa: ARG001 - the contract of all engines
    """Raises EngineError when the folder of recordings is not there."""
    folder = Path(os.environ.get(FOLDER, ""))
    if not os.environ.get(FOLDER) or not folder.is_dir():
        raise EngineError("there is no folder of recorded readings.", cure=f"Name it in {FOLDER}.")
    return RecordedEngine(folder)


class RecordedEngine:
    name = "recorded"
    version = "1"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, image: Image, *, dpi: float, language: str = "") -> tuple[Word, ...]:  # noqa: ARG002
        """The recorded words. Raises EngineError for an image of which there is no recording, or a broken one."""
        path = self._folder / f"{fingerprint(image)}.json"
        try:
            return msgspec.json.decode(path.read_bytes(), type=tuple[Word, ...])
        except FileNotFoundError as error:
            raise EngineError(f"no reading was recorded of this image ({path.name}).", cure="Record it.") from error
        except msgspec.MsgspecError as error:
            raise EngineError(f"{path}: not a recorded reading: {error}", cure="Record it again.") from error


def record(image: Image, words: tuple[Word, ...], folder: Path) -> Path:
    """Keep `words` as the reading of `image`; returns the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{fingerprint(image)}.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(words), indent=1))
    return path


def fingerprint(image: Image) -> str:
    """SHA-256 of mode, size and pixels, 32 hexadecimal digits."""
    digest = hashlib.sha256(f"{image.mode} {image.size}".encode())
    digest.update(image.tobytes())
    return digest.hexdigest()[:32]
