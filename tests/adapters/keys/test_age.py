"""The container keeps its promises: it round-trips, and nothing of an altered one is ever released."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tipdesk.adapters.keys.age import open_sealed, seal
from tipdesk.adapters.keys.age_header import (
    HEADER_LIMIT,
    AgeHeaderError,
    AgeNoMatchError,
    AgePayloadError,
    Stanza,
    mac_input,
    mac_line,
    parse_header,
)
from tipdesk.adapters.keys.age_recipients import (
    HybridIdentity,
    HybridRecipient,
    Identity,
    X25519Identity,
    X25519Recipient,
    format_identity,
    generate_identity,
    parse_identity,
    parse_recipient,
)
from tipdesk.domain.errors import Distrust, UserError

seeds = st.binary(min_size=32, max_size=32)
identities = seeds.map(HybridIdentity) | seeds.map(X25519Identity)
REFUSALS = {"age-header", "age-hmac", "age-no-match", "age-payload"}


@given(identity=identities, plaintext=st.binary(max_size=300))
def test_what_is_sealed_opens(identity: Identity, plaintext: bytes) -> None:
    """Any bytes sealed to any identity's recipient come back, and not with another identity."""
    container = seal(plaintext, [identity.recipient])
    assert open_sealed(container, identity) == plaintext
    with pytest.raises(AgeNoMatchError):
        open_sealed(container, generate_identity())


@settings(max_examples=20)
@given(size=st.sampled_from([65535, 65536, 65537, 131071, 131072, 131073]))
def test_chunk_borders_round_trip(size: int) -> None:
    """Plaintexts around whole chunks come back, whatever the last chunk holds."""
    identity = generate_identity()
    plaintext = bytes(range(256)) * (size // 256 + 1)
    assert open_sealed(seal(plaintext[:size], [identity.recipient]), identity) == plaintext[:size]


def test_each_recipient_opens_and_any_identity_held_is_tried() -> None:
    """Current and next keys of one reader and another reader's key all open the same container."""
    current, following, stranger = generate_identity(), generate_identity(), generate_identity()
    container = seal(b"report", [current.recipient, following.recipient])
    assert open_sealed(container, following) == open_sealed(container, stranger, current) == b"report"


@given(identity=identities)
def test_keys_survive_their_written_form(identity: Identity) -> None:
    """Secret and public strings are read back as the same keys, in the age tools' spelling."""
    assert parse_identity(format_identity(identity)) == identity
    assert parse_recipient(f" {identity.recipient}\n") == identity.recipient
    assert format_identity(identity).startswith("AGE-SECRET-KEY-")
    assert str(identity.recipient).startswith("age1")
    assert repr(identity.secret) not in repr(identity)


@pytest.mark.parametrize("identity", [generate_identity(), X25519Identity(bytes(range(32)))], ids=["hybrid", "x25519"])
def test_one_flipped_bit_in_every_byte_is_refused(identity: Identity) -> None:
    """No container with a flipped bit opens, wherever the bit is, and each gets one of the four refusals."""
    container = seal(b"nothing of this may show", [identity.recipient])
    for place in range(len(container)):
        altered = bytearray(container)
        altered[place] ^= 1 << place % 8
        with pytest.raises(Distrust) as refusal:
            open_sealed(bytes(altered), identity)
        assert refusal.value.code in REFUSALS


@pytest.mark.parametrize("identity", [generate_identity(), X25519Identity(bytes(range(32)))], ids=["hybrid", "x25519"])
def test_every_truncation_and_extension_is_refused(identity: Identity) -> None:
    """A container cut at any length, or with a byte more, does not open."""
    container = seal(b"nothing of this may show", [identity.recipient])
    for length in range(len(container)):
        with pytest.raises(Distrust) as refusal:
            open_sealed(container[:length], identity)
        assert refusal.value.code in {"age-header", "age-payload"}
    with pytest.raises(AgePayloadError):
        open_sealed(container + b"\x00", identity)


def test_swapped_chunks_are_refused() -> None:
    """Whole chunks in another order do not open."""
    identity = generate_identity()
    container = seal(bytes(65536 * 3), [identity.recipient])
    start, size = parse_header(container).length + 16, 65536 + 16
    first, second, rest = (
        container[start : start + size],
        container[start + size : start + 2 * size],
        container[start + 2 * size :],
    )
    with pytest.raises(AgePayloadError):
        open_sealed(container[:start] + second + first + rest, identity)


vchars = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=9)
stanzas = st.builds(
    Stanza,
    st.lists(vchars, min_size=1, max_size=3).map(tuple),
    st.binary(max_size=200) | st.just(bytes(48)) | st.just(bytes(96)),
)


@given(written=st.lists(stanzas, min_size=1, max_size=3).map(tuple), mac=st.binary(min_size=32, max_size=32))
def test_any_header_is_read_as_it_was_written(written: tuple[Stanza, ...], mac: bytes) -> None:
    """Stanzas of any kind, argument and body length come back, whole lines included, and so does the MAC."""
    covered = mac_input(written)
    header = parse_header(covered + mac_line(mac) + b"payload")
    assert (header.stanzas, header.covered, header.mac) == (written, covered, mac)
    assert header.length == len(covered + mac_line(mac))


@pytest.mark.parametrize("argument", [b"\x7f", b"\x1f", b"\xc3\xa9", b"\t", b"a\x00", b""])
def test_only_visible_ascii_is_an_argument(argument: bytes) -> None:
    """Control characters, DEL, other alphabets and nothing at all are no argument of a stanza."""
    with pytest.raises(AgeHeaderError):
        parse_header(b"age-encryption.org/v1\n-> grease " + argument + b"\n\n--- " + b"A" * 43 + b"\n")


