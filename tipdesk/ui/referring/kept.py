"""What is filled in on the page at first: what was typed before, what a draft row says, and what is usual."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tipdesk.domain.errors import UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.agreement import Agreed
from tipdesk.domain.rules.closing import is_closed
from tipdesk.domain.rules.referring.letter_templates import Template
from tipdesk.services.look import CaseView
from tipdesk.services.referring.drawing import ASKED, GIVEN, REFERRAL, TRANSFER
from tipdesk.ui.editors.autosave import Draft
from tipdesk.ui.editors.drafted import answers_in, draft_of
from tipdesk.ui.referring.pane_card import REVOKED

_GIVEN, _ROW, FIELDS = "given", "row", "fields_shared"
NONE = frozenset[str]()
BEGINS: Mapping[str, object] = {"reason": "AdditionalServicesRequired"}


@dataclass(frozen=True)
class Filled:
    """Answers of the referral and of what is given with it, and the id of the referral, b"" for one to be begun.

    `half` is what was typed and cannot be read yet, as a draft keeps it.
    """

    row: bytes = b""
    referral: Mapping[str, object] = field(default_factory=dict)
    transfer: Mapping[str, object] = field(default_factory=dict)
    half: Mapping[str, object] = field(default_factory=dict)

    @property
    def ticked(self) -> frozenset[str] | None:
        """Return the answers that were ticked, None where nobody has yet."""
        told = self.transfer.get(FIELDS)
        return told if isinstance(told, frozenset) else None


def filled(view: CaseView, seen: Row | None, presets: Mapping[str, object], draft: Draft | None) -> Filled:
    """Return what the page begins with; what was typed goes before what a draft row says."""
    referral: dict[str, object] = {**BEGINS, **_only(view), **presets}
    transfer: dict[str, object] = {}
    row = seen.id if seen is not None else b""
    if seen is not None:
        referral |= _answered(seen, ASKED)
        named = seen["transfer"]
        left = view.get_row(named) if isinstance(named, bytes) else None
        transfer |= {FIELDS: NONE, **_answered(left, GIVEN)} if left is not None else {}
    half: dict[str, object] = {}
    if draft:
        answers, told = answers_in(draft), draft.get(_GIVEN)
        referral |= _read(answers, REFERRAL.by_name)
        half = {name: answer for name, answer in answers.items() if isinstance(answer, dict)}
        transfer |= {FIELDS: NONE, **_read(told, TRANSFER.by_name)} if isinstance(told, dict) else {}
        row = row or _row_of(draft)
    return Filled(row, referral, transfer, half)


def goes_on(view: CaseView, draft: Draft) -> bool:
    """Tell whether what was typed can be gone on with: what was sent since from elsewhere, or put away, cannot."""
    row = _row_of(draft)
    known = view.get_row(row) if row else None
    is_over = known is not None and (is_closed(known) or known["status"] == REVOKED)
    return not is_over and all(gone.id != row for gone in view.trash)


def _only(view: CaseView) -> dict[str, object]:
    """Return the person and the open need where the case has one alone, so that nobody has to choose."""
    people = view.of("Person")
    if len(people) != 1:
        return {}
    person = people[0].id
    needs = [row for row in view.of("Need") if row["person"] == person and row["status"] in (None, "open")]
    return {"person": person, **({"need": needs[0].id} if len(needs) == 1 else {})}


def kept(version: str, told: Filled) -> dict[str, object]:
    """Return a draft of what is typed."""
    answers = {name: REFERRAL.by_name[name].to_json(value) for name, value in told.referral.items() if value}  # type: ignore[arg-type] # what an editor gave
    given = {name: TRANSFER.by_name[name].to_json(value) for name, value in told.transfer.items() if value}  # type: ignore[arg-type] # as above
    draft = draft_of(version, {**answers, **told.half})
    return {**draft, _GIVEN: given, _ROW: told.row.hex()} if draft else {}


def known_in(view: CaseView, template: Template, person: object, details: object) -> frozenset[str]:
    """Return which answers of a template something is recorded for."""
    return frozenset(name for name in template.fields if _is_known(view, name, person, details))


def withheld_by(agreed: Agreed | None) -> frozenset[str]:
    """Return which answers a person does not want given, as far as they agreed to anything."""
    consent = agreed.consent if agreed is not None and agreed.is_live else None
    told = consent["fields_withheld"] if consent is not None else None
    return told if isinstance(told, frozenset) else frozenset()


def _is_known(view: CaseView, name: str, person: object, details: object) -> bool:
    record, _dot, asked = name.partition(".")
    if record == REFERRAL.name:
        return bool(details)
    rows = (row for row in view.of(record) if person in (row.id, row.parent))
    return any(row[asked] is not None or asked in row.masked for row in rows)


def _row_of(draft: Draft) -> bytes:
    return bytes.fromhex(str(draft.get(_ROW) or ""))


def _answered(row: Row, names: tuple[str, ...]) -> dict[str, object]:
    return {name: row[name] for name in names if row[name] is not None}


def _read(told: Mapping[str, object], fields: Mapping[str, object]) -> dict[str, object]:
    """Return the answers of a draft; one that cannot be read any more is left out."""
    found: dict[str, object] = {}
    for name, answer in told.items():
        declared = fields.get(name)
        try:
            found[name] = declared.read(answer) if declared is not None else None  # type: ignore[attr-defined] # a Field
        except UserError:
            continue
    return found
