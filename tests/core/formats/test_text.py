import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.core.text.plain import clean, clean_block, digest, shorten, slug, strip_html, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  two\t words\n", "two words"),
        ("nul\0and\x07bell", "nulandbell"),
        ("e\u0301", "\u00e9"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("evil \u202egnp.exe", "evil gnp.exe"),
        ("open \u2067isolate", "open isolate"),
        ("\u2067closed\u2069", "\u2067closed\u2069"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("line\u2028separator", "line separator"),
        ("title: [a]\n---\n<b>x</b>", "title: [a] --- <b>x</b>"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text(st.characters()))
def test_cleaning_is_done_once_for_all(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in once)
    block = clean_block(text)
    assert clean_block(block) == block


def test_paragraphs_are_kept_as_lines() -> None:
    assert clean_block(" one \r\n\r\n\n two  words\n") == "one\ntwo words"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Uyghur, UYGHUR", None, ["uyghur", "uyghur"]),
        ("don\u2019t don't", "en", ["don't", "don't"]),
        ("Alibaba\u2019s plan", "en", ["alibaba", "plan"]),
        ("L\u2019homme d'affaires", "fr", ["l", "homme", "d", "affaires"]),
        ("AI技术公司", "zh", ["ai", "技术", "术公", "公司"]),
        ("株", "ja", ["株"]),
        ("ไทย", "th", ["ไท", "ทย"]),
        ("हिन्दी सम्मेलन", "hi", ["हिन्दी", "सम्मेलन"]),
        ("Straße ＡＢＣ İstanbul", None, ["strasse", "abc", "istanbul"]),
        ("서울 시장", "ko", ["서울", "시장"]),
        ("…—!", None, []),
    ],
)
def test_words(text: str, language: str | None, expected: list[str]) -> None:
    assert words(text, language) == expected


@given(st.text())
def test_any_text_has_words_or_none(text: str) -> None:
    assert all(words(text))


def test_digest_keeps_parts_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert len(digest("\ud800")) == 16


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Ünïcode — & more!", "unicode-more"), ("北京 新闻", "北京-新闻"), ("../../etc", "etc"), ("!!!", "")],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text(), st.integers(1, 50))
def test_limits_are_kept(text: str, length: int) -> None:
    assert len(slug(text, length)) <= length
    assert len(shorten(text, length)) <= max(length, 1)


def test_shorten_cuts_at_a_word() -> None:
    assert shorten("one two three four", 10) == "one two…"
    assert shorten("short", 10) == "short"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>one &amp; two<br>three</p>four", "one & two\nthree\nfour"),
        ("plain & simple\n\nsecond", "plain & simple\nsecond"),
        ("a &lt; b", "a < b"),
        ("<script>no()</script><style>p{}</style><b>bo</b>ld", "bold"),
        ("<ul><li>x<li>y</ul>", "x\ny"),
        ("", ""),
    ],
)
def test_strip_html(markup: str, expected: str) -> None:
    assert strip_html(markup) == expected


def test_deep_markup_is_no_trouble() -> None:
    assert strip_html("<div>" * 10_000 + "deep") == "deep"
