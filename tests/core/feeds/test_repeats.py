from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nutgraf.core.feeds.repeats import dates_tell, is_churning, repeats, said_by
from nutgraf.records import Entry

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def known_again(before: list[Entry], now: list[Entry]) -> list[bool]:
    return repeats(all_said(now), {one for digests in all_said(before) for one in digests})


def all_said(listed: list[Entry]) -> list[tuple[str, ...]]:
    return [said_by("s", entry, dates=dates_tell(listed)) for entry in listed]


def entries(texts: list[str], url: str = "https://x.example/{number}", **more: str) -> list[Entry]:
    return [
        Entry(url=url.format(number=number), title=f"Title {number}", excerpt=text, id=more.get("id"))
        for number, text in enumerate(texts)
    ]


def test_the_same_words_under_another_address_are_a_repeat() -> None:
    texts = ["One <a href='https://x.example/?s=1'>more</a>", "Two", ""]
    later = [text.replace("s=1", "s=2") for text in texts]
    assert known_again(entries(texts), entries(later, "https://x.example/s/q/{number}")) == [True] * 3


def test_the_same_path_and_title_is_a_repeat_though_its_text_changed() -> None:
    before = entries(["1 minute ago"] * 3, "https://x.example/{number}?s=1")
    assert known_again(before, entries(["2 minutes ago"] * 3, "https://x.example/{number}?s=2")) == [True] * 3


def test_what_does_not_tell_entries_apart_repeats_nothing() -> None:
    before = [Entry(url=f"https://x.example/story?id={number}") for number in range(9)]
    assert not any(known_again(before, [Entry(url=f"https://x.example/story?id={10 + n}") for n in range(9)]))
    briefings = [Entry(url=f"https://x.example/{number}", title="Briefing") for number in range(9)]
    assert not any(known_again(briefings, [Entry(url=f"https://x.example/1{n}", title="Briefing") for n in range(9)]))


def test_a_programme_of_another_day_is_no_repeat() -> None:
    def day(number: int) -> list[Entry]:
        return [
            Entry(url=f"https://x.example/{number}/{hour}", title=f"News at {hour}", published=NOON.replace(day=number))
            for hour in range(3)
        ]

    def dated(number: int) -> list[Entry]:
        first = day(number)[0].published
        assert first is not None
        return [
            Entry(url=entry.url, title=entry.title, published=first + timedelta(hours=hour))
            for hour, entry in enumerate(day(number))
        ]

    assert known_again(dated(1), dated(2)) == [False] * 3
    assert known_again(day(1), day(2)) == [True] * 3  # all dated alike: dates of the moment of asking


def test_a_busy_source_is_not_taken_for_a_churning_one() -> None:
    assert is_churning(unseen=200, known=0, repeated=190)
    assert not is_churning(unseen=200, known=0, repeated=2)
    assert not is_churning(unseen=200, known=0, repeated=99)
    assert not is_churning(unseen=200, known=1, repeated=199)


@given(
    st.lists(st.builds(Entry, url=st.none() | st.text(), title=st.none() | st.text(), excerpt=st.none() | st.text()))
)
def test_any_entry_has_its_digests(listed: list[Entry]) -> None:
    said = all_said(listed)
    assert len(said) == len(repeats(said, set())) == len(listed)
