"""`tipdesk training …`: participants from a sheet, certificates, skills, refreshers, and what a training came to.

The rows of trainings and campaigns themselves are kept by `tipdesk register`; papers are printed by `tipdesk report`.
"""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context, read_file
from tipdesk.cli.translate import _, plural
from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text, parse_id
from tipdesk.domain.rules.training_figures import TrainingFigures
from tipdesk.services.outreach.campaigns import see_campaign
from tipdesk.services.outreach.courses import find_my_certificates, find_refreshers, see_course
from tipdesk.services.outreach.give_certificates import give_certificates
from tipdesk.services.outreach.participants import Pasted, read_participants, save_participants
from tipdesk.services.outreach.skills import PaperCertificate, give_first_skills, give_skills, take_skills
from tipdesk.services.outreach.withdraw_certificate import withdraw_certificate
from tipdesk.services.sheets.table import find_mark

NOT_READ = 1


@click.group(cls=Group)
def training() -> None:
    """Trainings and campaigns: participants, certificates, skills, refreshers, and what came of it."""


@training.command("participants")
@click.argument("session")
@click.option("--from", "file", required=True, type=click.Path(path_type=Path), help="A sheet: CSV, or with tabs.")
@click.option("--dry-run", is_flag=True, help="Only say what would be saved, and why lines cannot be.")
@pass_context
def participants(context: Context, session: str, file: Path, *, dry_run: bool) -> int:
    """Add the participants of a session from a sheet, all of them or none.

    The first row may name the columns: Name, Agency, Audience, Sex, Attended, Test before, Test after, Passed, Officer.
    Without names they come in this order.
    """
    try:
        text = read_file(file).decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise UserError("not-text", _("This file is no text in UTF-8. Save the sheet as CSV in UTF-8.")) from problem
    mark, row = find_mark(text), parse_id(session)
    if not dry_run:
        pasted = save_participants(context.desk, row, text, mark=mark, translate=_)
        said = plural("{count} participant saved.", "{count} participants saved.", len(pasted.lines))
        context.show({"imported": len(pasted.lines), "errors": [], "changed": sorted(pasted.changed.kinds)}, said)
        return 0
    pasted = read_participants(context.desk, row, text, mark=mark, translate=_)
    errors = [
        {"row": line.number, "column": problem.path, "message": problem.text(_)}
        for line in pasted.bad
        for problem in line.problems
    ]
    document = {"importable": len(pasted.lines) - len(pasted.bad), "errors": errors, "unknown": list(pasted.unknown)}
    context.show(document, *_told(pasted, errors))
    return 0 if pasted.is_good else NOT_READ


def _told(pasted: Pasted, errors: Sequence[dict[str, object]]) -> list[str]:
    lines = [_("Line {row}, {column}: {message}").format(**one) for one in errors]
    if pasted.unknown:
        lines.append(_("No column here is called: {names}.").format(names=", ".join(pasted.unknown)))
    return [*lines, plural("{count} line read.", "{count} lines read.", len(pasted.lines))]


@training.command("certificates")
@click.argument("row")
@pass_context
def certificates(context: Context, row: str) -> None:
    """Give certificates to all who attended and passed; ROW is a session or a training."""
    given = give_certificates(context.desk, parse_id(row))
    document = {
        "given": [
            {
                "participant": id_text(one.person),
                "number": one.number,
                "code": one.code,
                "refresher_due": str(one.refresher_due) if one.refresher_due else None,
            }
            for one in given.given
        ],
        "had": given.had,
        "not_passed": given.not_passed,
        "unnamed": given.unnamed,
    }
    said = plural("{count} certificate given.", "{count} certificates given.", len(given.given))
    context.show(document, said, *(f"{one.number}  {one.code}" for one in given.given))


@training.command("withdraw")
@click.argument("number")
@click.option("--reason", required=True)
@pass_context
def withdraw(context: Context, number: str, reason: str) -> None:
    """Withdraw a certificate by its number; every PC that hears of it says so from then on."""
    context.show_changed(withdraw_certificate(context.desk, number, reason))


