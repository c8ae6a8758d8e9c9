"""Every field that a column of a sheet may fill, as a list to choose from, and maps in which one column is changed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.records import PLAIN_RECORDS
from tipdesk.domain.schema import RecordType
from tipdesk.services.import_export.maps import MapColumn, SheetMap, Slot, Target
from tipdesk.services.registers.answers import plain_name

_BY_KIND = frozenset({"ContactPoint", "Address", "IdentityDocument"})
"""Records of which a person often has several, told apart by their kind."""
_PLACES = (("Episode", "recruited_place"), ("Episode", "place_at"))


@dataclass(frozen=True)
class Fillable:
    """One field that may be filled: what it is called is made of message ids and of the code that its row has."""

    key: str
    target: Target
    record: str
    field: str
    kind: tuple[str, str] | None = None


def find_fillable(codes: CodeBook) -> list[Fillable]:
    """Return all of them, those of the person first."""
    person = [record for record in PLAIN_RECORDS if record.name == "Person"]
    others = [one for one in PLAIN_RECORDS if one.parent == "person" or one.name == "Case"]
    found = [fillable for record in (*person, *others) for fillable in _of(record, codes)]
    for record, name in _PLACES:
        slot = Slot("Place", (("kind", ("establishment",)),), (record, name))
        reference = next(one for one in PLAIN_RECORDS if one.name == record).by_name[name]
        found.append(Fillable(f"Place.name {record}.{name}", Target(slot, "name"), "Episode", reference.label))
    return found


def _of(record: RecordType, codes: CodeBook) -> Iterator[Fillable]:
    for field in record.fields:
        if not field.is_asked or field.referred(bytes(20)) is not None or field.later is not None:
            continue
        if (record.name, field.name) == ("Case", "reference"):
            continue
        if record.name not in _BY_KIND:
            target = Target(Slot(record.name), field.name)
            yield Fillable(f"{record.name}.{field.name}", target, record.label, field.label)
        elif field.name != "kind":
            for code in codes.list_of(record.by_name["kind"].codes).offered():
                target = Target(Slot(record.name, (("kind", (code.code,)),)), field.name)
                key = f"{record.name}.{field.name} {code.code}"
                yield Fillable(key, target, record.label, field.label, (record.by_name["kind"].codes, code.code))


def filled(sheet_map: SheetMap, name: str, target: Target | None, *, kept: bool = False) -> SheetMap:
    """Return the map with a column that fills another field, that is `kept` as words, or that is passed over."""
    before = next((one for one in sheet_map.columns if one.name == name), MapColumn(name))
    others = tuple(one for one in sheet_map.columns if one.name != name)
    codes = before.codes if before.target == target else {}
    is_there = target is not None or kept
    columns = (*others, replace(before, target=target, codes=codes)) if is_there else others
    return replace(sheet_map, columns=columns)


def understood(sheet_map: SheetMap, name: str, words: str, code: str) -> SheetMap:
    """Return the map by which words of a column mean a code."""
    said = plain_name(words)
    columns = tuple(
        replace(one, codes={**one.codes, said: code}) if one.name == name else one for one in sheet_map.columns
    )
    return replace(sheet_map, columns=columns)
