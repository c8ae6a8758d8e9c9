"""The control of the simulation with files: where they are told, asked for or kept wrongly, lives go wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.lab.simulation import world
from tests.lab.simulation.engines import PureEngine
from tests.lab.simulation.test_simulation import PURE_STEPS, SEEDS_TO_FIND_A_BUG
from tests.lab.simulation.world import run
from tipdesk.services.remembered.link import FILE_TOLD
from tipdesk.services.sync.files import take_files

if TYPE_CHECKING:
    from tipdesk.services.desk import UnitOfWork
    from tipdesk.services.link_desk import LinkDesk
    from tipdesk.services.remembered.file_shapes import FileTold

take_wants = take_files.take_wants
OFTEN = {"headquarters restored": 9, "backup": 12, "attach": 16, "a case erased": 0}
"""How often things happen in the lives in which a bug of files is looked for."""


def keeps_the_first_word(work: UnitOfWork, content: bytes, told: FileTold) -> bool:
    """Believe for good that a file is whole at headquarters, though it was put back since."""
    if FILE_TOLD.of(content).get(work).is_whole:
        return False
    FILE_TOLD.of(content).keep(work, told)
    return True


@dataclass
class LetsFilesGo:
    """Takes headquarters' word that it has a file as leave to drop it here, once."""

    gone: set[bytes] = field(default_factory=set)

    def __call__(self, desk: LinkDesk, document: bytes) -> bool:
        is_news = take_wants(desk, document)
        for content in set(desk.files.find_held()) - self.gone:
            with desk.read() as reader:
                is_whole = FILE_TOLD.of(content).get(reader).is_whole
            if is_whole:
                self.gone.add(content)
                desk.files.drop(content)
        return is_news


PLANTED = {
    "headquarters says of a part that the file is whole": (
        "tipdesk.services.headquarters.files.say_wants.ranges_without",
        lambda _here: (),
    ),
    "a post keeps the first word that a file is whole": (
        "tipdesk.services.sync.files.take_files._take",
        keeps_the_first_word,
    ),
    "a post drops a file that headquarters has": ("tipdesk.services.sync.pull.take_arrival.take_wants", LetsFilesGo()),
    "a file stays whose save was cut off": ("tests.fakes.files.FakeFiles.sweep", lambda _files: 0),
    "a PC does not ask for what it lacks": (
        "tipdesk.services.sync.files.say_files.find_lacking",
        lambda _desk, _work: [],
    ),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_bug_of_files_is_found(planted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within some seeds a file is lost, in part, or not where it belongs."""
    place, bug = PLANTED[planted]
    monkeypatch.setattr(place, bug)
    for name, weight in OFTEN.items():
        monkeypatch.setitem(world.DEEDS, name, (weight, world.DEEDS[name][1]))
    assert any(run(seed, PureEngine(), PURE_STEPS).problems for seed in range(1, SEEDS_TO_FIND_A_BUG + 1))
