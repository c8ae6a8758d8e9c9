"""The bill of materials of a package: valid, the same each time, whole, and of one system."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.metadata import distribution
from typing import TYPE_CHECKING, Any

import pytest

from installer.environment import SetUpError
from installer.packages.facts import Facts
from installer.packages.notices import collect_components, write_notices
from installer.packages.pins import SYSTEMS, Pin, read_pins
from installer.packages.requires import find_requirements
from installer.packages.sbom import build_sbom, refuse_invalid, sbom_of

if TYPE_CHECKING:
    from pathlib import Path

FACTS = Facts("0.1.0", "0123456789ab", 937, 1_700_000_000)


@pytest.fixture(scope="module")
def documents() -> dict[str, Any]:
    """The document of each system."""
    pins = read_pins()
    components = collect_components(pins)
    return {system: json.loads(sbom_of(FACTS, system, pins, components)) for system in SYSTEMS}


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_it_is_valid_and_the_same_each_time(system: str, tmp_path: Path) -> None:
    """It passes the schema of CycloneDX 1.6, tells of the folder's own parts, and two are equal to the byte."""
    resources = tmp_path / "_internal" / "resources"
    resources.mkdir(parents=True)
    write_notices(resources, versions={"python": "3.13.99"})
    path = build_sbom(FACTS, system, tmp_path, tmp_path)
    assert path.name == f"tipdesk_0.1.0+937_{system.lower()}.cdx.json"
    before = path.read_bytes()
    refuse_invalid(before.decode())
    assert json.loads(before)["specVersion"] == "1.6"
    assert [one["version"] for one in json.loads(before)["components"] if one["name"] == "Python"] == ["3.13.99"]
    assert build_sbom(FACTS, system, tmp_path, tmp_path).read_bytes() == before


def test_what_the_schema_does_not_know_is_refused(documents: dict[str, Any]) -> None:
    """The control: a document with a word of its own, or without a name, is not written."""
    for spoilt in ({**documents["Linux"], "invented": True}, {**documents["Linux"], "components": [{}]}):
        with pytest.raises(SetUpError, match="not as CycloneDX has it"):
            refuse_invalid(json.dumps(spoilt))


def test_another_commit_has_another_number(documents: dict[str, Any]) -> None:
    """The serial number follows commit and system, the time is the commit's."""
    pins = read_pins()
    other = json.loads(sbom_of(replace(FACTS, commit="f" * 12), "Linux", pins, collect_components(pins)))
    numbers = {other["serialNumber"], *(one["serialNumber"] for one in documents.values())}
    assert len(numbers) == 3
    assert other["metadata"]["timestamp"] == "2023-11-14T22:13:20+00:00"


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_every_pin_stands_there_with_its_hashes(documents: dict[str, Any], system: str) -> None:
    """Each distribution has the name by which others know it, its licence, and the hashes of its pin, no more."""
    entries = {entry["bom-ref"]: entry for entry in documents[system]["components"]}
    for pin in read_pins():
        entry = entries[pin.name]
        assert entry["purl"] == f"pkg:pypi/{pin.name}@{pin.version}"
        assert {one["content"] for one in entry["hashes"]} == set(pin.digests)
        assert entry["licenses"]
    assert documents[system]["metadata"]["component"]["version"] == "0.1.0+937"


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_everything_is_reached_from_tipdesk(documents: dict[str, Any], system: str) -> None:
    """The graph of who needs whom begins at TIPdesk, leads to every component, and names none that is not there."""
    needs = {one["ref"]: one.get("dependsOn", []) for one in documents[system]["dependencies"]}
    reached, ahead = set(), ["tipdesk"]
    while ahead:
        if (name := ahead.pop()) not in reached:
            reached.add(name)
            ahead += needs[name]
    assert reached == {"tipdesk", *(one["bom-ref"] for one in documents[system]["components"])}
    assert "sqlalchemy" in needs["alembic"]
    assert {"SQLCipher", "SQLite"} <= set(needs["sqlcipher3"])


def test_each_system_has_its_own_parts(documents: dict[str, Any]) -> None:
    """What only one package carries does not stand in the other's."""
    linux, windows = ({one["name"] for one in documents[system]["components"]} for system in ("Linux", "Windows"))
    assert {"NSIS", "Microsoft Visual C++ runtime"} <= windows - linux
    assert "ICU" in linux - windows


def test_no_address_stands_there(documents: dict[str, Any]) -> None:
    """Names of packages, and no place from which they are fetched."""
    for document in documents.values():
        document.pop("$schema")
        assert "://" not in json.dumps(document)


def test_what_is_needed_and_not_pinned_is_named() -> None:
    """The control: a pin that was forgotten is found by who needs it."""
    pins = [pin for pin in read_pins() if pin.name != "mako"]
    with pytest.raises(SetUpError, match="alembic needs mako on Windows, which is not pinned"):
        find_requirements(pins, "Windows")


def test_what_is_pinned_and_not_needed_is_named() -> None:
    """The control: what nothing needs any more is found."""
    spare = Pin("pytest", distribution("pytest").version, frozenset(SYSTEMS), ())
    with pytest.raises(SetUpError, match="needed by nothing on Linux: pytest"):
        find_requirements([*read_pins(), spare], "Linux")
