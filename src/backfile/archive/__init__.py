"""The archive: a plain folder that is kept. Everything else (catalogue, index) is derived from it.

    backfile.toml                                settings of this archive
    originals/ab/abcd….pdf                       what was given, named by SHA-256, never changed
    issues/<periodical>/<issue>/record.json      what was read
                                words.json.zst   lines and boxes of every page
                                corrections.jsonl   what people changed (append-only)
    journal.jsonl                                what was begun, kept, failed, removed
    trash/<id>/                                  issues taken out, until the trash is emptied
    work/                                        pages read so far of files not finished; may be deleted

Every write goes to `work/` first, is flushed to disk and then renamed, so that a file is there whole or not at all.
"""

from .containers import Containers
from .folder import Archive, Kept, Trashed
from .intake import Added, add, documents, inputs
from .rereading import Reread, reread

__all__ = ["Added", "Archive", "Containers", "Kept", "Reread", "Trashed", "add", "documents", "inputs", "reread"]