def test_an_endless_header_is_refused_at_its_limit() -> None:
    """A header that never ends is read no further than the limit."""
    stanza = b"-> grease x\n\n"
    with pytest.raises(AgeHeaderError):
        parse_header(
            b"age-encryption.org/v1\n" + stanza * (HEADER_LIMIT // len(stanza) + 1) + b"--- " + b"A" * 43 + b"\n"
        )


@pytest.mark.parametrize(("more", "is_read"), [(0, True), (1, False)])
def test_a_header_is_read_up_to_a_mebibyte(more: int, is_read: bool) -> None:
    """Its last line must end within the limit, to the byte; the payload behind it does not count."""
    mac = bytes(32)
    rest = len(mac_input((Stanza(("grease", "x"), b""),)) + mac_line(mac)) - 1
    written = (Stanza(("grease", "x" * ((1 << 20) - rest + more)), b""),)
    container = mac_input(written) + mac_line(mac) + b"payload"
    if is_read:
        assert (parse_header(container).stanzas, parse_header(container).length) == (written, 1 << 20)
        return
    with pytest.raises(AgeHeaderError):
        parse_header(container)


GREASE = b"age-encryption.org/v1\n-> grease x\n\n"
MAC = b"A" * 43


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"\n",
        b"age-encryption.org/v1",
        b"age-encryption.org/v1\n",
        b"age-encryption.org/v2" + GREASE[21:] + b"--- " + MAC + b"\n",
        b"age-encryption.org/v1\n--- " + MAC + b"\n",
        b"age-encryption.org/v1\n->grease x\n\n--- " + MAC + b"\n",
        b"age-encryption.org/v1\n->  grease x\n\n--- " + MAC + b"\n",
        GREASE,
        GREASE + b"--- " + MAC,
        GREASE + b"--- " + MAC + b"x",
        GREASE + b"---" + MAC + b"\n",
        GREASE + b"---x" + MAC + b"\n",
        GREASE + b"-- " + MAC + b"\n",
        GREASE + b"---- " + MAC + b"\n",
        GREASE + b"---  " + MAC + b"\n",
        GREASE + b"--- " + MAC[:-1] + b"\n",
        GREASE + b"--- " + MAC + b"A\n",
        GREASE + b"--- " + MAC + b"=\n",
        GREASE + b"--- " + MAC[:-1] + b"B\n",
        GREASE + b"--- " + MAC[:20] + b"!" + MAC[20:] + b"\n",
        GREASE + b"--- " + MAC + b"\r\n",
        GREASE + b"rest\n--- " + MAC + b"\n",
        GREASE + b"--- " + MAC + b"AA\n",
    ],
)
def test_no_header_is_read_in_another_spelling(header: bytes) -> None:
    """Without version, stanza, MAC or a line's end, a blank too few or too many, or base64 that is spelt otherwise."""
    parse_header(GREASE + b"--- " + MAC + b"\n")
    with pytest.raises(AgeHeaderError):
        parse_header(header)


@pytest.mark.parametrize(
    ("length", "lines"), [(0, [0]), (47, [63]), (48, [64, 0]), (49, [64, 2]), (96, [64, 64, 0]), (97, [64, 64, 2])]
)
def test_a_body_is_cut_into_lines_of_64(length: int, lines: list[int]) -> None:
    """The last line is a short one, an empty one where the body fills its lines; a longer line is not read."""
    written = Stanza(("grease",), bytes(length)).encoded()
    assert [len(line) for line in written.split(b"\n")[1:-1]] == lines
    for wrong in (b"A" * 65 + b"\n\n", b"A" * 68 + b"\n"):
        with pytest.raises(AgeHeaderError):
            parse_header(b"age-encryption.org/v1\n-> grease\n" + wrong + b"--- " + MAC + b"\n")


@settings(max_examples=300)
@given(
    content=st.binary(max_size=400)
    | st.binary(max_size=200).map(lambda tail: b"age-encryption.org/v1\n-> X25519 " + tail)
)
def test_rubbish_is_refused_by_name(content: bytes) -> None:
    """Any bytes at all are either a container or refused; nothing else ever escapes."""
    with pytest.raises(Distrust) as refusal:
        open_sealed(content, X25519Identity(bytes(range(32))))
    assert refusal.value.code in REFUSALS


@pytest.mark.parametrize(
    "text", ["", "age1", "age1pq1qqqq", "AGE-SECRET-KEY-1QQQQ", "nonsense", "agé1x", str(X25519Recipient(bytes(31)))]
)
def test_what_is_no_key_is_the_officers_to_correct(text: str) -> None:
    """A mistyped key is a UserError that does not repeat what was typed."""
    for parse, code in ((parse_recipient, "bad-recipient"), (parse_identity, "bad-identity")):
        with pytest.raises(UserError) as refusal:
            parse(text)
        assert refusal.value.code == code
        assert refusal.value.values == {}


@pytest.mark.parametrize(
    "recipient", [X25519Recipient(bytes(32)), HybridRecipient(b"\xff" * 1216), HybridRecipient(bytes(1216))]
)
def test_unusable_public_keys_are_refused_before_sealing(recipient: X25519Recipient | HybridRecipient) -> None:
    """Nothing is sealed to a public key of low order or outside the field."""
    with pytest.raises(Distrust) as refusal:
        seal(b"report", [recipient])
    assert refusal.value.code == "bad-recipient"


def test_post_quantum_recipients_are_never_mixed() -> None:
    """Sealing to nobody, or to a hybrid beside an X25519 key, is our own mistake and stops."""
    with pytest.raises(ValueError, match="without recipients"):
        seal(b"", [])
    with pytest.raises(ValueError, match="never mixed"):
        seal(b"", [generate_identity().recipient, X25519Identity(bytes(range(32))).recipient])
