"""What must hold of a store whatever is written to it, in whatever pieces, and whenever it is killed."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from builders import NOON, added, article, joined, linked, revised, score, story, tag, taken
from copied_stores import another
from crashing_writer import decide
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from places import ROOT

from nutgraf.errors import NotFound
from nutgraf.records import (
    AffairLink,
    CaptureDecided,
    CaptureReopened,
    Change,
    CopyCut,
    CopyUnlinked,
    ImportBegun,
    ImportEnded,
    ImportUndone,
    Look,
    LookedAgain,
    Name,
    Named,
    PagesLookedAt,
    Placed,
    QuotesMeant,
    Released,
    Removed,
    Source,
    SourceKept,
    SourceRemoved,
    StoriesMerged,
    StoryUpdated,
    Tagged,
)
from nutgraf.store.protocol import Store
from nutgraf.store.sql import open_store

WRITER = ROOT / "tests" / "helpers" / "crashing_writer.py"
KILLS = 5
NAMES = "abc"

names = st.sampled_from(NAMES)
titles = st.sampled_from(["Flood", "Fire", "京都"])
some_changes: st.SearchStrategy[Change] = st.one_of(
    st.builds(taken, names, st.integers(0, 3)),
    st.builds(lambda n, o: CaptureDecided(capture=n, outcome=o), names, st.sampled_from(["added", "rejected"])),
    st.builds(CaptureReopened, capture=names),
    st.builds(lambda n, e: SourceKept(source=Source(id=n, url=n, etag=e)), names, names),
    st.builds(lambda n, c: PagesLookedAt(looks=(Look(article=n, seen=NOON, steps=c),)), names, st.integers(1, 6)),
    st.builds(lambda n, t, h: added(article(n, h, title=t)), names, titles, st.integers(0, 3)),
    st.builds(lambda n, t, h: revised(article(n, h, title=t), h), names, titles, st.integers(2, 5)),
    st.builds(linked, names, names, st.sampled_from([0.5, 1.0])),
    st.builds(lambda n, q: CopyUnlinked(article=n, quality=score(q)), names, st.integers(1, 3)),
    st.builds(lambda n, s, a: replace(joined(n, s), affair=a and AffairLink(of=a)), names, names, st.none() | names),
    st.builds(
        lambda n, h, tongues: StoryUpdated(story=story(n, hours=h, languages=tongues)),
        *(names, st.integers(0, 3), st.sampled_from([("en",), ("de", "en")])),
    ),
    st.permutations(NAMES).map(lambda two: StoriesMerged(kept=two[0], gone=two[1])),
    st.builds(lambda n, k: Named(article=n, names=(Name(key=k, kind="reached"),)), names, names),
    st.builds(LookedAgain, stories=st.integers(1, 3)),
    st.builds(
        lambda s, u, n, m: QuotesMeant(story=s, until=u, meanings={n: (m,)}),
        *(names, st.integers(6, 18), names, st.binary(max_size=3)),
    ),
    st.builds(lambda n, s, o: Placed(article=n, story=s, was=n, apart=tuple(o)), names, names, st.sets(names)),
    st.builds(lambda n, o: CopyCut(article=n, apart=tuple(o)), names, st.sets(names)),
    st.builds(lambda n, t: Tagged(article=n, tags=(tag(t),)), names, titles),
    st.builds(
        lambda n, r, by: Released(article=n, released=r, by=by),
        names,
        st.booleans(),
        st.sampled_from(["editor", "rule", "record"]),
    ),
    st.builds(
        lambda two, by, heir: Removed(article=two[0], by=by, target="x", heir=two[1] if heir else None),
        st.permutations(NAMES),
        st.sampled_from(["article", "import"]),
        st.booleans(),
    ),
    st.builds(lambda n: SourceRemoved(source=n), names),
    st.builds(lambda n: ImportBegun(paths=(n,), at=NOON, turn="t"), names),
    st.builds(lambda n: ImportEnded(number=n), st.integers(7, 12)),
    st.builds(lambda n: ImportUndone(number=n), st.integers(7, 12)),
)
BEGINNING: list[Change] = [change for name in NAMES for change in (taken(name), added(article(name)))]


def told(store: Store) -> list[object]:
    """All that a store says, but for what became of pending captures, which it says by leaving them out."""
    return [
        store.changes(),
        list(store.captures()),
        store.pending(),
        list(store.window(NOON)),
        list(store.all_articles()),
        store.stories(),
        store.stories(order="latest"),
        store.sources(),
        store.topics(),
        [store.stories(topic=name) for name in ("flood", "京都")],
        [store.copies(name) for name in NAMES],
        store.imports(),
        store.removed(NAMES),
        store.unwatched(NAMES),
        [_or_none(store.revisions, name) for name in NAMES],
        [_or_none(store.story, name) for name in NAMES],
        [store.affair(name) for name in NAMES],
        store.bearers(NAMES),
        store.names_of(NAMES),
        store.quote_meanings(NAMES),
        store.quotes_due(),
        [sorted(hit.article.id for hit in store.search(words)) for words in ("flood", "fire", "京都", "harbour")],
    ]


def _or_none(read: Callable[[str], object], name: str) -> object:
    try:
        return read(name)
    except NotFound as e:
        return type(e)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with everything that the changes can be about, closed."""
    path = tmp_path_factory.mktemp("begun") / "store.db"
    with closing(open_store(f"sqlite:///{path}")) as store:
        store.apply(BEGINNING, NOON)
    return path


