"""`tipdesk case stage`: take a case to a stage of its life, with what the step asks for."""

from typing import Unpack

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context, say
from tipdesk.cli.going_past import Going, going_past, override_of
from tipdesk.cli.translate import _
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.caution import CLOSED
from tipdesk.domain.rules.gates.passing import StoppedByGateError
from tipdesk.services.case.references import get_case_id
from tipdesk.services.case.take_to_stage import take_to_stage
from tipdesk.services.directory.refer_to_directory import refer_to_directory
from tipdesk.services.gates.ask_missing import ask_missing
from tipdesk.services.look import look

_REOPENED = "reopened"


@click.command("stage", cls=Command)
@click.argument("reference")
@click.argument("stage_code", metavar="STAGE")
@click.option("--reason", help="Why it is closed: a code of the list closure_reason.")
@click.option("--words", help="Why it is closed, screened out or reopened, in words.")
@click.option("--approver", help="Login of whoever is to agree; where nobody has yet, they are asked.")
@going_past
@pass_context
def stage(
    context: Context,
    reference: str,
    stage_code: str,
    reason: str | None,
    words: str | None,
    approver: str | None,
    **going: Unpack[Going],
) -> None:
    """Take a case to a stage; a rule that does not hold says what it asks for."""
    given: dict[str, object] = {}
    if reason:
        given["closure_reason"] = reason
    if words:
        given["reopened_why" if stage_code == _REOPENED else "closure_words"] = words
    seen = look(context.desk, get_case_id(context.desk, reference)).case
    why = words if stage_code not in CLOSED else None
    override, desk, whom = override_of(**going), context.desk, None
    if approver:
        with desk.read() as reader:
            whom = refer_to_directory(reader, desk.actor, BY_NAME["Officer"], approver)
    try:
        context.show_changed(take_to_stage(desk, seen, stage_code, given, reason=why, override=override))
    except StoppedByGateError as stopped:
        ask = words or _("Please agree, so that it can be closed.")
        if whom is not None and ask_missing(desk, seen, given, stopped, ask, of=whom):
            say(_("Asked: {login} can agree to it, or somebody else whom the rule names.").format(login=approver))
        raise
