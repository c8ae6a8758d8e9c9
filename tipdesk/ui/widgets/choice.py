"""One answer that may be chosen: its code and what it is called here. Leaves to others: lists and languages."""

from collections.abc import Sequence
from typing import NamedTuple

from tipdesk.domain.codes import CodeList


class Choice(NamedTuple):
    """A code and its label in the officer's language."""

    code: str
    label: str


def choices_of(code_list: CodeList, language: str) -> Sequence[Choice]:
    """Return what a list offers now, in its order."""
    return [Choice(code.code, code.label_in(language)) for code in code_list.offered()]
