"""Data sets of news as they come: rows by other names, arrays, tables; and what an import says of what it refused."""

import json
from pathlib import Path

import pytest
from command_line import COMET, LOCK, fine, json_lines, nutgraf, rows, summed_up

OTHERS = {
    "title": "headline",
    "text": "body",
    "url": "link",
    "published": "date",
    "language": "lang",
    "provider": "source",
}
TOO_SHORT = "<!doctype html><title></title><p>Hi."
LOGIN = "<!doctype html><html><body><form><input type=password></form></body></html>"


def renamed(item: dict[str, str], names: dict[str, str] = OTHERS) -> dict[str, str]:
    return {names.get(key, key): value for key, value in item.items()}


def written(folder: Path, kind: str) -> Path:
    """Two articles as others write them."""
    path = folder / f"news.{kind}"
    both = [renamed(LOCK), renamed(COMET)]
    if kind == "jsonl":
        return json_lines(path, both)
    if kind == "json":
        path.write_text(json.dumps(both, indent=1))
    else:
        mark = "\t" if kind == "tsv" else ","
        cells = [list(both[0]), *(list(item.values()) for item in both)]
        lines = (mark.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in cells)
        path.write_text("\ufeff" + "\r\n".join(lines) + "\r\n")
    return path


@pytest.mark.parametrize("kind", ["jsonl", "json", "csv", "tsv"])
def test_every_command_that_reads_rows_knows_the_usual_names(here: Path, kind: str) -> None:
    path = written(here, kind)
    assert summed_up(fine("import", path)) == "2 added; 2 more stories\n"
    assert [row["title"] for row in rows("extract", path)] == [LOCK["title"], COMET["title"]]
    for command in ("group", "copies", "quotes"):
        assert [row["id"] for row in rows(command, path)] == [LOCK["url"], COMET["url"]]
    assert rows("quotes", path)[0]["quotes"][0]["speaker"]["name"] == "Ada Quay"


@pytest.mark.parametrize("command", ["extract", "group", "copies", "quotes"])
def test_every_command_that_reads_rows_takes_a_mapping(here: Path, command: str) -> None:
    names = {"title": "Kopf", "text": "Rumpf", "url": "Ort"}
    path = json_lines(here / "rows.jsonl", [renamed(LOCK, names)])
    mapped = [part for ours, theirs in names.items() for part in ("--map", f"{theirs}={ours}")]
    (row,) = rows(command, path, *mapped)
    assert "rejected" not in row
    assert LOCK["url"] in {row.get("id"), row.get("canonical_url")}


@pytest.mark.parametrize("pair", ["title", "=title", "headline=", "headline=headline"])
def test_a_mapping_to_what_is_no_field_is_a_mistake(here: Path, pair: str) -> None:
    path = json_lines(here / "rows.jsonl", [LOCK])
    assert nutgraf("import", path, "--map", pair).exit_code == 2


def test_an_import_tells_in_a_table_what_it_refused_and_why(here: Path) -> None:
    for number in range(2):
        (here / f"short-{number}.html").write_text(TOO_SHORT + " " * number)
    json_lines(here / "items.jsonl", [LOCK, {"id": 3}])
    result = nutgraf("import", "items.jsonl", "short-0.html", "short-1.html")
    assert result.exit_code == 65
    summary, heading, first, second, _ = result.stdout.splitlines()
    assert (summary, heading.split()) == (
        "2 rejected (too_short), 1 added; 1 more stories",
        "refused reason for example".split(),
    )
    assert first.split()[:3] == ["2", "too_short", "short-0.html:"]
    assert second.split()[:2] == ["1", "unreadable"]
    assert "items.jsonl:2: the row has none of title" in second


def test_the_same_as_one_object(here: Path) -> None:
    (here / "short.html").write_text(TOO_SHORT)
    (told,) = rows("import", json_lines(here / "items.jsonl", [LOCK]), "short.html", "--json")
    refused = [{"reason": "too_short", "count": 1, "example": "short.html", "detail": "neither title nor text"}]
    assert told == {"added": 1, "revised": 0, "same": 0, "refused": refused, "stories": 1, "import": told["import"]}


def test_an_import_of_which_all_is_refused_ends_with_an_error(here: Path) -> None:
    (here / "short.html").write_text(TOO_SHORT)
    (here / "login.html").write_text(LOGIN)
    result = nutgraf("import", "short.html", "login.html")
    assert result.exit_code == 65
    assert result.stderr == "nutgraf: nothing of it is an article; `nutgraf extract --explain` says why\n"
    assert nutgraf("import", "short.html", json_lines(here / "items.jsonl", [LOCK])).exit_code == 0


@pytest.mark.parametrize("how", [(), ("--explain",), ("--html", "why")])
def test_a_filter_that_refuses_all_says_why_of_each(here: Path, how: tuple[str, ...]) -> None:
    (here / "short.html").write_text(TOO_SHORT)
    (here / "login.html").write_text(LOGIN)
    result = nutgraf("extract", *how, "short.html", "login.html")
    assert result.exit_code == 65
    first, second = result.stderr.splitlines()
    assert first.startswith("nutgraf: short.html: ")
    assert "neither title nor text" in first
    assert second.startswith("nutgraf: login.html: ")
    assert nutgraf("extract", *how, "short.html", json_lines(here / "items.jsonl", [LOCK])).exit_code == 0


@pytest.mark.parametrize("command", ["group", "copies", "quotes"])
def test_so_do_the_filters_of_rows(here: Path, command: str) -> None:
    result = nutgraf(command, json_lines(here / "rows.jsonl", [{"id": "a", "url": "https://post.example/"}]))
    assert (result.exit_code, len(result.stdout.splitlines())) == (65, 1)
    assert result.stderr.startswith("nutgraf: a: ")


def test_what_was_removed_and_comes_again_is_no_error(here: Path) -> None:
    items = json_lines(here / "items.jsonl", [LOCK])
    fine("import", items)
    fine("remove", LOCK["url"])
    again = json_lines(here / "again.jsonl", [LOCK | {"title": "Lock at Orle shut"}])
    assert summed_up(fine("import", again)) == "1 rejected (removed); 0 more stories\n"


def test_an_article_goes_by_its_address_too(here: Path) -> None:
    fine("import", json_lines(here / "items.jsonl", [LOCK | {"amp_url": "https://post.example/amp/lock"}]))
    by_phone = LOCK["url"].replace("https://", "http://www.") + "/?ref=rss"
    for address in (LOCK["url"], f"{LOCK['url']}?utm_source=x#top", by_phone, "https://post.example/amp/lock"):
        assert rows("article", address, "--json")[0]["article"]["title"] == LOCK["title"]
    assert nutgraf("article", "https://post.example/other").exit_code == 66


def test_what_an_opml_file_holds_and_is_no_source_is_told(here: Path) -> None:
    outlines = '<outline text="The "Quay" letter" xmlUrl="ftp://a.example/f"/><outline text="No address"/>'
    (here / "feeds.opml").write_text(f"<opml><body>{outlines}</body></opml>")
    result = nutgraf("run", "--once", "feeds.opml")
    assert [line.partition(" is left out: ")[0] for line in result.stderr.splitlines()[:2]] == [
        "nutgraf: feeds.opml: the outline 'The \"Quay\" letter'",
        "nutgraf: feeds.opml: the outline 'No address'",
    ]
