"""`tipdesk referral …`: who could help, what they would read, sending it, and what they answer.

FIELD is a field of Referral, or of Transfer: `fields_shared`, `way`, `basis`, `safeguards`. ROW is the id that
`record list REFERENCE Referral` prints. The letter itself is printed by `tipdesk report referral`.
"""

from typing import Unpack

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.going_past import Going, going_past, override_of
from tipdesk.cli.translate import _
from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text, parse_id
from tipdesk.services.case.references import get_case_id
from tipdesk.services.case.set_fields import pick_row
from tipdesk.services.papers.paper import Facts, Heading, Paper, Part, Points, TearOff, Words
from tipdesk.services.referring.drawing import REFERRAL
from tipdesk.services.referring.find_by_slip import find_by_slip
from tipdesk.services.referring.find_recipients import Recipient, find_recipients
from tipdesk.services.referring.note_reply import note_reply
from tipdesk.services.referring.preview_referral import preview_referral
from tipdesk.services.referring.propose_referral import keep_referral, propose_referral
from tipdesk.services.referring.request_of_text import request_of_text
from tipdesk.services.referring.revoke_referral import revoke_referral
from tipdesk.services.referring.send_referral import send_referral


@click.group(cls=Group)
def referral() -> None:
    """Ask an agency for help: recipients, propose, preview, send, find, reply, revoke."""


@referral.command("recipients")
@click.argument("reference")
@click.argument("person")
@click.argument("service")
@pass_context
def recipients(context: Context, reference: str, person: str, service: str) -> None:
    """List who could help a person with a service, those that fit best first, and what keeps others from a letter."""
    case = get_case_id(context.desk, reference)
    found = find_recipients(context.desk, case, parse_id(person), service)
    context.show({"recipients": [_item(one) for one in found]}, *map(_words, found))


@referral.command("propose")
@click.argument("reference")
@click.argument("pairs", nargs=-1, metavar="FIELD=VALUE …")
@click.option("--row", help="Go on with this referral, which is not sent yet.")
@click.option("--draft", "is_draft", is_flag=True, help="Only keep it: no rule is asked yet.")
@going_past
@pass_context
def propose(
    context: Context, reference: str, pairs: tuple[str, ...], row: str | None, *, is_draft: bool, **going: Unpack[Going]
) -> None:
    """Propose a referral for somebody to send, or keep a draft of it."""
    case, request = request_of_text(context.desk, reference, row, pairs)
    if is_draft:
        context.show_changed(keep_referral(context.desk, case, request))
        return
    context.show_changed(propose_referral(context.desk, case, request, override=override_of(**going)))


@referral.command("preview")
@click.argument("reference")
@click.argument("row")
@click.argument("pairs", nargs=-1, metavar="[FIELD=VALUE …]")
@pass_context
def preview(context: Context, reference: str, row: str, pairs: tuple[str, ...]) -> None:
    """Show the letter exactly as the recipient will read it, and the digest that `send` asks for."""
    case, request = request_of_text(context.desk, reference, row, pairs)
    seen = preview_referral(context.desk, case, request)
    lines, digest, advice = _lines(seen.paper), seen.digest.hex(), _(seen.advice) if seen.advice else ""
    told = {
        "digest": digest, "letter": lines, "shared": sorted(seen.shared), "held_back": sorted(seen.held_back),
        "agreement": seen.standing.name.lower(), "advice": advice,
    }  # fmt: skip
    agreement = _("Agreement: {words}").format(words=_(seen.standing.value))
    context.show(told, *lines, "", *filter(None, (advice,)), agreement, f"--seen {digest}")


@referral.command("send")
@click.argument("reference")
@click.argument("row")
@click.argument("pairs", nargs=-1, metavar="[FIELD=VALUE …]")
@click.option("--seen", default="", metavar="DIGEST", help="The digest of the letter that was looked at (preview).")
@going_past
@pass_context
def send(context: Context, reference: str, row: str, pairs: tuple[str, ...], seen: str, **going: Unpack[Going]) -> None:
    """Send a referral: what was previewed, and nothing else; its letter is then printed with `report referral`."""
    case, request = request_of_text(context.desk, reference, row, pairs)
    sent = send_referral(context.desk, case, request, _digest(seen), override=override_of(**going))
    context.show_changed(sent)


