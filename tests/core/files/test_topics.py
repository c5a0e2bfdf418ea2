from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.core.topics.keywords import Keyword
from nutgraf.core.topics.tagging import ABREAST, Topics, score_of
from nutgraf.core.topics.taxonomy import Topic, read_topic
from nutgraf.errors import InputError
from nutgraf.records import Article, Tag

FILLER = "The council met in the town hall and spoke of nothing that is of any use to this test at all. " * 8


def topic(slug: str, *keywords: str, **fields: Any) -> Topic:  # noqa: ANN401 - the record's own names
    excluded = tuple(Keyword(text=text) for text in fields.pop("excluded", ()))
    name = fields.pop("name", slug.title())
    return Topic(slug=slug, name=name, keywords=tuple(map(_keyword, keywords)), excluded=excluded, **fields)


def _keyword(text: str) -> Keyword:
    language, _, rest = text.rpartition(":")
    return Keyword(text=rest, language=language or None)


def article(title: str = "", text: str = "", **fields: Any) -> Article:  # noqa: ANN401 - the record's own names
    return Article(
        id="a",
        capture="c",
        seen=datetime(2026, 3, 2, tzinfo=UTC),
        **{"title": title, "text": text, "language": "en", **fields},
    )


def tags(topics: list[Topic], one: Article, threshold: float = 2.0) -> dict[str, Tag]:
    return {tag.topic: tag for tag in Topics(topics, threshold).tag(one)}


def parts(tag: Tag) -> list[tuple[str, float, str]]:
    return [(reason.name, reason.value, reason.note) for reason in tag.reasons]


PORTS = topic("ports", "port", "harbour*", "container ship")


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Port shut", "", [("title", 3.0, "port")]),
        ("Ports and a port", "", [("title", 3.0, "port ×2")]),
        ("News", "The harbourmaster left.", [("lead", 2.0, "harbour*")]),
        ("News", f"{FILLER} The port and the ports.", [("text", 2.0, "port ×2")]),
        ("News", f"{FILLER} A port for container ships.", [("text", 1.0, "port"), ("text", 1.0, "container ship")]),
        ("News", f"{FILLER} The port.", None),
        ("News", "Nothing of the kind", None),
        ("", f"Port shut\n{FILLER}", [("title", 3.0, "port")]),
        ("Port shut", f"Port shut\n{FILLER}", [("title", 3.0, "port")]),
    ],
)
def test_each_place_and_word_has_its_part(title: str, text: str, expected: list[tuple[str, float, str]] | None) -> None:
    found = tags([PORTS], article(title, text))
    assert (parts(found["ports"]) if found else None) == expected


def test_the_excerpt_is_read_unless_it_is_the_beginning_of_the_text() -> None:
    text = f"The port is shut. {FILLER}"
    own = tags([PORTS], article("News", text, excerpt="The port is…"))["ports"]
    assert parts(own) == [("lead", 2.0, "port")]
    other = tags([PORTS], article("News", text, excerpt="A harbour, closed"))["ports"]
    assert [reason.note for reason in other.reasons] == ["harbour*", "port"]


def test_the_longer_of_two_keywords_that_overlap_counts() -> None:
    apps = topic("apps", "app", "canvas app", "model driven app", "driven apps")
    found = tags([apps], article("Canvas app, model-driven apps, an app"))["apps"]
    assert sorted(reason.note for reason in found.reasons) == ["app", "canvas app", "model driven app"]


def test_an_article_with_an_excluded_word_is_not_about_the_topic() -> None:
    cats = topic("cats", "jaguar", excluded=["jaguar car*", "xk"])
    assert tags([cats], article("Jaguar seen"))
    assert not tags([cats], article("Jaguar seen", "It was in a Jaguar cars advertisement."))
    assert not tags([cats], article("Jaguar seen", f"{FILLER} The XK is a car."))


def test_a_topic_is_tagged_through_those_under_it() -> None:
    topics = [
        topic("sport", "stadium"),
        topic("water", parents=("Sport",)),
        topic("rowing", "oar", "row*", parents=("water",), excluded=["row over"]),
    ]
    found = tags(topics, article("Oars out", "They rowed past the stadium."))
    assert list(found) == ["sport", "rowing", "water"]
    assert parts(found["sport"]) == [
        ("title", 3.0, "oar (Rowing)"),
        ("lead", 2.0, "stadium"),
        ("lead", 2.0, "row* (Rowing)"),
    ]
    assert found["water"].score == found["rowing"].score == 5.0
    assert list(tags(topics, article("A row over oars in the stadium"))) == ["sport"]


