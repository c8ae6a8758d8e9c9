"""Makes the `.deb` of the one folder: for Debian from 12 and Ubuntu from 22.04 on, equal to the byte when made twice.

The program lies in /usr/lib/tipdesk and its two commands in /usr/bin. With it come what a desktop shows (entry, icons,
kinds of files), a page of the manual, and headquarters' service, which is not started until somebody asks for it. What
is not made here lies in `installer/linux/`.

Decision: /usr/lib and not /opt. The package follows the system's own rules, so its parts lie where these say and where
a system that is mounted read-only protects them; /opt is for programs that bring a tree of their own.
"""

from __future__ import annotations

import gzip
import hashlib
import time
from typing import TYPE_CHECKING

from installer.environment import ROOT, SetUpError
from installer.packages import contents
from installer.packages.deb_archive import PROGRAM_MODE, Placed, folder_of, installed_kilobytes, write_deb
from installer.packages.deb_needs import architecture_of, depends_on, read_folder
from installer.packages.icon import DRAWING, PNG_SIZES, make_png
from installer.packages.man_page import make_man_page

if TYPE_CHECKING:
    from pathlib import Path

    from installer.packages.facts import Facts

LINUX = ROOT / "installer" / "linux"
PROGRAM = "usr/lib/tipdesk"
CONFIGURATION = "etc/tipdesk/hq.conf"
UNIT = "usr/lib/systemd/system/tipdesk-hq.service"
PAPERS = "usr/share/doc/tipdesk"
NOTICES = "_internal/resources/THIRD-PARTY.txt"
"""Where the folder holds what its parts' licences ask to be told."""
RESERVE_KILOBYTES = 16 * 1024
"""What dpkg needs besides for its own lists, and the system goes on with."""
SCRIPTS = {"preinst": True, "postinst": True, "prerm": True, "postrm": False}
"""The scripts that dpkg runs, and whether each begins with what `running.sh` holds."""
MAINTAINER = "The TIPdesk maintainers <maintainers@tipdesk.invalid>"
"""Debian wants an address, and this one says by itself that nobody reads it."""

_CONTROL = """\
Package: tipdesk
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {kilobytes}
Depends: {depends}
Section: database
Priority: optional
Description: case records on human trafficking, at a post and at headquarters
 Posts record what they see and are told, encrypted on their own PC and without
 a network. What they send travels in signed bundles, by HTTPS or on a USB
 stick, to a headquarters that verifies, merges and answers.
 .
 Nothing listens after installation. Headquarters' service tipdesk-hq is there
 for whoever enables it; /etc/tipdesk/hq.conf says how.
"""
_CHANGELOG = """\
tipdesk ({version}) stable; urgency=medium

  * Build {build} of TIPdesk {release}, commit {commit}.
    What changed for those who work with it stands in changelog.gz.

 -- {maintainer}  {moment}
"""
_COPYRIGHT = """\
TIPdesk is made by the TIPdesk maintainers and licensed under the Apache
License, Version 2.0. On Debian its text is in
/usr/share/common-licenses/Apache-2.0.

What TIPdesk carries of others, and under which licences:

"""


def build_deb(collection: Path, facts: Facts, out: Path) -> Path:
    """Make the package of a folder that `collection` made, in the folder `out`, and return it.

    Raises:
        SetUpError: a library or the notices are missing, or the folder holds what a package cannot.
    """
    elves = read_folder(collection)
    architecture = architecture_of(elves)
    files = files_of(collection, facts)
    control = control_of(files, facts, architecture, depends_on(collection, elves))
    out.mkdir(parents=True, exist_ok=True)
    package = out / f"tipdesk_{facts.name}_{architecture}.deb"
    write_deb(package, control, files, facts.epoch)
    return package