@training.command("skills")
@click.argument("login", metavar="OFFICER")
@click.argument("skills", nargs=-1, required=True, metavar="SKILL…")
@click.option("--certificate", metavar="NUMBER", help="A certificate of this officer that stands in the directory.")
@click.option("--paper", metavar="NUMBER", help="A certificate on paper, with --title and --on.")
@click.option("--title", default="", help="The training that the paper names.")
@click.option("--on", default="", help="The date on the paper.")
@pass_context
def skills_(
    context: Context,
    login: str,
    skills: Sequence[str],
    certificate: str | None,
    paper: str | None,
    title: str,
    on: str,
) -> None:
    """Give an officer skills after a certificate; the first ones by one on paper."""
    if paper is not None:
        changed = give_first_skills(context.desk, login, skills, PaperCertificate(paper, title, on))
    elif certificate is not None:
        changed = give_skills(context.desk, login, skills, certificate)
    else:
        raise UserError(
            "certificate-needed", _("Name the certificate with --certificate, or one on paper with --paper.")
        )
    context.show_changed(changed)


@training.command("take-skills")
@click.argument("login", metavar="OFFICER")
@click.argument("skills", nargs=-1, required=True, metavar="SKILL…")
@click.option("--reason", required=True)
@pass_context
def take(context: Context, login: str, skills: Sequence[str], reason: str) -> None:
    """Take skills from an officer."""
    context.show_changed(take_skills(context.desk, login, skills, reason))


@training.command("refreshers")
@click.option("--days", type=click.IntRange(0), help="Only what is due within so many days.")
@pass_context
def refreshers(context: Context, days: int | None) -> None:
    """List whose training is to be refreshed, the longest overdue first."""
    until = None if days is None else context.now().date() + timedelta(days=days)
    found = find_refreshers(context.desk, until)
    document = [
        {
            "participant": id_text(one.person.id),
            "name": one.name,
            "training": str(one.training["title"] or ""),
            "due": one.due.isoformat(),
        }
        for one in found
    ]
    context.show({"refreshers": document}, *(f"{one['due']}  {one['name']}  {one['training']}" for one in document))


@training.command("mine")
@pass_context
def mine(context: Context) -> None:
    """List your own certificates and what is due."""
    document = [
        {
            "number": str(one.row["number"] or ""),
            "training": str(one.row["training"] or ""),
            "on": str(one.row["on"]),
            "code": str(one.row["check_code"] or ""),
            "refresher_due": str(one.row["refresher_due"]) if one.row["refresher_due"] else None,
            "days_left": one.days_left,
        }
        for one in find_my_certificates(context.desk)
    ]
    lines = [f"{one['number']}  {one['on']}  {one['training']}  {one['refresher_due'] or ''}" for one in document]
    context.show({"certificates": document}, *(lines or [_("You have no certificate here yet.")]))


@training.command("figures")
@click.argument("row")
@pass_context
def figures(context: Context, row: str) -> None:
    """Say what a training or a session came to: who attended and passed, and the tests before and after."""
    view = see_course(context.desk, parse_id(row))
    document = {
        **_figures(view.figures),
        "sessions": {id_text(one): _figures(told) for one, told in view.by_session.items()},
    }
    context.show(document, *(f"{name}: {value}" for name, value in _figures(view.figures).items()))


@training.command("campaign")
@click.argument("row")
@pass_context
def campaign(context: Context, row: str) -> None:
    """Say what a campaign came to: reach, cost, and the reports of the weeks after its activities."""
    view = see_campaign(context.desk, parse_id(row))
    after = view.after
    document = {
        "activities": len(view.activities),
        "reach": view.reach,
        "reach_by_basis": dict(view.by_basis),
        "cost": [str(one) for one in view.cost],
        "reports_after": None
        if after is None
        else {
            "worries": after.worries,
            "calls": after.calls,
            "before": after.before,
            "by_district": dict(after.by_district),
        },
        "after_each": {id_text(one): count for one, count in view.after_each.items()},
    }
    context.show(document, *(f"{name}: {value}" for name, value in document.items()))


def _figures(told: TrainingFigures) -> dict[str, object]:
    return {
        "people": told.people,
        "attended": told.attended,
        "passed": told.passed,
        "certified": told.certified,
        "tested": told.tested,
        "before": told.before,
        "after": told.after,
        "effect": told.effect,
        "groups": [
            {"audience": audience, "sex": sex, "count": count} for (audience, sex), count in told.by_group.items()
        ],
    }
