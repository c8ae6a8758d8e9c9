"""Runs the page *About*: asks what the program is and carries, searches, and words the notice of a component."""

from PySide6.QtCore import QObject, qVersion

from tipdesk.domain.about import LICENCE, About
from tipdesk.domain.components import Component, find_components
from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.texts import _ as mark
from tipdesk.ui.about.page import AboutPage
from tipdesk.ui.about.program import TellsOfProgram
from tipdesk.ui.lanes import Lanes
from tipdesk.ui.sync.outside import apart
from tipdesk.ui.translate import _

ONLY_ON = {
    "Linux": mark("Only the package for Linux carries it."),
    "Windows": mark("Only the package for Windows carries it."),
}


class AboutPresenter(QObject):
    """The presenter; it lives as long as its page."""

    def __init__(self, page: AboutPage, lanes: Lanes[object], program: TellsOfProgram) -> None:
        super().__init__(page)
        self._page, self._lanes, self._program = page, lanes, program
        self._components: tuple[Component, ...] = ()
        page.shown.connect(self.refresh)
        page.sought.connect(self._find)
        page.chosen.connect(self._tell)

    def refresh(self) -> None:
        """Ask again what the program is."""
        self._lanes.read(apart, self._program.about, then=self._show, key="about", owner=self)
        if not self._components:
            self._lanes.read(
                apart,
                self._program.components,
                then=self._show_components,
                failed=self._lack,
                key="about-components",
                owner=self,
            )

    def _show(self, about: About) -> None:
        form, values = about.edition.origin
        origin = _(form).format(**values)
        told = About(about.edition, {"Qt": qVersion(), **about.versions}, about.home)
        facts = [
            (_("Version"), f"{about.edition.version}, {origin}"),
            (_("Licence of TIPdesk"), LICENCE),
            *told.versions.items(),
        ]
        self._page.show_facts(facts, about.home, told.told_to_others(origin))

    def _show_components(self, components: tuple[Component, ...]) -> None:
        self._components = components
        self._find(self._page.search.text().strip())

    def _lack(self, problem: TipdeskError) -> None:
        self._page.say(problem.text(_), "warn")

    def _find(self, words: str) -> None:
        self._page.show_components(find_components(self._components, words), len(self._components))

    def _tell(self, component: object) -> None:
        if isinstance(component, Component):
            self._page.show_notice(f"{component.name} {component.version}".strip(), notice_of(component))


def notice_of(component: Component) -> str:
    """Return the notice of a component: its licence, its holders, what is to be known, and the licence in full."""
    came = _("It comes within {name}.").format(name=component.within) if component.within else ""
    only = _(ONLY_ON[component.system]) if component.system in ONLY_ON else ""
    head = [_("Licence: {licence}").format(licence=component.licence), component.copyright, came, only]
    return "\n\n".join(filter(None, ["\n".join(filter(None, head)), component.note, component.text]))


def make_page(lanes: Lanes[object], program: TellsOfProgram, copied: str) -> AboutPage:
    """Return the page with its presenter; `copied` is what it says once its lines were copied."""
    page = AboutPage(copied)
    AboutPresenter(page, lanes, program)
    return page
