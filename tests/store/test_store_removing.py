"""What a store keeps of what was removed: that it was there, and under which ids it stays away."""

import pytest
from builders import (
    NOON,
    added,
    article,
    at,
    capture,
    fill,
    joined,
    linked,
    prepared,
    reported,
    revised,
    story,
    tag,
    taken,
)
from msgspec.structs import replace

from nutgraf.errors import Gone, NotFound
from nutgraf.records import (
    AffairLink,
    ArticleAdded,
    CaptureDecided,
    CaptureTaken,
    CopyUnlinked,
    Entry,
    ImportBegun,
    ImportEnded,
    ImportUndone,
    Placed,
    Released,
    Removed,
    RemovedBy,
    Score,
    Source,
    SourceKept,
    SourceRemoved,
    StoriesMerged,
    StoryUpdated,
    Tagged,
)
from nutgraf.store.protocol import Store


def removed(of: str, by: RemovedBy = "article", **fields: object) -> Removed:
    return Removed(**{"article": of, "by": by, "target": of, **fields})  # type: ignore[arg-type]


def told(store: Store) -> str:
    """All that the log and the captures say, as one text."""
    return repr([store.changes(limit=10_000), list(store.captures())])


# ---------------------------------------------------------------- an article


def test_what_is_removed_is_nowhere(store: Store) -> None:
    fill(store, *reported(article("a", topics=("Ports",))), *reported(article("b")), linked("b", "a"))
    fill(store, Tagged(article="a", tags=(tag("Harbours"),)), Released(article="a", released=True, by="editor"))
    fill(store, Placed(article="a", story="a", was="a"), revised(article("a", 1, title="The harbour burns")))
    fill(store, removed("a"), CopyUnlinked(article="b", quality=Score(total=1)))
    assert [filed.article.id for filed in store.all_articles()] == ["b"]
    assert [hit.article.id for hit in store.search("harbour")] == ["b"]
    assert store.search("burns") == []
    assert [one.id for one in store.stories()] == ["b"]
    assert (store.topics(), store.copies("a"), store.known(["a"]), store.members(["a"])) == ([], [], {}, [])
    assert [known.article.id for known in store.window(NOON)] == ["b"]
    for read in (store.article, store.revisions, store.story):
        with pytest.raises(Gone, match="was removed"):
            read("a")
    assert store.removed(["a", "b"]) == {"a"}


def test_its_words_are_gone_from_the_log_and_from_its_captures(store: Store) -> None:
    page = capture("capture-of-a", body=b"<p>Secret", entry=Entry(title="Secret", content="Secret"))
    secret = article("a", title="Secret", text="Secret", excerpt="Secret", authors=("Secret",), tags=("Secret",))
    fill(store, CaptureTaken(capture=page), *reported(secret), StoryUpdated(story=story("a", title="Secret")))
    fill(store, revised(replace(secret, title="Secret too")), StoryUpdated(story=story("a", title="Secret too")))
    fill(store, StoryUpdated(story=story("b", ["b", "c"], title="Secret")))
    assert told(store).count("Secret") > 10
    fill(store, removed("a", digests={"text": "0123"}))
    assert told(store).count("Secret") == 1  # of a story that it was never in
    (kept,) = [row.change for row in store.changes() if isinstance(row.change, ArticleAdded)]
    was = kept.prepared.article
    assert (was.id, was.capture, was.seen, was.url, was.published) == (
        *("a", secret.capture, secret.seen, secret.url, secret.published),
    )
    (empty,) = store.captures()
    assert (empty.id, empty.at, empty.url, empty.body) == (page.id, page.at, page.url, b"")


def test_it_stays_away_under_all_its_names(store: Store) -> None:
    fill(store, *reported(article("a")), removed("a", also=("other",)))
    last = store.last()
    fill(store, added(article("a")), revised(article("a")), joined("a", "a"), linked("a", "b"), removed("a"))
    fill(store, added(article("other")), Tagged(article="a"), Placed(article="a", story="a", was="a"))
    fill(store, Released(article="a", released=True, by="editor"))
    assert store.last() == last
    assert store.removed(["other"]) == {"other"}
    with pytest.raises(Gone):
        store.article("other")


def test_a_capture_of_it_that_comes_again_leaves_no_word(store: Store) -> None:
    fill(store, *reported(article("a")), removed("a"))
    fill(store, CaptureTaken(capture=capture("again", body=b"Secret", entry=Entry(title="Secret"))))
    fill(store, CaptureDecided(capture="again", outcome="rejected", reason="removed"))
    assert "Secret" not in told(store)


def test_where_the_window_ends_does_not_go_back(store: Store) -> None:
    fill(store, *reported(article("a")), *reported(article("b", 9)), removed("b"))
    assert store.latest(2) == [at(9), at(0)]


def test_what_an_undone_import_had_can_come_again(store: Store) -> None:
    fill(store, *reported(article("a")), revised(article("a", 1)), removed("a", "import"))
    with pytest.raises(Gone):
        store.article("a")
    assert store.removed(["a"]) == set()
    fill(store, added(article("a", 2, title="Anew")), joined("a", "a"))
    assert [state.article.title for state in store.revisions("a")] == ["Anew"]
    assert [made.prepared.article.title for made in store.states(["a"])["a"]] == ["Anew"]
    assert [hit.article.id for hit in store.search("anew")] == ["a"]
    fill(store, removed("a"))
    assert store.removed(["a"]) == {"a"}


