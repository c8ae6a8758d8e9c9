"""`tipdesk case holders|let-in|remove|restrict`: who can open what is sealed in a case, and deeds that change it.

What `remove` and `restrict` cannot undo is said each time: what somebody has read, or what has left this PC.
"""

from typing import Unpack

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.going_past import Going, going_past, override_of
from tipdesk.cli.translate import _, plural
from tipdesk.domain.ids import id_text
from tipdesk.domain.texts import _ as mark
from tipdesk.domain.texts import counted
from tipdesk.services.case.holders import find_holders, find_person, let_open, stop_opening
from tipdesk.services.case.references import get_case_id
from tipdesk.services.case.restrict_case import restrict_case
from tipdesk.services.results import Changed
from tipdesk.services.sync.push.redact_unsent import count_open, redact_unsent

REMOVED = mark(
    "What this officer has read or copied stays with them. What is sealed from now on does not open for them."
)

LEFT_OPEN = counted(
    "What is written from now on is for these people only. {count} earlier entry had left this PC: it stays "
    "readable here and at headquarters until headquarters has received this and deletes it. Sync now.",
    "What is written from now on is for these people only. {count} earlier entries had left this PC: they stay "
    "readable here and at headquarters until headquarters has received this and deletes them. Sync now.",
)


@click.command("holders", cls=Command)
@click.argument("reference")
@pass_context
def holders(context: Context, reference: str) -> None:
    """Name who can open what is sealed in a case."""
    found = find_holders(context.desk, get_case_id(context.desk, reference))
    lines = [
        {
            "kind": line.kind,
            "officer": id_text(line.officer) if line.officer else None,
            "name": line.name or None,
            "has_key": line.has_key,
            "let_in": line.is_named,
            "removed": line.is_removed,
            "unverified": line.is_doubted,
        }
        for line in found.lines
    ]
    level = "restricted" if found.is_restricted else "ordinary"
    marks = {"removed": _("removed"), "unverified": _("NOT VERIFIED: no officer who could has signed this")}
    said = (
        "  ".join(
            [str(one["kind"]), str(one["name"] or ""), *(f"({word})" for mark, word in marks.items() if one[mark])]
        )
        for one in lines
    )
    context.show({"level": level, "holders": lines}, *said)


@click.command("let-in", cls=Command)
@click.argument("reference")
@click.argument("logins", nargs=-1, required=True, metavar="OFFICER …")
@click.option("--reason")
@pass_context
def let_in(context: Context, reference: str, logins: tuple[str, ...], reason: str | None) -> None:
    """Let officers open what is sealed in a case."""
    case = get_case_id(context.desk, reference)
    _show(context, let_open(context.desk, case, _people(context, logins), reason), _("They can open the case now."))


@click.command("remove", cls=Command)
@click.argument("reference")
@click.argument("login", metavar="OFFICER")
@click.option("--reason")
@pass_context
def remove(context: Context, reference: str, login: str, reason: str | None) -> None:
    """Stop an officer from opening what is sealed from now on."""
    case = get_case_id(context.desk, reference)
    [officer] = _people(context, (login,))
    _show(context, stop_opening(context.desk, case, officer, reason), _(REMOVED))


@click.command("restrict", cls=Command)
@click.argument("reference")
@click.argument("logins", nargs=-1, metavar="[OFFICER …]")
@click.option("--reason")
@going_past
@pass_context
def restrict(
    context: Context, reference: str, logins: tuple[str, ...], reason: str | None, **going: Unpack[Going]
) -> None:
    """Raise a case to "these people only": yourself, these officers, and headquarters' case unit."""
    case = get_case_id(context.desk, reference)
    people, override = _people(context, logins), override_of(**going)
    changed = restrict_case(context.desk, case, people, reason, override=override)
    redact_unsent(context.desk)
    left = count_open(context.desk, case)
    said = _("For these people only now.") if not left else plural(*LEFT_OPEN, left)
    context.show({"id": id_text(case), "changed": sorted(changed.kinds), "left_open": left}, said)


def _people(context: Context, logins: tuple[str, ...]) -> list[bytes]:
    with context.desk.read() as reader:
        return [find_person(reader, context.desk, login) for login in logins]


def _show(context: Context, changed: Changed, said: str) -> None:
    context.show({"id": id_text(changed.case) if changed.case else None, "changed": sorted(changed.kinds)}, said)
