"""Headquarters makes a new keyset: keys to sign and open with, a new case unit key, and, with new cards, a new root.

    plain      the same two custodians' root signs it; every post takes it with its next sync
    new cards  the former root signs the new one over, so that posts follow by themselves; the old cards are void then
    lost cards nothing is signed over, since fewer than two cards are left: every post stops until it has compared

What was sealed to the keys before still opens, until every device holds the new keyset. The case unit's members stay
those who are members today, and there is one visible event. `homes` brings the cards together.
"""

from dataclasses import dataclass, field

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.headquarters.directory.registry import OFFICER, read_registry
from tipdesk.services.headquarters.directory.writing import permit_directory
from tipdesk.services.headquarters.keys.case_unit import UnitKey, change_of_unit_key, deletion_of, find_unit_keys
from tipdesk.services.headquarters.keys.office import (
    card_roots,
    drop_former_keys,
    every_succession,
    keep_own_keyset,
    latest_keyset,
)
from tipdesk.services.keys.office.key_events import KeyEvent, note_key_event
from tipdesk.services.keys.office.office_keys import get_office, keep_office
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.office import CARDS_PENDING
from tipdesk.sync.document import KEYSET, Keyset, Succession, hand_over, with_word, write_payload
from tipdesk.sync.envelope import Signer

_ROTATED, _NEW_CARDS, _LOST = "rotated", "new_cards", "lost_cards"
MOST_STEPS = 12
"""How many hand-overs a keyset carries: a post may sleep through so many new sets of cards."""


@dataclass(frozen=True)
class NewKeys:
    """What is made outside for a new keyset.

    `root` signs once and is dropped; `former_root` is the one that hands over to it, if any. `case_unit_secret` is the
    private half of the case unit's new key, as it is sealed to each member.
    """

    root: Signer
    recovery: str
    case_unit: str
    case_unit_secret: bytes = field(repr=False)
    former_root: Signer | None = None


def rotate_keyset(desk: LinkDesk, new: NewKeys) -> Keyset:
    """Make a new keyset, in force from now on, and return it.

    Raises the UserErrors of `permit_directory`, `other-cards` where the cards are not those of this headquarters' root,
    and `not-a-member` for new cards made by somebody who is no member of the case unit.
    """
    permit_directory(desk)
    with desk.work() as work:
        held, kind = get_keyset(work), _kind(desk, work, new)
        if new.former_root is not None:
            check_cards(desk, work, new.former_root.public)
        office = get_office(desk, work).rotated()
        keyset = Keyset(
            number=latest_keyset(work).number + 1,
            root=new.root.public,
            sign_keys=office.sign_keys[:1],
            seal_current=office.recipients[0],
            seal_next=office.recipients[1],
            case_unit=new.case_unit,
            recovery=new.recovery,
            made_at=desk.clock.now_ms(),
            succession=_succession(work, new, kind),
        )
        keyset = with_word(keyset, desk.keys.signer)
        keep_own_keyset(work, keyset, write_payload(KEYSET, keyset, new.root))
        keep_office(work, office)
        if kind != _ROTATED:
            CARDS_PENDING.keep(work, value=True)
        work.append(Scope.REGISTER, None, _unit_changes(desk, work, held, keyset, new))
        note_key_event(desk, work, KeyEvent(kind, keyset.number, keyset.root))
        drop_former_keys(desk, work, read_registry(work))
        note_deed(desk, work, "keys_rotated", {"reason": str(keyset.number)})
    return keyset


def check_cards(desk: LinkDesk, reader: Reader, root: bytes) -> None:
    """Raise UserError `other-cards` for cards whose root is not one of this headquarters."""
    if root not in card_roots(desk, reader):
        raise UserError(
            "other-cards",
            _(
                "These cards are of another headquarters, or of a set that was replaced. If this headquarters was put "
                "back from a backup made before these cards: let the posts sync first, they bring what it has lost. "
                "If it still does not know the cards then, renew the keys as with lost cards."
            ),
        )


def _succession(reader: Reader, new: NewKeys, kind: str) -> tuple[Succession, ...]:
    """Return the statements that lead to the new root from every root that is known; none where the cards are lost."""
    if kind == _LOST:
        return ()
    handed = () if new.former_root is None else (hand_over(new.former_root, new.root.public),)
    return (*every_succession(reader), *handed)[-MOST_STEPS:]


def _kind(desk: LinkDesk, reader: Reader, new: NewKeys) -> str:
    if new.root.public in card_roots(desk, reader):
        return _ROTATED
    return _NEW_CARDS if new.former_root is not None else _LOST


def _unit_changes(desk: LinkDesk, work: UnitOfWork, held: Keyset, keyset: Keyset, new: NewKeys) -> list[Change]:
    """Return the changes that seal the unit's new key to its members and to recovery.

    Where recovery is new, the former keys are sealed to it too.
    """
    keys, ring = find_unit_keys(work), desk.officer_keys
    version = 1 + max((one.version for one in keys), default=0)
    made = []
    for holder in dict.fromkeys(one.holder for one in keys if one.holder):
        row = work.get_row(OFFICER, holder)
        seal_key = row["seal_key"] if row and row["disabled"] is not True else None
        if isinstance(seal_key, bytes):
            sealed = ring.seal(new.case_unit_secret, [ring.recipient(seal_key)])
            made.append(UnitKey(version, keyset.case_unit, holder, sealed, seal_key))
    to_recovery = desk.keys.sealer([keyset.recovery])
    made.append(UnitKey(version, keyset.case_unit, None, to_recovery(new.case_unit_secret)))
    gone: list[UnitKey] = []
    if keyset.recovery != held.recovery:
        ours = [one for one in keys if one.holder == desk.actor.officer]
        if not ours:
            raise UserError("not-a-member", _("Only a member of headquarters' case unit can have new cards made."))
        gone = [one for one in keys if one.holder is None]
        made += [UnitKey(one.version, one.recipient, None, to_recovery(ring.open(one.sealed))) for one in ours]
    changes = [change_of_unit_key(desk.ids.new_id(), one) for one in made]
    return [*(deletion_of(one) for one in gone), *changes]
