"""Articles as they were decided: what comes back of them, in which order, and when."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from builders import (
    FINGERPRINT,
    QUOTES,
    added,
    article,
    at,
    capture,
    fill,
    joined,
    linked,
    reported,
    revised,
    score,
    tag,
)
from msgspec.structs import replace

from nutgraf.errors import NotFound
from nutgraf.records import (
    Article,
    CaptureTaken,
    CopyUnlinked,
    Filed,
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
    Stage,
    Tagged,
    without_text,
)
from nutgraf.store.protocol import Store


def ids(articles: Sequence[Article]) -> list[str]:
    return [one.id for one in articles]


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
