"""Answers that could not be read: every text is taken, nothing stays hidden in it, its question is named."""

from __future__ import annotations

import pytest

from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds.typed_answers import read_line, without_hidden, words_for, write_line
from tipdesk.domain.records import BY_NAME

FIELD = BY_NAME["Report"].by_name["as_typed"]


def same(_code_list: str, code: str) -> str:
    """Return a code as it is."""
    return code


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("two; or three", "two; or three"),
        ("a\x07b", "a\u2039U+0007\u203ab"),
        ("a\u202eb", "a\u2039U+202E\u203ab"),
        ("half \ud800", "half \u2039U+D800\u203a"),
        ("\u0645\u06cc\u200c\u062e\u0648", "\u0645\u06cc\u200c\u062e\u0648"),
        ("hid\u200bden", "hid\u2039U+200B\u203aden"),
        ("one\r\ntwo", "one\ntwo"),
        ("x" * 60_000, "x" * 60_000),
    ],
)
def test_nothing_is_refused_and_nothing_hidden(words: str, kept: str) -> None:
    """Any text is one answer; what cannot be seen is a mark, and a joiner within a word stays."""
    assert without_hidden(words) == kept
    assert FIELD.read([write_line("travel", words)]) == frozenset({f"travel: {kept}"})
    assert FIELD.read(FIELD.to_json(FIELD.read([words]))) == FIELD.read([words])


def test_a_question_is_named_in_the_readers_language() -> None:
    """The label stands before what was typed; a line that no program wrote is shown as it is; a list is needed."""
    plain = FIELD.shown(frozenset({"persons_count: two", "Person.sex #2: w", "odd", "nosuch: x"}), same)
    assert plain == "Sex, person 2 — as typed: w; nosuch — as typed: x; odd; How many people? — as typed: two"
    french = {"How many people?": "Combien ?", "{question} — as typed: {words}": "{question} (texte : {words})"}
    assert FIELD.shown(frozenset({"persons_count: x"}), same, french.__getitem__) == "Combien ? (texte : x)"
    assert words_for(frozenset({"persons_count: two", "travel: x"}), "persons_count") == "two"
    assert words_for(None, "persons_count") == ""
    assert read_line("odd") is None
    with pytest.raises(UserError):
        FIELD.read(7)
