"""What headquarters writes into its directory on the command line is what a post shows after its next stick."""

from tests.journeys.runner import World, call, done
from tests.journeys.worlds import by_stick, opened
from tipdesk.services.directory.find_duty_numbers import find_duty_numbers


def _numbers(world: World) -> list[tuple[str, str]]:
    session = opened(world.post)
    try:
        return [(line.label, line.phone) for line in find_duty_numbers(session.desk, 12)]
    finally:
        session.close()


def test_a_duty_number_reaches_the_post_by_stick(fresh: World) -> None:
    """Added, changed and deleted at headquarters, each after a stick; a post may not write it."""
    fields = ("kind=duty_officer", "label=Duty desk", "phone=+1 758 555 0101")
    row = done(fresh.hq, "hq", "directory", "add", "DutyNumber", *fields)["id"]
    [listed] = done(fresh.hq, "hq", "directory", "list", "duty_number")["records"]
    assert (listed["key"], listed["fields"]["phone"]) == (row, "+17585550101")
    by_stick(fresh, fresh.post)
    assert _numbers(fresh) == [("Duty desk", "+17585550101")]
    done(fresh.hq, "hq", "directory", "set", "DutyNumber", row, "phone=758 555 0102")
    done(fresh.hq, "hq", "directory", "set", "Post", "VFT", "name=Vieux Fort port")
    by_stick(fresh, fresh.post)
    assert _numbers(fresh) == [("Duty desk", "+17585550102")]
    names = [one["fields"]["name"] for one in done(fresh.post, "hq", "directory", "list", "Post")["records"]]
    assert "Vieux Fort port" in names
    done(fresh.hq, "hq", "directory", "delete", "DutyNumber", row)
    by_stick(fresh, fresh.post)
    assert _numbers(fresh) == []
    refused = call(fresh.post, "hq", "directory", "add", "DutyNumber", *fields)
    assert (refused.status, refused.json["error"]["code"]) == (1, "not-headquarters")
    refused = call(fresh.hq, "hq", "directory", "set", "Officer", "admin", "disabled=yes")
    assert (refused.status, refused.json["error"]["code"]) == (1, "last-one")
