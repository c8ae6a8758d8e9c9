"""Collects what others wrote and TIPdesk carries, with every licence in full, into the one file that tells of it.

A package cannot be made, nor a source set up, while a pin has no notice, or one has a licence that is not allowed. What
the metadata of distributions says is taken from there; `declared` and `parts` say the rest. `python -m
installer.packages.notices` writes the file of a source, as set-up does.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import TYPE_CHECKING

from installer.environment import ROOT
from installer.packages.declared import DISTRIBUTIONS, Declared
from installer.packages.licences import LicenceError, is_alarming, standard_text, taken
from installer.packages.parts import CRYPTOGRAPHY, OTHERS, Part
from installer.packages.pins import SYSTEMS, Pin, read_pins
from installer.packages.qt_parts import PARTS_OF_QT
from installer.packages.versions import installed_versions
from tipdesk.adapters.system.components import FILE
from tipdesk.domain.about import OURS
from tipdesk.domain.components import Component, components_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

RESOURCES = ROOT / "resources"
MOST_HOLDERS = 12

_ABOUT = """\
TIPdesk is licensed under the Apache License 2.0. It carries the work of others,
each under a licence of its own, which follows in full.

"""
_TEXT_FILE = re.compile(r"(?i)(licen[cs]e|copying|notice|authors)")
_HOLDER = re.compile(r"(?i)^\W*(copyright\s*(?:\([c]\)|©)?\s.*\d{4}.*|copyright \(c\) .*|©.*\d{4}.*)$")
_BLANK = re.compile(r"[<\[{](?:year|yyyy|name|owner|copyright)|\byyyy\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*<[^>]*(?:@|://)[^>]*>|\(https?:[^)]*\)|\S+@\S+|[\[\]]")


def collect_components(
    pins: Iterable[Pin] | None = None,
    *,
    versions: Mapping[str, str] | None = None,
    find: Callable[[str], Distribution] = distribution,
) -> tuple[Component, ...]:
    """Return TIPdesk and everything of others that packages carry, sorted by name.

    Args:
        pins: the distributions; those of the packages without them.
        versions: what differs from the versions of the Python that runs this, such as that of a Windows Python.
        find: how the metadata of a distribution is had.

    Raises:
        LicenceError: a pin has no notice, or its licence is unknown or not allowed.
    """
    known = {**installed_versions(), **(versions or {})}
    found = []
    for pin in read_pins() if pins is None else pins:
        one = _installed(pin, find)
        found += [_of_distribution(pin, one), *_compiled_in(pin, one)]
    found += [_of_part(part, known, find) for part in (*OTHERS, *PARTS_OF_QT)]
    return tuple(sorted(found, key=lambda one: (one.name != OURS, one.name.casefold(), one.within)))


def write_notices(folder: Path, *, versions: Mapping[str, str] | None = None) -> tuple[Component, ...]:
    """Write the file of notices into a folder and return what it tells of; the same pins make the same bytes.

    Raises:
        LicenceError: as `collect_components`.
    """
    components = collect_components(versions=versions)
    (folder / FILE).write_text(_ABOUT + components_text(components), encoding="utf-8", newline="\n")
    return components


def _installed(pin: Pin, find: Callable[[str], Distribution]) -> Distribution:
    try:
        found = find(pin.name)
    except PackageNotFoundError as error:
        raise LicenceError(
            f"{pin.name} is pinned and not installed here, so that its licence cannot be read"
        ) from error
    if found.version != pin.version:
        raise LicenceError(f"{pin.name} is pinned as {pin.version}, and {found.version} is installed: set up again")
    return found


def _of_distribution(pin: Pin, found: Distribution) -> Component:
    said = DISTRIBUTIONS.get(pin.name, Declared(""))
    licence = said.licence or licence_of(found)
    chosen = taken(pin.name, licence)
    texts = _texts_of(found)
    holders = said.copyright or _holders(texts) or _authors(found)
    if not texts and not said.texts:
        raise LicenceError(f"{pin.name} brings no text of its licence: name one in packages/declared.py")
    standard = [standard_text(one, holders) for one in said.texts]
    system = "" if len(pin.systems) == len(SYSTEMS) else next(iter(pin.systems), "")
    note = said.note or _choice(licence, chosen)
    return Component(pin.name, pin.version, licence, holders, "", system, note, _joined([*texts, *standard]))


def licence_of(found: Distribution) -> str:
    """Return the licence that a distribution says it is under: its expression, or its old field where that is one.

    Raises:
        LicenceError: a classifier says another thing, and one that matters.
    """
    metadata = found.metadata.json
    licence = str(metadata.get("license_expression") or metadata.get("license") or "")
    classifiers = [one for one in metadata.get("classifier", []) if one.startswith("License ::")]
    if any(map(is_alarming, classifiers)) and not is_alarming(licence):
        raise LicenceError(f"{metadata['name']} says “{licence}”, and its classifiers say {classifiers}: read it")
    return licence


def _texts_of(found: Distribution) -> list[str]:
    """Return the texts that lie beside the metadata of a distribution, in the order of their names."""
    files = [
        file
        for file in found.files or ()
        if any(part.endswith(".dist-info") for part in file.parts[:1])
        and ("licenses" in file.parts or _TEXT_FILE.search(file.name))
    ]
    return [_clean(_decoded(file.read_binary())) for file in sorted(files, key=str)]


def _compiled_in(pin: Pin, found: Distribution) -> list[Component]:
    """Return what a wheel says, in a bill of materials of its own, that it was compiled from."""
    listed = {}
    for file in sorted(found.files or (), key=str):
        if "sboms" in file.parts and pin.name == CRYPTOGRAPHY and file.name.endswith(".json"):
            for one in json.loads(file.read_text(encoding="utf-8")).get("components", []):
                expressions = [entry["expression"] for entry in one.get("licenses") or [] if "expression" in entry]
                if expressions and not one["name"].startswith(f"{pin.name}-"):
                    listed[one["name"]] = (one["version"], expressions[0], _ADDRESS.sub("", one.get("author") or ""))
    return [
        _standard(Component(name, version, licence, f"Copyright (c) {who or f'the authors of {name}'}", pin.name))
        for name, (version, licence, who) in listed.items()
    ]


def _of_part(part: Part, known: Mapping[str, str], find: Callable[[str], Distribution]) -> Component:
    version = known.get(part.asked, part.version)
    made = Component(part.name, version, part.licence, part.holders, part.within, part.system, part.note)
    if part.files:
        text = _joined(_read(file, find) for file in part.files)
    elif part.texts:
        text = _joined(standard_text(one, part.holders) for one in part.texts)
    else:
        return _standard(made)
    taken(part.name, part.licence)
    return _with(made, text)


def _read(file: str, find: Callable[[str], Distribution]) -> str:
    """Return a text of the source, or with "name:file" one that lies beside the metadata of a distribution."""
    owner, colon, name = file.partition(":")
    if not colon:
        return _clean((ROOT / file).read_text(encoding="utf-8"))
    [found] = [one for one in find(owner).files or () if one.name == name and one.parts[0].endswith(".dist-info")]
    return _clean(found.read_text(encoding="utf-8"))


def _standard(component: Component) -> Component:
    chosen = taken(component.name, component.licence)
    text = _joined(standard_text(one, component.copyright) for one in chosen)
    return _with(component, text, component.note or _choice(component.licence, chosen))


def _with(component: Component, text: str, note: str | None = None) -> Component:
    return replace(component, text=text, note=component.note if note is None else note)


def _choice(licence: str, chosen: Sequence[str]) -> str:
    """Return which of several licences is taken, "" where there is no choice."""
    return f"Taken under {' and '.join(chosen)}." if " OR " in licence else ""


def _holders(texts: Iterable[str]) -> str:
    """Return the lines of texts that name who holds the copyright, each once."""
    lines = (_ADDRESS.sub("", line).strip(" \t*#/") for text in texts for line in text.splitlines())
    named = [line for line in lines if _HOLDER.match(line) and not _BLANK.search(line)]
    return "\n".join(list(dict.fromkeys(named))[:MOST_HOLDERS])


def _authors(found: Distribution) -> str:
    metadata = found.metadata.json
    given = (str(metadata.get(name, "")) for name in ("author", "author_email", "maintainer"))
    named = next(filter(None, (_ADDRESS.sub("", one).strip(' "') for one in given)), "")
    holder = named or f"the authors of {found.name}"
    return f"Copyright (c) {holder}"


def _decoded(text: bytes) -> str:
    """Return a text as its author wrote it: in UTF-8, or as people wrote before it."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("cp1252")


def _clean(text: str) -> str:
    return "\n".join(line.rstrip() for line in re.split(r"\r\n?|\n", text.replace("\f", "\n"))).strip("\n")


def _joined(texts: Iterable[str]) -> str:
    return f"\n\n{'-' * 72}\n\n".join(texts)


if __name__ == "__main__":
    try:
        write_notices(RESOURCES)
    except LicenceError as refusal:
        sys.exit(f"The notices could not be made: {refusal}")
