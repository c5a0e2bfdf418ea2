"""Whether two names, in whatever scripts, may be one person's: by the consonants that they sound of.

A letter's sound is what Unicode calls it: CYRILLIC LETTER EM, ARABIC LETTER MEEM and KATAKANA LETTER MA are all an M.
Chinese characters are called by numbers, so a name in them can be compared with none.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import product
from unicodedata import name as called
from unicodedata import normalize

_CALLED = re.compile(r"([A-Z]+)(?: SMALL)? (?:LETTER|SYLLABLE|CHARACTER) (?:FINAL |SMALL )?([A-Z]+)")
_BY_SOUND = frozenset("LATIN KATAKANA HIRAGANA HANGUL".split())  # in full; the others by how a letter's name begins
# Letters that are vowels, or silent, though they are not called so.
_SILENT = re.compile(
    r"\b(?:SOFT SIGN|HARD SIGN|YERU|SHORT I|BYELORUSSIAN|JE|ALEF|AIN|AYIN|TEH MARBUTA|FARSI YEH|SMALL TU|DOTLESS)\b"
)
_KANA = {"TU": "TSU", "HU": "FU"}
_KANJI = re.compile("[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_NO_KATAKANA = re.compile("[^\u30a0-\u30ff]")
_APART = re.compile(r"[\s・·=＝]+")
_SOUNDS = tuple(
    (re.compile(letters), sound)
    for letters, sound in (
        ("tsch|tch|sch|tsh|dzh|sh|ch|zh|sz|cz|ts|tz|dz|c(?=[eiy])", "s"),
        ("ph", "f"),
        ("th", "t"),
        ("ck|[kg]h|qu", "k"),
        ("x", "ks"),
        ("n(?=[pb])", "m"),
    )
)
_CLASSES = str.maketrans("bpvfdtgkqcszrlmnwj", "PPFFTTKKKKSSLLMNWJ")
_NO_CLASS = re.compile("[^A-Z]")
_AGAIN = re.compile(r"(.)\1+")
_EITHER = {"W": ("F", ""), "J": ("S", "")}  # by the language: Weber and Wynn, Jones and Jonas

# Chosen by names of the sample press and of heads of state in six scripts.
_ALIKE = 0.8
_LONG = 3  # consonants, from which on two keys need not be the same, where not both names are in Latin letters


@lru_cache(maxsize=4096)
def same_person(one: str, other: str) -> bool | None:
    """Whether two names may be one person's; None where that cannot be told.

    They may be where the last word of one sounds like a word of the other, or where all words begin alike and the whole
    sounds like the whole.
    """
    first, second = _keys(one), _keys(other)
    if not first or not second:
        return None
    exactly = _is_latin(one) and _is_latin(other)
    if _ends_in(first, second, exactly=exactly) or _ends_in(second, first, exactly=exactly):
        return True
    begin_alike = [word[0] for word in first] == [word[0] for word in second]
    return begin_alike and _alike("".join(first), "".join(second), exactly=exactly)


def _keys(name: str) -> list[str]:
    """The words of a name as their consonants; none where it is no name, or cannot be read."""
    if name == name.lower() != name.upper():  # "she", "a spokesman"
        return []
    return list(filter(None, map(_key, _APART.split(name))))


def _is_latin(name: str) -> bool:
    return any(letter.isascii() and letter.isalpha() for letter in name)


def _ends_in(name: list[str], other: list[str], *, exactly: bool) -> bool:
    return any(_alike(name[-1], word, exactly=exactly) for word in other)


def _alike(one: str, other: str, *, exactly: bool) -> bool:
    return any(_are_alike(*pair, exactly=exactly) for pair in product(_readings(one), _readings(other)))


def _are_alike(one: str, other: str, *, exactly: bool) -> bool:
    if exactly or min(len(one), len(other)) < _LONG:
        return one == other != ""
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _readings(key: str) -> set[str]:
    """The key with its doubtful letters read either way, those that are the same in the same."""
    found = {key}
    for letter, ways in _EITHER.items():
        found = {_AGAIN.sub(r"\1", one.replace(letter, way)) for one in found for way in ways}
    return found


def _key(word: str) -> str:
    if _KANJI.search(word):
        word = _NO_KATAKANA.sub("", word)  # of a name with its title, レインホルト総裁
    word = "".join(map(_latin, _plain(word)))
    for letters, sound in _SOUNDS:
        word = letters.sub(sound, word)
    return _AGAIN.sub(r"\1", _NO_CLASS.sub("", word.translate(_CLASSES)))


def _plain(word: str) -> Iterator[str]:
    """The letters of a word without case, those of alphabets without what stands above or below."""
    for character in normalize("NFKC", word.casefold()):
        decomposed = normalize("NFKD", character)
        yield decomposed[0] if decomposed[0].isascii() else character


@lru_cache(maxsize=4096)
def _latin(letter: str) -> str:
    """How a letter sounds, in Latin letters; consonants are all that is asked for."""
    if letter.isascii():
        return letter
    named = called(letter, "")
    found = _CALLED.match(named)
    if found is None or _SILENT.search(named):
        return ""
    script, sound = found.groups()
    if script in _BY_SOUND:
        return "" if script == "LATIN" and len(sound) > 2 else _KANA.get(sound, sound).lower()  # noqa: PLR2004 - AE
    return _beginning(sound.removeprefix("E") if script == "CYRILLIC" else sound)


def _beginning(sound: str) -> str:
    return re.split("[AEIOU]", sound)[0].lower()
