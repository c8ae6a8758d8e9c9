"""The whole main job on real parts, step by step, and a year after it: what `tipdesk demo` runs.

There are headquarters, two PCs of one post and one of another. Records travel by wire and by stick. One conflict
arises, is settled at headquarters and seen settled at the post. A worry and the call about it reach headquarters, whose
officer has it in hand, and the post sees that. A hotline call becomes a case. Receipts come back, and a case file is
printed as PDF. All this lies a year before now; what followed in that year is made by `homes/year`, and in the end one
case is shared with another post and one is offered to another. Every person in it is plainly invented.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tipdesk.adapters.keys.passphrases import six_words
from tipdesk.bootstrap.serving import make_server
from tipdesk.disk import write_whole
from tipdesk.homes.year.clock import YearClock
from tipdesk.homes.year.life import Life
from tipdesk.homes.year.moving import move_cases
from tipdesk.homes.year.places import OFFICE, Places, sync
from tipdesk.homes.year.plan import read_plan
from tipdesk.homes.year.protecting import tell_protected
from tipdesk.homes.year.telephone import prove_call, tell_registers
from tipdesk.services.case.calls import find_calls
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.note_call import note_call
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.case.set_fields import pick_row, set_fields
from tipdesk.services.case.settle_conflict import settle_conflict
from tipdesk.services.case.show_case import show_case
from tipdesk.services.directory.find_duty_numbers import find_duty_numbers
from tipdesk.services.headquarters.directory.add_post import add_post
from tipdesk.services.headquarters.directory.rows import add_directory_row, find_directory_record
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.look import look
from tipdesk.services.reports.acknowledge_report import acknowledge_case, acknowledge_report
from tipdesk.services.reports.find_reports import find_inbox, find_own_reports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tipdesk.homes.sessions import Session
    from tipdesk.homes.year.plan import Pc
    from tipdesk.services.results import NewCase, Saved

SAMPLE = {
    "case": {"title": "Blue heron 12", "case_type": "suspected_trafficking", "report_channel": "border_post"},
    "records": [
        {
            "record": "Report",
            "fields": {"urgency": "same_day", "danger_now": "no", "under_18": "unsure", "persons_count": 2},
        },
        {
            "record": "Person",
            "key": "p1",
            "fields": {
                "given_names": "Example",
                "family_name": "Inventedperson",
                "birth_date": "2009-04",
                "citizenships": ["JM"],
                "languages": ["eng"],
            },
        },
        {"record": "Person", "key": "p2", "fields": {"given_names": "Sample", "family_name": "Madeupname"}},
        {"record": "CaseRole", "fields": {"person": "p1", "role": "potential_victim"}},
        {"record": "CaseRole", "fields": {"person": "p2", "role": "accompanying"}},
        {
            "record": "JourneyLeg",
            "fields": {
                "person": "p1",
                "leg_type": "Transit",
                "from_country": "JM",
                "to_country": "LC",
                "transport": "air",
            },
        },
        {
            "record": "Episode",
            "fields": {
                "person": "p1",
                "acts": ["recruitment"],
                "means": ["deception"],
                "exploitation": ["ForcedLabour"],
                "control_methods": ["WithholdsDocuments", "FalsePromises"],
            },
        },
        {
            "record": "Note",
            "fields": {"kind": "case_note", "text": "Invented for training. Spoke alone, asked for water."},
        },
        {"record": "Task", "fields": {"title": "Ask child protection for a guardian"}},
    ],
}
WORRY = {
    "where_now": "here",
    "danger_now": "no",
    "under_18": "unsure",
    "persons_count": 2,
    "travel": "Invented flight XX 000",
    "passport": "none",
    "own_words": "Invented for training: the companion answered every question.",
}
CALL = {"whom": "Duty officer (training)", "duty": "duty_officer", "answer": "no_answer"}
DIRECTORY = (
    ("DutyNumber", {"kind": "duty_officer", "label": "Duty officer (training)", "phone": "+1 758 555 0101"}),
    ("DutyNumber", {"kind": "child_protection", "label": "Child protection (training)", "phone": "+1 758 555 0102"}),
    ("DutyNumber", {"kind": "safe_place", "label": "Safe place (training)", "phone": "+1 758 555 0103"}),
    ("Agency", {"name": "Safe place A (training)", "kind": "shelter", "phone": "+1 758 555 0104"}),
)


@dataclass(frozen=True)
class Demo:
    """What the demo leaves behind: the folder of headquarters' home, its passphrase, and the printed case file."""

    headquarters: Path
    passphrase: str
    case_file: Path


