"""Alternatives of a regular expression that ignores case, gathered by the letters that they begin with.

The engine tries one alternative after the other, unless they begin with a set of letters that is to be found as it is
written. Here they do; what is matched, and which of several alternatives is preferred, stays the same.
"""

import re
from collections.abc import Iterator
from typing import Final

_PLAIN: Final = "(?:"
_REPEATED: Final = ("*", "+", "{", "??", "?+")
_TOKEN: Final = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)
_CAPTURING: Final = re.compile(r"(?<!\\)\((?!\?)|\(\?P[<(]")
# Letters that others are one with where case is ignored, though they are no other case of them.
_ODD: Final = "İıſ\u212a\u212b\u2126µςϐϑϕϖϰϱϵẛ\u1c80\u1c81\u1c82\u1c83\u1c84\u1c85\u1c86\u1c87\u1c88\u0345ιẞ"


def gathered(alternatives: str) -> str:
    """The alternatives in that form."""
    if _CAPTURING.search(alternatives):
        return alternatives
    written = (one for choice in _choices(alternatives) for one in _written_out(choice))
    return "|".join(_by_letter(written))


def _by_letter(alternatives: Iterator[str]) -> Iterator[str]:
    """The alternatives in order, those of one letter together; none moves past one that can begin with any letter."""
    groups: dict[str, list[str]] = {}
    for one in alternatives:
        if one[:1].isalpha() and not one.startswith(("?", *_REPEATED), 1):
            groups.setdefault(_key(one[0]), []).append(one)
        else:
            yield from map(_group, groups.items())
            groups = {}
            yield one
    yield from map(_group, groups.items())


def _group(group: tuple[str, list[str]]) -> str:
    """Alternatives that begin with one letter, or with it in another case."""
    letter, alternatives = group
    forms = _forms(letter)
    if len(forms) == 1:
        return f"{letter}(?:{'|'.join(one[1:] for one in alternatives)})"
    rest = "|".join(f"(?<={one[0]}){one[1:]}" for one in alternatives)
    return f"(?-i:[{forms}])(?:{rest})"


def _key(letter: str) -> str:
    return letter.lower()[0]


def _forms(letter: str) -> str:
    """All that can be one with a letter where case is ignored, and maybe more."""
    cases = {letter, _key(letter), letter.upper(), letter.title()}
    odd = {one for one in _ODD if one.upper() == letter.upper() or _key(one) == letter}
    return "".join(sorted(one for one in cases | odd if len(one) == 1))


def _written_out(alternative: str) -> Iterator[str]:
    """An alternative that begins with a choice, or with what may be left out, as several."""
    beginnings = _beginnings(alternative)
    if beginnings is None:
        yield alternative
    else:
        for one in beginnings:
            yield from _written_out(one)


def _beginnings(one: str) -> list[str] | None:
    """What an alternative comes to when its first group or letter is written out; None where neither is a choice."""
    if one.startswith(_PLAIN):
        end = _end_of_group(one)
        choices, rest = _choices(one[len(_PLAIN) : end - 1]), one[end:]
    elif one[:1].isalpha() and one[1:2] == "?":
        choices, rest = iter(one[0]), one[1:]
    else:
        return None
    if rest.startswith(_REPEATED):
        return None
    if rest.startswith("?"):
        return [*(choice + rest[1:] for choice in choices), rest[1:]]
    return [choice + rest for choice in choices]


def _end_of_group(text: str) -> int:
    """Where the group ends with which a text begins."""
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += (token[0] == "(") - (token[0] == ")")
        if not depth and token[0] == ")":
            return token.end()
    return len(text)


def _choices(text: str) -> Iterator[str]:
    """What stands between the bars of an expression that are in none of its groups."""
    depth = start = 0
    for token in _TOKEN.finditer(text):
        depth += (token[0] == "(") - (token[0] == ")")
        if token[0] == "|" and not depth:
            yield text[start : token.start()]
            start = token.end()
    yield text[start:]
