"""Keep a worry: the one page of the counter, eight answers, none of them needed.

Promises a case under a neutral code name and one report, in one entry, even when every answer is empty. What follows
(whom the officer rang, what became of them) is written by `note_call` and `note_outcome`.
"""

from collections.abc import Collection, Mapping

from tipdesk.domain.code_name import make_code_name
from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.rules.sealing import RESTRICTED_LEVEL
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now
from tipdesk.services.case.new_case import new_case
from tipdesk.services.desk import Desk
from tipdesk.services.results import Saved

_REPORT_KEY = "report"


def record_worry(
    desk: Desk,
    answers: Mapping[str, object],
    *,
    urgent: bool | None = None,
    people: Collection[bytes] | None = None,
) -> Saved:
    """Store a case and its report from answers by the field names of Report.

    `urgent`: sent before what waits; by default when somebody may be in danger now. UserError `bad-fields` names every
    refused answer, under "Report.…"; `not-allowed`. `people`: for these officers only, and headquarters' case unit;
    None for an ordinary case.
    """
    is_sent = is_in_danger(answers) if urgent is None else urgent
    told = {**answers, "sent_at": moment_text(desk)} if is_sent else answers
    document = worry_document(desk, told, None if people is None else RESTRICTED_LEVEL)
    try:
        made = new_case(desk, document, urgent=is_sent, named=people or ())
    except UserError as error:
        if not error.fields:
            raise
        raise UserError("bad-fields", _("Some answers cannot be saved as they are."), fields=_renamed(error)) from None
    return Saved(made.reference, made.id, made.rows[1], made.changed)


def worry_document(desk: Desk, answers: Mapping[str, object], level: str | None = None) -> dict[str, object]:
    """Return the document of the case that a worry begins, under a code name, with its one report.

    `level`: of sealing; ordinary unless given.
    """
    fields = {"received_at": moment_text(desk), **answers}
    return {
        "case": {
            "title": make_code_name(desk.words, desk.ids.noise(8)),
            "case_type": "suspected_trafficking",
            "report_channel": answers.get("channel"),
            "sealing": level,
        },
        "records": [{"record": "Report", "key": _REPORT_KEY, "fields": fields}],
    }


def moment_text(desk: Desk) -> str:
    """Return the moment as a document holds it."""
    return moment_now(desk).isoformat(timespec="minutes")


def is_in_danger(answers: Mapping[str, object]) -> bool:
    """Tell whether somebody may be in danger now."""
    return answers.get("danger_now") in ("yes", "unsure")


def _renamed(error: UserError) -> tuple[FieldProblem, ...]:
    """Return the problems under the names that the page knows; a bad channel is named once."""
    prefix = "records[0].fields."
    return tuple(
        FieldProblem("Report." + problem.path.removeprefix(prefix), problem.template, problem.values)
        for problem in error.fields
        if problem.path.startswith(prefix)
    )
