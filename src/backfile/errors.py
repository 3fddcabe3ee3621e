"""The error tree. Each error has an exit code for the command line, an HTTP status and a cure.

    BackfileError                   what we can explain; anything else is our bug
    ├── InputError            2 400 what was given can't be used as it is
    │   ├── UnsupportedInput    415 no reader knows this format
    │   ├── DamagedInput        422 the file is broken or not what its name says
    │   ├── EmptyInput          422 nothing in it
    │   ├── PasswordNeeded      401 encrypted, and no or a wrong password was given
    │   ├── InputTooLarge       413 beyond a bound that protects the machine
    │   └── QueryError          400 the search line can't be understood
    ├── ArchiveError          3 500 the archive folder is not as it should be
    │   ├── NotFound            404 no such issue, article, page
    │   ├── Conflict            409 somebody else changed it first
    │   └── ArchiveDamaged      500 fixity or consistency failed
    ├── NotAllowed            3 403 this visitor may not do or read this
    │   ├── SignInNeeded        401 it takes an account
    │   └── TooOften            429 tried too often, to be tried again later
    ├── SettingsError         4 500 a setting has no such name or value
    ├── EngineError           5 503 an engine is missing or failed
    └── PartlyFailed          1 207 a batch went through, some of it with errors

Exit code 0 is success without any error; 70 (EX_SOFTWARE) marks a bug of ours.
"""

from __future__ import annotations

from typing import ClassVar


class BackfileError(Exception):
    """Base of all errors that have an explanation.

    `message` says what was wrong and where (file, page); `cure` what to do about it.
    """

    exit_code: ClassVar[int] = 1
    status: ClassVar[int] = 500
    cure: str = ""

    def __init__(self, message: str, *, cure: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if cure is not None:
            self.cure = cure

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.message, self.cure)

    def __str__(self) -> str:
        return f"{self.message} {self.cure}".strip()


def _rebuild(kind: type[BackfileError], message: str, cure: str) -> BackfileError:
    """Errors cross process borders: keyword-only `cure` needs a hand."""
    return kind(message, cure=cure)


class InputError(BackfileError):
    exit_code = 2
    status = 400


class UnsupportedInput(InputError):
    status = 415
    cure = "`backfile formats` lists what can be read."


class DamagedInput(InputError):
    status = 422
    cure = "Open the file in its own program; if it fails there too, get another copy."


class EmptyInput(InputError):
    status = 422
    cure = "Check that the file was copied whole."


class PasswordNeeded(InputError):
    status = 401
    cure = "Give the password with --password."


class InputTooLarge(InputError):
    status = 413
    cure = "Raise the bound in backfile.toml if you trust the file."


class QueryError(InputError):
    cure = "See `backfile search --help` for the query language."


class ArchiveError(BackfileError):
    exit_code = 3


class NotFound(ArchiveError):
    status = 404
    cure = "`backfile list` shows what is there."


class Conflict(ArchiveError):
    status = 409
    cure = "Look at the other change, then make yours again."


class ArchiveDamaged(ArchiveError):
    cure = "Restore the named files from a backup, then run `backfile check` again."


class NotAllowed(BackfileError):
    exit_code = 3
    status = 403
    cure = "Ask a manager of the archive."


class SignInNeeded(NotAllowed):
    status = 401
    cure = "Sign in."


class TooOften(NotAllowed):
    status = 429
    cure = "Wait a while."


class SettingsError(BackfileError):
    exit_code = 4
    cure = "See docs/settings.md for the names and values."


class EngineError(BackfileError):
    exit_code = 5
    status = 503


class PartlyFailed(BackfileError):
    exit_code = 1
    status = 207
