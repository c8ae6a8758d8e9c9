"""The third-party notices: each pin and part is told of, under a licence that a package may carry."""

from __future__ import annotations

import platform
import re
import ssl
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import TYPE_CHECKING

import pytest
from packaging.utils import canonicalize_name

from installer.environment import ROOT, SetUpError
from installer.packages.declared import DISTRIBUTIONS
from installer.packages.licences import ALLOWED, FOLDER, LicenceError, standard_text, taken
from installer.packages.notices import collect_components, write_notices
from installer.packages.pins import SYSTEMS, Pin, read_pins
from installer.packages.versions import versions_of
from tipdesk.adapters.system.components import FILE
from tipdesk.domain.about import OURS
from tipdesk.domain.components import Component, read_components

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BOTH = frozenset(SYSTEMS)
PIN = Pin("invented", "1.0", BOTH, ("0" * 64,))
MIT = "MIT License\n\nCopyright (c) 2020 Invented Holder <holder@example.org>\n\nPermission is hereby granted"


@pytest.fixture(scope="module")
def components() -> tuple[Component, ...]:
    """What the packages carry."""
    return collect_components()


@pytest.fixture
def invented(tmp_path: Path) -> Callable[..., Callable[[str], Distribution]]:
    """Return a maker of finders: one invented distribution with the metadata and the text that are given."""

    def make(*lines: str, version: str = "1.0", text: str | None = MIT) -> Callable[[str], Distribution]:
        folder = tmp_path / f"invented-{version}.dist-info"
        (folder / "licenses").mkdir(parents=True)
        head = ("Metadata-Version: 2.4", "Name: invented", f"Version: {version}", *lines)
        (folder / "METADATA").write_text("\n".join(head) + "\n\nWords.\n", encoding="utf-8")
        listed = [f"{folder.name}/METADATA,,"]
        if text is not None:
            (folder / "licenses" / "LICENSE").write_text(text, encoding="utf-8")
            listed.append(f"{folder.name}/licenses/LICENSE,,")
        (folder / "RECORD").write_text("\n".join(listed) + "\n", encoding="utf-8")
        # What is declared as a part still asks for what is really there.
        return lambda name: Distribution.at(folder) if name == "invented" else distribution(name)

    return make


def test_every_pin_is_told_of(components: tuple[Component, ...]) -> None:
    """Each distribution of the packages stands there in its version, with licence, holder and the text in full."""
    told = {one.name: one for one in components if not one.within}
    pins = read_pins()
    assert len(pins) > 25
    for pin in pins:
        one = told[pin.name]
        assert one.version == pin.version
        assert one.licence
        assert one.copyright
        assert len(one.text) > 500, pin.name


def test_everything_is_under_a_licence_that_may_be_passed_on(components: tuple[Component, ...]) -> None:
    """Of each there is a choice that is allowed; what is allowed is in use, since room would hide the next one."""
    used = {licence for one in components for licence in taken(one.name, one.licence)}
    unused = set(ALLOWED) - used
    assert unused == set()


def test_the_parts_that_are_no_distribution_are_told_of(components: tuple[Component, ...]) -> None:
    """TIPdesk first, then Python, Qt, the databases, the loader, every typeface, the icons and the code lists."""
    told = {one.name: one for one in components}
    assert components[0].name == OURS
    for name in ("Python", "Qt", "SQLCipher", "SQLite", "OpenSSL (SQLCipher)", "OpenSSL (cryptography)"):
        assert re.fullmatch(r"\d+(\.\d+)+", told[name].version), name
    assert told["PyInstaller loader"].licence.endswith("WITH Bootloader-exception")
    assert "without any restriction" in told["PyInstaller loader"].text
    assert "International Organization for Migration" in told["Human Trafficking Case Data Standard"].note
    assert all(one.text and one.copyright for one in components)


def test_every_licence_among_the_resources_is_told_of(components: tuple[Component, ...]) -> None:
    """A typeface or a set of icons that comes with another licence file is asked for here."""
    texts = {one.text for one in components}
    found = [*(ROOT / "resources").rglob("OFL*.txt"), *(ROOT / "resources").rglob("LICENSE*")]
    assert len(found) == 4
    for file in found:
        assert any(file.read_text(encoding="utf-8").strip()[:400] in text for text in texts), file.name


def test_the_lgpl_is_kept(components: tuple[Component, ...]) -> None:
    """Qt, PySide6 and Shiboken come with both texts, how to exchange them, and where their source is."""
    for name in ("Qt", "pyside6-essentials", "shiboken6"):
        [one] = [one for one in components if one.name == name]
        assert "GNU LESSER GENERAL PUBLIC LICENSE" in one.text
        assert "TERMS AND CONDITIONS" in one.text
        assert "in their place" in one.note
        assert "complete source" in one.note


def test_pillow_is_without_what_it_may_not_bring() -> None:
    """Its wheel holds neither of the two libraries that its own bill of materials lists under the GPL and the LGPL."""
    files = [str(file).lower() for file in distribution("pillow").files or ()]
    assert any("libjpeg" in file or "_imaging" in file for file in files)
    assert [file for file in files if "imagequant" in file or "libfribidi" in file] == []


def test_two_writings_are_equal_and_name_nothing_of_here(tmp_path: Path) -> None:
    """The file is the same each time, reads back whole, and holds no path of this PC and no address of a registry."""
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        written = write_notices(folder)
        assert read_components((folder / FILE).read_text(encoding="utf-8")) == written
    text = (one / FILE).read_text(encoding="utf-8")
    assert (other / FILE).read_bytes() == (one / FILE).read_bytes()
    assert str(ROOT) not in text
    assert not re.search(r"files\.python|/simple/|site-packages|registry\.", text)


