"""The whole line on public data that is not in the repository: what the command line must make of it."""

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from command_line import fine, rows
from places import DATA

PAGES = 60
ARCHIVES = [
    "extraction/wcxb_dev",
    "extraction/trafilatura_eval",
    "extraction/fundus_parsers",
    "dates/htmldate_default",
]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not beside the repository"),
]


@pytest.fixture
def seeds(here: Path) -> dict[str, dict[str, Any]]:
    """The articles of the seeds as they are filed, by URL or, where they have none, by title."""
    assert "added" in fine("import", DATA / "seeds")
    ids = [article for story in rows("stories", "--json") for article in story["articles"]]
    filed = [rows("article", article, "--json")[0] for article in ids]
    assert here.joinpath("nutgraf.db").exists()
    return {one["article"].get("url") or one["article"]["title"]: one for one in filed}


def one(seeds: dict[str, dict[str, Any]], part: str) -> dict[str, Any]:
    (found,) = (filed for name, filed in seeds.items() if part in name)
    return found


def test_the_seeds_are_one_story_but_for_new_orleans(seeds: dict[str, dict[str, Any]]) -> None:
    large, small = rows("stories", "--json")
    assert small["articles"] == [one(seeds, "govtech.com")["article"]["id"]]
    assert len(large["articles"]) == len(seeds) - 1
    assert large["languages"] == ["en"]
    assert 1 < large["independent"] < large["outlets"]


def test_the_wire_text_and_its_printings_are_one_copy_group(seeds: dict[str, dict[str, Any]]) -> None:
    names = ("China’s Alibaba ‘dismayed’", "ibtimes.com", "elmoudjaweb.com", "newindianexpress.com", "aawsat.com")
    group = [one(seeds, name) for name in names]
    originals = {filed.get("copy", {}).get("of", filed["article"]["id"]) for filed in group}
    assert len(originals) == 1
    assert originals <= {filed["article"]["id"] for filed in group}


def head(text: str) -> dict[str, Any]:
    parsed: dict[str, Any] = yaml.safe_load(text.split("\n---", maxsplit=1)[0])
    return {key: value for key, value in parsed.items() if key not in {"quality", "heat", "secured", "related"}}


def related(text: str) -> list[str]:
    entries = yaml.safe_load(text.split("\n---", maxsplit=1)[0]).get("related") or []
    return sorted(
        json.dumps({key: value for key, value in entry.items() if key != "quality"}, default=str) for entry in entries
    )


@pytest.mark.parametrize("number", ["000", "001"])
def test_a_seed_is_published_as_it_was(seeds: dict[str, dict[str, Any]], number: str) -> None:
    assert seeds
    (given,) = (DATA / "seeds").glob(f"{number}_*")
    text = given.read_bytes().decode()
    fine("publish", "site")
    (again,) = (
        record
        for path in Path("site/_news").iterdir()
        if head(record := path.read_bytes().decode()).get("webUrl") == head(text)["webUrl"]
    )
    assert head(again) == head(text)
    assert related(again) == related(text)
    ours = ("quality: ", "heat: ", "secured: ")
    before, now = (
        [line for line in record.split("\nrelated:")[0].splitlines() if not line.startswith(ours)]
        for record in (text, again)
    )
    assert now == before


def members(archive: Path) -> Iterator[bytes]:
    """The gzip members of an archive: a WARC record each."""
    with archive.open("rb") as file:
        data = file.read(1 << 20)
        while data:
            unpacker, packed = zlib.decompressobj(31), b""
            while not unpacker.eof and data:
                unpacker.decompress(data)
                packed += data[: len(data) - len(unpacker.unused_data)]
                data = unpacker.unused_data or file.read(1 << 20)
            yield packed
            data = data or file.read(1 << 20)


@pytest.mark.parametrize("name", ARCHIVES)
def test_each_page_of_an_archive_is_an_article_or_rejected_with_a_reason(here: Path, name: str) -> None:
    pages = here / "pages.warc.gz"
    with pages.open("wb") as cut:
        for _, member in zip(range(PAGES), members(DATA / f"{name}.warc.gz"), strict=False):
            cut.write(member)
    extracted = rows("extract", pages)
    assert len(extracted) >= PAGES - 1  # the first record can be the archive's own
    for row in extracted:
        assert row["rejected"] and row["detail"] if "rejected" in row else row["title"] or row["text"]
    summary, _, _ = fine("import", pages).partition(";")
    assert sum(int(part.split()[0]) for part in summary.split(", ")) == len(extracted)
    assert fine("import", pages).startswith("nothing new")
