from pathlib import Path

import pytest
from command_line import fine, json_lines, rows
from translated import ENGLISH, GERMAN


@pytest.mark.parametrize("order", [1, -1])
def test_a_likely_translation_is_told_and_is_not_independent(here: Path, order: int) -> None:
    told = {"published": "2026-03-01T08:00:00Z", "provider": "Post", "language": "en", "url": "https://post.example/1"}
    english = told | {
        "title": "Harbour wall of Varnholm gives way, 2,300 flee",
        "excerpt": "The sea came over the quay",
        "text": f"{ENGLISH} Boats from Skerra and from Lysvik looked for people until the evening.",
    }
    german = told | {
        "title": "Hafenmauer von Varnholm bricht, 2300 fliehen",
        "excerpt": "Das Meer kam über den Kai",
        "text": f"{GERMAN} Boote aus Skerra und aus Lysvik suchten bis zum Abend nach Menschen.",
    }
    german |= {"published": "2026-03-01T09:00:00Z", "provider": "Bote", "language": "de"}
    german |= {"url": "https://bote.example/2"}
    fine("import", json_lines(here / "items.jsonl", [english, german][::order]))
    (story,) = rows("stories", "--json")
    assert (len(story["articles"]), story["independent"]) == (2, 1)
    assert (story["title"], story["heat"]) == (english["title"], 0)
    first = next(one for one in story["articles"] if rows("article", one, "--json")[0]["article"]["language"] == "en")
    whole = fine("story", story["id"])
    assert "2 articles, 2 outlets, 1 independent report\n" in whole
    assert f"  likely a translation of {first}: names and numbers in step 8 (of 8); meaning" in whole
    (second,) = {*story["articles"]} - {first}
    done = fine("uncopy", second)
    assert done.startswith(f"{second} is no translation; `nutgraf undo ")
    assert rows("stories", "--json")[0]["independent"] == 2
    assert fine("undo", done.split("undo ")[1].split("`")[0]).startswith(f"{second} is a translation again;")
    assert rows("stories", "--json")[0]["independent"] == 1
