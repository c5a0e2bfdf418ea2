from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

import msgspec
import pytest
from builders import (
    FINGERPRINT,
    NOON,
    QUOTES,
    added,
    article,
    at,
    capture,
    joined,
    linked,
    reported,
    revised,
    score,
    story,
    tag,
    taken,
)
from msgspec.structs import replace

from nutgraf.errors import NotFound
from nutgraf.records import (
    Article,
    CaptureDecided,
    CaptureTaken,
    Change,
    CopyUnlinked,
    Entry,
    Filed,
    Fingerprint,
    Image,
    Known,
    Link,
    Look,
    PagesLookedAt,
    Passage,
    Post,
    RecordExtras,
    Released,
    Revision,
    Source,
    SourceKept,
    Stage,
    StoriesMerged,
    StoryUpdated,
    Tagged,
    without_text,
)
from nutgraf.store.protocol import Store
from nutgraf.store.sql import open_store
from nutgraf.store.write.fold import fold
from nutgraf.store.write.removing import TakesOut


def fill(store: Store, *changes: Change, hours: float = 0) -> int:
    return store.apply(changes, at(hours))


def ids(articles: Sequence[Article]) -> list[str]:
    return [one.id for one in articles]


# ---------------------------------------------------------------- the log


def test_an_empty_store_answers(store: Store) -> None:
    answers: list[object] = [
        store.pending(),
        list(store.captures()),
        list(store.window(at(0))),
        list(store.all_articles()),
        store.known(["a"]),
        store.articles(["a"]),
        store.articles([]),
        store.stories(),
        store.stories_of(["a"]),
        store.sources(),
        store.changes(),
        store.search("harbour"),
        store.latest(3),
        store.last_look(),
    ]
    assert not any(answers)
    assert store.story_count() == 0
    assert store.apply([], NOON) == 0


def test_each_change_is_a_row_of_the_log(store: Store) -> None:
    first = article("a")
    changes = reported(first)
    assert fill(store, *changes) == 5
    assert fill(store, Released(article="a", released=True, by="editor"), hours=1) == 6
    log = store.changes()
    assert [row.number for row in log] == [1, 2, 3, 4, 5, 6]
    assert {row.at for row in log[:5]} == {NOON}
    assert log[5].at == at(1)
    assert log[1].change == changes[1]
    assert log[3].change == changes[3]
    assert log[5].change == Released(article="a", released=True, by="editor")


def test_the_log_keeps_no_bodies_and_no_fingerprints(store: Store) -> None:
    fill(store, taken("c"), added(article("a")), revised(article("a", 1)))
    assert [row.change for row in store.changes()] == [
        CaptureTaken(capture=capture("c", body=b"")),
        replace(added(article("a")), prepared=replace(added(article("a")).prepared, fingerprint=Fingerprint())),
        replace(revised(article("a", 1)), prepared=replace(added(article("a", 1)).prepared, fingerprint=Fingerprint())),
    ]


def test_the_log_is_read_in_pages(store: Store) -> None:
    fill(store, *(taken(f"c{i}") for i in range(7)))
    assert [row.number for row in store.changes(after=2, limit=3)] == [3, 4, 5]
    assert store.changes(after=7) == []


def test_every_kind_of_change_can_be_applied() -> None:
    folded = {kind for kind in fold.registry if kind is not object}
    assert folded | set(get_args(TakesOut)) == set(get_args(Change))
    assert folded.isdisjoint(get_args(TakesOut))


def test_a_closed_store_opened_again_has_everything(store: Store, store_url: str) -> None:
    fill(store, *reported(article("a")))
    again = open_store(store_url)
    assert again.article("a") == store.article("a")
    assert again.changes() == store.changes()
    again.close()


# ---------------------------------------------------------------- captures and sources


def test_captures_are_pending_in_order_of_arrival_until_decided(store: Store) -> None:
    fill(store, taken("z", 3), taken("a", 5))
    fill(store, taken("m", 1))
    assert [one.id for one in store.pending()] == ["z", "a", "m"]
    assert [one.id for one in store.pending(limit=1)] == ["z"]
    assert [one.id for one in store.pending(after="z")] == ["a", "m"]
    assert [one.id for one in store.pending(after="never taken")] == ["z", "a", "m"]
    fill(store, CaptureDecided(capture="a", outcome="rejected", reason="empty", detail="no text"))
    assert [one.id for one in store.pending()] == ["z", "m"]
    assert [one.id for one in store.captures()] == ["z", "a", "m"]


