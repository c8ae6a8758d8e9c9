"""`tipdesk approval …`: ask somebody else to agree before a deed is done, and answer what others ask.

Rules are named by their ids, as a refusal names them; rows and questions by the ids that are printed.
"""

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.translate import _
from tipdesk.domain.ids import id_text
from tipdesk.domain.when import Lies, read_moment
from tipdesk.services.case.references import get_case_id
from tipdesk.services.directory.names import Names, read_names
from tipdesk.services.gates.answer_approval import answer_approval
from tipdesk.services.gates.ask_approval import ask_approval, withdraw_approval
from tipdesk.services.gates.find_approvals import ApprovalLine, find_approvals, find_case_approvals
from tipdesk.services.gates.note_spoken import note_spoken


@click.group(cls=Group)
def approval() -> None:
    """Agree before a deed is done: ask, list, answer, spoken, withdraw."""


@approval.command("ask")
@click.argument("reference")
@click.argument("gate", metavar="RULE")
@click.option("--ask", "words", required=True, help="What is asked, and why.")
@click.option("--row", help="The row that it is about (default: the case).")
@click.option("--basis", help="legal_duty, imminent_danger or child_protection, where the rule asks for one.")
@pass_context
def ask(context: Context, reference: str, gate: str, words: str, row: str | None, basis: str | None) -> None:
    """Ask for an approval, such as closure-approved; what is approved is how the row stands now."""
    case = get_case_id(context.desk, reference)
    context.show_changed(ask_approval(context.desk, case, gate, words, subject=row, basis=basis))


@approval.command("list")
@click.argument("reference", required=False)
@pass_context
def list_(context: Context, reference: str | None) -> None:
    """List the approvals that wait for your answer; with a case, all that were asked in it."""
    desk, names = context.desk, read_names(context.desk)
    found = find_case_approvals(desk, get_case_id(desk, reference)) if reference else find_approvals(desk)
    context.show({"approvals": [_item(one, names) for one in found]}, *(_words(context, one, names) for one in found))


@approval.command("answer")
@click.argument("asked", metavar="APPROVAL")
@click.option("--approve/--refuse", "is_approved", required=True, default=None)
@click.option("--words", default="", help="Why not, or on which conditions.")
@click.option("--until", help="Until when an approval holds: 28 11 14:05, tomorrow 2pm, or ISO with zone.")
@pass_context
def answer(context: Context, asked: str, words: str, until: str | None, *, is_approved: bool) -> None:
    """Approve, or refuse with words; the answer is signed with your key and stands for good."""
    end = read_moment(until, context.now(), Lies.AHEAD) if until else None
    context.show_changed(answer_approval(context.desk, asked, is_approved=is_approved, words=words, valid_until=end))


@approval.command("spoken")
@click.argument("asked", metavar="APPROVAL")
@click.option("--whom", required=True, help="Who agreed by telephone.")
@click.option("--words", required=True, help="What they said.")
@click.option("--duty", default="duty_officer", show_default=True, help="Their duty on the roster.")
@click.option("--at", help="When: 28 11 14:05, today 2pm, or ISO with zone (default: now).")
@pass_context
def spoken(context: Context, asked: str, whom: str, words: str, duty: str, at: str | None) -> None:
    """Note that somebody on duty agreed by telephone; it holds for 24 hours, until they have signed."""
    given = {"whom": whom, "words": words, "duty": duty, **({"at": at} if at else {})}
    context.show_changed(note_spoken(context.desk, asked, given))


@approval.command("withdraw")
@click.argument("asked", metavar="APPROVAL")
@pass_context
def withdraw(context: Context, asked: str) -> None:
    """Take back a question of your own that nobody has answered yet."""
    context.show_changed(withdraw_approval(context.desk, asked))


def _item(line: ApprovalLine, names: Names) -> dict[str, object]:
    return {
        "id": id_text(line.id),
        "reference": line.reference,
        "gate": line.gate,
        "ask": line.ask,
        "basis": line.basis or None,
        "asked_by": names.officer(line.asked_by),
        "asked_at": line.asked_at.isoformat(timespec="minutes") if line.asked_at else None,
        "decision": line.decision or None,
        "decided_by": names.officer(line.decided_by) if line.decided_by else None,
        "decided_at": line.decided_at.isoformat(timespec="minutes") if line.decided_at else None,
        "words": line.words or None,
        "valid_until": line.valid_until.isoformat(timespec="minutes") if line.valid_until else None,
        "stale": line.is_stale,
        "yours": line.is_mine,
    }


def _words(context: Context, line: ApprovalLine, names: Names) -> str:
    state = line.decision or (_("changed since: ask again") if line.is_stale else _("waits"))
    who = names.officer(line.asked_by)
    return "  ".join((id_text(line.id), line.reference, line.gate, who, context.when(line.asked_at), state))
