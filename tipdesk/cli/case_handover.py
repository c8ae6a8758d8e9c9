"""`tipdesk case hand-over|accept|decline`: a case goes from the post in charge to another one.

The other post answers; until then the case stays where it is. `decline` at the post that made the offer takes it back.
"""

from pathlib import Path
from typing import Unpack

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.going_past import Going, going_past, override_of
from tipdesk.cli.translate import _, plural
from tipdesk.domain.ids import id_text
from tipdesk.services.case.references import get_case_id
from tipdesk.services.handover.answer_hand_over import accept_case, decline_case
from tipdesk.services.handover.find_handovers import Told, find_handovers
from tipdesk.services.handover.hand_over import hand_over as offer
from tipdesk.services.handover.hand_over_by_stick import Wish, hand_over_by_stick
from tipdesk.services.sync.carrier import never, no_step

FOLDER = click.Path(path_type=Path)
_UNSAID = _("Handed over on the command line, where no reason was given.")


@click.command("hand-over", cls=Command)
@click.argument("reference")
@click.option("--to", "post", help="Code of the post that is to have it.")
@click.option("--officer", help="Login of the officer of that post who is to be in charge.")
@click.option("--why", default=_UNSAID, help="Why, in a few words; the other post reads it.")
@click.option("--stick", type=FOLDER, help="Folder of a stick: the case goes directly, without headquarters.")
@click.option("--code", help="The one-time code that the duty officer has read out (only with --stick).")
@pass_context
def hand_over(
    context: Context,
    reference: str,
    post: str | None,
    officer: str | None,
    why: str,
    stick: Path | None,
    code: str | None,
) -> None:
    """Offer a case to another post; until that has accepted, it stays here.

    Without --to the hand-overs of the case are listed, the latest first.
    """
    case = get_case_id(context.desk, reference)
    if post is None:
        found = find_handovers(context.desk, case)
        context.show({"handovers": [_document(one) for one in found]}, *(_line(context, one) for one in found))
        return
    if stick is not None:
        _hand_over_by_stick(context, case, Wish(post, why, officer, code), stick)
        return
    if code is not None:
        raise click.UsageError(_("A code is for a hand-over by stick: say --stick, too."))
    changed = offer(context.desk, case, post, why, officer=officer)
    row = id_text(changed.row) if changed.row else None
    said = _("Offered to {post}. It is sent at the next sync, and stays here until {post} has accepted it.")
    context.show({"id": row, "to": post, "officer": officer, "state": "waiting"}, said.format(post=post))


def _hand_over_by_stick(context: Context, case: bytes, wish: Wish, stick: Path) -> None:
    session = context.link_session
    with session.carrier(stick=stick) as carrier:
        row, lies = hand_over_by_stick(session.desk, carrier, case, wish, no_step, never)
    left = [{"file": content.hex(), "reason": reason} for content, reason in lies.left.items()]
    said = _("Offered to {post}, and on the stick. It stays here until {post} has accepted it.").format(post=wish.post)
    more = plural("{count} file of the case is not on it.", "{count} files of the case are not on it.", len(left))
    document = {"id": id_text(row), "to": wish.post, "officer": wish.officer, "state": "waiting"}
    context.show({**document, "files": lies.files, "left": left}, said, *([more] if left else []))


def _document(one: Told) -> dict[str, object]:
    return {
        "id": id_text(one.id),
        "to": one.post,
        "officer": one.officer,
        "why": one.why,
        "asked_at": one.asked_at.isoformat() if one.asked_at else None,
        "answer": one.answer,
        "answered_by": one.answered_by,
        "answered_at": one.answered_at.isoformat() if one.answered_at else None,
        "answer_why": one.answer_why,
    }


def _line(context: Context, one: Told) -> str:
    answer = one.answer or _("waits for its answer")
    parts = (
        context.when(one.asked_at),
        one.post,
        answer,
        one.answered_by,
        context.when(one.answered_at),
        one.answer_why,
    )
    return "  ".join(filter(None, parts))


@click.command("accept", cls=Command)
@click.argument("reference")
@click.option("--officer", help="Login of the officer who is in charge from now on; you, unless somebody was named.")
@going_past
@pass_context
def accept(context: Context, reference: str, officer: str | None, **going: Unpack[Going]) -> None:
    """Take a case on that was offered to this post, with its open tasks."""
    case = get_case_id(context.desk, reference)
    accept_case(context.desk, case, officer=officer, override=override_of(**going))
    context.show({"accepted": True}, _("Taken on. The post that had it sees this at its next sync."))


@click.command("decline", cls=Command)
@click.argument("reference")
@click.option("--why", required=True, help="Why, in a few words; the other post reads it.")
@pass_context
def decline(context: Context, reference: str, why: str) -> None:
    """Decline a case that was offered to this post, or take back what this post has offered."""
    decline_case(context.desk, get_case_id(context.desk, reference), why)
    context.show({"declined": True}, _("Declined. The case stays with the post that has it."))
