import pytest

from nutgraf.core.titles import agree, best_title, without_site


@pytest.mark.parametrize(
    ("headings", "headlines", "title_bar", "expected"),
    [
        (["Bridge reopens"], ["Bridge reopens | The Daily"], "Bridge reopens - The Daily", "Bridge reopens"),
        (["The Daily"], ["Bridge reopens"], "Bridge reopens – The Daily", "Bridge reopens"),
        (["The Daily"], [], "Bridge reopens after ten months – The Daily", "Bridge reopens after ten months"),
        (["A better heading"], ["SEO words here"], "SEO words here", "A better heading"),
        (["Local Bridge reopens at last"], ["Bridge reopens at last"] * 2, "", "Bridge reopens at last"),
        ([], [], "Home | Bridge reopens after ten months", "Bridge reopens after ten months"),
        ([], [], "", ""),
    ],
)
def test_best_title(headings: list[str], headlines: list[str], title_bar: str, expected: str) -> None:
    assert best_title(headings, headlines, title_bar, ["The Daily"]) == expected


def test_a_second_level_heading_serves_where_the_title_bar_has_it() -> None:
    assert (
        best_title(["My blog", "Archive"], [], "My blog: Ten ways to cook", [], ["About", "Ten ways to cook"])
        == "Ten ways to cook"
    )


def test_site_names_go_only_from_the_ends() -> None:
    assert without_site("The Daily - how it began - The Daily", {"thedaily"}) == "how it began"
    assert without_site("Why The Daily closes", {"thedaily"}) == "Why The Daily closes"


def test_agreement() -> None:
    assert agree("Bridge reopens", "Bridge reopens after ten months")
    assert not agree("Bridge reopens", "Weather")
