"""Another case that belongs with this one: its reference is typed, and the summary tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.invented import amber
from tests.ui.probes import unnamed_widgets
from tipdesk.domain.records import BY_NAME
from tipdesk.services.look import look

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk


def test_another_case_is_linked_by_its_reference(desk: CasesDesk) -> None:
    """What is no reference, and a case that is not there, are told beside the field; then the link stands."""
    first, other = amber(desk.store), amber(desk.store, "Green heron 5")
    view = desk.open(first.id)
    view.summary.add_asked.emit("CaseLink", {})
    desk.settle()
    form = desk.form()
    assert unnamed_widgets(form) == []
    frame = form.form.frames["other"]
    form.form.frames["reason"].set_value("same_people")
    for wrong, told in (("heron", "reference"), ("K7Q-42MX", "K7Q-42MX")):
        frame.editor.retype(wrong)
        frame.editor.changed.emit()
        form.save.click()
        desk.settle()
        assert told in frame.problem()
    assert look(desk.store, first.id).of(BY_NAME["CaseLink"].name) == ()
    frame.editor.retype(other.reference.lower())
    frame.editor.changed.emit()
    form.save.click()
    desk.settle()
    assert not frame.problem()
    [link] = look(desk.store, first.id).of("CaseLink")
    assert link["other"] == other.id
    assert other.reference in desk.seat.wording.with_names(desk.workspace().names).value(
        link.record.by_name["other"], link["other"]
    )
