"""The notice and the rights of a person, in large letters, with a slip below that says who told them and stays with us.

What is above the line names nobody and no office, so that it can be read together, and be left with the person where
that is safe.
"""

from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.papers.fixed_texts import NOTICE, RIGHTS
from tipdesk.services.papers.furnishing import carried, draft_words
from tipdesk.services.papers.material import Material
from tipdesk.services.papers.paper import Heading, Paper, TearOff, points
from tipdesk.services.papers.telling_slip import CUT_HERE, told_slip


def make_notice(row: Row, material: Material) -> Paper:
    """Return the notice for a person."""
    translate = material.tongue.translate
    heading = translate(_("What you should know"))
    return Paper(
        name=heading,
        heading=heading,
        parts=(
            *draft_words(material.tongue),
            points(material.translate(NOTICE)),
            Heading(translate(_("Your rights"))),
            points(material.translate(RIGHTS)),
            TearOff(translate(CUT_HERE), told_slip(row, material)),
        ),
        furniture=carried(material),
        is_large=True,
    )
