"""One page with every widget, and a shell around it: what the tests look at."""

from datetime import datetime, timedelta, timezone

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.values import Missing, PartialDate
from tipdesk.ui.actions import Action, Actions, Reply, Result
from tipdesk.ui.shell import Page, Shell
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.big_button import BigButton
from tipdesk.ui.widgets.buttons import chip, danger, plain, primary, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.codes_picker import CodesPicker
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.error_summary import ErrorSummary
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flag_box import FlagBox
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import figures
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.widgets.number_edit import NumberEdit
from tipdesk.ui.widgets.partial_date_edit import PartialDateEdit
from tipdesk.ui.widgets.phone_edit import PhoneEdit
from tipdesk.ui.widgets.pill import Pill
from tipdesk.ui.widgets.siblings_view import Sibling, SiblingsView
from tipdesk.ui.widgets.text_edit import TextEdit
from tipdesk.ui.widgets.texts_edit import TextsEdit
from tipdesk.ui.widgets.yes_no_unsure import YesNoUnsure

COUNTRIES = [
    Choice(code, label)
    for code, label in (
        ("BB", "Barbados"),
        ("CO", "Colombia"),
        ("CU", "Cuba"),
        ("DM", "Dominica"),
        ("DO", "Dominican Republic"),
        ("GY", "Guyana"),
        ("HT", "Haiti"),
        ("JM", "Jamaica"),
        ("LC", "Saint Lucia"),
        ("TT", "Trinidad and Tobago"),
        ("VE", "Venezuela"),
    )
]
NEEDS = [Choice("food", "Food"), Choice("sleep", "Sleep"), Choice("medicine", "Medicine"), Choice("doctor", "A doctor")]
PAGES = (
    ("home", "Home", "home"),
    ("cases", "Cases", "folders"),
    ("people", "People", "users"),
    ("journeys", "Journeys", "route"),
    ("tasks", "Tasks", "list-check"),
    ("sync", "Send and receive", "refresh"),
    ("settings", "Settings", "settings"),
)


def noon() -> datetime:
    """Noon of 28 November 2026 in Saint Lucia, for fields of dates."""
    return datetime(2026, 11, 28, 12, 0, tzinfo=timezone(timedelta(hours=-4)))


class Gallery(QWidget):
    """Every widget at once, with two problems."""

    def __init__(self) -> None:
        super().__init__()
        self.summary = ErrorSummary()
        self.family = FieldFrame("family_name", "&Family name", TextEdit())
        self.born = FieldFrame("birth_date", "Date of &birth", PartialDateEdit(noon))
        self.phone = FieldFrame("phone", "Tele&phone", PhoneEdit(), help_text="One that is safe to ring")
        self.count = FieldFrame("count", "How many people", NumberEdit(1, 500), can_be_missing=False)
        self.country = FieldFrame("country", "Country of origin", CodeCombo(COUNTRIES, "Type to find"))
        self.citizenships = FieldFrame("citizenships", "Citizenship", CodesPicker(COUNTRIES))
        self.needs = FieldFrame("needs", "Needs now", CodesPicker(NEEDS))
        self.danger = FieldFrame("danger", "Danger now?", YesNoUnsure())
        self.names = FieldFrame("names", "Other names", TextsEdit())
        self.account = FieldFrame("account", "What I saw", LongText(3), help_text="In your own words")
        self.flag = FieldFrame("flag", "Passport", FlagBox("Somebody else holds the passport"), can_be_missing=False)
        self.fields = [
            self.family, self.born, self.phone, self.count, self.country, self.citizenships,
            self.needs, self.danger, self.names, self.flag,
        ]  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.summary)
        column.addWidget(Banner("Under 18: do not question. Ring child protection.", "warn"))
        column.addLayout(self._bar())
        column.addLayout(self._form(), 1)
        self._fill()

    def _bar(self) -> Flow:
        row = Flow()
        for pill in (Pill("Referred", "violet"), Pill("Open", "info"), Pill("Urgent", "danger"), Pill("Closed", "ok")):
            row.addWidget(pill)
        row.addWidget(figures("LCA-26-000411"))
        row.addWidget(chip("My cases", is_checked=True))
        row.addWidget(chip("Overdue"))
        row.addWidget(quiet("Skip"))
        row.addWidget(danger("Delete", icon="trash"))
        row.addWidget(plain("Print", icon="printer"))
        row.addWidget(primary("Save", icon="device-floppy"))
        return row

    def _form(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        card = Card("Person")
        inner = QGridLayout()
        inner.setHorizontalSpacing(18)
        inner.setVerticalSpacing(10)
        for index, field in enumerate(self.fields):
            inner.addWidget(field, index // 2, index % 2)
        inner.addWidget(self.account, 5, 0, 1, 2)
        card.column.addLayout(inner)
        grid.addWidget(card, 0, 0)
        return grid

    def _fill(self) -> None:
        self.born.set_value(PartialDate(2007, 3))
        self.citizenships.set_value(frozenset({"HT", "DO"}))
        self.country.set_value("HT")
        self.phone.set_value(Missing.REFUSED)
        self.names.set_value(("Ti Marie",))
        self.danger.set_value("no")


def home() -> QWidget:
    """The three big buttons, a conflict, an empty list."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    row = QHBoxLayout()
    row.setSpacing(14)
    row.addWidget(BigButton("I am worried about someone", "Write down what you saw", "hand-stop", "accent"))
    row.addWidget(BigButton("Someone needs help now", "Who to ring, at this hour", "phone", "danger"))
    row.addWidget(BigButton("My work", "3 tasks, 1 overdue", "list-check"))
    column.addLayout(row)
    column.addWidget(
        SiblingsView(
            "Date of birth",
            [
                Sibling("a", "27 Mar 2007", "Hewanorra · 24 Nov 2026"),
                Sibling("b", "Mar 2006", "Vieux Fort · 23 Nov 2026"),
            ],
        )
    )
    empty = Card()
    empty.add(EmptyState("inbox", "Nothing to do", "What headquarters or another post asks of you appears here."), 1)
    column.addWidget(empty, 1)
    return page


def make_shell(done: list[str]) -> Shell:
    """A shell with seven pages; what is run ends up in `done`."""
    actions = Actions()
    actions.add(Action("new-case", "New case", lambda: done.append("new-case"), "Ctrl+N", "plus"))
    actions.add(Action("print", "Print referral form", lambda: done.append("print"), "Ctrl+P", "printer", page="cases"))
    actions.add(Action("sync", "Sync now", lambda: done.append("sync"), "F5", "refresh", words="send push pull"))

    def find(words: str, reply: Reply) -> None:
        found = Result("LCA-26-000411", f"case with {words}", "folder", lambda: done.append(f"found {words}"))
        reply([found])

    shell = Shell(actions, find)
    for page_id, label, icon in PAGES:
        shell.add_page(Page(page_id, label, icon, {"home": home, "cases": Gallery}.get(page_id, QWidget)))
    actions.bind(shell)
    shell.rail.show_officer("Officer A. Joseph\nHewanorra")
    shell.top.show_sync("Received 14:02", "cloud-check", "ok")
    shell.show_status("Encrypted store open  ·  F1 help  ·  Ctrl+K commands  ·  ? shortcuts")
    return shell
