"""What stands on every page of a paper: what it is marked with, and what of it would tell a stranger too much.

There are three. A paper that stays with us is marked and watermarked as every copy of a case. A letter is marked for
its addressee and tells nothing else. What a person carries is not marked at all. A translation that no speaker has
checked says so on each page of all three.
"""

from dataclasses import replace

from tipdesk.domain.texts import _
from tipdesk.services.documents.build_case_file import furnished, furniture_of
from tipdesk.services.documents.case_file import Furniture
from tipdesk.services.documents.tongue import DRAFT_MARK, DRAFT_WORDS, Tongue
from tipdesk.services.papers.material import Material
from tipdesk.services.papers.paper import Words

FOR_ADDRESSEE = _("CONFIDENTIAL · FOR THE ADDRESSEE ONLY")
_COPY = _("Copy {number}")


def kept_here(material: Material, *marks: str) -> Furniture:
    """Return the furniture of a paper that stays with us, with `marks` of its own beside the common one."""
    furniture = furniture_of(material.printed, material.tongue.translate)
    return _marked(furniture, material.tongue, furniture.marking, *marks)


def posted(material: Material, *marks: str) -> Furniture:
    """Return the furniture of a letter: for its addressee, with the reference and the number of the copy alone."""
    translate = material.tongue.translate
    copy = translate(_COPY).format(number=material.printed.copy_number)
    furniture = furnished("", f"{material.reference} · {copy}", translate)
    return _marked(furniture, material.tongue, translate(FOR_ADDRESSEE), *marks)


def carried(material: Material) -> Furniture:
    """Return the furniture of what a person carries: nothing but the number of the page, and not of how many."""
    return _marked(replace(furnished("", "", material.tongue.translate), page="{page}"), material.tongue)


def draft_words(tongue: Tongue) -> tuple[Words, ...]:
    """Return the sentence that a translation is a draft, where it is one."""
    return (Words((tongue.translate(DRAFT_WORDS),), is_strong=True),) if tongue.is_draft else ()


def _marked(furniture: Furniture, tongue: Tongue, *marks: str) -> Furniture:
    draft = (DRAFT_MARK,) if tongue.is_draft else ()
    said = (*filter(None, marks), *map(tongue.translate, draft))
    return replace(furniture, marking=" · ".join(map(tongue.translate, said)) if said else "")