def test_a_capture_comes_back_as_it_was_taken(store: Store) -> None:
    related = Entry(id="r", title="\x00 odd \U0001f600", published=datetime(1969, 7, 20, 20, 17, 40, 1, tzinfo=UTC))
    whole = capture(
        "<urn:uuid:1>",
        body=bytes(range(256)) * 50,
        status=404,
        content_type="text/html; x",
        charset="koi8-r",
        source="s",
        entry=Entry(url="u", tags=("ä",), extras=RecordExtras(related=(related,), released=False)),
    )
    fill(store, CaptureTaken(capture=whole), CaptureTaken(capture=capture("empty", body=b"")))
    assert store.capture("<urn:uuid:1>") == whole
    assert list(store.captures()) == store.pending() == [whole, capture("empty", body=b"")]
    assert store.has_capture("empty")
    assert not store.has_capture("\x00")
    with pytest.raises(NotFound, match="nothing: no capture has this id"):
        store.capture("nothing")


def test_what_is_stored_already_is_not_written_again(store: Store) -> None:
    kept = Source(id="s", url="https://news.example/feed", etag='"1"', due=NOON)
    decided = CaptureDecided(capture="c", outcome="added", article="a")
    assert fill(store, taken("c"), taken("c"), SourceKept(source=kept), SourceKept(source=kept), decided, decided) == 3
    assert fill(store, taken("c", 9), SourceKept(source=kept), decided, hours=1) == 3
    assert store.capture("c") == capture("c")
    assert store.pending() == []
    assert len(store.changes()) == 3


def test_a_capture_can_be_decided_anew(store: Store) -> None:
    fill(store, taken("c"), CaptureDecided(capture="c", outcome="rejected", reason="crashed"))
    assert fill(store, CaptureDecided(capture="c", outcome="added", article="a")) == 3


def test_sources_are_kept_as_they_are_now_by_url(store: Store) -> None:
    one, other = (Source(id=i, url=f"https://{i}.example/", kind="sitemap") for i in ("b", "a"))
    fill(store, SourceKept(source=one), SourceKept(source=other))
    failed = replace(one, failures=3, error="no answer", checked=NOON)
    fill(store, SourceKept(source=failed))
    assert store.sources() == [other, failed]


# ---------------------------------------------------------------- articles


def test_an_article_is_filed_with_all_that_was_decided(store: Store) -> None:
    whole = article(
        "a",
        modified=at(2),
        images=(Image(url="i", width=3),),
        kind="opinion",
        paywalled=True,
        extras=RecordExtras(category="x", prints_web_url=False),
    )
    fill(store, *reported(article("original")), *reported(whole, "original"), linked("a", "original"))
    fill(store, Released(article="a", released=True, by="rule"))
    assert store.article("a") == Filed(
        article=whole,
        quality=score(20),
        quotes=QUOTES,
        story="original",
        joined=joined("a", "original").reasons,
        copy=linked("a", "original").link,
        released=True,
    )
    assert store.copies("original") == ["a"]
    assert store.copies("a") == []


def test_articles_come_in_the_order_asked(store: Store) -> None:
    fill(store, *(added(article(name)) for name in "abc"))
    assert ids([one.article for one in store.articles(["c", "nothing", "a", "c"])]) == ["c", "a", "c"]
    with pytest.raises(NotFound, match="nothing: no article has this id"):
        store.article("nothing")


def test_more_ids_than_a_statement_can_name(store: Store) -> None:
    many = [f"{i:04}" for i in range(1200)]
    fill(store, *(added(article(one)) for one in many))
    assert ids([one.article for one in store.articles(many[::-1])]) == many[::-1]
    assert len(store.known(many)) == 1200


def test_all_articles_newest_publication_first_undated_by_when_seen(store: Store) -> None:
    dated = {"b": at(5), "a": at(5), "old": at(-99)}
    fill(store, *(added(article(name, published=when)) for name, when in dated.items()))
    fill(store, added(article("undated", 2, published=None)))
    assert ids([one.article for one in store.all_articles()]) == ["a", "b", "undated", "old"]


def test_what_deciding_needs_is_known_without_the_text(store: Store) -> None:
    fill(store, *reported(article("a")), *reported(article("b"), "a"), linked("b", "a"), revised(article("b", 1), 2))
    assert store.known(["b", "nothing"]) == {
        "b": Known(
            article=replace(article("b", 1), text=""),
            fingerprint=FINGERPRINT,
            quality=score(50),
            number=2,
            story="a",
            copy=linked("b", "a").link,
            added=at(0),
        )
    }


