import pytest

from nutgraf.core.claims import opengraph
from nutgraf.core.claims.claim import Claims
from nutgraf.core.fields.sections import find_section
from nutgraf.core.page.parsed import Page
from nutgraf.records import Entry


@pytest.mark.parametrize(
    ("section", "menu", "expected"),
    [
        ("public-service", "<a href=/news/public-service/>Public Service</a>", "Public Service"),
        ("news/public-service", "<a href=/public-service?a=1>Public Service</a>", "Public Service"),
        ("politik", "<a href=https://daily.example/politik>Politik</a>", "Politik"),
        ("public-service", "<a href=/public-service-jobs>Jobs</a>", "Public service"),
        ("politics", "", "politics"),
        ("news_news", "", "News"),
        ("a-e-d", "", "a-e-d"),
        ("Beauty,Hochzeit", "", "Beauty"),
        ("Arts, Letters", "", "Arts, Letters"),
        ("World / Europe", "<a href=/europe>Europe</a>", "World / Europe"),
    ],
)
def test_a_section_that_is_a_part_of_an_address(section: str, menu: str, expected: str) -> None:
    page = Page(f'<meta property="article:section" content="{section}"><nav>{menu}</nav><h1>Bridge shut</h1>')
    sources = (Claims(), opengraph.open_graph(page), Claims(), Claims())
    assert find_section(page, sources, Entry()).value == expected
