import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import msgspec
import pytest
from places import ROOT

import nutgraf.core
from nutgraf.core.formats.dates import parse_date
from nutgraf.core.languages.patterns import Pattern
from nutgraf.core.languages.tables import Language, Table, languages, lines_of, month_names, read_language, words_of

# What these files are still without: the lists may only become shorter.
WITHOUT_STOP_WORDS = set("az be bg bn ca et fi gl he is ja ko lt lv ms ro sk sl sr sw th tl ur vi zh".split())
WITHOUT_MONTHS = set("ja ko vi zh".split())  # which count their months

# October in Croatian is read as November, which it is in Polish.
UNREAD = {"listopada"}
# Keys of regular expressions in tables of words.
REGULAR = {"phrases", "updated", "published", "spans", "before_noon", "after_noon", "at_night"}
OF_EXPRESSIONS = {"saved_text", "bylines", "credits", "paywalls", "refusal", "kinds", "corrections", "feeds"}


def values(table: Table, prefix: str = "") -> Iterator[tuple[str, object]]:
    """Every key of a file with its value, those of its tables with the table's name."""
    for key in table.__struct_fields__:
        value = getattr(table, key)
        if isinstance(value, Table):
            yield from values(value, f"{key}.")
        else:
            yield f"{prefix}{key}", value


def coverage() -> str:
    """For each language how many of the keys it has, and which it lacks."""
    rows = []
    for tag, language in languages().items():
        found = dict(values(language))
        lacking = [key for key, value in found.items() if value == ""]
        rows.append(f"{tag:3} {len(found) - len(lacking):3} of {len(found)}, not: {' '.join(lacking)}")
    return "\n".join(rows)


def test_every_language_has_stop_words_and_months() -> None:
    stops = {tag for tag, one in languages().items() if not one.stop_words}
    months = {tag for tag, one in languages().items() if not one.months}
    assert (stops, months) == (WITHOUT_STOP_WORDS, WITHOUT_MONTHS), f"\n{coverage()}"


def test_every_language_has_a_name_a_source_and_a_tag_of_its_own() -> None:
    tags = [tag for main, one in languages().items() for tag in (main, *one.also.split())]
    assert len(tags) == len(set(tags))
    assert all(re.fullmatch("[a-z]{2,3}", tag) for tag in tags)
    assert all(one.name and one.source for one in languages().values())


def test_a_key_that_no_language_has_is_an_error() -> None:
    text = "name = 'Sindarin'\nsource = 'written for this test'\n"
    assert read_language(text) == Language(name="Sindarin", source="written for this test")
    for wrong in ("stopwords = 'i'", "[qoutes]\nverbs = 'pent'", "[quotes]\nverb = 'pent'", "months = ['cerveth']"):
        with pytest.raises(msgspec.ValidationError):
            read_language(f"{text}{wrong}")
    with pytest.raises(msgspec.ValidationError):
        read_language("name = 'Sindarin'")


@pytest.mark.parametrize("tag", languages())
def test_alternatives_are_regular_expressions(tag: str) -> None:
    for key, value in values(languages()[tag]):
        section, _, name = key.rpartition(".")
        if isinstance(value, str) and (section in OF_EXPRESSIONS or name in REGULAR):
            for line in lines_of(value):
                assert line == line.strip(), key
                assert re.compile(line).groups == (name == "sentences"), key
                assert not re.search(r"\)[*+?]\+", line), (
                    f"{key}: possessive, which Python before 3.11.5 matches wrongly"
                )


@pytest.mark.parametrize("tag", sorted(set(languages()) - WITHOUT_MONTHS))
def test_months_are_twelve_and_are_read(tag: str) -> None:
    months = [line.split() for line in lines_of(languages()[tag].months)]
    assert len(months) == 12
    dates = {name: parse_date(f"17 {name} 2020") for names in months for name in names if name not in UNREAD}
    read = [[date.month for name in names if (date := dates.get(name))] for names in months]
    assert read == [[number for name in names if name in dates] for number, names in enumerate(months, 1)]


def test_names_of_months_stand_with_their_month() -> None:
    march = month_names()[2]
    assert {"march", "marts", "marz", "marzo", "марта", "mart", "مارس"} <= set(march)


def test_words_are_those_of_all_languages() -> None:
    assert {"the", "und", "που"} <= words_of(lambda one: one.stop_words)


PAGE = (ROOT / "docs" / "how-to" / "add-a-language.md").read_text("utf-8")


def test_the_page_on_languages_has_every_key() -> None:
    told: dict[str, list[str]] = {}
    for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        section = re.match(r"`\[(\w+)\]`|Every", part)
        keys = re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)
        if section or keys:
            told[(section[1] or "") if section else part] = keys
    tables = {field.name: field.default for field in msgspec.structs.fields(Language)}
    expected = {name: list(table.__struct_fields__) for name, table in tables.items() if isinstance(table, Table)}
    assert told == {"": [name for name in tables if name not in expected]} | expected


def test_the_example_on_the_page_is_as_the_file_is() -> None:
    example = tomllib.loads(PAGE.partition("```toml\n")[2].partition("```")[0])
    swedish = msgspec.to_builtins(languages()["sv"])
    for key, value in example.items():
        own = swedish[key]
        assert ({inner: own[inner] for inner in value} if isinstance(value, dict) else own) == value


def test_some_language_has_every_key() -> None:
    """What none has would be found everywhere: an empty alternative."""
    found = {key for one in languages().values() for key, value in values(one) if value}
    assert [key for key, _ in values(read_language("name = ''\nsource = ''")) if key not in found] == []


def test_every_pattern_has_keys_of_its_section() -> None:
    for module in walk_packages(nutgraf.core.__path__, "nutgraf.core."):
        for one in vars(import_module(module.name)).values():
            if isinstance(one, Pattern):
                assert one.compiled
