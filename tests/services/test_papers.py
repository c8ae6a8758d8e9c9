"""Papers for people: what stands on each, in which language, and what no copy of them may say."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.services.papers import (
    PERSON,
    PLANTED,
    PRINTER,
    ROW_OF,
    all_papers,
    bare_case,
    level_of,
    made,
    material,
    pages_of,
    printed,
    row,
    whole_case,
    with_values,
)
from tests.vectors.conformance import folder
from tipdesk.adapters.documents.plain_paper import PaperPrinter
from tipdesk.adapters.system.resources import read_bytes
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import IDENTITY, REFUGE, SOURCE
from tipdesk.domain.rules.access import Level
from tipdesk.domain.slip_code import make_slip_code, parse_slip_code
from tipdesk.homes.tongues import tongue_of
from tipdesk.services.papers.kinds import PAPERS

if TYPE_CHECKING:
    from pathlib import Path

SENTENCES = 900
REFUGE_LETTER = b"Q" * 16
TELLING = re.compile(r"traffick|police|victim|suspect|abus|crime|court|immigra|shelter|unit\b", re.IGNORECASE)
"""What a stranger may not read on a paper that is carried."""


def test_no_paper_says_where_somebody_is_safe_or_who_told() -> None:
    """Planted words of sealed answers are in no paper, neither in its text nor in its file; names only where asked."""
    for name, paper in all_papers(whole_case()):
        content = printed(paper)
        text = " ".join(pages_of(content))
        for kind in (REFUGE, SOURCE):
            assert PLANTED[kind] not in text, name
            assert PLANTED[kind].encode() not in content, name
        assert (PLANTED[IDENTITY] in text) == (name == "referral"), name


def test_names_stand_where_they_are_asked_for() -> None:
    """A statement says who spoke only on a copy with names, and no other paper for the case does even then."""
    kind = PAPERS["statement"]
    named = " ".join(pages_of(printed(made(kind, material(whole_case(), with_names=True)))))
    assert "Plantedname Testova" in named
    assert PLANTED[REFUGE] not in named


def test_a_safe_place_is_named_alone_or_not_at_all() -> None:
    """A letter to who drives names the place and nobody; with a second answer, another way or masked it is refused."""
    letter = " ".join(pages_of(printed(made(PAPERS["referral"], material(whole_case()), REFUGE_LETTER))))
    assert "Plantedrefuge address" in letter
    for secret in ("P-7K2M", "Plantedname", "Safe place to stay"):
        assert secret not in letter
    two = frozenset({"ShelterStay.address", "Person.sex"})
    for changed in (
        with_values(whole_case(), b"U" * 16, fields_shared=two),
        with_values(whole_case(), b"U" * 16, fields_shared=frozenset({"Person.safe_contact", "Person.whereabouts"})),
        with_values(whole_case(), b"U" * 16, way="encrypted_mail"),
        with_values(whole_case(), b"U" * 16, sent_at=None),
        with_values(whole_case(), b"U" * 16, kind="court_package"),
        with_values(whole_case(), b"H" * 16, address=None),
    ):
        with pytest.raises(UserError) as refused:
            made(PAPERS["referral"], material(changed), REFUGE_LETTER)
        assert refused.value.code == "refuge-never-leaves"
    with pytest.raises(UserError) as refused:
        made(PAPERS["referral"], material(whole_case(), level=Level.IDENTITY), REFUGE_LETTER)
    assert refused.value.code == "refuge-never-leaves"


def test_a_letter_gives_what_its_transfer_gives() -> None:
    """No field that is not named, that was withheld or whose class was not given; and nothing outside tells of it."""
    paper = made(PAPERS["referral"], material(whole_case()))
    text = " ".join(pages_of(printed(paper)))
    assert "Plantedname Testova" in text
    assert "What is asked, in words" in text
    assert "Citizenship" not in text
    assert paper.name == "K7Q-42MX"
    assert not TELLING.search(f"{paper.heading} {paper.furniture.marking} {paper.furniture.foot}")
    narrow = with_values(whole_case(), b"7" * 16, identity=False, narrative=False)
    text = " ".join(pages_of(printed(made(PAPERS["referral"], material(narrow)))))
    assert PLANTED[IDENTITY] not in text
    assert "in words" not in text.replace("In a few words", "")


@pytest.mark.parametrize(
    ("code", "row_id", "values"),
    [
        ("referral-comes-in", b"R" * 16, {"direction": "in"}),
        ("transfer-recalled", b"T" * 16, {"status": "recalled"}),
        ("transfer-recalled", b"R" * 16, {"status": "revoked"}),
        ("consent-not-live", b"7" * 16, {"consent": None}),
        ("consent-not-live", b"1" * 16, {"status": "refused"}),
    ],
)
def test_a_letter_that_may_not_leave_is_refused(code: str, row_id: bytes, values: dict[str, Any]) -> None:
    """Nothing that was asked back, taken back or never agreed to is printed again."""
    with pytest.raises(UserError) as refused:
        made(PAPERS["referral"], material(with_values(whole_case(), row_id, **values)))
    assert refused.value.code == code


def test_a_letter_is_a_preview_until_its_transfer_stands() -> None:
    """A draft is marked on each page and has no slip; a paper that would lack what it is for is refused."""
    draft = made(PAPERS["referral"], material(with_values(whole_case(), b"T" * 16, status="draft")))
    assert "PREVIEW" in draft.furniture.marking
    assert make_slip_code(ROW_OF["referral"]) not in " ".join(pages_of(printed(draft)))
    with pytest.raises(UserError) as refused:
        made(PAPERS["referral"], material(whole_case(), level=Level.SUMMARY))
    assert refused.value.code == "not-open-here"
    sealed = [replace(one, masked=frozenset({"words", "we_do", "withheld_words"})) for one in whole_case()]
    for name in ("statement", "safety-plan", "consent"):
        with pytest.raises(UserError) as refused:
            made(PAPERS[name], material(sealed))
        assert refused.value.code == "not-open-here"


@pytest.mark.parametrize("name", ["referral", "reply"])
def test_whoever_got_a_letter_can_ring_us(name: str) -> None:
    """Letter and slip name our number with its hours; where there is none, they have a line for it and say so."""
    told = material(whole_case())
    text = " ".join(pages_of(printed(made(PAPERS[name], told))))
    assert "Ring us on +1 758 555 0103 (08:00\u201316:00)" in text
    bare = " ".join(pages_of(printed(made(PAPERS[name], replace(told, own_number=None)))))
    assert "Ring headquarters on this number, which we write in by hand" in bare
    assert "Ring us on" not in bare


def test_the_sheet_that_is_carried_endangers_nobody() -> None:
    """Above the cut stands no office, person, case, place or word that tells; below it is what the letters mean."""
    rows = whole_case()
    for name in ("sheet", "notice", "reply"):
        paper = made(PAPERS[name], material(rows))
        assert paper.name == paper.heading
        assert (paper.furniture.marking, paper.furniture.foot, paper.furniture.watermark) == ("", "", "")
    text = " ".join(pages_of(printed(made(PAPERS["sheet"], material(rows, level=Level.SUMMARY)))))
    carried, kept = text.split("Cut here.")
    assert not TELLING.search(carried)
    for secret in ("Plantedoffice", "Plantedname", "K7Q-42MX", "Haiti", "0199", "0198", "Charge"):
        assert secret not in carried
    for told in ("P-7K2M", "Yes: To talk with us (28 Nov 2026)", "Taken back:", "A (27 Nov 2026): name, notes", "0101"):
        assert told in carried
    assert "Plantedoffice Clinic" in kept
    assert "is it safe for you to carry this paper?" in kept
    whole = " ".join(pages_of(printed(made(PAPERS["sheet"], material(rows, is_whole=True)))))
    assert "Plantedoffice Clinic, until 27 Nov 2027, without: Citizenship (27 Nov 2026)" in whole
    assert "RESTRICTED" in whole


def test_a_reply_is_led_back_by_its_code() -> None:
    """The code is the same in every print and no other referral's; a slip of the pen is noticed."""
    code = make_slip_code(ROW_OF["referral"])
    assert code in " ".join(pages_of(printed(made(PAPERS["reply"], material(whole_case())))))
    assert code != make_slip_code(REFUGE_LETTER)
    assert parse_slip_code(f" {code.lower().replace('-', ' ')}") == parse_slip_code(code[2:]) == code
    for wrong in (code[:-1], code[:-1] + ("A" if code[-1] != "A" else "B"), "", "R-"):
        with pytest.raises(UserError, match="reply slip"):
            parse_slip_code(wrong)


