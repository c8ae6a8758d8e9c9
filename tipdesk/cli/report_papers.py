"""`tipdesk report referral`, `sheet` and the other papers for people, in a language they read, one or all of a case.

With `--all` the files lie in a folder, under the neutral reference of the case and a number. Ctrl+C ends a batch: what
was printed by then is signed and stays.
"""

from collections.abc import Callable
from pathlib import Path

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context, write_file
from tipdesk.cli.progress import Progress
from tipdesk.cli.translate import _
from tipdesk.cli.written import show_written
from tipdesk.domain.ids import parse_id
from tipdesk.domain.reference import parse_reference
from tipdesk.services.case.references import get_case_id
from tipdesk.services.papers.asked import Asked


def _printing(name: str) -> Callable[..., None]:
    """Return what a command of this name does."""

    @pass_context
    def printed(
        context: Context,
        reference: str,
        row: str,
        language: str,
        copy_number: int,
        out: Path,
        *,
        every: bool,
        **wants: bool,
    ) -> None:
        from tipdesk.homes.papers import print_papers

        asked = Asked(parse_id(row) if row else None, every, language, copy_number, **wants)
        case = get_case_id(context.desk, reference)
        papers = print_papers(context.desk, case, name, asked, Progress().tell)
        if not every:
            [paper] = papers
            show_written(context, out, paper.content, _("It is in {file}."))
            return
        files = []
        for number, one in enumerate(papers, 1):
            file = out / f"{parse_reference(reference)}-{number:03}.pdf"
            write_file(file, one.content)
            files.append({"file": str(file), "language": one.language, "bytes": len(one.content)})
        context.show({"files": files}, _("They are in {folder}.").format(folder=out))

    return printed


def _params(*more: click.Option) -> list[click.Parameter]:
    return [
        click.Argument(["reference"]),
        click.Option(["--row"], default="", help="Of which row; needed where there are several."),
        click.Option(["--all", "every"], is_flag=True, help="Of all rows; --out is then a folder."),
        click.Option(["--language"], default="", metavar="CODE", help="Language of the paper: en, fr or es."),
        click.Option(["--copy", "copy_number"], default=1, show_default=True, type=click.IntRange(1)),
        click.Option(["--out"], required=True, type=click.Path(path_type=Path)),
        *more,
    ]


_IDENTITY = click.Option(["--identity"], is_flag=True, help="Say who spoke, and where; for officers assigned to it.")
_WHOLE = click.Option(["--full", "whole"], is_flag=True, help="Say all of it: read together, and it stays with us.")
_BLANK = click.Option(["--blank"], is_flag=True, help="A form of a person to fill in by hand.")

PAPER_COMMANDS = (
    Command(
        "referral",
        help="Print the letter of a referral, neutral outside, with a slip to tear off; a preview until it is sent.",
        params=_params(),
        callback=_printing("referral"),
    ),
    Command(
        "reply",
        help="Print the reply slip of a referral alone, with its code.",
        params=_params(),
        callback=_printing("reply"),
    ),
    Command(
        "statement",
        help="Print a statement in numbered lines, to be read back and signed.",
        params=_params(_IDENTITY),
        callback=_printing("statement"),
    ),
    Command(
        "consent",
        help="Print a consent with the seven points, or a blank one of a person.",
        params=_params(_BLANK),
        callback=_printing("consent"),
    ),
    Command(
        "notice",
        help="Print the short notice and the rights for a person, in large letters.",
        params=_params(),
        callback=_printing("notice"),
    ),
    Command(
        "interpreter",
        help="Print the declaration of an interpreter, under the code for their name.",
        params=_params(),
        callback=_printing("interpreter"),
    ),
    Command(
        "safety-plan",
        help="Print a safety plan; whom to ring and where to go stand on no paper.",
        params=_params(),
        callback=_printing("safety-plan"),
    ),
    Command(
        "sheet",
        help="Print a person's own sheet: neutral, to be carried where that is safe, or with --full to stay with us.",
        params=_params(_WHOLE),
        callback=_printing("sheet"),
    ),
)
