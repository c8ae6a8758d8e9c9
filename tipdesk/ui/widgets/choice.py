"""One answer that may be chosen in an editor, and the answers that a code list offers."""

from collections.abc import Sequence
from typing import NamedTuple

from tipdesk.domain.codes import CodeList


class Choice(NamedTuple):
    """A code and its label in the officer's language."""

    code: str
    label: str


def choices_of(code_list: CodeList, language: str) -> Sequence[Choice]:
    """Return the codes that a list offers now, in the list's order and labelled in this language."""
    return [Choice(code.code, code.label_in(language)) for code in code_list.offered()]
