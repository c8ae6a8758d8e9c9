"""`tipdesk report …`: documents that leave the program.

Each print and each export is written into the audit before anything is read.
"""

from collections.abc import Sequence
from pathlib import Path

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context, read_file, write_file
from tipdesk.cli.progress import Progress
from tipdesk.cli.report_papers import PAPER_COMMANDS
from tipdesk.cli.report_statement import age, determination
from tipdesk.cli.translate import _
from tipdesk.cli.written import show_exported, show_written
from tipdesk.domain.errors import Distrust
from tipdesk.domain.ids import id_text, parse_id
from tipdesk.services.access.act_now import GROUNDS, act_now
from tipdesk.services.case.references import get_case_id
from tipdesk.services.directory.names import read_names
from tipdesk.services.documents.export_person import export_person
from tipdesk.services.keys.officers.officer_past import GOOD
from tipdesk.services.outreach.check_certificate import TRUE, Checked, certificate_text, check_code, check_signed
from tipdesk.services.outreach.check_certificate import VERDICT_WORDS as VERDICTS
from tipdesk.services.registers.answers import is_id
from tipdesk.services.signatures.verify_signature import VERDICT_WORDS, Verified, find_signed, find_signed_by_code

NOT_GOOD_STATUS = 4


@click.group(cls=Group)
def report() -> None:
    """Print documents as PDF, answer access requests, and verify what was signed."""


for _command in (age, determination, *PAPER_COMMANDS):
    report.add_command(_command)


@report.command("case")
@click.argument("reference")
@click.option("--identity", is_flag=True, help="Unmask identity; for officers assigned to the case.")
@click.option("--copy", "copy_number", default=1, show_default=True, type=click.IntRange(1))
@click.option("--out", required=True, type=click.Path(path_type=Path))
@click.option("--act-now", "ground", type=click.Choice(GROUNDS), help="Names without asking; reviewed in 24 hours.")
@click.option("--reason", default="", help="Why it cannot wait, with --act-now.")
@pass_context
def case(
    context: Context, reference: str, copy_number: int, out: Path, ground: str | None, reason: str, *, identity: bool
) -> None:
    """Print a case file; progress is told on standard error, and Ctrl+C leaves nothing behind."""
    from tipdesk.homes.printing import print_case

    if ground is not None:
        act_now(context.desk, get_case_id(context.desk, reference), "print_identity", ground, reason)
    content = print_case(
        context.desk,
        get_case_id(context.desk, reference),
        identity=identity or ground is not None,
        copy_number=copy_number,
        told=Progress().tell,
    )
    show_written(context, out, content, _("The case file is in {file}."))


@report.command("access-request")
@click.argument("reference")
@click.argument("person", metavar="PERSON")
@click.option("--out", required=True, type=click.Path(path_type=Path))
@pass_context
def access_request(context: Context, reference: str, person: str, out: Path) -> None:
    """Export what a case holds on one person, as JSON, with what was left out and why; your signature lies beside."""
    exported = export_person(context.desk, reference, parse_id(person))
    said = _("The answer is in {file}, your signature beside it. Read it before you hand it over.")
    show_exported(context, out, exported, said)


@report.command("worry")
@click.option("--blank", is_flag=True, required=True, help="The ten questions with room to write.")
@click.option("--out", required=True, type=click.Path(path_type=Path))
@pass_context
def worry(context: Context, out: Path, *, blank: bool) -> None:  # noqa: ARG001 - there is no sheet but a blank one yet
    """Print a worry on paper, for the day the PC is dead: the questions, whom to ring, a number to type in later.

    Each print has a number of its own. Without a passphrase the numbers to ring are those that this PC knows locked.
    """
    from tipdesk.homes.printing import print_blank_worry, print_blank_worry_locked

    number, content = (
        print_blank_worry(context.desk) if context.has_passphrase else print_blank_worry_locked(context.home)
    )
    write_file(out, content)
    said = _("Sheet {number} is in {file}. Type it in under “From paper” when the PC works.").format(
        number=number, file=out
    )
    context.show({"file": str(out), "paper_no": number, "bytes": len(content)}, said)


