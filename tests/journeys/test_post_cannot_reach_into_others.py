"""A post whose program was tampered with writes what it may not: headquarters parks it and applies none of it."""

from pathlib import Path

import pytest

from tests.journeys.runner import PASSPHRASE, found
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.domain.changes import Change
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.homes.founding import make_post
from tipdesk.homes.opening import open_session
from tipdesk.homes.sessions import Session
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.show_case import show_case
from tipdesk.services.headquarters.directory.add_post import add_post
from tipdesk.services.headquarters.enrolment.enrol_device import enrol_device
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.headquarters.ledger.incidents import list_incidents
from tipdesk.services.proof.verify_log import verify_log
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.enrolment import accept_grant, request_enrolment
from tipdesk.services.sync.sync_now import sync_now


def enrolled(office: Session, folder: Path, code: str, fingerprint: str) -> Session:
    """Make a post's PC and enrol it."""
    post = make_post(folder, f"officer-{code.lower()}", PASSPHRASE, cost=FLOOR)
    keys = post.opened.officer_keys
    request = request_enrolment(post.desk, keys.x25519_public, keys.signing_public)
    accept_grant(post.desk, enrol_device(office.desk, request.document, code, request.fingerprint)[1], fingerprint)
    post.refresh_actor()
    return post


def carry(office: Session, post: Session, stick: Path) -> int:
    """Bring everything to headquarters by stick; return how many entries were parked."""
    with post.carrier(stick=stick) as carrier:
        sync_now(post.desk, carrier, no_step, never)
    return sum(received.parked for received in receive_stick(office.desk, office.stick(stick)))


def forbidden(
    thief: Session, own: bytes, rows: tuple[bytes, ...], log: bytes
) -> dict[str, tuple[Scope, bytes | None, Change]]:
    """Return what a tampered program might write: scope, case and change, by the reason that parks it."""
    return {
        "other-case": (Scope.CASE, own, Change(BY_NAME["Note"].number, rows[1], {1: "changed by a thief"})),
        "case-row": (Scope.CASE, own, Change(BY_NAME["Case"].number, rows[0], {3: "changed by a thief"})),
        "wrong-scope": (
            Scope.CASE,
            own,
            Change(BY_NAME["Officer"].number, thief.desk.actor.officer, {4: ["administrator", "coordinator"]}),
        ),
        "unsigned-key": (
            Scope.CASE,
            own,
            Change(BY_NAME["CaseKey"].number, thief.desk.ids.new_id(), {1: 1, 2: b"k" * 8, 3: "officer", 8: True}),
        ),
        "redaction": _redaction(thief, log, "erased"),
        "foreign-withdrawal": _redaction(thief, log, "withdrawn"),
        "foreign-reseal": _redaction(thief, thief.desk.place.log, "resealed"),
        "late-withdrawal": _redaction(thief, thief.desk.place.log, "withdrawn"),
    }


def _redaction(thief: Session, log: bytes, kind: str) -> tuple[Scope, None, Change]:
    return Scope.REGISTER, None, Change(BY_NAME["Redaction"].number, thief.desk.ids.new_id(), {1: log, 2: 1, 3: kind})


REASONS = {
    "case-row": "other-case",
    "foreign-withdrawal": "redaction",
    "foreign-reseal": "redaction",
    "late-withdrawal": "redaction",
}
"""The codes of the reasons that are not called as the deed is."""


@pytest.mark.parametrize(
    "deed",
    [
        "other-case",
        "case-row",
        "wrong-scope",
        "unsigned-key",
        "redaction",
        "foreign-withdrawal",
        "foreign-reseal",
        "late-withdrawal",
    ],
)
def test_what_a_post_may_not_write_is_parked(deed: str, tmp_path: Path) -> None:
    """Rows of another post's case, the directory in disguise and foreign redactions change nothing at headquarters."""
    world = found(tmp_path)
    office = open_session(world.hq, None, PASSPHRASE)
    add_post(office.desk, "CAS", "Castries")
    honest = enrolled(office, tmp_path / "honest", "VFT", world.fingerprint)
    thief = enrolled(office, tmp_path / "thief", "CAS", world.fingerprint)
    made = new_case(
        honest.desk, {"case": {"title": "Blue heron 1"}, "records": [{"record": "Note", "fields": {"text": "x"}}]}
    )
    assert carry(office, honest, world.stick) == 0
    before = show_case(office.desk, made.reference)
    own = new_case(thief.desk, {"case": {"title": "Grey heron 2"}})
    assert carry(office, thief, world.stick) == 0
    theirs = show_case(office.desk, own.reference)
    scope, case, change = forbidden(thief, own.id, made.rows, honest.desk.place.log)[deed]
    with thief.desk.work() as work:
        work.append(scope, case, [change])
    assert carry(office, thief, world.stick) == 1
    assert show_case(office.desk, made.reference) == before
    with office.desk.work() as work:
        reasons = [one.reason for one in work.ledger.find_parked()]
        row = work.get_row(BY_NAME["Officer"], thief.desk.actor.officer)
    assert reasons == [REASONS.get(deed, deed)]
    is_unsigned = any(problem.startswith("case key ") for problem in verify_log(thief.desk).problems)
    assert is_unsigned is (deed == "unsigned-key")
    incidents = [line.kind for line in list_incidents(office.desk)]
    assert incidents == (["case_key"] if deed == "unsigned-key" else [])
    assert show_case(office.desk, own.reference) == theirs
    assert row is not None
    assert row["roles"] == frozenset({"frontline", "investigator", "supervisor"})
    for session in (office, honest, thief):
        session.close()
