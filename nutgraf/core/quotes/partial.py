"""Whether quoted words stand in the writer's own sentence, or are a sentence of the speaker's."""

_FEW_WORDS = 4  # chosen, not measured
_FEW_LETTERS = 10  # where no spaces part words; chosen, not measured
_LEADING = "“”„\"'‘’«»‹›「『《〈〝 \u00a0…[("
_SENTENCE_MARKS = frozenset("。！？.!?।؟")
_TOPICS = frozenset("はがもと：:，、,")


def is_embedded(text: str, start: int) -> bool:
    """Whether a quotation goes on with the writer's own sentence: the plan "is safe"."""
    space, before, first = text[start - 1 : start], text[start - 2 : start - 1], text[start + 1 : start + 2]
    return space.isspace() and before.isalpha() and first.islower()


def is_partial(text: str, start: int, end: int) -> bool:
    """Whether the words from ``start`` to ``end``, marks included, are a few in the writer's own sentence.

    What a colon or comma leads to is a sentence, and so is what begins with a capital and does not go on in lower case.
    """
    quoted = text[start:end].strip(_LEADING)
    before = text[max(0, start - 3) : start].rstrip()[-1:]
    if not quoted or not (before.isalnum() or before in {")", "%", "’"}):
        return False
    first = next((letter for letter in quoted if letter.isalpha()), "")
    if first.islower():
        return True
    if not first.isupper():
        return _is_caseless_part(text, quoted, before, end)
    after = text[end : end + 2].lstrip()[:1]
    return len(quoted.split()) <= _FEW_WORDS and after.islower() and quoted[-1] not in _SENTENCE_MARKS | {","}


def _is_caseless_part(text: str, quoted: str, before: str, end: int) -> bool:
    """The same in a script without capitals: few words, and no particle of speech behind them."""
    if not _SENTENCE_MARKS.isdisjoint(quoted) or before in _TOPICS:
        return False
    if text[end : end + 1] in {"と", "라", "고"} or text[end : end + 3] in {"이라고", "などと"}:
        return False
    spaced = " " in quoted or (bool(quoted) and not "\u3040" <= quoted[0] <= "\u9fff")
    return len(quoted.split()) <= _FEW_WORDS if spaced else len(quoted) <= _FEW_LETTERS
