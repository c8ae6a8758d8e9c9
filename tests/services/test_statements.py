"""Statements about one person: what stands on them, in which language, and what a copy may not say."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from pypdfium2 import PdfDocument

from tests.services.statements import (
    ASSESSMENT,
    DETERMINATION,
    FINDINGS,
    PERSON,
    PINS,
    Heard,
    finding,
    signature,
    statement,
    texts_of,
)
from tests.vectors.conformance import folder
from tipdesk.adapters.documents.case_file import CaseFilePrinter
from tipdesk.adapters.system.resources import path_of, read_bytes
from tipdesk.domain.kinds.field import MISSING_LABELS, SEALED_LABEL
from tipdesk.domain.moments import MONTH_NAMES
from tipdesk.domain.records import BY_NAME, PLAIN_RECORDS
from tipdesk.domain.rules.access import Level
from tipdesk.services.documents.tongue import Tongue
from tipdesk.services.findings.supports import support_words, where_in
from tipdesk.services.signatures.verify_signature import VERDICT_WORDS

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row
    from tipdesk.services.documents.case_file import CaseFile

SENTENCES = 2_000
PRINTED = re.compile(r"(\{\w+\}\s*)+")
UNSIGNED = replace(DETERMINATION, values={**DETERMINATION.values, "signed_at": None})
EMPTY = [replace(row, values={"person": PERSON}) for row in (DETERMINATION, ASSESSMENT)]


def pages(model: CaseFile) -> str:
    """Return the words of all pages of the printed paper."""
    content = CaseFilePrinter(read_bytes).print(model)
    assert content == CaseFilePrinter(read_bytes).print(model)
    document = PdfDocument(content)
    return "\n".join(document[at].get_textpage().get_text_range() for at in range(len(document)))


@pytest.mark.parametrize("language", ["fr", "es"])
def test_a_language_has_every_text_of_the_papers(language: str) -> None:
    """No paper mixes two languages: each text that a statement can ask for is translated, and nothing else is kept."""
    heard = Heard({*MISSING_LABELS.values(), SEALED_LABEL, *MONTH_NAMES, "No", "no answer", "deleted", "kept"})
    heard.texts |= {record.label for record in PLAIN_RECORDS}
    for name in ("Determination", "Finding", "AgeAssessment"):
        heard.texts |= {text for field in BY_NAME[name].fields for text in (field.label, field.section) if text}
    for told in (DETERMINATION, UNSIGNED, ASSESSMENT, *EMPTY):
        for level in (Level.SUMMARY, Level.FULL):
            statement(told, Tongue("en", heard, is_draft=True), level=level, signed=[*map(signature, VERDICT_WORDS)])
            statement(told, Tongue("en", heard), level=level, findings=(), pins=())
    asked = {text for text in heard.texts if not PRINTED.fullmatch(text)}
    with path_of(f"translations/{language}/LC_MESSAGES/papers.po").open("rb") as file:
        catalogue = {str(one.id): str(one.string) for one in read_po(file) if one.id}
    with path_of("translations/tipdesk.pot").open("rb") as file:
        template = {str(one.id) for one in read_po(file)}
    assert asked - catalogue.keys() == set()
    assert catalogue.keys() - template == set()
    for english, said in catalogue.items():
        assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", said)), english


def test_a_copy_says_no_more_than_its_officer_may_read() -> None:
    """Without identity no name, birth date or outside person is in the model, and what is withheld says so."""
    narrow, whole = texts_of(statement(level=Level.SUMMARY)), texts_of(statement())
    for secret in ("Testova", "2009", "A court"):
        assert secret in whole
        assert secret not in narrow
    assert "P-7K2M" in narrow
    assert "WITHHELD" in narrow


def test_a_proposal_says_so_and_names_both_branches() -> None:
    """Nothing pretends a decision: what is not signed stands so on every page, and an open age is told both ways."""
    model = statement(UNSIGNED)
    assert "PROPOSED, NOT SIGNED" in model.furniture.marking
    told = texts_of(model)
    assert "No means is asked for. Not found, or contradicted: nothing." in told
    assert "Act, means and purpose are asked for. Not found, or contradicted: Means." in told
    settled = statement(replace(UNSIGNED, values={**UNSIGNED.values, "child_rule": "applies"}))
    assert "Act, means and purpose are asked for." not in texts_of(settled)
    signed = statement(signed=[signature()])
    assert "PROPOSED" not in signed.furniture.marking
    assert signed.closing is not None
    assert ("Signature", "Signature good") in signed.closing.facts


def test_a_draft_translation_says_so() -> None:
    """A paper in a language that no speaker has checked is marked on each page, and its codes are in that language."""
    model = statement(tongue=Tongue("fr", str, is_draft=True))
    assert model.furniture.marking.endswith("DRAFT TRANSLATION")
    assert "Décision finale" in texts_of(model)


def test_what_supports_a_finding_is_told_by_its_place() -> None:
    """Under each finding stands the row it rests on, where in it and the words; an unseen row is not named."""
    assert "Note: Case note, page 2, line 14, second 3, message m-7: “They took it when we landed”" in texts_of(
        statement()
    )
    hidden = replace(PINS[0], masked=frozenset({"quote"}), values={**PINS[0].values, "quote": None})
    assert support_words(hidden, "Note", str) == "Note, page 2, line 14, second 3, message m-7"
    assert where_in(replace(PINS[0], values={}), str) == ""


@pytest.mark.parametrize("told", [*EMPTY, ASSESSMENT], ids=["empty determination", "empty age", "age"])
def test_an_empty_or_short_paper_is_printed(told: Row) -> None:
    """A statement of which nothing is known yet is a readable paper."""
    assert "K7Q-42MX" in pages(statement(told, findings=(), pins=()))


def test_no_text_breaks_a_paper() -> None:
    """Naughty strings and very long reasons are printed whole, in every place where officers type."""
    naughty: list[str] = json.loads((folder("strings", "naughty strings") / "blns.json").read_text("utf-8"))
    words = "\n".join(text for text in naughty if text.isprintable())
    long = " ".join(["unbroken" * 40, *["Sentence of reasons."] * SENTENCES])
    told = replace(DETERMINATION, values={**DETERMINATION.values, "reasons": words, "other_branch": long})
    findings = (*FINDINGS, finding(4, "means", "missing", words=words))
    found = pages(statement(told, findings=findings))
    assert found.count("Sentence") == SENTENCES
