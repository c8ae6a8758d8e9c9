"""What a stranger may try is held, and each attack would hurt a program without the defence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.lab.strangers.attacks import ATTACKS
from tests.lab.strangers.trying import MOST_KEPT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.lab.strangers.attack import Attack

NAMES = [attack.name for attack in ATTACKS]


@pytest.mark.parametrize("attack", ATTACKS, ids=NAMES)
def test_it_is_held(attack: Attack, tmp_path: Path) -> None:
    """The program does what it must, and keeps next to nothing of what a stranger gave."""
    outcome = attack.run(tmp_path, False)
    assert outcome.held, outcome.said
    assert outcome.kept <= max(MOST_KEPT * outcome.received, 4096), outcome.said


@pytest.mark.parametrize("attack", ATTACKS, ids=NAMES)
def test_it_would_hurt(attack: Attack, tmp_path: Path) -> None:
    """Without the defence the attack goes through: it is a real one."""
    outcome = attack.control(tmp_path, False)
    assert not outcome.held, outcome.said
