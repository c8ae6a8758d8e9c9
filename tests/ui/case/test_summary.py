"""The summary of a case: the first report, what differs, the next steps and what happened last, acted on in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QScrollArea

from tests.ui.invented import amber
from tests.ui.probes import grab, moved, places, unnamed_widgets, unreached_widgets, words
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.childhood import Ages
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.history import history
from tipdesk.services.case.new_case import new_case
from tipdesk.services.look import look
from tipdesk.ui.case.latest import deed_words, deeds_of, is_new
from tipdesk.ui.widgets.siblings_view import SiblingsView

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk
    from tipdesk.ui.case.summary import SummaryTab

REPORT = {"where_now": "landed", "danger_now": "no", "under_18": "unsure", "persons_count": 30}


def reported(desk: CasesDesk) -> bytes:
    """Make a case with one report, and return its id."""
    document = {"case": {"title": "Blue heron 12"}, "records": [{"record": "Report", "fields": REPORT}]}
    return new_case(desk.store, document).id


def differing(desk: CasesDesk) -> bytes:
    """Make a case in which two answers to a day of birth stand, one of them a child's."""
    made = amber(desk.store)
    person = look(desk.store, made.id).of("Person")[0]
    amend_record(desk.store, person, {"birth_date": "14 5 2019", "age_basis": "document"})
    amend_record(desk.store, person, {"birth_date": "2007"})
    return made.id


def buttons(summary: SummaryTab, words_of: str) -> list[QPushButton]:
    """Return the buttons of the part with what differs that read so."""
    return [one for one in summary.disputes.findChildren(QPushButton) if one.text() == words_of and one.isVisible()]


def refreshed(desk: CasesDesk) -> None:
    """Read the case again, as after a sync."""
    desk.screen.case._ask()
    desk.settle()


def test_the_first_report_is_labelled(desk: CasesDesk) -> None:
    """Every question stands with its answer; not being sure of a child stands out, and what was not asked says so."""
    view = desk.open(reported(desk))
    assert view.summary.report.texts() == [
        "Where they are: Landed, not here",
        "In danger now: No",
        "Anybody under 18: Not sure",
        "How many: 30",
        "Came by: Not answered yet",
        "With them: Not answered yet",
        "Rung: Nobody yet",
        "What became of them: Not answered yet",
    ]
    values = view.summary.report._values
    assert [values[name].property("ink") for name in ("danger_now", "under_18", "travel")] == ["", "danger", "muted"]


def test_a_case_without_a_report_offers_one(desk: CasesDesk) -> None:
    """The card says that nobody has reported it, and its button asks for a report."""
    view = desk.open(amber(desk.store).id)
    asked: list[tuple[str, object]] = []
    view.add_asked.connect(lambda record, known: asked.append((record, known)))
    if not desk.workspace().reports:
        view.summary.report._open.click()
        assert asked == [("Report", {})]
    else:
        assert view.summary.report._open.text() == "Open"


def test_two_answers_stand_side_by_side_and_one_is_kept(desk: CasesDesk) -> None:
    """Both in the same letters with who, where, when and how known; kept where it stands, and another after all."""
    case = differing(desk)
    view = desk.open(case)
    told = words(view.summary.disputes)
    assert "Until it is settled this person counts as a child." in told
    assert "How known: from a document" in told
    assert told.count("acharles") == 2
    keep = buttons(view.summary, "Keep this")
    assert len(keep) == 2
    grab(desk.screen, "summary-differs")
    keep[1].click()
    desk.settle()
    kept = look(desk.store, case).of("Person")[0]
    assert not kept.in_conflict()
    assert buttons(view.summary, "Kept") == [keep[1]]
    [other] = buttons(view.summary, "Keep this instead")
    before = str(kept["birth_date"])
    other.click()
    desk.settle()
    after = str(look(desk.store, case).of("Person")[0]["birth_date"])
    assert {before, after} == {"2019-05-14", "2007"}


def test_the_whole_record_is_one_press_away(desk: CasesDesk) -> None:
    """The link leads to the row with what differs in it, side by side there as well."""
    view = desk.open(differing(desk))
    buttons(view.summary, "See the whole record")[0].click()
    desk.settle()
    assert view.tabs.current_name() == "people"
    assert desk.pane().findChildren(SiblingsView)


def test_both_days_of_birth_may_stand(desk: CasesDesk) -> None:
    """The age is disputed then: both answers stay, and the person counts as a child."""
    case = differing(desk)
    view = desk.open(case)
    [both] = buttons(view.summary, "Keep both: age disputed")
    both.click()
    desk.settle()
    person = look(desk.store, case).of("Person")[0]
    assert person["age_basis"] == "disputed"
    assert "birth_date" in person.siblings
    assert Ages(desk.seat.now().date()).is_child(person)


