"""Writes the bill of materials of a package in CycloneDX 1.6: what is in it, under which licence, who needs whom.

The same commit and pins make the same bytes: the serial number comes from the commit, the time is the commit's. The
document is checked against the schema of CycloneDX before it is written. The hashes of a distribution are those of its
pin, one for each file in which it is published; a package was made from one of them.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component as Entry
from cyclonedx.model.component import ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from installer.environment import SetUpError
from installer.packages.coverage import INSIDE
from installer.packages.parts import CRYPTOGRAPHY, OTHERS
from installer.packages.pins import read_pins
from installer.packages.requires import PROGRAM, find_requirements
from tipdesk.adapters.system.components import FILE
from tipdesk.domain.about import OURS
from tipdesk.domain.components import read_components

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from installer.packages.facts import Facts
    from installer.packages.pins import Pin
    from tipdesk.domain.components import Component


def build_sbom(facts: Facts, system: str, folder: Path, out: Path) -> Path:
    """Write the bill of materials of the packages for a system ("Linux", "Windows") into `out`, and return the file.

    Args:
        facts: the commit.
        system: one of `pins.SYSTEMS`.
        folder: what `build_collection` made; its own notices say what it was made of.
        out: where the packages lie.

    Raises:
        SetUpError: something is needed that is not pinned, or the document is not as the schema has it.
    """
    path = out / f"tipdesk_{facts.name}_{system.lower()}.cdx.json"
    components = read_components((folder / INSIDE / "resources" / FILE).read_text(encoding="utf-8"))
    document = sbom_of(facts, system, read_pins(), components)
    refuse_invalid(document)
    path.write_text(document, encoding="utf-8", newline="\n")
    return path


def sbom_of(facts: Facts, system: str, pins: Sequence[Pin], components: Iterable[Component]) -> str:
    """Return the document. Raises SetUpError where what the pins need is not pinned."""
    needs = find_requirements(pins, system)
    digests = {pin.name: pin.digests for pin in pins if system in pin.systems}
    here = [one for one in components if one.system in ("", system) and _is_here(one, digests)]
    [ours] = [one for one in here if one.name == OURS]
    main = Entry(
        name=OURS,
        version=facts.name,
        type=ComponentType.APPLICATION,
        bom_ref=PROGRAM,
        licenses=[LicenseExpression(ours.licence)],
        copyright=ours.copyright,
        properties=[Property(name="tipdesk:commit", value=facts.commit), Property(name="tipdesk:system", value=system)],
    )
    entries = {_name_in(one): _entry(one, digests) for one in here if one is not ours}
    number = uuid.uuid5(uuid.NAMESPACE_OID, f"{PROGRAM} {facts.commit} {system}")
    time = datetime.fromtimestamp(facts.epoch, UTC)
    bom = Bom(
        serial_number=number, metadata=BomMetaData(component=main, timestamp=time), components=list(entries.values())
    )
    every = {PROGRAM: main, **entries}
    within = {
        name: [_name_in(one) for one in here if one is not ours and (one.within or PROGRAM).lower() == name.lower()]
        for name in every
    }
    for name, entry in every.items():
        direct = {*needs.get(name, ()), *(part for part in within[name] if part not in digests)}
        bom.register_dependency(entry, [every[need] for need in sorted(direct)])
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def refuse_invalid(document: str) -> None:
    """Check a document against the schema of CycloneDX 1.6. Raises SetUpError that says what is wrong."""
    problem = JsonStrictValidator(SchemaVersion.V1_6).validate_str(document)
    if problem is not None:
        raise SetUpError(f"the bill of materials is not as CycloneDX has it: {problem}")


def _is_here(component: Component, digests: Mapping[str, object]) -> bool:
    """Tell whether a component is in the packages of this system; one within a distribution comes with that alone."""
    names = {part.name for part in OTHERS}
    return component.within in names or not component.within or component.within in digests


def _name_in(component: Component) -> str:
    """Return the name under which a component is referred to: a crate may be called as a distribution is."""
    return f"{component.within}/{component.name}" if component.within == CRYPTOGRAPHY else component.name


def _entry(component: Component, digests: Mapping[str, Sequence[str]]) -> Entry:
    name = _name_in(component)
    part = next((one for one in OTHERS if one.name == component.name), None)
    return Entry(
        name=component.name,
        version=component.version or None,
        type=ComponentType(part.kind) if part else ComponentType.LIBRARY,
        bom_ref=name,
        licenses=[LicenseExpression(component.licence)],
        copyright=component.copyright or None,
        purl=_address(component, is_part=part is not None, is_pin=name in digests),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in digests.get(name, ())],
    )


def _address(component: Component, *, is_part: bool, is_pin: bool) -> PackageURL | None:
    """Return the name by which others know a component in this version; parts without a version have none."""
    if not component.version:
        return None
    plain = component.name.partition(" (")[0].lower()
    kind = "pypi" if is_pin else "generic" if is_part else "cargo"
    return PackageURL(kind, None, plain.replace(" ", "-"), component.version)