def test_how_a_text_is_built_goes_where_the_text_goes(store: Store) -> None:
    built = replace(
        article("a"),
        passages=(Passage(kind="heading", start=0, end=4, level=2),),
        links=(Link(start=0, end=4, url="https://tide.example/"),),
        posts=(Post(start=0, end=4, at=at(0), title="One"),),
    )
    fill(store, *reported(built))
    assert store.article("a").article == built
    assert store.revisions("a")[0].article == built
    bare = replace(built, text="", passages=(), links=(), posts=())
    assert [known.article for known in (*store.known(["a"]).values(), *store.window(at(-1)))] == [bare, bare]


def test_an_article_written_before_its_structure_was_kept_is_read() -> None:
    written = msgspec.json.encode(article("a"))
    assert b"passages" not in written
    assert msgspec.json.decode(written, type=Article).passages == ()


def test_the_window_is_what_was_added_since_in_order_of_arrival(store: Store) -> None:
    fill(store, added(article("c", 1)), added(article("old", 0)), added(article("a", 2)))
    fill(store, revised(article("old", 3)), revised(article("c", 4)))
    known = list(store.window(at(1)))
    assert ids([one.article for one in known]) == ["c", "a"]
    assert known[0].number == 2
    assert store.latest(2) == [at(2), at(1)]
    assert list(store.window(at(2) + timedelta(microseconds=1))) == []


def test_the_window_holds_stories_as_a_whole(store: Store) -> None:
    fill(store, *reported(article("a", 0)), *reported(article("other", 0)), *reported(article("b", 5), "a"))
    assert ids([one.article for one in store.window(at(4))]) == ["a", "b"]


def test_pages_to_look_at_again_come_by_when_their_state_was_seen(store: Store) -> None:
    fill(store, added(article("c", 1)), added(article("old", 0)), added(article("a", 2)))
    fill(store, revised(article("old", 3)))
    assert store.looks(at(2), 6) == [Look(article="a", seen=at(2)), Look(article="old", seen=at(3))]


def test_looks_at_a_page_are_counted_for_the_state_they_were_at(store: Store) -> None:
    fill(store, added(article("a", 0)), added(article("b", 0)))
    for steps in (1, 2):
        fill(store, PagesLookedAt(looks=(Look(article="a", seen=at(0), steps=steps),)))
    assert [look.steps for look in store.looks(at(0), 6)] == [2, 0]
    assert [look.article for look in store.looks(at(0), 2)] == ["b"]
    fill(store, revised(article("a", 3)))
    assert store.looks(at(1), 2) == [Look(article="a", seen=at(3))]


def test_what_captures_said_is_known_again(store: Store) -> None:
    for name in ("one", "two"):
        fill(store, CaptureTaken(capture=replace(capture(name), turn=f"turn {name}", said=("x", name))))
    assert store.given(["x", "one", "three"]) == {"x", "one"}
    assert store.given([]) == set()
    assert (store.turn("one"), store.turn("three")) == ("turn one", None)


def test_a_window_left_half_read_holds_nothing_up(store: Store) -> None:
    fill(store, *(added(article(str(i))) for i in range(500)))
    window = store.window(at(-1))
    next(window)
    fill(store, added(article("more")))
    assert len(list(window)) == 499
    next(store.window(at(-1)))
    fill(store, added(article("and more")))


def test_what_is_listed_is_the_article_without_what_lists_do_not_show(store: Store) -> None:
    for name in ("a", "b"):
        fill(store, *reported(article(name)), Tagged(article=name, tags=(tag("Ports"),)))
    whole = store.articles(["b", "nothing", "a", "b"])
    assert [one.article.text != "" and one.quotes != () for one in whole] == [True] * 3
    expected = [replace(one, article=without_text(one.article), quotes=()) for one in whole]
    assert store.listed(["b", "nothing", "a", "b"]) == expected


def test_revisions_oldest_first(store: Store) -> None:
    states = [article("a", i, title=f"Title {i}") for i in range(3)]
    fill(store, added(states[0]))
    fill(store, revised(states[1], 2), hours=1)
    fill(store, added(article("b")), revised(states[2], 3, ("title", "text")), hours=2)
    assert store.revisions("a") == [
        Revision(article=states[0], number=1, at=at(0)),
        Revision(article=states[1], number=2, at=at(1), changed=("title",)),
        Revision(article=states[2], number=3, at=at(2), changed=("title", "text")),
    ]
    assert store.stages("a") == [
        Stage(number=one.number, at=one.at, changed=one.changed) for one in store.revisions("a")
    ]
    assert store.article("a").article == states[2]
    assert store.article("a").revisions == 3
    for read in (store.revisions, store.stages):
        with pytest.raises(NotFound, match="nothing: no article has this id"):
            read("nothing")


