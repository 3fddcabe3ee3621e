"""Engines: page image → words. One module per engine, chosen by the setting `engine`.

An engine module has `def load(settings: Settings) -> Engine`. Loading may be slow (models); it happens once
per process. Nothing is ever downloaded.
"""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from ..errors import SettingsError
from ..model import Box, Word
from ..plugins import modules
from ..settings import Settings

if TYPE_CHECKING:
    from PIL.Image import Image


class Engine(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def read(self, image: Image, *, dpi: float, language: str = "") -> tuple[Word, ...]:
        """Words of an upright page image; boxes and edges as fractions of it, size in points at `dpi`.

        One word per recognised run of text; order is not promised (the lines stage orders).
        """


class Look(NamedTuple):
    """What can be seen on a page in a script that an engine does not know: numbers of European digits, and where lines of text are."""

    numbers: tuple[Word, ...] = ()
    lines: tuple[Box, ...] = ()


@runtime_checkable
class Looker(Protocol):
    """An engine that sees lines and numbers in any script."""

    def look(self, image: Image, *, dpi: float) -> Look:
        """Numbers and lines of an upright page image; boxes as fractions of it."""


class LazyEngine:
    """The engine named by `settings.engine`, loaded when the first page image has to be read.

    Documents with a text layer never wait for models. Raises SettingsError at once for an unknown engine.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._module = find_engine(settings)
        self._loaded: Engine | None = None

    @property
    def name(self) -> str:
        return self._engine.name

    @property
    def version(self) -> str:
        return self._engine.version

    def read(self, image: Image, *, dpi: float, language: str = "") -> tuple[Word, ...]:
        return self._engine.read(image, dpi=dpi, language=language)

    def look(self, image: Image, *, dpi: float) -> Look:
        engine = self._engine
        return engine.look(image, dpi=dpi) if isinstance(engine, Looker) else Look()

    @property
    def _engine(self) -> Engine:
        if self._loaded is None:
            self._loaded = self._module.load(self.settings)
        return self._loaded


def find_engine(settings: Settings) -> ModuleType:
    """The module of the engine named by `settings.engine`. Raises SettingsError for an unknown one."""
    engines = modules(__name__)
    if settings.engine not in engines:
        raise SettingsError(f"no engine is called {settings.engine!r}; there are {', '.join(engines)}.")
    return engines[settings.engine]
