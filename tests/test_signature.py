import subprocess
import sys

import pytest
from engine_cases import WIRE, article, excerpt_of

from nutgraf.core.signature import (
    LEAD_PERMUTATIONS,
    PERMUTATIONS,
    dateline,
    digests,
    fingerprint,
    pack,
    shingle,
    unpack,
)


def likeness(a: bytes, b: bytes) -> float:
    pairs = list(zip(unpack(a), unpack(b), strict=True))
    return sum(x == y for x, y in pairs) / len(pairs)


def test_minhashes_estimate_the_resemblance_of_texts() -> None:
    words = [f"w{n}" for n in range(600)]
    whole, part = fingerprint(article(1, " ".join(words))), fingerprint(article(2, " ".join(words[:300])))
    assert len(whole.minhash) == 4 * PERMUTATIONS
    assert len(whole.lead_minhash) == 4 * LEAD_PERMUTATIONS
    assert likeness(whole.minhash, part.minhash) == pytest.approx(0.5, abs=0.15)
    assert whole.lead_minhash == part.lead_minhash


def test_the_lead_of_an_excerpt_is_that_of_the_text_whatever_its_dateline() -> None:
    text = fingerprint(article(1, f"PORT LUMEN, March 1 (Wire) - {WIRE}"))
    assert fingerprint(excerpt_of(2, f"PORT LUMEN: {WIRE[:250]}")).lead_minhash == text.lead_minhash


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
    assert len(shingle([f"w{n}" for n in range(count)])) == expected


def test_no_words_have_no_minhash() -> None:
    empty = fingerprint(article(1, "", title="A title is no text", excerpt=""))
    assert (empty.minhash, empty.lead_minhash, empty.shingles) == (b"", b"", b"")


def test_shingles_are_packed_sorted() -> None:
    values = unpack(fingerprint(article(1, WIRE)).shingles)
    assert list(values) == sorted(values)
    assert pack(values) == fingerprint(article(2, WIRE)).shingles


@pytest.mark.slow
def test_a_fingerprint_is_the_same_in_every_process() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
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
