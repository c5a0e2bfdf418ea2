"""Whatever is removed and whenever: the tables agree, the window follows, and what is removed stays away."""

from pathlib import Path

import pytest
from copied_stores import another
from deciding import NOW, SHORT, agree, edit
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from removals import FEED, decided_state, removed, undone
from streams import captures

from nutgraf.errors import Gone
from nutgraf.records import Capture, Placed, StoryJoined
from nutgraf.run.follow import open_window
from nutgraf.run.imports import open_import
from nutgraf.run.ingest import settle, take
from nutgraf.run.removing import carry_out, of_source
from nutgraf.store.protocol import Store


def remove(data: st.DataObject, store: Store) -> None:
    """Any removal."""
    ways = ["article", "source"] if store.articles([f.article.id for f in store.all_articles()]) else []
    ways += ["import"] * any(one.state != "undone" for one in store.imports())
    how = data.draw(st.sampled_from([*ways, "nothing"]))
    if how == "article":
        articles = sorted(filed.article.id for filed in store.all_articles())
        removed(store, data.draw(st.sampled_from(articles)))
    elif how == "source":
        carry_out(store, lambda alone: of_source(alone, replace(FEED, id=data.draw(st.sampled_from("st")))), NOW)
    elif how == "import":
        numbers = [one.number for one in store.imports() if one.state != "undone"]
        undone(store, data.draw(st.sampled_from(numbers)))


def check(store: Store, placed: dict[str, str]) -> None:
    """The tables agree with each other; every id leads to a story that is there, or to one that was removed."""
    filed = {one.article.id: one for one in store.all_articles()}
    living = {story.id: story for story in store.stories(1000)}
    members: dict[str | None, set[str]] = {}
    for one in filed.values():
        members.setdefault(one.story, set()).add(one.article.id)
        assert one.copy is None or (one.copy.of in filed and filed[one.copy.of].copy is None)
        assert one.copy is None or one.copy.via is None or one.copy.via in filed
    assert {story.id: set(story.articles) for story in living.values()} == members
    assert all(story.id in story.articles for story in living.values())
    for row in store.changes(limit=10**6):
        for name in [row.change.story] if isinstance(row.change, StoryJoined) else []:
            try:
                assert store.story(name).id in living
            except Gone:
                assert name not in filed
    for article, story in placed.items():
        assert article not in filed or store.story(story).id == filed[article].story


def places(store: Store) -> dict[str, str]:
    """Where editors placed articles that are there; what is removed and comes again was placed by nobody."""
    held = {filed.article.id for filed in store.all_articles() if filed.held}
    rows = [row.change for row in store.changes(limit=10**6)]
    return {one.article: one.story for one in rows if isinstance(one, Placed) and one.article in held}


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(captures(), st.data())
def test_laws_3_and_7_hold_whatever_is_removed_and_whenever(
    empty: Path, stream: list[Capture], data: st.DataObject
) -> None:
    with another(empty) as store:
        following = open_window(store, SHORT)
        for number, capture in enumerate(stream):
            source = data.draw(st.sampled_from(["s", "t", None]))
            importing = open_import(store, [str(number // 2)], NOW)
            new = replace(capture, source=source)
            list(take(store, [new] if source else importing.taking([new])))
            list(settle(store, following))
            for _ in range(data.draw(st.sampled_from([0, 0, 1, 2]))):
                remove(data, store)
            if data.draw(st.booleans()) and store.stories():
                edit(data, store)
            if data.draw(st.booleans()):
                agree(store, following, SHORT)
        agree(store, following, SHORT)
        check(store, places(store))


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(captures(), st.data())
def test_law_2_what_was_removed_comes_again_and_nothing_changes(
    empty: Path, stream: list[Capture], data: st.DataObject
) -> None:
    with another(empty) as store:
        list(take(store, stream))
        list(settle(store, open_window(store, SHORT)))
        gone = data.draw(st.sampled_from(sorted(filed.article.id for filed in store.all_articles())))
        removed(store, gone)
        before = decided_state(store)
        own = [one for one in store.captures() if one.entry is None]
        again = [replace(one, id=f"again-{one.id}") for one in stream if one.id in {mine.id for mine in own}]
        list(take(store, again))
        assert {one.reason for one in settle(store, open_window(store, SHORT))} == {"removed"}
        assert decided_state(store) == before