def test_lines_of_a_statement_are_numbered_through_its_pages() -> None:
    """Each line has its number, none is lost, and every page asks for initials; unsigned it says so."""
    said = "\n".join(f"Sentence {number} of what was said." for number in range(1, 121))
    rows = with_values(whole_case(), ROW_OF["statement"], words=said, signed_at=None)
    pages = pages_of(printed(made(PAPERS["statement"], material(rows))))
    text = " ".join(pages)
    assert all(f"{number} Sentence {number} of" in text for number in range(1, 121))
    assert all("Initials" in page and "NOT SIGNED YET" in page for page in pages)


@pytest.mark.parametrize("name", PAPERS)
def test_an_empty_paper_is_printed(name: str) -> None:
    """A paper of which nothing is known yet is a form to fill in by hand, and equal papers are equal files."""
    paper = made(PAPERS[name], material(bare_case(), level=level_of(PAPERS[name])))
    content = printed(paper)
    assert content == PaperPrinter(read_bytes).print(paper)
    assert paper.heading in pages_of(content)[0]


@pytest.mark.skipif(not (shutil.which("qpdf") or os.environ.get("CI")), reason="qpdf is not installed here")
def test_no_text_breaks_a_paper(tmp_path: Path) -> None:
    """Naughty strings and endless words are printed, in every place where officers type, and the files are sound."""
    naughty: list[str] = json.loads((folder("strings", "naughty strings") / "blns.json").read_text("utf-8"))
    words = "\n".join(naughty)
    long = " ".join(["unbroken" * 60, *["Sentence of reasons."] * SENTENCES])
    texts = {
        b"S" * 16: {"words": words, "corrections_asked": long},
        b"L" * 16: {"threats": long, "person_does": words, "we_do": long},
        b"1" * 16: {"purpose": words, "assent_words": long, "withheld_words": words},
        b"R" * 16: {"details": long, "worker": words[:3000]},
        b"I" * 16: {"code_name": long},
        PERSON: {"person_code": "W" * 300},
    }
    rows = [replace(one, values={**one.values, **texts.get(one.id, {})}) for one in whole_case()]
    for name, paper in all_papers(rows):
        content = printed(paper)
        found = " ".join(pages_of(content))
        assert found.count("Sentence") in {0, SENTENCES, 2 * SENTENCES}, name
        (paper_file := tmp_path / "paper.pdf").write_bytes(content)
        checked = subprocess.run(["qpdf", "--check", paper_file], capture_output=True, check=False)
        assert checked.returncode == 0, (name, checked.stdout)


def test_many_recipients_fit() -> None:
    """A sheet with a hundred recipients gives each a letter, and its slip flows over pages."""
    rows = whole_case()
    for number in range(100):
        key, agency = bytes([number]) + b"t" * 15, bytes([number]) + b"a" * 15
        rows.append(row("Transfer", key, agency=agency, sent_at=rows[2]["given_at"]))
        about = row("TransferPerson", bytes([number]) + b"u" * 15, transfer=key, person=PERSON, identity=True)
        rows.append(about)
    text = " ".join(pages_of(PRINTER.print(made(PAPERS["sheet"], material(rows)))))
    assert "CV (27 Nov 2026): name" in text


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_nobody_signs_a_page_that_says_nothing_else(language: str) -> None:
    """The blank consent takes a tick along to the page of its signatures; a watermark says which copy it is."""
    kind, told = PAPERS["consent"], material(bare_case(), tongue_of(language), is_whole=True)
    pages = pages_of(printed(made(kind, told, PERSON)))
    how = told.tongue.translate("How it was given")
    assert how in pages[-1]
    assert how not in "".join(pages[:-1])
    assert "…" not in pages[0]
