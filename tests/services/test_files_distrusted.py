"""What is refused of files on their way, what is not believed, and what is mended: nothing half is ever there."""

from __future__ import annotations

from random import Random

import pytest

from tests.fakes.files import FakeFiles, FakeParts
from tests.lab.simulation.ways import Stick
from tests.services.countries import Country, first_case, kept_aside, put_back
from tests.services.travelling import (
    SMALL,
    a_country_with_cases,
    at_office,
    attach,
    by_stick,
    holds,
    is_receipted,
    part_of,
    records_only,
    refused,
)
from tipdesk.domain.errors import Distrust, Trouble
from tipdesk.services.backups.put_back import begin_again
from tipdesk.services.headquarters.directory.revoke_device import revoke_device
from tipdesk.services.headquarters.ledger.epoch import declare_restored
from tipdesk.services.remembered.link import FILE_TOLD
from tipdesk.services.sync.files.take_files import take_wants
from tipdesk.services.sync.inspect_bundle import verify_bundle
from tipdesk.sync.document import write_payload
from tipdesk.sync.part import part_count
from tipdesk.sync.trust import Verdict
from tipdesk.sync.wants import WANTS, Files, Lacking, Wants


@pytest.fixture
def country() -> Country:
    """Headquarters, two PCs of post A and one of post B, whose files go in small parts."""
    return a_country_with_cases()


def test_what_headquarters_refuses_of_a_part(country: Country) -> None:
    """Each has its code, and nothing of it is kept: no row names it, another post's, its hash alone, outside."""
    content = attach(country.post, 2000)
    assert refused(country, part_of(country, content)) == "unknown-file"
    country.sync()
    other = country.posts[2]
    fresh = attach(country.post, 1999)
    hashed = attach(country.post, 1998, hash_only=True)
    records_only(country.post)
    country.sync()
    assert refused(country, part_of(country, fresh, 0, other, case=first_case(country.post))) == "unknown-file"
    assert refused(country, part_of(country, fresh, case=first_case(other))) == "unknown-file"
    assert refused(country, part_of(country, hashed)) == "hash-only"
    assert refused(country, part_of(country, fresh, index=0, size=1999 + 10**6)) == "part-out-of-range"
    assert refused(country, part_of(country, fresh, 3, index=4000)) == "part-out-of-range"
    assert refused(country, part_of(country, fresh, 3, digest=bytes(32))) == "altered"
    assert country.office.files.under_way == {}
    revoke_device(country.office.desk(), country.post.device, None)
    assert refused(country, part_of(country, fresh)) == "revoked"


def test_an_early_part_is_not_kept_aside(country: Country) -> None:
    """What comes before its row takes no room of the quarantine; it comes again."""
    content = attach(country.post, 2000)
    assert refused(country, part_of(country, content)) == "unknown-file"
    assert refused(country, part_of(country, content, 1, digest=bytes(32))) == "altered"
    assert [one.reason for one in kept_aside(country.office)] == ["altered"]


def test_a_part_again_is_no_news(country: Country) -> None:
    """A replay changes nothing, whether the file is under way or whole."""
    content = attach(country.post, 2000)
    records_only(country.post)
    country.sync()
    verdicts = [country.receive(part_of(country, content, 2)).verdict for _time in range(2)]
    records_only(country.post, is_metered=False)
    country.sync()
    verdicts.append(country.receive(part_of(country, content, 2)).verdict)
    assert verdicts == [Verdict.ACCEPTED, Verdict.REPLAY, Verdict.REPLAY]
    assert holds(country.office, content)


def test_parts_that_are_not_the_file(country: Country) -> None:
    """A device whose bytes are not those that its record names leaves nothing, and headquarters asks for all again."""
    content = attach(country.post, 100)
    records_only(country.post)
    country.sync()
    country.post.files.held[content] = bytes(len(country.post.files.held[content]))
    count = part_count(len(country.post.files.held[content]), SMALL)
    codes = [country.receive(part_of(country, content, index)).reason for index in range(count)]
    assert codes == [""] * (count - 1) + ["file-altered"]
    assert (country.office.files.held.get(content), country.office.files.under_way) == (None, {})


def test_a_file_that_its_own_disk_altered_is_not_sent(country: Country) -> None:
    """A post does not send what is not what was taken in, says so, and sends the others."""
    bad, good = attach(country.post, 100), attach(country.post, 200)
    country.post.files.held[bad] = bytes(len(country.post.files.held[bad]))
    report = country.sync()
    assert report.files.refused == {bad: "file-altered"}
    assert holds(country.office, good)
    assert country.office.files.under_way == {}


def test_headquarters_that_lost_a_file_gets_it_again(country: Country) -> None:
    """After a restore it names the files that it lacks, receipted or not, and they are sent again."""
    early = attach(country.post, 500)
    country.sync()
    kept = country.office.store.backup()
    late = attach(country.post, 700)
    country.sync()
    assert holds(country.office, early, late)
    del country.office.files.held[early]
    assert country.sync().files.parts > 0
    assert holds(country.office, early)
    put_back(country.office, kept)
    declare_restored(country.office.desk())
    country.office.files.held.clear()
    country.sync()
    assert holds(country.office, early, late)


def test_a_post_that_was_put_back_gets_its_files(country: Country) -> None:
    """Its own files come down to its new life, and none goes up twice."""
    content = attach(country.post, 900)
    country.sync()
    backup = country.post.store.backup()
    country.post.files.held.clear()
    put_back(country.post, backup)
    begin_again(country.post.desk(), country.post.log)
    report = country.sync()
    assert holds(country.post, content)
    assert report.files.parts == 0


