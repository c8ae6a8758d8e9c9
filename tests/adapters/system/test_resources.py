"""Packaged files: found in a checkout, a built wheel and a frozen program, and nowhere outside."""

from pathlib import Path

import pytest

from tipdesk.adapters.system import resources
from tipdesk.domain.errors import Trouble


def test_file_is_read_as_bytes_and_text() -> None:
    """The same file comes as bytes and as UTF-8 text."""
    assert resources.read_bytes("codes/sex.csv").decode("utf-8") == resources.read_text("codes/sex.csv")
    assert "Féminin" in resources.read_text("codes/sex.csv")


def test_folder_names_are_ready_to_read() -> None:
    """Listing a folder gives sorted names that can be read as they are."""
    names = resources.list_names("codes")
    assert "codes/countries.csv" in names
    assert list(names) == sorted(names)
    assert all(resources.path_of(name).is_file() for name in names)


def test_forms_lie_beside_resources() -> None:
    """Names under forms/ lead to the forms' own folder, not into resources/."""
    assert resources.path_of("forms/x.md").parent.parent == resources.path_of("codes").parent.parent


@pytest.mark.parametrize("name", ["codes/no_such_list.csv", "no_such_folder/a"])
def test_missing_file_is_trouble_by_name(name: str) -> None:
    """A program that lost a file says which."""
    with pytest.raises(Trouble, match=name) as trouble:
        resources.read_bytes(name)
    assert trouble.value.code == "resource-missing"


def test_missing_folder_is_trouble_by_name() -> None:
    """The same for a folder."""
    with pytest.raises(Trouble, match="no_such_folder"):
        resources.list_names("no_such_folder")


@pytest.mark.parametrize("name", ["", "../pyproject.toml", "codes/../../x", "/etc/hosts", "codes\\sex.csv", "C:/x"])
def test_name_cannot_lead_outside(name: str) -> None:
    """No name reaches a file outside the packaged folders."""
    with pytest.raises(ValueError, match=r".*"):
        resources.path_of(name)


def test_first_place_with_resources_is_taken(tmp_path: Path) -> None:
    """Frozen folder, inside the package, beside the package: the first that holds resources/ is the top."""
    frozen, package = tmp_path / "unpacked", tmp_path / "site" / "tipdesk"
    (package / "resources").mkdir(parents=True)
    assert resources.find_top((frozen, package, package.parent)) == package
    (frozen / "resources").mkdir(parents=True)
    assert resources.find_top((frozen, package, package.parent)) == frozen


def test_program_without_resources_is_trouble(tmp_path: Path) -> None:
    """An installation without its files is named as such, not as a crash."""
    with pytest.raises(Trouble, match="resources"):
        resources.find_top((tmp_path,))
