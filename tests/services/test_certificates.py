"""Certificates: given in one batch, known at every post, told apart from what was changed, and skills that need one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.services.courses import PERSON, SESSION, Held, hold
from tests.services.refusals import refusal
from tipdesk.domain.errors import Distrust
from tipdesk.domain.records import BY_NAME
from tipdesk.services.headquarters.directory.registry import get_officer
from tipdesk.services.headquarters.directory.rows import amend_directory_row, pick_directory_row
from tipdesk.services.outreach.certificate_paper import CertificatePage, print_certificates
from tipdesk.services.outreach.check_certificate import CHANGED, TRUE, UNKNOWN, WITHDRAWN, check_code, check_signed
from tipdesk.services.outreach.courses import find_my_certificates, find_refreshers
from tipdesk.services.outreach.give_certificates import give_certificates
from tipdesk.services.outreach.participants import save_participants
from tipdesk.services.outreach.skills import PaperCertificate, give_first_skills, give_skills, take_skills
from tipdesk.services.outreach.withdraw_certificate import withdraw_certificate
from tipdesk.services.registers.writing import add_row, amend_row
from tipdesk.sync.certificate import read_certificate

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row

OFFICER = BY_NAME["Officer"]


class FakeCertificatePrinter:
    """Keeps the pages that it was to print."""

    def __init__(self) -> None:
        self.pages: tuple[CertificatePage, ...] = ()

    def print(self, pages: tuple[CertificatePage, ...]) -> bytes:
        self.pages = pages
        return b"paper"


@pytest.fixture
def held() -> Held:
    """A training of twenty-five."""
    return hold()


def printed(held: Held, row: bytes | str) -> tuple[CertificatePage, ...]:
    """Return the pages of certificates as headquarters prints them."""
    printer = FakeCertificatePrinter()
    print_certificates(held.desk, printer, row)
    return printer.pages


def first(held: Held) -> Row:
    """Return the participant who is an officer of the post."""
    return held.person("Invented Person 01")


def test_one_batch_serves_all_who_passed_and_every_post_knows_it(held: Held) -> None:
    """23 of 25 get numbers in a row and the first refresher; the officer's own PC checks it and shows what is due."""
    given = give_certificates(held.desk, held.session)
    assert (len(given.given), given.had, given.not_passed) == (23, 0, 2)
    assert [one.number for one in given.given][:2] == ["HQ-2026-0001", "HQ-2026-0002"]
    assert {str(one.refresher_due) for one in given.given} == {"2027-02-10"}
    code = str(first(held)["check_code"])
    assert check_code(held.post, code).verdict == UNKNOWN
    held.country.sync()
    checked = check_code(held.post, code.lower())
    assert (checked.verdict, checked.training, checked.number) == (
        TRUE,
        "First response",
        first(held)["certificate_no"],
    )
    assert check_code(held.post, code, "invented  person 01").verdict == TRUE
    assert check_code(held.post, code, "Somebody Else").verdict == CHANGED
    [mine] = find_my_certificates(held.post)
    assert (mine.row["officer"], mine.days_left) == (held.country.post.actor.officer, 84)
    marks = {name for name in mine.row.record.by_name if "before" in name or "after" in name}
    assert marks == set()


def test_nobody_gets_two(held: Held) -> None:
    """A second batch, and one of the whole training, give nothing; whoever passes later gets theirs alone."""
    give_certificates(held.desk, held.session)
    for row in (held.session, held.training):
        assert refusal(partial(give_certificates, held.desk, row)).code == "certificates-given"
    amend_row(held.desk, held.person("Invented Person 24"), {"passed": True})
    later = give_certificates(held.desk, held.training)
    assert ([one.number for one in later.given], later.had) == (["HQ-2026-0024"], 23)


def test_a_session_that_lies_ahead_gives_none(held: Held) -> None:
    """Neither in 2063 nor next month; and nobody but headquarters gives any."""
    ahead = add_row(held.desk, SESSION, {"training": held.training, "on": "2027-01-10"}).row or b""
    assert refusal(partial(give_certificates, held.desk, ahead)).code == "not-held-yet"
    far = {"training": held.training, "on": "2063-11-20"}
    assert refusal(partial(add_row, held.desk, SESSION, far)).fields[0].path == "TrainingSession.on"
    assert refusal(partial(give_certificates, held.post, held.session)).code == "not-headquarters"


def test_a_later_course_refreshes_the_first(held: Held) -> None:
    """Who comes again after three months gets a certificate that is due six months after the first course."""
    give_certificates(held.desk, held.session)
    again = add_row(held.desk, SESSION, {"training": held.training, "on": "2026-11-10"}).row or b""
    save_participants(held.desk, again, "Invented Person 02\t\t\t\tyes\t\t90\tyes")
    assert refusal(partial(give_certificates, held.desk, again)).code == "certificates-given"
    held.country.office.clock.true[0] += 92 * 86_400_000
    session = add_row(held.desk, SESSION, {"training": held.training, "on": "2027-02-12"}).row or b""
    save_participants(held.desk, session, "Invented Person 02\t\t\t\tyes\t\t90\tyes")
    [one] = give_certificates(held.desk, session).given
    assert (one.number, str(one.refresher_due)) == ("HQ-2027-0001", "2027-05-10")
    [person] = held.people(session)
    assert person["refreshes"] == held.person("Invented Person 02").id
    due = {one.name: str(one.due) for one in find_refreshers(held.desk)}
    assert (due["Invented Person 02"], due["Invented Person 03"]) == ("2027-05-10", "2027-02-10")


