"""Laws 4 and 6 over generated streams of captures, and that the order in which they came decides nothing."""

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from copied_stores import another
from deciding import NOW, FullStore
from hypothesis import given, settings
from hypothesis import strategies as st
from killing import left_by
from msgspec.structs import replace
from streams import DAYS, captures

from nutgraf.config import Grouping, Publishing, Settings
from nutgraf.errors import StoreError
from nutgraf.publish.site import publish
from nutgraf.records import Capture, Change
from nutgraf.run import ingest
from nutgraf.run.follow import open_window
from nutgraf.run.ingest import settle, take
from nutgraf.run.turns import end_of, tick, turn
from nutgraf.store.protocol import Store

HOW = Settings(grouping=Grouping(window_days=DAYS, meaning=False))
LOOKS = 3  # articles between second looks, so that there are some in a short stream
MOST = 10**6


@pytest.fixture(autouse=True, scope="module")
def looks() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest, "LOOK_EVERY", LOOKS)
        yield


@st.composite
def rounds(draw: st.DrawFn) -> list[list[Capture]]:
    """A stream in ticks: what each round of collecting took, each capture with its turn."""
    stream = draw(captures())
    cuts = sorted(draw(st.sets(st.integers(1, len(stream)), max_size=3)) | {len(stream)})
    found, start = [], 0
    for number, end in enumerate(cuts):
        of = tick(NOW + timedelta(hours=number))
        found.append([replace(one, turn=turn(of, one.url or "", place)) for place, one in enumerate(stream[start:end])])
        start = end
    return found


def put(store: Store, stream: Sequence[Capture]) -> None:
    for _ in take(store, stream):
        pass


def decide(store: Store) -> None:
    for _ in settle(store, open_window(store, HOW)):
        pass


def told(store: Store) -> list[Change]:
    """All that was decided, in order."""
    return [row.change for row in store.decided(limit=MOST)]


def undisturbed(store: Store, stream: Sequence[Sequence[Capture]]) -> list[Change]:
    for one in stream:
        put(store, one)
        decide(store)
    return told(store)


def break_off(store: Store, data: st.DataObject) -> None:
    """Decides a part: as one who is stopped between two decisions, or fails in the middle of one."""
    if data.draw(st.booleans()):
        settling = settle(store, open_window(store, HOW))
        for _ in zip(range(data.draw(st.integers(1, 6))), settling, strict=False):
            pass
        settling.close()  # type: ignore[attr-defined]
    else:
        full = FullStore(store, data.draw(st.integers(0, 4)))
        try:
            for _ in settle(full, open_window(store, HOW)):  # type: ignore[arg-type]
                pass
        except StoreError:
            pass


@pytest.mark.slow
@settings(max_examples=40)
@given(rounds(), st.data())
def test_law_4_broken_off_anywhere_the_same_is_decided(
    empty: Path, stream: list[list[Capture]], data: st.DataObject
) -> None:
    with another(empty) as whole, another(empty) as broken:
        expected = undisturbed(whole, stream)
        for one in stream:
            put(broken, one)
            for _ in range(data.draw(st.integers(0, 4))):
                break_off(broken, data)
            decide(broken)
        assert told(broken) == expected


@pytest.mark.slow
@settings(max_examples=40)
@given(rounds(), st.data())
def test_law_4_a_tick_that_was_not_looked_at_again_is_so_before_the_next(
    empty: Path, stream: list[list[Capture]], data: st.DataObject
) -> None:
    """The process ended after the last decision of a tick, and the next found the captures of another there."""
    with another(empty) as whole, another(empty) as broken:
        expected = undisturbed(whole, stream)
        for one, after in zip(stream, [*stream[1:], []], strict=True):
            put(broken, one)
            settling = settle(broken, open_window(broken, HOW), until=end_of(one[0].turn.partition(" ")[0]))
            for _ in zip(range(data.draw(st.integers(len(one), len(one) + 1))), settling, strict=False):
                pass
            settling.close()  # type: ignore[attr-defined]
            put(broken, after)
        decide(broken)
        assert told(broken) == expected


@pytest.mark.slow
@settings(max_examples=40)
@given(rounds(), st.integers())
def test_the_order_in_which_the_captures_of_a_tick_came_decides_nothing(
    empty: Path, stream: list[list[Capture]], seed: int
) -> None:
    with another(empty) as whole, another(empty) as mixed, TemporaryDirectory() as folder:
        ordered = [sorted(one, key=lambda capture: capture.turn) for one in stream]
        undisturbed(whole, ordered)
        chance = random.Random(seed)  # noqa: S311 - no secret
        undisturbed(mixed, [chance.sample(one, len(one)) for one in ordered])
        assert told(mixed) == told(whole)
        left = left_by(mixed, Path(folder, "mixed"), NOW)
        for what, expected in left_by(whole, Path(folder, "whole"), NOW).items():
            assert left[what] == expected, what


@pytest.mark.slow
@settings(max_examples=25)
@given(rounds())
def test_law_6_publishing_twice_writes_the_same_bytes(empty: Path, stream: list[list[Capture]]) -> None:
    with another(empty) as store, TemporaryDirectory() as folder:
        undisturbed(store, stream)
        written = []
        for place in ("one", "one", "other"):
            publish(store, Path(folder, place), Publishing(release="all"), NOW)
            files = sorted(path for path in Path(folder, place).rglob("*") if path.is_file())
            written.append({str(path.relative_to(Path(folder, place))): path.read_bytes() for path in files})
        assert written[0] == written[1] == written[2]
        assert len(written[0]) > len(list(store.all_articles()))
