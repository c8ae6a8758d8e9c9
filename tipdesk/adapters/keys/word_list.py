"""The 1,024 words that this program gives people to write down: those of SLIP-39.

None is longer than eight letters and no two are alike in their first four, so that a word in hurried handwriting can
still be told from the others.
"""


def word_list() -> tuple[str, ...]:
    """Return the words in their order, on which their numbers depend."""
    from shamir_mnemonic.wordlist import WORDLIST

    return tuple(WORDLIST)
