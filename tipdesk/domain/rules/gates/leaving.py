"""The gates of what leaves the service: with consent or by law, to somebody known, and never where somebody is safe.

They judge the sending, never a draft. What was sent stands as it was right then: an agreement that ends later, or a
consent that is withdrawn later, makes it no breach.
"""

from collections.abc import Iterator

from tipdesk.domain.kinds import Sensitivity, Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import is_approved
from tipdesk.domain.rules.gates.gate import Basis, Deed, Failed, Gate, Need, Past, Way
from tipdesk.domain.rules.gates.moments import SINCE, view_at
from tipdesk.domain.rules.gates.predicates import GROUNDS, by_role, is_told, told
from tipdesk.domain.rules.gates.protected import consent
from tipdesk.domain.rules.gates.settings import approvers_of
from tipdesk.domain.rules.gates.transfers import (
    ACCESS,
    COURT,
    KNOWN_BY,
    NOTICE,
    REFERRAL,
    STEP,
    agencies_of,
    fields_shared,
    holds,
    is_abroad,
    is_sent_by,
    persons_of,
    sent_ms,
    sent_transfers,
    states_abroad,
)
from tipdesk.domain.rules.referring.letter_templates import CLASSES, TEMPLATES, field_named
from tipdesk.domain.rules.withdrawal import scope_of
from tipdesk.domain.texts import _

_RECORD = "Transfer"
_SENDS = frozenset({"supervisor", "coordinator"})
_REFERS = _SENDS | {"victim_support", "investigator"}
COORDINATOR = frozenset({"coordinator"})
_POWERS = {
    "immigration_power": frozenset({"ImmigrationService"}),
    "police_power": frozenset({"LawEnforcement"}),
    "court_order": frozenset({"court"}),
}
"""The bases (code list `data_basis`) that are a power, and the kinds of agency that have it."""
_BASES = ("legal_duty", "imminent_danger", "child_protection")
_CONTENT = (
    "kind", "referral", "template", "fields_shared", "agency", "country", "recipient", "way", "safeguards", "basis",
)  # fmt: skip


def is_basis_for(view: FrozenCase, transfer: Row) -> bool:
    """Tell whether a transfer rests on a power of the body to which it goes."""
    bases = told(transfer, "basis")
    kinds = {kind for agency in agencies_of(view, transfer) for kind in live_values(agency, "kind")}
    return bool(bases) and bool(kinds) and all(kinds <= _POWERS.get(str(one), frozenset()) for one in bases)


def consent_for(view: FrozenCase, transfer: Row, person: bytes) -> Row | None:
    """Return the consent of a person on which a transfer may rest, None where there is none."""
    agency = next((one for one in live_values(transfer, "agency") if isinstance(one, bytes)), None)
    state = next((str(one) for one in sorted(map(str, states_abroad(view, transfer)))), None)
    scopes = {scope_of(kind) for kind in told(transfer, "kind")}
    found = [consent(view, person, scope, *_recipient(scope, agency, state)) for scope in sorted(scopes)]
    return found[0] if found and None not in found else None


def _recipient(scope: str, agency: bytes | None, state: str | None) -> tuple[bytes | None, str | None]:
    """Return to whom a consent of this scope goes: of what goes abroad to a State, of everything else to an agency."""
    return (None if state is not None else agency, state) if scope == "foreign_authority" else (agency, None)


def _consented(view: FrozenCase, transfer: Row, deed: Deed | None) -> Failed | None:
    if not is_sent_by(view, transfer, deed) or told(transfer, "kind") == {NOTICE}:
        return None
    needs = by_role(deed, _who(transfer), transfer) if deed is not None else []
    if needs:
        said = _("Your role does not send this. A supervisor or headquarters sends it.")
        return Failed(CONSENT.id, _RECORD, transfer.id, said, tuple(needs))
    needs = list(_lacking(view_at(view, deed, sent_ms(view, transfer, deed)), transfer))
    if not needs or _is_agreed(view, transfer, deed):
        return None
    if deed is None:
        needs.insert(0, Need(_RECORD, ("status", "recalled_at"), transfer.id))
    said = _(
        "Share nothing unless the person agreed, or the body that gets it has the "
        "legal power. Look at the preview before you send it."
    )
    fields = tuple(dict.fromkeys(name for need in needs if need.record == _RECORD for name in need.fields))
    agree = tuple(sorted(approvers_of_transfer(view, transfer)))
    needs.append(Need("Approval", ("ask", "basis"), transfer.id, roles=agree, gate=CONSENT.id))
    return Failed(CONSENT.id, _RECORD, transfer.id, said, tuple(needs), fields=fields)


