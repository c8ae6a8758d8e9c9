"""Print papers of a case: one audited look, models of what this copy may say, then a signed print one after the other.

A batch is a generator: whoever asks for it gets each paper when it is signed, hears how far it is, and ends it by
raising or by asking for no more. What was handed out by then stays good, and nothing is half printed. All models are
made before the first paper leaves, so that what cannot be printed is refused before anything is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.predicates import NotJudgedError
from tipdesk.domain.rules.gates.victims import is_kept_apart, is_victim_for_good
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk
from tipdesk.services.documents.make_case_file import permit_of
from tipdesk.services.documents.printer import Told, untold
from tipdesk.services.documents.sign_print import sign_print
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.look import CaseView, looking, read_view
from tipdesk.services.papers.asked import Asked
from tipdesk.services.papers.gathering import Gathering, Tongues
from tipdesk.services.papers.kinds import PERSON, PaperKind
from tipdesk.services.papers.paper import PaperPrinter


@dataclass(frozen=True)
class PrintedPaper:
    """One paper that is signed: of which row, in which language, and its bytes."""

    row: bytes
    language: str
    content: bytes


def print_papers(
    desk: Desk,
    printer: PaperPrinter,
    case: bytes,
    kind: PaperKind,
    asked: Asked,
    tongues: Tongues,
    told: Told = untold,
) -> Iterator[PrintedPaper]:
    """Yield the papers that are asked for.

    Raises UserError `no-such-row`, `which-row` where there are several to choose from, `kept-apart` for a paper of
    somebody who is kept away from victims, those of `look` and those of the builder.
    """
    permit = permit_of(Action.PRINT, identity=asked.identity)
    with looking(desk, case, Action.PRINT, permit=permit) as eyes:
        view = read_view(eyes)
        rows = _choose(view, freeze(eyes.reader, desk, eyes.case), kind, asked)
        gathering = Gathering(eyes, view, kind, asked, tongues)
        materials = [(row.id, gathering.material(row)) for row in rows]
        models = [(row, one.tongue.code, kind.make(one.get(row), one)) for row, one in materials]
    for done, (row_id, language, model) in enumerate(models):
        told(done, len(models))
        content = sign_print(desk, printer.print(model), case=case, subject=row_id, copy_number=asked.copy_number)
        yield PrintedPaper(row_id, language, content)
    told(len(models), len(models))


def _choose(view: CaseView, frozen: FrozenCase, kind: PaperKind, asked: Asked) -> Sequence[Row]:
    """Return the rows of which a paper is asked for: of the first record of the kind that has any."""
    records = kind.records[-1:] if asked.blank else kind.records
    if asked.row is not None:
        found = [row for name in records for row in view.of(name) if row.id == asked.row]
    else:
        found = next(([*rows] for name in records if (rows := view.of(name))), [])
    kept = [row for row in found if row.record.name != PERSON or not _is_apart(frozen, row.id)]
    if found and not kept:
        sentence = _("This paper is for a protected person, not for somebody who is kept away from them.")
        raise UserError("kept-apart", sentence)
    if not kept:
        raise UserError("no-such-row", _("There is no such {record} in this case."), record=records[0])
    if len(kept) > 1 and not asked.every:
        sentence = _("There are several in this case. Say which one with --row: {rows}.")
        raise UserError("which-row", sentence, rows=", ".join(id_text(one.id) for one in kept))
    return kept


def _is_apart(frozen: FrozenCase, person: bytes) -> bool:
    """Tell whether somebody is kept away from victims and is none; whom this PC cannot judge is kept away."""
    try:
        return is_kept_apart(frozen, person) and not is_victim_for_good(frozen, person)
    except NotJudgedError:
        return True
