"""`tipdesk hq officer keys|accept|code|move`: what headquarters decides about officers' keys.

A key comes from a post and waits here until its thirty digits were compared by telephone.
"""

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.translate import _
from tipdesk.domain.ids import id_text, parse_id
from tipdesk.services.headquarters.directory.officers import move_officer
from tipdesk.services.headquarters.keys.read_code import read_code
from tipdesk.services.headquarters.keys.waiting_keys import WaitingKey, accept_key, find_waiting_keys


def register_officers(officer: click.Group) -> None:
    """Add the commands of this file to `hq officer`."""
    for command in (keys, accept, code, move):
        officer.add_command(command)


@click.command("keys", cls=Command)
@pass_context
def keys(context: Context) -> None:
    """List the officers' keys that wait to be compared, and those to be withdrawn."""
    waiting = find_waiting_keys(context.desk)
    rows = [
        {
            "key": id_text(one.seen.id),
            "login": one.login,
            "device": id_text(one.device),
            "cause": one.cause,
            "changed": one.is_changed,
        }
        for one in waiting
    ]
    context.show({"keys": rows}, *map(_line, waiting))


def _line(one: WaitingKey) -> str:
    changed = _("other keys than before") if one.is_changed and not one.is_removal else ""
    return "  ".join(filter(None, (id_text(one.seen.id), one.login, one.cause, changed)))


@click.command("accept", cls=Command)
@click.argument("key")
@click.option("--fingerprint", default="", help="The thirty digits that the post reads out; not for a removal.")
@pass_context
def accept(context: Context, key: str, fingerprint: str) -> None:
    """Write a compared key to the directory; for a removed officer, take the key out of it."""
    accept_key(context.desk, parse_id(key), fingerprint)
    context.show({"key": key, "accepted": True}, _("Done."))


@click.command("code", cls=Command)
@click.argument("login")
@click.option("--reason", required=True, help="Why the code is read out; it is kept in the audit log.")
@click.option("--device", help="The PC, where the officer has codes on several.")
@pass_context
def code(context: Context, login: str, reason: str, device: str | None) -> None:
    """Show an officer's one-time code, to be read out by telephone: once."""
    read = read_code(context.desk, login, reason, parse_id(device) if device else None)
    context.show({"login": login, "code": read.code, "device": id_text(read.device)}, read.code)


@click.command("move", cls=Command)
@click.argument("login")
@click.option("--post", required=True, help="Code of the new post.")
@pass_context
def move(context: Context, login: str, post: str) -> None:
    """Move an officer to another post, where they get keys of their own."""
    move_officer(context.desk, login, post)
    context.show({"login": login, "post": post}, _("{login} belongs to {post} now.").format(login=login, post=post))
