"""The window of an unlocked home: lanes, notices, pages, actions, status.

It is built from a session and closed with it, which finishes every write before the store closes. What a page does is
in its own package, and `desktop` decides when the process ends.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tipdesk.bootstrap.guarding import guard, guard_actions
from tipdesk.bootstrap.pages import FIRST_AT_HEADQUARTERS, add_pages
from tipdesk.bootstrap.pc_choices import letters_action, name_action
from tipdesk.bootstrap.speaking import language_actions
from tipdesk.bootstrap.watching import ElsewhereWatch, RoomWatch, settle_beside, watch
from tipdesk.domain.texts import _ as mark
from tipdesk.homes.attending import seal_at_lock
from tipdesk.homes.opening import end_session
from tipdesk.homes.training import read_training

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tipdesk.bootstrap.links import Starts
    from tipdesk.domain.disk_state import DiskState
    from tipdesk.domain.errors import TipdeskError
    from tipdesk.homes.sessions import Session
    from tipdesk.services.directory.names import Names
    from tipdesk.services.link_desk import LinkDesk
    from tipdesk.services.my_work.my_work import Work
    from tipdesk.services.results import Changed
    from tipdesk.ui.seat import Seat
    from tipdesk.ui.theme import Theme


class Window:
    """The shell with everything behind it.

    `on_lock` and `on_quit` are called when the officer wants to lock or to close it, `on_crash` with an error of ours.
    """

    def __init__(
        self,
        look: Theme,
        session: Session,
        *,
        on_crash: Callable[[BaseException], object],
        on_lock: Callable[[], object],
        on_quit: Callable[[], object],
    ) -> None:
        from tipdesk.ui.lanes import Lane, Lanes
        from tipdesk.ui.notices import Notices
        from tipdesk.ui.status_line import StatusLine

        self.session, self._notices = session, Notices()
        self._training = read_training(session.paths)
        self._desks = dict.fromkeys(Lane, session.desk)
        self.lanes: Lanes[LinkDesk] = Lanes(
            self._desks,
            on_problem=self._say_problem,
            on_crash=on_crash,
            announce=self._notices.announce_answer,
        )
        self.seat = self._make_seat()
        self.shell = self.seat.shell
        add_pages(self.seat, session)
        self._plugged = self._plug()
        self.guard = guard(self.seat, session, on_lock)
        self._add_actions(look, on_lock)
        self.shell.top.lock_pressed.connect(on_lock)
        self.shell.closing.connect(on_quit)
        self.status = StatusLine(self.seat)
        self._agree()
        self._show_officer()
        self._show_disk()
        self.room = RoomWatch(self.seat, session.paths.folder)
        self._notices.subscribe(self._hear)
        self.shell.resize(1240, 800)
        self._begin()

    def close(self) -> None:
        """Finish every write and close the store; a check that still goes on is left to the next unlock."""
        self.guard.end()
        self.session.store.verdict.stop()
        self.lanes.close()
        if self._training is None and self.session.store.suspicion is None:
            seal_at_lock(self.session.desk)
        end_session(self.session)

    def _begin(self) -> None:
        """Show the first page and start what goes on by itself, once the store is known to hold."""
        self.shell.open_page(FIRST_AT_HEADQUARTERS if self.seat.is_headquarters else "home")
        self.status.refresh()
        self._count_work()
        if self.session.store.is_settled:
            self._go_on()
        else:
            settle_beside(self.seat, self.session, self._go_on)

    def _count_work(self) -> None:
        """Show in rail and status line how much waits, as the page My work says it."""
        from tipdesk.ui.my_work.watch import PAGE, count_words, watch_of

        def show(work: Work) -> None:
            self.shell.rail.show_count(PAGE, work.count, count_words(work))
            self.status.show_work(work)

        watch = watch_of(self.seat)
        watch.told.connect(show)
        watch.begin()

    def _go_on(self) -> None:
        ElsewhereWatch(self.seat, self.session)
        self._warn()
        self._tell_found()
        self._share_keys()
        if self._plugged is not None:
            self._plugged.start()

    def _share_keys(self) -> None:
        """Give the keys of cases to whoever became entitled to them since the last unlock.

        A store that can only be read gives none.
        """
        from tipdesk.services.sealing.share_case_keys import share_case_keys

        if self.session.store.suspicion is None:
            self.lanes.write(share_case_keys, owner=self.shell)

    def _tell_found(self) -> None:
        """Tell the officer what the unlock found waiting."""
        from tipdesk.ui.unlock.attended import Found, tell_found

        attended = self.session.attended
        if attended is not None:
            taken, outbox = attended.reports, attended.outbox
            case, altered = taken[-1].case if taken else b"", outbox.altered if outbox else 0
            tell_found(self.seat, Found(len(taken), case, attended.refused, altered))

    def _make_seat(self) -> Seat:
        from tipdesk.adapters.system.files import write_whole_file
        from tipdesk.homes.case_files import CaseFiles
        from tipdesk.homes.case_sheets import CaseSheets
        from tipdesk.homes.papers import Papers
        from tipdesk.homes.pins import confirm_officer
        from tipdesk.homes.printing import print_case, print_count, print_timeline, print_training_certificates
        from tipdesk.homes.spreadsheets import RegisterFiles
        from tipdesk.ui.actions import Actions
        from tipdesk.ui.finder import WorkFinder
        from tipdesk.ui.seat import Seat
        from tipdesk.ui.shell import Shell
        from tipdesk.ui.translate import language

        finder, session = WorkFinder(self.lanes), self.session
        seat = Seat(
            lanes=self.lanes,
            notices=self._notices,
            shell=Shell(Actions(), finder.find),
            codes=session.desk.codes,
            now_ms=session.clock.now_ms,
            offset_minutes=session.clock.offset_minutes,
            refresh_actor=self._refresh_actor,
            officer=session.desk.actor.officer,
            is_headquarters=session.desk.place.is_headquarters,
            language=language(),
            signed_in=session.desk.actor.login,
            print_case=print_case,
            print_count=print_count,
            print_timeline=print_timeline,
            register_files=RegisterFiles(),
            papers=Papers(),
            case_sheets=CaseSheets(),
            files=CaseFiles(),
            print_certificates=print_training_certificates,
            write_file=write_whole_file,
            confirm=partial(confirm_officer, session),
        )
        finder.open_case, finder.open_row, finder.search_all = seat.open_case, seat.open_row, partial(seat.go, "search")
        return seat

    def _agree(self) -> None:
        """Have the sign of sync say what the line at the foot says, also when another process has synced."""
        if not self.seat.is_headquarters:
            from tipdesk.ui.sync.page import PluggedIn

            if isinstance(self._plugged, PluggedIn):
                self.status.told.connect(self._plugged.courier.compare)

    def _plug(self) -> Starts | None:
        """Add the pages that reach outside, and return what is to be started later: a post keeps in touch by itself.

        A training home that stands alone gets none of them, since its data goes nowhere.
        """
        from tipdesk.bootstrap.links import plug_link, plug_store

        plugged = None
        if self._training is None or self._training.is_linked:
            plugged = plug_link(self.seat, self.session)
        if self.session.store.suspicion is None:
            watch(self.seat, self.session)
        self._warn = plug_store(self.seat, self.session)
        return plugged

    def _say_problem(self, problem: TipdeskError) -> None:
        self.seat.say_problem(problem)
        self.room.look()

    def _hear(self, changed: Changed) -> None:
        from tipdesk.ui.notices import touches

        if touches(changed, "Officer", "Post", "Device"):
            self._show_officer()

    def _refresh_actor(self) -> None:
        self.session.refresh_actor()
        self._desks.update(dict.fromkeys(self._desks, self.session.desk))
        self._show_officer()

    def _show_officer(self) -> None:
        from tipdesk.services.directory.names import read_names

        self.lanes.read(read_names, then=self._name_officer, key="officer-name", owner=self.shell)

    def _name_officer(self, names: Names) -> None:
        """Show the officer's name and post from the directory, which may know more than the login."""
        desk = self.session.desk
        post = names.post(names.device_posts.get(desk.place.device))
        self.seat.signed_in = " · ".join(part for part in (desk.actor.login, post) if part)
        self.shell.rail.show_officer("\n".join(part for part in (names.officer(desk.actor.officer), post) if part))

    def _show_disk(self) -> None:
        from tipdesk.adapters.system.encryption import disk_state
        from tipdesk.ui.sync.outside import apart

        def show(state: DiskState) -> None:
            from tipdesk.ui.disk_sign import sign_of

            sign = sign_of(state)
            if sign is not None:
                self.shell.statusBar().setContentsMargins(0, 0, 10, 0)  # a maximised window has no grip at its end
                self.shell.statusBar().addPermanentWidget(sign)

        folder = self.session.paths.folder
        self.lanes.read(apart, partial(disk_state, folder), then=show, owner=self.shell)

    def plug_training(self, switch: Callable[[Path], object]) -> None:
        """Say on every page of a training home what it is, and lead from there to those that lie beside it."""
        if self._training is not None:
            from tipdesk.homes.training import find_beside
            from tipdesk.ui.training import show_training

            beside = find_beside(self.session.paths)
            show_training(self.shell, beside, switch, is_linked=self._training.is_linked)

    def _add_actions(self, look: Theme, on_lock: Callable[[], object]) -> None:
        from tipdesk.ui.actions import Action
        from tipdesk.ui.case.actions import head_actions, round_actions
        from tipdesk.ui.cases.actions import case_actions
        from tipdesk.ui.help_actions import help_actions
        from tipdesk.ui.my_work.actions import work_actions
        from tipdesk.ui.registers.actions import cooperation_actions
        from tipdesk.ui.tags_actions import tags_actions
        from tipdesk.ui.theme_actions import theme_actions

        known = self.shell.actions_known
        go = partial(partial, self.seat.go)
        known.add(Action("worry", mark("I am worried about someone"), go("worry"), "Ctrl+W", "heart-handshake"))
        known.add(Action("urgent", mark("Someone needs help now"), go("urgent"), "Ctrl+H", "phone", words="emergency"))
        known.add(Action("lock", mark("Lock"), on_lock, "Ctrl+L", "lock", words="end leave shift"))
        known.add(Action("switch", mark("Switch officer"), on_lock, icon="users", words="other login change user"))
        guarding = guard_actions(self.guard, self.seat, self.session)
        for action in (
            *guarding,
            *help_actions(self.shell, lambda: self.shell.actions_known, partial(self.seat.go, "about")),
            name_action(self.seat, self.session.paths.folder),
            letters_action(self.seat, self.session.paths.folder),
            *tags_actions(self.seat),
            *theme_actions(look),
            *language_actions(self.seat, self.session.paths.folder, on_lock),
            *case_actions(self.shell.open_page, lambda: known.front),
            *cooperation_actions(self.seat),
            *work_actions(lambda: known.front),
            Action("search", mark("Search all records"), go("search"), "Ctrl+Alt+F", "search", words="find text"),
            *head_actions(self.seat),
            *round_actions(self.shell),
        ):
            known.add(action)
        known.bind(self.shell)
