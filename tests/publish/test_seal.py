import json
from base64 import b64decode, b64encode

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from cryptography.hazmat.primitives.cmac import CMAC
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from site_samples import filed

from nutgraf.errors import SealError, SettingsError
from nutgraf.publish.records import render_record
from nutgraf.publish.seal import Json, canonical_json, read_key, seal, unseal
from nutgraf.records import CopyLink, Reason, Tag

KEY = "00112233445566778899aabbccddeeff" * 4
FIELDS: dict[str, Json] = {
    "text": "Ein Text – 漢字",
    "authors": ["Ada"],
    "reasons": {"quality": [{"name": "length", "value": 1.0}]},
}


def test_what_is_sealed_comes_back_as_canonical_json() -> None:
    sealed = seal(FIELDS, read_key(KEY))
    assert unseal(sealed, KEY) == (
        '{"authors":["Ada"],"reasons":{"quality":[{"name":"length","value":1}]},"text":"Ein Text – 漢字"}'
    )
    assert sealed == seal(dict(reversed(FIELDS.items())), read_key(KEY))


def test_rfc_5297_deterministic_example() -> None:
    """Appendix A.1: the primitive gives what the standard says it must."""
    key = bytes.fromhex("fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff")
    associated = bytes.fromhex("101112131415161718191a1b1c1d1e1f2021222324252627")
    plaintext = bytes.fromhex("112233445566778899aabbccddee")
    output = AESSIV(key).encrypt(plaintext, [associated])
    assert output.hex() == "85632d07c6e8f37f950acd320a2ecc9340c02b9690c4dc04daef7f6afe5c"
    assert AESSIV(key).decrypt(output, [associated]) == plaintext


def test_the_second_part_is_the_synthetic_iv() -> None:
    """S2V of one string of at least 16 bytes (RFC 5297, 2.4): CMAC over it, xor-ended with the CMAC of zero."""

    def cmac(data: bytes) -> int:
        made = CMAC(AES(key[: len(key) // 2]))
        made.update(data)
        return int.from_bytes(made.finalize(), "big")

    key = read_key(KEY)
    ciphertext, siv = map(b64decode, seal(FIELDS, key).split(";"))
    text = canonical_json(FIELDS).encode()
    zero = cmac(bytes(16))
    ended = text[:-16] + (int.from_bytes(text[-16:], "big") ^ zero).to_bytes(16, "big")
    assert cmac(ended) == int.from_bytes(siv, "big")
    counter = (int.from_bytes(siv, "big") & ~(1 << 63) & ~(1 << 31)).to_bytes(16, "big")
    decryptor = Cipher(AES(key[len(key) // 2 :]), CTR(counter)).decryptor()
    assert decryptor.update(ciphertext) + decryptor.finalize() == text


@pytest.mark.parametrize("size", [32, 48, 64])
def test_keys_in_hex_and_base64_are_the_same(size: int) -> None:
    key = bytes(range(255, 255 - size, -1))
    assert read_key(f" {key.hex().upper()}\n") == read_key(b64encode(key).decode()) == key
    assert read_key(b64encode(key).decode().replace("+", "-").replace("/", "_")) == key


@pytest.mark.parametrize(
    "text", ["", "secret", "00" * 31, "00" * 16, "zz!" * 22, b64encode(bytes(33)).decode(), "é" * 44]
)
def test_what_is_no_key_is_refused_without_being_shown(text: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_key(text)
    assert not text or text not in str(caught.value)


def test_another_key_or_a_changed_byte_does_not_open() -> None:
    sealed = seal(FIELDS, read_key(KEY))
    with pytest.raises(SealError):
        unseal(sealed, "11" * 64)
    with pytest.raises(SealError):
        unseal(sealed, "00" * 32)
    first = "B" if sealed[0] == "A" else "A"
    with pytest.raises(SealError):
        unseal(first + sealed[1:], KEY)


@pytest.mark.parametrize(
    "text", ["", "x", "AAAA", "AAAA;BBBB", ";", "---\ntitle: t\n---\n", '---\nsecured: "x"\n---\n', "---\n- a\n---\n"]
)
def test_what_holds_nothing_sealed_is_refused(text: str) -> None:
    with pytest.raises(SealError):
        unseal(text, KEY)


def test_a_whole_record_is_unsealed() -> None:
    link = CopyLink(article="a", of="b", share=0.5, reasons=(Reason(name="shared words", value=0.5),))
    this = filed(copy=link)
    record = render_record(this, (), 0, released=False, key=read_key(KEY))
    assert unseal(record, KEY) == (
        '{"authors":["Ada Quay"],"copy_of":"b","reasons":{"copy":[{"name":"shared words","value":0.5}],'
        '"quality":[{"name":"length","value":50}],"story":[]},'
        '"text":"Dockers and owners agreed on the strike. It was long."}'
    )
    assert unseal(record.replace("\n", "\r\n"), KEY) == unseal(record, KEY)


def test_why_an_article_is_on_a_topic_is_sealed() -> None:
    tag = Tag(topic="ports", name="Ports", score=3.0, reasons=(Reason(name="title", value=3.0, note="harbour"),))
    this = replace(filed(), tagged=(tag,))
    record = render_record(this, (), 0, released=False, key=read_key(KEY))
    assert '"topics":{"Ports":[{"name":"title","note":"harbour","value":3}]}' in unseal(record, KEY)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (333333333.33333329, "333333333.3333333"),
        (1e30, "1e+30"),
        (4.50, "4.5"),
        (2e-3, "0.002"),
        (0.000000000000000000000000001, "1e-27"),
        (1e21, "1e+21"),
        (123456789012345680000.0, "123456789012345680000"),
        (-1.5e-7, "-1.5e-7"),
        (1e-6, "0.000001"),
        (-0.0, "0"),
        (5e-324, "5e-324"),
        (float("nan"), "null"),
        ({"\u20ac": "Euro", "\r": 1, "\ufb33": 2, "1": True, "\U0001f600": None, "\x80": [], "\u00f6": {}},
         '{"\\r":1,"1":true,"\x80":[],"ö":{},"€":"Euro","😀":null,"\ufb33":2}'),
        ('\u20ac$\x0f\nA\'B"\\\\"/\x7f', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\x7f"'),
        ("\ud83d", '"\ufffd"'),
    ],
)  # fmt: skip
def test_rfc_8785_forms(value: object, text: str) -> None:
    assert canonical_json(value) == text  # type: ignore[arg-type]


@given(st.recursive(st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(), st.lists))
def test_canonical_json_means_the_same(value: object) -> None:
    assert json.loads(canonical_json(value), parse_int=float) == value  # type: ignore[arg-type]
