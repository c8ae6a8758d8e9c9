"""`tipdesk hq keyset|recover|unit|grants`: what custodians renew and open, the case unit, and who enrolled each PC.

Recovery cards are read and written by `cards`.
"""

from pathlib import Path

import click

from tipdesk.cli.cards import cards_lines, cards_out, read_shares
from tipdesk.cli.commands import Command, Group
from tipdesk.cli.context import Context, pass_context, read_file, write_file
from tipdesk.cli.translate import _
from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _ as mark
from tipdesk.services.directory.names import read_names
from tipdesk.services.headquarters.keys.case_unit import list_members
from tipdesk.services.headquarters.keys.members import admit_member, remove_member
from tipdesk.services.headquarters.keys.see_keys import see_keys
from tipdesk.services.keys.officers.officer_past import GOOD
from tipdesk.services.signatures.grants import find_grants
from tipdesk.services.signatures.verify_signature import VERDICT_WORDS

FOLDER = click.Path(path_type=Path)
NOT_GOOD_STATUS = 4
PENDING = mark(
    "Not every custodian has taken a card. “hq keyset cards” gives them out again to the officer who made them; if "
    "that cannot be, make new cards."
)
TURNED_BACK = mark("Posts hold later keys than this headquarters, which was put back: renew the keys with two cards.")


def register_keys(hq: click.Group) -> None:
    """Add the groups of this file to `hq`."""
    for group in (keyset, unit, recover, grants):
        hq.add_command(group)


@click.group(cls=Group)
def keyset() -> None:
    """Headquarters' keys: show them, renew them."""


@keyset.command("show")
@pass_context
def keyset_show(context: Context) -> None:
    """Say which keyset is in force, and which PCs do not hold it yet."""
    seen = see_keys(context.desk)
    document = {
        "number": seen.number,
        "fingerprint": seen.fingerprint,
        "behind": [{"device": one.device.hex(), "name": one.name, "keyset": one.keyset} for one in seen.behind],
        "rotation_due": seen.is_rotation_due or seen.is_turned_back,
        "cards_pending": seen.are_cards_pending,
    }
    context.show(
        document,
        _("Keyset {number}, fingerprint {digits}").format(number=seen.number, digits=seen.fingerprint),
        *(_("{name} still holds keyset {number}.").format(name=one.name, number=one.keyset) for one in seen.behind),
        *([_("Somebody left the case unit: renew the keys.")] if seen.is_rotation_due else []),
        *([_(TURNED_BACK)] if seen.is_turned_back else []),
        *([_(PENDING)] if seen.are_cards_pending else []),
    )


@keyset.command("rotate")
@click.option("--share", "shares", multiple=True, help="File or words of a card; give two.")
@click.option("--new-cards", is_flag=True, help="Make three new cards; the old ones are void then.")
@click.option("--lost-cards", is_flag=True, help="Fewer than two cards are left: every post must compare new digits.")
@click.option("--shares", "folder", type=FOLDER, help="Folder for new cards (the words are printed where absent).")
@pass_context
def keyset_rotate(
    context: Context, shares: tuple[str, ...], folder: Path | None, *, new_cards: bool, lost_cards: bool
) -> None:
    """Renew headquarters' keys with two custodians' cards."""
    from tipdesk.homes.cards import cards_taken
    from tipdesk.homes.headquarters_keys import rotate_keys

    if bool(shares) == lost_cards:
        raise UserError("cards-needed", _("Give two cards with --share, or say --lost-cards."))
    rotated = rotate_keys(context.session, read_shares(shares), new_cards=new_cards)
    answer = {"number": rotated.number, "fingerprint": rotated.fingerprint, **cards_out(rotated.cards, folder)}
    if rotated.cards:
        cards_taken(context.session.paths, context.desk)
    context.show(
        answer,
        _("Keyset {number} is in force, fingerprint {digits}.").format(
            number=rotated.number, digits=rotated.fingerprint
        ),
        _("Make a backup now: an older one cannot open what posts send from now on."),
        *(cards_lines(answer) if rotated.cards else []),
    )


