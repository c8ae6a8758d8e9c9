"""Every command of the program on a disk that has so much room: it is done, or what refused it has made room for it.

Promises that each command of the command line stands here, run or named with the reason why it is not. A home has its
ballast each time, as a home whose disk fills up has; homes and the account's own state lie on the full disk, what a
command reads and writes for the officer on another one.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.journeys.runner import CASE, call, write_case
from tests.journeys.worlds import by_stick, make_world, recorded
from tests.lab.full.disk import fill
from tipdesk.adapters.store.ballast import ballast_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.journeys.runner import Answer, World

POST, OFFICE = "post", "hq"
BALLAST_BYTES: Final = 5 << 20
LINES: Final = (
    (POST, "case new --from {case}"),
    (POST, "record add {ref} Note text=Invented"),
    (POST, "record set {ref} Case risk_level=high"),
    (POST, "case stage {ref} screening --past triage-complete --because Waiting --ground danger"),
    (POST, "case gates {ref}"),
    (POST, "case elements {ref}"),
    (POST, "case show {ref}"),
    (POST, "case find Inventedperson"),
    (POST, "case similar --from {people}"),
    (POST, "case list"),
    (POST, "case share {ref}"),
    (POST, "case inbox"),
    (POST, "case clocks {ref}"),
    (POST, "case count --by stage,risk"),
    (POST, "case holders {ref}"),
    (POST, "case export {ref} --out {out}/case.json"),
    (POST, "case timeline {ref} --out {out}/timeline.pdf"),
    (POST, "report case {ref} --out {out}/case.pdf"),
    (POST, "record list {ref} Note"),
    (POST, "attachment list {ref}"),
    (POST, "register add HotlineCall about=information outcome=information_given"),
    (POST, "register list HotlineCall"),
    (POST, "register count"),
    (POST, "register print HotlineCall --out {out}/calls.pdf"),
    (POST, "register export HotlineCall --out {out}/calls{number}.csv"),
    (POST, "register import HotlineCall {out}/calls.csv --dry-run"),
    (POST, "export htcds --out {out}/cases{number}.csv"),
    (POST, "import csv {out}/people.csv --dry-run"),
    (POST, "training mine"),
    (POST, "training refreshers"),
    (POST, "access list {ref}"),
    (POST, "approval list {ref}"),
    (POST, "access interest {ref} --nobody"),
    (POST, "audit list"),
    (POST, "audit verify"),
    (POST, "audit exceptions"),
    (POST, "audit emergencies"),
    (POST, "audit reviews"),
    (POST, "sync now --stick {stick}"),
    (POST, "sync status"),
    (POST, "sync keys"),
    (POST, "sync hold 5"),
    (POST, "sync metered on"),
    (POST, "outbox seal"),
    (POST, "report-now --from {worry}"),
    (POST, "report worry --blank --out {out}/worry.pdf"),
    (POST, "store info"),
    (POST, "store check"),
    (POST, "store words"),
    (POST, "store absence"),
    (POST, "store free-space"),
    (POST, "store verify-log --out {out}"),
    (POST, "store backup --to {out}"),
    (POST, "officer list"),
    (POST, "about --notices"),
    (OFFICE, "hq receive --stick {stick}"),
    (OFFICE, "hq post add P{number} --name Gros"),
    (OFFICE, "hq officer add analyst{number} --post VFT --role analyst"),
    (OFFICE, "hq directory add DutyNumber kind=duty_officer label=Duty phone=+17585550101"),
    (OFFICE, "hq directory list DutyNumber"),
    (OFFICE, "hq post list"),
    (OFFICE, "hq post codes VFT --count 2"),
    (OFFICE, "hq officer list"),
    (OFFICE, "hq officer keys"),
    (OFFICE, "hq conflicts list"),
    (OFFICE, "hq quarantine list"),
    (OFFICE, "hq strangers"),
    (OFFICE, "hq erasure due"),
    (OFFICE, "hq erasure list"),
    (OFFICE, "hq incident list"),
    (OFFICE, "hq keyset show"),
    (OFFICE, "hq unit list"),
    (OFFICE, "hq withdrawn"),
    (OFFICE, "hq grants"),
    (OFFICE, "hq rebuild"),
    (OFFICE, "hq renew-server-key"),
)
CORE: Final = tuple(line for line in LINES if line[1].startswith(("case new", "record add", "case show", "hq receive")))
"""What is tried at every size of the short test: recording, adding, looking, receiving."""

_SAME = "writes one entry as `record set` or `hq directory add` does"
_DEED = "a deed of tests/lab/faults, which tests/lab/full fills the disk under"
NOT_RUN: Final = {
    **dict.fromkeys(("approval ask", "approval answer", "approval spoken", "approval withdraw"), _SAME),
    "record sign": _SAME,
    "record verify": "as `record list`, of one row by its id",
    **dict.fromkeys((f"referral {name}" for name in ("propose", "send", "reply", "revoke")), _SAME),
    **dict.fromkeys((f"referral {name}" for name in ("recipients", "preview", "find")), "as `case show`, of one row"),
    **dict.fromkeys(("access exclude", "access lift", "access serve", "access withdraw"), _SAME),
    **dict.fromkeys(("audit acknowledge", "audit breach", "audit decide", "audit review", "record delete"), _SAME),
    **dict.fromkeys(("case let-in", "case remove", "case restrict", "store erase-case", "sync withdraw"), _SAME),
    **dict.fromkeys(
        ("case acknowledge", "case assign", "case lines", "case hand-over", "case accept", "case decline"), _SAME
    ),
    **dict.fromkeys(("person link", "person unlink", "record move", "case join", "case part"), _SAME),
    "person linked": "as `case show`, of one person by the code",
    **dict.fromkeys(("register set", "register delete", "register restore"), _SAME),
    **dict.fromkeys(("training participants", "training certificates", "training withdraw"), _SAME),
    **dict.fromkeys(("training skills", "training take-skills"), _SAME),
    **dict.fromkeys(("training figures", "training campaign"), "as `training refreshers`, of one row by its id"),
    **dict.fromkeys(
        ("report training", "report campaign", "report certificate", "report determination", "report age"),
        "as `report case`",
    ),
    **dict.fromkeys(
        (
            *(f"report {name}" for name in ("referral", "reply", "statement", "consent", "notice", "interpreter")),
            *("report safety-plan", "report sheet"),
        ),
        "as `report case`, of one row by its id",
    ),
    **dict.fromkeys(
        ("hotline open-case", "hotline called-back"), "as `case new` and `register set`, of one row by its id"
    ),
    "attach": "leaves room for records: refused before it writes; tests/adapters/files fills the disk under it",
    "attachment export": "as `case export`, of one row by its id",
    "import xlsx": "as `import csv`, of another kind of file",
    **dict.fromkeys(("register show", "register history"), "as `register list`, of one row by its id"),
    **dict.fromkeys(("hq conflicts settle", "hq directory delete", "hq directory restore", "hq directory set"), _SAME),
    **dict.fromkeys(("hq erasure agree", "hq erasure refuse", "hq incident close", "hq officer accept"), _SAME),
    **dict.fromkeys(("hq officer code", "hq officer disable", "hq officer enable", "hq officer move"), _SAME),
    **dict.fromkeys(("hq revoke", "hq unit admit", "hq unit remove", "hq quarantine discard", "officer pin"), _SAME),
    **dict.fromkeys(("hq enrol", "hq restored", "post enrol", "sync receipt", "hq keyset cards"), _SAME),
    **dict.fromkeys(("hq keyset rotate", "hq recover", "post recover", "store restore", "outbox send"), _DEED),
    **dict.fromkeys(("officer add", "officer passphrase", "officer remove", "officer reset"), _DEED),
    **dict.fromkeys(("hq init", "post request", "demo"), "makes a home: it has no ballast yet, and says `disk-full`"),
    **dict.fromkeys(
        ("bundle inspect", "bundle verify", "report verify", "hq quarantine show", "mrz"), "reads what is given"
    ),
    **dict.fromkeys(("officer suggest", "hq erasure certificate", "report access-request"), "as `case export`"),
    "hq serve": "runs until it is stopped; what it writes is what `hq receive` writes",
}


@dataclass(frozen=True)
class Stage:
    """Homes on a small disk, and a folder on another one for what goes in and out."""

    world: World
    disk: Path
    beside: Path
    reference: str

    def problems(self, free: int, lines: Sequence[tuple[str, str]], *, has_ballast: bool = True) -> list[str]:
        """Run commands, each with so much free and the ballast in place; return what is wrong."""
        found = []
        for number, (home, line) in enumerate(lines):
            place = self.world.post if home == POST else self.world.hq
            ballast = ballast_of(place)
            ballast.path.unlink(missing_ok=True)
            if has_ballast:
                ballast.path.write_bytes(bytes(BALLAST_BYTES))
            found += self._try(free, number, place, line)
        return found

    def _try(self, free: int, number: int, place: Path, line: str) -> list[str]:
        filler = fill(self.disk, leave=free)
        try:
            answers = [self._call(place, line, f"{free % 997}x{number}")]
            if answers[0].status:
                answers.append(self._call(place, line, f"{free % 997}y{number}"))
        finally:
            filler.unlink()
        told = [(one.status, (one.json or {}).get("error", {}).get("code")) for one in answers]
        problems = [f"{line}, {free} bytes free: {told}"] if answers[-1].status else []
        if ballast_of(place).size == 0 and "reserve" not in "".join(str(one) for one in answers):
            problems.append(f"{line}, {free} bytes free: the ballast went, and nobody was told")
        return problems

    def _call(self, home: Path, line: str, number: str) -> Answer:
        words = {
            "ref": self.reference,
            "out": self.beside / "out",
            "stick": self.world.stick,
            "case": self.beside / "case.json",
            "worry": self.beside / "worry.json",
            "people": self.beside / "people.jsonl",
            "number": number,
        }
        return call(home, *(word.format(**words) for word in line.split(" ")))


def make_stage(disk: Path, beside: Path) -> Stage:
    """Make a headquarters and a post with one case on a disk, which has been to headquarters and back."""
    world = make_world(disk / "world")
    stick = beside / "stick"
    shutil.move(world.stick, stick)
    (beside / "out").mkdir()
    (beside / "out" / "calls.csv").write_text("about,outcome\ninformation,ended\n", encoding="utf-8")
    (beside / "out" / "people.csv").write_text("prs_FirstName,prs_SecondName\nAnn,Invented\n", encoding="utf-8")
    (beside / "worry.json").write_text('{"where_now": "here", "danger_now": "unsure"}', encoding="utf-8")
    (beside / "people.jsonl").write_text('{"family_name": "Inventedperson"}\n', encoding="utf-8")
    world = type(world)(world.hq, world.post, stick, world.fingerprint, world.folder, world.shares)
    write_case(beside, CASE)
    reference = recorded(world.post, beside)
    by_stick(world, world.post)
    return Stage(world, disk, beside, reference)
