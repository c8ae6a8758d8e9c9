"""A training on paper: the sheet of one with its sessions and figures, or the list of all trainings with theirs.

Participants are counted, by audience and sex. Their names and marks stand on the sheet only where they are asked for.
"""

from tipdesk.domain.rules.registers import Act
from tipdesk.domain.rules.training_figures import TrainingFigures
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk
from tipdesk.services.documents.answers import Reading
from tipdesk.services.documents.case_file import Answer, Block, Section, Shown
from tipdesk.services.documents.printer import Printer
from tipdesk.services.documents.sign_print import sign_print
from tipdesk.services.look import noting_refusals
from tipdesk.services.outreach.courses import CourseView, view_course
from tipdesk.services.outreach.outreach_paper import (
    NONE,
    Translate,
    about,
    code_label,
    field_label,
    make_paper,
    note_print,
    print_list,
    read_reading,
    said,
    table,
)
from tipdesk.services.outreach.rooms import PERSON, SESSION, TRAINING
from tipdesk.services.registers.kept import permit_register
from tipdesk.services.registers.reading import rows_in

_SEXES = ("female", "male")
_SESSION_SHARES = (1.5, 3.0, 0.9, 2.4, 1.2, 1.0, 1.0, 1.0)
_PERSON_SHARES = (2.7, 2.0, 1.7, 1.1, 1.4, 1.0, 1.0, 1.1, 1.9)
_LIST_SHARES = (3.2, 1.1, 1.2, 1.0, 1.0, 1.0, 2.0, 1.8)


def print_training(
    desk: Desk, printer: Printer, row: bytes, *, with_names: bool = False, translate: Translate = str
) -> bytes:
    """Return the signed sheet of a training, or of one session of it.

    Raises UserError `no-such-row`, and those of `permit_register`.
    """
    with noting_refusals(desk), desk.read() as reader:
        permit_register(desk, TRAINING, Act.PRINT)
        view = view_course(reader, desk, row)
        reading = read_reading(reader, desk, translate, (view.course.training, *view.course.sessions))
    note_print(desk, row)
    training = view.course.training
    sections = [
        about(reading, translate(TRAINING.label), training, frozenset({"title"})),
        _result(view.figures, translate),
        _sessions(reading, view, translate),
        _groups(desk, view.figures, translate),
        *([_people(reading, view, translate)] if with_names else []),
    ]
    count = len(view.course.sessions)
    more = translate(_("Sessions: {count}")).format(count=count)
    paper = make_paper(desk, reading, translate(TRAINING.label), str(training["title"] or ""), more, sections)
    return sign_print(desk, printer.print(paper), subject=row)


def print_trainings(desk: Desk, printer: Printer, translate: Translate = str) -> bytes:
    """Return the signed list of all trainings with their figures; raises the UserErrors of `permit_register`."""
    with noting_refusals(desk), desk.read() as reader:
        permit_register(desk, TRAINING, Act.PRINT)
        views = [view_course(reader, desk, one.id) for one in rows_in(reader, desk, TRAINING)]
        reading = read_reading(reader, desk, translate)
    label = {name: field_label(TRAINING.name, name, translate) for name in ("title", "funder", "cost")}
    heads = (label["title"], translate(SESSION.plural), *_figure_heads(translate), label["funder"], label["cost"])
    lines = [
        (
            str(one.course.training["title"] or ""),
            str(len(one.course.sessions)),
            *_figure_cells(one.figures),
            *(said(reading, one.course.training, name) for name in ("funder", "cost")),
        )
        for one in views
    ]
    empty = translate(_("No training is recorded."))
    return print_list(desk, printer, reading, TRAINING, empty, (heads, _LIST_SHARES, lines))


def _result(figures: TrainingFigures, translate: Translate) -> Section:
    told = [
        (_("Participants"), str(figures.people)),
        (_("Attended"), str(figures.attended)),
        (_("Passed"), str(figures.passed)),
        (_("With a certificate"), str(figures.certified)),
        (_("With both marks"), str(figures.tested)),
        (_("Mean before"), _percent(figures.before)),
        (_("Mean after"), _percent(figures.after)),
        (_("Effect, in points of a hundred"), NONE if figures.effect is None else f"{figures.effect:+d}"),
    ]
    answers = tuple(Answer(translate(label), Shown((text,))) for label, text in told)
    return Section(translate(_("Result")), (Block("", answers),), "")


def _sessions(reading: Reading, view: CourseView, translate: Translate) -> Section:
    label = [field_label(SESSION.name, name, translate) for name in ("on", "place", "hours")]
    heads = (*label, translate(_("Trainer")), *_figure_heads(translate))
    lines = [
        (
            *(said(reading, one, name) for name in ("on", "place", "hours")),
            said(reading, one, "trainer") or said(reading, one, "trainer_officer"),
            *_figure_cells(view.by_session[one.id]),
        )
        for one in view.course.sessions
    ]
    grid = (table(heads, _SESSION_SHARES, lines),) if lines else ()
    return Section(translate(SESSION.plural), grid, translate(_("No session is recorded.")))


def _groups(desk: Desk, figures: TrainingFigures, translate: Translate) -> Section:
    """Return who attended, by audience and sex."""
    sexes = [*_SEXES, *sorted({sex for _audience, sex in figures.by_group} - {*_SEXES})]
    heads = (
        field_label(PERSON.name, "audience", translate),
        *(code_label(desk, "sex", sex, translate) for sex in sexes),
        translate(_("All")),
    )
    lines = []
    for audience in sorted({audience for audience, _sex in figures.by_group}):
        counts = [figures.by_group.get((audience, sex), 0) for sex in sexes]
        label = code_label(desk, "training_audience", audience, translate)
        lines.append((label, *map(str, counts), str(sum(counts))))
    totals = [sum(count for (_audience, one), count in figures.by_group.items() if one == sex) for sex in sexes]
    lines.append((translate(_("All")), *map(str, totals), str(sum(totals))))
    grid = table(heads, (3.0, *[1.0] * (len(heads) - 1)), lines)
    empty = translate(_("Nobody is marked as having attended."))
    return Section(translate(_("Who attended")), (grid,) if figures.attended else (), empty)


def _people(reading: Reading, view: CourseView, translate: Translate) -> Section:
    names = ("agency", "audience", "sex", "attended", "before", "after", "passed", "certificate_no")
    heads = [field_label(PERSON.name, name, translate) for name in ("name", *names)]
    people = sorted(view.course.people, key=lambda one: view.names[one.id].casefold())
    lines = [(view.names[one.id] or NONE, *(said(reading, one, name) for name in names)) for one in people]
    grid = (table(heads, _PERSON_SHARES, lines),) if lines else ()
    return Section(translate(PERSON.plural), grid, translate(_("Nobody is recorded.")))


def _figure_heads(translate: Translate) -> tuple[str, ...]:
    return tuple(translate(one) for one in (_("Attended"), _("Passed"), _("Before"), _("After")))


def _figure_cells(figures: TrainingFigures) -> tuple[str, ...]:
    return str(figures.attended), str(figures.passed), _percent(figures.before), _percent(figures.after)


def _percent(mean: int | None) -> str:
    return NONE if mean is None else f"{mean} %"
