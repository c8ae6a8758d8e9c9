"""`tipdesk case share`: another post holds a case and works on it too; headquarters shares, a post asks it to.

Without an option the shares of the case are listed, with the PCs that are still to forget it.
"""

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.translate import _
from tipdesk.services.case.references import get_case_id
from tipdesk.services.headquarters.directory.unforgotten import Unforgotten
from tipdesk.services.sharing.ask_share import ask_share
from tipdesk.services.sharing.see_shares import ShareLine, see_shares
from tipdesk.services.sharing.share_case import end_share, share_case


@click.command(cls=Command)
@click.argument("reference")
@click.option("--with", "begin", metavar="POST", help="The code of the post that is to work on the case too.")
@click.option("--stop", "stop", metavar="POST", help="The code of the post that is to hold the case no more.")
@click.option("--why", "words", help="Why, in a few words. Others will read it.")
@pass_context
def share(context: Context, reference: str, begin: str | None, stop: str | None, words: str | None) -> None:
    """Share a case with another post, or end that.

    At headquarters it is done; the post in charge asks headquarters to do it. When a share ends, the PCs of that post
    forget the case once headquarters has all that was written there. Without an option the shares are listed.
    """
    if begin and stop:
        raise click.UsageError(_("Say either with which post to share, or with which to stop."))
    desk = context.desk
    case, asked = get_case_id(desk, reference), False
    if post := begin or stop:
        why = words or _("No reason was given on the command line.")
        asked = not desk.place.is_headquarters
        if asked:
            ask_share(desk, case, post, why, ends=bool(stop))
        else:
            (end_share if stop else share_case)(desk, case, post, why)
    lines = see_shares(desk, case)
    said = [_("Headquarters was asked. It answers after the next sync.")] if asked else []
    context.show({"asked": asked, "shares": [_told(line) for line in lines]}, *said, *map(_line, lines))


def _told(line: ShareLine) -> dict[str, object]:
    return {
        "post": line.code,
        "name": line.name,
        "why": line.why or None,
        "asked_by": line.asked_by or None,
        "began": line.began.isoformat() if line.began else None,
        "ended": line.ended.isoformat() if line.ended else None,
        "live": line.is_live,
        "not_forgotten": [_owed(one) for one in line.waiting],
    }


def _owed(one: Unforgotten) -> dict[str, object]:
    return {"pc": one.name, "since": one.since.isoformat() if one.since else None, "revoked": one.is_revoked}


def _line(line: ShareLine) -> str:
    parts = [line.code, line.name, _("shared") if line.is_live else _("ended")]
    if line.waiting:
        parts.append(_("still to forget it: {names}").format(names=", ".join(one.name for one in line.waiting)))
    return "  ".join(parts)
