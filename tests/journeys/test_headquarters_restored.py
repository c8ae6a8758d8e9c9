"""Headquarters is put back from an old backup; what it had received since comes again from the post, none is lost."""

import shutil

from tests.journeys.runner import World, call, done, write_case


def test_an_old_backup_loses_nothing(fresh: World) -> None:
    """A case received after the backup, and headquarters' own change to it, are both there again after one sync."""
    backup = fresh.folder / "backup"
    shutil.copytree(fresh.hq, backup)
    reference = done(fresh.post, "case", "new", "--from", write_case(fresh.folder))["reference"]
    done(fresh.post, "sync", "now", "--stick", fresh.stick)
    done(fresh.hq, "hq", "receive", "--stick", fresh.stick)
    done(fresh.hq, "record", "set", reference, "Case", "register_no=2026/0007")
    done(fresh.hq, "hq", "receive", "--stick", fresh.stick)
    assert done(fresh.post, "sync", "now", "--stick", fresh.stick)["waiting"] == 0
    before = done(fresh.post, "case", "show", reference)
    assert before["case"]["register_no"] == "2026/0007"
    shutil.rmtree(fresh.hq)
    shutil.copytree(backup, fresh.hq)
    assert reference not in {one["reference"] for one in done(fresh.hq, "case", "list")["cases"]}
    assert done(fresh.hq, "hq", "restored")["epoch"] > 0
    for _visit in range(3):
        call(fresh.post, "sync", "now", "--stick", fresh.stick)
        call(fresh.hq, "hq", "receive", "--stick", fresh.stick)  # the first says where the gap begins
    assert done(fresh.post, "sync", "now", "--stick", fresh.stick)["waiting"] == 0
    assert done(fresh.hq, "case", "show", reference) == done(fresh.post, "case", "show", reference) == before
