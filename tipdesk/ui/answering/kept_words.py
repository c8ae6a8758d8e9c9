"""Keeps the words with which something is answered as a draft, by what is answered, until they are given.

They are the same in My work, inbox and case. The passphrase is never kept.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tipdesk.services.access.find_reviews import ReviewLine
from tipdesk.services.gates.find_approvals import ApprovalLine
from tipdesk.ui.editors.autosave import Autosave, Draft

if TYPE_CHECKING:
    from tipdesk.ui.gates.answer_form import AnswerForm
    from tipdesk.ui.seat import Seat

_WORDS = "words"


def key_of_answer(line: ApprovalLine | ReviewLine) -> str:
    """Return the key of the draft of an answer to what somebody asked, or did without asking."""
    return f"answer:{line.id.hex()}"


def key_of_breach(case: bytes, gate: str, row: bytes) -> str:
    """Return the key of the draft of what is said of something that came in past a rule."""
    return f"answer:{case.hex()}/{gate}/{row.hex()}"


def key_of_handover(case: bytes) -> str:
    """Return the key of the draft of an answer to a case that is handed over."""
    return f"answer:{case.hex()}/handover"


class KeptWords(Autosave):
    """Keeps the words of one form, with which it ends, and shows those that were kept before."""

    def __init__(self, seat: "Seat", form: "AnswerForm", key: str) -> None:
        self._form = form
        super().__init__(seat.lanes, key, self._words, lambda _sentence: None, form)
        form.words.changed.connect(self.typed)
        form.hidden.connect(self.keep)
        self.recover(self._show)

    def end(self) -> None:
        """Drop what is kept, because it was given."""
        self.drop()
        self.stop()

    def _words(self) -> Draft:
        words = self._form.words.value()
        return {_WORDS: words} if words else {}

    def _show(self, draft: Mapping[str, object] | None) -> None:
        words = draft.get(_WORDS) if draft else None
        if isinstance(words, str) and not self._form.words.value():
            self._form.words.set_value(words)
