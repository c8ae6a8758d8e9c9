"""Headquarters' service from an installed package: served by the unit's own line, it receives from a post's PC.

A small root has no systemd that runs, so what systemd would do is done here: the line of the unit with the settings of
its file, the account, the limits, no rights beside, no memory that is both written and run, the passphrase as a
credential, and a socket on which the service says that it is ready.
"""

from __future__ import annotations

import ctypes
import json
import re
import shlex
import shutil
import signal
import socket
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

from installer.environment import SetUpError
from installer.packages.deb_root import MOST_SECONDS, OFFICER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from installer.packages.deb_root import Root

UNIT, SETTINGS = "/usr/lib/systemd/system/tipdesk-hq.service", "/etc/tipdesk/hq.conf"
ACCOUNT, HOME = "tipdesk-hq", "/var/lib/tipdesk/hq"
POST = f"/home/{OFFICER}/.local/share/tipdesk"
CREDENTIALS, NOTICES = "/run/tipdesk-credentials", "/run/tipdesk-notify"
PASSPHRASE = "quiet heron walks the long shore"  # noqa: S105 - of a headquarters that lasts for one trial
EXCHANGE = "/tmp/exchange"  # noqa: S108 - in the root of the trial
_DENY_WRITE_EXECUTE = 65
_MEGABYTE = 2**20


def try_service(root: Root) -> str:
    """Found a headquarters as the service's account, serve it, let a post send to it, and return the case's reference.

    Raises:
        SetUpError: anything of it did not go as it must.
    """
    fingerprint = str(_asked(root, ACCOUNT, HOME, "hq", "init", "--name", "Trial", "--admin", "admin")["fingerprint"])
    _asked(root, ACCOUNT, HOME, "hq", "post", "add", "VFT", "--name", "Vieux Fort")
    _enrol(root, fingerprint)
    case = {"case": {"title": "Trial of the package", "case_type": "suspected_trafficking"}, "records": []}
    root.path(f"{EXCHANGE}/case.json").write_text(json.dumps(case), encoding="utf-8")
    reference = str(_asked(root, OFFICER, POST, "case", "new", "--from", f"{EXCHANGE}/case.json")["reference"])
    with serving(root) as url:
        _asked(root, OFFICER, POST, "sync", "now", "--url", url)
    seen = _asked(root, ACCOUNT, HOME, "case", "list")["cases"]
    if not isinstance(seen, list) or reference not in {one["reference"] for one in seen}:
        raise SetUpError(f"headquarters does not list the case that the post has sent: {seen}")
    return reference


def _enrol(root: Root, fingerprint: str) -> None:
    exchange = root.path(EXCHANGE)
    exchange.mkdir(exist_ok=True)
    exchange.chmod(0o1777)
    request, grant = f"{EXCHANGE}/r.tiprequest", f"{EXCHANGE}/g.tipgrant"
    digits = _asked(root, OFFICER, POST, "post", "request", "--officer", "officer1", "--out", request)["fingerprint"]
    root.path(request).chmod(0o644)
    enrol = ("hq", "enrol", request, "--post", "VFT", "--fingerprint", str(digits), "--out", grant)
    _asked(root, ACCOUNT, HOME, *enrol)
    root.path(grant).chmod(0o644)
    _asked(root, OFFICER, POST, "post", "enrol", grant, "--fingerprint", fingerprint)


def _asked(root: Root, account: str, home: str, *words: str) -> dict[str, object]:
    """Return the document that a command of the installed package prints."""
    told = root.said(
        "tipdesk-cli", "--home", home, "--json", *words, account=account, more={"TIPDESK_PASSPHRASE": PASSPHRASE}
    )
    document: dict[str, object] = json.loads(told.splitlines()[-1])
    return document


@contextmanager
def serving(root: Root) -> Iterator[str]:
    """Serve headquarters by the unit until the block ends, with its address; then SIGTERM must end it with 0."""
    port = _free_port()
    settings = root.path(SETTINGS)
    before = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"HOST=.*\nPORT=.*", f"HOST=127.0.0.1\nPORT={port}", before), encoding="utf-8")
    place = root.path(NOTICES)
    place.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(place))
        place.chmod(0o666)
        manager.settimeout(MOST_SECONDS)
        server = _started(root)
        try:
            if manager.recv(99) != b"READY=1":
                raise SetUpError("the service says something else than that it is ready")
            yield f"https://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGTERM)
            told, _nothing = server.communicate(timeout=MOST_SECONDS)
            settings.write_text(before, encoding="utf-8")
    if server.returncode:
        raise SetUpError(f"the service ended with {server.returncode} after SIGTERM:\n{told}")


def _started(root: Root) -> subprocess.Popen[str]:
    unit = root.path(UNIT).read_text(encoding="utf-8")
    limits = dict(re.findall(r"^(\w+)=(.*)$", unit, re.MULTILINE))
    settings = dict(re.findall(r"^(\w+)=(.*)$", root.path(SETTINGS).read_text(encoding="utf-8"), re.MULTILINE))
    line = limits["ExecStart"]
    for name, text in {**settings, "CREDENTIALS_DIRECTORY": CREDENTIALS}.items():
        line = line.replace(f"${{{name}}}", text)
    _lay_credential(root, root.path(CREDENTIALS))
    gigabytes = int(limits["MemoryMax"].removesuffix("G"))
    bounds = [f"--nofile={limits['LimitNOFILE']}", f"--core={limits['LimitCORE']}", f"--nproc={limits['TasksMax']}"]
    rights = ["--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--clear-groups"]
    user = [f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}"]
    # What is counted is what the process may map, since a limit of the memory that it touches takes a group of its own.
    memory = f"--data={gigabytes * 1024 * _MEGABYTE}"
    return subprocess.Popen(
        root.words("prlimit", *bounds, memory, "setpriv", *rights, *user, *shlex.split(line)),
        env=root.variables(ACCOUNT, {"NOTIFY_SOCKET": NOTICES}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        umask=int(limits["UMask"], 8),
        preexec_fn=_deny_write_execute,  # noqa: PLW1509 - no thread runs here, and a process can only take it for itself
    )


def _lay_credential(root: Root, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
    inside = CREDENTIALS
    root.said("chown", "-R", f"{ACCOUNT}:{ACCOUNT}", inside)
    root.said("chmod", "-R", "u=rX,go=", inside)


def _deny_write_execute() -> None:
    ctypes.CDLL(None).prctl(_DENY_WRITE_EXECUTE, 1, 0, 0, 0)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port
