"""What quotations mean: kept for stories in several languages, and no longer than the quotations are these."""

from builders import added, article, fill, joined, reported, revised, story

from nutgraf.records import ArticleAdded, QuotesMeant, Removed, StoriesMerged, StoryUpdated
from nutgraf.store.protocol import Store

SEVERAL = StoryUpdated(story=story("a", ["a", "b"], languages=("de", "en")))
MEANT = {"a": (b"\x01\xff", b""), "b": ()}


def filled(store: Store) -> int:
    """Puts two articles of a story in two languages there; the number of the last change."""
    return fill(store, *reported(article("a")), *reported(article("b", language="de"), "a"), SEVERAL)


def due(store: Store) -> list[str]:
    return [one.id for one in store.quotes_due()]


def test_those_of_a_story_in_several_languages_are_to_be_told_once(store: Store) -> None:
    until = filled(store)
    assert (due(store), store.quote_meanings(["a", "b"])) == (["a"], {})
    fill(store, QuotesMeant(story="a", until=until, meanings=MEANT))
    assert (due(store), store.quote_meanings(["a", "b", "nothing"])) == ([], MEANT)
    fill(store, SEVERAL)
    assert (due(store), store.quote_meanings(["b"])) == (["a"], {"b": ()})


def test_those_of_one_language_are_not(store: Store) -> None:
    fill(store, *reported(article("a")), StoryUpdated(story=story("b", languages=("en-GB", "en-US"))))
    assert due(store) == []
    filled(store)
    fill(store, StoryUpdated(story=story("a")))
    assert due(store) == []


def test_they_are_asked_for_page_by_page(store: Store) -> None:
    fill(store, *(StoryUpdated(story=story(name, languages=("de", "en"))) for name in "cab"))
    assert [one.id for one in store.quotes_due(2)] == ["a", "b"]
    assert [one.id for one in store.quotes_due(2, after="b")] == ["c"]


def test_a_story_that_changed_meanwhile_stays_due(store: Store) -> None:
    until = filled(store)
    fill(store, SEVERAL)
    fill(store, QuotesMeant(story="a", until=until, meanings=MEANT))
    assert due(store) == ["a"]
    fill(store, QuotesMeant(story="a", until=until + 1))
    assert due(store) == []


def test_a_revised_article_has_others(store: Store) -> None:
    until = filled(store)
    fill(store, QuotesMeant(story="a", until=until, meanings=MEANT))
    fill(store, revised(article("b", 1, language="de", text="Other words."), changed=("text",)), SEVERAL)
    assert (due(store), store.quote_meanings(["a", "b"])) == (["a"], {"a": MEANT["a"]})


def test_a_story_that_became_part_of_another_is_due_no_more(store: Store) -> None:
    filled(store)
    fill(store, StoriesMerged(kept="z", gone="a"))
    assert due(store) == []


def test_a_removed_article_takes_them_along(store: Store) -> None:
    until = filled(store)
    fill(store, QuotesMeant(story="a", until=until, meanings=MEANT))
    fill(store, Removed(article="b", by="article", target="b"))
    fill(store, QuotesMeant(story="a", until=until, meanings={"b": (b"\1",), "never": (b"\1",)}))
    assert store.quote_meanings(["a", "b", "never"]) == {"a": MEANT["a"]}


def test_the_log_keeps_of_which_articles_they_were_told(store: Store) -> None:
    until = filled(store)
    last = fill(store, QuotesMeant(story="a", until=until, meanings=MEANT))
    (row,) = store.changes(after=last - 1)
    assert row.change == QuotesMeant(story="a", until=until, meanings={"a": (), "b": ()})
    assert store.decided(after=last - 1) == []


def test_in_one_transaction_the_last_word_counts(store: Store) -> None:
    one = added(article("a"))
    assert isinstance(one, ArticleAdded)
    told = QuotesMeant(story="a", until=99, meanings={"a": (b"\1",)})
    fill(store, told, one, joined("a", "a"), SEVERAL, told, SEVERAL)
    assert (due(store), store.quote_meanings(["a"])) == (["a"], told.meanings)
    fill(store, told, one)
    assert (due(store), store.quote_meanings(["a"])) == ([], {})