def test_a_file_that_headquarters_added_comes_down(country: Country) -> None:
    """What headquarters attaches to a post's case reaches both PCs of the post."""
    content = attach(country.office, 400, first_case(country.post))
    for site in country.posts[:2]:
        country.sync(site)
        assert holds(site, content)


def test_an_old_word_takes_nothing_back(country: Country) -> None:
    """Of two words the later counts; what was whole stays so for a word of before, until an epoch begins."""
    content = attach(country.post, 900)
    country.sync()
    desk = country.post.desk()
    with desk.read() as reader:
        told = FILE_TOLD.of(content).get(reader)
    lacks, whole = Files(lacking=(Lacking(content, ((0, 0),)),)), Files(complete=(content,))

    def say(files: Files, time: int, epoch: int = told.epoch) -> bool:
        wants = Wants(country.post.device, time, epoch, (1, 0), files)
        take_wants(desk, write_payload(WANTS, wants, country.signer))
        return is_receipted(country.post, content)

    assert say(lacks, told.time - 1)
    assert say(whole, told.time + 9)
    assert say(lacks, told.time + 5)
    assert not say(lacks, told.time + 10)
    assert say(whole, told.time - 5)
    assert not say(lacks, told.time - 9, told.epoch + 1)


def test_a_word_for_another_pc(country: Country) -> None:
    """A word about files that names another device, or that headquarters did not sign, is not believed."""
    wants = Wants(country.posts[1].device, 1, 0, (1, 0), Files())
    for signer, code in ((country.signer, "other-device"), (country.post.keys.signer, "bad-signature")):
        with pytest.raises(Distrust) as refusal:
            take_wants(country.post.desk(), write_payload(WANTS, wants, signer))
        assert refusal.value.code == code


def test_a_part_that_comes_down_before_its_row_waits_on_the_stick(country: Country) -> None:
    """It is neither kept nor refused, and is taken in after the row."""
    content = attach(country.post, 100)
    country.sync()
    second = country.posts[1]
    stick = Stick(Random(3))
    by_stick(country, stick, second)
    at_office(country, stick)
    by_stick(country, stick, second)
    at_office(country, stick)
    rows = {name: content for name, content in stick.files.items() if name.endswith(".tdb")}
    assert rows
    assert not holds(second, content)
    by_stick(country, stick, second)
    assert holds(second, content)


def test_a_stick_brings_parts_before_records(country: Country) -> None:
    """In whatever order files lie on a stick, a part whose record lies behind it is taken in."""
    for seed in range(6):
        content = attach(country.post, 300 + seed)
        stick = Stick(Random(seed))
        by_stick(country, stick)
        assert at_office(country, stick).later == {}
        assert holds(country.office, content)


def test_parts_that_were_never_put_together(country: Country) -> None:
    """Where a power cut came between the last part and the whole file, the last part comes again and makes it."""
    content = attach(country.post, 900)
    records_only(country.post)
    country.sync()
    whole = country.post.files.held[content]
    for index in range(part_count(len(whole), SMALL)):
        country.office.files.parts.keep_part(content, index, whole[index * SMALL : (index + 1) * SMALL])
    records_only(country.post, is_metered=False)
    assert country.sync().files.parts == 1
    assert holds(country.office, content)
    second = country.posts[1]
    country.sync(second)
    second.files.drop(content)
    for index in range(part_count(len(whole), SMALL)):
        second.files.parts.keep_part(content, index, whole[index * SMALL : (index + 1) * SMALL])
    country.sync(second)
    assert holds(second, content)


def test_a_headquarters_without_room_takes_the_records(country: Country) -> None:
    """Where its disk has no room for files, the records on a stick are taken in and answered; the file comes again."""
    content = attach(country.post, 900)

    class FullParts(FakeParts):
        def keep_part(self, content_id: bytes, index: int, content: bytes) -> None:
            raise Trouble("no-room", "There is no room.")

    class FullFiles(FakeFiles):
        @property
        def parts(self) -> FakeParts:
            return FullParts(self.held, self.under_way, self.part_bytes)

    roomy, stick = country.office.files, Stick(Random(1))
    country.office.files = FullFiles(roomy.named, part_bytes=SMALL)
    by_stick(country, stick)
    results = at_office(country, stick)
    assert [one.verdict for one in results] == [Verdict.ACCEPTED]
    assert set(results.later) == {"no-room"}
    with pytest.raises(Trouble):
        country.sync()
    country.office.files = roomy
    country.sync()
    assert holds(country.office, content)


def test_a_part_is_inspected(country: Country) -> None:
    """Its author's headquarters tells of which file it is which part; whoever cannot open it knows who signed it."""
    content = attach(country.post, 500)
    part = part_of(country, content, 3)
    count = part_count(len(country.post.files.held[content]), SMALL)
    told = verify_bundle(country.office.desk(), part)
    assert (told.verdict, told.kind, told.log, told.first, told.last) == ("verified", "part", content, 3, count)
    assert verify_bundle(country.post.desk(), part).verdict == "signed"
    with pytest.raises(Distrust) as refusal:
        verify_bundle(country.office.desk(), part_of(country, content, 3, digest=bytes(32)))
    assert refusal.value.code == "altered"