def _who(transfer: Row) -> frozenset[str]:
    """Return the roles that send a transfer of its kind; a referral is sent by whoever may propose it, too."""
    kinds = told(transfer, "kind")
    if kinds == {REFERRAL}:
        return _REFERS
    return _SENDS | {"investigator"} if kinds == {COURT} else _SENDS


def approvers_of_transfer(view: FrozenCase, transfer: Row) -> frozenset[str]:
    """Return who agrees that something leaves without consent: of what goes abroad, headquarters alone."""
    return COORDINATOR if is_abroad(view, transfer) else approvers_of(view, CONSENT)


def _is_agreed(view: FrozenCase, transfer: Row, deed: Deed | None) -> bool:
    doers = deed.doer.ids if deed is not None else frozenset[bytes]()
    return is_approved(view, CONSENT, transfer, approvers_of_transfer(view, transfer), besides=doers, bases=_BASES)


def _lacking(view: FrozenCase, transfer: Row) -> Iterator[Need]:
    """Yield what is needed before a transfer leaves: consent or basis of each person, its template, its preview."""
    rows, names = persons_of(view, transfer), fields_shared(transfer)
    kinds = {field.sensitivity for name in names if (field := field_named(name)) is not None}
    if told(transfer, "kind") == {ACCESS}:
        yield from _lacking_of_access(transfer, rows)
    elif not is_basis_for(view, transfer):
        for row in filter(holds, rows):
            yield from _lacking_of_person(view, transfer, row)
        if not rows and (kinds & set(CLASSES.values()) or told(transfer, "kind") == {REFERRAL}):
            yield Need("TransferPerson", ("transfer", "person", *CLASSES), transfer.id)
    if not _is_of_template(transfer, names):
        yield Need(_RECORD, ("template", "fields_shared"), transfer.id)
    if not is_told(transfer, "preview"):
        yield Need(_RECORD, ("preview",), transfer.id)


def _lacking_of_person(view: FrozenCase, transfer: Row, row: Row) -> Iterator[Need]:
    scope = next(iter(sorted(scope_of(kind) for kind in told(transfer, "kind"))))
    for person in sorted(one for one in live_values(row, "person") if isinstance(one, bytes)):
        given = consent_for(view, transfer, person)
        if given is None:
            recipient = "country" if scope == "foreign_authority" else "agency"
            yield Need("Consent", ("scope", recipient, "status"), None, person)
        elif not fields_shared(transfer).isdisjoint(_withheld(given)):
            yield Need(_RECORD, ("fields_shared",), transfer.id, person)


def _withheld(given: Row) -> frozenset[Value]:
    return frozenset(
        name for one in live_values(given, "fields_withheld") if isinstance(one, frozenset) for name in one
    )


def _lacking_of_access(transfer: Row, rows: tuple[Row, ...]) -> Iterator[Need]:
    """Yield what is needed before somebody gets what is recorded of them: who they are, and nobody else's answers."""
    people = {one for row in rows for one in live_values(row, "person")}
    if not is_told(transfer, "recipient"):
        yield Need(_RECORD, ("recipient",), transfer.id)
    if len(people) != 1:
        yield Need("TransferPerson", ("person",), transfer.id)


def _is_of_template(transfer: Row, names: frozenset[str]) -> bool:
    """Tell whether a transfer gives what its template names, and no other answer.

    Letters of referrals have templates. One answer that names a safe place is judged by a gate of its own.
    """
    fields = [field_named(name) for name in names]
    if None in fields:
        return False
    if len(names) == 1 and all(field is not None and field.sensitivity is Sensitivity.REFUGE for field in fields):
        return True
    known = [TEMPLATES.get(str(one)) for one in told(transfer, "template")]
    if None in known and REFERRAL in told(transfer, "kind"):
        return False
    return all(names <= set(one.fields) for one in known if one is not None)


def _covered(view: FrozenCase, transfer: Row) -> Iterator[Row]:
    """Yield whose answers leave: an approval is of them, too."""
    yield from persons_of(view, transfer) if transfer.record.name == _RECORD else ()


CONSENT = Gate(
    "transfer-consent",
    _("Nothing is shared without agreement"),
    (STEP,),
    _consented,
    who=_SENDS | {"investigator", "victim_support"},
    past=(Past(Way.APPROVAL, _SENDS), Past(Way.REVIEW, grounds=GROUNDS)),
    basis=Basis.PRACTICE,
    source="IOM 5; Primero; security.md",
    approvers=_SENDS,
    approved_fields=_CONTENT,
    covers=_covered,
    guarded=sent_transfers,
    known_by=KNOWN_BY,
    since_schema=SINCE,
)