@keyset.command("cards")
@click.option("--shares", "folder", type=FOLDER, help="Folder for the cards (the words are printed where absent).")
@pass_context
def keyset_cards(context: Context, folder: Path | None) -> None:
    """Give new cards out again that a power cut or a full disk kept from their custodians."""
    from tipdesk.homes.cards import cards_taken, find_cards

    cards = find_cards(context.session)
    if not cards:
        raise UserError(
            "no-cards", _("No cards wait here for you: they were taken, or another officer of this PC made them.")
        )
    answer = cards_out(cards, folder)
    cards_taken(context.session.paths, context.desk)
    context.show(answer, *cards_lines(answer))


@click.command(cls=Command)
@click.argument("request", type=FOLDER, required=False)
@click.option("--fingerprint", help="The thirty digits that the locked PC shows.")
@click.option("--share", "shares", multiple=True, required=True, help="File or words of a card; give two.")
@click.option("--out", type=FOLDER, help="File for the answer.")
@click.option("--own", is_flag=True, help="Open this home itself for the officer --as, under a new passphrase.")
@pass_context
def recover(
    context: Context,
    request: Path | None,
    fingerprint: str | None,
    shares: tuple[str, ...],
    out: Path | None,
    *,
    own: bool,
) -> None:
    """Open a store whose passphrases are lost, with two custodians' cards."""
    from tipdesk.homes.recovering import answer_by_cards, recover_own

    if own:
        session = recover_own(context.home, context.officer or "", context.passphrase(is_new=True), read_shares(shares))
        context.keep(session)
        context.show(
            {"recovered": True, "officer": session.opened.login}, _("The store is open under the new passphrase.")
        )
        return
    if request is None or fingerprint is None or out is None:
        raise UserError(
            "request-needed", _("Give the request, its digits with --fingerprint, and --out for the answer.")
        )
    answer = answer_by_cards(context.session, read_file(request), fingerprint, read_shares(shares))
    write_file(out, answer)
    context.show({"file": str(out)}, _("The answer is in {file}. It opens that PC alone.").format(file=out))


@click.command(cls=Command)
@pass_context
def grants(context: Context) -> int:
    """List the enrolled PCs: which officer signed each in, and whether that signature is good."""
    names = read_names(context.desk)
    rows = [
        {
            "device": row.id.hex(),
            "name": row["name"],
            "officer": names.officer(row["granted_by"]) if isinstance(row["granted_by"], bytes) else None,
            "verdict": verdict,
        }
        for row, verdict in find_grants(context.desk)
    ]
    told = _("{name}, enrolled by {officer}: {verdict}")
    lines = [told.format(**{**one, "verdict": _(VERDICT_WORDS[str(one["verdict"])])}) for one in rows]
    context.show({"grants": rows}, *lines)
    return 0 if all(one["verdict"] == GOOD for one in rows) else NOT_GOOD_STATUS


@click.group(cls=Group)
def unit() -> None:
    """The case unit: who at headquarters opens sealed cases."""


@unit.command("list")
@pass_context
def unit_list(context: Context) -> None:
    """List the members."""
    members = list_members(context.desk)
    rows = [
        {"login": one.login, "name": one.name or None, "versions": list(one.versions), "stale": one.is_stale}
        for one in members
    ]
    told = _("{login} (has new keys: admit again)")
    context.show({"members": rows}, *(told.format(login=one.login) if one.is_stale else one.login for one in members))


@unit.command("admit")
@click.argument("login")
@pass_context
def unit_admit(context: Context, login: str) -> None:
    """Let a coordinator in; you must be a member yourself."""
    admit_member(context.desk, login)
    context.show({"admitted": login}, _("{login} is a member of the case unit.").format(login=login))


@unit.command("remove")
@click.argument("login")
@pass_context
def unit_remove(context: Context, login: str) -> None:
    """Take a member out; renew the keys afterwards."""
    remove_member(context.desk, login)
    context.show({"removed": login}, _("{login} is no member any more. Renew the keys now.").format(login=login))
