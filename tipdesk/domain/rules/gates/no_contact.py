"""The gate of whom a person does not want to be reached by, or to be told of them: nobody rings, visits or tells those.

Where a court or a condition of bail says so, nobody in the service agrees to anything else: only a new order does.
"""

from collections.abc import Iterator

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import is_approved
from tipdesk.domain.rules.gates.contact import called_ms, calls_that_stand, is_made, users_of
from tipdesk.domain.rules.gates.gate import Basis, Deed, Failed, Gate, Guard, Need, Past, Way
from tipdesk.domain.rules.gates.moments import SINCE, runs_on
from tipdesk.domain.rules.gates.predicates import told
from tipdesk.domain.rules.gates.transfers import (
    KNOWN_BY,
    STEP,
    country_of,
    is_sent_by,
    people_in,
    sent_ms,
    sent_transfers,
    words_name,
)
from tipdesk.domain.texts import _

_AGREE = frozenset({"supervisor", "coordinator"})
_BY_COURT: frozenset[Value] = frozenset({"court_order", "bail_condition"})
_BY_WAY = {
    "telephone": {"telephone"},
    "video_call": {"telephone"},
    "in_person": {"visit"},
    "letter": {"letter"},
    "message": {"message"},
    "email": {"message"},
    "through_person": {"message"},
}
"""What each way of a contact (code list `contact_way`) is in the list `no_contact_of`; one that is not told is any."""
_TELLING: frozenset[Value] = frozenset({"being_told", "whereabouts"})
_VISIT = "visit"
_ANYTHING: frozenset[Value] = frozenset({_VISIT, "telephone", "letter", "message"}) | _TELLING
"""What a ban forbids that does not say what: all of it."""
_NAMES = ("given_names", "family_name")


def find_bans(view: FrozenCase, row: Row, at_ms: int) -> tuple[Row, ...]:
    """Return what forbids a contact, a visit, a transfer or a referral, of what ran at a time."""
    day = day_of(at_ms)
    return tuple(ban for ban in view.of("NoContact") if _forbids(view, ban, row) and runs_on(view, ban, day))


def _forbids(view: FrozenCase, ban: Row, row: Row) -> bool:
    what = {code for one in told(ban, "what") if isinstance(one, frozenset) for code in one} or _ANYTHING
    if row.record.name in ("Transfer", "Referral"):
        people = people_in(view, row) if row.record.name == "Transfer" else live_values(row, "person")
        is_about = ban["person"] in people or not people
        return is_about and bool(what - {_VISIT}) and _is_recipient(view, ban, row)
    if row.record.name == "ShelterEvent":
        return _VISIT in what and _is_visited(view, ban, row) and _is_in_words(view, ban, row, "who")
    is_telling = bool(what & _TELLING) and row["told"] is not None
    is_by_this = not what.isdisjoint(_BY_WAY.get(str(row["way"]), what))
    return (is_telling or is_by_this) and _is_called(view, ban, row)


def _is_recipient(view: FrozenCase, ban: Row, row: Row) -> bool:
    if not live_values(ban, "not_agency").isdisjoint(live_values(row, "agency") - {None}):
        return True
    is_there = not live_values(ban, "not_country").isdisjoint(country_of(view, row))
    return is_there or _is_in_words(view, ban, row, "recipient")


def _is_visited(view: FrozenCase, ban: Row, event: Row) -> bool:
    stay = view.get_row("ShelterStay", event["stay"]) if isinstance(event["stay"], bytes) else None
    return stay is not None and stay["person"] == ban["person"]


def _is_called(view: FrozenCase, ban: Row, call: Row) -> bool:
    """Tell whether a call was made to whom a ban names; one to an agency may be about somebody else."""
    others = live_values(ban, "not_person") - {None}
    if call["of_person"] in others or not others.isdisjoint(users_of(view, call)):
        return True
    is_about = call["of_person"] in (None, ban["person"])
    is_agency = call["agency"] is not None and call["agency"] in live_values(ban, "not_agency")
    is_there = not live_values(ban, "not_country").isdisjoint(country_of(view, call))
    return is_about and (is_agency or is_there or _is_in_words(view, ban, call, "whom"))


def _is_in_words(view: FrozenCase, ban: Row, row: Row, name: str) -> bool:
    """Tell whether the words of a field have every word of the name of whom a ban names."""
    said = told(row, name)
    if not said:
        return False
    names = [{str(one)} for one in told(ban, "not_words")]
    for person in live_values(ban, "not_person"):
        found = view.get_row("Person", person) if isinstance(person, bytes) else None
        if found is not None:
            names.append({str(one) for field in _NAMES for one in told(found, field)})
    return any(words_name(said, one) for one in names)


def _kept(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    is_transfer = row.record.name == "Transfer"
    if is_transfer and not is_sent_by(view, row, deed):
        return None
    if row.record.name == "Call" and not is_made(row):
        return None
    if row.record.name == "ShelterEvent" and row["kind"] != _VISIT:
        return None
    bans = find_bans(view, row, sent_ms(view, row, deed) if is_transfer else called_ms(view, row, deed))
    if not bans:
        return None
    is_by_court = any(not live_values(ban, "asked_by").isdisjoint(_BY_COURT) for ban in bans)
    if not is_by_court and is_approved(view, KEPT, row, besides=deed.doer.ids if deed is not None else frozenset()):
        return None
    if is_by_court:
        said = _("A court or a condition of bail forbids this contact. Only a new order lifts it.")
        need = Need("NoContact", ("ended", "order_no"), bans[0].id, _person_of(bans[0]))
    else:
        said = _("Somebody asked us to have no contact here and to tell nothing. Ask a supervisor first.")
        need = Need("Approval", ("ask",), row.id, _person_of(bans[0]), tuple(sorted(_AGREE)), KEPT.id)
    ways = frozenset[Way]() if is_by_court else None
    return Failed(KEPT.id, row.record.name, row.id, said, (need,), ways=ways, has_happened=not is_transfer)


def _person_of(ban: Row) -> bytes | None:
    person = ban["person"]
    return person if isinstance(person, bytes) else None


def _guarded(view: FrozenCase, gate: Gate) -> Iterator[Row]:
    if view.of("NoContact"):
        yield from calls_that_stand(view, gate)
        yield from (event for event in view.of("ShelterEvent") if event["kind"] == _VISIT)
        yield from sent_transfers(view)


KEPT = Gate(
    "no-contact-kept",
    _("No contact where none is wanted"),
    (Guard("Call"), Guard("ShelterEvent"), STEP),
    _kept,
    past=(Past(Way.APPROVAL, roles=_AGREE),),
    basis=Basis.LAW,
    source="bail; ours",
    approvers=_AGREE,
    approved_fields=("agency", "country", "recipient", "way", "whom", "of_person", "who"),
    guarded=_guarded,
    known_by=KNOWN_BY,
    since_schema=SINCE,
)