def files_of(collection: Path, facts: Facts) -> dict[str, Placed]:
    """Return every file of the package by its place."""
    try:
        program = folder_of(PROGRAM, collection)
    except ValueError as error:
        raise SetUpError(f"a package cannot hold {error}: it is no plain file, or leads out of the folder") from error
    commands = {
        f"usr/bin/{name}": Placed(leads_to=f"../lib/tipdesk/{name}") for name in (contents.WINDOW, contents.CONSOLE)
    }
    return {**program, **commands, **_desktop(), **_papers(collection, facts), **_service()}


def _desktop() -> dict[str, Placed]:
    icons = {f"usr/share/icons/hicolor/{size}x{size}/apps/tipdesk.png": Placed(make_png(size)) for size in PNG_SIZES}
    return {
        **icons,
        "usr/share/icons/hicolor/scalable/apps/tipdesk.svg": Placed(DRAWING),
        "usr/share/applications/tipdesk.desktop": Placed(LINUX / "tipdesk.desktop"),
        "usr/share/mime/packages/tipdesk.xml": Placed(LINUX / "tipdesk.xml"),
    }


def _papers(collection: Path, facts: Facts) -> dict[str, Placed]:
    notices = collection / NOTICES
    if not notices.is_file():
        raise SetUpError(f"the folder lacks {NOTICES}, which the licences of its parts ask for")
    moment = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(facts.epoch))
    news = _CHANGELOG.format(
        version=facts.name,
        release=facts.version,
        build=facts.build,
        commit=facts.commit,
        maintainer=MAINTAINER,
        moment=moment,
    )
    return {
        f"{PAPERS}/copyright": Placed(_COPYRIGHT.encode() + notices.read_bytes()),
        f"{PAPERS}/changelog.gz": Placed(_squeezed((ROOT / "CHANGELOG.md").read_bytes())),
        f"{PAPERS}/changelog.Debian.gz": Placed(_squeezed(news.encode())),
        "usr/share/man/man1/tipdesk.1.gz": Placed(_squeezed(make_man_page(facts).encode())),
        "usr/share/man/man1/tipdesk-cli.1.gz": Placed(leads_to="tipdesk.1.gz"),
    }


def _service() -> dict[str, Placed]:
    return {UNIT: Placed(LINUX / "tipdesk-hq.service"), CONFIGURATION: Placed(LINUX / "hq.conf")}


def control_of(files: dict[str, Placed], facts: Facts, architecture: str, depends: str) -> dict[str, Placed]:
    """Return the files that steer dpkg: what the package is, its scripts, its sums, and what people may change."""
    kilobytes = installed_kilobytes(files)
    control = _CONTROL.format(
        version=facts.name, architecture=architecture, maintainer=MAINTAINER, kilobytes=kilobytes, depends=depends
    )
    sums = "".join(
        # Only to notice damage: what proves that nobody changed the package is its own SHA-256.
        f"{hashlib.md5(one.read(), usedforsecurity=False).hexdigest()}  {place}\n"
        for place, one in sorted(files.items())
        if not one.leads_to and place != CONFIGURATION
    )
    scripts = {
        name: Placed(_script(name, facts, kilobytes, begins_shared=begins_shared).encode(), PROGRAM_MODE)
        for name, begins_shared in SCRIPTS.items()
    }
    return {
        "control": Placed(control.encode()),
        "md5sums": Placed(sums.encode()),
        "conffiles": Placed(f"/{CONFIGURATION}\n".encode()),
        **scripts,
    }


def _script(name: str, facts: Facts, kilobytes: int, *, begins_shared: bool) -> str:
    parts = [(LINUX / "running.sh").read_text(encoding="utf-8")] if begins_shared else []
    whole = "\n".join(["#!/bin/sh\nset -e\n", *parts, (LINUX / name).read_text(encoding="utf-8")])
    return whole.replace("@VERSION@", facts.name).replace("@KILOBYTES@", str(kilobytes + RESERVE_KILOBYTES))


def _squeezed(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=9, mtime=0)
