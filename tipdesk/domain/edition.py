"""Which TIPdesk this is: its version, and, where it was packaged, the commit and the number of its build."""

from dataclasses import dataclass

from tipdesk import __version__
from tipdesk.domain.texts import _


@dataclass(frozen=True)
class Edition:
    """The program that runs. A build of a later commit has a higher number, whatever its version says.

    `commit` is the first twelve digits of the source's commit and `build` how many commits led to it; both are None
    where TIPdesk runs from its source.
    """

    version: str = __version__
    commit: str | None = None
    build: int | None = None

    @property
    def origin(self) -> tuple[str, dict[str, str]]:
        """Return the text that says where this program comes from, and its values, for whoever translates and fills."""
        if self.commit is None or self.build is None:
            return _("from its source"), {}
        return _("build {build}, commit {commit}"), {name: str(value) for name, value in vars(self).items()}
