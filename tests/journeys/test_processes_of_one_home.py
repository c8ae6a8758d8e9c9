"""Several processes use one home: the real server, a real sync, and a command line that writes meanwhile."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.journeys.runner import PASSPHRASE, World, done
from tests.journeys.worlds import make_world, recorded
from tests.stretching import words_of

pytestmark = pytest.mark.earnest
SYNCS = 2
SAVES = 12


@pytest.fixture
def fresh(tmp_path: Path) -> World:
    """A world whose homes any process of the program opens."""
    return make_world(tmp_path)


def started(home: Path, *arguments: object) -> subprocess.Popen[str]:
    """Start `tipdesk` as a process of its own, which stretches passphrases as this one does."""
    command = [*words_of("tipdesk"), "--home", str(home), "--json", *map(str, arguments)]
    environment = {**os.environ, "TIPDESK_PASSPHRASE": PASSPHRASE}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """Run `hq serve` on a free port; a service manager's SIGTERM ends it cleanly, exit 0."""
    server = started(home, "hq", "serve", "--host", "127.0.0.1", "--port", 0)
    try:
        assert server.stdout is not None
        ready = json.loads(server.stdout.readline())
        assert ready["serving"] is True
        yield f"https://127.0.0.1:{ready['port']}"
    finally:
        server.send_signal(signal.SIGTERM)
        out, err = server.communicate(timeout=60)
    assert (server.returncode, out, err) == (0, "", "")


def test_server_sync_and_command_line_write_at_once(fresh: World) -> None:
    """No save is lost on either home, nobody waits for ever, and the server stops cleanly on SIGTERM."""
    mine: set[str] = set()
    theirs: set[str] = set()
    with serving(fresh.hq) as url:
        for _number in range(SYNCS):
            mine.add(recorded(fresh.post, fresh.folder))
            sync = started(fresh.post, "sync", "now", "--url", url)
            try:
                for _save in range(SAVES):
                    mine.add(recorded(fresh.post, fresh.folder))
                    theirs.add(recorded(fresh.hq, fresh.folder))
                out, err = sync.communicate(timeout=60)
            finally:
                sync.kill()
            assert (sync.returncode, err) == (0, ""), out
        assert done(fresh.post, "sync", "now", "--url", url)["waiting"] == 0
        assert {one["reference"] for one in done(fresh.hq, "case", "list")["cases"]} == mine | theirs
    assert mine <= {one["reference"] for one in done(fresh.post, "case", "list")["cases"]}
    for home in (fresh.hq, fresh.post):
        assert done(home, "store", "check")["ok"] is True
    assert done(fresh.hq, "hq", "rebuild")["equal"] is True
