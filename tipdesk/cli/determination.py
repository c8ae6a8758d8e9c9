"""`tipdesk determination …` and `tipdesk age …`: sign what was prepared with `record add`, and check who signed it.

Asking headquarters for a decision is `tipdesk approval ask REFERENCE final-by-two --row ROW`.
"""

from typing import Unpack

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.going_past import Going, going_past, override_of
from tipdesk.cli.translate import _
from tipdesk.domain.errors import Distrust, UserError
from tipdesk.services.case.set_fields import pick_row
from tipdesk.services.determination.sign_age_assessment import sign_age_assessment, verify_age_assessment
from tipdesk.services.determination.sign_determination import sign_determination, verify_determination
from tipdesk.services.directory.names import read_names
from tipdesk.services.keys.officers.officer_past import GOOD, NOT_YET_KNOWN
from tipdesk.services.signatures.verify_signature import VERDICT_WORDS, Verified


@click.group(cls=Group)
def determination() -> None:
    """Decisions on people: sign, verify."""


@determination.command("sign")
@click.argument("reference")
@click.argument("row")
@going_past
@pass_context
def sign(context: Context, reference: str, row: str, **going: Unpack[Going]) -> None:
    """Sign a decision with your key: you decide it, and it stands for good; a review is a row of its own."""
    held = pick_row(context.desk, reference, "Determination", row)
    context.show_changed(sign_determination(context.desk, held.id, override=override_of(**going)))


@determination.command("verify")
@click.argument("reference")
@click.argument("row")
@pass_context
def verify(context: Context, reference: str, row: str) -> None:
    """Tell who signed a decision, and whether it stands as it was signed; exit status 4 where it does not."""
    held = pick_row(context.desk, reference, "Determination", row)
    _show(context, verify_determination(context.desk, held.id))


@click.group(cls=Group)
def age() -> None:
    """Assessments of ages: sign, verify."""


@age.command("sign")
@click.argument("reference")
@click.argument("row")
@pass_context
def sign_age(context: Context, reference: str, row: str) -> None:
    """Sign an assessment of an age with your key: from then on it decides, while nobody disputes it."""
    held = pick_row(context.desk, reference, "AgeAssessment", row)
    context.show_changed(sign_age_assessment(context.desk, held.id))


@age.command("verify")
@click.argument("reference")
@click.argument("row")
@pass_context
def verify_age(context: Context, reference: str, row: str) -> None:
    """Tell who signed an assessment, and whether it stands as it was signed; exit status 4 where it does not."""
    held = pick_row(context.desk, reference, "AgeAssessment", row)
    _show(context, verify_age_assessment(context.desk, held.id))


def _show(context: Context, found: Verified | None) -> None:
    if found is None:
        raise UserError("not-signed", _("Nobody has signed this, or part of it is sealed to others."))
    if found.verdict not in {GOOD, NOT_YET_KNOWN}:
        raise Distrust("signature-not-good", VERDICT_WORDS[found.verdict])
    who = read_names(context.desk).officer(found.officer)
    at = found.at.isoformat(timespec="minutes") if found.at else None
    told = {"verdict": found.verdict, "officer": who, "at": at}
    context.show(told, "  ".join((_(VERDICT_WORDS[found.verdict]), who, at or "")))
