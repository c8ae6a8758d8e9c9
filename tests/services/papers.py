"""Papers for people made of invented rows: with every answer filled and words planted, or with nothing but a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pypdfium2 import PdfDocument

from tests.services.statements import AT, NAMES, OFFICER
from tipdesk.adapters.documents.plain_paper import PaperPrinter
from tipdesk.adapters.system.codebook import load_code_book
from tipdesk.adapters.system.resources import read_bytes
from tipdesk.domain.kinds import IDENTITY, REFUGE, SOURCE, LongText, Text
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Level
from tipdesk.domain.values import PartialDate
from tipdesk.services.directory.own_number import OwnNumber
from tipdesk.services.documents.answers import Reading, narrow
from tipdesk.services.documents.build_case_file import Printed
from tipdesk.services.documents.tongue import Tongue
from tipdesk.services.papers.kinds import PAPERS
from tipdesk.services.papers.material import Material
from tipdesk.services.papers.refuge_alone import find_refuges
from tipdesk.sync.outside import Number

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value
    from tipdesk.services.papers.kinds import PaperKind
    from tipdesk.services.papers.paper import Paper

CASE, PERSON, OTHER = b"c" * 16, b"p" * 16, b"o" * 16
AGENCY, FOREIGN = b"a" * 16, b"f" * 16
WHEN = datetime(2026, 11, 28, 13, 30, tzinfo=UTC)
PLANTED = {REFUGE: "Plantedrefuge", SOURCE: "Plantedsource", IDENTITY: "Plantedname"}
ENGLISH = Tongue("en", str)
NUMBERS = (
    Number("safe_place", "Safe place A", "+17585550199", "", (), None, None),
    Number("counter_trafficking_unit", "Unit", "+17585550198", "", (), None, None),
    Number("duty_officer", "Duty officer", "+17585550101", "", (), None, None),
    Number("child_protection", "Child protection", "+17585550102", "", (), 8, 16),
)
ROW_OF = {
    "referral": b"R" * 16, "reply": b"R" * 16, "statement": b"S" * 16, "consent": b"1" * 16, "notice": PERSON,
    "interpreter": b"I" * 16, "safety-plan": b"L" * 16, "sheet": PERSON,
}  # fmt: skip
"""By the name of a paper, the row that it is made of."""


def row(record: str, row_id: bytes, **values: Value) -> Row:
    """Return a row of the case, with a planted word in every text that is not given."""
    declared = BY_NAME[record]
    planted = {
        one.name: f"{PLANTED[one.sensitivity]} {one.name}"
        for one in declared.fields
        if isinstance(one, Text | LongText) and one.sensitivity in PLANTED
    }
    return Row(declared, row_id, CASE, {**planted, **values})


def whole_case() -> list[Row]:
    """Return a case in which each paper has all that it may say."""
    person = row(
        "Person", PERSON, person_code="P-7K2M", given_names="Plantedname Ann", family_name="Plantedname Testova",
        sex="female", main_language="spa",
    )  # fmt: skip
    case = row("Case", CASE, reference="K7Q-42MX", title="Heron maple 42")
    return [case, person, *_consents(), *_care(), *_what_left()]


def _consents() -> list[Row]:
    consent: dict[str, Value] = {"person": PERSON, "explained_by": OFFICER, "how": "said", "language": "spa"}
    consent["given_by"] = "self"
    points = BY_NAME["Consent"].by_name["points"].codes
    explained = frozenset(code.code for code in load_code_book().list_of(points or "").codes)
    return [
        row(
            "Consent", b"1" * 16, **consent, scope="share_with_agency", agency=AGENCY, status="given", given_at=AT,
            points=explained, interpreter=b"I" * 16, form="thumb", purpose="A doctor, in words",
            fields_withheld=frozenset({"Person.citizenships"}), withheld_words="Not her country, in words",
            valid_until=PartialDate.parse("2027-11-27"), assent="yes", assent_words="Yes, said the child",
        ),
        row("Consent", b"2" * 16, **consent, scope="interview", status="refused", given_at=AT),
        row("Consent", b"3" * 16, **consent, scope="interview", status="given", given_at=WHEN),
        row(
            "Consent", b"4" * 16, **consent, scope="foreign_authority", country="HT", status="given", given_at=AT,
            withdrawn_at=WHEN,
        ),
    ]  # fmt: skip


def _care() -> list[Row]:
    return [
        row("Interpreter", b"I" * 16, code_name="Interpreter 4", languages=frozenset({"spa", "eng"}), of_person=PERSON,
            independent="yes", knows_anybody="no", accepted="yes", sex="female", by_phone=True,
            undertaking_on=PartialDate.parse("2026-11-27"), oath_on=PartialDate.parse("2026-11-27"),
            checked_by=OFFICER),
        row("InformationGiven", b"5" * 16, person=PERSON, kind="rights", language="spa", at=AT, understood="yes"),
        row("InformationGiven", b"6" * 16, person=PERSON, kind="charge", language="spa", at=AT, understood="no"),
        row("RiskAssessment", b"K" * 16, person=PERSON, level="high", at=AT),
        row("SafetyPlan", b"L" * 16, person=PERSON, risk=b"K" * 16, threats="Threats in words", agreed="yes",
            warning_signs="Signs in words", person_does="She does\nthis", we_do="We do that", agreed_at=AT,
            status="agreed", review_due=PartialDate.parse("2026-12-04")),
        row("ShelterStay", b"H" * 16, person=PERSON, place_code="Safe place A", address="Plantedrefuge address"),
        row("Statement", b"S" * 16, person=PERSON, kind="victim", number="1", interviewer=OFFICER, second=OFFICER,
            interpreter=b"I" * 16, language="spa", medium="in_person", began=AT, ended=WHEN, status="signed",
            words="I came by boat.\n\nThen I was told to wait.", read_back_by="Interpreter 4",
            corrections_asked="The day, in words", signed_at=WHEN),
    ]  # fmt: skip


def _what_left() -> list[Row]:
    return [
        row("Referral", b"R" * 16, person=PERSON, direction="out", agency=AGENCY, worker="Nurse Samplegood",
            service="medical_general", urgency="same_day", details="What is asked, in words", transfer=b"T" * 16,
            status="sent", sent_at=AT, reply_due=WHEN),
        row("Transfer", b"T" * 16, kind="referral", referral=b"R" * 16, agency=AGENCY, way="by_hand", basis="consent",
            status="sent", sent_at=AT,
            fields_shared=frozenset({
                "Person.given_names", "Person.family_name", "Person.sex", "Person.citizenships", "Referral.details",
            })),
        row("TransferPerson", b"7" * 16, transfer=b"T" * 16, person=PERSON, consent=b"1" * 16, identity=True,
            location=False, narrative=True),
        row("Referral", b"Q" * 16, person=PERSON, direction="out", agency=FOREIGN, service="shelter", status="sent",
            transfer=b"U" * 16, reply_due=WHEN),
        row("Transfer", b"U" * 16, kind="referral", referral=b"Q" * 16, agency=FOREIGN, way="by_hand",
            basis="vital_interest", status="sent", sent_at=WHEN,
            fields_shared=frozenset({"ShelterStay.address"})),
        row("TransferPerson", b"8" * 16, transfer=b"U" * 16, person=PERSON, identity=False, location=True,
            narrative=False),
    ]  # fmt: skip


def bare_case() -> list[Row]:
    """Return a case in which nothing is known but that there are such rows."""
    known: dict[str, dict[str, Value]] = {"Referral": {"person": PERSON, "direction": "out"}, "Interpreter": {}}
    rows = [row("Case", CASE, reference="K7Q-42MX"), Row(BY_NAME["Person"], PERSON, CASE, {})]
    for name in ("Consent", "Interpreter", "SafetyPlan", "Referral", "Statement"):
        row_id = next(ROW_OF[kind.name] for kind in PAPERS.values() if kind.records[0] == name)
        rows.append(Row(BY_NAME[name], row_id, CASE, known.get(name, {"person": PERSON})))
    return rows


def material(
    rows: list[Row],
    tongue: Tongue = ENGLISH,
    *,
    level: Level = Level.SEALED,
    with_names: bool = False,
    is_whole: bool = False,
) -> Material:
    """Return what a paper is made of, cut as the product cuts it."""
    names = replace(NAMES, agencies={AGENCY: "Plantedoffice Clinic", FOREIGN: "Plantedoffice Driver"})
    cut = tuple(narrow(one, level) for one in rows)
    reading = Reading(names, {}, tongue.codes(load_code_book()), tongue.translate, level, -240).with_titles_of(cut)
    return Material(
        case=cut[0],
        rows=cut,
        reading=reading,
        printed=Printed("Sergeant Samplewood", "Vieux Fort", 1_795_788_120_000, -240, 1, level),
        tongue=tongue,
        numbers=NUMBERS,
        own_number=OwnNumber("+17585550103", 8, 16),
        refuges=find_refuges([narrow(one, level, on_screen=True) for one in rows], reading),
        with_names=with_names,
        is_whole=is_whole,
    )


def made(kind: PaperKind, told: Material, row_id: bytes | None = None) -> Paper:
    """Return the model of a paper."""
    return kind.make(told.get(row_id or ROW_OF[kind.name]), told)


def pages_of(content: bytes) -> list[str]:
    """Return the text of each page of a file, on one line."""
    with PdfDocument(content) as document:
        return [" ".join(document[at].get_textpage().get_text_range().split()) for at in range(len(document))]


def printed(paper: Paper) -> bytes:
    """Return the file of a paper."""
    return PRINTER.print(paper)


PRINTER = PaperPrinter(read_bytes)


def level_of(kind: PaperKind) -> Level:
    """Return the highest level at which the product makes this paper without names being asked for."""
    return Level.SEALED if kind.needs_names else Level.SUMMARY


def all_papers(rows: list[Row], tongue: Tongue | None = None) -> list[tuple[str, Paper]]:
    """Return every paper of a case, with the variants that have names of their own."""
    found = []
    for kind in PAPERS.values():
        told = material(rows, *([tongue] if tongue else []), level=level_of(kind))
        found.append((kind.name, made(kind, told)))
    whole = material(rows, *([tongue] if tongue else []), level=Level.SUMMARY, is_whole=True)
    found.append(("whole sheet", made(PAPERS["sheet"], whole)))
    found.append(("blank consent", made(PAPERS["consent"], whole, PERSON)))
    return found


def with_values(rows: list[Row], row_id: bytes, **values: Value) -> list[Row]:
    """Return the rows with other values in one of them."""
    return [replace(one, values={**one.values, **values}) if one.id == row_id else one for one in rows]
