"""`tipdesk case inbox|acknowledge|assign`: reports that nobody has read yet, and who takes them in hand.

They are of use at headquarters, whose window shows the same reports as its inbox.
"""

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.translate import _
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.dots import moment_text
from tipdesk.services.case.references import get_case_id
from tipdesk.services.directory.names import Names, read_names
from tipdesk.services.directory.refer_to_directory import refer_to_directory
from tipdesk.services.reports.acknowledge_report import acknowledge_case
from tipdesk.services.reports.assign_report import assign_report, assign_to_post
from tipdesk.services.reports.find_reports import find_inbox
from tipdesk.services.reports.report_lines import ReportLine


@click.command("inbox", cls=Command)
@pass_context
def inbox(context: Context) -> None:
    """List the reports that nobody else has read yet: danger, then a child, then the oldest."""
    names = read_names(context.desk)
    found = find_inbox(context.desk)
    items = [{**_item(line, names), "new": found.is_new(line)} for line in found.waiting]
    context.show({"items": items}, *(_words(context, line) for line in found.waiting))


@click.command("acknowledge", cls=Command)
@click.argument("reference")
@click.option("--words", help="What whoever sent it should know.")
@pass_context
def acknowledge(context: Context, reference: str, words: str | None) -> None:
    """Say that you have the reports of a case in hand; the post that sent them sees it."""
    noted = acknowledge_case(context.desk, get_case_id(context.desk, reference), words)
    context.show({"acknowledged": len(noted)}, _("Noted: you have it. The post sees it at its next sync."))


@click.command("assign", cls=Command)
@click.argument("reference")
@click.option("--officer", help="Login of the officer.")
@click.option("--post", help="Code of the post that sent it.")
@click.option("--due", help="By which day.")
@pass_context
def assign(context: Context, reference: str, officer: str | None, post: str | None, due: str | None) -> None:
    """Give a case to an officer, or to its own post: a task with a day."""
    if bool(officer) == bool(post):
        raise click.UsageError(_("Say either --officer or --post."))
    case, day = get_case_id(context.desk, reference), PartialDate.parse(due) if due else None
    if post:
        assign_to_post(context.desk, case, post, day)
    else:
        with context.desk.read() as reader:
            row = refer_to_directory(reader, context.desk.actor, BY_NAME["Officer"], officer)
        assign_report(context.desk, case, officer=row, due=day)
    context.show({"assigned": officer or post}, _("Given to {whom}.").format(whom=officer or post))


def _item(line: ReportLine, names: Names) -> dict[str, object]:
    return {
        "reference": line.case.reference,
        "post": line.case.post,
        "at": moment_text(line.since),
        "danger": line.is_danger,
        "child": line.is_child,
        "people": line.people,
        "acknowledged_by": [names.officer(one.officer) for one in line.takers],
        "late": line.is_late,
    }


def _words(context: Context, line: ReportLine) -> str:
    marks = [_("DANGER")] * line.is_danger + [_("CHILD")] * line.is_child + [_("LATE")] * line.is_late
    return "  ".join(filter(None, (line.case.reference, line.case.post, context.when(line.since), " ".join(marks))))
