"""Who is said to have said a quotation in Chinese, Japanese, Korean and Thai, which have no capitals to tell names by.

市长李明表示：“…”。 佐藤市長は「…」と述べた。 김민수 시장은 "…"라고 말했다. นายสมชาย ใจดี กล่าวว่า "…"
"""

import re
from collections.abc import Callable
from functools import cache

from nutgraf.core.quotes.attribution import Attribution
from nutgraf.core.quotes.cues import tongue, unspaced_cues
from nutgraf.core.quotes.names import Mention

_NEAR = 120  # characters; chosen, not measured
_BEHIND = 60  # the same
_LONGEST_NAME = 24  # the same
_ENDS = re.compile(r"[。！？!?\n”」』]|\.(?=\s)")
_STOPS = re.compile(r"[。！？!?\n“「『\"]|\.(?=\s|$)")

# What stands between a subject and its verb, or before a subject, in Chinese.
_ZH_BETWEEN = re.compile(
    "在|对|對|向|於|于|就|则|則|也|还|還|又|曾|再|接受|今天|今日|昨天|昨日|近日|随后|隨後|当天|當天|当日|當日|日前|随即|隨即|\\d+日|星期|周[一二三四五六日]|此前|"
    "告诉|告訴|进一步|進一步|继续|繼續|特别|特別|明确|明確|公开|公開|并|並|都|均|便|却|卻|笑着|表态"
)
_ZH_ADVERB = re.compile("(?:介绍|介紹|回忆|回憶|解释|解釋|补充|補充|坦言|感慨|.{2}地)$")
_ZH_MARKS = re.compile("[《》〈〉“”「」『』]")
_ZH_BEHIND = frozenset(("：", ":", "，", ",", "。", "“", "「", ""))
_ZH_BEFORE = re.compile(
    "^(?:但是?|而|不过|不過|同时|同時|此外|另外|对此|對此|因此|当时|當時|然而|据悉|據悉|随后|隨後|其中|[0-9]+日)"
)
_LETTERS = r"[\u3005\u30a0-\u30ff\u3400-\u9fff\uac00-\ud7a3·・]"
_SIGNED = re.compile(
    rf"\s*(?:(?P<mark>[—–―─]{{1,2}}|-)\s*"
    rf"(?P<name>{_LETTERS}{{2,10}}(?:[ \u3000]{_LETTERS}{{2,8}}){{0,2}})(?=[，,、（(\n。.]|\s*\Z)"
    rf"|[（(](?P<bracketed>{_LETTERS}{{3,10}}(?:[ \u3000]{_LETTERS}{{2,8}})?)"
    rf"(?:[、，,][^）)\n]{{1,30}})?[）)](?=[\n。.]|\s*\Z)"
    rf"|\n(?P<below>{_LETTERS}{{2,10}})[、，,][^。\n]{{1,30}}(?=\n|\Z))"
)
_OUTLET = re.compile(
    "(?:报|報|报道|報道|社|网|網|新闻|新聞|电视|放送|通信|テレビ|写真|提供|뉴스|일보|신문|통신|방송|사진)$"
)
_SHORTEST_SIGNED = 8
_DIGIT = re.compile(r"\d")
_JA_CLAUSE = re.compile(r"(?:など|のよう)?(?:と|って)")
_JA_TOPIC = re.compile(r"(?P<name>[^\s、。，「」『』（）]{1,30}?)(?:（[^（）]{1,20}）)?(?:は|が|も)(?=[、，]|[^\s]|$)")
_JA_NAME = re.compile(r"[^\u3040-\u309f\s、]+(?:の[^\u3040-\u309f\s、]+)*$|[^\s、]+$")
_JA_PERSON = re.compile(  # the end of a long clause: …を仲介しているカタールの報道官
    r"[^\u3040-\u309f\s、]+(?:の[^\u3040-\u309f\s、]+)*(?<=[者官長生員相師人領臣家授氏督手士])$"
)
_JA_TIMES = frozenset("今回 今後 今年 当時 現在 同日 今日 昨日 一方 これ それ".split())
_KO_PARTICLE = re.compile(r"(?:의|에|에서|을|를|은|는|이|가|로|으로|와|과|도|며|고|서|한|던|된|듯|년|월|일)$")
_PIECE = re.compile(r"\S+")
_KO_TOPIC = re.compile(r"은$|(?<![다라하되있없])는$|(?:의원|대표|총리|대통령|장관|위원|시장|후보|교수)도$")
_KO_SURNAMES = frozenset("김이박최정강조윤장임한오서신권황안송전홍유문양손배백허남심노하곽성차주우구진지")
_KO_LINK = re.compile("(?:이)?(?:라며|라면서|며|면서|라고|고)")
_KO_WORD = re.compile(r"[^\s,]+")
_TH_TITLE = re.compile(r"(?:นางสาว|นาง|นาย|ดร\.|พล\.[^\s]*|ศ\.|รศ\.|ผศ\.|คุณ)\s?[^\s]+(?:\s[^\s]+)?")


