"""Gathered alternatives match what they matched before, and the same of it."""

import re

import pytest

from nutgraf.core.languages.alternatives import gathered
from nutgraf.core.languages.tables import any_of

KINDS = [("saved_text", "site_lines"), ("saved_text", "pitches"), ("saved_text", "teasers"), ("paywalls", "notices")]


def spans(alternatives: str, text: str) -> list[tuple[int, int] | None]:
    pattern = re.compile(f"(?:{alternatives})", re.IGNORECASE)
    return [found and found.span() for found in (pattern.search(text), pattern.match(text), pattern.fullmatch(text))]


@pytest.mark.parametrize(("section", "key"), KINDS)
def test_what_languages_have_matches_as_before_in_any_case(section: str, key: str) -> None:
    plain = any_of(section, key)
    told = re.sub(r"\\[a-z]|[^\w\s'|-]", " ", plain).split("|")
    forms = [
        form for one in told for form in (one.strip(), one.upper(), one.title(), f"so {one} to", one.replace("i", "İ"))
    ]
    assert any(spans(plain, form)[0] for form in forms)
    assert [form for form in forms if spans(plain, form) != spans(gathered(plain), form)] == []


@pytest.mark.parametrize(
    ("alternatives", "texts"),
    [
        ("read|re|ready", ["ready", "READ", "re", "are ready"]),
        ("(?:see|read )?more|more yet", ["more yet", "Read more", "seemore", "MORE"]),
        ("a?bc|ab", ["abc", "ab", "BC", "xab"]),
        ("s|k|i", ["ſ", "\u212a", "İ", "ı", "S"]),
        (r"\w+ing|[ab]c|sing", ["sing", "AC", "bc", "Running"]),
        ("(?:a|b)+c|ad", ["abac", "ad", "C"]),
        (r"x\|y|x|[|(]z", ["x|y", "x", "|z", "(Z"]),
        ("(read) (more)|ready", ["read more", "ready"]),
        ("a(?:b|)|A[B)]c|", ["ab", "a", "aB)c", ""]),
        ("в|Р", ["\u1c80", "р", "В"]),
    ],
)
def test_the_form_changes_nothing(alternatives: str, texts: list[str]) -> None:
    for text in texts:
        assert spans(alternatives, text) == spans(gathered(alternatives), text)


def test_groups_that_are_counted_stay_where_they_are() -> None:
    assert gathered("(b)x|a|(?P<c>c)") == "(b)x|a|(?P<c>c)"


def test_what_begins_with_one_letter_stands_together() -> None:
    assert gathered("ab|cd|ae") == "(?-i:[Aa])(?:(?<=a)b|(?<=a)e)|(?-i:[Cc])(?:(?<=c)d)"
