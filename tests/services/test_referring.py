"""Referrals on the real store: who could help, what they read, sending all or nothing, replies, taking it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.services.referred import ASLEEP, CLINIC, FAR, LAPSED, Scene, a_scene, refusal_of, row
from tests.services.rooms import COORDINATOR
from tipdesk.domain.ids import id_text
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.agreement import Standing
from tipdesk.domain.rules.gates.passing import Override, StoppedByGateError
from tipdesk.domain.rules.referring.recipients import Obstacle
from tipdesk.domain.schema import Scope
from tipdesk.domain.slip_code import make_slip_code
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.fields import change_of_new
from tipdesk.services.gates.answer_approval import answer_approval
from tipdesk.services.gates.ask_approval import ask_approval
from tipdesk.services.referring.drawing import Request
from tipdesk.services.referring.find_recipients import find_recipients
from tipdesk.services.referring.preview_referral import NO_NUMBER, preview_referral
from tipdesk.services.referring.propose_referral import keep_referral, propose_referral
from tipdesk.services.referring.send_referral import send_referral

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tipdesk.domain.kinds import Value


NAME = "Plantedname Ann"
CHECKED = "rang_back_directory_number"


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """A post, a woman who needs a doctor, and agencies."""
    yield from a_scene(tmp_path / "post")


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


def directory_row(scene: Scene, record: str, row_id: bytes, values: Mapping[str, Value]) -> None:
    """Write a row of the directory."""
    with scene.site.desk(COORDINATOR).work() as unit:
        unit.append(Scope.DIRECTORY, None, [change_of_new(BY_NAME[record], row_id, values)])


def test_a_letter_names_the_nearest_number_of_ours(scene: Scene) -> None:
    """Of the post, a duty officer, or headquarters; without any the preview tells the officer to write it by hand."""
    device, post, head = scene.desk.place.device, b"\x51" * 16, b"\x52" * 16
    directory_row(scene, "Device", device, {"post": post})
    asked = scene.request()

    def seen() -> tuple[str, str]:
        preview = preview_referral(scene.desk, scene.case, asked)
        return preview.advice, repr(preview.paper)

    advice, paper = seen()
    assert advice == NO_NUMBER
    assert paper.count("which we write in by hand") == 2  # in the letter and on its slip
    steps: tuple[tuple[str, bytes, dict[str, Value], str], ...] = (
        ("Post", head, {"kind": "headquarters", "phone": "+17585550301"}, "0301"),
        ("DutyNumber", b"\x53" * 16, {"kind": "safe_place", "phone": "+17585550302"}, "0301"),
        ("DutyNumber", b"\x54" * 16, {"kind": "duty_officer", "phone": "+17585550303", "hour_from": 8}, "0303 (08:00"),
        ("Post", post, {"kind": "seaport", "phone": "+17585550304"}, "0304"),
    )
    for record, row_id, values, number in steps:
        directory_row(scene, record, row_id, values)
        advice, paper = seen()
        assert advice == ""
        assert paper.count(number) == 2


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