def attribution_east(text: str, span: tuple[int, int], low: int, high: int, code: str) -> Attribution | None:
    """The attribution of a quotation in one of the four languages; its ``who`` is None where none is named."""
    return _signature(text, span, high) or _READERS[code](text, span, low, high)


def _signature(text: str, span: tuple[int, int], high: int) -> Attribution | None:
    """Who signs a quotation, behind a dash or in brackets: “…”——李明 「…」（佐藤市長）."""
    start, end = span
    signed = _SIGNED.match(text, end, min(len(text), end + _BEHIND))
    if signed is None or signed.end() > high or end - start < _SHORTEST_SIGNED:
        return None
    group = next(key for key in ("name", "bracketed", "below") if signed[key])
    name = signed[group]
    if _OUTLET.search(name) or _DIGIT.search(name):
        return None
    at = signed.start(group)
    cue = {"name": signed["mark"], "bracketed": "（", "below": "\n"}[group]
    return Attribution(Mention(at, at + len(name), name), cue, end, signed.end())


def _head(text: str, low: int, start: int) -> int:
    """Where the sentence begins that leads to a quotation."""
    low = max(low, start - _NEAR)
    ends = [found.end() for found in _ENDS.finditer(text, low, start)]
    return ends[-1] if ends else low


def _tail(text: str, end: int, high: int) -> int:
    """Where the clause behind a quotation ends."""
    stop = _STOPS.search(text, end, min(high, end + _BEHIND))
    return stop.start() if stop else min(high, end + _BEHIND)


def _first_cue(text: str, start: int, end: int, cues: tuple[str, ...]) -> tuple[int, str] | None:
    found = _any_of(cues).search(text, start, end)
    return (found.start(), found.group()) if found else None


