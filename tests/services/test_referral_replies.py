"""Replies to referrals: by slip, telephone and letter, what they change, and what was sent taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.services.referred import CLINIC, Scene, a_scene, refusal_of, row
from tests.services.settled import write_past
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.slip_code import make_slip_code
from tipdesk.services.case.add_record import add_record
from tipdesk.services.referring.find_by_slip import find_by_slip
from tipdesk.services.referring.note_reply import note_reply
from tipdesk.services.referring.propose_referral import keep_referral
from tipdesk.services.referring.revoke_referral import revoke_referral

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tipdesk.domain.kinds import Value

CHECKED = "rang_back_directory_number"


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """A post, a woman who needs a doctor, and agencies."""
    yield from a_scene(tmp_path / "post")


def test_a_slip_leads_to_its_referral(scene: Scene) -> None:
    """Its code finds the letter it answers; another letter's code, or a slip of the pen, is refused."""
    scene.agree()
    sent = scene.send(scene.request())
    other = scene.send(scene.request())
    code = make_slip_code(sent)
    assert find_by_slip(scene.desk, code.lower()) == (scene.case, sent, scene.reference)
    given = {"answer": "accepted", "way": "slip", "replied_by": "Nurse Samplegood"}
    assert refusal_of(note_reply, scene.desk, sent, {**given, "code": make_slip_code(other)}) == "other-slip"
    assert refusal_of(note_reply, scene.desk, sent, given) == "bad-slip-code"
    assert refusal_of(find_by_slip, scene.desk, make_slip_code(b"x" * 16)) == "no-such-slip"
    before = scene.entries()
    note_reply(scene.desk, sent, {**given, "code": code})
    assert scene.entries() == before + 1
    [answered] = [one for one in scene.rows("Referral") if one.id == sent]
    [left] = [one for one in scene.rows("Transfer") if one["referral"] == sent]
    assert (answered["status"], left["answer"], left["status"]) == ("accepted", "accepted", "accepted")
    assert left["received_at"] == row(scene, "ReferralReply")["at"]


def test_who_answers_by_telephone_is_rung_back(scene: Scene) -> None:
    """Unchecked, nothing is noted; checked, the call on the directory's number stands with the reply."""
    scene.agree()
    sent = scene.send(scene.request())
    given = {"answer": "in_progress", "way": "telephone", "replied_by": "Nurse Samplegood"}
    assert refusal_of(note_reply, scene.desk, sent, given) == "caller-not-checked"
    assert refusal_of(note_reply, scene.desk, sent, given, caller_checked="not_checked") == "caller-not-checked"
    assert scene.rows("ReferralReply") == scene.rows("Call") == []
    note_reply(scene.desk, sent, given, caller_checked=CHECKED)
    call = row(scene, "Call")
    assert (call["agency"], call["caller_checked"], str(call["number"])) == (CLINIC, CHECKED, "+17585550111")
    assert row(scene, "Referral")["status"] == "in_progress"
    note_reply(scene.desk, sent, {**given, "answer": "question", "words": "Which day?"}, caller_checked=CHECKED)
    assert row(scene, "Referral")["status"] == "in_progress"


def test_the_status_follows_the_replies_on_every_way_in(scene: Scene) -> None:
    """A row that is added plainly moves it on as the verb does; the newest reply counts, none that was corrected."""
    scene.agree()
    sent = scene.send(scene.request())
    told = {"referral": sent, "way": "letter", "replied_by": "Nurse Samplegood"}

    def add(answer: str, **more: object) -> bytes:
        given = {**told, "answer": answer, **more}
        return add_record(scene.desk, scene.case, BY_NAME["ReferralReply"], given).row or b""

    def stands() -> tuple[object, ...]:
        left = row(scene, "Transfer")
        return row(scene, "Referral")["status"], left["status"], left["answer"]

    before = scene.entries()
    taken = add("accepted")
    assert scene.entries() == before + 1
    assert stands() == ("accepted", "accepted", "accepted")
    assert row(scene, "Transfer")["received_at"] is not None
    add("received", at=datetime(2020, 1, 1, tzinfo=UTC))
    assert stands() == ("accepted", "accepted", "accepted"), "noted late"
    add("question")
    assert stands() == ("accepted", "accepted", "question")
    add("question", corrects=taken)
    assert stands() == ("received", "received", "question")
    revoke_referral(scene.desk, sent, "She went home.", told_whom="Nurse Samplegood", caller_checked=CHECKED)
    add("accepted")
    assert stands() == ("revoked", "recalled", "question"), "it was taken back"


def test_what_never_left_is_called_off_and_not_asked_back(scene: Scene) -> None:
    """Nobody is told, and no hour says that anybody was."""
    scene.agree()
    unsent = keep_referral(scene.desk, scene.case, scene.request()).row or b""
    revoke_referral(scene.desk, unsent, "She went home.")
    assert (row(scene, "Referral")["status"], row(scene, "Transfer")["status"]) == ("revoked", "recalled")
    assert row(scene, "Transfer")["recalled_at"] is None


def test_what_says_that_it_was_sent_is_answered(scene: Scene) -> None:
    """A letter that went out before the program was here bears no hour, and is answered all the same."""
    told: dict[str, Value] = {"person": scene.person, "direction": "out", "agency": CLINIC, "status": "sent"}
    sent = write_past(scene.desk, scene.case, "Referral", {**told, "service": "medical_general", "reason": "Other"})
    note_reply(scene.desk, sent, {"answer": "accepted", "way": "letter", "replied_by": "Nurse Samplegood"})
    assert row(scene, "Referral")["status"] == "accepted"


def test_what_was_sent_is_asked_back(scene: Scene) -> None:
    """Taking it back says why, tells them by telephone, and marks what left; then nobody answers it any more."""
    scene.agree()
    request = scene.request()
    unsent = keep_referral(scene.desk, scene.case, request).row or b""
    reply = {"answer": "accepted", "way": "letter", "replied_by": "Nurse Samplegood"}
    assert refusal_of(note_reply, scene.desk, unsent, reply) == "not-sent"
    sent = scene.send(replace(request, version=row(scene, "Referral").version))
    assert refusal_of(revoke_referral, scene.desk, sent, " ") == "reason-needed"
    revoke_referral(scene.desk, sent, "She went home.", told_whom="Nurse Samplegood", caller_checked=CHECKED)
    assert (row(scene, "Referral")["status"], row(scene, "Referral")["ended_why"]) == ("revoked", "She went home.")
    assert row(scene, "Transfer")["status"] == "recalled"
    assert row(scene, "Transfer")["recalled_at"] is not None
    assert row(scene, "Call")["whom"] == "Nurse Samplegood"
    assert refusal_of(note_reply, scene.desk, sent, reply) == "not-sent"
    assert refusal_of(revoke_referral, scene.desk, sent, "Once more") == "already-revoked"
