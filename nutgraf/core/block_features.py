"""What is known of each block when it is judged: numbers of its own, of its boxes, of its neighbours and of its place."""

from typing import Final

from nutgraf.core.class_cues import BIT, FAMILIES, STRONG
from nutgraf.core.layout import TAG_BIT, TAGS, Block, Layout
from nutgraf.core.leftovers import ends_article, is_litter

_KIND_OF_TAG: Final = {
    "p": 0, "blockquote": 1, "pre": 1, "div": 2, "section": 2, "article": 2, "body": 2, "main": 2, "li": 3, "dd": 3, "dt": 4, "td": 5, "th": 5,
    "h1": 6, "h2": 7, "h3": 8, "h4": 9, "h5": 9, "h6": 9, "figcaption": 10, "caption": 10, "summary": 9, "button": 12,
}  # fmt: skip
_OTHER: Final = 11
_CUES: Final = tuple(1 << number for number in range(len(FAMILIES) + 1 + len(TAGS)))
_TRUSTED: Final = (
    STRONG | BIT["body"] | BIT["text"] | TAG_BIT["article"] | TAG_BIT["main"] | TAG_BIT["table"] | TAG_BIT["list"] | TAG_BIT["quote"]
)  # families that may speak of most of a page
_MARGINS: Final = BIT["comment"] | BIT["cookie"] | TAG_BIT["nav"] | TAG_BIT["footer"] | TAG_BIT["unseen"] | TAG_BIT["dialog"] | TAG_BIT["aside"]
_PARAGRAPH: Final = 80
_FAR: Final = 30

NAMES: Final = (
    "chars", "linked", "links", "ends", "commas", "last", "digits", "kind",
    "depth", "up", "down", "share", "box_linked", "outer_linked", "outer2_linked", "outer_good", "outer2_good", "repeated", "siblings",
    "prev_chars", "next_chars", "prev_linked", "next_linked", "prev_kind", "next_kind", "prev2_chars", "next2_chars",
    "since_good", "until_good", "before", "after", "near_good",
    "is_title", "from_title", "stated", "litter", "end", "ended", "total", "same", "upper",
    *(f"cue_{name}" for name in (*FAMILIES, "strong")),
    *(f"in_{name}" for name in TAGS),
)  # fmt: skip


def features(layout: Layout, title: str, stated: frozenset[str]) -> list[list[float]]:
    """One row for each block; the columns are NAMES. ``stated`` are the word shingles of the text that metadata state."""
    return _Survey(layout, title, stated).rows()