def test_topics_in_a_ring_are_each_over_the_other() -> None:
    ring = [topic("a", "port", parents=("b",)), topic("b", parents=("c",)), topic("c", parents=("a", "c", "nowhere"))]
    assert set(tags(ring, article("Port shut"))) == {"a", "b", "c"}


def test_a_topic_far_behind_another_is_none_of_the_article() -> None:
    topics = [topic("ports", "port", "ship", "crane", "docker"), topic("birds", "crane", "gull", parents=())]
    assert set(tags(topics, article("Crane falls on ship at port as docker looks on"))) == {"ports"}
    assert set(tags(topics, article("Crane falls on gull"))) == {"ports", "birds"}


def test_keywords_of_a_language_count_in_it_and_where_none_is_known() -> None:
    vote = topic("vote", "de:wahl", "poll")
    assert tags([vote], article("Wahl am Sonntag", language="de-AT"))
    assert tags([vote], article("Wahl am Sonntag", language=None))
    assert not tags([vote], article("Wahl am Sonntag", language="en"))
    assert tags([vote], article("Poll am Sonntag", language="de"))


WORDS = ["port", "ports", "ship", "crane", "gull", "town", "row", "rowed", "."]
SOME = [
    topic("ports", "port", "ship*", parents=("trade",)),
    topic("trade", "town", "crane", "port ship", "ship crane town"),
    topic("birds", "crane", "gull", excluded=["ship crane"]),
]


@given(st.lists(st.sampled_from(WORDS), max_size=8), st.lists(st.sampled_from(WORDS), max_size=300))
def test_a_score_is_the_sum_of_its_reasons_and_a_parents_at_least_its_childs(title: list[str], text: list[str]) -> None:
    found = Topics(SOME, 2.0).tag(article(" ".join(title), " ".join(text)))
    assert all(tag.score == score_of(tag.reasons) >= 2.0 for tag in found)
    assert [tag.score for tag in found] == sorted((tag.score for tag in found), reverse=True)
    scores = {tag.topic: tag.score for tag in found}
    assert scores.get("trade", 0) >= scores.get("ports", 0)
    if {"trade", "birds"} <= set(scores):
        assert scores["birds"] >= ABREAST * scores["trade"]


# ---------------------------------------------------------------- a topic's file


def test_a_file_has_keywords_of_all_kinds() -> None:
    read = read_topic("""\
taxonomy: topic
_id: vote
name: Votes and  polls
description: Elections, and what is asked before them.
parent: Politics
parents: [state, Politics]
keywords:
  en: [poll, "elect*"]
  pt-BR: eleição
phrases:
  - polling station
excluded: exit strategy
hashtags:
  - "#Vote #GoVote"
services: {news: x}
""")
    assert (read.slug, read.name, read.parents) == ("vote", "Votes and polls", ("Politics", "state"))
    assert [(k.text, k.language) for k in read.keywords] == [
        ("poll", "en"),
        ("elect*", "en"),
        ("eleição", "pt"),
        ("polling station", None),
        ("Vote", None),
        ("GoVote", None),
    ]
    assert [k.text for k in read.excluded] == ["exit strategy"]
    assert read.description == "Elections, and what is asked before them."


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("keywords: [[a]]", "`keywords` must be a list of texts"),
        ("keywords: {en: {a: b}}", "`keywords.en` must be a list of texts"),
        ("excluded: [{a: b}]", "`excluded` must be a list of texts"),
        ("parents: {a: b}", "`parents` must be a list of texts"),
        ('phrases: ["*x"]', "elsewhere"),
        ('hashtags: ["#"]', "no words"),
        ("keywords: [&a x, *a]", "aliases"),
        ("keywords: [", "not YAML"),
    ],
)
def test_a_wrong_field_is_named(lines: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_topic(f"taxonomy: topic\n_id: a\nname: A\n{lines}\n")
