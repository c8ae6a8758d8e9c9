"""A thousand invented words, and a session that types them wherever an officer types.

Promises that every word is typed at least once, through the services alone. Names, notes and numbers; cases, people,
tasks, worries, drafts, searches, files, amendments and deletions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.fakes.files import FakeSource
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.delete_record import delete_record
from tipdesk.services.case.find_words import find_words
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.drafts import keep_draft
from tipdesk.services.files.attach import attach
from tipdesk.services.files.attachments import reading_attachment

if TYPE_CHECKING:
    import random

    from tipdesk.services.desk import Desk

CASES, PEOPLE, WORRIES, DRAFTS, SEARCHES, FILES = 20, 4, 20, 10, 10, 8
FILE_WORDS, FILE_TIMES = 9, 2_000
CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiouéö"


@dataclass
class Words:
    """Words that nobody has ever written."""

    dice: random.Random
    planted: set[str] = field(default_factory=set)

    def name(self) -> str:
        """Return a name of ten letters."""
        letters = "".join(self.dice.choice(CONSONANTS) + self.dice.choice(VOWELS) for _pair in range(5))
        return self._new(letters.capitalize())

    def names(self, count: int) -> str:
        """Return a sentence of so many new words."""
        return " ".join(self.name() for _word in range(count))

    def number(self) -> str:
        """Return ten digits of a telephone."""
        return self._new(f"7584{self.dice.randrange(10**6):06d}")

    def document(self) -> str:
        """Return the number of a passport."""
        return self._new(f"R{self.dice.randrange(10**8):08d}")

    def _new(self, word: str) -> str:
        self.planted.add(word)
        return word


def type_everything(desk: Desk, words: Words) -> list[str]:
    """Type all words into a home; return the references of the cases."""
    references = [new_case(desk, _case(words)).reference for _number in range(CASES)]
    for _number in range(WORRIES):
        record_worry(
            desk,
            {
                "who_is_with_them": words.name(),
                "own_words": words.names(4),
                "host_name": words.names(2),
                "host_phone": words.number(),
                "host_address": words.names(2),
                "border_number": words.document(),
            },
        )
    for number in range(DRAFTS):
        keep_draft(desk, f"worry:{number}", {"own_words": words.names(5), "host_phone": words.number()})
    with desk.read() as reader:
        people, notes = (reader.find_rows(BY_NAME[name]) for name in ("Person", "Note"))
    for person in people[:CASES]:
        amend_record(desk, person, {"family_name": words.name(), "wishes": words.names(2)}, words.name())
    for note in notes[:CASES]:
        delete_record(desk, note, words.name())
    for note in notes[:FILES]:
        take_in(desk, note.case or b"", words)
    for _number in range(SEARCHES):
        find_words(desk, words.name())
    return references


def take_in(desk: Desk, case: bytes, words: Words) -> None:
    """Take a file into a case whose name, bytes and description are planted words, and open it once."""
    content = words.names(FILE_WORDS).encode() * FILE_TIMES
    done = attach(desk, case, FakeSource(f"{words.name()}.txt", content), {"description": words.names(3)})
    with reading_attachment(desk, case, done.changed.row or b"") as (_opened, chunks):
        assert b"".join(chunks) == content


def _case(words: Words) -> dict[str, object]:
    people = [
        {
            "record": "Person",
            "key": f"p{number}",
            "fields": {
                "given_names": words.names(2),
                "family_name": words.name(),
                "birth_place": words.name(),
                "phone": words.number(),
                "document_number": words.document(),
            },
        }
        for number in range(PEOPLE)
    ]
    return {
        "case": {"title": f"Heron {words.name()}", "summary": words.names(4)},
        "records": [
            *people,
            {"record": "Note", "fields": {"text": words.names(6), "person": "p1"}},
            {"record": "Task", "fields": {"title": words.names(3)}},
        ],
    }