class _Survey:
    """Sums over boxes, made once for a page."""

    def __init__(self, layout: Layout, title: str, stated: frozenset[str]) -> None:
        self.layout = layout
        self.blocks = layout.blocks
        self.title = title
        self.stated = stated
        self._sum_boxes()
        self._spread_cues()
        self._find_best()

    def _sum_boxes(self) -> None:
        layout = self.layout
        number = len(layout.tags)
        self.chars = chars = [0.0] * number
        self.linked = linked = [0.0] * number
        self.good = good = [0.0] * number
        self.count = count = [0] * number
        self.goods: list[float] = []
        for block in self.blocks:
            box = block.box
            chars[box] += block.chars
            linked[box] += block.chars * block.linked
            count[box] += 1
            is_good = block.chars >= _PARAGRAPH and block.linked < 0.4 and block.ends > 0
            self.goods.append(float(block.chars) if is_good else 0.0)
            if is_good:
                good[box] += block.chars
        self.own_good = good[:]
        parents = layout.parents
        signatures: dict[tuple[int, str, str], int] = {}
        for box in range(number - 1, 0, -1):
            parent = parents[box]
            chars[parent] += chars[box]
            linked[parent] += linked[box]
            good[parent] += good[box]
            count[parent] += count[box]
            if chars[box]:
                key = (parent, layout.tags[box], layout.names[box])
                signatures[key] = signatures.get(key, 0) + 1
        self.signatures = signatures

    def _spread_cues(self) -> None:
        layout = self.layout
        parents, tags, cues, names, chars = layout.parents, layout.tags, layout.cues, layout.names, self.chars
        number = len(tags)
        self.any = any_ = [0] * number
        self.near = near = [0] * number
        self.depth = depth = [0] * number
        self.repeated = repeated = [0] * number
        self.siblings = siblings = [0] * number
        most = 0.6 * chars[0]
        for box in range(1, number):
            if not chars[box]:
                continue
            parent = parents[box]
            depth[box] = depth[parent] + 1
            cue = cues[box]
            if chars[box] > most:
                cue &= _TRUSTED
            any_[box] = any_[parent] | cue
            near[box] = cue | (near_parent := cues[parent] if chars[parent] <= most else cues[parent] & _TRUSTED)
            siblings[box] = same = self.signatures[parent, tags[box], names[box]]
            if self.count[box] > 1 and same > 1:
                repeated[box] = max(repeated[parent], same)
            else:
                repeated[box] = repeated[parent]
            del near_parent

    def _find_best(self) -> None:
        """The box that holds most of the good paragraphs directly, and how far every box is from it."""
        parents, tags = self.layout.parents, self.layout.tags
        number = len(parents)
        score = [0.0] * number
        for box in range(number):
            if (own := self.own_good[box]) and not self.any[box] & _MARGINS:
                if tags[box] in {"p", "li", "blockquote", "h2", "span", "pre"}:
                    parent = parents[box]
                    score[parent] += own
                    if parent > 0:
                        score[parents[parent]] += own / 2
                else:
                    score[box] += own
                    if box > 0:
                        score[parents[box]] += own / 2
        best = max(range(number), key=score.__getitem__)
        self.best = best
        line: dict[int, int] = {}
        box = best
        while box >= 0:
            line[box] = len(line)
            box = parents[box]
        self.up = up = [0] * number
        self.down = down = [0] * number
        self.meet = meet = [0] * number
        for box in range(number):
            if box in line:
                down[box] = line[box]
                meet[box] = box
            else:
                parent = parents[box]
                up[box] = up[parent] + 1
                down[box] = down[parent]
                meet[box] = meet[parent]

    def rows(self) -> list[list[float]]:
        layout, blocks, goods = self.layout, self.blocks, self.goods
        parents, linked, chars, good = layout.parents, self.linked, self.chars, self.good
        number = len(blocks)
        total = sum(goods)
        whole = total or 1.0
        title = _plain(self.title)
        kinds = [_KIND_OF_TAG.get(block.tag, _OTHER) for block in blocks]
        title_at = self._title_at(title, kinds)
        until = _distances(goods[::-1])[::-1]
        since = _distances(goods)
        lengths = [0, 0, *(min(block.chars, 2000) for block in blocks), 0, 0]
        shares = [1.0, *(block.linked for block in blocks), 1.0]
        around = [-1, *kinds, -1]
        found: list[list[float]] = []
        before = 0.0
        ended = 0
        seen: dict[str, int] = {}
        for block in blocks:
            if block.chars > 15:
                seen[block.text] = seen.get(block.text, 0) + 1
        cue_rows: dict[tuple[int, int], list[float]] = {}
        for i, block in enumerate(blocks):
            text = block.text
            box = block.box
            outer = parents[box] if box else 0
            outer2 = parents[outer] if outer else 0
            near, any_ = self.near[box] | layout.cues[outer], self.any[box]
            cues = cue_rows.get((near, any_))
            if cues is None:
                cues = cue_rows[near, any_] = [(2.0 if near & bit else 1.0) if any_ & bit else 0.0 for bit in _CUES]
            litter = is_litter(text)
            end = not litter and ends_article(text)
            if before:
                ended += end
            length = len(text)
            plain = _plain(text) if length < 300 and title else ""
            found.append(
                [
                    min(block.chars, 2000), block.linked, block.links, block.ends, text.count(",") + text.count("，") + text.count("、") + text.count("،"),
                    _last(text), sum(map(text.count, "0123456789")) / length, kinds[i],
                    self.depth[box], self.up[box], self.down[box], good[self.meet[box]] / whole,
                    linked[box] / (chars[box] or 1), linked[outer] / (chars[outer] or 1), linked[outer2] / (chars[outer2] or 1),
                    good[outer] / whole, good[outer2] / whole, min(self.repeated[box], 20), min(self.siblings[box], 20),
                    lengths[i + 1], lengths[i + 3], shares[i], shares[i + 2], around[i], around[i + 2], lengths[i], lengths[i + 4],
                    since[i], until[i], before / whole, (total - before - goods[i]) / whole,
                    sum(goods[max(0, i - 3) : i + 4]) - goods[i],
                    1.0 if plain and plain in title else 0.0,
                    max(-_FAR, min(_FAR, i - title_at)) if title_at >= 0 else -99.0,
                    self._stated(text), litter, end, min(ended, 3), min(total, 20000), min(seen.get(text, 0), 5),
                    text[0].isupper() + text.isupper(),
                    *cues,
                ]
            )  # fmt: skip
            before += goods[i]
        return found

    def _title_at(self, title: str, kinds: list[int]) -> int:
        """The block that prints the title: a heading that agrees with the title element, else the first main heading."""
        first = -1
        for i, block in enumerate(self.blocks):
            if kinds[i] in {6, 7} and block.chars < 400:
                plain = _plain(block.text)
                if len(plain) > 10 and plain in title:
                    return i
                if kinds[i] == 6 and first < 0:
                    first = i
        return first

    def _stated(self, text: str) -> float:
        if not self.stated:
            return -1.0
        mine = shingles(text)
        return sum(shingle in self.stated for shingle in mine) / len(mine) if mine else 0.0


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def shingles(text: str) -> list[str]:
    """Overlapping runs of 16 letters and digits, every fourth, which no change of spacing or punctuation affects."""
    letters = _plain(text)
    return [letters[i : i + 16] for i in range(0, max(1, len(letters) - 15), 4)] if letters else []


def stated_shingles(text: str) -> frozenset[str]:
    letters = _plain(text)
    return frozenset(letters[i : i + 16] for i in range(max(1, len(letters) - 15))) if letters else frozenset()


def _last(text: str) -> int:
    last = text[-1]
    if last in ".!?…。！？؟۔।":
        return 2
    if last in "\"'”’»)」":
        return 2 if len(text) > 1 and text[-2] in ".!?…。！？؟۔।" else 1
    return 3 if last in ":：" else 0


def _distances(goods: list[float]) -> list[int]:
    """How many blocks ago the last good paragraph was."""
    distances: list[int] = []
    distance = _FAR
    for good in goods:
        distances.append(distance)
        distance = 1 if good else min(distance + 1, _FAR)
    return distances
