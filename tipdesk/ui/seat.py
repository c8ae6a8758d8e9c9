"""What the presenters of one unlocked window share: lanes, notices, the window, the officer's words, what lies outside.

This is the only bag of things that a screen is handed. Every page's factory gets it from bootstrap, and a presenter
takes it whole and uses what it needs. `go` opens a page and tells it what to show; the rest is left to the page.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.moments import datetime_shown
from tipdesk.domain.records import BY_NAME
from tipdesk.ui.choosing import Choosing, Dialogs
from tipdesk.ui.notices import Notices
from tipdesk.ui.shell import Shell
from tipdesk.ui.tags_only import NamesSwitch
from tipdesk.ui.translate import _
from tipdesk.ui.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tipdesk.domain.rows import Row
    from tipdesk.domain.schema import RecordType
    from tipdesk.services.desk import Desk
    from tipdesk.services.documents.counted import Counted
    from tipdesk.services.documents.printer import Told
    from tipdesk.services.file_store import Source
    from tipdesk.services.file_store import Told as Hears
    from tipdesk.services.files.attach import Attached
    from tipdesk.services.files.found_files import FoundFiles
    from tipdesk.services.files.previewer import Viewing
    from tipdesk.services.files.view_file import Viewed
    from tipdesk.services.import_export.imported import Imported as ImportedCases
    from tipdesk.services.import_export.maps import SheetMap
    from tipdesk.services.import_export.sheet_source import SheetSource
    from tipdesk.services.link_desk import LinkDesk
    from tipdesk.services.papers.offered import Offered
    from tipdesk.services.registers.read_sheet import Imported
    from tipdesk.ui.lanes import Lanes

CASES_PAGE = "cases"
LINE_LIST_PAGE = "line-list"
STORE_PAGE = "store"
QUARANTINE_PAGE = "quarantine"
RETENTION_PAGE = "retention"
RING, SHARE = "ring", "share"
"""What is asked of the case in front (`OpenCase.ask`): to ring somebody about it, and to share it with another post."""

PrintCase = Callable[..., bytes]
"""Runs on the link lane: `print_case(desk, case, identity=True, told=…)` returns the PDF of a case, an audited look.

`told` hears how many parts of how many are set, and ends it by raising.
"""

PrintCount = Callable[["Desk", "Counted"], bytes]
"""`print_count(desk, counted)` returns the PDF of a count, once the audit has it."""
PrintCertificates = Callable[["Desk", bytes | str], bytes]
"""`print_certificates(desk, row)` returns the certificate of a number, or all of a session or a training, as a PDF."""
PrintTimeline = Callable[..., bytes]
"""Runs on the link lane: `print_timeline(desk, case, asked, identity=True, told=…)` returns the PDF of a timeline."""


class RegisterFiles(Protocol):
    """What leaves a register and comes into one; each runs on a lane, with the desk first (`homes/spreadsheets`)."""

    def print(
        self,
        desk: "Desk",
        record: "RecordType",
        *,
        row: bytes | None = None,
        only: "Sequence[bytes] | None" = None,
        rule: str = "",
        told: "Told",
    ) -> bytes:
        """Return the PDF of a list, or of one row's sheet."""

    def export(self, desk: "Desk", record: "RecordType", path: Path, only: "Sequence[bytes]") -> Path:
        """Write these rows as a spreadsheet, the signature beside it, and return the file."""

    def take_in(self, desk: "Desk", record: "RecordType", path: Path, *, dry_run: bool) -> "Imported":
        """Import a spreadsheet, or only say what would happen."""


class Papers(Protocol):
    """Papers of one row of a case, in a language that its person reads (`homes/papers`)."""

    def languages(self) -> "Mapping[str, str]":
        """Return the code and the own name of each language."""

    def offered(self, record: str) -> "Sequence[Offered]":
        """Return the papers that are made of a row of a record, the usual one first."""

    def print(self, desk: "Desk", row: "Row", paper: "Offered", language: str, *, told: "Told") -> bytes:
        """Return the PDF of one paper of a row; this runs on the link lane."""


class CaseSheets(Protocol):
    """Spreadsheets of cases, as files; each runs on a lane, with the desk first (`homes/case_sheets`)."""

    def open(self, desk: "Desk", path: Path) -> "SheetSource":
        """Return a file of sheets."""

    def open_map(self, desk: "Desk", path: Path) -> "SheetMap":
        """Return the map in a file."""

    def save_map(self, desk: "Desk", path: Path, sheet_map: "SheetMap") -> Path:
        """Write a map, and return the file."""

    def write_errors(self, desk: "Desk", path: Path, imported: "ImportedCases") -> Path:
        """Write the rows that could not be taken, and return the file."""

    def export(self, desk: "Desk", path: Path, told: "Told") -> Path:
        """Write all cases of the standard, the signature beside them, and return the file."""


class CaseFiles(Protocol):
    """The files of cases; each runs on a lane, with the desk first where it has one (`homes/case_files`)."""

    def source(self, path: Path) -> "Source":
        """Return a file on a disk as something to take in."""

    def pasted(self, name: str, content: bytes) -> "Source":
        """Return what was pasted as something to take in."""

    def attach(
        self, desk: "Desk", case: bytes, source: "Source", given: "Mapping[str, object]", *, told: "Hears"
    ) -> "Attached":
        """Take a file into a case."""

    def look(self, desk: "Desk", case: bytes, row: bytes) -> "Viewed":
        """Open a file of a case for looking; whoever looks closes it."""

    def look_before(self, source: "Source") -> "Viewing":
        """Open a file for looking that is not taken in yet; whoever looks closes it."""

    def find_new(self, desk: "Desk", case: bytes, folder: Path, *, told: "Hears") -> "FoundFiles":
        """Return the files of a folder that are not in a case yet."""

    def export(self, desk: "Desk", case: bytes, row: bytes, target: Path, reason: str | None) -> Path:
        """Write a file of a case, the signature beside it, and return the file."""


