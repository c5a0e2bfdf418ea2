from threading import Event, Thread

import pytest
from builders import NOON, article, at, reported

from nutgraf.store.protocol import Store
from nutgraf.store.sql import open_store


@pytest.mark.slow
def test_reading_goes_on_while_writing(store: Store) -> None:
    store.apply(reported(article("0")), NOON)
    done, wrong = Event(), []

    def read() -> None:
        while not done.is_set():
            try:
                newest = max((row.number for row in store.changes(limit=10_000)), default=0)
                assert newest % 5 == 0, "half a transaction was seen"
                assert len(list(store.window(at(-1)))) >= newest // 5
                assert store.search("harbour")
                assert store.stories()
            except BaseException as e:
                wrong.append(e)
                raise

    readers = [Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for i in range(1, 40):
        store.apply(reported(article(str(i))), NOON)
    done.set()
    for reader in readers:
        reader.join()
    assert not wrong


def test_two_writers_take_turns(store: Store, store_url: str) -> None:
    other = open_store(store_url)

    def write(to: Store, names: range) -> None:
        for i in names:
            to.apply(reported(article(str(i))), NOON)

    thread = Thread(target=write, args=(other, range(100, 130)))
    thread.start()
    write(store, range(30))
    thread.join()
    other.close()
    assert [row.number for row in store.changes()] == list(range(1, 301))
    written = sorted(map(str, [*range(30), *range(100, 130)]))
    assert sorted(filed.article.id for filed in store.all_articles()) == written
    assert sorted(story.id for story in store.stories(limit=1000)) == written