def test_another_python_is_told_of(tmp_path: Path) -> None:
    """A package made with another Python says that one's version."""
    [python] = [one for one in write_notices(tmp_path, versions={"python": "3.13.1"}) if one.name == "Python"]
    assert python.version == "3.13.1"


def test_a_python_says_which_it_is(tmp_path: Path) -> None:
    """Another Python is asked for its version and its OpenSSL; what is no Python is named."""
    found = versions_of([sys.executable])
    assert found["python"] == platform.python_version()
    assert found["openssl of python"] in ssl.OPENSSL_VERSION
    told = {one.name: one for one in write_notices(tmp_path, versions=found)}
    assert told["OpenSSL (Python)"].version == found["openssl of python"]
    for other in (str(tmp_path / "none"), "true", "false"):
        with pytest.raises(SetUpError, match="does not say which Python it is"):
            versions_of([other])


def test_what_is_declared_is_pinned() -> None:
    """Nothing is declared of a distribution that is not there any more, and each declaration has its reason."""
    assert set(DISTRIBUTIONS) <= {pin.name for pin in read_pins()}
    assert all(len(one.why.split()) > 4 for one in DISTRIBUTIONS.values())


def test_a_pin_that_nothing_tells_of_ends_the_build() -> None:
    """A distribution that is pinned and not there is named, and so is one in another version."""

    def missing(name: str) -> Distribution:
        raise PackageNotFoundError(name)

    with pytest.raises(LicenceError, match="invented is pinned and not installed"):
        collect_components([PIN], find=missing)


def test_another_version_than_the_pinned_ends_the_build(invented: Callable[..., Callable[[str], Distribution]]) -> None:
    """A notice of another version than the one that is shipped is no notice."""
    with pytest.raises(LicenceError, match=r"pinned as 1\.0, and 2\.0 is installed"):
        collect_components([PIN], find=invented("License-Expression: MIT", version="2.0"))


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ((), "does not say its licence"),
        (("License: BSD license",), "SPDX does not know"),
        (("License-Expression: GPL-3.0-or-later",), "may not carry"),
        (("License-Expression: AGPL-3.0-only",), "may not carry"),
        (("License-Expression: GPL-2.0-only",), "may not carry"),
        (("License-Expression: LGPL-2.1-only",), "may not carry"),
        (("License-Expression: MIT AND GPL-3.0-only",), "may not carry"),
        (("License-Expression: SSPL-1.0",), "may not carry"),
        (("License: MIT", "Classifier: License :: OSI Approved :: GNU General Public License v3 (GPLv3)"), "read it"),
    ],
    ids=["none", "no-expression", "gpl", "agpl", "gpl2", "lgpl", "and-gpl", "sspl", "classifier"],
)
def test_a_licence_that_may_not_be_is_refused(
    lines: tuple[str, ...], why: str, invented: Callable[..., Callable[[str], Distribution]]
) -> None:
    """The control: unknown words, each kind of GPL, and metadata that contradicts itself end the build."""
    with pytest.raises(LicenceError, match=why):
        collect_components([PIN], find=invented(*lines))


def test_a_text_is_asked_for(invented: Callable[..., Callable[[str], Distribution]]) -> None:
    """A distribution that brings no text of its licence has one declared, or does not go in."""
    with pytest.raises(LicenceError, match="brings no text"):
        collect_components([PIN], find=invented("License-Expression: MIT", text=None))


def test_what_may_be_is_taken(invented: Callable[..., Callable[[str], Distribution]]) -> None:
    """The counter-control: the same distribution under MIT goes in, with its holder and without an address."""
    told = collect_components([PIN], find=invented("License-Expression: MIT"))
    [one] = [one for one in told if one.name == "invented"]
    assert (one.version, one.licence) == ("1.0", "MIT")
    assert one.copyright == "Copyright (c) 2020 Invented Holder"
    assert one.text == MIT


def test_only_one_system_is_named() -> None:
    """What only Windows wants says so, though its metadata is read here."""
    only = Pin("click", distribution("click").version, frozenset({"Windows"}), ("0" * 64,))
    [click] = [one for one in collect_components([only]) if one.name == "click"]
    assert click.system == "Windows"


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("MIT OR Apache-2.0", ("MIT",)),
        ("Apache-2.0 OR GPL-2.0-only", ("Apache-2.0",)),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", ("MIT", "Unicode-3.0")),
        ("GPL-2.0-or-later WITH Bootloader-exception", ("GPL-2.0-or-later WITH Bootloader-exception",)),
    ],
    ids=["choice", "past-gpl", "both", "exception"],
)
def test_of_several_licences_one_is_taken(expression: str, wanted: tuple[str, ...]) -> None:
    """The one that asks least of who passes a package on; an exception goes with its licence alone."""
    assert taken("invented", expression) == wanted


def test_a_standard_text_names_the_holder() -> None:
    """Where a licence has room for who holds the copyright, they stand there; a text that is missing is asked for."""
    text = standard_text("MIT", "Copyright (c) 2020 Invented Holder")
    assert "Copyright (c) 2020 Invented Holder" in text
    assert "<year>" not in text
    with pytest.raises(LicenceError, match="lacks the text of Nobody"):
        standard_text("Nobody-1.0", "")


def test_every_standard_text_is_in_use(components: tuple[Component, ...]) -> None:
    """No text lies there for a licence that nothing is under."""
    told = "\n".join(one.text for one in components)
    for file in FOLDER.glob("*.txt"):
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if len(line) > 40 and "<" not in line]
        assert lines[1] in told, file.name


def test_the_names_of_pins_are_plain() -> None:
    """A pin's name is the one under which its metadata is found."""
    for pin in read_pins():
        assert canonicalize_name(distribution(pin.name).name) == pin.name
