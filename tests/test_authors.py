import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.core.authors import names_of


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("By Ann Smith and Bob Jones", ("Ann Smith", "Bob Jones")),
        ("Ann Smith, Bob Jones, and Carl Lee", ("Ann Smith", "Bob Jones", "Carl Lee")),
        ("ANN SMITH | Staff Reporter", ("ANN SMITH",)),
        ("Von Max Muster, Berlin", ("Max Muster",)),
        ("Ursula von der Alm", ("Ursula von der Alm",)),
        ("Par Jean Dupont et Marie Curé", ("Jean Dupont", "Marie Curé")),
        ("Ann Smith, senior political correspondent", ("Ann Smith",)),
        ("Ann Smith for The Daily", ("Ann Smith",)),
        ("Ann Smith ann@daily.example", ("Ann Smith",)),
        ("Ann Smith (@ann)", ("Ann Smith",)),
        ("Posted by Ann Smith on March 3, 2021", ("Ann Smith",)),
        ("ann-smith", ("Ann Smith",)),
        ("김철수 기자", ("김철수",)),
        ("Reuters", ("Reuters",)),
        ("Photo: Pat Lens", ()),
        ("https://www.facebook.com/daily", ()),
        ("admin", ()),
        ("By", ()),
        ("March 3, 2021", ()),
        ("", ()),
    ],
)
def test_names(byline: str, expected: tuple[str, ...]) -> None:
    assert names_of([byline]) == expected


def test_repeated_names_count_once() -> None:
    assert names_of(["Ann Smith", "By ANN SMITH", "Bob Jones"]) == ("Ann Smith", "Bob Jones")


@given(st.lists(st.text(max_size=600), max_size=4))
def test_any_byline_gives_names_or_none(bylines: list[str]) -> None:
    assert all(name.strip() for name in names_of(bylines))
