from datetime import UTC, datetime

import pytest
from engine_cases import OTHER, WIRE, article, feed, prepared
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from nutgraf.engine.window import shelf
from nutgraf.engine.window.remembered import _Packed, pack, remembered, unpack
from nutgraf.engine.window.window import Window
from nutgraf.records import CopyLink, Fingerprint, Known, Reason, Score

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
MAYBE = st.none() | WORDS
TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
REASONS = st.lists(st.builds(Reason, name=WORDS, value=st.floats(allow_nan=False), note=WORDS), max_size=2).map(tuple)
KNOWN = st.builds(
    Known,
    article=st.builds(
        replace,
        st.just(article(1, WIRE)),
        url=MAYBE,
        canonical_url=MAYBE,
        original_url=MAYBE,
        title=WORDS,
        published=st.none() | TIMES,
        published_precision=st.sampled_from([None, "minute", "day", "second"]),
        language=MAYBE,
        credit=MAYBE,
        partial=st.booleans(),
    ),
    fingerprint=st.builds(
        Fingerprint,
        sketch=st.binary(max_size=8),
        lead=st.binary(max_size=8),
        shingles=st.integers(0, 9),
        terms=st.dictionaries(WORDS, st.floats(0, 9), max_size=3),
        digests=st.dictionaries(st.sampled_from(["title", "text", "body"]), WORDS),
        meaning=st.binary(max_size=8),
        landmarks=st.binary(max_size=8),
    ),
    quality=st.builds(Score, total=st.integers(-99, 99), parts=REASONS),
    number=st.integers(1, 9),
    story=st.sampled_from([None, "a1", "a2"]),
    copy=st.none() | st.builds(CopyLink, article=WORDS, of=WORDS, share=st.floats(0, 1), reasons=REASONS, via=MAYBE),
    added=st.none() | TIMES,
    held=st.booleans(),
    apart=st.lists(WORDS, max_size=2).map(tuple),
    affair=MAYBE,
)


@given(KNOWN)
def test_what_was_packed_comes_back_whole(known: Known) -> None:
    kept = remembered(known)
    assert remembered(kept) == kept
    assert unpack(pack(kept, whole=True)) == (kept, True)
    without = replace(kept, fingerprint=replace(kept.fingerprint, terms={}, meaning=b""))
    assert unpack(pack(kept, whole=False)) == (without, False)


def test_no_field_is_forgotten_when_records_grow() -> None:
    packed = set(_Packed.__struct_fields__)
    assert {*Known.__struct_fields__, *Fingerprint.__struct_fields__} - packed == {"article", "fingerprint"}


def test_a_window_that_unpacks_all_it_asks_for_decides_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    items = [
        article(1, WIRE),
        article(2, OTHER),
        article(3, WIRE[:400]),
        article(1, OTHER, capture="c4", seen=article(4).seen),
        article(5, f"{OTHER} {WIRE}"),
    ]
    window = Window(14)
    steps = feed(window, *items)
    monkeypatch.setattr(shelf, "MOST_UNPACKED", 1)
    other = Window(14)
    assert feed(other, *items) == steps
    assert other.snapshot() == window.snapshot()
    assert Window.rebuilt(other.snapshot(), 14).snapshot() == window.snapshot()


def test_an_article_with_an_unpaired_surrogate_is_remembered() -> None:
    window = Window(14)
    feed(window, prepared(article(1, WIRE, title="Harbour \ud800")), article(2, WIRE))
    assert window.known("a1").article.title == "Harbour \ud800"
    assert window.members("a1") == ["a1", "a2"]
