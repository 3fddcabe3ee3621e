"""The WSGI application of the archive named by BACKFILE_ARCHIVE, for `backfile serve` and any WSGI server."""

from __future__ import annotations

import gc
import os
from pathlib import Path

from ..archive import Archive
from ..catalogue import Catalogue
from ..catalogue.database import configure
from . import published

_archive = Archive(os.environ.get("BACKFILE_ARCHIVE") or Path.cwd())
_settings = _archive.settings()
configure(_archive.root, _settings, **published(_settings))
Catalogue(_archive.root, _settings).prepare()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - Django must be configured first

application = get_wsgi_application()

from . import structs, urls  # noqa: E402, F401 - the views have to be loaded, that their types be learnt

structs.learn()

# What is loaded by now stays: let the garbage collector leave it alone, and look at the rest less often.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
