"""Preview a referral: the letter exactly as the recipient will read it, before anything is written.

It is an audited look at what is hidden at first, since it may name somebody; who looks at it again within ten minutes
writes no second row. What the officer saw is told by a digest, which sending asks for.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tipdesk.domain.rules.access import Action
from tipdesk.domain.rules.agreement import Standing
from tipdesk.domain.texts import _
from tipdesk.services.case.rules import permit_edit
from tipdesk.services.desk import Desk
from tipdesk.services.documents.tongue import Tongue
from tipdesk.services.look import looking
from tipdesk.services.papers.paper import Paper
from tipdesk.services.referring.drawing import Request, draw
from tipdesk.services.referring.letter import Letter
from tipdesk.services.voice import language, translated

NO_NUMBER = _(
    "The directory has no telephone number of this post, of a duty officer or of headquarters. The letter has a line "
    "for it: write our number there by hand before you hand it over, and ask headquarters to enter one."
)


@dataclass(frozen=True)
class Preview:
    """The letter, the digest of it that sending asks for, which answers it gives and holds back, and the agreement.

    `advice` is what the officer has to know of the letter and the recipient does not read, "" where that is nothing.
    """

    paper: Paper
    digest: bytes
    shared: frozenset[str]
    held_back: frozenset[str]
    standing: Standing
    advice: str = ""


def preview_referral(desk: Desk, case: bytes, request: Request, tongue: Callable[[], Tongue] | None = None) -> Preview:
    """Return the letter of what is asked, in the language of the program unless `tongue` gives another.

    Raises the UserErrors of `draw`, of `look` and of the builder of letters.
    """
    with looking(desk, case, Action.UNMASK) as eyes:
        own = permit_edit(eyes.reader, desk, case)
        drawn = draw(eyes.reader, own, request)
        letter = Letter(eyes.reader, desk, eyes.case, drawn)
        paper = letter.paper(tongue() if tongue is not None else Tongue(language(), translated))
        advice = "" if letter.has_own_number else NO_NUMBER
        shared, held_back = drawn.transfer["fields_shared"], drawn.transfer["fields_held_back"]
        return Preview(paper, letter.digests()[0], _set(shared), _set(held_back), drawn.agreed.standing, advice)


def _set(value: object) -> frozenset[str]:
    return value if isinstance(value, frozenset) else frozenset()
