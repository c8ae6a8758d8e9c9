"""Referrals on the real store: who could help, what they read, sending all or nothing, replies, taking it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.services.referred import ASLEEP, CLINIC, FAR, LAPSED, Scene, a_scene
from tests.services.rooms import COORDINATOR
from tests.services.settled import write_past
from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.agreement import Standing
from tipdesk.domain.rules.gates.passing import Override, StoppedByGateError
from tipdesk.domain.rules.referring.recipients import Obstacle
from tipdesk.domain.slip_code import make_slip_code
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.gates.answer_approval import answer_approval
from tipdesk.services.gates.ask_approval import ask_approval
from tipdesk.services.referring.drawing import Request
from tipdesk.services.referring.find_by_slip import find_by_slip
from tipdesk.services.referring.find_recipients import find_recipients
from tipdesk.services.referring.note_reply import note_reply
from tipdesk.services.referring.preview_referral import preview_referral
from tipdesk.services.referring.propose_referral import keep_referral, propose_referral
from tipdesk.services.referring.revoke_referral import revoke_referral
from tipdesk.services.referring.send_referral import send_referral

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row

NAME = "Plantedname Ann"
CHECKED = "rang_back_directory_number"


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """A post, a woman who needs a doctor, and agencies."""
    yield from a_scene(tmp_path / "post")


def row(scene: Scene, record: str) -> Row:
    """Return the only row of a record."""
    [found] = scene.rows(record)
    return found


def refusal_of(deed: object, *given: object, **told: object) -> str:
    """Return the code with which a deed is refused."""
    assert callable(deed)
    with pytest.raises(UserError) as refused:
        deed(*given, **told)
    return refused.value.code


def test_who_fits_best_comes_first_and_who_may_not_is_told_why(scene: Scene) -> None:
    """Service, group, district and language decide; what keeps an agency from a letter stands beside it, at the end."""
    found = {one.agency: one for one in find_recipients(scene.desk, scene.case, scene.person, "medical_general")}
    assert list(found) == [CLINIC, FAR, ASLEEP, LAPSED]
    fit = found[CLINIC].fit
    assert (fit.service, fit.group, fit.district, fit.language) == (True, True, True, False)
    assert found[FAR].fit.group is False
    assert found[ASLEEP].obstacles == (Obstacle.INACTIVE, Obstacle.NO_RECORDS, Obstacle.NO_AGREEMENT)
    assert found[LAPSED].obstacles == (Obstacle.AGREEMENT_OVER,)
    assert found[CLINIC].agreed.standing is Standing.NONE
    scene.agree()
    again = find_recipients(scene.desk, scene.case, scene.person, "medical_general")
    assert [one.agreed.standing for one in again[:2]] == [Standing.LIVE, Standing.NONE]


def test_a_preview_is_the_letter_and_nothing_is_written(scene: Scene) -> None:
    """It gives the smallest set, more only where it is ticked, and nothing that she withheld; its digest follows it."""
    before = scene.entries()
    request = scene.request()
    least = preview_referral(scene.desk, scene.case, request)
    named = replace(request, transfer={"fields_shared": frozenset({"Person.given_names", "Referral.details"})})
    more = preview_referral(scene.desk, scene.case, named)
    assert NAME not in repr(least.paper)
    assert NAME in repr(more.paper)
    assert make_slip_code(request.row) in repr(more.paper)
    assert "Person.given_names" in least.held_back
    assert least.digest != more.digest
    assert scene.entries() == before
    scene.site.clock.pass_minutes(3)
    assert preview_referral(scene.desk, scene.case, named).digest == more.digest
    scene.agree(fields_withheld=["Person.given_names"])
    assert NAME not in repr(preview_referral(scene.desk, scene.case, named).paper)
    outside = replace(request, transfer={"fields_shared": frozenset({"Person.whereabouts"})})
    assert refusal_of(preview_referral, scene.desk, scene.case, outside) == "bad-fields"


def test_sending_writes_all_of_it_in_one_entry(scene: Scene) -> None:
    """Referral, what left and of whom stand together, with who agreed, what was shown and when the answer is due."""
    consent, before = scene.agree(), scene.entries()
    ticked = frozenset({"Person.given_names", "Referral.details", "Person.health_words"})  # the last has no answer
    request = scene.request(fields_shared=ticked, way="paper")
    seen = preview_referral(scene.desk, scene.case, request).digest
    sent = send_referral(scene.desk, scene.case, request, seen).row
    assert scene.entries() == before + 1
    referral, transfer, about = (row(scene, name) for name in ("Referral", "Transfer", "TransferPerson"))
    assert (referral.id, referral["status"], referral["transfer"]) == (sent, "sent", transfer.id)
    due, left = referral["reply_due"], referral["sent_at"]
    assert isinstance(due, datetime)
    assert isinstance(left, datetime)
    assert due - left == timedelta(hours=48)
    assert (transfer["status"], transfer["basis"], transfer["way"]) == ("sent", "consent", "paper")
    assert transfer["fields_shared"] == {"Person.given_names", "Referral.details"}
    assert "Person.family_name" in transfer["fields_held_back"]  # type: ignore[operator] # a set
    assert transfer["preview"] == seen
    assert transfer["digest"] not in (None, seen)
    assert (about["person"], about["consent"]) == (scene.person, consent)
    assert (about["identity"], about["location"], about["narrative"]) == (True, False, True)
    assert refusal_of(scene.send, request) == "already-sent"
    for stands, given in (
        (about, {"identity": False}),
        (transfer, {"way": "by_hand"}),
        (referral, {"worker": "Another"}),
    ):
        assert refusal_of(amend_record, scene.desk, stands, given) == "signed-is-frozen"


def test_nothing_is_sent_that_was_not_looked_at(scene: Scene) -> None:
    """Without a preview, or where a name changed since, nothing at all is written, and what was typed stays."""
    scene.agree()
    request = scene.request(fields_shared=frozenset({"Person.given_names"}))
    assert refusal_of(send_referral, scene.desk, scene.case, request, None) == "preview-first"
    seen = preview_referral(scene.desk, scene.case, request)
    other = replace(request, referral={**request.referral, "details": "Something else"})
    wider = replace(request, transfer={"fields_shared": frozenset({"Person.given_names", "Person.birth_date"})})
    assert refusal_of(send_referral, scene.desk, scene.case, wider, seen.digest) == "preview-changed"
    assert scene.rows("Referral") == scene.rows("Transfer") == []
    assert send_referral(scene.desk, scene.case, other, seen.digest).row  # what is not given away may still change


def test_a_draft_is_gone_on_with(scene: Scene) -> None:
    """It is kept as rows without a status, proposed, and sent later as the same rows; a stale copy is refused."""
    request = scene.request()
    keep_referral(scene.desk, scene.case, request)
    draft = row(scene, "Referral")
    assert (draft["status"], draft["sent_at"], row(scene, "Transfer")["status"]) == (None, None, "draft")
    scene.agree()
    now = replace(request, version=draft.version)
    propose_referral(scene.desk, scene.case, now)
    assert row(scene, "Referral")["status"] == "proposed"
    assert refusal_of(scene.send, now) == "changed-meanwhile"
    scene.send(replace(request, version=row(scene, "Referral").version))
    assert row(scene, "Referral").id == draft.id
    assert row(scene, "Transfer")["status"] == row(scene, "Referral")["status"] == "sent"
    assert row(scene, "TransferPerson")["consent"] is not None


def test_where_no_answer_is_ticked_none_leaves(scene: Scene) -> None:
    """Every tick taken away is not the same as none set yet: nothing is given, now or from the draft."""
    scene.agree()
    request = scene.request(fields_shared=[])
    assert preview_referral(scene.desk, scene.case, request).shared == frozenset()
    keep_referral(scene.desk, scene.case, request)
    [kept] = scene.rows("Referral")
    again = Request(request.row, request.referral, {}, kept.version)
    assert preview_referral(scene.desk, scene.case, again).shared == frozenset()


def test_nothing_leaves_past_the_gates(scene: Scene) -> None:
    """Without agreement nothing at all is written; with an approval of what was kept it leaves, and names it."""
    request = scene.request(fields_shared=frozenset({"Person.given_names"}))
    with pytest.raises(StoppedByGateError) as stopped:
        scene.send(request)
    assert stopped.value.failed[0].gate == "transfer-consent"
    assert [need.record for need in stopped.value.failed[0].needs] == ["Consent", "Approval"]
    assert scene.rows("Referral") == scene.rows("Transfer") == scene.rows("TransferPerson") == []
    past = Override(frozenset({"transfer-consent"}), "She is ill.", "medical")
    digest = preview_referral(scene.desk, scene.case, request).digest
    send = partial(send_referral, scene.desk, scene.case, preview=digest, override=past)
    assert refusal_of(send, request=request) == "basis-needed"
    assert scene.rows("Referral") == []
    request = replace(request, transfer={**request.transfer, "basis": "vital_interest"})
    keep_referral(scene.desk, scene.case, request)
    asked_about = id_text(stopped.value.failed[0].needs[1].row or b"")
    ask = partial(ask_approval, subject=asked_about, basis="imminent_danger")
    asked = ask(scene.desk, scene.case, "transfer-consent", "She is ill.").row or b""
    scene.site.clock.pass_minutes(1)
    answer_approval(scene.site.desk(COORDINATOR), asked, is_approved=True)
    scene.send(replace(request, version=row(scene, "Referral").version))
    assert row(scene, "Transfer")["approval"] == asked
    assert row(scene, "TransferPerson")["consent"] is None


def test_who_must_not_be_told_gets_no_letter(scene: Scene) -> None:
    """Somebody asked that an agency is told nothing: it stands among those without a letter, and the gate stops it."""
    scene.agree()
    barred = {"person": scene.person, "not_agency": CLINIC, "what": ["being_told"], "asked_by": "person"}
    add_record(scene.desk, scene.case, BY_NAME["NoContact"], barred)
    found = {one.agency: one for one in find_recipients(scene.desk, scene.case, scene.person, "medical_general")}
    assert found[CLINIC].obstacles == (Obstacle.NO_CONTACT,)
    with pytest.raises(StoppedByGateError):
        scene.send(scene.request())


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
