"""`tipdesk sync …`: push and pull by wire or by stick, take in a receipt, say where this PC stands.

A disabled officer may sync, and a store that fails a check tells headquarters why it sends nothing else.
"""

from pathlib import Path

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context, read_file
from tipdesk.cli.sync_files import left_json, left_lines, metered, sent_json, sent_lines
from tipdesk.cli.translate import _, plural
from tipdesk.domain.texts import counted
from tipdesk.services.case.dots import moment_text
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.keys.office.changed_keys import accept_changed_keys, get_changed_keys, refuse_shown_keys, told
from tipdesk.services.keys.office.office_keys import WORDS as OTHER_KEYS_WORDS
from tipdesk.services.remembered.link import HOLD_MINUTES
from tipdesk.services.sealing.share_case_keys import share_case_keys
from tipdesk.services.sticks.reasons import parking_words, refusal_words, unread_words
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.exchange import exchange
from tipdesk.services.sync.pull.take_arrival import take_receipt
from tipdesk.services.sync.push.holds import set_hold
from tipdesk.services.sync.push.withdraw_entry import withdraw_entry
from tipdesk.services.sync.sync_status import SyncStatus, sync_status

REFUSED_STATUS = 4
FOLDER = click.Path(path_type=Path)
_NOT_RECEIVED = counted(
    "{count} entry not yet received by headquarters.", "{count} entries not yet received by headquarters."
)
_KEPT_ASIDE = counted(
    "Headquarters keeps {count} entry without applying it:", "Headquarters keeps {count} entries without applying them:"
)
_STAYS = counted("An entry stays {count} minute before it goes.", "An entry stays {count} minutes before it goes.")


@click.group(cls=Group)
def sync() -> None:
    """Bring entries and files to headquarters and back."""


sync.add_command(metered)


@sync.command("now")
@click.option("--url", help="Address of headquarters (default: as granted).")
@click.option("--stick", type=FOLDER, help="Folder of a stick, instead of the wire.")
@pass_context
def now(context: Context, url: str | None, stick: Path | None) -> int:
    """Push, then pull."""
    session = context.link_session
    with session.carrier(stick=stick, url=url) as carrier:
        report = exchange(session.desk, carrier, no_step, never).report
    if report.told:
        document = {"sent": [], "received": [], "waiting": report.waiting, "told": report.told}
        context.show(document, _("This store can only be read. Headquarters is told why; nothing else was sent."))
        return REFUSED_STATUS
    session.seal_to_recovery()
    share_case_keys(session.desk)
    sent = [
        {"file": one.file, "from": one.first, "to": one.last, "entries": one.entries, "bytes": one.size}
        for one in report.sent
    ]
    received = [
        {"kind": one.kind, "verdict": one.verdict, "entries": one.entries, "reason": one.reason or None}
        for one in report.received
    ]
    refused = [one.reason for one in report.received if one.verdict == "refused"]
    context.show(
        {
            "sent": sent,
            "received": received,
            "waiting": report.waiting,
            "keys_apart": report.are_keys_apart,
            "unread": report.unread,
            "files": sent_json(report),
        },
        _("Bundles sent: {count}. Received: {other}. Entries that headquarters has not yet: {waiting}.").format(
            count=len(sent), other=len(received), waiting=report.waiting
        ),
        *(_("Refused: {reason}").format(reason=_(refusal_words(reason))) for reason in dict.fromkeys(refused)),
        *sent_lines(report),
        *(_(unread_words(reason)).format(count=count) for reason, count in report.unread.items()),
        *([_(OTHER_KEYS_WORDS)] if report.are_keys_apart else []),
    )
    is_shut = report.are_keys_apart and stick is None  # a stick was written and read all the same
    return REFUSED_STATUS if refused or is_shut else 0


