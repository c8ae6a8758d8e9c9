"""The certificate of an erasure, printed by command after two officers of headquarters have erased a case."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from pypdfium2 import PdfDocument

from tests.journeys.arrived_at import arrive_at
from tests.journeys.runner import PASSPHRASE, World, call, done, write_case
from tests.journeys.worlds import by_stick
from tipdesk.domain.ids import parse_id
from tipdesk.homes.opening import open_session
from tipdesk.services.headquarters.directory.officers import add_officer
from tipdesk.services.headquarters.directory.registry import HEADQUARTERS_CODE
from tipdesk.services.headquarters.erasure.erase_case import decide_erasure

REASON = "Kept long enough"


def decide_as_another(world: World, erasure: str, *, agrees: bool) -> int:
    """Decide as a second coordinator of headquarters, at the same store."""
    with closing(open_session(world.hq, None, PASSPHRASE)) as session:
        row = add_officer(session.desk, f"second{agrees}", HEADQUARTERS_CODE, ["coordinator"])
        other = replace(session.desk.actor, officer=row, login="second", roles=frozenset({"coordinator"}))
        return decide_erasure(replace(session.desk, actor=other), parse_id(erasure), agrees=agrees)


def test_the_certificate_says_what_went_and_what_stays(fresh: World) -> None:
    """None before both have decided; then who, how many, digest and leftovers, and no person's name."""
    reference = str(done(fresh.post, "case", "new", "--from", write_case(fresh.folder))["reference"])
    by_stick(fresh, fresh.post)
    arrive_at(fresh.hq, reference, PASSPHRASE, status="closed", date_closed="2001", closure_reason="not_tip")
    done(fresh.hq, "case", "export", reference, "--out", fresh.folder / "exports")
    out = fresh.folder / "certificate.pdf"
    asked = [done(fresh.hq, "store", "erase-case", reference, "--reason", REASON)["erasure"]]
    assert decide_as_another(fresh, asked[0], agrees=False) == 0
    asked.append(done(fresh.hq, "store", "erase-case", reference, "--reason", REASON)["erasure"])
    for one in asked:
        answer = call(fresh.hq, "hq", "erasure", "certificate", one, "--out", out)
        assert (answer.status, answer.json["error"]["code"], out.exists()) == (1, "not-erased", False)
    count = decide_as_another(fresh, asked[1], agrees=True)
    done(fresh.hq, "hq", "erasure", "certificate", asked[1], "--out", out)
    line = next(one for one in done(fresh.hq, "hq", "erasure", "list")["erasures"] if one["id"] == asked[1])
    [printed] = [one for one in done(fresh.hq, "audit", "list")["looks"] if one["action"] == "print"]
    assert (printed["officer"], printed["result"], bool(printed["case"])) == ("admin", "allowed", True)
    with PdfDocument(out) as document:
        text = " ".join(" ".join(document[at].get_textpage().get_text_range() for at in range(len(document))).split())
    assert count == line["entries"] > 1
    assert (line["exports"], line["untold"]) == (1, ["PC 1"])
    said = (reference, line["asked_by"], line["decided_by"], f"Entries erased {count}", "Exports 1 ", *line["untold"])
    assert [one for one in said if one not in text] == []
    assert line["digest"] in text.replace(" ", "")
    assert "Every backup that was made before" in text
    for kept_out in ("Inventedperson", "Example", "Blue heron", REASON):
        assert kept_out not in text


def test_a_certificate_of_nothing(fresh: World) -> None:
    """An erasure that nobody asked for has no certificate, and a post prints none."""
    nothing = "0" * 32
    for home, code in ((fresh.hq, "no-such-erasure"), (fresh.post, "not-headquarters")):
        answer = call(home, "hq", "erasure", "certificate", nothing, "--out", fresh.folder / "x.pdf")
        assert (answer.status, answer.json["error"]["code"]) == (1, code)
