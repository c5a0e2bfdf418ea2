"""Statements across languages: what several languages print is one where its meaning and who says it say so.

Within a language words decide. Across languages a statement goes with the one that is by far the nearest to it in the
other language, where it is the nearest to that one, too: so two things that a person said of one matter stay two.
"""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from nutgraf.engine.statements.names import same_person
from nutgraf.engine.statements.said import Said
from nutgraf.records import Reason

if TYPE_CHECKING:
    import numpy as np

Matrix: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"

# docs/decisions/0032
ALIKE = 0.4  # the cosine of what they mean, where the speakers agree
ALIKE_UNNAMED = 0.5  # and where one of them is not known by name
MARGIN = 0.1  # how much nearer than any other one

MEANING = "meaning of the quotations"
SPEAKER = "speaker"
_NONE = -1.0  # as near as what is not compared
# Chosen, not measured: what is compared takes memory with its square.
_MOST = 1000  # forms, those that most print
_MOST_WORDINGS = 4  # of each, the longest


class Form(NamedTuple):
    """The quotations that are one statement by their words, and the language that most of them are printed in."""

    language: str
    said: Sequence[Said]
    reasons: tuple[Reason, ...] = ()  # why it is a statement's other form, too

    @property
    def reports(self) -> int:
        """How many articles print it."""
        return len({one.article for one in self.said})


class _Near(NamedTuple):
    cosine: float
    one: int
    other: int
    named: tuple[str, str] | None


def across(forms: Sequence[Form]) -> list[list[Form]]:
    """The forms of each statement, one a language at most: the one that most articles print, then the others.

    Statements are in the order of their first forms.
    """
    parts = {number: {number} for number in range(len(forms))}
    nearest = _nearest(forms)
    for near in nearest:
        one, other = parts[near.one], parts[near.other]
        if {forms[number].language for number in one}.isdisjoint(forms[number].language for number in other):
            one |= other
            parts |= dict.fromkeys(one, one)
    joined = {min(part): part for part in parts.values()}
    return [_ordered(forms, joined[first], nearest) for first in sorted(joined)]


def _ordered(forms: Sequence[Form], part: set[int], nearest: Sequence[_Near]) -> list[Form]:
    main, *others = sorted(part, key=lambda number: (-forms[number].reports, number))
    found = [forms[main]]
    for number in others:
        near = [near for near in nearest if number in near[1:3] and part >= {near.one, near.other}]
        said_why = max(near, key=lambda near: (main in near[1:3], near.cosine))
        found.append(forms[number]._replace(reasons=_reasons(said_why)))
    return found


def _nearest(forms: Sequence[Form]) -> list[_Near]:
    """Forms in two languages of which each is the other's, the nearest first."""
    told = [number for number, form in enumerate(forms) if form.language and _meanings(form)]
    told = sorted(told, key=lambda number: (-forms[number].reports, _wording(forms[number])))[:_MOST]
    if len({forms[number].language for number in told}) < 2:  # noqa: PLR2004 - within one language words decide
        return []
    found = (_near(forms, told[one], told[other], cosine) for one, other, cosine in _pairs([forms[n] for n in told]))
    agreed = [near for near in found if near is not None]
    return sorted(agreed, key=lambda near: (-near.cosine, *sorted(_wording(forms[n]) for n in (near.one, near.other))))


def _wording(form: Form) -> tuple[str, ...]:
    """What tells a form from any other, whatever the order of the articles."""
    return min(one.keys for one in form.said)


def _meanings(form: Form) -> list[bytes]:
    """What a form means in its longest wordings."""
    longest = sorted(form.said, key=lambda one: (-len(one.keys), one.keys))
    return list(dict.fromkeys(one.meaning for one in longest if one.meaning))[:_MOST_WORDINGS]


def _near(forms: Sequence[Form], one: int, other: int, cosine: float) -> _Near | None:
    named = _speakers(forms[one]), _speakers(forms[other])
    judged = {pair: same_person(*pair) for pair in product(*named)}
    agreeing = sorted(pair for pair, same in judged.items() if same)
    if agreeing:
        return _Near(cosine, one, other, agreeing[0])
    return None if False in judged.values() or cosine < ALIKE_UNNAMED else _Near(cosine, one, other, None)


def _speakers(form: Form) -> set[str]:
    return {one.quote.speaker.name if one.quote.speaker else "" for one in form.said}


def _reasons(near: _Near) -> tuple[Reason, ...]:
    least = ALIKE if near.named else ALIKE_UNNAMED
    named = " = ".join(dict.fromkeys(near.named)) if near.named else "not known by name in both languages"
    return (
        Reason(name=MEANING, value=near.cosine, note=f"at least {least:.2f} needed"),
        Reason(name=SPEAKER, value=float(near.named is not None), note=named),
    )


# ---------------------------------------------------------------- what they mean


def _pairs(forms: Sequence[Form]) -> Iterable[tuple[int, int, float]]:
    """Forms that are each other's nearest by far, each pair once, with their cosine."""
    import numpy as np  # noqa: PLC0415 - what it takes to load is for stories in several languages

    cosines = _cosines(forms)
    languages = np.array([form.language for form in forms])
    best = np.zeros(cosines.shape, bool)
    for language in sorted(set(languages)):
        columns = np.flatnonzero(languages == language)
        block = cosines[:, columns]
        ranked = np.sort(np.column_stack([np.full(len(forms), _NONE), block]))
        first, second = ranked[:, -1:], ranked[:, -2:-1]
        best[:, columns] = (block == first) & (first - second >= MARGIN) & (first >= ALIKE)
    ones, others = np.nonzero(np.triu(best & best.T))
    return [(int(one), int(other), float(cosines[one, other])) for one, other in zip(ones, others, strict=True)]


def _cosines(forms: Sequence[Form]) -> Matrix:
    """The cosine of the nearest quotations of each two forms, nothing within a language.

    The products of whole numbers are exact in any order: so no machine comes to another cosine.
    """
    import numpy as np  # noqa: PLC0415 - as above

    meanings = list(map(_meanings, forms))
    width = max(len(meaning) for some in meanings for meaning in some)
    starts = np.cumsum([0, *map(len, meanings[:-1])])
    packed = b"".join(meaning.ljust(width, b"\0") for some in meanings for meaning in some)
    rows = np.frombuffer(packed, np.int8).reshape(-1, width).astype(np.float32)
    sizes = np.sqrt((rows * rows).sum(axis=1, dtype=np.float64))
    cosines = (rows @ rows.T) / np.maximum(np.outer(sizes, sizes), 1)
    nearest: Matrix = np.maximum.reduceat(np.maximum.reduceat(cosines, starts, axis=0), starts, axis=1)
    languages = np.array([form.language for form in forms])
    nearest[languages[:, None] == languages] = _NONE
    return nearest
