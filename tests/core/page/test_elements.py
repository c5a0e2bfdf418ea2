"""Elements that are asked for by their tags and relations, and how much of a box's text is read."""

import pytest

from nutgraf.core.page.linked_data import nodes_in
from nutgraf.core.page.parsed import Page, beginning_of, text_of

PAGE = """<link rel="Canonical alternate" href="/a"><link rel="canonical"><h2>One</h2>
<h1>Two</h1><a rel="tag nofollow" href="/t">Pier</a><a rel="CATEGORY" href="/c">Coast</a><h2>Three</h2>"""


def test_elements_of_several_tags_are_in_the_order_of_the_page() -> None:
    elements = Page(PAGE).elements
    assert [node.text() for node in elements.matching("h1, h2")] == ["One", "Two", "Three"]
    assert [node.text() for node in elements.tagged("h2")] == ["One", "Three"]
    assert elements.tagged("time") == []


def test_links_are_found_by_their_relations_in_any_case() -> None:
    elements = Page(PAGE).elements
    assert [node.text() for node in elements.related("tag", "category")] == ["Pier", "Coast"]
    assert elements.related("license") == []
    assert {relation: len(nodes) for relation, nodes in elements.linked.items()} == {"canonical": 1, "alternate": 1}


@pytest.mark.parametrize(
    "markup",
    [
        "Ferry stays",
        "Ferry <b>stays</b><script>no</script> at   its <ruby>pier<rt>peer</rt></ruby>" * 30,
        "&amp;amp;&amp;quot;" * 400,
        "fer\u00adry " * 200,
    ],
)
@pytest.mark.parametrize("enough", [0, 5, 100, 600])
def test_the_beginning_of_a_text_is_all_of_it_or_longer_than_was_asked_for(markup: str, enough: int) -> None:
    box = Page(f"<div id=box>{markup}</div>").tree.css_first("#box")
    assert box is not None
    whole, begin = text_of(box), beginning_of(box, enough)
    assert begin == whole or (len(begin) > enough and whole.startswith(begin.rstrip()))


def test_nodes_of_linked_data_are_in_order_and_those_of_other_articles_are_known() -> None:
    script = '{"@graph": [{"name": "a", "hasPart": [{"name": "b"}]}, {"name": "c", "mainEntity": {"name": "d"}}]}'
    found = [(node.get("name"), is_own) for node, is_own in nodes_in([script])]
    assert found == [(None, True), ("a", True), ("b", False), ("c", True), ("d", True)]


def test_what_lies_too_deep_in_linked_data_is_not_the_pages_own() -> None:
    script = '{"mainEntity":' * 20 + "{}" + "}" * 20
    assert [is_own for _, is_own in nodes_in([script])] == [True] * 12 + [False] * 9