@pytest.mark.slow
@given(changes=st.lists(some_changes, max_size=12), cuts=st.sets(st.integers(0, 12)))
@settings(max_examples=20, deadline=None)
def test_changes_come_to_the_same_in_any_pieces(begun: Path, changes: list[Change], cuts: set[int]) -> None:
    with another(begun) as in_pieces, another(begun) as one_by_one:
        for start, end in pairwise([0, *sorted(cuts), len(changes)]):
            in_pieces.apply(changes[start:end], NOON)
        for change in changes:
            one_by_one.apply([change], NOON)
        assert told(in_pieces) == told(one_by_one)


@pytest.mark.slow
@given(changes=st.lists(some_changes, max_size=12))
@settings(max_examples=20, deadline=None)
def test_the_log_replayed_makes_the_same_store(begun: Path, changes: list[Change]) -> None:
    """But for bodies, fingerprints and meanings, which the log leaves out."""
    with another(begun) as store, another(begun) as replayed:
        store.apply(changes, NOON)
        replayed.apply([row.change for row in store.changes(after=len(BEGINNING))], NOON)
        assert replayed.changes() == store.changes()
        assert list(replayed.all_articles()) == list(store.all_articles())
        assert replayed.stories() == store.stories()
        assert (replayed.sources(), replayed.imports()) == (store.sources(), store.imports())
        assert replayed.removed(NAMES) == store.removed(NAMES)
        assert replayed.unwatched(NAMES) == store.unwatched(NAMES)
        assert [one.id for one in replayed.pending()] == [one.id for one in store.pending()]


def test_the_changes_here_are_of_every_kind() -> None:
    assert len(some_changes.branches) == len(get_args(Change))


@pytest.mark.slow
def test_killed_at_any_instant_nothing_is_lost_or_there_twice(new_store_url: str) -> None:
    chance = random.Random(4)  # noqa: S311 - no secret
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    reached = []
    for kill in range(KILLS):
        command: list[str] = [sys.executable, str(WRITER), new_store_url]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as writer:  # noqa: S603
            # The first is killed while it starts and creates the tables.
            if kill and writer.stdout:
                writer.stdout.readline()
            time.sleep(chance.uniform(0.1, 0.6))
            assert writer.poll() is None, "the writer stopped by itself"
            writer.kill()
        with closing(open_store(new_store_url)) as store:
            check(store)
            reached.append(len(store.changes(limit=10**6)))
    assert reached == sorted(reached)
    assert reached[-1] > reached[1], "nothing was written after a kill"
    with closing(open_store(new_store_url)) as store:
        for waiting in store.pending():
            decide(store, waiting)
        assert store.pending() == []
        check(store)


def check(store: Store) -> None:
    """Everything taken is there once, and is either pending or decided as a whole."""
    captures = [one.id for one in store.captures()]
    assert captures == [f"c{i}" for i in range(len(captures))]
    assert all(one.body == b"x" * 5000 for one in store.captures())
    waiting = [one.id for one in store.pending(limit=10**6)]
    decided = [one.replace("c", "a") for one in captures if one not in waiting]
    filed = list(store.all_articles())
    assert sorted(one.article.id for one in filed) == sorted(decided)
    assert all(one.story == one.article.id and one.revisions == 1 for one in filed)
    assert all(len(store.revisions(one)) == 1 for one in decided[-3:])
    assert store.story_count() == len(decided)
    log = store.changes(limit=10**6)
    assert [row.number for row in log] == list(range(1, len(log) + 1))
    # Of the five changes of an article one is its capture, which was taken before.
    assert len(log) == len(captures) + 4 * len(decided)
