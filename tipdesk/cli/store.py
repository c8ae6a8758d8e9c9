"""`tipdesk store …`: the state of the store itself, and whether it is as it was written.

Commands that look at the store open one that fails a check as well, for reading. Backups and erasures begin here too.
"""

from dataclasses import astuple
from pathlib import Path

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.translate import _, plural
from tipdesk.domain.ids import id_text
from tipdesk.homes.integrity import compare_words, register_words

FAILED_STATUS = 4


@click.group(cls=Group)
def store() -> None:
    """The encrypted store of this home."""


@store.command("info")
@pass_context
def info(context: Context) -> None:
    """Say what this store is."""
    session = context.suspicious_session
    desk, suspicion = session.desk, session.store.suspicion
    with desk.work() as work:
        own = work.ledger.own()
    document = {
        "device": id_text(desk.place.device),
        "log": own.log.hex(),
        "sequence": own.seq,
        "headquarters": desk.place.is_headquarters,
        "officer": desk.actor.login,
        "roles": sorted(desk.actor.roles),
        "read_only": suspicion is not None,
        "call_code": suspicion.call_code if suspicion else None,
    }
    context.show(document, *(f"{name}: {value}" for name, value in document.items()))


@store.command("absence")
@click.option("--cover", type=int, help="Seconds without a key until the screen is covered: 10 to 180.")
@click.option("--lock", type=int, help="Seconds without a key until the program locks: 30 to 1800.")
@click.option("--shift", type=int, help="Hours after which a shift ends: 1 to 24.")
@pass_context
def absence(context: Context, cover: int | None, lock: int | None, shift: int | None) -> None:
    """Say, or set, after how long the window covers and locks; it holds from the next unlock on."""
    from tipdesk.domain.rules.absence import Limits
    from tipdesk.services.keys.unlock.limits import set_limits
    from tipdesk.services.remembered.here import ABSENCE_LIMITS

    with context.desk.read() as reader:
        kept = ABSENCE_LIMITS.get(reader)
    given = (cover, lock, shift)
    limits = Limits(*(old if new is None else new for old, new in zip(astuple(kept), given, strict=True)))
    if limits != kept:
        set_limits(context.desk, limits)
    document = {"cover": limits.cover_seconds, "lock": limits.lock_seconds, "shift": limits.shift_hours}
    context.show(document, *(f"{name}: {value}" for name, value in document.items()))


@store.command("free-space")
@click.option("--keep", type=int, metavar="MB", help="How many MB stay free: 16 or more (64 where nothing is set).")
@pass_context
def free_space(context: Context, keep: int | None) -> None:
    """Say, or set, how much room a file that is taken into a case leaves on this PC's disk."""
    from tipdesk.services.files.free_space import keep_free
    from tipdesk.services.remembered.here import FREE_MEBIBYTES

    if keep is not None:
        keep_free(context.desk, keep)
    with context.desk.read() as reader:
        kept = FREE_MEBIBYTES.get(reader)
    context.show({"keep": kept}, _("{size} MB stay free.").format(size=kept))


@store.command("check")
@click.option("--words", help="The eight words that stand in the shift register, to be compared too.")
@pass_context
def check(context: Context, words: str | None) -> int:
    """Check pages, database, chains, projection, heads and, where they are given, the words of the shift register."""
    session = context.suspicious_session
    found = compare_words(session.store, words) if words is not None else None
    rows = [{"name": one.check, "ok": not one.problems, "detail": "; ".join(one.problems)} for one in session.check()]
    if found is not None:
        rows = [{**row, "detail": f"entry {found}"} if row["name"] == "words" else row for row in rows]
    is_ok = all(row["ok"] for row in rows)
    lines = [f"{'ok ' if row['ok'] else 'BAD'} {row['name']} {row['detail']}" for row in rows]
    suspicion = session.store.suspicion
    document: dict[str, object] = {"ok": is_ok, "checks": rows}
    if suspicion is not None:
        document["call_code"] = suspicion.call_code
        lines.append(suspicion.refusal().text(_))
    context.show(document, *lines)
    return 0 if is_ok else FAILED_STATUS