def test_a_copy_link_is_replaced_and_taken_back(store: Store) -> None:
    fill(store, *(added(article(name)) for name in "abc"), linked("c", "a"))
    fill(store, linked("c", "b"))
    assert (store.copies("a"), store.copies("b")) == ([], ["c"])
    fill(store, CopyUnlinked(article="c", quality=score(77)))
    assert store.copies("b") == []
    assert store.article("c").copy is None
    assert store.article("c").quality == score(77)


def test_what_an_editor_released_no_rule_takes_back(store: Store) -> None:
    fill(store, added(article("a")), Released(article="a", released=True, by="rule"))
    fill(store, Released(article="a", released=False, by="record"))
    assert not store.article("a").released
    fill(store, Released(article="a", released=True, by="editor"))
    last = fill(store, Released(article="a", released=False, by="rule"))
    assert store.article("a").released
    assert len(store.changes()) == last == 4
    fill(store, Released(article="a", released=False, by="editor"))
    assert not store.article("a").released


# ---------------------------------------------------------------- times


@pytest.mark.parametrize(
    "time",
    [
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        datetime(2024, 2, 29, 23, 59, 59, 1, tzinfo=timezone(timedelta(hours=5, minutes=45))),
        datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ],
)
def test_times_are_exact(store: Store, time: datetime) -> None:
    store.apply([added(article("a", published=time, seen=time))], time)
    assert store.article("a").article.published == time
    assert store.latest(3) == [time]
    assert store.changes()[0].at == time
    assert [one.article.id for one in store.window(time)] == ["a"]


# ---------------------------------------------------------------- stories


def test_stories_by_heat_or_by_their_latest_report(store: Store) -> None:
    hot = story("hot", hours=1, rank=9.5)
    new = story("new", hours=2, rank=3)
    tied = story("tied", hours=2, rank=9.5)
    fill(store, *(StoryUpdated(story=one) for one in (hot, new, tied)))
    assert store.stories() == [tied, hot, new]
    assert store.stories(order="latest") == [tied, new, hot]
    assert store.stories(limit=1, offset=1) == [hot]
    assert store.stories(limit=0) == store.stories(offset=10**30) == store.stories(limit=-1) == []
    assert store.story_count() == 3


def test_a_story_is_as_it_was_last_updated(store: Store) -> None:
    fill(store, StoryUpdated(story=story("s", rank=1)))
    later = story("s", ["s", "b"], 5, title="Now more")
    fill(store, StoryUpdated(story=later))
    assert store.story("s") == later
    assert store.story_count() == 1
    with pytest.raises(NotFound, match="nothing: no story has this id"):
        store.story("nothing")


def test_stories_of_articles(store: Store) -> None:
    fill(store, *reported(article("a")), *reported(article("b")), *reported(article("c"), "a"), added(article("d")))
    assert store.stories_of(["a", "c", "d", "nothing"]) == {"a": story("a")}
    assert set(store.stories_of(["b", "c"])) == {"a", "b"}


def test_a_merge_moves_the_articles_and_leaves_an_alias(store: Store) -> None:
    fill(store, *reported(article("a")), *reported(article("b")), *reported(article("c"), "b"))
    fill(store, StoriesMerged(kept="a", gone="b"), StoryUpdated(story=story("a", ["a", "b", "c"])))
    assert store.story("b") == store.story("a") == story("a", ["a", "b", "c"])
    assert store.story_count() == 1
    assert {store.article(name).story for name in "abc"} == {"a"}
    assert store.article("c").joined == joined("c", "b").reasons


def test_aliases_of_a_story_that_goes_lead_on(store: Store) -> None:
    fill(store, *(change for name in "abc" for change in reported(article(name))))
    fill(store, StoriesMerged(kept="b", gone="c"))
    fill(store, StoriesMerged(kept="a", gone="b"))
    assert store.story("c") == store.story("b") == store.story("a") == story("a")


def test_a_story_that_was_gone_can_be_kept_again(store: Store) -> None:
    fill(store, *reported(article("a")), *reported(article("b")), StoriesMerged(kept="a", gone="b"))
    fill(store, StoryUpdated(story=story("b")), StoriesMerged(kept="b", gone="a"))
    assert store.story("a") == store.story("b") == story("b")


def test_a_merge_among_other_changes_takes_effect_in_its_turn(store: Store) -> None:
    fill(store, *reported(article("a")), *reported(article("b")))
    fill(
        store,
        *reported(article("moved"), "b"),
        StoriesMerged(kept="a", gone="b"),
        added(article("later")),
        joined("later", "b"),
        StoryUpdated(story=story("b", ["later"])),
    )
    assert store.article("moved").story == store.article("b").story == "a"
    assert store.article("later").story == "b"
    assert store.story("b") == story("b", ["later"])
