"""The gates of to whom something goes, and of what never leaves: who is known, where somebody is safe, who told us."""

from collections.abc import Iterator
from itertools import chain

from tipdesk.domain.kinds import Sensitivity, Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import moment_ms
from tipdesk.domain.rules.clocks.lengths import DAY_MS, day_of
from tipdesk.domain.rules.closing import uncorrected
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import is_approved, writers_of
from tipdesk.domain.rules.gates.gate import Basis, Deed, Failed, Gate, Need, Past, Way
from tipdesk.domain.rules.gates.moments import SINCE, is_until, said_then
from tipdesk.domain.rules.gates.no_contact import find_bans
from tipdesk.domain.rules.gates.predicates import by_role, is_told, told
from tipdesk.domain.rules.gates.refuge_words import gives_away
from tipdesk.domain.rules.gates.transfers import (
    ACCESS,
    FOREIGN,
    KNOWN_BY,
    NOTICE,
    REFERRAL,
    STEP,
    agencies_of,
    fields_shared,
    holds,
    is_sent_by,
    people_in,
    persons_of,
    sent_ms,
    sent_transfers,
    words_name,
)
from tipdesk.domain.rules.referring.letter_templates import field_named
from tipdesk.domain.texts import _

_RECORD = "Transfer"
_AGREE = frozenset({"supervisor", "coordinator"})
_COORDINATOR = frozenset({"coordinator"})
_NOTIFIES = frozenset({"frontline", "victim_support", "supervisor"})
_CHECKED: frozenset[Value] = frozenset({"rang_back_directory_number", "code_phrase", "known_voice"})
_BY_TELEPHONE = "telephone"
_BY_HAND: frozenset[Value] = frozenset({"by_hand", _BY_TELEPHONE})
_COURT_ORDER = "court_order"
_RECIPIENT = ("agency", "country", "recipient", "way", "safeguards", "kind")
_NOTICE_GIVES = frozenset({
    "Report.persons_count", "Report.travellers_without_papers", "Episode.exploitation", "Episode.country",
    "Person.citizenships", "Place.district",
})  # fmt: skip
"""What a notice that names nobody may give: how many, which form of exploitation, which country and district."""
_SEALED = frozenset({Sensitivity.REFUGE, Sensitivity.SOURCE})


def is_agency_known(view: FrozenCase, agency: Row, at_ms: int) -> bool:
    """Tell whether an agency of the directory is active and may receive records of persons."""
    return all(said_then(view, agency, name, True, at_ms) for name in ("active", "may_receive"))


def has_promised(agency: Row | None, row: Row, at_ms: int) -> bool:
    """Tell whether an agency has an agreement that runs, or gave its promise in writing for what this row gives it."""
    if is_told(row, "safeguards"):
        return True
    return agency is not None and is_until(agency, "agreement_until", day_of(at_ms), if_empty=False)


def _known(view: FrozenCase, transfer: Row, deed: Deed | None) -> Failed | None:
    if not is_sent_by(view, transfer, deed) or told(transfer, "kind") == {ACCESS}:
        return None
    at_ms = sent_ms(view, transfer, deed)
    found = next(chain(obstacles(view, transfer, at_ms), _unchecked(view, transfer, at_ms)), None)
    if found is None or is_recipient_agreed(view, transfer, deed):
        return None
    said, need = found
    ask = Need("Approval", ("ask",), transfer.id, roles=tuple(sorted(_AGREE)), gate=KNOWN.id)
    fields = need.fields if need.record == _RECORD else ("agency",)
    return Failed(KNOWN.id, _RECORD, transfer.id, said, (need, ask), fields=fields)


def is_recipient_agreed(view: FrozenCase, transfer: Row, deed: Deed | None) -> bool:
    """Tell whether somebody else agreed to this recipient, whatever keeps it from getting anything."""
    return is_approved(view, KNOWN, transfer, besides=deed.doer.ids if deed is not None else frozenset())


