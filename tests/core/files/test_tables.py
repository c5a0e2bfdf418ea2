"""Tables of articles: CSV and its kin."""

import pytest
from growth import assert_grows_with_size

from nutgraf.core.files.tables import is_table, read_table
from nutgraf.errors import InputError


def read(text: str, names: dict[str, str] | None = None, most: int = 1_000_000) -> list[object]:
    found = [one.row for one in read_table(text.splitlines(keepends=True), most, names or {})]
    return [f"refused: {one.reason}" if isinstance(one, InputError) else one for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "title,url\nFerry,u\n",
        "title;url\nFerry;u\n",
        "title\turl\nFerry\tu\n",
        "title|url\r\nFerry|u\r\n",
        '"title","url"\n"Ferry","u"\n',
        "\ufefftitle,url\nFerry,u",
        "sep=;\ntitle;url\nFerry;u\n",
        "title,url\n\nFerry,u\n\n",
        "title,url,\nFerry,u,\n",
        "title,url,text\nFerry,u\n",
        "title,url,text\nFerry,u,NULL\n",
    ],
)
def test_tables_as_programs_write_them(text: str) -> None:
    assert read(text) == [{"title": "Ferry", "url": "u"}]


def test_cells_may_hold_lines_delimiters_and_quotation_marks() -> None:
    text = 'title,text\n"Ferry, at last","One ""line"".\nTwo; lines."\nNext,x\n'
    assert read(text) == [
        {"title": "Ferry, at last", "text": 'One "line".\nTwo; lines.'},
        {"title": "Next", "text": "x"},
    ]


def test_rows_are_named_by_the_line_they_begin_in() -> None:
    lines = 'title,text\nA,"1\n2\n3"\nB,b\n'.splitlines(keepends=True)
    assert [one.line for one in read_table(lines, 1000)] == [2, 5]


def test_a_bad_row_costs_no_other() -> None:
    assert read("title,url\nA,a\nB,b,c\nC,c\n")[1] == "refused: 3 cells in a row, and the header has 2"
    long = read(f"title,text\nA,{'x' * 200}\nB,b\n", most=100)
    assert str(long[0]).startswith("refused: no row of a table: field larger")
    assert long[1] == {"title": "B", "text": "b"}


@pytest.mark.parametrize("header", ["name,url", "a,b,c", "", "id;date;link"])
def test_a_table_of_something_else_is_refused(header: str) -> None:
    assert all(str(one).startswith("refused: a table whose columns") for one in read(f"{header}\nx,y\n"))


def test_columns_that_the_user_names() -> None:
    assert read("Kopf,Rumpf\nA,b\n", {"Kopf": "title", "Rumpf": "text"}) == [{"Kopf": "A", "Rumpf": "b"}]


@pytest.mark.parametrize(
    ("line", "name", "is_one"),
    [
        ("headline,link,date", "news.txt", True),
        ("Titel;Datum;Text", "export", True),
        ("anything", "x.CSV", True),
        ("anything", "x.tsv.gz", True),
        ("Ferry, bridge and date", "note.txt", False),
        ("Title", "note.txt", False),
        ("name,url", "feeds.txt", False),
        (
            "The title, which nobody knew, and the text that he wrote on that very long day of the year, date",
            "n",
            False,
        ),
    ],
)
def test_a_table_is_told_by_its_columns_or_its_name(line: str, name: str, is_one: bool) -> None:  # noqa: FBT001
    assert is_table(line, name) is is_one


def test_quotation_marks_that_never_close_take_no_more_than_their_length() -> None:
    assert_grows_with_size(lambda size: "title,text\n" + 'a,"b\n' * (size // 5), read, 100_000)
