"""`tipdesk determination …` and `tipdesk age …`: sign what was prepared with `record add`.

Asking headquarters for a decision is `tipdesk approval ask REFERENCE final-by-two --row ROW`.
"""

from typing import Unpack

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.going_past import Going, going_past, override_of
from tipdesk.services.case.set_fields import pick_row
from tipdesk.services.determination.sign_age_assessment import sign_age_assessment
from tipdesk.services.determination.sign_determination import sign_determination


@click.group(cls=Group)
def determination() -> None:
    """Decisions on people: sign."""


@determination.command("sign")
@click.argument("reference")
@click.argument("row")
@going_past
@pass_context
def sign(context: Context, reference: str, row: str, **going: Unpack[Going]) -> None:
    """Sign a decision with your key: you decide it, and it stands for good; a review is a row of its own."""
    held = pick_row(context.desk, reference, "Determination", row)
    context.show_changed(sign_determination(context.desk, held.id, override=override_of(**going)))


@click.group(cls=Group)
def age() -> None:
    """Assessments of ages: sign."""


@age.command("sign")
@click.argument("reference")
@click.argument("row")
@pass_context
def sign_age(context: Context, reference: str, row: str) -> None:
    """Sign an assessment of an age with your key: from then on it decides, while nobody disputes it."""
    held = pick_row(context.desk, reference, "AgeAssessment", row)
    context.show_changed(sign_age_assessment(context.desk, held.id))
