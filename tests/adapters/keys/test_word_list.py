"""The words that people write down are told apart, even in a hurried hand."""

from tipdesk.adapters.keys.word_list import word_list


def test_words_are_told_by_their_first_four_letters() -> None:
    """1,024 words in alphabetical order, of four to eight letters, no two alike in their first four (SLIP-39)."""
    words = word_list()
    assert len(words) == 1 << 10
    assert list(words) == sorted(words)
    assert {len(word) for word in words} == {4, 5, 6, 7, 8}
    assert len({word[:4] for word in words}) == len(words)
