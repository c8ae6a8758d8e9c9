"""Changing one section of a row, or beginning a new row: the draft each second, recovery, saving as it was seen, undo.

What is typed is on disk within a second of a pause and comes back after a crash or a lock. A row has one draft for all
of its sections, which is also what the forms of older releases kept: of it, a section shows and saves its own answers
and leaves the others alone. The save names the row that was seen, so that what came in between shows as a conflict. A
refusal leaves everything as typed. `SectionForm` shows all this, and whoever listens to `done` decides what comes next.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.changes import Dot
from tipdesk.domain.errors import FieldProblem, TipdeskError
from tipdesk.domain.moments import clock_shown
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.closing import is_closed
from tipdesk.domain.rules.gates.gate import Failed
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.services.case.record_passport import PassportSaved, record_passport
from tipdesk.services.case.take_back import take_back_all
from tipdesk.services.drafts import keep_draft
from tipdesk.services.results import Changed
from tipdesk.ui.editors.autosave import Autosave
from tipdesk.ui.editors.drafted import VERSION, answers_in, draft_of
from tipdesk.ui.gates.offers import Offer, failed_in
from tipdesk.ui.gates.rule_answers import RuleAnswers
from tipdesk.ui.gates.told_with import told_with
from tipdesk.ui.records.deeds import CaseDeeds, Deeds
from tipdesk.ui.records.section_form import SectionForm
from tipdesk.ui.records.target import Target
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _

STATUS = "SuspectStatus"


class Editing(QObject):
    """Presents one `SectionForm`.

    `done` is emitted with the id of the row that was saved, or None when the officer left. `unmask_asked` is emitted
    when the officer asks to see a hidden answer, and `offered` with what a rule offers that leads elsewhere. `told` is
    called when a draft was kept while one types, or dropped.
    """

    done = Signal(object)
    unmask_asked = Signal()
    offered = Signal(object)

    def __init__(
        self,
        seat: Seat,
        deeds: Deeds,
        target: Target,
        page: SectionForm,
        told: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._told = told
        self._seat, self._deeds, self._target, self._page, self._form = seat, deeds, target, page, page.form
        self._is_over = self._wants_row = self._is_saving = False
        self._rest: dict[str, object] = {}
        self._also = page.also
        self._rules: RuleAnswers | None = None
        key = deeds.key_of(target.record, target.seen, target.presets)
        self._autosave = Autosave(seat.lanes, key, self._draft, self._tell, self)
        for form in (page.form, *((page.also.form,) if page.also is not None else ())):
            form.changed.connect(self._autosave.typed)
        page.form.kept.connect(self._settle)
        page.form.show_asked.connect(self._ask_unmasked)
        page.save_pressed.connect(self.save)
        page.left.connect(self.leave)
        page.throw_pressed.connect(self._throw_away)

    @property
    def target(self) -> Target:
        """Return the row that is written."""
        return self._target

    @property
    def case(self) -> bytes | None:
        """Return the case in which it is written, None in a register or the directory."""
        return self._deeds.case if isinstance(self._deeds, CaseDeeds) else None

    @property
    def key(self) -> str:
        """Return the key of the draft."""
        return self._autosave.key

    def start(self) -> None:
        """Fill the form with the row or with what a new one begins with, then with the draft that is there."""
        self._target.fill(self._form)
        self._autosave.recover(self._recover)

    def offer(self, row: Row) -> None:
        """Show the row as it stands now, if this form asked for it: a conflict was settled, or an answer shown.

        A change that came from elsewhere is not taken over: the save then names the old row, and both answers stay.
        """
        if not self._wants_row or self._is_over:
            return
        self._wants_row = False
        self._target = replace(self._target, seen=row)
        self._form.fill(row, self._form.draft())

    def save(self) -> None:
        """Save the answers that differ; what cannot be read, or is refused, is shown beside its field."""
        if self._is_over or self._is_saving or not (self._form.check() and (self._also is None or self._also.check())):
            return
        self._autosave.pause()
        given, target = self._form.given(), self._target
        status = self._also.given() if self._also is not None else None
        if target.seen is not None and not given and not status and self._page.passport is None:
            self._let_go()
            self._end(target.seen.id)
            return
        self._is_saving = True
        self._page.show_saving(is_saving=True)
        draft = None if self._rest else self._autosave.key
        write, then = self._seat.lanes.write, partial(self._saved, frozenset(given))
        if self._page.passport is not None and isinstance(self._deeds, CaseDeeds):
            passport = replace(self._page.passport, answers={**self._page.passport.answers, **target.presets, **given})
            write(record_passport, self._deeds.case, target.seen, passport, draft=draft, then=self._saved_with_paper,
                  failed=self._refused, owner=self)  # fmt: skip
        elif status is not None and isinstance(self._deeds, CaseDeeds):
            role = {**target.presets, **given}
            write(self._deeds.name_suspect, target.seen, role, status, draft=draft, then=then, failed=self._refused,
                  owner=self)  # fmt: skip
        elif target.seen is None:
            told = {**target.presets, **given}
            write(self._deeds.add, target.record, told, draft=draft, then=then, failed=self._refused, owner=self)
        else:
            write(self._deeds.amend, target.seen, given, draft=draft, then=then, failed=self._refused, owner=self)

    def leave(self) -> None:
        """Close the section; what is typed stays as a draft."""
        if self._is_over:
            return
        if self._form.is_changed():
            self.keep()
            undo = partial(_throw, self._dropping(), self._told)
            words = _("What you typed is kept as a draft")
            if self._page.passport is not None:
                words = _("What you typed is kept as a draft; scan the passport again when you go on")
            self._seat.say(words, offer=_("Throw it away"), undo=undo)
        else:
            self._let_go()
        self._end(None)

    def keep(self) -> None:
        """Keep the draft now, which the window asks for when it locks."""
        self._autosave.keep()

    def _draft(self) -> Mapping[str, object]:
        also = self._also.draft() if self._also is not None else {}
        answers = {**self._rest, **self._form.draft(), **also}
        seen = self._target.seen
        return draft_of(seen.version if seen else "", answers)

    def _tell(self, words: str) -> None:
        time = clock_shown(self._seat.now(), with_seconds=True)
        self._page.show_draft(_("Draft kept {time}").format(time=time) if words else "")
        self._told()

    def _recover(self, draft: Mapping[str, object] | None) -> None:
        if draft is None or self._is_over:
            return
        answers = answers_in(draft)
        own = {name: answer for name, answer in answers.items() if name in self._form.frames}
        also = {name: answer for name, answer in answers.items() if "." in name} if self._also is not None else {}
        self._rest = {name: answer for name, answer in answers.items() if name not in own and name not in also}
        if not own and not also:
            return
        self._form.retype(own)
        if self._also is not None:
            self._also.retype(also)
        seen = self._target.seen
        is_same = seen is None or draft.get(VERSION, seen.version) == seen.version
        self._page.show_recovered(
            _("This is what you typed before and did not save.")
            if is_same
            else _("This is what you typed before and did not save. The record has changed since then: compare first.")
        )

    def _throw_away(self) -> None:
        self._page.show_recovered("")
        self._target.fill(self._form)
        self._let_go()

    def _let_go(self) -> None:
        """Drop the draft of this section."""
        self._autosave.pause()
        self._page.show_draft("")
        _throw(self._dropping(), self._told)

    def _dropping(self) -> Callable[[], object]:
        """Return the deed that drops the draft of this section; what is kept of the other sections stays."""
        if not self._rest:
            return self._autosave.dropping()
        seen = self._target.seen
        rest = draft_of(seen.version if seen else "", self._rest)
        return partial(self._seat.lanes.write, keep_draft, self._autosave.key, rest)

    def _saved(self, names: frozenset[str], changed: Changed) -> None:
        target = self._target
        if self._rest:
            self._let_go()
        if (target.record.closed and target.record.closed.is_at_once) or STATUS in changed.kinds:
            self._seat.say(told_with(_("Saved. It stands as it is; correct it beside."), changed))
        elif target.seen is not None and is_closed(target.seen):
            self._seat.say(told_with(_("Saved. What was filled in stands."), changed))
        else:
            write = self._seat.lanes.write
            undo = partial(write, self._deeds.undo, changed, target.seen, names, failed=self._seat.say_problem)
            self._seat.say(told_with(_("Saved"), changed), offer=_("Undo"), undo=undo)
        self._end(changed.row)

    def _saved_with_paper(self, saved: PassportSaved) -> None:
        """End with what was saved of a person and of the passport, which is taken back together."""
        if self._rest:
            self._let_go()
        undo = partial(self._seat.lanes.write, take_back_all, saved.deeds, failed=self._seat.say_problem)
        self._seat.say(_("Saved"), offer=_("Undo"), undo=undo)
        self._end(saved.changed.row)

    def _refused(self, problem: TipdeskError) -> None:
        self._is_saving = False
        self._page.show_saving(is_saving=False)
        failed = failed_in(problem)
        problems = [
            FieldProblem(f"{one.record}.{name}", one.sentence, one.values) for one in failed for name in one.fields
        ] or list(problem.fields)
        others = self._also.show_refusal(problems) if self._also is not None else problems
        if failed and isinstance(self._deeds, CaseDeeds):
            self._say_beside(others)
            self._show_rules(failed, self._deeds.case)
        elif others or not problems:
            self._form.show_refusal(others, problem.text(_))
        self.keep()

    def _say_beside(self, problems: Sequence[FieldProblem]) -> None:
        """Say beside its field what a rule says; the focus goes to what can be done about it."""
        for one in problems:
            frame = self._form.frames.get(one.path.rpartition(".")[2])
            if frame is not None:
                frame.set_problem(one.text(_))

    def _show_rules(self, failed: Sequence[Failed], case: bytes) -> None:
        """Say at the foot which rules stopped the save, with what can be done about each."""
        if self._rules is None:
            panel = self._page.show_rules(self._seat.wording)
            self._rules = RuleAnswers(self._seat, case, panel, self)
            self._rules.passed.connect(self._save_past)
            self._rules.offered.connect(self._follow)
        self._rules.show(failed)

    def _follow(self, offer: Offer) -> None:
        """Lead to an answer of this form that a rule wants, or leave it to whoever knows what else satisfies it."""
        if not self._page.lead_to(offer, self._target.seen):
            self.offered.emit(offer)

    def _save_past(self, override: Override) -> None:
        if isinstance(self._deeds, CaseDeeds):
            self._deeds = replace(self._deeds, override=override)
            self.save()

    def _settle(self, name: str, dot: Dot) -> None:
        seen = self._target.seen
        if seen is not None:
            self._wants_row = True
            self._seat.lanes.write(self._deeds.settle, seen, name, dot, failed=self._refused, owner=self)

    def _ask_unmasked(self) -> None:
        self._wants_row = True
        self.unmask_asked.emit()

    def _end(self, row: bytes | None) -> None:
        self._is_over = True
        self._autosave.stop()
        self.done.emit(row)


def _throw(drop: Callable[[], object], told: Callable[[], object]) -> None:
    """Drop a draft and tell of it, also when the section in which it was typed is gone."""
    drop()
    told()