@runtime_checkable
class TurnsTo(Protocol):
    """A page that shows one thing among many, such as a case or a saved worry."""

    def turn_to(self, subject: object) -> object:
        """Show this one thing among those that the page can show."""


@runtime_checkable
class OpensCases(Protocol):
    """The page of cases, as other pages know it."""

    def open_case(self, case: bytes, row: bytes | None = None) -> object:
        """Bring a case's workspace to the front, and show in it the row that is given."""


class OpenCase(Protocol):
    """The case in front, as these actions ask for it."""

    def is_in_front(self) -> bool:
        """Tell whether a case is in sight, with its head."""

    def ask(self, what: str) -> None:
        """Ask what the stage, the risk or the officer in charge is to be."""

    def find(self) -> None:
        """Find a row of the case by words in it."""

    def turn_page(self, step: int) -> None:
        """Go to the next page of the case, or with -1 to the one before."""

    def answer(self, referral: bytes, code: str) -> None:
        """Ask what a slip with this code says of a referral, once its case is in front."""


@dataclass
class Seat:
    """One unlocked window, and what its pages may use.

    `now_ms` and `offset_minutes` are the desk's clock, for showing times. `refresh_actor` reads the officer's roles
    again, after a grant. `language` is that of the code lists. `officer` is the id of whoever is unlocked, and
    `signed_in` their login and post, as far as they are known.

    `case` is the case in front, for the actions that change how it stands; None before the page of cases was opened.

    `print_case` makes the PDF of a case, `print_count` that of a count and `print_timeline` that of a timeline, and
    `register_files` are papers and spreadsheets of registers, `case_sheets` spreadsheets of cases, `files` their files,
    `print_certificates` makes those of trainings, and `papers` are those of one row of a case; they are None where
    nothing can be printed. `write_file` puts a document where the officer chose with `choosing`. `confirm` asks once
    more, by the passphrase, whether it is the officer; it is None where nothing is opened in an emergency.
    `names_switch` hides names in every list of the window.
    """

    lanes: "Lanes[LinkDesk]"
    notices: Notices
    shell: Shell
    codes: CodeBook
    now_ms: Callable[[], int]
    offset_minutes: Callable[[], int]
    refresh_actor: Callable[[], object]
    officer: bytes
    is_headquarters: bool = False
    language: str = "en"
    signed_in: str = ""
    print_case: PrintCase | None = None
    print_count: PrintCount | None = None
    print_timeline: PrintTimeline | None = None
    register_files: RegisterFiles | None = None
    papers: Papers | None = None
    case_sheets: CaseSheets | None = None
    files: CaseFiles | None = None
    print_certificates: PrintCertificates | None = None
    write_file: Callable[[Path, bytes], object] | None = None
    choosing: Choosing = field(default_factory=Dialogs)
    case: OpenCase | None = None
    confirm: Callable[[str], None] | None = None
    names_switch: NamesSwitch = field(default_factory=NamesSwitch)

    @property
    def wording(self) -> Wording:
        """The officer's words, before any names of the directory or rows of a case are known."""
        return Wording(self.codes, self.language, self.offset_minutes(), self.now_ms, names_switch=self.names_switch)

    def go(self, page: str, subject: object = None) -> None:
        """Open a page and, where there is a subject, turn it to that. Raises KeyError when there is no such page."""
        widget = self.shell.open_page(page)
        if subject is not None and isinstance(widget, TurnsTo):
            widget.turn_to(subject)

    def open_case(self, case: bytes, row: bytes | None = None) -> None:
        """Open a case's workspace, and show in it the row that is given."""
        page = self.shell.open_page(CASES_PAGE)
        if isinstance(page, OpensCases):
            page.open_case(case, row)

    def open_row(self, record: str, row: bytes) -> None:
        """Open the page of the register of this name, and read a row in it."""
        self.go(BY_NAME[record].page.casefold(), (record, row))

    def name_case(self, reference: str) -> None:
        """Tell the window the reference of the case in front, "" for none."""
        self.shell.name.show_case(reference)

    def now(self) -> datetime:
        """Return the time on the desk's clock, in the officer's zone."""
        return datetime.fromtimestamp(self.now_ms() / 1000, timezone(timedelta(minutes=self.offset_minutes())))

    def stamp(self) -> str:
        """Return who looks, from where and when, as it is written across names and places."""
        return f"{self.signed_in} · {datetime_shown(self.now(), _)}"

    def label(self, list_name: str, code: object) -> str:
        """Return what a code is called in the officer's language, or "" where there is no code."""
        return self.codes.label_of(list_name, code, self.language) if isinstance(code, str) else ""

    def say(
        self, sentence: str, *, offer: str = "", undo: Callable[[], object] | None = None, icon: str = "arrow-back-up"
    ) -> None:
        """Say a sentence in the window's foot; `offer` names a button that calls `undo`, to take back what was done."""
        self.shell.toast.say(sentence, offer=offer, undo=undo, icon=icon)

    def say_problem(self, problem: TipdeskError) -> None:
        """Say in the window's foot why something was refused, where no field takes it."""
        self.say(problem.text(_))