@report.command("certificate")
@click.argument("row")
@click.option("--out", required=True, type=click.Path(path_type=Path))
@pass_context
def certificate(context: Context, row: str, out: Path) -> None:
    """Print the certificate of a participant, or all of a session or a training; ROW is an id, or HQ-2026-0012."""
    from tipdesk.homes.printing import print_training_certificates

    content = print_training_certificates(context.desk, parse_id(row) if is_id(row) else row)
    show_written(context, out, content, _("It is in {file}."))


@report.command("training")
@click.argument("row", required=False)
@click.option("--names", "with_names", is_flag=True, help="Participants by name, with their marks.")
@click.option("--out", required=True, type=click.Path(path_type=Path))
@pass_context
def training(context: Context, row: str | None, out: Path, *, with_names: bool) -> None:
    """Print a training, or one session of it, with its figures; without ROW the list of all trainings."""
    from tipdesk.homes.printing import print_training

    content = print_training(context.desk, parse_id(row) if row else None, with_names=with_names)
    show_written(context, out, content, _("It is in {file}."))


@report.command("campaign")
@click.argument("row", required=False)
@click.option("--out", required=True, type=click.Path(path_type=Path))
@pass_context
def campaign(context: Context, row: str | None, out: Path) -> None:
    """Print a campaign with what it came to; without ROW the list of all campaigns."""
    from tipdesk.homes.printing import print_campaign

    content = print_campaign(context.desk, parse_id(row) if row else None)
    show_written(context, out, content, _("It is in {file}."))


@report.command("verify")
@click.argument("file", metavar="FILE|CODE")
@click.option("--name", default="", help="With the code of a certificate: whether it was given to this name.")
@pass_context
def verify(context: Context, file: str, name: str) -> int:
    """Say who signed a print, an export or a decision, and whether a certificate is true, by its code or its file.

    A certificate is true, changed, unknown or withdrawn; a code with one wrong letter says so.
    """
    path = Path(file)
    if not path.is_file() and (signed := find_signed_by_code(context.desk, file)):
        return _show_signed(context, signed)
    if not path.is_file():
        return _show_checked(context, check_code(context.desk, file, name))
    content = read_file(path)
    if (text := certificate_text(content)) is not None:
        return _show_checked(context, check_signed(context.desk, text))
    return _show_signatures(context, content)


def _show_checked(context: Context, checked: Checked) -> int:
    document = {
        "certificate": checked.verdict,
        "code": checked.code,
        "number": checked.number,
        "training": checked.training,
        "on": checked.on,
        "name": checked.name,
        "refresher_due": str(checked.refresher_due) if checked.refresher_due else None,
    }
    told = [one for one in (checked.number, checked.name, checked.training, checked.on) if one]
    lines = [_(VERDICTS[checked.verdict]), *([_(checked.more)] if checked.more else []), "  ".join(told)]
    context.show(document, *filter(None, lines))
    return 0 if checked.verdict == TRUE else NOT_GOOD_STATUS


def _show_signatures(context: Context, content: bytes) -> int:
    found = find_signed(context.desk, content)
    if not found:
        raise Distrust("not-signed", _("No officer known here has signed exactly this file."))
    return _show_signed(context, found)


def _show_signed(context: Context, found: Sequence[Verified]) -> int:
    names = read_names(context.desk)
    signatures = [
        {
            "use": one.use,
            "officer": id_text(one.officer),
            "name": names.officer(one.officer),
            "at": one.at.isoformat(timespec="minutes") if one.at else None,
            "verdict": one.verdict,
        }
        for one in found
    ]
    told = _("{name}, {at}: {verdict}")
    lines = [
        told.format(name=names.officer(one.officer), at=context.when(one.at), verdict=_(VERDICT_WORDS[one.verdict]))
        for one in found
    ]
    context.show({"signatures": signatures}, *lines)
    return 0 if any(one.verdict == GOOD for one in found) else NOT_GOOD_STATUS
