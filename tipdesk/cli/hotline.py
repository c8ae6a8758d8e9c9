"""`tipdesk hotline …`: what follows a call of the hotline; the call itself is a row of the register HotlineCall."""

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context
from tipdesk.domain.ids import id_text, parse_id
from tipdesk.services.cooperation.note_called_back import note_called_back
from tipdesk.services.cooperation.open_case_of_call import CALL, Caller, open_case_of_call
from tipdesk.services.registers.reading import pick_register_row


@click.group(cls=Group)
def hotline() -> None:
    """Calls of the hotline: open a case from one, note that a caller was rung back."""


@hotline.command("open-case")
@click.argument("row")
@click.option("--words", required=True, help="What the caller said, word for word.")
@click.option("--number", default="", help="Under which number the caller can be reached.")
@click.option("--name", default="", help="Who called, if they said so.")
@click.option("--may-be-named", is_flag=True, help="The caller agreed to be named: a person of the case, not a source.")
@click.option("--under-18", default="", metavar="CODE", help="Is anybody under 18? yes, no or unsure.")
@pass_context
def open_case(
    context: Context, row: str, words: str, number: str, name: str, under_18: str, *, may_be_named: bool
) -> None:
    """Open a case from a call: what was said, and who called, go into the case and nowhere else."""
    caller = Caller(words, number, name, may_be_named=may_be_named, under_18=under_18)
    saved = open_case_of_call(context.desk, parse_id(row), caller)
    context.show(
        {"reference": saved.reference, "id": id_text(saved.case), "report": id_text(saved.report)}, saved.reference
    )


@hotline.command("called-back")
@click.argument("row")
@click.option("--at", metavar="MOMENT", help="When, if not now.")
@pass_context
def called_back(context: Context, row: str, at: str | None) -> None:
    """Note that the caller of a call was rung back."""
    seen = pick_register_row(context.desk, CALL, row)
    context.show_changed(note_called_back(context.desk, seen, at=at))
