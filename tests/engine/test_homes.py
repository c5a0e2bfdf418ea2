"""Which stories hold the most of an article's terms, while articles come and go."""

from array import array

from nutgraf.engine.likeness.search import Holders
from nutgraf.engine.window.homes import Homes


def _holders(*terms: tuple[list[int], int]) -> Holders:
    articles = array("I", [article for several, _ in terms for article in several])
    return Holders(articles, [len(several) for several, _ in terms], [worth for _, worth in terms])


def _homes(first: int, stories: list[str]) -> Homes:
    homes = Homes()
    held: list[int] = []
    for article, story in enumerate(stories, first):
        held.append(article)
        homes.put(article, story, held)
        homes.count(story, 1)
    return homes


def test_a_large_story_must_hold_more_of_the_terms() -> None:
    homes = _homes(0, ["large", "small", "large", "large"])
    assert homes.promising(_holders(([0, 1], 4)), 2) == ["small", "large"]
    assert homes.promising(_holders(([0, 1, 2, 3], 4)), 1) == ["large"]
    assert homes.promising(_holders(), 3) == []


def test_of_equals_the_greatest_id_goes_first_as_far_as_there_is_room() -> None:
    assert _homes(0, list("abcde")).promising(_holders(([0, 1, 2, 3, 4], 9)), 2) == ["e", "d"]


def test_numbers_of_articles_grow_without_end() -> None:
    homes = Homes()
    for article in range(3_000):
        homes.put(article, f"s{article}", [max(0, article - 9), article])
        homes.count(f"s{article}", 1)
        if article >= 9:
            homes.drop(f"s{article - 9}")
        assert homes.promising(_holders(([article], 1)), 9) == [f"s{article}"]
    assert homes.promising(_holders(([2_993, 2_999], 1)), 9) == ["s2999", "s2993"]
