"""How an officer makes sure that an unlocked home is whole: the words of the shift register, and its exported logs.

The words name the last entry of the own log on paper; compared later, they find a store that was set back. The export
is proved by a script that lies beside it and needs no TIPdesk. The checks themselves are the store's
(`adapters/store`), and screens and commands decide what people are shown of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.adapters.store.store import Store
    from tipdesk.adapters.system.paths import HomePaths
    from tipdesk.services.desk import Desk
    from tipdesk.services.link_desk import LinkDesk

LOG_FILE, VERIFIER = "log.jsonl", "verify_log.py"


class RegisterWords(NamedTuple):
    """The eight words to write into the shift register now, and the entry of the own log that they name."""

    words: tuple[str, ...]
    seq: int


def register_words(desk: Desk) -> RegisterWords:
    """Return the words that name the last entry of the own log now."""
    from tipdesk.adapters.keys.word_list import word_list
    from tipdesk.sync.register_words import landmark_of, to_words

    with desk.work() as work:
        own = work.ledger.own()
    return RegisterWords(to_words(landmark_of(own.seq, own.hash), word_list()), own.seq)


def compare_words(store: Store, text: str) -> int | None:
    """Return the entry that words of the shift register name, or None where the store does not have it.

    Where it does not, the store can only be read from then on, and headquarters is to hear of it. Raises UserError
    `bad-words` for what are no such words.
    """
    from tipdesk.adapters.keys.word_list import word_list
    from tipdesk.sync.register_words import from_words

    return store.compare_words(from_words(text, word_list()))


def write_export(desk: LinkDesk, paths: HomePaths, folder: Path, reference: str | None) -> list[str]:
    """Write every log into a folder, with the script that checks it without TIPdesk; return the files' names.

    `reference` names the case whose bodies are written out as well. Raises what `export_log` raises, and Trouble
    `file-unwritable`.
    """
    from tipdesk.adapters.store.file_lock import file_lock
    from tipdesk.adapters.store.head_file import read_signed_head
    from tipdesk.adapters.store.store_file import HEAD, LOCK
    from tipdesk.adapters.system.files import unwritable, write_whole_file
    from tipdesk.adapters.system.resources import read_bytes
    from tipdesk.disk import writing
    from tipdesk.services.case.references import get_case_id
    from tipdesk.services.proof.export_log import export_log

    case = get_case_id(desk, reference) if reference else None
    with file_lock(paths.folder / LOCK):
        head = read_signed_head(paths.folder / HEAD)
    lines = export_log(desk, head, case)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with writing(folder / LOG_FILE) as file:
            file.writelines(lines)
    except OSError as error:
        raise unwritable(folder / LOG_FILE, error) from error
    write_whole_file(folder / VERIFIER, read_bytes(f"verifier/{VERIFIER}"))
    return [str(folder / LOG_FILE), str(folder / VERIFIER)]