@store.command("backup")
@click.option("--to", "target", type=click.Path(path_type=Path), required=True, help="A folder or stick.")
@pass_context
def backup(context: Context, target: Path) -> None:
    """Make a backup in a folder or on a stick, and read it back."""
    from tipdesk.homes.backups import back_up

    made = back_up(context.session, target)
    document = {
        "folder": str(made.folder),
        "sequence": made.contents.seq,
        "bytes": made.size,
        "files": sorted(made.contents.files),
    }
    context.show(document, _("Backup made and checked: {folder}").format(folder=made.folder))


@store.command("restore")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--old", type=click.Path(path_type=Path), help="Where the old home lies, if not at --home.")
@pass_context
def restore(context: Context, folder: Path, old: Path | None) -> None:
    """Put a backup in place of this home; what stood there is kept, and what it wrote last is brought over."""
    from tipdesk.homes.putting_back import put_back

    done = put_back(folder, context.home, context.officer, context.passphrase(), old=old)
    context.keep(done.session)
    document = {
        "restored_up_to": done.up_to,
        "brought_over": done.brought_over,
        "replaced": str(done.replaced) if done.replaced else None,
        "log": done.session.store.own_log.hex(),
    }
    lines = [
        plural(
            "The backup up to entry {up_to} is back; {count} later entry was brought over.",
            "The backup up to entry {up_to} is back; {count} later entries were brought over.",
            done.brought_over,
            up_to=done.up_to,
        ),
        *([_("What stood here before is kept in {folder}.").format(folder=done.replaced)] if done.replaced else []),
    ]
    context.show(document, *lines)


@store.command("words")
@pass_context
def words(context: Context) -> None:
    """Print the eight words to write into the shift register."""
    told = register_words(context.desk)
    document = {"words": list(told.words), "text": " ".join(told.words), "sequence": told.seq}
    lines = [f"{number}. {word}" for number, word in enumerate(told.words, 1)]
    context.show(document, _("Write these eight words into the shift register, once a shift:"), *lines)


@store.command("verify-log")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the log as lines that anybody can check.")
@click.option("--case", "reference", help="With --out: put the bodies of this case into the export, too.")
@pass_context
def verify_log_command(context: Context, out: Path | None, reference: str | None) -> int:
    """Walk every log: chain, bodies, redactions, signatures; with --out write them for the stand-alone verifier."""
    from tipdesk.homes.integrity import write_export
    from tipdesk.services.proof.verify_log import verify_log

    session = context.suspicious_session
    report = verify_log(session.desk)
    written = write_export(session.desk, session.paths, out, reference) if out is not None else []
    logs = [
        {
            "log": one.log.hex(),
            "device": id_text(one.device) if one.device else None,
            "entries": one.entries,
            "bodies": one.bodies,
            "without_salt": one.unsalted,
            "redacted": one.redacted,
        }
        for one in report.logs
    ]
    entries = sum(one.entries for one in report.logs)
    document = {"ok": not report.problems, "entries": entries, "logs": logs, "signatures": report.signatures}
    in_logs = plural("in {count} log", "in {count} logs", len(logs))
    counted = plural("{count} entry {in_logs}", "{count} entries {in_logs}", entries, in_logs=in_logs)
    lines = [_("{counted}, each chained to the next.").format(counted=counted)]
    lines += [f"{name}: {count}" for name, count in report.signatures.items()]
    context.show({**document, "problems": report.problems, "written": written}, *lines, *report.problems, *written)
    return FAILED_STATUS if report.problems else 0


@store.command("erase-case")
@click.argument("reference")
@click.option("--reason", required=True, help="Why, without a name. A second officer decides: `hq erasure agree`.")
@pass_context
def erase_case(context: Context, reference: str, reason: str) -> None:
    """Ask at headquarters that a case be erased. Nothing goes before another officer has agreed."""
    from tipdesk.services.case.references import get_case_id
    from tipdesk.services.headquarters.erasure.erase_case import ask_erasure

    row = ask_erasure(context.desk, get_case_id(context.desk, reference), reason)
    context.show(
        {"erasure": id_text(row), "decision": None},
        _("Asked for. Another administrator or coordinator decides: hq erasure agree {row}").format(row=id_text(row)),
    )
