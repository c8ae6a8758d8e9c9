"""`tipdesk officer …`: who unlocks this PC, and with what passphrase.

A new passphrase is never an argument: it comes from a file, from `TIPDESK_NEW_PASSPHRASE` or from the prompt.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, ask_secret, pass_context
from tipdesk.cli.translate import _
from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text

NEW_PASSPHRASE_VARIABLE = "TIPDESK_NEW_PASSPHRASE"  # noqa: S105 - the name of a variable, not a secret
_NEW = click.option(
    "--new-passphrase-file",
    "new_file",
    type=click.Path(path_type=Path),
    help="File with the new passphrase in its first line (default: TIPDESK_NEW_PASSPHRASE, or the prompt).",
)


@click.group(cls=Group)
def officer() -> None:
    """The officers who unlock this PC."""


@officer.command("list")
@pass_context
def officer_list(context: Context) -> None:
    """List the officers of this post and how each stands on this PC."""
    from tipdesk.homes.officers import find_officers

    found = find_officers(context.session)
    officers = [
        {
            "login": line.login,
            "name": line.name or None,
            "id": id_text(line.officer),
            "unlocks": line.has_slot,
            "state": line.state.name.lower(),
            "fingerprint": digits or None,
            "failed_tries": failures,
        }
        for line, digits, failures in found
    ]
    context.show(
        {"officers": officers},
        *(f"{line.login}  {_(line.state.value)}  {digits}".rstrip() for line, digits, _failures in found),
    )


@officer.command("add")
@click.argument("login")
@_NEW
@pass_context
def officer_add(context: Context, login: str, new_file: Path | None) -> None:
    """Let an officer of the directory unlock this PC; the officer types the new passphrase."""
    from tipdesk.homes.officers import add_officer

    digits = add_officer(context.session, login, _new_passphrase(new_file))
    _show_digits(context, login, digits)


@officer.command("reset")
@click.argument("login")
@_NEW
@click.option("--tries-only", is_flag=True, help="Keep passphrase and keys; only let the officer try again.")
@pass_context
def officer_reset(context: Context, login: str, new_file: Path | None, *, tries_only: bool) -> None:
    """Give an officer who forgot the passphrase another one, with new keys, on a supervisor's authority."""
    from tipdesk.homes.officers import lift_tries, reset_officer

    if tries_only:
        lift_tries(context.session, login)
        context.show({"login": login, "tries": "lifted"}, _("{login} may try again.").format(login=login))
        return
    digits = reset_officer(context.session, login, _new_passphrase(new_file))
    _show_digits(context, login, digits)


@officer.command("passphrase")
@_NEW
@pass_context
def officer_passphrase(context: Context, new_file: Path | None) -> None:
    """Change your own passphrase. In place of the old one the code may be given that headquarters read out."""
    from tipdesk.domain.spoken_code import parse_code
    from tipdesk.homes.officers import change_passphrase, open_by_officer_code

    old = context.passphrase()
    if parse_code(old) is not None:
        context.keep(open_by_officer_code(context.home, context.officer, old, _new_passphrase(new_file)))
    else:
        change_passphrase(context.session, old, _new_passphrase(new_file))
    context.show({"changed": True}, _("The passphrase has been changed."))


@officer.command("pin")
@click.option(
    "--pin-file", type=click.Path(path_type=Path), help="File with the PIN in its first line (default: the prompt)."
)
@pass_context
def officer_pin(context: Context, pin_file: Path | None) -> None:
    """Set the PIN that brings you back to a covered screen: six digits or more."""
    from tipdesk.homes.pins import keep_pin

    keep_pin(context.session, context.desk, context.passphrase(), _new_pin(pin_file))
    context.show({"set": True}, _("The PIN is set."))


@officer.command("remove")
@click.argument("login")
@pass_context
def officer_remove(context: Context, login: str) -> None:
    """Take an officer's passphrase away and give the store another key. Nobody else may have the store open."""
    from tipdesk.homes.officers import remove_officer
    from tipdesk.homes.opening import close_session

    remove_officer(context.session, login)
    close_session(context.session)
    context.show({"login": login, "removed": True, "rekeyed": True}, _("{login} is removed.").format(login=login))


@officer.command("suggest")
@pass_context
def officer_suggest(context: Context) -> None:
    """Print a passphrase of six random words."""
    from tipdesk.adapters.keys.passphrases import six_words

    words = six_words()
    context.show({"passphrase": words}, words)


def _show_digits(context: Context, login: str, digits: str) -> None:
    context.show(
        {"login": login, "fingerprint": digits},
        _("{login} unlocks this PC now. Read these digits to headquarters:").format(login=login),
        f"  {digits}",
    )


def _new_pin(file: Path | None) -> str:
    return ask_secret(file, None, _("New PIN"), UserError("no-pin", _("Give the PIN at the prompt or in a file.")))


def _new_passphrase(file: Path | None) -> str:
    """Return the new passphrase from the file, the environment or the prompt.

    Raises UserError `no-passphrase` where nobody can be asked.
    """
    missing = UserError(
        "no-passphrase", _("Give the new passphrase at the prompt, in a file or in TIPDESK_NEW_PASSPHRASE.")
    )
    return ask_secret(file, os.environ.get(NEW_PASSPHRASE_VARIABLE), _("New passphrase"), missing)
