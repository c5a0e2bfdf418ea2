"""Halves of surrogate pairs, controls and marks of direction, in a text and in every field."""

import json
from collections.abc import Callable
from functools import partial

import msgspec
import pytest
from every_format import DIRECTIONS, ESCAPING, GRIN, MARKUP, SEEN
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from nutgraf.core.formats.tidy import ARTICLE, ENTRY, EXTRAS, PROVIDER, tidy_article, tidy_entry
from nutgraf.core.text.characters import is_balanced, one_line, prose, whole, whole_json, whole_utf8
from nutgraf.records import Article, Entry, Provider, RecordExtras

TIMES = {"published", "modified", "published_precision", "modified_precision"}

# ---------------------------------------------------------------- one text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a &#55357;&#56832; b", f"a {GRIN} b"),
        ("&#xD83D;&#xde00;&#Xd83d;&#XDE00;", GRIN + GRIN),
        ("&#55357;&#xDE00;", GRIN),
        ("&#0055357&#x00DE00", GRIN),
        ("\ud83d\ude00", GRIN),
        ("\ud83d&#56832;&#55357;\ude00", GRIN + GRIN),
        ("a&#55357;b&#56832;c\ud83dd\ude00", "a\ufffdb\ufffdc\ufffdd\ufffd"),
        ("&#56832;&#55357;", "\ufffd\ufffd"),
        ("&#55357;&#55357;&#56832;", f"\ufffd{GRIN}"),
        ("&#553571; &#5535; &amp;#55357; &#39;", "&#553571; &#5535; &amp;#55357; &#39;"),
        ("&#55296;&#57343;", "\U000103ff"),
        ("\N{ARABIC-INDIC DIGIT FIVE}", "\N{ARABIC-INDIC DIGIT FIVE}"),
    ],
)
def test_halves_become_the_character_that_was_meant(written: str, meant: str) -> None:
    assert whole(written) == meant
    assert whole(meant) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r'"\ud83d\ude00"', GRIN),
        (r'"\uD83D\uDE00 \\\ud83d\ude00"', f"{GRIN} \\{GRIN}"),
        (r'"\\ud83d\\ude00"', r"\ud83d\ude00"),
        (r'"\ud83d"', "\ufffd"),
        (r'"\ude00\ud83dx"', "\ufffd\ufffdx"),
        (r'"\ud83d&#56832; &#55357;\ude00"', f"{GRIN} {GRIN}"),
        (r'"&#55357;&#56832;"', "&#55357;&#56832;"),  # whoever reads it as markup puts it together
    ],
)
def test_escaped_halves_in_json(written: str, meant: str) -> None:
    assert msgspec.json.decode(whole_json(written)) == meant


def test_halves_in_utf_8() -> None:
    halves = f"é \ud83d\ude00 {GRIN} \ud83d!".encode("utf-8", "surrogatepass")
    assert whole_utf8(halves).decode() == f"é {GRIN} {GRIN} \ufffd!"


ODD = ["&#", "55357;", "&#55357;", "&#xDE00;", "&#57344;", "\ud83d", "\ude00", "\u202e", "\u2066", "\u2069", "\0", "\t"]


@given(st.lists(st.sampled_from(ODD) | st.text(st.characters(), max_size=3)).map("".join))
def test_any_text_is_made_harmless_once_for_all(text: str) -> None:
    for tidy in (prose, one_line):
        once = tidy(text)
        once.encode()
        assert tidy(once) == once
    assert DIRECTIONS.isdisjoint(one_line(text))
    assert is_balanced(prose(text))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_of_any_text_stays_what_it_is(text: str) -> None:
    written = json.dumps(text)
    assert json.loads(whole_json(written)) == text
    assert whole_json(whole_json(written)) == whole_json(written)


def test_many_halves_take_time_in_proportion() -> None:
    assert whole("&#55357;" * 200_000) == "\ufffd" * 200_000
    assert whole_json('\\ud83d"' + "&#55357;" * 200_000).endswith("&#55357;")
    assert whole("&#" + "0" * 1_000_000 + "&#") == "&#" + "0" * 1_000_000 + "&#"


def test_what_right_to_left_text_needs_stays() -> None:
    needed = "\u200fשלום\u200e \u061cعربي می\u200cشود"
    assert (one_line(needed), prose(needed)) == (needed, needed)
    assert one_line("\u2067שלום\u2069") == "שלום"
    assert prose("\u2067שלום\u2069\n\u2067x") == "שלום\nx"
    assert prose("\u2067שלום\u2069\r\nx\t\v\0") == "\u2067שלום\u2069\r\nx\t "


# ---------------------------------------------------------------- every field


@pytest.mark.parametrize(
    ("kind", "fields", "apart"),
    [
        (Entry, ENTRY, {"kind", "shares_url", *TIMES}),
        (
            Article,
            ARTICLE,
            {"id", "capture", "seen", "text", "passages", "kind", "paywalled", "partial", *TIMES},
        ),
        (Provider, PROVIDER, set()),
        (RecordExtras, EXTRAS, {"prints_web_url", "released"}),
    ],
)
def test_no_field_is_forgotten(kind: type[msgspec.Struct], fields: dict[str, object], apart: set[str]) -> None:
    assert set(kind.__struct_fields__) == set(fields) | apart


def test_harmless_entries_are_the_same_again() -> None:
    for read in (*MARKUP, *ESCAPING):
        for entry in read("Smile!"):
            assert [tidy(value) for value, tidy in _told(entry)] == [value for value, _ in _told(entry)]


def _told(entry: Entry) -> list[tuple[object, Callable[[object], object]]]:
    return [(value, partial(tidy)) for field, tidy in ENTRY.items() if (value := getattr(entry, field))]


def test_no_list_of_articles_is_filled_by_one_title_or_name() -> None:
    """A title, name or list of names is bounded, as often as it passes; what tells entries apart is not."""
    endless, many = "Lorem ipsum " * 100_000, tuple(f"{number}" for number in range(10_000))
    said = Entry(id=endless, title=endless, section=endless, authors=(endless,), tags=many, topics=many)
    once = tidy_entry(said)
    shown = tidy_article(
        Article(
            id="a",
            capture="c",
            seen=SEEN,
            title=endless,
            authors=(endless,),
            section=endless,
            credit=endless,
            tags=many,
            topics=many,
            provider=Provider(name=endless),
        )
    )
    assert once.id == endless
    assert (tidy_entry(once), tidy_article(shown)) == (once, shown)
    assert len(msgspec.json.encode(replace(once, id=None))) < 20_000
    assert len(msgspec.json.encode(shown)) < 10_000
    assert (shown.title[-6:], len(shown.topics), shown.topics[-1]) == ("ipsum…", 200, "199")