def test_settling_and_what_comes_move_nothing(desk: CasesDesk) -> None:
    """A settled answer, a further one in dispute, a step that is done and one that comes: every control stays."""
    case = differing(desk)
    view = desk.open(case)
    for _round in range(3):
        QApplication.processEvents()
    before = places(view.summary)
    buttons(view.summary, "Keep this")[0].click()
    desk.settle()
    assert moved(before, places(view.summary)) == []
    row = look(desk.store, case).case
    for risk in ("low", "imminent"):
        amend_record(desk.store, row, {"risk_level": risk})
    refreshed(desk)
    assert moved(before, places(view.summary)) == []
    assert view.summary.disputes.more.text() == "1 more: show"
    tick = view.summary.steps.findChildren(QCheckBox)[0]
    tick.click()
    desk.settle()
    QApplication.processEvents()
    add_record(desk.store, case, BY_NAME["Task"], {"title": "One more", "status": "open"})
    refreshed(desk)
    assert "Done: One more" in [one.accessibleName() for one in view.summary.steps.findChildren(QCheckBox)]
    assert moved(before, places(view.summary)) == []
    view.summary.disputes.more.click()
    QApplication.processEvents()
    assert "Risk: the answers differ" in words(view.summary.disputes)


def test_a_step_is_ticked_off_where_it_stands(desk: CasesDesk) -> None:
    """It stays, ticked, and is done in the store; late ones are said to be late, the first due stands first."""
    case = reported(desk)
    for title, due in (("Later", "30 11 2030"), ("Soonest", "1 2 2020"), ("Some day", None)):
        add_record(desk.store, case, BY_NAME["Task"], {"title": title, "due": due, "status": "open"})
    view = desk.open(case)
    ticks = view.summary.steps.findChildren(QCheckBox)
    assert [tick.accessibleName() for tick in ticks] == ["Done: Soonest", "Done: Later", "Done: Some day"]
    assert "Late: 1 Feb 2020" in words(view.summary.steps)
    ticks[0].click()
    desk.settle()
    states = {task["title"]: task["status"] for task in look(desk.store, case).of("Task")}
    assert states == {"Later": "open", "Soonest": "done", "Some day": "open"}
    again = [tick for tick in view.summary.steps.findChildren(QCheckBox) if tick.isVisible()]
    assert (again[0].accessibleName(), again[0].isChecked()) == ("Done: Soonest", True)
    assert desk.said.undo is not None


def test_what_is_to_be_done_has_the_whole_line(desk: CasesDesk) -> None:
    """The day stands below it; what is too long even so ends in "…", and is told whole to whoever points or listens."""
    case, short, long = (
        reported(desk),
        "Ask the labour inspectorate for its report",
        "Ask for the list " * 11,
    )
    for title in (short, long.strip()):
        add_record(desk.store, case, BY_NAME["Task"], {"title": title, "due": "1 2 2020"})
    steps = desk.open(case).summary.steps
    shown = {one.accessibleName(): one for one in steps.findChildren(QPushButton)}
    whole, cut = (shown[f"Open the task: {title}"] for title in (short, long.strip()))
    assert whole.text() == short
    assert cut.text().endswith("…")
    assert cut.fontMetrics().horizontalAdvance(cut.text()) <= cut.width()


def test_what_happened_last_is_told_in_words(desk: CasesDesk) -> None:
    """Who did what, latest first, without a word of what was written; the names are those that the officer may see."""
    case = reported(desk)
    add_record(desk.store, case, BY_NAME["Note"], {"text": "Secret words"})
    amend_record(desk.store, look(desk.store, case).case, {"risk_level": "high"})
    view = desk.open(case)
    told = view.summary.latest.texts()
    assert told[:2] == ["acharles set the risk to: High", "acharles wrote a note"]
    assert set(told[2:]) == {"acharles opened the case"}
    assert "Secret" not in " ".join(told)


def test_a_deed_is_one_line_in_an_officers_words(desk: CasesDesk) -> None:
    """Changing answers names their section, a new row its record, the trash what went into it."""
    case = amber(desk.store).id
    person = look(desk.store, case).of("Person")[0]
    amend_record(desk.store, person, {"occupation": "Cook", "phone": "452 0001"})
    deeds = deeds_of(history(desk.store, case))
    wording = desk.seat.wording.with_rows([person])
    who = wording.names.officer(desk.store.actor.officer)
    assert deed_words(deeds[0], wording) == f"{who} changed Life and work, Contact of {wording.title(person)}"
    assert is_new(deeds[-1])
    assert not is_new(deeds[0])


def test_there_is_room_for_one_column_or_two(desk: CasesDesk) -> None:
    """Wide, what is missing and due heads the right; narrow it is first, then elements, what differs, the report."""
    case = differing(desk)
    person = look(desk.store, case).of("Person")[0]
    amend_record(
        desk.store, person, {"given_names": "Marisol of a very long name that goes on and on, and then on again"}
    )
    view = desk.open(case)
    summary = view.summary
    [area, *_inner] = view.tabs.currentWidget().findChildren(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    order = [summary.missing, summary.elements, summary.disputes, summary.report]
    at = [part.mapTo(summary, part.rect().topLeft()).y() for part in (*order, summary.steps)]
    assert at == sorted(at)
    desk.screen.resize(1240, 800)
    QApplication.processEvents()
    assert summary.missing.mapTo(summary, summary.missing.rect().topLeft()).y() == 0
    assert summary.steps.mapTo(summary, summary.steps.rect().topLeft()).x() > summary.report.width()


def test_everything_on_it_is_named_and_reached(desk: CasesDesk) -> None:
    """Each tick, link and button has a name, and Tab comes to it."""
    desk.open(differing(desk))
    assert unnamed_widgets(desk.screen) == []
    assert unreached_widgets(desk.screen) == []
