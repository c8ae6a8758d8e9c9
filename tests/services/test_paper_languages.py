"""Papers for people in other languages: every text of them is translated, and a draft says that it is one."""

from __future__ import annotations

import gettext
import io
import re
from dataclasses import replace

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.services.papers import PERSON, ROW_OF, WHEN, all_papers, bare_case, made, material, whole_case, with_values
from tests.services.statements import Heard
from tipdesk.adapters.system.catalogue import IS_REVIEWED, is_reviewed
from tipdesk.adapters.system.resources import path_of
from tipdesk.domain.kinds.field import MISSING_LABELS
from tipdesk.domain.moments import MONTH_NAMES
from tipdesk.domain.records import BY_NAME
from tipdesk.services.documents.tongue import DRAFT_MARK, Tongue
from tipdesk.services.papers.kinds import PAPERS
from tipdesk.services.papers.own_sheet import NEUTRAL_SCOPES

REFUGE_LETTER = b"Q" * 16
PRINTED = re.compile(r"(\{\w+\}\s*)+")
BY_RECORD = ("Person", "Referral", "Need")
"""The records of which any answer may stand on a letter in another language."""


def asked_for() -> set[str]:
    """Return every text that some paper asks to have translated."""
    heard = Heard({*MISSING_LABELS.values(), *MONTH_NAMES, "No", "Yes", DRAFT_MARK})
    heard.texts |= {text for name in BY_RECORD for one in BY_NAME[name].fields for text in (one.label,)}
    tongue = Tongue("en", heard, is_draft=True)
    heard.texts |= set(NEUTRAL_SCOPES.values())
    refused = with_values(whole_case(), ROW_OF["statement"], status="refused_to_sign", signed_at=None)
    refused = with_values(refused, b"T" * 16, agency=None, recalled_at=WHEN)
    alone = [one for one in whole_case() if one.record.name not in {"Consent", "TransferPerson"}]
    for rows in (whole_case(), bare_case(), refused):
        all_papers(rows, tongue)
    made(PAPERS["referral"], material(whole_case(), tongue), REFUGE_LETTER)
    made(PAPERS["consent"], material(whole_case(), tongue), b"4" * 16)
    made(PAPERS["consent"], material(whole_case(), tongue), PERSON)
    made(PAPERS["sheet"], replace(material(alone, tongue), numbers=()))
    made(PAPERS["reply"], replace(material(whole_case(), tongue), own_number=None))
    return {text for text in heard.texts if not PRINTED.fullmatch(text)}


@pytest.mark.parametrize("language", ["fr", "es"])
def test_a_language_has_every_text_of_the_papers(language: str) -> None:
    """No paper mixes two languages: each text that one can ask for is translated, with the same places to fill in."""
    with path_of(f"translations/{language}/LC_MESSAGES/papers.po").open("rb") as file:
        catalogue = {str(one.id): str(one.string) for one in read_po(file) if one.id}
    assert asked_for() - catalogue.keys() == set()
    for english, said in catalogue.items():
        assert said
        assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", said)), english


def test_a_draft_translation_says_so() -> None:
    """A paper in a language that no speaker has checked says so on each page, also one that is marked with nothing."""
    for name, paper in all_papers(whole_case(), Tongue("fr", str, is_draft=True)):
        assert paper.furniture.marking.endswith("DRAFT TRANSLATION"), name


@pytest.mark.parametrize(("said", "is_checked"), [("yes", True), (" Yes ", True), ("no", False), ("", False)])
def test_a_translation_says_itself_whether_it_was_checked(said: str, is_checked: bool) -> None:
    """What the file of a language answers stands in what is compiled of it, and nothing but a yes counts."""
    catalogue = Catalog(locale="fr")
    catalogue.add(IS_REVIEWED, said)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    assert is_reviewed(gettext.GNUTranslations(io.BytesIO(compiled.getvalue()))) == is_checked
