from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from nutgraf.core.text.revisions import changes_between
from nutgraf.records import Article

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def article(**fields: object) -> Article:
    return Article(id="a", capture="c", seen=NOW, **fields)  # type: ignore[arg-type]


def test_equal_articles_have_no_changes() -> None:
    assert changes_between(article(title="Flood"), article(title="Flood")) == ()


def test_a_changed_number_stands_alone() -> None:
    (change,) = changes_between(
        article(text="Quiet morning.\nThe flood killed 12 people.\nMore follows."),
        article(text="Quiet morning.\nThe flood killed 14 people.\nMore follows."),
    )
    assert change.field == "text"
    assert [piece for piece in change.pieces if piece[0] != "same"] == [("removed", "12 "), ("added", "14 ")]


def test_authors_and_dates_are_shown_as_printed() -> None:
    fields = [
        c.field
        for c in changes_between(article(authors=("A. Bo",)), article(authors=("A. Bo", "C. Dy"), published=NOW))
    ]
    assert fields == ["authors", "published"]


@given(st.text(alphabet="ab \n", max_size=60), st.text(alphabet="ab \n", max_size=60))
def test_pieces_give_back_both_texts(old: str, new: str) -> None:
    for change in changes_between(article(text=old), article(text=new)):
        assert "".join(text for op, text in change.pieces if op != "added") == old
        assert "".join(text for op, text in change.pieces if op != "removed") == new


def test_a_paragraph_of_many_words_ends_soon() -> None:
    old, new = "x y " * 50_000, "y x " * 50_000
    (change,) = changes_between(article(text=old), article(text=new))
    assert [op for op, _ in change.pieces] == ["removed", "added"]
