"""Papers for people by command: one in a language, all of a case into a folder, and what is refused in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.runner import CASE, World, call, done, write_case
from tests.services.papers import pages_of

if TYPE_CHECKING:
    from pathlib import Path

PERSON = {"record": "Person", "key": "p2", "fields": {"given_names": "Other", "main_language": "spa"}}
SECRET = "Plantedrefuge behind the mill"


@pytest.fixture
def reference(fresh: World) -> str:
    """A case of two people, one of whom speaks Spanish, with a stay in a safe place and a referral that is drafted."""
    known = ("name=Clinic", "active=yes", "may_receive=yes", "agreement_until=2099-01-01")
    agency = done(fresh.hq, "hq", "directory", "add", "Agency", *known)["id"]
    stay = {"person": "p2", "place_code": "A", "address": SECRET, "may_leave": True, "voluntary": "yes"}
    referral = {"person": "p2", "direction": "out", "service": "medical_general", "agency": agency}
    referral |= {"reason": "AdditionalServicesRequired", "status": "proposed", "on": "2026-11-27"}
    rows = [{"record": "ShelterStay", "fields": stay}, {"record": "Referral", "fields": referral}]
    document = {**CASE, "records": [*CASE["records"], PERSON, *rows]}
    return str(done(fresh.hq, "case", "new", "--from", write_case(fresh.folder, document))["reference"])


def text_of(file: Path) -> str:
    """Return all words of a file."""
    return " ".join(pages_of(file.read_bytes()))


def test_papers_of_a_case(fresh: World, reference: str) -> None:
    """Each is in the language of its person unless another is asked for, neutral in name, and says nothing sealed."""
    folder, letter = fresh.folder / "sheets", fresh.folder / "letter.pdf"
    files = done(fresh.hq, "report", "sheet", reference, "--all", "--out", folder)["files"]
    assert [one["language"] for one in files] == ["en", "es"]
    written = sorted(folder.iterdir())
    assert [file.name for file in written] == [f"{reference}-001.pdf", f"{reference}-002.pdf"]
    assert "Para usted" in text_of(written[1])
    done(fresh.hq, "report", "referral", reference, "--language", "fr", "--out", letter)
    assert "APERÇU, À NE PAS REMETTRE · TRADUCTION PROVISOIRE" in text_of(letter)
    assert all(SECRET not in text_of(file) and "Inventedperson" not in text_of(file) for file in (*written, letter))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("report notice {ref} --out {out}", "which-row"),
        ("report statement {ref} --out {out}", "no-such-row"),
        ("report reply {ref} --language xx --out {out}", "no-paper-language"),
    ],
)
def test_what_cannot_be_printed_is_told(fresh: World, reference: str, words: str, code: str) -> None:
    """A choice, an absent row or a language that papers do not have: exit 1, a sentence, and no file."""
    out = fresh.folder / "none.pdf"
    answer = call(fresh.hq, *words.format(ref=reference, out=out).split())
    assert (answer.status, answer.json["error"]["code"]) == (1, code)
    assert not out.exists()
