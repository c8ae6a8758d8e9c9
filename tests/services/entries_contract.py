"""What every store promises of entries and of rows outside the cases: run on the real store and on the fake."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from tests.services.store_contract import found
from tipdesk.domain.changes import Dot
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.entries.freeze import Stories
from tipdesk.services.fields import change_of_new, change_of_row

if TYPE_CHECKING:
    from tests.services.sites import Sites
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Happening
    from tipdesk.services.desk import Reader

TRAINING = BY_NAME["Training"]


class EntriesContract:
    """The part of the suite that asks for entries by their dots, and for rows of registers."""

    def test_who_wrote_an_entry_is_told_by_its_dot(self, sites: Sites) -> None:
        """When and where, and when it came here; what is not held is left out, and nothing is asked for nothing."""
        desk, wrote_at = sites.here.desk(), sites.here.clock.now_ms()
        with desk.read() as reader:
            dots = reader.find_rows(BY_NAME["Case"])[0].all_dots
        sites.here.clock.pass_minutes(5)
        sites.there.clock.pass_minutes(7)
        sites.meet()
        for site, received in ((sites.here, None), (sites.there, sites.there.clock.now_ms())):
            with site.desk().read() as reader:
                [told] = reader.find_entries({*dots, Dot(b"x" * 16, 1)}).values()
                assert reader.find_entries(()) == {}
            assert (told.actor, told.device) == (desk.actor.officer, desk.place.device)
            assert (told.at, told.received_at) == (wrote_at, received)

    def test_a_story_is_read_by_itself_until_many_are_asked_for(self, sites: Sites) -> None:
        """Each says what the whole history says of its row; of the fourth row on that is read, and only once."""
        asked: list[bytes | None] = []
        with sites.here.desk().read() as reader:

            def find_happenings(case: bytes, row: bytes | None = None) -> list[Happening]:
                asked.append(row)
                return reader.find_happenings(case, row)

            whole = reader.find_happenings(sites.case)
            told = {one.row: tuple(each for each in whole if each.row == one.row) for one in whole}
            stories = Stories(cast("Reader", SimpleNamespace(find_happenings=find_happenings)), sites.case)
            nobody = [bytes([at]) * 16 for at in range(5)]
            assert stories[sites.case] == stories[sites.case] == told[sites.case]
            assert [stories.get(row, ()) for row in nobody] == [()] * len(nobody)
            assert asked == [sites.case, *nobody[:2], None]
            assert dict(stories) == told
            assert len(asked) == 4

    def test_rows_of_registers_are_found_by_their_records_alone(self, sites: Sites) -> None:
        """In no search of cases; each has its history, and its log a device; a dispute among them is none of a case."""
        row, desk = b"r" * 16, sites.here.desk()
        with desk.work() as unit:
            given: dict[str, Value] = {"title": "Zebra course", "topics": frozenset({"referral"})}
            dot = unit.append(Scope.REGISTER, None, [change_of_new(TRAINING, row, given)]).dot
        sites.meet()
        for site, title in ((sites.here, "Zebra day"), (sites.there, "Okapi day")):
            with site.desk().work() as unit:
                seen = unit.get_row(TRAINING, row)
                assert seen is not None
                change = change_of_row(seen, {"title": title})
                assert change is not None
                unit.append(Scope.REGISTER, None, [change])
        sites.meet()
        with sites.there.desk().read() as reader:
            assert found(reader, "okapi") == set()
            assert found(reader, "okapi", "Training") == {"Training"}
            [hit] = reader.find_hits("okapi", records=frozenset({TRAINING.number}))
            assert (hit.row, hit.case) == (row, b"")
            held = reader.get_row(TRAINING, row)
            assert held is not None
            assert (held.in_conflict(), reader.find_conflicts()) == (True, [])
            story = reader.find_happenings(None, row)
            assert [one.after for one in story if one.field == "title"][-1] == "Zebra course"
            assert {one.row for one in story} == {row}
            assert reader.find_happenings(None, b"n" * 16) == []
            assert reader.device_of_log(dot.log) == desk.place.device
            assert reader.device_of_log(b"?" * 16) == b""
