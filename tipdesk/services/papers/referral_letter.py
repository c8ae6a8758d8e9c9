"""The letter of a referral: what is asked of an agency, the answers that were chosen for it, and a slip to tear off.

Nothing on its outside, in its heading or in the properties of its file tells what it is about. It says what the
transfer of the referral gives away and nothing more: no field that is not named there, none that the person withheld,
none of a class that was not given for this person. Without a transfer, or while that is a draft, it is a preview and
says so on each page. A letter that names where somebody is safe names nothing else.
"""

from collections.abc import Iterator

from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import IDENTITY, LOCATION, NARRATIVE
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.papers.furnishing import draft_words, posted
from tipdesk.services.papers.material import Material, field_of, refuse_masked
from tipdesk.services.papers.paper import Facts, Heading, Paper, Part, TearOff, points
from tipdesk.services.papers.refuge_alone import names_refuge
from tipdesk.services.papers.reply_slip import how_to_ring, refuse_incoming, slip_parts

PREVIEW = _("PREVIEW, NOT TO BE HANDED OVER")
_CUT = _("Cut here. Please keep the letter and give this part back.")
_RULES = (
    _("Use this for what is asked here, and for nothing else. Keep it locked away, and tell nobody who need not know."),
    _("Do not ring, visit or write to the person except as we agreed with you. Speak with them alone."),
    _("If they take back what they agreed to, we tell you, and you destroy this letter."),
    _("If you cannot help, please say so today, so that nobody waits."),
)
_RULES_OF_REFUGE = (
    _("Only whoever drives or receives somebody reads this. Copy nothing, and destroy it when they have arrived."),
    _("Go straight there, tell nobody the place, and ring us when it is done."),
)
_GONE = frozenset({"recalled", "destroyed_there"})
_CLASSES = {IDENTITY: "identity", LOCATION: "location", NARRATIVE: "narrative"}


def make_referral_letter(referral: Row, material: Material) -> Paper:
    """Return the letter of a referral out.

    Raises UserError `referral-comes-in`, `transfer-recalled`, `consent-not-live`, `refuge-never-leaves` and
    `not-open-here`.
    """
    refuse_incoming(referral)
    transfer = _transfer_of(referral, material)
    _refuse_gone(transfer, referral, material)
    translate = material.tongue.translate
    refuge = transfer is not None and names_refuge(transfer)
    told = _refuge(transfer, material) if refuge and transfer else _asked(referral, transfer, material)
    reached, by_hand = how_to_ring(material)
    is_preview = transfer is None or transfer["status"] == "draft"
    parts: list[Part] = [
        *draft_words(material.tongue),
        Facts((*_head(referral, material), *reached)),
        *by_hand,
        *told,
        Heading(translate(_("Please"))),
        points(material.translate(_RULES_OF_REFUGE if refuge else _RULES)),
        *(() if is_preview else (TearOff(translate(_CUT), slip_parts(referral, material)),)),
    ]
    furniture = posted(material, PREVIEW if is_preview else "")
    return Paper(material.reference, translate(_("Request")), tuple(parts), furniture)


def _head(referral: Row, material: Material) -> tuple[tuple[str, str], ...]:
    translate, printed = material.tongue.translate, material.printed
    whom = ", ".join(filter(None, (material.agency(referral["agency"]), material.text(referral, "worker"))))
    return (
        (translate(_("To")), whom),
        (translate(_("From")), ", ".join(filter(None, (printed.officer, printed.post)))),
        (translate(_("Our reference")), material.reference),
        (translate(_("Date")), material.printed_on),
    )


def _transfer_of(referral: Row, material: Material) -> Row | None:
    """Return what leaves with a referral: as it says, or as the newest transfer says that names it."""
    named = [one for one in material.of("Transfer") if one["referral"] == referral.id]
    return material.find(referral["transfer"]) or (named[-1] if named else None)


def _refuse_gone(transfer: Row | None, referral: Row, material: Material) -> None:
    """Refuse the letter of what was asked back, or of what the person does not agree to any more."""
    if transfer is None:
        return
    if transfer["status"] in _GONE or referral["status"] == "revoked":
        raise UserError("transfer-recalled", _("We asked for this back. Its letter is not printed again."))
    if transfer["basis"] != "consent":
        return
    about = _given(transfer, referral, material)
    consent = material.find(about["consent"]) if about is not None else None
    if consent is None or consent["status"] != "given" or consent["withdrawn_at"] is not None:
        sentence = _("The person has not agreed to this, or has taken it back. Ask them, and note what they say.")
        raise UserError("consent-not-live", sentence)


def _given(transfer: Row, referral: Row, material: Material) -> Row | None:
    """Return what a transfer gives of the person of a referral."""
    return next((one for one in material.of("TransferPerson", transfer.id) if one["person"] == referral.parent), None)


def _refuge(transfer: Row, material: Material) -> tuple[Part, ...]:
    refuge = material.refuges.get(transfer.id)
    if refuge is None:
        sentence = _(
            "A safe place is named only in a letter of its own: a sent referral, carried by hand, that says nothing "
            "else. Somebody who may read the place prints it."
        )
        raise UserError("refuge-never-leaves", sentence)
    return (Facts(((refuge.label, refuge.text),)),)


def _asked(referral: Row, transfer: Row | None, material: Material) -> tuple[Part, ...]:
    translate, person = material.tongue.translate, material.person_of(referral)
    facts = (
        material.fact(referral, _("We ask you for"), "service"),
        material.fact(referral, _("Urgency"), "urgency"),
        (translate(_("Please answer by")), material.moment(referral["reply_due"])),
        (translate(_("Code of the person")), material.code_of(person)),
    )
    known = Facts(tuple(fact for fact in facts if fact[1]))
    shared = tuple(_shared(referral, transfer, material)) if transfer is not None else ()
    return (known, Heading(translate(_("What you should know"))), Facts(shared)) if shared else (known,)


def _shared(referral: Row, transfer: Row, material: Material) -> Iterator[tuple[str, str]]:
    """Yield what the transfer gives of this person, field by field in the order of their declaration."""
    about = _given(transfer, referral, material)
    if about is None:
        return
    consent = material.find(about["consent"])
    withheld = _names(consent, "fields_withheld") if consent is not None else frozenset()
    for record, name in _in_order(_names(transfer, "fields_shared") - withheld):
        field = BY_NAME[record].by_name[name]
        flag = _CLASSES.get(field.sensitivity)
        if flag is not None and about[flag] is not True:
            continue
        rows = _rows_of(record, referral, material)
        for row in rows:
            refuse_masked(row, (name,))
        said = dict.fromkeys(filter(None, (material.text(row, name) for row in rows)))
        if said:
            yield material.tongue.translate(field.label), "\n".join(said)


def _names(row: Row, name: str) -> frozenset[str]:
    told = row[name]
    return told if isinstance(told, frozenset) else frozenset()


def _in_order(names: frozenset[str]) -> list[tuple[str, str]]:
    found = [one for one in map(field_of, names) if one is not None]
    return sorted(found, key=lambda one: (BY_NAME[one[0]].number, BY_NAME[one[0]].by_name[one[1]].number))


def _rows_of(record: str, referral: Row, material: Material) -> tuple[Row, ...]:
    if record == referral.record.name:
        return (referral,)
    if record == material.case.record.name:
        return (material.case,)
    person = referral.parent
    return tuple(row for row in material.of(record) if person is not None and person in (row.id, row.parent))