def test_a_story_goes_on_under_the_id_of_its_heir_with_its_affair(store: Store) -> None:
    fill(store, *reported(article("x")), *reported(article("a"))[:-2])
    fill(store, replace(joined("a", "a"), affair=AffairLink(of="x")), *reported(article("b"), "a"))
    fill(store, StoryUpdated(story=story("a", ["a", "b"], affair="x")))
    fill(store, removed("a", heir="b"), StoriesMerged(kept="b", gone="a", by="editor"))
    fill(store, StoryUpdated(story=story("b", first=at(1), affair="x")))
    assert store.story("a").id == store.story("b").id == "b"
    assert store.known(["b"])["b"].affair == "x"
    affair = store.affair("a")
    assert affair is not None
    assert [chapter.story.id for chapter in affair.chapters] == ["x", "b"]
    fill(store, removed("b"))
    for gone in ("a", "b"):
        with pytest.raises(Gone):
            store.story(gone)
    with pytest.raises(NotFound) as unknown:
        store.story("nothing")
    assert not isinstance(unknown.value, Gone)


def test_an_affair_goes_on_without_the_story_it_began_with(store: Store) -> None:
    fill(store, *reported(article("x")))
    for number, name in enumerate("ab", 1):
        one = article(name, number)
        fill(store, *reported(one)[:-2], replace(joined(name, name), affair=AffairLink(of="x")))
        fill(store, StoryUpdated(story=story(name, hours=number, first=at(number), affair="x")))
    fill(store, removed("x"))
    affair = store.affair("b")
    assert affair is not None
    assert (affair.id, [chapter.story.id for chapter in affair.chapters]) == ("a", ["a", "b"])


# ---------------------------------------------------------------- sources


def test_a_source_is_watched_again_only_when_somebody_names_it(store: Store) -> None:
    source = Source(id="s", url="https://post.example/feed")
    fill(store, SourceKept(source=source), SourceRemoved(source="s"))
    assert (store.sources(), store.unwatched(["s", "t"])) == ([], {"s"})
    last = store.last()
    fill(store, SourceRemoved(source="s"), SourceRemoved(source="unknown"))
    fill(store, SourceKept(source=replace(source, checked=NOON, etag="x")))  # whoever asked it when it was removed
    fill(store, SourceKept(source=replace(source, named_by="page", found_on="p")))
    assert (store.last(), store.sources()) == (last, [])
    fill(store, SourceKept(source=source))
    fill(store, SourceKept(source=replace(source, checked=NOON)))
    assert store.sources() == [replace(source, checked=NOON)]
    assert store.unwatched(["s"]) == set()


def test_what_a_source_brought_is_told_with_what_became_of_it(store: Store) -> None:
    fill(store, CaptureTaken(capture=capture("1", source="s")), CaptureTaken(capture=capture("2", source="S")))
    fill(store, CaptureTaken(capture=capture("3", url="https://news.example/s", turn="t")))
    fill(store, CaptureDecided(capture="1", outcome="same", article="a"))
    (mine,) = store.brought_by(source="s")
    assert (mine.capture, mine.outcome, mine.article) == ("1", "same", "a")
    assert [one.capture for one in store.brought_by(turn="t")] == ["3"]
    assert [one.capture for one in store.brought_to(["a", "b"])] == ["1"]
    assert store.brought_by(source='%"') == []


# ---------------------------------------------------------------- what was imported


def test_an_import_goes_by_the_number_of_its_row(store: Store) -> None:
    begun = ImportBegun(paths=("a", "京都"), at=NOON, turn="t")
    fill(store, taken("x"))
    assert fill(store, begun, taken("y")) == 3
    (one,) = store.imports()
    assert (one.number, one.paths, one.at, one.turn, one.state) == (2, begun.paths, NOON, "t", "open")
    fill(store, ImportEnded(number=2), ImportEnded(number=99))
    assert [one.state for one in store.imports()] == ["ended"]
    fill(store, ImportUndone(number=2), ImportEnded(number=2))
    assert [one.state for one in store.imports()] == ["undone"]


def test_what_an_undone_import_took_can_be_taken_again(store: Store) -> None:
    mine = [capture(name, turn="t", entry=Entry(title="Secret")) for name in ("capture-of-a", "waiting", "rejected")]
    fill(store, ImportBegun(paths=("f",), at=NOON, turn="t"), *(CaptureTaken(capture=one) for one in mine))
    fill(store, taken("elsewhere"), CaptureDecided(capture="rejected", outcome="rejected", reason="empty"))
    fill(store, added(article("a")), CaptureDecided(capture="capture-of-a", outcome="added", article="a"))
    fill(store, removed("a", "import"), ImportUndone(number=1))
    assert [one.id for one in store.captures()] == ["elsewhere"]
    assert "Secret" not in told(store)
    fill(store, *(CaptureTaken(capture=one) for one in mine))
    assert [one.id for one in store.pending()] == ["elsewhere", *(one.id for one in mine)]


def test_what_a_present_article_is_from_stays_taken(store: Store) -> None:
    fill(store, ImportBegun(paths=("f",), at=NOON, turn="t"))
    fill(store, CaptureTaken(capture=capture("capture-of-a", turn="t")), added(article("a")))
    fill(store, CaptureDecided(capture="capture-of-a", outcome="added", article="a"), ImportUndone(number=1))
    assert store.capture(store.article("a").article.capture).body
    assert store.revisions("a")[0].article == prepared(article("a")).article
