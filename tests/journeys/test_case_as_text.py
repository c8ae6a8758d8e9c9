"""What a person at a terminal reads of a case."""

from datetime import UTC, datetime, timedelta

from tests.journeys.runner import World, done
from tests.journeys.test_command_contract import printed
from tests.journeys.worlds import recorded


def test_a_case_is_read_as_text(fresh: World) -> None:
    """Without --json a person reads labels and answers, not codes and ids; what happened only where it is asked for."""
    reference = recorded(fresh.post, fresh.folder)
    status, out, _err = printed(fresh.post, "case", "show", reference)
    assert status == 0
    assert out.startswith(f"{reference}  Blue heron 12\n\nCase\n")
    for line in ("    Family name: Inventedperson", "    Date of birth: Apr 2009", "  Text: Invented for a test."):
        assert line in out.splitlines()
    assert "potential_victim" not in out
    assert "{" not in out
    assert "History" not in out
    _status, told, _err = printed(fresh.post, "case", "show", reference, "--history")
    assert told.startswith(out)
    assert "Who and where: officer1" in told


def test_days_are_given_as_officers_say_them(fresh: World) -> None:
    """`record add` reads "tomorrow" and "yesterday 2.30 pm" by this PC's clock, and the lists since "yesterday"."""
    reference = recorded(fresh.post, fresh.folder)
    given = ("title=Ring the shelter", "due=tomorrow")
    assert printed(fresh.post, "record", "add", reference, "Task", *given)[0] == 0
    noted = ("text=Seen again.", "occurred_at=yesterday 2.30 pm")
    assert printed(fresh.post, "record", "add", reference, "Note", *noted)[0] == 0
    tasks, notes = (done(fresh.post, "record", "list", reference, record)["records"] for record in ("Task", "Note"))
    day = datetime.now(UTC).astimezone().date()
    assert (day + timedelta(days=1)).isoformat() in [task["fields"].get("due") for task in tasks]
    assert any(str(note["fields"].get("occurred_at")).startswith(f"{day - timedelta(days=1)}T14:30") for note in notes)
    status, _out, refused = printed(fresh.post, "record", "add", reference, "Person", "birth_date=28 11")
    assert status == 1
    assert "year" in refused
    for since in ("yesterday", "today 0:00am", "2020-01-01"):
        status, listed, _err = printed(fresh.post, "case", "list", "--updated-since", since)
        assert (since, status, reference in listed) == (since, int(since == "today 0:00am"), since != "today 0:00am")
    assert printed(fresh.post, "audit", "list", "--since", "yesterday")[0] == 0


def test_cases_are_counted_and_marked(fresh: World) -> None:
    """By stage and risk as a table with its sums, marked at its head; a column that is none is refused, and named."""
    recorded(fresh.post, fresh.folder)
    status, out, _err = printed(fresh.post, "case", "count", "--by", "stage,risk")
    assert status == 0
    assert out.splitlines()[:2] == ["RESTRICTED · NOT FOR PUBLICATION", "Cases by stage and risk"]
    assert out.splitlines()[4].split() == ["Total", "1", "1"]
    answer = done(fresh.post, "case", "count", "--by", "stage", "--open")
    assert (answer["total"], answer["rows"], answer["restricted"]) == (
        1,
        [{"keys": {"stage": "reported"}, "count": 1}],
        True,
    )
    [latest, *_others] = done(fresh.post, "audit", "list", "--action", "export")["looks"]
    assert (latest["reason"], latest["count"]) == ("count: stage", 1)
    status, _out, refused = printed(fresh.post, "case", "count", "--by", "name")
    assert status == 1
    assert "stage, risk, post" in refused


def test_rows_are_read_as_text(fresh: World) -> None:
    """Rows of a case, a register and the directory: by id, then label and answer; what they refer to by its name."""
    reference = recorded(fresh.post, fresh.folder)
    _status, roles, _err = printed(fresh.post, "record", "list", reference, "CaseRole")
    head, *answers = roles.splitlines()
    assert head.endswith("  Role")
    assert "  Role: Potential victim" in answers
    assert any(line.startswith("  Person: P-") for line in answers)
    course = done(fresh.hq, "register", "add", "Training", "title=First response", "topics=identification")["id"]
    done(fresh.hq, "register", "add", "TrainingSession", f"training={course}", "on=2026-11-20")
    for command in (("list", "TrainingSession"), ("show", "Training", course)):
        _status, out, _err = printed(fresh.hq, "register", *command)
        assert "  Training: First response" in out.splitlines()
        assert "{" not in out
    done(fresh.hq, "register", "delete", "Training", course)
    _status, out, _err = printed(fresh.hq, "register", "list", "Training", "--trash")
    assert out.splitlines()[0] == f"{course}  Training  (in the trash)"
    _status, out, _err = printed(fresh.hq, "hq", "directory", "list", "Officer")
    assert "  Login name: officer1" in out.splitlines()
    assert "key" not in out.lower()