def obstacles(view: FrozenCase, row: Row, at_ms: int) -> Iterator[tuple[str, Need]]:
    """Yield what keeps a transfer, or a referral, from its recipient, in a sentence, and what takes it away."""
    agencies, is_notice = agencies_of(view, row), told(row, "kind") == {NOTICE}
    transfer, own = (row.id, row.record.name) if row.record.name == _RECORD else (None, row.record.name)
    choose = Need(own, ("agency",), row.id)
    if not agencies and (FOREIGN not in told(row, "kind") or not is_told(row, "country")):
        yield _("Choose from the directory who gets this."), choose
    for agency in agencies:
        if not (said_then(view, agency, "active", True, at_ms) if is_notice else is_agency_known(view, agency, at_ms)):
            yield _("This agency is not active, or may not receive records of persons. Choose another."), choose
    for one in agencies or (None,):
        if not is_notice and not has_promised(one, row, at_ms):
            promise = Need(_RECORD, ("safeguards",), transfer)
            yield (
                _("We have no valid agreement with this recipient. Get their written promise, and record it."),
                promise,
            )
    if find_bans(view, row, at_ms):
        yield _("There must be no contact with this recipient. Choose another."), choose
    if _is_excluded(view, row):
        other = Need(_RECORD, ("recipient",), transfer)
        yield _("The officer who would get this is excluded from the case. Send it to somebody else there."), other


def _unchecked(view: FrozenCase, transfer: Row, at_ms: int) -> Iterator[tuple[str, Need]]:
    """Yield the call that is lacking before something is told by telephone."""
    if _BY_TELEPHONE in told(transfer, "way") and not _is_rung_back(view, transfer, at_ms):
        ring = Need("Call", ("agency", "caller_checked"), None)
        said = _("By telephone, first say “I cannot say whether we know her. I ring you back.”, and note that you did.")
        yield said, ring


def _is_excluded(view: FrozenCase, transfer: Row) -> bool:
    """Tell whether the words for the recipient name an officer who is kept from the case."""
    shut = {one for row in view.of("Exclusion") for one in live_values(row, "officer") if isinstance(one, bytes)}
    officers = (row for row in view.directory("Officer") if any(row.id in view.same_person(one) for one in shut))
    said = told(transfer, "recipient") if shut and is_told(transfer, "recipient") else frozenset()
    return any(words_name(said, {str(row["name"] or "")}) or row["login"] in said for row in officers)


def _is_rung_back(view: FrozenCase, transfer: Row, at_ms: int) -> bool:
    """Tell whether a call to the recipient is noted, within a day of the sending, in which it was checked who spoke."""
    agencies = live_values(transfer, "agency") - {None}
    return any(
        call["agency"] in agencies
        and not live_values(call, "caller_checked").isdisjoint(_CHECKED)
        and abs((moment_ms(call["at"]) or 0) - at_ms) <= DAY_MS
        for call in uncorrected(view.of("Call"))
    )


def _refuge(view: FrozenCase, transfer: Row, deed: Deed | None) -> Failed | None:
    if not is_sent_by(view, transfer, deed):
        return None
    sealed = {name: one.sensitivity for name in fields_shared(transfer) if (one := field_named(name)) is not None}
    sealed = {name: kind for name, kind in sealed.items() if kind in _SEALED}
    if not sealed:
        return _in_words(view, transfer)
    is_source = Sensitivity.REFUGE not in sealed.values()
    is_theirs = _is_of_headquarters(view, transfer, deed)
    if not is_source and is_theirs and _is_to_receive(view, transfer):
        return None
    doers = deed.doer.ids if deed is not None else frozenset[bytes]()
    is_ordered = is_source and told(transfer, "basis") == {_COURT_ORDER}
    if is_ordered and is_theirs and is_approved(view, REFUGE, transfer, besides=doers):
        return None
    needs = [Need(_RECORD, ("fields_shared",), transfer.id, roles=() if is_theirs else ("coordinator",))]
    if deed is None:
        needs.insert(0, Need(_RECORD, ("status", "recalled_at"), transfer.id))
    if is_ordered:
        needs.append(Need("Approval", ("ask",), transfer.id, roles=("coordinator",), gate=REFUGE.id))
    said = _("Never share where somebody is safe, or who told us. Take it out.")
    ways = None if is_source else frozenset[Way]()
    return Failed(REFUGE.id, _RECORD, transfer.id, said, tuple(needs), fields=("fields_shared",), ways=ways)


