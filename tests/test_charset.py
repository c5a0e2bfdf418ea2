import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.core.charset import codec_of, decode

RUSSIAN = "Новости дня: в столице открылась выставка современного искусства, сообщили организаторы."
JAPANESE = "東京で新しい展覧会が始まりました。主催者によると、来場者は一万人を超える見込みです。"


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("ISO-8859-1", "cp1252"),
        ("us-ascii", "cp1252"),
        ("GB2312", "gb18030"),
        ("Shift_JIS", "cp932"),
        ("x-sjis", "cp932"),
        ("ks_c_5601-1987", "cp949"),
        (" 'utf8' ", "utf-8"),
        ("windows-1251", "cp1251"),
        ("base64", None),
        ("idna", None),
        ("no-such", None),
        ("", None),
        (None, None),
    ],
)
def test_labels_mean_what_the_web_means(label: str | None, codec: str | None) -> None:
    assert codec_of(label) == codec


@pytest.mark.parametrize(
    ("body", "transport", "expected"),
    [
        (codecs.BOM_UTF8 + "é".encode(), "iso-8859-1", "é"),
        (codecs.BOM_UTF16_LE + "é".encode("utf-16-le"), None, "é"),
        ("naïve".encode(), "iso-8859-1", "naïve"),
        ("na\u00efve \u201cq\u201d".encode("cp1252"), "iso-8859-1", "naïve “q”"),
        (RUSSIAN.encode("cp1251"), "windows-1251", RUSSIAN),
        (b'<meta charset="windows-1251">' + RUSSIAN.encode("cp1251"), None, f'<meta charset="windows-1251">{RUSSIAN}'),
        (
            b'<meta charset="windows-1251">' + RUSSIAN.encode("cp1251"),
            "iso-8859-1",
            f'<meta charset="windows-1251">{RUSSIAN}',
        ),
        (JAPANESE.encode("shift_jis"), "utf-8", JAPANESE),
        (JAPANESE.encode("euc_jp"), "euc-jp", JAPANESE),
        (JAPANESE.encode("iso2022_jp"), "iso-2022-jp", JAPANESE),
        ("plain".encode("utf-16-le"), None, "plain"),
        (b"", None, ""),
    ],
)
def test_the_bytes_decide_against_a_lie(body: bytes, transport: str | None, expected: str) -> None:
    assert decode(body, transport) == expected


def test_one_bad_byte_does_not_change_the_charset() -> None:
    assert decode("é".encode() * 500 + b"\xff", "utf-8") == "é" * 500 + "\ufffd"


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "gbk", "x", "utf-16", "iso-2022-jp"]))
def test_any_bytes_decode(body: bytes, transport: str | None) -> None:
    assert isinstance(decode(body, transport), str)
