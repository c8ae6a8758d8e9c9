"""The ten questions, each with its editor; labels and help come from the record Report, answers from the code lists.

The page holds its answers in one shape, that of the service that records a worry: the answers by field name, and beside
them people, companion and calls. What cannot be read is among them as it was typed. Where the questions stand is
decided by the sheet.
"""

from collections.abc import Callable, Iterable, Mapping

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.worry import CALLS, COMPANION, PEOPLE
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice import Choice, choices_of
from tipdesk.ui.widgets.editor import Editor
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.widgets.number_edit import NumberEdit
from tipdesk.ui.widgets.yes_no_unsure import YesNoUnsure
from tipdesk.ui.worry.companion import WhoIsWithThem
from tipdesk.ui.worry.paper import FromPaper
from tipdesk.ui.worry.people import People
from tipdesk.ui.worry.person_strip import line
from tipdesk.ui.worry.question import Question, is_read, neutral
from tipdesk.ui.worry.signs import SignsPicker

REPORT = BY_NAME["Report"]
MOST_PEOPLE = 10_000
NO_NAME, SCANNED = "do_not_record", "scanned"
COUNT_PIXELS = 110


class Questions:
    """The questions by name, in the order of the page; `calls` are the calls that were made meanwhile."""

    def __init__(self, codes: CodeBook, language: str, paper: FromPaper) -> None:
        self._codes, self._language, self.paper = codes, language, paper
        self.people, self.companion = People(), WhoIsWithThem()
        self.signs = SignsPicker(self._choices("what_seen"))
        self.count = NumberEdit(0, MOST_PEOPLE)
        self.calls: list[dict[str, object]] = []
        self.fields: dict[str, Question] = {}
        self._ask("where_now", self._segments("where_now"))
        self._ask("danger_now", YesNoUnsure(is_joined=True), is_neutral=True)
        self._ask("under_18", YesNoUnsure(is_joined=True), is_neutral=True)
        self._ask("persons_count", self.count)
        self._ask("travel", line("", _("BA2159, a yacht's name, a guest house…")))
        self._put(PEOPLE, _("The person"), self.people, _("What you see. No name is needed."))
        self._put("passport", _(REPORT.by_name["passport"].label), self._segments("passport"))
        self._ask("who_is_with_them", self.companion)
        self._ask("what_seen", self.signs, is_neutral=True)
        words = LongText(2, _("What you saw and heard, one line is enough"))
        words.box.setFixedHeight(words.box.minimumHeight())  # it scrolls: all ten questions are in sight
        self._ask("own_words", words)

    def value(self, name: str) -> object:
        """Return the answer to one question, or None for none."""
        return self.fields[name].value()

    def answers(self) -> dict[str, object]:
        """Return everything that the page holds, as JSON can keep it, without empty answers."""
        kept = {name: question.value() for name, question in self.fields.items()}
        kept.update(self.paper.values())
        kept[COMPANION], kept[CALLS] = self.companion.values() or None, list(self.calls) or None
        return {name: value for name, value in kept.items() if value is not None}

    def fill(self, draft: Mapping[str, object]) -> None:
        """Show a draft in place of everything that was there."""
        for name, question in self.fields.items():
            question.set_value(draft.get(name))
        self.companion.show_values(draft.get(COMPANION))
        self.paper.show_values(draft)
        calls = draft.get(CALLS)
        self.calls = [dict(one) for one in calls if isinstance(one, dict)] if isinstance(calls, list) else []

    def on_change(self, heard: Callable[[], object]) -> None:
        """Call `heard` whenever the officer changes an answer."""
        for editor in self._editors():
            editor.changed.connect(heard)

    def is_count_read(self) -> bool:
        """Tell whether the number of people can be read."""
        return is_read(self.count)

    def agree(self) -> None:
        """Let one answer follow from another, where nothing was answered yet or too few people are counted.

        A young person among the people answers "under 18", a passport that was read answers "passport", and the count
        is at least the number of people described.
        """
        if self.people.is_young() and self.value("under_18") is None:
            self.fields["under_18"].set_value("yes")
        if self.value("passport") is None and (self.people.has_papers() or self.companion.has_papers()):
            self.fields["passport"].set_value(SCANNED)
        count = self.value("persons_count")
        if self.people.count > 1 and (count is None or (isinstance(count, int) and count < self.people.count)):
            self.count.set_value(self.people.count)

    def show_names(self) -> None:
        """Let names be typed, or not, as the answer about the passport says.

        A name that is typed already stays until the officer takes it off.
        """
        is_nameless = self.value("passport") == NO_NAME
        self.people.show_nameless(is_nameless=is_nameless)
        self.companion.scans.setEnabled(not is_nameless)

    def fit(self, *, is_tight: bool, is_stacked: bool) -> None:
        """Take the width that the window leaves."""
        self.count.line.setFixedWidth(current().pixels(COUNT_PIXELS))
        for question in self.fields.values():
            question.fit(is_tight=is_tight, is_stacked=is_stacked)
        self.people.fit(is_tight=is_tight)
        self.companion.fit(is_tight=is_tight)

    def show_quiet(self, *, is_quiet: bool) -> None:
        """Ask in words that the person may read, or in plain ones again."""
        for question in self.fields.values():
            question.show_quiet(is_quiet=is_quiet)
        self.signs.show_quiet(is_quiet=is_quiet)

    def _editors(self) -> Iterable[Editor]:
        yield from (question.editor for question in self.fields.values())
        yield from self.paper.editors.values()

    def _ask(self, name: str, editor: Editor, *, is_neutral: bool = False) -> None:
        declared = REPORT.by_name[name]
        self._put(name, _(declared.label), editor, _(declared.help), is_neutral=is_neutral)

    def _put(self, name: str, label: str, editor: Editor, help_text: str = "", *, is_neutral: bool = False) -> None:
        number = len(self.fields) + 1
        self.fields[name] = Question(name, number, label, editor, help_text, neutral(number) if is_neutral else None)

    def _segments(self, name: str) -> YesNoUnsure:
        return YesNoUnsure(self._choices(name), is_joined=True)

    def _choices(self, name: str) -> list[Choice]:
        declared = REPORT.by_name[name]
        if not declared.codes:
            raise TypeError(name)
        return list(choices_of(self._codes.list_of(declared.codes), self._language))
