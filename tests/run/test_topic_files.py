"""Topics from their files to the rows of the filter, and to what is stored."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from command_line import COMET, LOCK, complaint, fine, json_lines, nutgraf, rows

from nutgraf.errors import InputError, NotAFeed, SettingsError, TooLarge
from nutgraf.run.topic_files import MAX_BYTES, read_topics

WATER = "taxonomy: topic\n_id: water\nname: Waterways\nkeywords: [lock, barge]\n"
SKY = "taxonomy: topic\n_id: sky\nname: Sky\nkeywords: [comet, 'telescop*']\n"
SCIENCE = "taxonomy: topic\n_id: science\nname: Science\n"


def folder(here: Path, files: Mapping[str, str | bytes]) -> Path:
    made = here / "topics"
    made.mkdir(exist_ok=True)
    for name, content in files.items():
        (made / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return made


def test_topics_are_those_of_the_yaml_files_of_a_folder(here: Path) -> None:
    made = folder(here, {"b.yml": SKY, "a.yaml": WATER, "c.txt": "no topic", "d.yaml": "\ufeff" + SCIENCE})
    topics, faults = read_topics(made, 2.0)
    assert ([topic.slug for topic in topics.topics], faults) == (["water", "sky", "science"], [])


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        ("", NotAFeed, "not `taxonomy: topic`"),
        ("taxonomy: organization\n_id: a\nname: A\n", NotAFeed, "not `taxonomy: topic`"),
        ("taxonomy: topic\n_id: a\n", NotAFeed, "a topic without `_id` or `name`"),
        ("a: [", NotAFeed, "not YAML"),
        (b"\xff\xfe\x00", InputError, "is not UTF-8"),
        (b"#" * (MAX_BYTES + 1), TooLarge, "over 1,000,000 bytes"),
        (SKY + "phrases: {a: {b: c}}\n", InputError, "`phrases.a` must be a list of texts"),
        (SKY + "excluded: ['*']\n", InputError, "“*” has * behind less than 2 letters"),
        (WATER, InputError, "has the id or name of "),
        ("taxonomy: topic\n_id: other\nname: WATER\n", InputError, "has the id or name of "),
    ],
)
def test_a_file_that_is_no_topic_is_told_of_and_costs_no_other(
    here: Path, content: str | bytes, kind: type[InputError], said: str
) -> None:
    topics, (fault,) = read_topics(folder(here, {"a.yaml": WATER, "b.yaml": content, "c.yaml": SCIENCE}), 2.0)
    assert [topic.slug for topic in topics.topics] == ["water", "science"]
    assert (type(fault), Path(fault.source).name) == (kind, "b.yaml")
    assert said in fault.reason


def test_a_folder_in_the_place_of_a_file_is_told_of(here: Path) -> None:
    made = folder(here, {"a.yaml": WATER})
    (made / "b.yaml").mkdir()
    assert [fault.reason for fault in read_topics(made, 2.0)[1]] == ["Is a directory"]


def test_parents_that_are_not_there_or_make_a_ring_are_told_of(here: Path) -> None:
    files = {"a.yaml": WATER + "parent: Nowhere\n", "b.yaml": SKY + "parents: [Science]\n"}
    made = folder(here, {**files, "c.yaml": SCIENCE + "parents: [sky]\n"})
    topics, faults = read_topics(made, 2.0)
    assert len(topics.topics) == 3
    assert [(Path(fault.source).name, fault.reason) for fault in faults] == [
        ("a.yaml", "its parent “Nowhere” is no topic of this folder"),
        ("b.yaml", "is its own parent, directly or by others"),
        ("c.yaml", "is its own parent, directly or by others"),
    ]


def test_a_key_that_no_topic_has_is_told_of_and_the_topic_stays(here: Path) -> None:
    files = {"a.yaml": SCIENCE + "keyword: [quark]\nServices: x\n", "b.yaml": WATER + "shortname: w\nservices: [a]\n"}
    topics, (fault,) = read_topics(folder(here, files), 2.0)
    assert [topic.slug for topic in topics.topics] == ["science", "water"]
    assert Path(fault.source).name == "a.yaml"
    assert fault.reason == (
        "passed over `keyword`, `Services`: the keys of a topic are "
        "taxonomy, _id, name, keywords, phrases, hashtags, excluded, parent, parents, description"
    )


def test_a_topic_that_there_is_not_is_told_with_those_that_are_near(here: Path) -> None:
    folder(here, {"a.yaml": WATER, "b.yaml": SKY, "c.yaml": SCIENCE})
    items: list[Mapping[str, object]] = [LOCK | {"topics": [f"Port {number}" for number in range(20)]}]
    fine("import", json_lines(here / "rows.jsonl", items))
    for asked, told in [
        ("nope", "there is Port 0, Port 1, Port 10, Port 11"),
        ("port 1o", "there is Port 1"),
        ("Waterway", "no topic has this name; there is"),
    ]:
        result = nutgraf("stories", "--topic", asked)
        assert (result.exit_code, result.stdout) == (66, "")
        assert told in complaint(result)
    (here / "nutgraf.toml").write_text('[topics]\nfolder = "topics"\n')
    assert complaint(nutgraf("stories", "--topic", "Waterway")).endswith("there is Waterways")
    assert fine("stories", "--topic", "SCIENCE") == "0 of 0 stories\n"  # a topic that no article is on yet


def test_no_folder_and_no_topic_are_errors(here: Path) -> None:
    with pytest.raises(SettingsError, match="no folder of topics"):
        read_topics(here / "nosuch", 2.0)
    with pytest.raises(SettingsError, match=r"no topic in it \(\*\.yaml\)$"):
        read_topics(folder(here, {}), 2.0)
    with pytest.raises(SettingsError, match=r"no topic in it .*a\.yaml: not `taxonomy"):
        read_topics(folder(here, {"a.yaml": "x: y"}), 2.0)


# ---------------------------------------------------------------- the filter


def test_the_filter_answers_a_row_for_a_row(here: Path) -> None:
    made = folder(here, {"a.yaml": WATER, "b.yaml": SKY + "parent: Science\n", "c.yaml": SCIENCE})
    items: list[Mapping[str, object]] = [
        LOCK | {"id": 7},
        COMET | {"id": "comet"},
        {"id": "bad", "title": 5},
        {"id": "none", "title": "Nothing"},
    ]
    items.append({"id": "empty"})
    path = json_lines(here / "rows.jsonl", items)
    lock, comet, bad, none, empty = rows("topics", path, "--topics", made)
    assert lock["id"] == 7
    (tag,) = lock["topics"]
    assert (tag["topic"], tag["name"], tag["score"]) == ("water", "Waterways", 7.0)
    assert {"name": "title", "value": 3.0, "note": "lock"} in tag["reasons"]
    assert sum(reason["value"] for reason in tag["reasons"]) == tag["score"]
    assert [one["topic"] for one in comet["topics"]] == ["science", "sky"]
    assert bad == {"id": "bad", "topics": [], "rejected": "bad_row", "detail": "`title` must be a string, not a number"}
    assert none == {"id": "none", "topics": []}
    assert (empty["topics"], empty["rejected"]) == ([], "bad_row")


@pytest.mark.slow
def test_any_number_of_processes_gives_the_same_tags(here: Path) -> None:
    made = folder(here, {"a.yaml": WATER, "b.yaml": SKY})
    path = json_lines(here / "rows.jsonl", [item | {"id": str(n)} for n in range(30) for item in (LOCK, COMET)])
    assert rows("topics", path, "--topics", made, "--jobs", "2") == rows("topics", path, "--topics", made)


def test_a_wrong_file_is_complained_of_and_the_rest_is_done(here: Path) -> None:
    made = folder(here, {"a.yaml": WATER, "b.yaml": "x"})
    result = nutgraf("topics", json_lines(here / "rows.jsonl", [LOCK | {"id": "1"}]), "--topics", made)
    assert (result.exit_code, complaint(result)) == (65, f"{made}/b.yaml: not `taxonomy: topic`")
    assert json.loads(result.stdout)["topics"][0]["topic"] == "water"


def test_the_filter_without_topics_says_where_they_are_named(here: Path) -> None:
    path = json_lines(here / "rows.jsonl", [LOCK | {"id": "1"}])
    result = nutgraf("topics", path)
    assert (result.exit_code, result.stdout) == (78, "")
    assert "--topics" in complaint(result)
    folder(here, {"a.yaml": WATER})
    (here / "nutgraf.toml").write_text('[topics]\nfolder = "topics"\nthreshold = 7.5\n')
    assert rows("topics", path) == [{"id": "1", "topics": []}]


# ---------------------------------------------------------------- what is stored


def test_what_comes_in_is_tagged_and_what_is_stored_is_tagged_anew(here: Path) -> None:
    made = folder(here, {"a.yaml": WATER})
    (here / "nutgraf.toml").write_text('[topics]\nfolder = "topics"\n[publishing]\nrelease = "all"\n')
    items: list[Mapping[str, object]] = [LOCK | {"topics": ["Orle", "waterways"]}, COMET]
    fine("import", json_lines(here / "rows.jsonl", items), "--jobs", "2")
    assert fine("retag") == "2 articles, 0 of them tagged otherwise than before\n"
    (story,) = rows("stories", "--json", "--topic", "WATERWAYS")
    assert story["title"] == LOCK["title"]
    unknown = nutgraf("stories", "--json", "--topic", "sky")
    assert (unknown.exit_code, unknown.stdout) == (66, "")
    assert complaint(unknown) == "sky: no topic has this name; there is Waterways, Orle"
    assert "\ntopic Waterways 7 (title 3 (lock); " in fine("article", story["articles"][0])
    folder(here, {"a.yaml": SKY})
    assert fine("retag") == "2 articles, 2 of them tagged otherwise than before\n"
    assert fine("retag") == "2 articles, 0 of them tagged otherwise than before\n"
    assert [story["title"] for story in rows("stories", "--json", "--topic", "sky")] == [COMET["title"]]
    assert len(rows("stories", "--json", "--topic", "waterways")) == 1  # it prints that itself
    fine("publish", "site")
    records = {path.name[11:]: path.read_text("utf-8") for path in (here / "site/_news").iterdir()}
    assert "topics:\n  - Sky\n" in records["two-amateurs-find-a-comet.md"]
    assert "topics:\n  - Orle\n  - waterways\n" in records["lock-at-orle-closes-for-repairs.md"]
    assert (here / "site/api/news/sky/feed.xml").exists()
    made.rename(here / "elsewhere")
    result = nutgraf("retag")
    assert (result.exit_code, complaint(result)) == (78, "topics: no folder of topics: No such file or directory")


def test_retagging_without_topics_says_where_they_are_named(here: Path) -> None:
    fine("import", json_lines(here / "rows.jsonl", [COMET]))
    result = nutgraf("retag")
    assert (result.exit_code, result.stdout) == (78, "")
    assert "topics.folder" in complaint(result)


def test_a_record_that_has_topics_keeps_to_them(here: Path) -> None:
    folder(here, {"a.yaml": SKY})
    (here / "nutgraf.toml").write_text('[topics]\nfolder = "topics"\n[publishing]\nrelease = "all"\n')
    (here / "post.md").write_text(
        "---\ncategory: news\ntitle: Comet found\nwebUrl: https://wire.example/c\ntopics:\n  - Orle\n---\n"
    )
    fine("import", "post.md")
    fine("publish", "site")
    (record,) = (here / "site/_news").iterdir()
    assert "topics:\n  - Orle\n\n" in record.read_text("utf-8").replace("---\n\n", "\n")
    assert len(rows("stories", "--json", "--topic", "sky")) == 1