def _in_words(view: FrozenCase, transfer: Row) -> Failed | None:
    """Judge whether a text that leaves has the words of where somebody is safe, as far as that opens here."""
    if not gives_away(view, transfer):
        return None
    said = _("A text you would share names where somebody is safe, or who told us. Take those words out.")
    need = Need(_RECORD, ("fields_shared",), transfer.id)
    return Failed(REFUGE.id, _RECORD, transfer.id, said, (need,), fields=("fields_shared",), ways=frozenset())


def _is_of_headquarters(view: FrozenCase, transfer: Row, deed: Deed | None) -> bool:
    """Tell whether headquarters sends it, or sent it: nobody else gives away where somebody is safe."""
    if deed is not None:
        return deed.doer.is_headquarters and bool(deed.doer.roles & _COORDINATOR)
    name = "sent_at" if is_told(transfer, "sent_at") else "status"
    return any(view.roles_of(one) & _COORDINATOR for one in writers_of(view, transfer, (name,)))


def _is_to_receive(view: FrozenCase, transfer: Row) -> bool:
    """Tell whether one answer alone goes, by hand or telephone, to the body that drives or receives the person."""
    is_alone = len(fields_shared(transfer)) == 1 and told(transfer, "kind") == {REFERRAL}
    is_by_hand = told(transfer, "way") <= _BY_HAND and is_told(transfer, "way")
    people, agencies = people_in(view, transfer), live_values(transfer, "agency") - {None}
    asked = (row for row in view.of("Referral") if row["agency"] in agencies and row["person"] in people)
    stays = (row for row in view.of("ShelterStay") if row["agency"] in agencies and row["person"] in people)
    is_theirs = next(stays, None) is not None or any(row["service"] in _DRIVES for row in asked)
    return is_alone and is_by_hand and is_theirs


_DRIVES: frozenset[Value] = frozenset({"shelter", "safety_witness_protection"})
"""The services (code list `service_type`) of whoever receives somebody in a safe place, or takes them there."""


def _clean(view: FrozenCase, transfer: Row, deed: Deed | None) -> Failed | None:
    if NOTICE not in told(transfer, "kind") or not is_sent_by(view, transfer, deed):
        return None
    needs = by_role(deed, _NOTIFIES, transfer) if deed is not None else []
    if needs:
        said = _("Only a frontline officer, victim support or a supervisor sends a notice that names nobody.")
        return Failed(CLEAN.id, _RECORD, transfer.id, said, tuple(needs))
    if not fields_shared(transfer) <= _NOTICE_GIVES:
        needs.append(Need(_RECORD, ("fields_shared",), transfer.id))
    needs += [Need("TransferPerson", (), row.id) for row in persons_of(view, transfer) if holds(row)]
    if not needs:
        return None
    said = _("A notice that names nobody gives only how many people, which form, which country and which district.")
    return Failed(CLEAN.id, _RECORD, transfer.id, said, tuple(needs), fields=("fields_shared",))


KNOWN = Gate(
    "recipient-known",
    _("The recipient is known"),
    (STEP,),
    _known,
    past=(Past(Way.APPROVAL, _AGREE), Past(Way.REVIEW, grounds=frozenset({"child", "medical"}))),
    basis=Basis.PRACTICE,
    source="IOM 5; ours",
    approvers=_AGREE,
    approved_fields=_RECIPIENT,
    guarded=sent_transfers,
    known_by=KNOWN_BY,
    since_schema=SINCE,
)
REFUGE = Gate(
    "refuge-never-leaves",
    _("A safe place is never shared"),
    (STEP,),
    _refuge,
    past=(Past(Way.APPROVAL, _COORDINATOR),),
    basis=Basis.PRACTICE,
    source="security.md",
    approvers=_COORDINATOR,
    approved_fields=("fields_shared", "kind", "agency", "recipient", "basis"),
    guarded=sent_transfers,
    known_by=KNOWN_BY,
    since_schema=SINCE,
)
CLEAN = Gate(
    "anonymous-notice-clean",
    _("A notice that names nobody"),
    (STEP,),
    _clean,
    who=_NOTIFIES,
    basis=Basis.LAW,
    source="UK duty to notify",
    guarded=sent_transfers,
    known_by=KNOWN_BY,
    since_schema=SINCE,
)