def run_demo(folder: Path, tell: Callable[[str], None], now_ms: int | None = None) -> Demo:
    """Run every step on fresh homes in `folder`, then the year, and call `tell` with a sentence about each.

    `now_ms` is taken for now, by default what the PC's clock says. Raises RuntimeError where a step does not come out
    as it must.
    """
    passphrase, plan, clock = six_words(), read_plan(), YearClock(now_ms)
    tell(f"Passphrase of every officer in this demo: {passphrase}")
    places = Places(folder, passphrase, clock)
    _found(places, tell)
    first, second, other = (_enrol(places, pc, tell) for pc in plan.pcs[:3])
    with _serving(places.office) as url:
        case = _by_wire(places.office, first, second, url, tell)
        _conflict(places.office, (first, second), url, case.reference, tell)
    worry = _by_stick(places.office, other, folder / "stick", tell)
    call = prove_call(places.office, other, folder / "stick", tell)
    case_file = folder / f"{case.reference}.pdf"
    write_whole(case_file, first.print_case_file(case.reference, identity=True, copy_number=1))
    tell(f"Case file printed: {case_file} ({case_file.stat().st_size} bytes)")
    begun = [(plan.pcs[0].folder, case.id), *((plan.pcs[2].folder, one.case) for one in (worry, call))]
    life = Life(places, plan, clock.today(), begun)
    life.pass_by()
    tell(f"A year has passed: {len(life.begun)} further cases at {len(plan.directory['posts'])} posts")
    tell_protected(places.office, life.begun.values(), tell)
    tell_registers(places.office.desk, tell)
    move_cases(places, life.begun, tell)
    places.check()
    places.close()
    tell("Every store passed its check. Done.")
    return Demo(folder / OFFICE, passphrase, case_file)


def _found(places: Places, tell: Callable[[str], None]) -> None:
    desk = places.office.desk
    tell(f"Headquarters founded. Fingerprint: {places.fingerprint}")
    for code, name in (("VFT", "Vieux Fort (training)"), ("CAS", "Castries (training)")):
        add_post(desk, code, name, "police_station")
        tell(f"Post added: {code} {name}")
    for record, fields in DIRECTORY:
        add_directory_row(desk, find_directory_record(record), fields)
        tell(f"Added to the directory: {fields.get('label') or fields['name']} {fields['phone']}")


def _enrol(places: Places, pc: Pc, tell: Callable[[str], None]) -> Session:
    session = places.enrol(pc)
    tell(f"PC {pc.folder} enrolled at {pc.post} for {pc.login}; fingerprints compared on both sides")
    return session


def _by_wire(office: Session, first: Session, second: Session, url: str, tell: Callable[[str], None]) -> NewCase:
    made = new_case(first.desk, SAMPLE)
    tell(f"Case {made.reference} recorded on vieux-fort-1")
    report = sync(first, url=url)
    tell(f"Sent by wire: {report.sent[0].entries} entries, {report.sent[0].size} bytes; waiting {report.waiting}")
    _require(report.waiting == 0, "the receipt did not come back")
    _require(show_case(office.desk, made.reference) == show_case(first.desk, made.reference), "the case differs")
    tell("The case at headquarters equals the one at the post; the receipt is back")
    sync(second, url=url)
    show_case(second.desk, made.reference)
    tell("The second PC of the post has the case too")
    numbers = [line.phone for line in find_duty_numbers(second.desk)]
    _require(len(numbers) == sum(record == "DutyNumber" for record, _fields in DIRECTORY), "a duty number is missing")
    tell(f"Its home page shows headquarters' duty numbers: {', '.join(numbers)}")
    return made


