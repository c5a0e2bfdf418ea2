"""The nearest meanings among the latest articles."""

from random import Random

import numpy as np
import pytest

from nutgraf.engine.window import meaning_index
from nutgraf.engine.window.meaning_index import MeaningIndex, unit


def _by_hand(held: dict[int, bytes], asked: bytes, most: int) -> list[int]:
    mine = unit(asked)
    assert mine is not None
    latest = sorted(held)[-meaning_index.LATEST :]
    products = [(-float(mine @ vector), number) for number in latest if (vector := unit(held[number])) is not None]
    return [number for product, number in sorted(products)[:most] if product < 0]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("LATEST", 12), ("_SPARE", 3), ("_ROOM", 21)):
        monkeypatch.setattr(meaning_index, name, value)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("seed", range(8))
def test_the_latest_are_searched_whatever_came_and_went_before(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - made-up numbers
    held: dict[int, bytes] = {}
    index = MeaningIndex(held.items)
    for number in range(200):
        held[number] = np.array([random.randrange(-9, 9) for _ in range(4)], dtype=np.int8).tobytes()
        index.put(number, held[number])
        for gone in random.sample(sorted(held), min(len(held), random.choice((0, 0, 1, 2)))):
            meaning = held.pop(gone)
            index.take(gone)
            if random.random() < 0.4:  # revised
                held[gone] = meaning[::-1]
                index.put(gone, held[gone])
        asked = [random.randbytes(4) for _ in range(3)]
        found = index.nearest_of([*map(unit, asked), None], 5)
        assert found == [*(_by_hand(held, one, 5) for one in asked), []]


def test_of_equals_the_first_are_nearest() -> None:
    index = MeaningIndex(list)
    for number in range(20):
        index.put(number, b"\x05\x01")
    assert index.nearest_of([unit(b"\x05\x01")], 3) == [[0, 1, 2]]
