"""In which encoding bytes read most like a language: for pages that declare none, or a wrong one."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

import eldc
import endec

# Ordered by how common they are: the first of those that read alike is taken.
_CANDIDATES: Final = tuple(
    """windows-1252 windows-1251 gb18030 shift_jis euc-kr big5 euc-jp windows-1250 iso-8859-2 windows-1254 windows-1253
    windows-1256 windows-1255 windows-1257 windows-874 windows-1258 koi8-u ibm866 iso-8859-5 x-mac-cyrillic iso-8859-7
    iso-8859-6""".split()
)
_RUNS: Final = re.compile(rb"[<>\r\n]+")
# With these values and those below 387 of 391 guesses were right (docs/decisions/0011).
_READ: Final = 262_144
_SAMPLE: Final = 2000
_LONGEST_RUN: Final = 500
# Controls, private use, box drawing; Latin letters in one word with those of another script or with signs.
_ODD: Final = re.compile(
    "[\x80-\x9f\ufffd\ue000-\uf8ff\u2500-\u257f]|[A-Za-z][\u0370-\u0fff\u2200-\u23ff]|[\u0370-\u0fff\u2200-\u23ff][A-Za-z]"
)
_ODDITY: Final = 5.0
_TRUST: Final = 0.15  # by which another encoding must read better than a declared one
_TELLING: Final = 20  # bytes beyond ASCII; fewer do not speak against what is declared


def best_encoding(body: bytes, declared: Sequence[str]) -> str:
    """The encoding in which the bytes beyond ASCII and what stands around them read best; the declared ones first."""
    sample = _sample(body)
    if declared and sum(byte > 0x7F for byte in sample) < _TELLING:  # noqa: PLR2004 - the last of ASCII
        return declared[0]
    credit = dict.fromkeys(declared, _TRUST)
    return max((*declared, *_CANDIDATES), key=lambda name: _likeness(sample, name) + credit.get(name, 0.0))


def _sample(body: bytes) -> bytes:
    """The first runs of text that have bytes beyond ASCII."""
    runs: list[bytes] = []
    size = 0
    for run in _RUNS.split(body[:_READ]):
        if not run.isascii():
            runs.append(run.strip()[:_LONGEST_RUN])
            size += len(runs[-1])
            if size > _SAMPLE:
                break
    return b"\n".join(runs) or body[-_SAMPLE:]


@cache
def _detect() -> Callable[[str], eldc.Result]:
    eldc.init()
    detect: Callable[[str], eldc.Result] = eldc.detect_details
    return detect


def _likeness(sample: bytes, name: str) -> float:
    """How much a sample reads like a language in an encoding: 1 is wholly, and oddities take from it."""
    text = endec.decode(sample, name, "replace", bom="ignore").replace("\0", " ")
    beyond = sum(letter > "\x7f" for letter in text)
    scores = _detect()(text).scores
    return max(scores.values(), default=0.0) - _ODDITY * len(_ODD.findall(text)) / max(beyond, 1)
