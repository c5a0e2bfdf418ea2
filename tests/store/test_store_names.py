"""What articles are called by: filed with a state or alone, found by it, gone with the article."""

from typing import TypeVar

from builders import added, article, at, revised
from msgspec.structs import replace

from nutgraf.records import ArticleAdded, ArticleRevised, Bearer, Change, Name, Named, Removed
from nutgraf.store.protocol import Store

T = TypeVar("T", ArticleAdded, ArticleRevised)

OWN, REACHED, GIVEN = (
    Name(key="k1", kind="address"),
    Name(key="k2", kind="reached"),
    Name(key="k3", kind="given"),
)


def called(change: T, *names: Name) -> T:
    return replace(change, prepared=replace(change.prepared, names=names))


def fill(store: Store, *changes: Change) -> None:
    store.apply(changes, at(0))


def test_nobody_bears_a_name_that_was_never_filed(store: Store) -> None:
    assert store.bearers([]) == {}
    assert store.bearers(["k1"]) == {}
    assert store.names_of(["a"]) == {}


def test_an_article_is_found_by_each_of_its_names(store: Store) -> None:
    fill(store, called(added(article("a")), OWN, REACHED), added(article("b")))
    assert store.bearers(["k1", "k2", "k3"]) == {
        "k1": Bearer(article="a", kind="address"),
        "k2": Bearer(article="a", kind="reached"),
    }
    assert store.names_of(["a", "b"]) == {"a": [OWN, REACHED]}


def test_names_come_with_a_new_state_and_without_one(store: Store) -> None:
    fill(store, called(added(article("a")), OWN))
    fill(store, called(revised(article("a", 1)), REACHED))
    fill(store, Named(article="a", names=(GIVEN,)))
    assert store.names_of(["a"]) == {"a": [OWN, REACHED, GIVEN]}
    assert [type(row.change) for row in store.changes()] == [ArticleAdded, ArticleRevised, Named]
    assert not any(isinstance(row.change, Named) for row in store.decided())


def test_a_name_is_of_the_article_that_was_given_it_last(store: Store) -> None:
    fill(store, called(added(article("a")), GIVEN), called(added(article("b")), GIVEN))
    assert store.bearers(["k3"]) == {"k3": Bearer(article="b", kind="given")}
    assert store.names_of(["a", "b"]) == {"b": [GIVEN]}


def test_what_is_removed_has_no_names_and_gets_none(store: Store) -> None:
    fill(store, called(added(article("a")), OWN), called(added(article("b")), REACHED))
    fill(store, Removed(article="a", by="article", target="a"), Named(article="a", names=(GIVEN,)))
    assert store.bearers(["k1", "k2", "k3"]) == {"k2": Bearer(article="b", kind="reached")}
    assert store.removed(["a"]) == {"a"}


def test_more_names_are_asked_for_than_a_statement_takes(store: Store) -> None:
    names = [Name(key=f"n{number}", kind="reached") for number in range(1200)]
    fill(store, called(added(article("a")), *names))
    assert len(store.bearers([name.key for name in names])) == len(store.names_of(["a"])["a"]) == 1200
