"""Engines: page image → words. One module per engine, chosen by the setting `engine`.

An engine module has `def load(settings: Settings) -> Engine`. Loading may be slow (models); it happens once
per process. Nothing is ever downloaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ..errors import SettingsError
from ..model import Word
from ..plugins import modules
from ..settings import Settings

if TYPE_CHECKING:
    from PIL.Image import Image


class Engine(Protocol):
    name: str
    version: str

    def read(self, image: Image, *, dpi: float, language: str = "") -> tuple[Word, ...]:
        """Words of an upright page image; boxes and edges as fractions of it, size in points at `dpi`.

        One word per recognised run of text; order is not promised (the lines stage orders).
        """


def load_engine(settings: Settings) -> Engine:
    """The engine named by `settings.engine`. Raises SettingsError for an unknown one, EngineError if it can't start."""
    engines = modules(__name__)
    if settings.engine not in engines:
        raise SettingsError(f"no engine is called {settings.engine!r}; there are {', '.join(engines)}.")
    engine: Engine = engines[settings.engine].load(settings)
    return engine
