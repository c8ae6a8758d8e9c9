"""The gates of referrals, of another State and of the way home, condition by condition."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.domain.rules.clocked import DAY, NOON, NOON_MS, a_case, a_row, after, day
from tests.domain.rules.gates_frozen import ME, STAFF, approval, with_approval
from tests.domain.rules.moving import (
    AGENCY,
    ANN,
    BOB,
    ROLE,
    a_deed,
    a_moving_case,
    agency,
    assessed,
    call,
    consent,
    failed,
    fails,
    home,
    referral,
    transfer,
    within,
)
from tipdesk.domain.changes import Dot
from tipdesk.domain.rows import Happening

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row
    from tipdesk.domain.rules.frozen_case import FrozenCase

CHILD = a_row("Person", "ann", given_names="Ann", birth_date=day("2012"), age_basis="document", main_language="eng")
LATER = NOON_MS + 4 * DAY


ABROAD = transfer(kind="foreign", country="GY", agency=None)


NEED = a_row("Need", "need", person=ANN.id, kind="medical_general", wish="wanted")
GONE = a_row("Need", "need", person=ANN.id, kind="medical_general", wish="declined")
LEFT = transfer(referral=referral().id)
PROPOSED = {"status": "proposed", "sent_at": None, "reply_due": None}


@pytest.mark.parametrize(
    ("row", "rows", "holds"),
    [
        (referral(), (LEFT,), True),
        (referral(), (), False),
        (referral(reply_due=None), (LEFT,), False),
        (referral(need=NEED.id), (LEFT, NEED), True),
        (referral(need=GONE.id), (LEFT, GONE), False),
        (referral(reason=None, need=NEED.id), (LEFT, NEED), True),
        (referral(reason=None), (LEFT,), False),
        (referral(**PROPOSED), (), True),
        (referral(**PROPOSED, need=GONE.id), (GONE,), False),
        (referral(**PROPOSED, agency=b"another"), (), False),
        (
            referral(**PROPOSED),
            (a_row("NoContact", person=ANN.id, not_agency=AGENCY.id, began=day("2026-11-01")),),
            False,
        ),
        (
            referral(**PROPOSED),
            (a_row("NoContact", person=BOB.id, not_agency=AGENCY.id, began=day("2026-11-01")),),
            True,
        ),
        (referral(direction="in"), (), True),
        (referral(status="revoked", sent_at=None), (), True),
    ],
)
def test_an_agency_is_asked_for_what_the_person_wants(row: Row, rows: tuple[Row, ...], *, holds: bool) -> None:
    """A need or reason, a known agency, the wish; and for sending a day for the answer and what goes with it."""
    assert fails("referral-proposed", a_moving_case(AGENCY, row, *rows), row) is not holds
    assert fails("referral-proposed", a_moving_case(agency(may_receive=False), row, *rows), row) or (
        row["direction"] == "in" or row["status"] == "revoked"
    )


def test_whom_an_agency_may_be_proposed_to_is_known_as_for_sending() -> None:
    """One without an agreement has promised in writing, or a supervisor agreed to it; the call comes with sending."""
    proposed, old = referral(**PROPOSED), agency(agreement_until=day("2025"))
    draft = transfer(referral=proposed.id, status="draft", sent_at=None, way="telephone")
    promised = replace(draft, values={**draft.values, "safeguards": "They sign for it."})
    for rows, holds in (((), False), ((draft,), False), ((promised,), True)):
        assert fails("referral-proposed", a_moving_case(old, proposed, *rows), proposed) is not holds
    view = a_moving_case(old, proposed, draft, *STAFF)
    one = approval("recipient-known", draft, view)
    whole = replace(
        a_moving_case(old, proposed, draft, *STAFF, one), read_stories=with_approval(view, one).read_stories
    )
    assert not fails("referral-proposed", whole, proposed)


def reply(answer: str, **values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return what the agency answered."""
    told: dict[str, Any] = {"referral": referral().id, "answer": answer, "replied_by": "The nurse", "at": NOON}
    return a_row("ReferralReply", answer, **{**told, **values})


TO_AGENCY = call(agency=AGENCY.id, answer="answered", at=after(hours=1))


