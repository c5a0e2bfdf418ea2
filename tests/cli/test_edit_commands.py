"""Stories corrected on the command line."""

import re
from pathlib import Path

import pytest
from command_line import COMET, LOCK, LOCK_COPY, complaint, fine, json_lines, nutgraf, rows


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a store of a story of two articles and one of one."""
    monkeypatch.chdir(tmp_path)
    fine("import", json_lines(tmp_path / "items.jsonl", [LOCK, LOCK_COPY, COMET]))


def stories() -> list[list[str]]:
    return [row["articles"] for row in rows("stories", "--json", "--order", "latest")]


def number(told: str) -> str:
    found = re.search(r"nutgraf undo (\d+)", told)
    assert found
    return found[1]


def test_stories_are_merged_and_that_is_undone() -> None:
    (comet,), (lock, echo) = stories()
    told = fine("merge", comet, f"http://127.0.0.1:8080/stories/{lock}/")
    assert told.startswith("1 article moved; `nutgraf undo ")
    assert told.splitlines()[1] == f"{lock}  3 articles  {LOCK['title']}"
    assert stories() == [[lock, echo, comet]]
    assert rows("story", "--json", comet)[0]["id"] == lock
    fine("undo", number(told))
    assert stories() == [[comet], [lock, echo]]
    assert [rows("article", "--json", one)[0].get("held") for one in (comet, lock, echo)] == [True, True, True]


def test_articles_are_split_out_and_moved() -> None:
    (comet,), (lock, echo) = stories()
    assert len(fine("split", lock, echo).splitlines()) == 3
    assert sorted(stories()) == sorted([[comet], [lock], [echo]])
    fine("move", echo, lock, comet)
    assert stories() == [[lock, echo, comet]]
    fine("import", "items.jsonl")
    assert stories() == [[lock, echo, comet]]


def test_a_copy_link_is_cut_and_that_is_undone() -> None:
    _, (lock, echo) = stories()
    assert rows("article", "--json", echo)[0]["copy"]["of"] == lock
    told = fine("uncopy", f"http://127.0.0.1:8080/articles/{echo}")
    assert told.splitlines()[0].startswith(f"{echo} is no copy; `nutgraf undo ")
    assert told.splitlines()[1] == f"{lock}  2 articles  {LOCK['title']}"
    assert "copy" not in rows("article", "--json", echo)[0]
    again = {**LOCK_COPY, "text": f"{LOCK_COPY['text']} Skippers were told."}
    fine("import", json_lines(Path("again.jsonl"), [again]))
    assert "copy" not in rows("article", "--json", echo)[0]
    back = fine("undo", number(told))
    assert back.startswith(f"{echo} is a copy again; `nutgraf undo ")
    assert rows("article", "--json", echo)[0]["copy"]["of"] == lock
    assert fine("undo", number(back)).startswith(f"{echo} is no copy")


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("merge LOCK", 1, "two stories"),
        ("merge LOCK nothing", 66, "nothing: no story has this id"),
        ("split LOCK COMET", 1, "is not in the story"),
        ("split LOCK LOCK ECHO", 1, "some must stay"),
        ("move ECHO nothing", 66, "nothing: no story has this id"),
        ("move nothing LOCK", 66, "nothing: no article has this id"),
        ("move ECHO LOCK", 1, "already"),
        ("uncopy LOCK", 1, "copies no other article"),
        ("uncopy nothing", 66, "nothing: no article has this id"),
        ("undo 1", 1, "no such edit"),
        ("undo 999", 1, "no such edit"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_changes_nothing(command: str, code: int, said: str) -> None:
    (comet,), (lock, echo) = stories()
    names = {"LOCK": lock, "ECHO": echo, "COMET": comet}
    result = nutgraf(*(names.get(word, word) for word in command.split()))
    assert (result.exit_code, said in complaint(result)) == (code, True)
    assert stories() == [[comet], [lock, echo]]
