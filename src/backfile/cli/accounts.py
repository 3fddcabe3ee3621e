"""`user`, `access`: people who have an account, and who may read what how late."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from typing import Annotated, Any

import typer

from ..archive import Archive
from ..errors import InputError
from . import tables
from .application import Json, app, catalogue_of, root
from .output import write_json

people = typer.Typer(help="Accounts: add, list, remove, password.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(people, name="user")

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name to sign in with.")]
Periodicals = Annotated[
    list[str] | None,
    typer.Option("--periodical", metavar="NAME", help="One that it may read though it is granted only; several times."),
]


@people.command("add")
def add_user(
    context: typer.Context,
    name: Name,
    role: Annotated[
        str, typer.Option(help="reader, corrector (may change records) or manager (may do all).")
    ] = "reader",
    periodical: Periodicals = None,
) -> None:
    """Make an account. The password is asked for, or taken from the environment (BACKFILE_USER_PASSWORD)."""
    with _accounts(context) as module:
        module.add_account(name, role, _password(), periodical or ())
    tables.say(f"{name} may sign in as {role}.")


@people.command("list")
def list_users(context: typer.Context, json: Json = False) -> None:
    """All accounts, with their roles."""
    with _accounts(context) as module:
        rows = module.list_accounts()
    if json:
        write_json([row._asdict() for row in rows])
    else:
        shown = ((row.name, row.role, ", ".join(row.periodicals), row.seen) for row in rows)
        tables.show_rows(shown, "name", "role", "granted", "last here (UTC)")


@people.command("role")
def change_role(
    context: typer.Context,
    name: Name,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="reader, corrector or manager.")],
    periodical: Periodicals = None,
) -> None:
    """Give an account another role; with --periodical also what it is granted."""
    with _accounts(context) as module:
        module.change_role(name, role)
        if periodical is not None:
            module.grant(name, periodical)
    tables.say(f"{name} is a {role} now.")


@people.command("password")
def change_password(context: typer.Context, name: Name) -> None:
    """Give an account another password; it is signed out everywhere."""
    with _accounts(context) as module:
        module.change_password(name, _password())
    tables.say(f"{name} has another password.")


@people.command("remove")
def remove_user(context: typer.Context, name: Name) -> None:
    """Remove an account. Its corrections stay, under its name."""
    with _accounts(context) as module:
        module.remove_account(name)
    tables.say(f"{name} has no account any more.")


@app.command()
def access(
    context: typer.Context,
    periodical: Annotated[
        str | None,
        typer.Argument(
            metavar="[PERIODICAL]",
            help="Its part of the ids; `others`: all without a rule. With --until also an issue.",
        ),
    ] = None,
    who: Annotated[
        str | None, typer.Option(help="open, signed-in or granted; counts when the setting `access` is by-periodical.")
    ] = None,
    embargo: Annotated[
        int | None, typer.Option(help="Months after its date that an issue opens (a moving wall).")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The day before which it is closed; `none` takes it back.")
    ] = None,
    drop: Annotated[bool, typer.Option("--drop", help="Forget the rule: that of all others holds.")] = False,
    json: Json = False,
) -> None:
    """Who may read a periodical, and how late. Without arguments: the rules."""
    with _accounts(context) as _:
        from ..accounts import access as rules

        if periodical is not None:
            day = None if until is None else rules.NEVER if until == "none" else rules.parse_day(until)
            _set_rule(rules, rules.OTHERS if periodical == "others" else periodical, who, embargo, day, drop=drop)
        listed = [(one.periodical or "others", one.access, one.embargo, one.until) for one in rules.list_rules()]
        closures = [(one.issue, one.until) for one in rules.list_closures()]
    if json:
        named = [dict(zip(("periodical", "who", "embargo", "until"), row, strict=True)) for row in listed]
        write_json([*named, *({"issue": issue, "until": day} for issue, day in closures)])
    else:
        rows = [*listed, *((issue, "", None, day) for issue, day in closures)]
        tables.show_rows(rows, "periodical or issue", "who", "#embargo (months)", "closed until")


def _set_rule(rules: Any, name: str, who: str | None, embargo: int | None, day: date | None, *, drop: bool) -> None:
    """Set or drop the rule of a periodical, or that of a single issue, which knows but a day."""
    if not name or not rules.is_issue(name):
        rules.drop_rule(name) if drop else rules.set_rule(name, who, embargo, day)
    elif who is not None or embargo is not None or (day is None and not drop):
        raise InputError(f"{name} is a single issue: it can be closed until a day.", cure="Give --until YYYY-MM-DD.")
    else:
        rules.close_issue(name, None if drop or day == rules.NEVER else day)


@contextmanager
def _accounts(context: typer.Context) -> Iterator[Any]:
    """The module of people, with the accounts of the archive open."""
    with closing(catalogue_of(context, Archive(root(context)))) as catalogue:
        catalogue.prepare()
        from ..accounts import people as module

        yield module


def _password() -> str:
    """From the environment, from a pipe, or asked for twice. Never from the command line, which others can read."""
    if given := os.environ.get("BACKFILE_USER_PASSWORD"):
        return given
    if not sys.stdin.isatty():
        if line := sys.stdin.readline().rstrip("\r\n"):
            return line
        raise InputError(
            "no password was given.", cure="Type it when asked, pipe it in, or set BACKFILE_USER_PASSWORD."
        )
    found: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return found
