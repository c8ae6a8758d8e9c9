"""The road of a text: marked in the source, in the template, in a language's file, compiled, packed, and never lost."""

from __future__ import annotations

import gettext
import re
from typing import TYPE_CHECKING

import pytest
from babel.messages import Catalog
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from installer import pseudo
from installer.environment import ROOT
from installer.texts import collect, lacking, read, written

if TYPE_CHECKING:
    from pathlib import Path

PLACE = re.compile(r"\{[^{}]*\}")


@pytest.fixture(scope="module")
def source() -> Catalog:
    """The texts of the source as it is now."""
    return collect()


def test_the_template_has_every_text(source: Catalog) -> None:
    """What is committed lacks none: `dev.py translate` was run after the last text was written."""
    assert lacking(read(), source) == []


def test_every_kind_of_text_is_collected(source: Catalog) -> None:
    """Screens, forms that count, marked refusals, the command line, code lists in their context; each by its mark."""
    known = {(message.context, message.id) for message in source}
    assert (None, "&Passphrase") in known
    assert (None, ("{count} case", "{count} cases")) in known
    assert (None, ("{count} person", "{count} people")) in known
    assert (None, ("{count} connection too many", "{count} connections too many")) in known
    assert (None, "Switch to dark colours") in known
    assert (None, "This PC is not enrolled yet.") in known
    assert ("codes/countries", "Saint Lucia") in known


def test_a_forgotten_text_is_named(source: Catalog) -> None:
    """A template that lacks a text, or has it in another context alone, is found to."""
    old, new = Catalog(), Catalog()
    old.add("Open", context="codes/case_status")
    old.add("Save")
    new.add("Save")
    new.add("Open")
    new.add(("{count} kite", "{count} kites"))
    assert lacking(old, new) == ["Open", "('{count} kite', '{count} kites')"]
    assert lacking(source, new) == ["('{count} kite', '{count} kites')"]
    assert lacking(new, new) == []


def test_the_same_source_gives_the_same_bytes(source: Catalog) -> None:
    """No date, no line number, no order of a folder is in the template."""
    assert written(source) == written(collect())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Save", "[Šåvé ø]"),
        ("&Home", "[&Hömé ø]"),
        (" in {count} bundles\n", " [îñ {count} bûñðļéš øø]\n"),
        ("First line.\nSecond", "[Fîŕšţ ļîñé.\nŠéçöñð øøøøø]"),
        ("Grants (*.tipgrant)", "[Ĝŕåñţš ø] (*.tipgrant)"),
        ("TIPdesk", "[TIPdesk ø]"),
        ("{hours} h {minutes:02}", "[{hours} ĥ {minutes:02} ø]"),
        ("", ""),
    ],
)
def test_a_text_in_disguise(text: str, told: str) -> None:
    """Accents and brackets, two fifths longer; what a program reads in a text stays as it is."""
    assert pseudo.disguised(text) == told


def forms_of(words: object) -> list[str]:
    """Return a text as it is for one and for many, or as its only form."""
    return list(map(str, words)) if isinstance(words, (list, tuple)) else [str(words)]


def test_the_pseudo_language_has_all_and_breaks_none(tmp_path: Path) -> None:
    """Every text of the template, both forms of those that count, the named places in each, and longer than English."""
    catalogue = pseudo.make()
    for message in catalogue:
        if not message.id:
            continue
        forms, said = forms_of(message.id), forms_of(message.string)
        assert [sorted(PLACE.findall(one)) for one in forms] == [sorted(PLACE.findall(one)) for one in said]
        assert all(
            len(other) > len(one) and other.count("\n") == one.count("\n")
            for one, other in zip(forms, said, strict=True)
        )
    spoken = gettext.translation("tipdesk", pseudo.write(tmp_path).parents[2], [pseudo.CODE])
    assert spoken.info()["language"] == pseudo.CODE
    assert spoken.ngettext("{count} case", "{count} cases", 1) == "[{count} çåšé ø]"
    assert spoken.ngettext("{count} case", "{count} cases", 2) == "[{count} çåšéš ø]"
    assert spoken.pgettext("codes/countries", "Saint Lucia") == pseudo.disguised("Saint Lucia")


def test_packages_carry_languages_and_no_pseudo_language(tmp_path: Path) -> None:
    """A compiled language goes into the wheel and the source package; the developer's own stays at home."""
    for name in ("pyproject.toml", "README.md", "LICENSE", "tipdesk/__init__.py", "resources/fonts/README.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    (tmp_path / ".gitignore").write_bytes((ROOT / ".gitignore").read_bytes())
    translations = tmp_path / "resources" / "translations"
    french = translations / "fr" / "LC_MESSAGES" / "tipdesk.mo"
    french.parent.mkdir(parents=True)
    french.write_bytes(pseudo.write(translations).read_bytes())
    for builder in (WheelBuilder(str(tmp_path)), SdistBuilder(str(tmp_path))):
        packed = {file.relative_path for file in builder.recurse_included_files()}
        assert [name for name in packed if name.endswith(".mo")] == ["resources/translations/fr/LC_MESSAGES/tipdesk.mo"]
        assert "resources/fonts/README.md" in packed
