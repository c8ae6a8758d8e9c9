"""The language of one paper, which may be another than the one that the program speaks.

A paper is handed to somebody who reads that language, and so its texts, the names of months and the labels of codes
are in it; what officers wrote stays in their own words. A translation that no speaker has checked says so on each page.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.texts import _

DRAFT_MARK = _("DRAFT TRANSLATION")
DRAFT_WORDS = _("A draft that no speaker has checked. The English text counts.")


@dataclass(frozen=True)
class Tongue:
    """A language: its code, how a text reads in it, and whether its translation is a draft."""

    code: str
    translate: Callable[[str], str]
    is_draft: bool = False

    def codes(self, book: CodeBook) -> CodeBook:
        """Return a code book with its labels in this language."""
        return replace(book, language=self.code)
