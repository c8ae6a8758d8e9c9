"""`tipdesk hq …`: what headquarters does on its own home.

Founding, serving, receiving and enrolling are here; the further groups of `hq` have files of their own, which `main`
registers.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tipdesk.cli.cards import cards_lines, cards_out
from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context, read_file, say, write_file
from tipdesk.cli.hq_strangers import day_line, say_today
from tipdesk.cli.sync_files import came_json, came_lines
from tipdesk.cli.translate import _, plural
from tipdesk.domain.bug_lines import bug_lines
from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.ids import id_text, parse_id
from tipdesk.services.case.dots import moment_text
from tipdesk.services.headquarters.directory.revoke_device import revoke_device
from tipdesk.services.headquarters.enrolment.enrol_device import enrol_device
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.sticks.reasons import refusal_words, unread_words
from tipdesk.services.sync.push.withdrawals import find_withdrawals

if TYPE_CHECKING:
    from tipdesk.adapters.store.backup import Backup
    from tipdesk.services.headquarters.intake.receive_bundle import Received

FOLDER = click.Path(path_type=Path)
REFUSED_STATUS, GAP_STATUS = 4, 3
NUMBER = click.IntRange(1, 2**63 - 1)


@click.group(cls=Group)
def hq() -> None:
    """Headquarters: its store, its posts, what they send."""


@hq.command("init")
@click.option("--name", required=True, help="Name of the department.")
@click.option("--admin", required=True, help="Login name of the first officer.")
@click.option("--url", default="", help="Address at which posts reach this headquarters.")
@click.option("--shares", type=FOLDER, help="Folder for the three recovery cards (the words are printed where absent).")
@pass_context
def init(context: Context, name: str, admin: str, url: str, shares: Path | None) -> None:
    """Make headquarters' store, root key, recovery shares and first officer."""
    from tipdesk.homes.cards import cards_taken
    from tipdesk.homes.founding import make_headquarters

    founded = make_headquarters(context.home, name, admin, context.passphrase(is_new=True), url=url)
    context.keep(founded.session)
    answer = {
        "fingerprint": founded.fingerprint,
        "device": id_text(founded.session.desk.place.device),
        **cards_out(founded.cards, shares),
    }
    cards_taken(founded.session.paths, founded.session.desk)
    context.show(
        answer,
        _("Headquarters is ready. Its fingerprint, which every post compares:"),
        f"  {founded.fingerprint}",
        *cards_lines(answer),
    )


@hq.command("serve")
@click.option("--host", default="0.0.0.0", show_default=True)  # noqa: S104 - posts come from other networks
@click.option("--port", default=8443, show_default=True, type=click.IntRange(0, 65535))
@pass_context
def serve(context: Context, host: str, port: int) -> None:
    """Receive from posts until stopped (Ctrl+C), and make the backups that are planned on “This PC's records”.

    What strangers did is said once a day. Systemd is told when posts can come, where it has started this.
    """
    from tipdesk.adapters.system.service import tell_ready
    from tipdesk.bootstrap.serving import run_server
    from tipdesk.homes.served import StrangersTold

    def ready(bound: int) -> None:
        context.show({"serving": True, "host": host, "port": bound}, f"https://{host}:{bound}")
        tell_ready()

    def hear(backup: Backup | BaseException) -> None:
        for line in _backup_lines(backup):
            say(line)

    told = StrangersTold(context.desk, lambda day: say(day_line(day)))
    try:
        run_server(context.session, host, port, ready, hear, lambda room: say(_(room)), told)
    finally:
        told.end()


def _backup_lines(backup: Backup | BaseException) -> list[str]:
    """Return what is told of a planned backup: the name of its folder, a sentence, or where a bug is.

    Nothing of any case is told.
    """
    if isinstance(backup, TipdeskError):
        return [_("The planned backup was not made. {why}").format(why=backup.text(_))]
    if isinstance(backup, BaseException):
        told = _("The planned backup was not made: TIPdesk has a bug. Please report:")
        return [told, *bug_lines(backup).split("\n")]
    return [_("A backup of this PC was made, read back and opened: {folder}").format(folder=backup.folder.name)]


@hq.command("renew-server-key")
@pass_context
def renew_server_key(context: Context) -> None:
    """Give the receiving server a new key, after the old one may have been copied. Posts need not know."""
    from tipdesk.homes.headquarters_keys import renew_server_key as renew

    renew(context.session)
    context.show({"renewed": True}, _("The server has a new key. Start “tipdesk hq serve” again."))


