"""Seventy people in one hall: two PCs of the post write them, a range of tags each, and a stick brings all together."""

from datetime import date
from pathlib import Path

from tests.journeys.runner import World, call, done
from tests.journeys.worlds import add_pc, by_stick, opened
from tipdesk.services.case.references import get_case_id
from tipdesk.services.line_list.lines import Line
from tipdesk.services.line_list.open_list import open_list
from tipdesk.services.line_list.ordering import Order, count_lines, next_tag, sort_lines
from tipdesk.services.line_list.save_line import save_line
from tipdesk.services.line_list.tag_ranges import get_range, keep_range
from tipdesk.services.remembered.shapes import TagRange

TODAY = date(2026, 11, 24)


def written(home: Path, reference: str, taken: TagRange, count: int) -> None:
    """Write so many people on a PC, each under the tag that comes next there."""
    session = opened(home)
    case = get_case_id(session.desk, reference)
    keep_range(session.desk, case, taken)
    tags = [line.tag for line in open_list(session.desk, case).lines]
    for at in range(count):
        tag = next_tag(tags, get_range(session.desk, case)) or ""
        tags.append(tag)
        typed = {"tag_number": tag, "given_names": f"Invented {tag}", "about_age": str(10 + at), "needs": "w"}
        if at < len("ABB"):
            typed["family_group"] = "abb"[at]
        assert save_line(session.desk, case, None, typed).refused == {}
    session.close()


def listed(home: Path, reference: str) -> list[Line]:
    """Return the lines as a home shows them, by tag."""
    session = opened(home)
    lines = sort_lines(open_list(session.desk, get_case_id(session.desk, reference)).lines, Order.TAG, TODAY)
    session.close()
    return lines


def test_seventy_on_two_pcs(fresh: World) -> None:
    """Everybody is on both PCs and at headquarters; one tag given out twice is two people, one letter two families."""
    reference = str(done(fresh.post, "case", "new", "--from", _empty(fresh.folder))["reference"])
    by_stick(fresh, fresh.post)
    other = add_pc(fresh, "other", "VFT", "--officer", "officer1")
    by_stick(fresh, other)
    written(fresh.post, reference, TagRange(1, 35), 35)
    written(other, reference, TagRange(35, 70), 35)
    by_stick(fresh, fresh.post, other)
    shown = [listed(home, reference) for home in (fresh.post, other)]
    for lines in shown:
        assert [line.tag for line in lines] == [f"{at:02d}" for at in (*range(1, 36), *range(35, 70))]
        assert {line.person["given_names"] for line in lines} == {f"Invented {at:02d}" for at in range(1, 70)}
        told = count_lines(lines, TODAY)
        assert (told.people, told.twice, told.families) == (70, 2, 4)
        assert [line.family for line in lines if line.family] == ["A", "B", "B", "A-35", "B-35", "B-35"]
        by_need = [line.family for line in sort_lines(lines, Order.NEED, TODAY) if line.family]
        assert by_need == sorted(by_need, key=by_need.index)
    at_headquarters = done(fresh.hq, "record", "list", reference, "Person")["records"]
    assert {one["key"] for one in at_headquarters} == {line.key for line in shown[0]} == {line.key for line in shown[1]}
    assert done(fresh.hq, "hq", "rebuild")["equal"] is True


def test_a_file_becomes_lines(fresh: World) -> None:
    """`case lines` adds a row each, and names what waits in its cell as it was typed; another encoding is refused."""
    reference = str(done(fresh.post, "case", "new", "--from", _empty(fresh.folder))["reference"])
    sheet = fresh.folder / "group.csv"
    sheet.write_text("Tag,First name,Age,Nationality\n01,Ana,17?,Haiti\n02,Bo,young,Atlantis\n", encoding="utf-8")
    added = done(fresh.post, "case", "lines", reference, "--from", sheet)
    assert (added["added"], [(one["row"], one["column"]) for one in added["refused"]]) == (
        2, [(2, "about_age"), (2, "citizenships")],
    )  # fmt: skip
    assert [line.tag for line in listed(fresh.post, reference)] == ["01", "02"]
    sheet.write_bytes("Tag,Name\n03,José\n".encode("cp1252"))
    refused = call(fresh.post, "case", "lines", reference, "--from", sheet)
    assert (refused.status, refused.json["error"]["code"]) == (1, "not-utf-8")


def _empty(folder: Path) -> Path:
    """Write the document of a case without anybody in it."""
    file = folder / "group.json"
    file.write_text('{"case": {"title": "Amber reef 70"}, "records": []}', encoding="utf-8")
    return file
