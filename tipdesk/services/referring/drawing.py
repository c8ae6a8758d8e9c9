"""Draws what an officer asks of an agency as the rows that it would be: the referral, what leaves, and of whom.

Nothing is written here. The preview lays these rows over the case and builds the letter of them; keeping, proposing and
sending write the same rows. Which consent it rests on is found here too, so that nobody picks one that does not fit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.ids import derived_id
from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.agreement import Agreed, agreement_with
from tipdesk.domain.rules.clocks.measures import Measures
from tipdesk.domain.rules.clocks.referrals import reply_by
from tipdesk.domain.rules.closing import is_closed
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.referring.letter_templates import CLASSES, gives, template_of
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate
from tipdesk.services.audit import moment_now
from tipdesk.services.case.rules import read_answers_in, refuse_fields
from tipdesk.services.desk import Reader
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_new, change_of_row, find_needed

REFERRAL, TRANSFER, ABOUT = BY_NAME["Referral"], BY_NAME["Transfer"], BY_NAME["TransferPerson"]
ASKED = ("person", "agency", "worker", "service", "need", "reason", "details", "urgency", "next_step")
GIVEN = ("fields_shared", "way", "basis", "recipient", "safeguards")
CONSENT, DRAFT, REFERRED = "consent", "draft", "referral"
_NOT_IN_TEMPLATE = _("The letter for this service does not give “{name}”.")


@dataclass(frozen=True)
class Request:
    """What is asked: answers of the referral and of what is given with it, by the names of their fields.

    `row` is the id of the referral, which may be there already. `version` is that of the row as its author saw it, ""
    for one that was not there.
    """

    row: bytes
    referral: Mapping[str, object]
    transfer: Mapping[str, object] = field(default_factory=dict)
    version: str = ""


@dataclass(frozen=True)
class Drawn:
    """The rows as they would stand, how it stands with the agreement, and the rows that are there already, by id."""

    referral: Row
    transfer: Row
    about: Row
    agreed: Agreed
    held: Mapping[bytes, Row]

    def with_values(self, referral: Mapping[str, Value], transfer: Mapping[str, Value]) -> "Drawn":
        """Return the same with further answers of the referral and of what leaves."""
        return replace(self, referral=laid(self.referral, referral), transfer=laid(self.transfer, transfer))

    @property
    def rows(self) -> tuple[Row, Row, Row]:
        """Return all rows."""
        return self.referral, self.transfer, self.about

    def changes(self) -> list[Change]:
        """Return the changes that make the rows stand so."""
        found = []
        for row in self.rows:
            seen = self.held.get(row.id)
            change = change_of_new(row.record, row.id, row.values) if seen is None else change_of_row(seen, row.values)
            found += [change] if change is not None else []
        return found


def draw(reader: Reader, eyes: Eyes, request: Request) -> Drawn:
    """Return what is asked as rows that are not sent, and no status of the referral yet.

    Raises UserError `bad-fields` naming every answer that is refused, `already-sent`, and `changed-meanwhile` where the
    referral is not as its author saw it.
    """
    desk, held = eyes.desk, _held(reader, eyes, request)
    problems = [*_strangers(REFERRAL, request.referral, ASKED), *_strangers(TRANSFER, request.transfer, GIVEN)]
    refuse_fields(problems)
    asked, wrong = read_answers_in(reader, desk, eyes.case.id, REFERRAL, request.referral)
    given, also_wrong = read_answers_in(reader, desk, eyes.case.id, TRANSFER, request.transfer)
    before = held.get(request.row)
    known: dict[str, Value] = {"direction": "out", "on": PartialDate.of(moment_now(desk).date())}
    values = {**known, **(before.values if before is not None else {}), **asked}
    wrong += also_wrong
    needed = find_needed(REFERRAL, {**values, "status": DRAFT}, [one.path for one in wrong], REFERRAL.name)
    refuse_fields([*wrong, *needed, *_outside(values.get("service"), given.get("fields_shared"))])
    view = freeze(reader, desk, eyes.case)
    measures = Measures(view.directory("RuleSetting"), view.directory("Holiday"))
    referral = Row(REFERRAL, request.row, eyes.case.id, values)
    due = reply_by(measures, referral, view.now_ms)
    referral = laid(referral, {"reply_due": datetime.fromtimestamp(due / 1000, UTC)})
    return _with_transfer(eyes, view, referral, held, given)


def laid(row: Row, values: Mapping[str, Value]) -> Row:
    """Return a row with further answers."""
    return replace(row, values={**row.values, **values})


def _with_transfer(
    eyes: Eyes, view: FrozenCase, referral: Row, held: Mapping[bytes, Row], given: Mapping[str, Value]
) -> Drawn:
    """Return the referral with what leaves by it, and of whom."""
    person, agency = _id(referral["person"]), _id(referral["agency"])
    before = held.get(_id(referral["transfer"]))
    transfer = before or Row(TRANSFER, _kin(referral, TRANSFER), eyes.case.id, {"way": "by_hand", "basis": CONSENT})
    transfer = laid(transfer, given)
    told, template = transfer["fields_shared"], template_of(referral["service"])
    is_ticked = before is not None or "fields_shared" in given  # also where every tick was taken away
    shared = frozenset(told if isinstance(told, frozenset) else () if is_ticked else template.begins)
    agreed = agreement_with(view, person, agency)
    withheld = agreed.consent["fields_withheld"] if agreed.is_live and agreed.consent is not None else None
    leaving = shared & frozenset(template.fields) - (withheld if isinstance(withheld, frozenset) else frozenset())
    ours: dict[str, Value] = {
        "kind": REFERRED, "referral": referral.id, "template": template.id, "agency": agency, "status": DRAFT,
        "fields_shared": leaving, "fields_held_back": frozenset(template.fields) - leaving,
    }  # fmt: skip
    transfer = laid(transfer, ours)
    about = next((one for one in held.values() if one.record is ABOUT and one["transfer"] == transfer.id), None)
    about = about or Row(ABOUT, _kin(referral, ABOUT), eyes.case.id, {})
    rests = agreed.consent.id if agreed.is_live and agreed.consent is not None else None
    flags: dict[str, Value] = {name: gives(leaving, kind) for name, kind in CLASSES.items()}
    about = laid(about, {"transfer": transfer.id, "person": person, "consent": rests, **flags})
    return Drawn(laid(referral, {"transfer": transfer.id}), transfer, about, agreed, held)


def _held(reader: Reader, eyes: Eyes, request: Request) -> dict[bytes, Row]:
    """Return the rows of a referral that are there already, as the officer sees them."""
    referral = reader.get_row(REFERRAL, request.row)
    if referral is None:
        if request.version:
            raise UserError("no-such-row", _("There is no such {record} in this case."), record=REFERRAL.name)
        return {}
    if referral.case != eyes.case.id or referral.deleted:
        raise UserError("no-such-row", _("There is no such {record} in this case."), record=REFERRAL.name)
    if is_closed(referral):
        raise UserError(
            "already-sent", _("This was sent already and cannot be changed. Note the agency's answer instead.")
        )
    if referral.version != request.version:
        sentence = _("Somebody changed this referral while you wrote. Open it again: what you typed is kept.")
        raise UserError("changed-meanwhile", sentence)
    rows = [referral]
    transfer = reader.get_row(TRANSFER, _id(referral["transfer"]))
    if transfer is not None and not transfer.deleted:
        rows += [transfer, *reader.find_rows(ABOUT, case=eyes.case.id, where={"transfer": transfer.id})]
    return {row.id: eyes.cut(row) for row in rows}


def _strangers(record: RecordType, given: Mapping[str, object], known: tuple[str, ...]) -> list[FieldProblem]:
    """Return a problem for each answer that is not the officer's to give here."""
    sentence = _("The program fills this in when the referral is sent.")
    return [FieldProblem(f"{record.name}.{name}", sentence) for name in given if name not in known]


def _outside(service: object, fields: object) -> list[FieldProblem]:
    """Return a problem for each answer that the letter for this service never gives."""
    known = template_of(service).fields
    named = sorted(fields) if isinstance(fields, frozenset) else []
    where = f"{TRANSFER.name}.fields_shared"
    return [FieldProblem(where, _NOT_IN_TEMPLATE, (("name", name[:60]),)) for name in named if name not in known]


def _kin(referral: Row, record: RecordType) -> bytes:
    """Return the id of the row that goes with a referral: always the same, so that what a gate names can be kept."""
    return derived_id(referral.id, f"goes with a referral {record.name}")


def _id(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""
