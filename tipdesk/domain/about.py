"""What the program says of itself to whoever supports it: its edition, and the libraries and system it runs on."""

from dataclasses import dataclass

from tipdesk.domain.edition import Edition

LICENCE = "Apache License 2.0"
OURS = "TIPdesk"


@dataclass(frozen=True)
class About:
    """This program as it runs here.

    `versions` has the version of each library or system by its name. `home` is the folder of the installation. It may
    hold the name of whoever uses the PC, so `told_to_others` leaves it out.
    """

    edition: Edition
    versions: dict[str, str]
    home: str

    def told_to_others(self, origin: str) -> tuple[str, ...]:
        """Return the lines that may leave this PC; `origin` is the edition's origin in the language in use."""
        first = f"{OURS} {self.edition.version}, {origin}"
        return (first, *(f"{name} {version}" for name, version in self.versions.items()))