@referral.command("find")
@click.argument("code")
@pass_context
def find(context: Context, code: str) -> None:
    """Find the referral that a reply slip answers, by the code on it."""
    found = find_by_slip(context.desk, code)
    row = id_text(found.referral)
    context.show({"case": found.reference, "row": row}, f"{found.reference}  {row}")


@referral.command("reply")
@click.argument("reference")
@click.argument("row")
@click.argument("answer")
@click.option("--way", required=True, help="slip, telephone, letter, in_person or program.")
@click.option("--by", "replied_by", required=True, help="Who answers.")
@click.option("--code", help="The code on the slip.")
@click.option("--words", help="What they say, in words.")
@click.option(
    "--caller-checked", default="", help="By telephone: rang_back_directory_number, code_phrase, known_voice."
)
@going_past
@pass_context
def reply(context: Context, reference: str, row: str, answer: str, caller_checked: str, **told: object) -> None:
    """Note what an agency answers: received, accepted, rejected, in_progress, done or question."""
    going = {name: told.pop(name) for name in ("past", "because", "ground")}
    held = pick_row(context.desk, reference, REFERRAL.name, row)
    given = {"answer": answer, **{name: value for name, value in told.items() if value is not None}}
    override = override_of(**going)  # type: ignore[arg-type] # what `going_past` gives
    context.show_changed(note_reply(context.desk, held.id, given, caller_checked=caller_checked, override=override))


@referral.command("revoke")
@click.argument("reference")
@click.argument("row")
@click.option("--why", required=True, help="Why it is taken back; the history keeps it.")
@click.option("--told", "told_whom", default="", help="Who was told by telephone, where it was sent.")
@click.option("--caller-checked", default="", help="rang_back_directory_number, code_phrase or known_voice.")
@pass_context
def revoke(context: Context, reference: str, row: str, why: str, told_whom: str, caller_checked: str) -> None:
    """Take a referral back; what was sent is asked back from who has it."""
    held = pick_row(context.desk, reference, REFERRAL.name, row)
    revoked = revoke_referral(context.desk, held.id, why, told_whom=told_whom, caller_checked=caller_checked)
    context.show_changed(revoked)


def _item(one: Recipient) -> dict[str, object]:
    fit = one.fit
    return {
        "agency": id_text(one.agency), "name": one.name, "phone": one.phone,
        "fits": {"service": fit.service, "group": fit.group, "district": fit.district, "language": fit.language},
        "obstacles": [obstacle.name.lower() for obstacle in one.obstacles],
        "agreement": one.agreed.standing.name.lower(),
    }  # fmt: skip


def _words(one: Recipient) -> str:
    why = "; ".join(_(obstacle.value) for obstacle in one.obstacles)
    return "  ".join(filter(None, (id_text(one.agency), one.name, one.phone, why, _(one.agreed.standing.value))))


def _digest(text: str) -> bytes | None:
    try:
        return bytes.fromhex(text) or None
    except ValueError:
        raise UserError("bad-digest", _("--seen takes what `referral preview` printed last.")) from None


def _lines(paper: Paper) -> list[str]:
    texts = (paper.furniture.marking, paper.heading, *map(_text, paper.parts))
    return [line for text in texts for line in text.splitlines() if line]


def _text(part: Part) -> str:
    """Return a part of a letter as lines of text."""
    match part:
        case Heading():
            return part.text
        case Words():
            return "\n".join(part.texts)
        case Facts():
            return "\n".join(f"{label}: {text}" for label, text in part.rows)
        case Points():
            return "\n".join(f"- {one.text}" for one in part.points)
        case TearOff():
            return "\n".join((part.cut, *filter(None, map(_text, part.parts))))
        case _:
            return ""