@hq.command("receive")
@click.option("--stick", required=True, type=FOLDER, help="Folder of the stick.")
@pass_context
def receive(context: Context, stick: Path) -> int:
    """Take in what a stick carries; write receipts, down-bundles and files back."""
    results = receive_stick(context.desk, context.session.stick(stick))
    bundles = [_bundle_json(one) for one in results]
    lines = [_bundle_line(one) for one in results]
    lines += came_lines(results)
    lines = lines or [_("No bundle of a post was found on this stick.")]
    lines += [_(unread_words(reason)).format(count=count) for reason, count in results.unread.items()]
    context.show({"bundles": bundles, "files": came_json(results), "unread": results.unread}, *lines)
    say_today(context)
    verdicts = {one.verdict.value for one in results}
    if verdicts & {"refused", "fork"}:
        return REFUSED_STATUS
    return GAP_STATUS if "gap" in verdicts else 0


def _bundle_json(one: Received) -> dict[str, object]:
    return {
        "file": one.file,
        "verdict": one.verdict.value,
        "reason": one.reason or None,
        "message": _(refusal_words(one.reason)) or None,
        "device": id_text(one.device) if one.device else None,
        "entries": one.entries,
        "parked": one.parked,
    }


def _bundle_line(one: Received) -> str:
    told = plural(
        "{file}: {verdict}, {count} new entry, {parked} of them parked.",
        "{file}: {verdict}, {count} new entries, {parked} of them parked.",
        one.entries,
        file=one.file,
        verdict=one.verdict.value,
        parked=one.parked,
    )
    return f"{told} {_(refusal_words(one.reason))}".strip()


@hq.command("enrol")
@click.argument("request", type=FOLDER)
@click.option("--post", required=True, help="Code of the post.")
@click.option("--fingerprint", required=True, help="The thirty digits that the post's PC shows.")
@click.option("--role", "roles", multiple=True, help="Role of the officer; may be given several times.")
@click.option("--officer", "existing", help="Login of an officer whose further PC this is.")
@click.option("--move", is_flag=True, help="The PC is enrolled at another post and comes from there.")
@click.option("--out", required=True, type=FOLDER, help="File for the grant.")
@pass_context
def enrol(
    context: Context,
    request: Path,
    post: str,
    fingerprint: str,
    roles: tuple[str, ...],
    existing: str | None,
    out: Path,
    *,
    move: bool,
) -> None:
    """Answer an enrolment request with a grant. A request is answered once, and for thirty days."""
    device, grant = enrol_device(context.desk, read_file(request), post, fingerprint, roles, existing, move=move)
    write_file(out, grant)
    context.show({"device": id_text(device)}, _("The grant is in {file}.").format(file=out))


@hq.command("revoke")
@click.argument("device")
@click.option("--from", "from_seq", type=NUMBER, help="First entry that is not believed.")
@pass_context
def revoke(context: Context, device: str, from_seq: int | None) -> None:
    """Revoke a device from one entry on."""
    start = revoke_device(context.desk, parse_id(device), from_seq)
    context.show({"device": device, "revoked_from": start}, _("Revoked from entry {seq}.").format(seq=start))


@hq.command("withdrawn")
@pass_context
def withdrawn(context: Context) -> None:
    """List what posts withdrew before it was received: who, when and why; what it said was never here."""
    found = find_withdrawals(context.desk)
    rows = [
        {
            "device": id_text(one.device),
            "sequence": one.seq,
            "officer": id_text(one.actor),
            "at": moment_text(one.at),
            "reason": one.reason,
        }
        for one in found
    ]
    context.show({"withdrawn": rows}, *(f"{context.when(one.at)}  {one.seq}  {one.reason}" for one in found))


@hq.command("rebuild")
@pass_context
def rebuild(context: Context) -> int:
    """Project the tables again from the ledger and compare."""
    differences = context.session.rebuild()
    document = {"equal": not differences, "differences": differences}
    context.show(document, *(differences or [_("The tables equal the ledger.")]))
    return REFUSED_STATUS if differences else 0


@hq.command("restored")
@pass_context
def restored(context: Context) -> None:
    """Say that this home was put back from a backup: posts send again what it has lost, and what they hold of it."""
    epoch = context.session.declare_restored()
    context.show(
        {"epoch": epoch},
        _("Noted. At their next sync the posts send again what this headquarters has lost."),
        _("If its keys were renewed after the backup, “hq keyset show” says so once the posts have synced."),
    )
