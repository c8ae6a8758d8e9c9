"""`tipdesk case …`: cases as documents, recorded whole, listed, shown and found as far as the officer may see them.

The commands about sealed answers are in `case_holders`, those about reports that wait in `case_inbox`, counting is in
`case_count`, clocks in `case_clocks`, the timeline in `case_timeline` and shares with other posts in `case_share`.
"""

from pathlib import Path

import click

from tipdesk.cli.case_clocks import clocks
from tipdesk.cli.case_count import count
from tipdesk.cli.case_elements import elements
from tipdesk.cli.case_gates import gates
from tipdesk.cli.case_handover import accept, decline, hand_over
from tipdesk.cli.case_holders import holders, let_in, remove, restrict
from tipdesk.cli.case_inbox import acknowledge, assign, inbox
from tipdesk.cli.case_join import join, part
from tipdesk.cli.case_lines import lines
from tipdesk.cli.case_share import share
from tipdesk.cli.case_similar import similar
from tipdesk.cli.case_stage import stage
from tipdesk.cli.case_text import lines_of
from tipdesk.cli.case_timeline import timeline
from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, moment_ms, pass_context, read_json
from tipdesk.cli.translate import _
from tipdesk.cli.written import show_exported
from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import CaseSummary, Dispute
from tipdesk.domain.rules.caution import LISTED_OPEN
from tipdesk.services.case.find_words import find_words
from tipdesk.services.case.list_cases import list_cases
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.show_case import show_case
from tipdesk.services.documents.export_case import export_case
from tipdesk.services.documents.read_case_file import read_case_file


@click.group(cls=Group)
def case() -> None:
    """Cases: record, list, show, find; who can open what is sealed."""


_COMMANDS = (
    holders, let_in, remove, restrict, inbox, acknowledge, assign, clocks, count, elements, gates, join, lines, part,
    share, similar, stage, timeline, hand_over, accept, decline,
)  # fmt: skip
for _command in _COMMANDS:
    case.add_command(_command)


@case.command("new")
@click.option("--from", "source", required=True, type=click.Path(path_type=Path), help="JSON document of the case.")
@click.option("--urgent", is_flag=True, help="Send at once; ends the hold of what was written before.")
@pass_context
def new(context: Context, source: Path, *, urgent: bool) -> None:
    """Record a case from a document; it is refused whole if any field is bad."""
    document = read_json(source)
    if not isinstance(document, dict):
        raise UserError("bad-document", _("The document must be an object with “case” and “records”."))
    made = new_case(context.desk, document, urgent=urgent)
    context.show({"reference": made.reference, "id": id_text(made.id)}, made.reference)


@case.command("list")
@click.option("--stage", "stages", multiple=True, help="Only cases at this stage; may be given several times.")
@click.option("--open", "only_open", is_flag=True, help="Only open cases, and closed ones that are listed as open.")
@click.option("--mine", is_flag=True)
@click.option("--updated-since", help="Date and time, or a date: 2026-11-24, yesterday, 28 11.")
@click.option("--after", "begin", help="“next” of the page before.")
@pass_context
def list_(
    context: Context,
    stages: tuple[str, ...],
    updated_since: str | None,
    begin: str | None,
    *,
    mine: bool,
    only_open: bool,
) -> None:
    """List cases, latest change first."""
    since = moment_ms(updated_since, context.now)
    page = list_cases(
        context.desk, stages=frozenset(stages), mine=mine, updated_since=since, only_open=only_open, begin=begin
    )
    context.show(page.to_json(), *(_line_of(one.summary) for one in page.lines))


def _line_of(case: CaseSummary) -> str:
    """Return a case in one line; what is in dispute is named with all its values, the one to go by first."""
    line = f"{case.reference}  {case.status}  {case.title}"
    if case.status == LISTED_OPEN:
        line = f"{line}  {_('(closed past a rule that nobody has reviewed: listed as open)')}"
    told = "; ".join(map(_told, case.disputed))
    return f"{line}  {_('(disputed: {told})').format(told=told)}" if told else line


def _told(dispute: Dispute) -> str:
    field = BY_NAME["Case"].by_name[dispute.field]
    values = " / ".join(str(field.to_json(value) or "-") for value in dispute.values)
    return f"{_(field.label)}: {values}"


@case.command("show")
@click.argument("reference")
@click.option("--history", "with_history", is_flag=True)
@pass_context
def show(context: Context, reference: str, *, with_history: bool) -> None:
    """Print a case: as lines to read, with --json as the document that `case new` takes."""
    if context.is_json:
        context.show(show_case(context.desk, reference, with_history=with_history))
    else:
        context.show(None, *lines_of(read_case_file(context.desk, reference, _), with_history=with_history))


@case.command("export")
@click.argument("reference")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder for the document.")
@pass_context
def export(context: Context, reference: str, out: Path) -> None:
    """Export a case as a JSON document, with your signature over it beside."""
    exported = export_case(context.desk, reference)
    said = _("The document is in {file}, your signature beside it.")
    show_exported(context, out / f"{exported.reference}.json", exported, said)


@case.command("find")
@click.argument("words", nargs=-1, required=True)
@pass_context
def find(context: Context, words: tuple[str, ...]) -> None:
    """Search everything that the officer may see."""
    found = find_words(context.desk, " ".join(words))
    hits = [
        {
            "reference": one.reference,
            "post": one.post,
            "level": one.level.name.lower(),
            "title": one.title or None,
            "record": one.kind or None,
            "label": one.label or None,
        }
        for one in found
    ]
    context.show({"hits": hits}, *(f"{one['reference']}  {one['record'] or ''}  {one['label'] or ''}" for one in hits))
