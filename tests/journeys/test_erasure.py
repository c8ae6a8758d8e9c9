"""Two persons of headquarters erase a closed case by command: asked for, not by the same person, agreed to."""

from tests.journeys.arrived_at import arrive_at
from tests.journeys.runner import PASSPHRASE, World, call, done, write_case
from tests.journeys.worlds import by_stick


def test_two_persons_erase_a_case(fresh: World) -> None:
    """An open case is held, and one closed of late kept; then one asks, and nothing goes before another has decided."""
    reference = str(done(fresh.post, "case", "new", "--from", write_case(fresh.folder))["reference"])
    by_stick(fresh, fresh.post)
    answer = call(fresh.hq, "store", "erase-case", reference, "--reason", "Kept long enough")
    assert (answer.status, answer.json["error"]["code"]) == (1, "held")
    arrive_at(fresh.hq, reference, PASSPHRASE, status="closed", date_closed="2026-01-05", closure_reason="not_tip")
    answer = call(fresh.hq, "store", "erase-case", reference, "--reason", "Kept long enough")
    assert (answer.status, answer.json["error"]["code"]) == (1, "kept-longer")
    assert "5 Jan 2028" in answer.json["error"]["message"]
    arrive_at(fresh.hq, reference, PASSPHRASE, date_closed="2001")
    assert [one["reference"] for one in done(fresh.hq, "hq", "erasure", "due")["cases"]] == [reference]
    asked = done(fresh.hq, "store", "erase-case", reference, "--reason", "Kept long enough")
    answer = call(fresh.hq, "hq", "erasure", "agree", asked["erasure"])
    assert (answer.status, answer.json["error"]["code"]) == (1, "second-person")
    assert [one["decision"] for one in done(fresh.hq, "hq", "erasure", "list")["erasures"]] == [None]
    assert done(fresh.hq, "case", "show", reference)["case"]["title"]
    again = call(fresh.hq, "store", "erase-case", reference, "--reason", "Twice")
    assert again.json["error"]["code"] == "asked-already"


def test_a_post_erases_nothing(fresh: World) -> None:
    """Only headquarters may ask."""
    reference = str(done(fresh.post, "case", "new", "--from", write_case(fresh.folder))["reference"])
    answer = call(fresh.post, "store", "erase-case", reference, "--reason", "Kept long enough")
    assert (answer.status, answer.json["error"]["code"]) == (1, "not-headquarters")