def test_what_was_changed_or_withdrawn_says_so(held: Held) -> None:
    """A QR code with another name, one byte of its signature or another signer is changed; a withdrawn one says so."""
    give_certificates(held.desk, held.session)
    [page] = printed(held, first(held).id)
    held.country.sync()
    assert check_signed(held.post, page.qr).verdict == TRUE
    assert "traffick" not in f"{page.kind}{page.says}{page.completed}{page.how_to_check}".lower()
    signed = read_certificate(page.qr)
    forged = replace(signed, facts=replace(signed.facts, name="Somebody Else"))
    other = replace(signed, officer=held.country.post.actor.officer)
    broken = replace(signed, signature=bytes(64))
    for one in (forged, replace(forged, code=forged.facts.code), other, broken):
        assert check_signed(held.post, one.text).verdict == CHANGED
    with pytest.raises(Distrust):
        check_signed(held.post, page.qr.replace("signature", "sign"))
    assert refusal(partial(withdraw_certificate, held.desk, signed.facts.number, " ")).code == "reason-needed"
    withdraw_certificate(held.desk, signed.facts.number, "Given by mistake")
    held.country.sync()
    assert check_signed(held.post, page.qr).verdict == check_code(held.post, page.code).verdict == WITHDRAWN
    assert (first(held)["certificate_no"], first(held)["passed"]) == (None, True)
    assert give_certificates(held.desk, held.session).given[0].number == "HQ-2026-0024"


def test_paper_of_all_is_signed_and_keeps_its_facts(held: Held) -> None:
    """One page each; after a change of the name nothing is printed that its code would deny."""
    assert refusal(partial(printed, held, held.session)).code == "no-certificates"
    give_certificates(held.desk, held.session)
    assert len(printed(held, held.training)) == 23
    assert printed(held, "hq-2026-0003")[0].facts[0][1] == "HQ-2026-0003"
    person = next(one for one in held.people() if one["certificate_no"] == "HQ-2026-0003")
    amend_row(held.desk, person, {"name": "Renamed"})
    assert refusal(partial(printed, held, person.id)).code == "certificate-differs"


def test_skills_need_a_certificate(held: Held) -> None:
    """By one's own in the directory, the first ones by paper, never by hand; and they are taken with a reason."""
    login = held.country.post.actor.login

    def skills() -> object:
        with held.desk.read() as reader:
            return get_officer(reader, login)["skills"]

    paper = PaperCertificate("GB 77", "Interviews of children", "3 2025")
    assert refusal(partial(give_skills, held.desk, login, ["exhibits"], "HQ-2026-0001")).code == "no-such-certificate"
    bad = replace(paper, number=" ", on="2063")
    paths = {one.path for one in refusal(partial(give_first_skills, held.desk, login, ["exhibits"], bad)).fields}
    assert "Certificate.number" in paths
    give_first_skills(held.desk, login, ["child_interview"], paper)
    twice = refusal(partial(give_first_skills, held.desk, login, ["exhibits"], paper))
    assert (twice.code, skills()) == ("bad-fields", {"child_interview"})
    give_certificates(held.desk, held.session)
    number = str(first(held)["certificate_no"])
    other = held.person("Invented Person 05")["certificate_no"]
    assert refusal(partial(give_skills, held.desk, login, ["exhibits"], str(other))).code == "not-their-certificate"
    give_skills(held.desk, login, ["exhibits"], number)
    assert skills() == {"child_interview", "exhibits"}
    take_skills(held.desk, login, ["exhibits"], "Not used for two years")
    assert skills() == {"child_interview"}
    seen = pick_directory_row(held.desk, OFFICER, login)
    assert refusal(partial(amend_directory_row, held.desk, seen, {"skills": "trainer"})).code == "bad-fields"


def test_a_trainer_gives_certificates_and_no_skills(held: Held) -> None:
    """A trainer at headquarters may do what trainings need; the directory's skills are for those who keep it."""
    held.country.office.actor = replace(held.country.office.actor, roles=frozenset({"trainer"}))
    assert len(give_certificates(held.desk, held.session).given) == 23
    login, number = held.country.post.actor.login, str(first(held)["certificate_no"])
    assert refusal(partial(give_skills, held.desk, login, ["exhibits"], number)).code == "not-allowed"
    held.country.office.actor = replace(held.country.office.actor, roles=frozenset({"frontline"}))
    assert refusal(partial(give_certificates, held.desk, held.session)).code == "not-allowed"
    assert PERSON.by_name["certificate_no"].by_program
