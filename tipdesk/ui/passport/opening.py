"""Opens the dialog over what a form holds of a person that is not saved yet, and gives back what the form is to hold.

A form holds its answers as a draft does: by the field names of Person, with the papers of that person beside them.
"""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtWidgets import QWidget

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.childhood import youngest_age
from tipdesk.services.case.passport import PAPER, PERSON, KnownPaper, as_typed, known_typed
from tipdesk.services.case.worry import PAPERS
from tipdesk.ui.passport.dialog import KnownPerson, PassportDialog, Taken
from tipdesk.ui.wording import Wording

Answers = Mapping[str, object]
_AGE, _BORN = "about_age", "birth_date"
NUMBER = "document_number"
"""The line of a form in which the number of the last paper stands."""


def open_over_draft(
    wording: Wording, draft: Answers, parent: QWidget, fill: Callable[[dict[str, object]], object]
) -> PassportDialog:
    """Open the dialog beside the answers of a draft; `fill` is called with all of them when some were taken over."""
    papers = papers_of(draft)
    known = [KnownPaper(known_typed(wording.codes, PAPER, one)) for one in papers]
    dialog = PassportDialog(wording, KnownPerson(known_typed(wording.codes, PERSON, draft), known), parent=parent)

    def take(taken: Taken) -> None:
        at = next((at for at, one in enumerate(known) if one is taken.known_paper), len(papers))
        fill(joined(draft, taken, at, wording.now().date()))
        dialog.accept()

    dialog.taken.connect(take)
    dialog.open()
    return dialog


def with_age(taken: Mapping[str, Value], known: Answers, today: date) -> dict[str, Value]:
    """Return what is taken of a person, with the age in years where a form has it and only the day of birth is told."""
    if _BORN not in taken or known.get(_AGE) not in (None, ""):
        return dict(taken)
    return {**taken, _AGE: youngest_age(Row(PERSON, b"", None, {_BORN: taken[_BORN]}), today)}


def papers_of(draft: Answers) -> list[dict[str, object]]:
    """Return the papers of a draft."""
    given = draft.get(PAPERS)
    return [dict(one) for one in given if isinstance(one, Mapping)] if isinstance(given, list) else []


def joined(draft: Answers, taken: Taken, at: int, today: date) -> dict[str, object]:
    """Return the draft with what was taken, of the paper at a place among its papers, or of one more."""
    made = {**draft, **as_typed(with_age(taken.person, draft, today))}
    paper = as_typed(taken.paper)
    if paper:
        papers = papers_of(draft)
        last = {**(papers.pop(at) if at < len(papers) else {}), **paper}
        made[PAPERS] = [*papers, last]
        made[NUMBER] = last.get("number") or made.get(NUMBER)
    return made
