"""What officers are able to do, as headquarters says after a certificate; the first ones by a certificate on paper.

A skill opens what only the trained may do, so it is never merely typed: it names a certificate of that officer which
stands in the directory, or one on paper, which is written there with the skill.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.kinds import Referred, Value
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.access.deciding import check_reason
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.directory.officer_ids import ids_of
from tipdesk.services.fields import change_of_new, change_of_row, find_needed, read_fields, refuse
from tipdesk.services.headquarters.directory.registry import get_officer
from tipdesk.services.headquarters.directory.writing import permit_directory, write_directory
from tipdesk.services.look import deed
from tipdesk.services.outreach.rooms import CERTIFICATE, OFFICER
from tipdesk.services.outreach.withdraw_certificate import get_certificate
from tipdesk.services.results import Changed
from tipdesk.sync.certificate import Certified

_BAD = _("Some answers cannot be saved as they are.")


@dataclass(frozen=True)
class PaperCertificate:
    """A certificate that was given on paper: its number, the training it names, and its date as it is typed."""

    number: str
    training: str
    on: str


def give_skills(desk: Desk, login: str, skills: Iterable[str], certificate: str) -> Changed:
    """Give an officer skills after a certificate of theirs that stands in the directory, named by its number.

    Raises UserError `unknown-skill`, `not-their-certificate`, `no-such-certificate`, `unknown-officer`, and those of
    `permit_directory`.
    """
    permit_directory(desk)
    with deed(desk) as unit:
        officer, chosen = get_officer(unit, login), _known(desk, skills)
        held = get_certificate(unit, certificate)
        if held["officer"] not in ids_of(unit, officer.id):
            raise UserError("not-their-certificate", _("This certificate was given to somebody else."))
        return _write(desk, unit, officer, _skills(officer) | chosen, reason=str(held["number"]))


def give_first_skills(desk: Desk, login: str, skills: Iterable[str], paper: PaperCertificate) -> Changed:
    """Give an officer skills by a certificate on paper, which is written to the directory with them.

    Raises UserError `bad-fields` for a paper without number, training or date, or with a number that is taken,
    `unknown-skill`, `unknown-officer`, and those of `permit_directory`.
    """
    permit_directory(desk)
    with deed(desk) as unit:
        officer, chosen = get_officer(unit, login), _known(desk, skills)
        values = _read_paper(desk, unit, paper)
        name = str(officer["name"] or officer["login"] or "")
        facts = Certified(str(values["number"]), name, str(values["training"]), str(values["on"]))
        values |= {"officer": officer.id, "check_code": facts.code}
        written = change_of_new(CERTIFICATE, desk.ids.new_id(), values)
        return _write(desk, unit, officer, _skills(officer) | chosen, written, reason=facts.number)


def _read_paper(desk: Desk, unit: UnitOfWork, paper: PaperCertificate) -> dict[str, Value]:
    name = CERTIFICATE.name
    given = {"number": paper.number, "training": paper.training, "on": paper.on}
    values, problems = read_fields(desk.codes, CERTIFICATE, given, name, _no_refer, now=moment_now(desk))
    known = {**values, "check_code": "-"}  # which follows from the others
    problems += find_needed(CERTIFICATE, known, [one.path for one in problems], name)
    taken = {str(row["number"]).casefold() for row in unit.find_rows(CERTIFICATE, with_deleted=True)}
    if str(values.get("number") or "").casefold() in taken:
        problems.append(FieldProblem(f"{name}.number", _("There is a certificate with this number already.")))
    refuse(problems, "bad-fields", _BAD)
    return values


def take_skills(desk: Desk, login: str, skills: Iterable[str], reason: str) -> Changed:
    """Take skills from an officer, with a reason.

    Raises UserError `reason-needed`, `unknown-skill`, `unknown-officer`, and those of `permit_directory`.
    """
    permit_directory(desk)
    words = check_reason(reason)
    with deed(desk) as unit:
        officer, chosen = get_officer(unit, login), _known(desk, skills)
        return _write(desk, unit, officer, _skills(officer) - chosen, reason=words)


def _known(desk: Desk, skills: Iterable[str]) -> frozenset[str]:
    chosen = frozenset(skills)
    unknown = sorted(one for one in chosen if not desk.codes.is_known("officer_skill", one))
    if unknown or not chosen:
        names = ", ".join(one.code for one in desk.codes.list_of("officer_skill"))
        raise UserError("unknown-skill", _("Name one or more of these skills: {names}."), names=names)
    return chosen


def _skills(officer: Row) -> frozenset[str]:
    held = officer["skills"]
    return frozenset(str(one) for one in held) if isinstance(held, frozenset) else frozenset()


def _write(
    desk: Desk, unit: UnitOfWork, officer: Row, skills: frozenset[str], *written: Change, reason: str
) -> Changed:
    values: dict[str, Value] = {"skills": skills or None}
    change = change_of_row(officer, values)
    changes = [*([change] if change is not None else []), *written]
    if not changes:
        return Changed(frozenset(), None, officer.id)
    entry = write_directory(desk, unit, changes, reason)
    return Changed(frozenset({OFFICER.name, CERTIFICATE.name}), None, officer.id, (entry.dot,))


def _no_refer(record: str, _given: object) -> Referred:
    raise UserError("no-such-row", _("There is no such {record} in the directory."), record=record)