@sync.command("keys")
@click.option("--accept", "accepted", metavar="DIGITS", help="The thirty digits that headquarters read out: pin them.")
@click.option("--refuse", "is_refused", is_flag=True, help="The key that was shown is a stranger's: never believe it.")
@pass_context
def keys(context: Context, accepted: str | None, *, is_refused: bool) -> None:
    """Say which key of headquarters is pinned; settle a changed one after comparing digits by telephone."""
    session = context.session
    if accepted is not None:
        accept_changed_keys(session.desk, accepted)
        session.seal_to_recovery()
    elif is_refused:
        refuse_shown_keys(session.desk)
    with session.desk.read() as reader:
        keyset, changed = get_keyset(reader), get_changed_keys(session.desk, reader)
        pinned = session.desk.keys.fingerprint(keyset.root)
    document = {"number": keyset.number, "pinned": pinned, "shown": changed.shown if changed else None}
    lines = [_("Keyset {number} of headquarters, pinned: {digits}").format(number=keyset.number, digits=pinned)]
    context.show(document, *lines, *([told(changed).text(_)] if changed else []))


@sync.command("status")
@pass_context
def status(context: Context) -> None:
    """Say what waits and how far headquarters has confirmed."""
    found = sync_status(context.link_session.desk)
    receipt = found.last_receipt
    last = {"time": moment_text(receipt.time), "sequence": receipt.seq, "head": receipt.head.hex()} if receipt else None
    parked = [
        {"sequence": one.seq, "reason": one.reason, "message": _(parking_words(one.reason))} for one in found.parked
    ]
    document = {
        "enrolled": found.enrolled,
        "waiting": found.waiting,
        "sequence": found.sequence,
        "received_up_to": found.received_up_to,
        "last_receipt": last,
        "parked": parked,
        "parked_count": receipt.parked if receipt else 0,
        "revoked_from": receipt.revoked_from if receipt else None,
        "keys_apart": found.are_keys_apart,
        "files": left_json(found.files, found.minutes_left),
        "metered": found.has_records_only,
    }
    context.show(
        document, *_status_lines(context, found), *(f"  {one['sequence']}: {one['message']}" for one in parked)
    )


def _status_lines(context: Context, found: SyncStatus) -> list[str]:
    receipt = found.last_receipt
    lines = [plural(*_NOT_RECEIVED, found.waiting)]
    if not found.enrolled:
        lines.append(_("This PC is not enrolled yet."))
    if receipt is not None:
        told = _("Headquarters confirmed entry {seq} of {sequence} on {time}.")
        lines.append(told.format(seq=receipt.seq, sequence=found.sequence, time=context.when(receipt.time)))
    if receipt is not None and receipt.revoked_from is not None:
        lines.append(_("This PC was revoked from entry {seq} on.").format(seq=receipt.revoked_from))
    if found.are_keys_apart:
        lines.append(_(OTHER_KEYS_WORDS))
    lines += left_lines(found.files, found.minutes_left)
    if found.has_records_only:
        lines.append(_("Only records go by wire; files wait for a stick."))
    if receipt is not None and receipt.parked:
        lines.append(plural(*_KEPT_ASIDE, receipt.parked))
    return lines


@sync.command("withdraw")
@click.argument("seq", type=click.IntRange(1))
@click.option("--reason", required=True, help="Why; it stays, and headquarters reads it.")
@pass_context
def withdraw(context: Context, seq: int, reason: str) -> None:
    """Withdraw an entry of yours that headquarters has not received: its text goes, that it stood there stays."""
    withdraw_entry(context.desk, seq, reason)
    context.show({"withdrawn": seq}, _("Entry {seq} is withdrawn. Headquarters will not read it.").format(seq=seq))


@sync.command("hold")
@click.argument("minutes", required=False, type=click.IntRange(0))
@pass_context
def hold(context: Context, minutes: int | None) -> None:
    """Say how many minutes an entry stays before it goes by itself, or set it for this PC."""
    if minutes is not None:
        set_hold(context.desk, minutes)
    with context.desk.read() as reader:
        held = HOLD_MINUTES.get(reader)
    context.show({"minutes": held}, plural(*_STAYS, held))


@sync.command("receipt")
@click.argument("file", type=FOLDER)
@pass_context
def receipt(context: Context, file: Path) -> None:
    """Take in a receipt that came by another way."""
    taken = take_receipt(context.link_session.desk, read_file(file))
    document = {"sequence": taken.receipt.seq, "newer": taken.newer}
    context.show(document, _("Headquarters holds this PC's log up to entry {seq}.").format(seq=taken.receipt.seq))
