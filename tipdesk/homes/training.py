"""The training home: a post's home with plainly invented people, beside the real one and never mixed with it.

A file in the home says that it is for training and holds the passphrase that opens it, so that no officer types a real
one there. The window shows that it is training. What makes a home is imported only when one is made, since the unlock
window asks this module about every home.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.adapters.system.paths import HomePaths
from tipdesk.disk import write_whole
from tipdesk.domain.texts import _

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.homes.sessions import Session

TRAINING_PASSPHRASE = "invented lantern pelican harvest window"  # noqa: S105 - shown on the screen: it guards nothing
MARK = "training"
"""A file of this name in the home says that it is for training."""
TRAINEE = "trainee"
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


def is_training(paths: HomePaths) -> bool:
    """Tell whether a home is for training."""
    return (paths.folder / MARK).is_file()


def make_training_home(home: Path) -> Path:
    """Make the training home of an installation unless it is there, and return its folder. Takes some seconds."""
    from tipdesk.homes.founding import make_post

    paths = HomePaths(training_folder(home).expanduser().absolute())
    if paths.exists():
        return paths.folder
    session = make_post(paths.folder, TRAINEE, TRAINING_PASSPHRASE)
    try:
        _fill(session)
    finally:
        session.close()
    write_whole(paths.folder / MARK, TRAINING_PASSPHRASE.encode())
    return paths.folder


def _fill(session: Session) -> None:
    from tipdesk.services.case.new_case import new_case

    for document in _INVENTED:
        new_case(session.desk, document)
