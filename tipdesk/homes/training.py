"""Training homes: homes with plainly invented people, beside the real one and never mixed with it.

A file in the home says that it is for training, and holds the passphrase that opens it, so that no officer types a real
one there. It is written in the deed that makes the home and names the home that it was made for: no deed turns a home
that is there into one for training, and a copy of the file beside another home says nothing. The window shows that it
is training. What makes a home is imported only when one is made, since the unlock window asks this module about every
home.

There are two kinds. The one that the first run offers stands alone. Those of `tipdesk demo` lie side by side in one
folder, are linked with each other as real homes are, and are found by `find_beside`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tipdesk.adapters.system.paths import HomePaths
from tipdesk.disk import write_whole
from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.texts import _

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.adapters.system.clock import SystemClock
    from tipdesk.homes.founding import Founded
    from tipdesk.homes.sessions import Session

TRAINING_PASSPHRASE = "invented lantern pelican harvest window"  # noqa: S105 - shown on the screen: it guards nothing
MARK = "training"
"""A file of this name in the home says that it is for training."""
TRAINEE = "trainee"
_LINKED, _ALONE = "linked", "alone"
_LINES = 4


@dataclass(frozen=True)
class Training:
    """What the mark of a training home says: its passphrase, how people call it, and whether it is linked with others.

    One that stands alone sends nothing and is no part of any headquarters.
    """

    passphrase: str
    name: str = ""
    is_linked: bool = False


@dataclass(frozen=True)
class TrainingHome:
    """A training home that lies beside another one: its folder and its name."""

    folder: Path
    name: str


_INVENTED = (
    {
        "case": {"title": _("Training: paper boat 11"), "case_type": "suspected_trafficking", "status": "open"},
        "records": [
            {"record": "Person", "key": "p1", "fields": {"family_name": "Exampleton", "given_names": "Anna Invented"}},
            {"record": "CaseRole", "fields": {"person": "p1", "role": "potential_victim"}},
            {"record": "Note", "fields": {"text": "Invented for training: asked for water and a quiet room."}},
            {"record": "Task", "fields": {"title": "Training task: ring child protection", "due": "2026-01"}},
        ],
    },
    {
        "case": {"title": _("Training: paper kite 12"), "case_type": "suspected_trafficking", "risk_level": "high"},
        "records": [
            {"record": "Person", "key": "p1", "fields": {"family_name": "Samplewood", "given_names": "Pretend"}},
            {"record": "CaseRole", "fields": {"person": "p1", "role": "potential_victim"}},
            {"record": "Report", "fields": {"where_now": "here", "danger_now": "unsure", "persons_count": 2}},
        ],
    },
)


def training_folder(home: Path) -> Path:
    """Return where the training home of an installation lies."""
    return home.with_name(home.name + "-training")


def read_training(paths: HomePaths) -> Training | None:
    """Return what the mark of a home says, None for a home that is not for training.

    A mark that cannot be read, or that was made for another home, is none.
    """
    try:
        lines = (paths.folder / MARK).read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return None
    if len(lines) != _LINES or lines[0] != _sign_of(paths):
        return None
    return Training(passphrase=lines[1], name=lines[2], is_linked=lines[3] == _LINKED)


def is_training(paths: HomePaths) -> bool:
    """Tell whether a home is for training."""
    return read_training(paths) is not None


def find_beside(paths: HomePaths) -> list[TrainingHome]:
    """Return the other linked training homes in the folder of this one, by name; none for any other home."""
    own = read_training(paths)
    if own is None or not own.is_linked:
        return []
    found = []
    for folder in paths.folder.parent.iterdir():
        other = read_training(HomePaths(folder)) if folder != paths.folder and folder.is_dir() else None
        if other is not None and other.is_linked:
            found.append(TrainingHome(folder, other.name))
    return sorted(found, key=lambda home: home.name)


def make_training_home(home: Path) -> Path:
    """Make the training home of an installation unless it is there, and return its folder. Takes some seconds."""
    paths = HomePaths(training_folder(home).expanduser().absolute())
    if paths.exists():
        return paths.folder
    session = make_training_post(paths.folder, TRAINEE, Training(TRAINING_PASSPHRASE))
    try:
        _fill(session)
    finally:
        session.close()
    return paths.folder


def make_training_post(folder: Path, login: str, training: Training, *, clock: SystemClock | None = None) -> Session:
    """Make a post's home for training, and return its session.

    Its passphrase is shown to everybody, so it costs no more than the least. Raises the UserErrors of `make_post`.
    """
    from tipdesk.adapters.keys.stretching import FLOOR
    from tipdesk.homes.founding import make_post

    session = make_post(folder, login, training.passphrase, clock=clock, cost=FLOOR)
    _mark(session.paths, training)
    return session


def make_training_headquarters(
    folder: Path, name: str, login: str, training: Training, *, clock: SystemClock | None = None
) -> Founded:
    """Make headquarters' home for training, as `make_training_post` makes a post's; `name` is headquarters' own."""
    from tipdesk.adapters.keys.stretching import FLOOR
    from tipdesk.homes.founding import make_headquarters

    founded = make_headquarters(folder, name, login, training.passphrase, clock=clock, cost=FLOOR)
    _mark(founded.session.paths, training)
    return founded


def _mark(paths: HomePaths, training: Training) -> None:
    link = _LINKED if training.is_linked else _ALONE
    lines = (_sign_of(paths) or "", training.passphrase, training.name, link)
    write_whole(paths.folder / MARK, "\n".join(lines).encode())


def _sign_of(paths: HomePaths) -> str | None:
    """Return what tells this home from every other one while it is locked, None where it cannot be read."""
    from tipdesk.adapters.keys.slots_file import read_slots

    try:
        return read_slots(paths.slots).salt.hex()
    except TipdeskError:
        return None


def _fill(session: Session) -> None:
    from tipdesk.services.case.new_case import new_case

    for document in _INVENTED:
        new_case(session.desk, document)