def _conflict(
    office: Session, posts: tuple[Session, Session], url: str, reference: str, tell: Callable[[str], None]
) -> None:
    first, second = posts
    set_fields(first.desk, reference, "Case", None, ["status=screening"])
    set_fields(second.desk, reference, "Case", None, ["status=open"])
    for session in posts:
        sync(session, url=url)
    seen = pick_row(office.desk, reference, "Case", None)
    values = [sibling.value for sibling in seen.siblings.get("status", ())]
    _require(sorted(map(str, values)) == ["open", "screening"], "the conflict is not shown")
    tell(f"Two PCs changed the stage at once; headquarters shows both: {', '.join(map(str, values))}")
    settle_conflict(office.desk, seen, "status", value="open", reason="Settled with the post by telephone")
    tell("Headquarters settled it: open")
    acknowledge_case(office.desk, seen.id)
    for session in posts:
        sync(session, url=url)
        row = pick_row(session.desk, reference, "Case", None)
        _require(row["status"] == "open" and not row.in_conflict(), "the settlement did not arrive")
    _require(show_case(first.desk, reference) == show_case(office.desk, reference), "the case differs")
    tell("Both PCs of the post see it settled; the copies are equal")


def _by_stick(office: Session, post: Session, stick: Path, tell: Callable[[str], None]) -> Saved:
    stick.mkdir(exist_ok=True)
    saved = record_worry(post.desk, WORRY)
    tell(f"Worry {saved.reference} recorded on castries-1, which has no link")
    note_call(post.desk, saved.case, {"report": saved.report, **CALL})
    tell("The officer rang the duty officer and noted the call: not reached")
    report = sync(post, stick=stick)
    tell(f"Written to the stick and read back: {report.sent[0].entries} entries; waiting {report.waiting}")
    for received in receive_stick(office.desk, office.stick(stick)):
        tell(f"Headquarters took in {received.file}: {received.verdict.value}, {received.entries} entries")
    report = sync(post, stick=stick)
    _require(report.waiting == 0, "the receipt did not come back by stick")
    _require(show_case(office.desk, saved.reference) == show_case(post.desk, saved.reference), "the worry differs")
    left = sorted(file.suffix for file in stick.iterdir())
    tell(f"The stick brought the receipt back; waiting {report.waiting}; left on it: {', '.join(left) or 'nothing'}")
    _take_in_hand(office, saved, tell)
    receive_stick(office.desk, office.stick(stick))
    sync(post, stick=stick)
    [own] = find_own_reports(post.desk)
    _require(not own.is_waiting, "the post does not see that its report was read")
    tell("The stick brought that too: the post sees that headquarters has its report in hand")
    return saved


def _take_in_hand(office: Session, saved: Saved, tell: Callable[[str], None]) -> None:
    """Read the worry in headquarters' inbox, where it waits until somebody has it in hand, and the call beside it."""
    [line] = find_inbox(office.desk).waiting
    [call] = find_calls(look(office.desk, saved.case))
    _require(line.report == saved.report and call.answer == CALL["answer"], "the report or its call did not arrive")
    tell(f"Headquarters' inbox shows {saved.reference} as read by nobody, with the call that reached nobody")
    acknowledge_report(office.desk, line.case.id, line.report)
    _require(not find_inbox(office.desk).waiting, "the report still waits")
    tell("Headquarters' officer has it in hand")


@contextmanager
def _serving(office: Session) -> Iterator[str]:
    server = make_server(office, "127.0.0.1", 0)
    ready = threading.Event()
    thread = threading.Thread(target=server.run, args=(lambda _port: ready.set(),), name="demo-server")
    thread.start()
    try:
        ready.wait(30)
        yield f"https://127.0.0.1:{server.port}"
    finally:
        server.stop()
        thread.join()


def _require(is_so: bool, what: str) -> None:  # noqa: FBT001 - reads like an assertion
    if not is_so:
        raise RuntimeError(what)