@pytest.mark.parametrize(
    ("status", "rows", "holds"),
    [
        ("sent", (), True),
        ("received", (), True),
        *((status, (), False) for status in ("accepted", "rejected", "in_progress", "done")),
        *((status, (reply(status),), True) for status in ("accepted", "rejected", "in_progress", "done")),
        ("accepted", (reply("rejected"),), False),
        ("accepted", (reply("accepted", replied_by=" "),), False),
        ("accepted", (reply("accepted", at=None),), False),
        ("accepted", (reply("accepted", referral=b"another"),), False),
        ("accepted", (reply("accepted"), reply("question", corrects=reply("accepted").id)), False),
        ("revoked", (), False),
        ("revoked", (reply("question"),), True),
        ("revoked", (TO_AGENCY,), True),
        ("revoked", (replace(TO_AGENCY, values={**TO_AGENCY.values, "answer": "no_answer"}),), False),
        ("revoked", (replace(TO_AGENCY, values={**TO_AGENCY.values, "at": after(hours=-1)}),), False),
    ],
)
def test_nothing_is_answered_that_nobody_said(status: str, rows: tuple[Row, ...], *, holds: bool) -> None:
    """Each answer has its reply, with who gave it and when; what was sent is taken back by telling them."""
    row = referral(status=status)
    assert fails("referral-answered", a_moving_case(row, *rows), row) is not holds
    assert not fails("referral-answered", a_moving_case(referral(status=status, direction="in")), row)
    deed = a_deed(row, "status", roles=frozenset({"frontline"}))
    is_answer = status not in {"sent", "received"}
    assert (failed("referral-answered", a_moving_case(row, *rows), row, deed) is not None) is is_answer