@cache
def _any_of(cues: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some cues, the longest of those that begin alike."""
    return re.compile("|".join(map(re.escape, sorted(cues, key=len, reverse=True))))


def _last_cue(text: str, start: int, end: int, cues: tuple[str, ...]) -> tuple[int, str] | None:
    if not _any_of(cues).search(text, start, end):
        return None
    places = [(at, cue) for cue in cues if (at := text.rfind(cue, start, end)) >= 0]
    return max(places, key=lambda place: (place[0] + len(place[1]), len(place[1])), default=None)


def _chinese(text: str, span: tuple[int, int], low: int, high: int) -> Attribution | None:
    start, end = span
    cues = unspaced_cues("zh")
    stop = _tail(text, end, high)
    leads_on = text[stop - 1 : stop] in {"，", ",", "：", ":"} and stop == high
    cue = None if leads_on and text[end - 2] in "。！？" else _first_cue(text, end, stop, cues)
    if cue and not (cue[1] == "道" and text[cue[0] + 1 : cue[0] + 2] not in _ZH_BEHIND):
        who = _chinese_subject(text, end, cue[0])
        if who is not None or cue[0] - end <= 1:
            return Attribution(who, cue[1], cue[0], stop)
    begin = _head(text, low, start)
    if (cue := _last_cue(text, begin, start, cues)) and not (
        cue[1] == "道" and cue[0] + 1 < start and text[cue[0] + 1] not in _ZH_BEHIND
    ):
        return Attribution(_chinese_subject(text, begin, cue[0]), cue[1], cue[0], start)
    head = text[begin:start]
    if head.endswith(("：", ":")) and 1 < len(head) <= _LONGEST_NAME:
        return Attribution(Mention(begin, start - 1, head[:-1]), "：", start - 1, start)
    return None


def _chinese_subject(text: str, begin: int, end: int) -> Mention | None:
    """The subject in the clause before a verb, or where that has none in the clause before it."""
    finish = end
    while finish > begin:
        comma = max(text.rfind(mark, begin, finish) for mark in "，,；、")
        first = comma + 1 if comma >= begin else begin
        while lead := _ZH_BEFORE.match(text[first:finish]):
            first += lead.end()
        between = _ZH_BETWEEN.search(text, first + 1, finish)
        last = between.start() if between else finish
        name = _ZH_ADVERB.sub("", text[first:last].strip())
        if (
            name
            and len(name) <= _LONGEST_NAME
            and not _ZH_BETWEEN.match(name)
            and not _DIGIT.search(name)
            and not _ZH_MARKS.search(name)
        ):
            if name in tongue("zh").of_many:
                return None
            first = text.index(name, first)
            return Mention(first, first + len(name), name, pronoun=name in tongue("zh").pronouns)
        finish = max(comma, begin)
    return None


def _japanese(text: str, span: tuple[int, int], low: int, high: int) -> Attribution | None:
    start, end = span
    stop = _tail(text, end, high)
    begin = _head(text, low, start)
    quoting = _JA_CLAUSE.match(text, end, stop)
    stems = tuple(cue.removeprefix("と") for cue in unspaced_cues("ja"))
    cue = _first_cue(text, end, stop, stems) if quoting else None
    if cue is None and quoting and text[start - 1 : start] == "は" and stop < len(text) and text[stop] in "。\n":
        cue = quoting.start(), quoting.group()  # whatever is done with it: …は「…」と笑う。
    if cue is None or quoting is None:
        head = text[begin:start]
        if head.endswith(("：", ":")) and 1 < len(head) <= _LONGEST_NAME:
            return Attribution(Mention(begin, start - 1, head[:-1]), "：", start - 1, start)
        return None
    who = _japanese_topic(text, quoting.end(), cue[0]) or _japanese_topic(text, begin, start)
    return Attribution(who, cue[1] if cue[1].endswith("と") else f"と{cue[1]}", cue[0], stop)


def _japanese_topic(text: str, begin: int, end: int) -> Mention | None:
    found = [match for match in _JA_TOPIC.finditer(text, begin, end) if match["name"] not in _JA_TIMES]
    topic = next((one for one in found if text[one.end() - 1] == "は"), found[-1] if found else None)
    name = _JA_NAME.search(topic["name"]) if topic else None
    if topic is not None and name is not None and "を" in name.group():
        name = _JA_PERSON.search(topic["name"])
    if topic is None or name is None:
        return None
    start = topic.start() + name.start()
    return Mention(start, start + len(name.group()), name.group(), pronoun=name.group() in tongue("ja").pronouns)


def _korean(text: str, span: tuple[int, int], low: int, high: int) -> Attribution | None:
    start, end = span
    stop = _tail(text, end, high)
    begin = _head(text, low, start)
    cue = _first_cue(text, end, stop, unspaced_cues("ko"))
    if cue is None and stop < len(text) and (link := _KO_LINK.match(text, end, stop)):
        cue = link.start(), link.group()  # goes on with another quotation: "…"라며 "…"
    if cue:
        who = _korean_subject(text, end, cue[0]) or _korean_subject(text, begin, start)
        return Attribution(who, cue[1], cue[0], stop)
    head = text[begin:start].strip()
    if head.endswith(":") and 1 < len(head) <= _LONGEST_NAME:
        first = text.index(head, begin)
        return Attribution(Mention(first, first + len(head) - 1, head[:-1]), ":", first + len(head) - 1, start)
    return None


def _korean_subject(text: str, begin: int, end: int) -> Mention | None:
    """The last topic, else the last subject, by its particle, with up to two words before it: 김민수 시장은."""
    words = [word for word in _KO_WORD.finditer(text, begin, end) if word.end() - word.start() > 1]
    topics = [word for word in words if _KO_TOPIC.search(word.group())]
    subjects = [word for word in words if word.group()[-1] in "이가"]
    if words and words[-1].group()[-1] == "도":
        topics.append(words[-1])
    if not (chosen := topics or subjects):
        return None
    first, last = chosen[-1].start(), chosen[-1].end() - 1
    if not text[first].isalnum():
        return None
    if text[first:last] in tongue("ko").pronouns:
        return Mention(first, last, text[first:last], pronoun=True)
    low = max(begin, first - _LONGEST_NAME)
    for before in reversed(list(_PIECE.finditer(text, low, first))[-2:]):
        surname = before.group() in _KO_SURNAMES
        if (
            (_KO_PARTICLE.search(before.group()) and not surname)
            or not before.group()[-1].isalnum()
            or before.group()[0].isdigit()
        ):
            break
        first = before.start()
    return Mention(first, last, text[first:last])


def _thai(text: str, span: tuple[int, int], low: int, high: int) -> Attribution | None:
    start, end = span
    cues = unspaced_cues("th")
    begin = _head(text, low, start)
    if (cue := _last_cue(text, begin, start, cues)) and (who := _thai_subject(text, begin, cue[0])):
        return Attribution(who, cue[1], cue[0], start)
    stop = _tail(text, end, high)
    if (cue := _first_cue(text, end, stop, cues)) and (who := _thai_subject(text, end, cue[0])):
        return Attribution(who, cue[1], cue[0], stop)
    return None


def _thai_subject(text: str, begin: int, end: int) -> Mention | None:
    if titled := list(_TH_TITLE.finditer(text, begin, end)):
        return Mention(titled[-1].start(), titled[-1].end(), titled[-1].group())
    pieces = list(_PIECE.finditer(text, begin, end))[-2:]
    if not pieces:
        return None
    first, last = pieces[0].start(), pieces[-1].end()
    name = text[first:last]
    return Mention(first, last, name, pronoun=name in tongue("th").pronouns) if len(name) <= 2 * _LONGEST_NAME else None


_READERS: dict[str, Callable[[str, tuple[int, int], int, int], Attribution | None]] = {
    "zh": _chinese,
    "ja": _japanese,
    "ko": _korean,
    "th": _thai,
}
EAST = frozenset(_READERS)
