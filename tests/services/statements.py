"""Invented determinations and age assessments with every answer filled, and what makes a statement of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tipdesk.adapters.system.codebook import load_code_book
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Level
from tipdesk.domain.values import NamedRow, PartialDate
from tipdesk.services.directory.names import Names
from tipdesk.services.documents.answers import Reading, narrow
from tipdesk.services.documents.build_case_file import Printed
from tipdesk.services.documents.statement import Statement, make_statement
from tipdesk.services.documents.tongue import Tongue
from tipdesk.services.keys.officers.officer_past import GOOD
from tipdesk.services.signatures.verify_signature import Verified

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tipdesk.domain.kinds import Value
    from tipdesk.services.documents.case_file import CaseFile

CASE, PERSON, OFFICER, NOTE, DECIDED, ASSESSED = (bytes([number]) * 16 for number in range(1, 7))
AT = datetime(2026, 11, 27, 14, 2, tzinfo=UTC)
ENGLISH = Tongue("en", str)
NAMES = Names({OFFICER: "Sergeant Samplewood"}, {}, {}, {}, {})


def row(record: str, row_id: bytes, **values: Value) -> Row:
    """Return a row of a case."""
    return Row(BY_NAME[record], row_id, CASE, values)


def finding(number: int, element: str, state: str, **values: Value) -> Row:
    """Return a finding of the determination."""
    told = {"determination": DECIDED, "element": element, "state": state, "source": "stated", **values}
    return row("Finding", bytes([100 + number]) * 16, **told)


FINDINGS = (
    finding(1, "act", "found", act="transportation", words="Was brought by boat at night."),
    finding(2, "means", "contradicted", means="deception", words="Told once, and otherwise the second time."),
    finding(3, "purpose", "found", purpose="forced_labour_or_services"),
)
PINS = tuple(
    row(
        "Pin", bytes([120 + number]) * 16, of_row=NamedRow(57, one.id), to_row=NamedRow(30, NOTE), page=2, line=14,
        second=3, message="m-7", quote="They took it when we landed",
    )
    for number, one in enumerate(FINDINGS)
)  # fmt: skip
PEOPLE = row(
    "Person", PERSON, person_code="P-7K2M", given_names="Ann", family_name="Testova", sex="female", about_age=17,
    birth_date=PartialDate.parse("2009-02"), age_basis="disputed", citizenships=frozenset({"HT"}),
)  # fmt: skip
DETERMINATION = row(
    "Determination", DECIDED, person=PERSON, kind="final", outcome="PossibleVictimOfTrafficking", body="Police",
    decided_by=OFFICER, decided_outside="A court", decided_at=AT, acts=frozenset({"transportation"}),
    means=frozenset({"deception"}), purposes=frozenset({"forced_labour_or_services"}),
    child_rule="age_open_decided_as_child", missing=frozenset({"means"}), reasons="As the findings say.\n\nNo more.",
    other_branch="An adult would lack means.", review_asked_on=PartialDate.parse("2026-11-30"),
    review_words="Something is new.", signed_at=AT,
)  # fmt: skip
ASSESSMENT = row(
    "AgeAssessment", ASSESSED, person=PERSON, why="Two ages were told.", methods=frozenset({"interview", "document"}),
    done_by="Social worker", at=PartialDate.parse("2026-11-20"), lowest=16, highest=19, result="undetermined",
    birth_date_taken=PartialDate.parse("2009"), doubt_to_child=True, disputed_by="The person", signed_at=AT,
)  # fmt: skip


@dataclass
class Heard:
    """Translates nothing, and keeps every text that it was asked for."""

    texts: set[str]

    def __call__(self, text: str) -> str:
        """Return the text itself."""
        self.texts.add(str(text))
        return text


def signature(verdict: str = GOOD) -> Verified:
    """Return a signature over the determination."""
    return Verified(
        row("Signature", bytes(16), subject=DECIDED), verdict, "determination", OFFICER, AT, b"d" * 32, None
    )


def statement(
    told: Row = DETERMINATION,
    tongue: Tongue = ENGLISH,
    *,
    level: Level = Level.FULL,
    findings: Sequence[Row] = FINDINGS,
    pins: Sequence[Row] = PINS,
    signed: Sequence[Verified] = (),
) -> CaseFile:
    """Return the model of a statement, narrowed to a level, in a language."""
    case = row("Case", CASE, reference="K7Q-42MX", title="Heron maple 42")
    note = row("Note", NOTE, kind="case_note", text="Told in the evening.")
    rows = [narrow(one, level) for one in (case, PEOPLE, note, told, *findings, *pins)]
    kept = {one.id: one for one in rows}
    printed = Printed("Sergeant Samplewood", "Vieux Fort", 1_795_788_120_000, -240, 1, level)
    reading = Reading(NAMES, {}, tongue.codes(load_code_book()), tongue.translate, level, -240)
    made = Statement(
        case=kept[CASE],
        row=kept[told.id],
        person=kept[PERSON],
        findings=[kept[one.id] for one in findings] if told.record.name == "Determination" else (),
        pins=[kept[one.id] for one in pins],
        signed=signed,
    )
    return make_statement(made, reading.with_titles_of(tuple(rows)), printed, tongue)


def texts_of(model: CaseFile) -> str:
    """Return all that a paper says besides its furniture, as one text."""
    return repr(replace(model, furniture=replace(model.furniture, foot="", watermark="")))
