"""`tipdesk case timeline`: everything dated in a case, printed, as JSON, or as the same PDF that the window makes."""

from pathlib import Path

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context, write_file
from tipdesk.cli.progress import Progress
from tipdesk.cli.translate import _
from tipdesk.services.case.read_timeline import read_timeline, to_json
from tipdesk.services.case.references import get_case_id
from tipdesk.services.case.timeline import Event
from tipdesk.services.case.timeline_filter import Asked, Grouping


@click.command("timeline", cls=Command)
@click.argument("reference")
@click.option(
    "--by", default=Grouping.PAGE.value, show_default=True, type=click.Choice([one.value for one in Grouping])
)
@click.option("--find", "words", default="", help="Only events that say all of these words.")
@click.option("--disputed", "only_disputed", is_flag=True, help="Only events of which a date is in dispute.")
@click.option("--out", type=click.Path(path_type=Path), help="Print it to this PDF instead.")
@click.option("--identity", is_flag=True, help="With --out: say who the people are; for officers assigned to the case.")
@pass_context
def timeline(
    context: Context, reference: str, by: str, words: str, out: Path | None, *, only_disputed: bool, identity: bool
) -> None:
    """Show what happened when: an event for each day or moment that is recorded."""
    asked = Asked(grouping=Grouping(by), words=words, only_disputed=only_disputed)
    if out is not None:
        from tipdesk.homes.printing import print_timeline

        case = get_case_id(context.desk, reference)
        content = print_timeline(context.desk, case, asked, identity=identity, told=Progress().tell)
        write_file(out, content)
        context.show({"file": str(out), "bytes": len(content)}, _("The timeline is in {file}.").format(file=out))
        return
    view, tracks = read_timeline(context.desk, reference, asked, _)
    document = {
        "reference": view.reference,
        "tracks": [
            {"key": track.key, "name": track.name, "events": [to_json(event) for event in track.events]}
            for track in tracks
        ],
    }
    context.show(document, *(line for track in tracks for line in (track.name, *map(_line, track.events), "")))


def _line(event: Event) -> str:
    told = "; ".join(event.disputed)
    line = f"  {event.when:<28}  {event.label}"
    return f"{line}  {_('(disputed: {told})').format(told=told)}" if told else line
