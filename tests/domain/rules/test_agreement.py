"""What somebody agreed to, condition by condition: what is complete counts, anything else counts as not given."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.domain.rules.agreeing import (
    ADULT,
    AGENCY,
    ANN,
    CHILD,
    COMPANION,
    HOUR,
    OPEN,
    OTHER_AGENCY,
    POINTS,
    VS,
    a_consent,
    a_guardian,
    an_interest,
    an_interpreter,
    fails,
    needed,
    with_rows,
)
from tests.domain.rules.clocked import NOON, NOON_MS, a_case, a_row, day, wrote
from tests.domain.rules.gates_frozen import OTHER, STAFF, THIRD, approval, officer, with_approval
from tipdesk.domain.rules.gates.gate import Way
from tipdesk.domain.rules.gates.protected import consent
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.domain.values import NamedRow

SPEAKER = officer(OTHER, "investigator", languages=frozenset({"spa", "fra"}))


def is_agreed(*rows: Any, person: Any = ADULT, scope: str = "interview", **to: Any) -> bool:  # noqa: ANN401 - as rows take them
    """Tell whether the person has agreed, by these rows."""
    return consent(with_rows(person, *rows), ANN, scope, **to) is not None


@pytest.mark.parametrize(
    ("values", "lacking"),
    [
        ({}, ""),
        ({"points": None}, "points"),
        *(({"points": POINTS - {one}}, "points") for one in sorted(POINTS)),
        ({"language": None}, "language"),
        ({"language": "fra", "explained_by": OTHER}, "language"),
        ({"language": "spa"}, "interpreter"),
        ({"language": "spa", "explained_by": None}, "interpreter"),
        ({"explained_by": None}, "interpreter"),
        ({"language": "spa", "explained_by": OTHER}, ""),
        ({"language": "spa", "how": "played"}, ""),
        ({"language": "spa", "how": "read_by_person"}, "interpreter"),
        ({"form": None}, "form"),
        ({"form": "thumb"}, "witness"),
        ({"form": "verbal_witness"}, "witness"),
        ({"form": "verbal_witness", "witness": " "}, "witness"),
        ({"form": "verbal_witness", "witness": "Sister Ann"}, ""),
        ({"scope": "share_with_agency"}, "agency"),
        ({"scope": "share_with_agency", "agency": AGENCY}, ""),
        ({"scope": "foreign_authority"}, "country"),
        ({"scope": "foreign_authority", "country": "HT"}, ""),
        ({"scope": "foreign_authority", "agency": AGENCY}, ""),
        ({"scope": "law_enforcement"}, ""),
        ({"given_by": None}, "given_by"),
    ],
)
def test_a_consent_is_complete(values: dict[str, Any], lacking: str) -> None:
    """Each of its seven points, the language, who explained it, form, witness and recipient are asked for."""
    row = a_consent(**values)
    view = replace(with_rows(ADULT, row, SPEAKER), read_directory=lambda _name: (STAFF[0], SPEAKER, STAFF[2]))
    failed = fails("consent-complete", view, row)
    assert (failed.fields if failed else ()) == ((lacking,) if lacking else ())
    scope = str(row["scope"])
    given = consent(view, ANN, scope, row["agency"], row["country"])  # type: ignore[arg-type] # as the row has them
    assert (given is not None) is not bool(lacking)
    assert fails("consent-complete", view, row, VS) == failed
    assert failed is None or failed.has_happened is (row["explained_by"] is None), "another service told it"
    refused = a_consent(**values | {"status": "not_able"})
    assert fails("consent-complete", with_rows(ADULT, refused), refused, VS) is None, "a refusal passes no gate"


def test_the_sentence_stands_beside_its_own_field() -> None:
    """Of several things that are lacking the first is told, and beside no other; what is to be filled in names all."""
    row = a_consent(language=None, form=None)
    failed = fails("consent-complete", replace(with_rows(ADULT, row), read_directory=lambda _name: STAFF), row)
    assert failed is not None
    assert failed.fields == ("language",)
    assert {name for need in failed.needs if need.record == "Consent" for name in need.fields} >= {"language", "form"}


@pytest.mark.parametrize(
    ("wrong", "is_passed"),
    [
        ({}, True),
        ({"independent": "unsure"}, False),
        ({"independent": None}, False),
        ({"knows_anybody": "unsure"}, False),
        ({"accepted": "no"}, False),
        ({"undertaking_on": None}, False),
        ({"of_person": COMPANION.id}, False),
        ({"languages": frozenset({"fra"})}, False),
        ({"person": COMPANION.id}, False),
        ({"person": ANN}, False),
        ({"name": "Mr Robert OPretend"}, False),
        ({"name": "Robert"}, True),
        ({"sex_asked_for": "female", "sex": "male"}, False),
        ({"sex_asked_for": "female"}, False),
        ({"sex_asked_for": "female", "sex": "female"}, True),
        ({"told": {"independent": ("yes", "unsure")}}, False),
    ],
)
def test_an_interpreter_who_did_not_pass_carries_no_consent(wrong: dict[str, Any], *, is_passed: bool) -> None:
    """Found out later, it undoes the consent; what it needs is the check, or another interpreter."""
    row = a_consent(language="spa", interpreter=an_interpreter().id)
    view = with_rows(ADULT, row, an_interpreter(**wrong))
    assert (consent(view, ANN, "interview") is not None) is is_passed
    failed = fails("consent-complete", view, row)
    assert (failed is None, "Interpreter" in needed(failed)) == (is_passed, not is_passed)


@pytest.mark.parametrize("status", ["refused", "withdrawn", "not_able", None])
def test_only_what_was_given_counts(status: str | None) -> None:
    """Whatever else it says is no consent, and of two answers the safer one counts."""
    assert is_agreed(a_consent())
    assert not is_agreed(a_consent(status=status))
    assert not is_agreed(a_consent(told={"status": ("given", status)}))
    assert not is_agreed(a_consent(withdrawn_at=NOON))
    assert not is_agreed(a_consent(told={"withdrawn_at": (None, NOON)}))
    assert not is_agreed(), "silence is none"


def test_it_ends_with_its_day() -> None:
    """It holds through its last day; of two days the earlier counts."""
    assert is_agreed(a_consent(valid_until=day("2026-11-27")))
    assert not is_agreed(a_consent(valid_until=day("2026-11-26")))
    assert not is_agreed(a_consent(told={"valid_until": (None, day("2026-11-26"))}))


@pytest.mark.parametrize(
    ("second", "is_given"),
    [
        ({"status": "refused"}, False),
        ({"status": "refused", "given_at": NOON - HOUR}, False),
        ({"status": "refused", "given_at": NOON - 2 * HOUR}, True),
        ({"status": "refused", "scope": "services"}, True),
        ({"given_at": NOON - 2 * HOUR, "withdrawn_at": NOON - timedelta(minutes=30)}, False),
        ({"given_at": NOON - 3 * HOUR, "withdrawn_at": NOON - 2 * HOUR}, True),
        ({"given_at": NOON - 2 * HOUR, "withdrawn_at": NOON + 999 * HOUR}, False),
        ({"points": None}, False),
        ({"points": None, "given_at": NOON - 2 * HOUR}, True),
    ],
)
def test_the_newest_deed_counts(second: dict[str, Any], *, is_given: bool) -> None:
    """A refusal or a withdrawal as new as a consent goes before it, whichever row it stands in; the newest counts."""
    assert is_agreed(a_consent(), a_consent("second", **{"given_at": NOON, **second})) is is_given


def test_a_wrong_clock_makes_no_consent_newer() -> None:
    """Nobody agreed after it was written down: a year that is wrong puts no consent before a later refusal."""
    early = a_consent(given_at=NOON + 9999 * HOUR)
    late = a_consent("second", status="refused", given_at=NOON - timedelta(minutes=5))
    written = {"consent": wrote(NOON_MS - 3_600_000), "second": wrote(NOON_MS)}
    assert consent(a_case(ADULT, early, late, *STAFF, written=written), ANN, "interview") is None
    assert consent(a_case(ADULT, early, *STAFF, written=written), ANN, "interview") is not None


IN_HAITI = replace(a_row("Agency", "agency", country="HT"), id=AGENCY, case=None)


@pytest.mark.parametrize(
    ("scope", "row", "to", "is_given"),
    [
        ("share_with_agency", {"agency": AGENCY}, {"agency": AGENCY}, True),
        ("share_with_agency", {"agency": AGENCY}, {"agency": OTHER_AGENCY}, False),
        ("share_with_agency", {"agency": AGENCY}, {}, False),
        ("law_enforcement", {}, {"agency": AGENCY}, True),
        ("law_enforcement", {"agency": AGENCY}, {"agency": AGENCY}, True),
        ("law_enforcement", {"agency": AGENCY}, {"agency": OTHER_AGENCY}, False),
        ("law_enforcement", {"agency": AGENCY}, {}, False),
        ("foreign_authority", {"country": "HT"}, {"country": "HT"}, True),
        ("foreign_authority", {"country": "HT"}, {"country": "DO"}, False),
        ("foreign_authority", {"country": "HT", "agency": AGENCY}, {"agency": AGENCY, "country": "HT"}, True),
        ("foreign_authority", {"country": "HT", "agency": AGENCY}, {"country": "HT"}, False),
        ("foreign_authority", {"country": "HT", "agency": AGENCY}, {"agency": AGENCY, "country": "DO"}, False),
        ("return", {"country": "HT"}, {}, True),
        ("photo", {"agency": AGENCY}, {}, True),
    ],
)
def test_it_goes_for_whom_it_names(scope: str, row: dict[str, Any], to: dict[str, Any], *, is_given: bool) -> None:
    """What leaves goes to nobody else; a refusal that names nobody, or the State of an agency, is a refusal to it."""
    given = a_consent(scope=scope, **row)
    assert is_agreed(given, scope=scope, **to) is is_given
    for refused in ({}, {"country": "HT"}) if to.get("agency") == AGENCY else ({},):
        later = a_consent("later", scope=scope, status="refused", given_at=NOON, **refused)
        view = with_rows(ADULT, given, later, IN_HAITI)
        assert consent(view, ANN, scope, to.get("agency"), to.get("country")) is None
    other = a_consent("other", scope=scope, status="refused", given_at=NOON, agency=b"nobody we ask...")
    if to:
        assert is_agreed(given, other, scope=scope, **to) is is_given


AUNT_SAYS = {"given_by": "guardian", "guardian": a_guardian().id, "assent": "yes"}


@pytest.mark.parametrize("person", [CHILD, OPEN], ids=["a child", "an open age"])
@pytest.mark.parametrize(
    ("values", "rows", "lacking"),
    [
        ({}, (), {"given_by", "assent"}),
        ({"assent": "yes"}, (), {"given_by"}),
        (AUNT_SAYS, (a_guardian(),), set()),
        (AUNT_SAYS, (), {"guardian"}),
        (AUNT_SAYS, (a_guardian(independent="no"),), {"guardian"}),
        (AUNT_SAYS, (a_guardian(person=COMPANION.id),), {"guardian"}),
        (AUNT_SAYS, (a_guardian(ended=day("2026-11-26")),), {"guardian"}),
        (AUNT_SAYS, (a_guardian(ended=day("2026-11-27")),), set()),
        (AUNT_SAYS | {"guardian": None}, (a_guardian(),), {"guardian"}),
        (AUNT_SAYS | {"assent": None}, (a_guardian(),), {"assent"}),
        (AUNT_SAYS | {"assent": "unsure"}, (a_guardian(),), set()),
        (AUNT_SAYS | {"assent": "no"}, (a_guardian(),), {"BestInterest"}),
        (AUNT_SAYS | {"assent": "no"}, (a_guardian(), an_interest("consent")), set()),
        (AUNT_SAYS | {"assent": "no"}, (a_guardian(), an_interest("interview")), set()),
        (AUNT_SAYS | {"assent": "no"}, (a_guardian(), an_interest("return")), {"BestInterest"}),
        ({"given_by": "court", "assent": "yes"}, (), set()),
        ({"given_by": "best_interest", "assent": "yes"}, (), {"BestInterest"}),
        ({"given_by": "best_interest", "assent": "yes"}, (an_interest("consent", signed_at=None),), {"BestInterest"}),
        ({"given_by": "best_interest", "assent": "yes"}, (an_interest("consent", child_says=" "),), {"BestInterest"}),
        ({"given_by": "best_interest", "assent": "no"}, (an_interest("consent"),), set()),
        ({"told": {"given_by": ("court", "self")}, "assent": "yes"}, (), {"given_by"}),
        ({"given_by": "unknown", "assent": "yes"}, (), {"given_by"}),
        ({"given_by": "court", "assent": "not_asked"}, (), {"assent"}),
        ({"given_by": "court", "assent": "unknown"}, (), {"assent"}),
        ({"given_by": "court", "assent": "refused"}, (), {"BestInterest"}),
        ({"given_by": "court", "assent": "refused"}, (an_interest("consent"),), set()),
    ],
)
def test_a_child_never_agrees_alone(person: Any, values: dict[str, Any], rows: Any, lacking: set[str]) -> None:  # noqa: ANN401 - as rows take them
    """Who may be one is agreed for, and is asked as well; a no is weighed by what was signed as best for it."""
    row = a_consent(**values)
    view = with_rows(person, row, *rows)
    failed = fails("child-consent", view, row)
    asked = (
        {*failed.fields, *(needed(failed) & {"BestInterest"} if "given_by" not in failed.fields else ())}
        if failed
        else set()
    )
    assert asked == lacking
    assert (consent(view, ANN, "interview") is None) is bool(lacking)
    if failed is not None:
        assert failed.ways == frozenset(), "by no way but for services"


def test_in_danger_a_child_is_helped_first() -> None:
    """For services alone somebody acts at once, and is reviewed; the consent counts meanwhile, for nothing else."""
    gate = GATES["child-consent"]
    assert [(one.way, set(one.grounds)) for one in gate.past] == [(Way.REVIEW, {"danger", "medical"})]
    row = a_consent(**AUNT_SAYS | {"assent": None, "scope": "services"})
    failed = fails("child-consent", with_rows(CHILD, row, a_guardian()), row, VS)
    assert failed is not None
    assert failed.ways is None
    about: dict[str, Any] = {
        "gate": "child-consent",
        "subject": NamedRow(row.record.number, row.id),
        "ground": "medical",
    }
    for values, counts in (({}, True), ({"decision": "upheld"}, True), ({"decision": "not_upheld"}, False),
                           ({"ground": "breach"}, False), ({"gate": "consent-complete"}, False),
                           ({"subject": NamedRow(row.record.number, ANN)}, False)):  # fmt: skip
        review = a_row("Review", "review", **{**about, **values})
        assert is_agreed(row, a_guardian(), review, person=CHILD, scope="services") is counts
    shared = replace(row, values={**row.values, "scope": "interview"})
    assert not is_agreed(shared, a_guardian(), a_row("Review", "review", **about), person=CHILD)


def test_who_was_a_child_when_asked_did_not_agree() -> None:
    """Eighteen since, it still was not hers to give; from then on it is."""
    young = replace(ADULT, values={**ADULT.values, "birth_date": day("2008-11-20")})
    assert not is_agreed(a_consent(given_at=NOON - 240 * HOUR), person=young)
    assert is_agreed(a_consent(), person=young)


def test_a_guardian_of_whom_one_is_unsure() -> None:
    """Headquarters agrees, to what is written now; a no, or a companion, is agreed to by nobody."""
    for values, opens in (({"independent": "unsure"}, True), ({"independent": "no"}, False), ({"who": ANN}, False),
                          ({"independent": "unsure", "independence": " "}, False), ({"who": COMPANION.id}, False),
                          ({"independent": "unknown"}, False)):  # fmt: skip
        row = a_guardian(**values)
        view = with_rows(CHILD, row)
        failed = fails("guardian-independent", view, row)
        assert failed is not None
        assert (failed.ways is None) is opens
        told = approval("guardian-independent", row, view, decided_by=THIRD)
        whole = replace(with_rows(CHILD, row, told), read_stories=with_approval(view, told).read_stories)
        assert (fails("guardian-independent", whole, row) is None) is opens