def wish(**values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return what the person wants: to go home, without fear."""
    told: dict[str, Any] = {"person": ANN.id, "at": after(hours=-1), "afraid_to_go_home": "no", "place": "go_home"}
    return a_row("VictimWish", "wish", **{**told, "tell_consulate": "yes", **values})


CONSULATE = agency(kind="consulate", country="GY")
TO_CONSULATE = call(agency=AGENCY.id)
STATE = consent("foreign_authority", country="GY")


@pytest.mark.parametrize(
    ("row", "rows", "is_agreed", "holds"),
    [
        (TO_CONSULATE, (CONSULATE,), False, False),
        (TO_CONSULATE, (CONSULATE, wish()), False, True),
        (TO_CONSULATE, (CONSULATE, wish(tell_consulate="no")), False, False),
        (TO_CONSULATE, (CONSULATE, wish(tell_consulate="unsure")), False, False),
        (TO_CONSULATE, (CONSULATE, wish(afraid_to_go_home=None)), False, False),
        *(
            (TO_CONSULATE, (CONSULATE, wish(afraid_to_go_home=one), STATE), True, one == "refused")
            for one in ("not_asked", "unknown", "refused")
        ),
        (TO_CONSULATE, (CONSULATE, wish(afraid_to_go_home="refused")), False, False),
        (TO_CONSULATE, (CONSULATE, wish(at=after(hours=1))), False, False),
        (TO_CONSULATE, (CONSULATE, wish(afraid_to_go_home="yes")), False, False),
        (TO_CONSULATE, (CONSULATE, wish(afraid_to_go_home="yes"), STATE), False, False),
        (TO_CONSULATE, (CONSULATE, wish(afraid_to_go_home="yes")), True, False),
        (TO_CONSULATE, (CONSULATE, wish(afraid_to_go_home="unsure"), STATE), True, True),
        (TO_CONSULATE, (agency(country="GY"),), False, False),
        (TO_CONSULATE, (agency(country="DM"),), False, True),
        (TO_CONSULATE, (agency(country="LC"),), False, True),
        (call(agency=AGENCY.id, of_person=None), (CONSULATE,), False, False),
        (call(agency=AGENCY.id, of_person=BOB.id), (CONSULATE,), False, True),
        (call(agency=AGENCY.id, direction="received"), (CONSULATE,), False, True),
        (ABROAD, (within(),), False, False),
        (ABROAD, (within(), wish()), False, True),
        (ABROAD, (within(), wish(afraid_to_go_home="yes"), STATE), True, True),
        (transfer(), (agency(country="LC"), within()), False, True),
        (transfer(), (agency(country="GY"), within()), False, False),
        (transfer(), (CONSULATE, within(), wish(tell_consulate="no")), False, False),
    ],
)
def test_fear_is_asked_of_first(row: Row, rows: tuple[Row, ...], *, is_agreed: bool, holds: bool) -> None:
    """Before another State is told: fear, the consulate; of whoever fears, their consent and headquarters."""
    view = a_moving_case(row, *rows, *STAFF)
    if is_agreed:
        by = {"decided_by": b"third".ljust(16, b".")}
        one = approval("fear-first", ANN, view, **by)
        view = replace(a_moving_case(row, *rows, *STAFF, one), read_stories=with_approval(view, one).read_stories)
    found = failed("fear-first", view, row)
    assert (found is None) is holds
    assert found is None or found.has_happened is (row.record.name == "Call")


def followed(*dues: str) -> tuple[Row, ...]:
    """Return when somebody asks after the person."""
    return tuple(a_row("FollowUp", due, journey_home=home().id, due=day(due), person=ANN.id) for due in dues)


AFTERWARDS = followed("2027-01-10", "2027-03-08", "2027-06-12", "2027-12-10")
OFFERED = a_row("InformationGiven", "offer", person=ANN.id, kind="return", understood="yes", at=after(hours=-2))
GOING = consent("return")
SAFE = assessed("low", destination="GY")
WHOLE = (OFFERED, wish(), GOING, SAFE, *AFTERWARDS)
NOBODY = {"receiving": None, "receiving_answer": None}


def without(*gone: Row) -> tuple[Row, ...]:
    """Return everything that a return asks for but these."""
    return tuple(row for row in WHOLE if row not in gone)


@pytest.mark.parametrize(
    ("row", "rows", "holds"),
    [
        (home(), WHOLE, True),
        *((home(), without(one), False) for one in WHOLE),
        (home(), (*without(wish()), wish(place="stay")), False),
        (home(), (*without(wish()), wish(at=after(hours=-3))), False),
        (home(), (*without(SAFE), assessed("low", destination="DM")), False),
        (home(), (*without(*AFTERWARDS), *followed("2027-01-10", "2027-02-10", "2027-03-10", "2027-04-10")), False),
        (home(receiving_answer="rejected"), WHOLE, False),
        (home(**NOBODY), WHOLE, False),
        (home(**NOBODY), (*WHOLE, a_row("Need", person=ANN.id, kind="reintegration", wish="declined")), True),
        (home(identity_document=None), WHOLE, False),
        (home(status="wished"), (), True),
        (home(status="assessed"), (), True),
        (home(status="cancelled"), (), True),
        (home(status="travelled"), (), False),
        (home(kind="own_arrangement", **NOBODY), (OFFERED, wish()), True),
        (home(kind="own_arrangement"), (), True),
        (home(kind="removal"), WHOLE, False),
        (home(kind="removal", status="wished"), WHOLE, False),
        (home(kind="removal", status="cancelled"), (), True),
        (home(on=None), WHOLE, True),
    ],
)
def test_nobody_is_sent_home(row: Row, rows: tuple[Row, ...], *, holds: bool) -> None:
    """Their wish after they were told, consent, danger there, who receives them, a paper, and who asks after them."""
    found = failed("return-wished", a_moving_case(AGENCY, row, *rows), row)
    assert (found is None) is holds
    is_past = row["kind"] == "removal" or row["status"] == "travelled"
    assert found is None or found.has_happened is is_past


def test_the_sentence_says_what_is_done_next() -> None:
    """What is first in order is said: being told, the wish, the consent, the danger; then who receives them."""
    given = (OFFERED, wish(), consent("return"), SAFE, *AFTERWARDS)
    for count, words in ((0, "First tell them"), (1, "wish"), (2, "agreed"), (3, "danger")):
        rows = (*given[:count], *AFTERWARDS)
        found = failed("return-wished", a_moving_case(AGENCY, home(), *rows), home())
        assert found is not None
        assert words in found.text(), count
    found = failed("return-wished", a_moving_case(AGENCY, home(**NOBODY), *given), home(**NOBODY))
    assert found is not None
    assert "receive" in found.text()


def test_a_child_goes_home_for_its_own_good_alone() -> None:
    """A signed finding that this is best, which says what the family says, is asked for; nor does it go by itself."""
    best = a_row("BestInterest", "best", person=ANN.id, question="return", child_says="Home.", decision="Home.",
                 family_says="They wait.", signed_at=after(hours=-1))  # fmt: skip
    given = consent("return", given_by="best_interest", assent="yes")
    rows = (OFFERED, wish(), given, SAFE, *AFTERWARDS)
    whole: FrozenCase = a_case(CHILD, ROLE, AGENCY, home(), *rows, best)
    assert not fails("return-wished", whole, home())
    assert fails("return-wished", a_case(CHILD, ROLE, AGENCY, home(), *rows), home())
    unasked = replace(best, values={**best.values, "family_says": " "})
    assert fails("return-wished", a_case(CHILD, ROLE, AGENCY, home(), *rows, unasked), home())
    own = home(kind="own_arrangement")
    assert fails("return-wished", a_case(CHILD, ROLE, own, OFFERED, wish()), own)


def test_what_an_adult_arranges_is_told_and_wished_when_it_is_planned() -> None:
    """Whoever writes it down makes sure of both; afterwards it is nobody's breach."""
    own = home(kind="own_arrangement")
    deed = a_deed(own, "status", roles=frozenset({"coordinator"}), is_new=True)
    for rows, holds in (((), False), ((OFFERED,), False), ((OFFERED, wish()), True)):
        assert (failed("return-wished", a_moving_case(own, *rows), own, deed) is None) is holds


def test_a_step_is_judged_when_it_is_taken() -> None:
    """A later write to what was sent or planned before asks nothing anew."""
    row = replace(home(status="planned"), dots={3: (Dot(b"log", 2),)})
    for before, is_judged in ((("wished",), True), (("planned",), False), (("planned", "wished"), True)):
        told = Happening(
            Dot(b"log", 2), NOON_MS, -240, ME, b"d", None, row.record, 211, row.id, "status", before, "planned"
        )
        view = replace(a_moving_case(row), read_stories=partial(dict, {row.id: (told,)}))
        deed = a_deed(row, "status", roles=frozenset({"coordinator"}))
        assert (failed("return-wished", view, row, deed) is not None) is is_judged
