import subprocess
import sys

import pytest
from engine_cases import WIRE, article, excerpt_of

from nutgraf.core.fingerprint.fingerprint import (
    LEAD_WORDS,
    dateline,
    digests,
    fingerprint,
    kept_below,
    pack_numbers,
    unpack_numbers,
)
from nutgraf.core.fingerprint.shingles.hashing import ALL, shingle_hashes, word_hashes


def test_sketches_estimate_how_much_of_a_text_is_in_another() -> None:
    words = [f"w{n}" for n in range(1200)]
    whole, part = fingerprint(article(1, " ".join(words))), fingerprint(article(2, " ".join(words[:600])))
    a, b = set(unpack_numbers(whole.sketch)), set(unpack_numbers(part.sketch))
    assert (whole.shingles, part.shingles) == (1198, 598)
    assert b < a
    assert len(a) == pytest.approx(120, abs=40)
    assert len(a & b) / len(a) == pytest.approx(0.5, abs=0.15)
    assert whole.lead == part.lead
    assert len(unpack_numbers(whole.lead)) == LEAD_WORDS - 2


@pytest.mark.parametrize(
    ("shingles", "one_in"), [(0, 1), (127, 1), (128, 2), (192, 4), (320, 10), (5000, 10), (51200, 100)]
)
def test_of_long_texts_fewer_are_kept(shingles: int, one_in: int) -> None:
    assert kept_below(shingles) == ALL // one_in


@pytest.mark.parametrize("text", ["word " * 50_000, "x" * 200_000, "“ " * 50_000, '"' * 50_001, "«»" * 50_000])
def test_a_sketch_is_small_whatever_the_text(text: str) -> None:
    assert len(fingerprint(article(1, text)).sketch) <= 4096


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He said: “We must leave the old quay before the flood comes in” and left.", "He said: and left."),
        ('He said: "We must leave the old quay before the flood comes in" and left.', "He said: and left."),
        ("Sie sagte: „Wir müssen den alten Kai räumen, bevor die Flut kommt“ und ging.", "Sie sagte: und ging."),
        ("Il a dit : « Nous devons quitter le vieux quai avant la marée » puis parti.", "Il a dit : puis parti."),
        ("a “b c” d", "a b c d"),  # a word or two in marks are the writer's
        ('an odd " mark in a line of many other words here', "an odd mark in a line of many other words here"),
    ],
)
def test_what_is_quoted_does_not_count(one: str, other: str) -> None:
    rest = " Nothing else was said by anybody on that day, and the harbour stayed closed for the rest of the week."
    assert fingerprint(article(1, one + rest)).sketch == fingerprint(article(1, other + rest)).sketch


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“It’s a ship’s bell”", "\"It's a ship's bell\""),
        ("Zoë’s café — naïve…", "ZOË'S CAFÉ - naïve"),
        ("ﬁnal ｗｏｒｄｓ", "final words"),
        ("「日本の港」", "日本の港。"),
    ],
)
def test_typography_and_case_do_not_count(one: str, other: str) -> None:
    assert fingerprint(article(1, one)).sketch == fingerprint(article(1, other)).sketch


def test_the_lead_of_an_excerpt_is_that_of_the_text_whatever_its_dateline() -> None:
    text = fingerprint(article(1, f"PORT LUMEN, March 1 (Wire) - {WIRE}"))
    assert fingerprint(excerpt_of(2, f"PORT LUMEN: {WIRE[:250]}")).lead == text.lead


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SHANGHAI: Chinese tech", "SHANGHAI: "),
        ("SHANGHAI - Technology", "SHANGHAI - "),
        ("PARIS, March 3 - The", "PARIS, March 3 - "),
        ("NEW YORK, 3 March (Reuters) - The", "NEW YORK, 3 March (Reuters) - "),
        ("MOSCOW/KYIV, Oct. 3 (Reuters) - The", "MOSCOW/KYIV, Oct. 3 (Reuters) - "),
        ("WASHINGTON (AP) — The", "WASHINGTON (AP) — "),
        ("(Reuters) - The", "(Reuters) - "),
        ("КИЕВ, 3 марта - Президент", "КИЕВ, 3 марта - "),
        ("Chinese tech giant - which", ""),
        ("The minister: no", ""),
        ("UK-based firm", ""),
        ("", ""),
        ("A" * 5000, ""),
    ],
)
def test_datelines(text: str, expected: str) -> None:
    assert dateline(text) == expected


def test_white_space_and_typography_revise_nothing() -> None:
    plain = article(1, 'It\'s "new" - he said...', authors=("A",))
    set_ = article(1, "It’s  “new”\n– he said…", authors=("A",), title=plain.title)
    assert digests(set_)["text"] == digests(plain)["text"]
    assert digests(article(1, 'It\'s "old"'))["text"] != digests(plain)["text"]
    assert "modified" not in digests(plain)


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, 1), (2, 1), (3, 1), (4, 2)])
def test_shingles_of_few_words(count: int, expected: int) -> None:
    assert len(shingle_hashes(word_hashes(b" ".join(b"w%d" % n for n in range(count))), ALL)) == expected


def test_no_words_have_no_sketch() -> None:
    empty = fingerprint(article(1, "", title="A title is no text", excerpt=""))
    assert (empty.sketch, empty.lead, empty.shingles) == (b"", b"", 0)


def test_sketches_are_packed_sorted() -> None:
    values = unpack_numbers(fingerprint(article(1, WIRE)).sketch)
    assert list(values) == sorted(values)
    assert pack_numbers(values) == fingerprint(article(2, WIRE)).sketch


@pytest.mark.slow
def test_a_fingerprint_is_the_same_in_every_process() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests/helpers')\n"
        "from engine_cases import *\n"
        "import msgspec; print(msgspec.json.encode(fingerprint(article(1, WIRE))).decode())"
    )
    runs = {
        subprocess.run(  # noqa: S603 -- our own interpreter on our own words
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
