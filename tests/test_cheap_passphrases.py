"""What is cheap in the tests is the library's work alone: what the program chooses and refuses is as every day."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stretching import is_cheap, stretching
from tipdesk.adapters.keys.stretching import FLOOR, Cost, stretch
from tipdesk.domain.errors import Distrust

ROOT = Path(__file__).resolve().parents[1]
OTHER = Cost(FLOOR.memory_kib, FLOOR.passes + 1, FLOOR.lanes)
SALT = bytes(range(16))
IN_ANOTHER_PROCESS = """
from tipdesk.adapters.keys.stretching import FLOOR, stretch
print(stretch(b"one", bytes(range(16)), FLOOR).hex(), end="")
"""


def test_passphrase_salt_and_cost_still_make_the_key() -> None:
    """Each of them changes the key, nothing else does, and costs below the floor are refused as ever."""
    assert is_cheap()
    keys = {
        stretch(secret, salt, cost)
        for secret in (b"one", b"two")
        for salt in (SALT, bytes(16))
        for cost in (FLOOR, OTHER)
    }
    assert len(keys) == 8
    assert stretch(b"one", SALT, FLOOR) in keys
    with pytest.raises(Distrust) as refusal:
        stretch(b"one", SALT, Cost(FLOOR.memory_kib - 1, FLOOR.passes, FLOOR.lanes))
    assert refusal.value.code == "slots-parameters"


def test_the_program_is_in_earnest() -> None:
    """A process of its own, begun by a test that is cheap, derives what Argon2id gives at the floor."""
    told = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True
    ).stdout
    assert told != stretch(b"one", SALT, FLOOR).hex()
    with stretching(cheaply=False):
        assert told == stretch(b"one", SALT, FLOOR).hex()
