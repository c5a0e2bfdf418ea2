"""Takes out of a page what no reader misses and what makes parsing it take time out of proportion to its size."""

import re
from typing import Final

_MANY: Final = 10_000  # tags; fewer cannot take long; chosen, not measured
_DEEPEST: Final = 500  # browsers stop at 512
_STRIDE: Final = 16000  # characters without the end of a tag: one of very many attributes
# Elements that nest; those that end when the next one begins (li, p, td, a) do not.
_NESTING: Final = re.compile(
    r"<(/?)(?=(?:div|section|article|main|center|ul|ol|dl|dir|menu|blockquote|aside|nav|header|footer|details|fieldset|"
    r"figure|figcaption|address|pre|hgroup|search|summary|dialog|b|i|u|s|em|strong|small|big|tt|code|font|strike)"
    r"[\s/>])",
    re.IGNORECASE,
)
_OPTION: Final = re.compile(r"<(?=option[\s/>])", re.IGNORECASE)
_OUTERMOST: Final = re.compile(r"<(?=(?:html|body)\s)", re.IGNORECASE)
_ATTRIBUTES: Final = re.compile(
    r"""(<[a-zA-Z][\w:-]*)(?:[\s/]++[^\s"'=<>/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]*+))?){1000,}"""
)


def tame(html: str) -> str:
    """The page without tags beyond 500 levels, options and attributes by the thousand, html elements inside others."""
    if html.count("<") > _MANY:
        html = _OPTION.sub("<!", html) if len(_OPTION.findall(html)) > _DEEPEST else html
        html = _without_depths(html)
        if len(outermost := list(_OUTERMOST.finditer(html))) > _DEEPEST:
            start = outermost[_DEEPEST].start()
            html = html[:start] + _OUTERMOST.sub("<!", html[start:])
    return _without_long_tags(html)


def _without_depths(html: str) -> str:
    """Tags that are nested too deeply become comments; where that is none, the page itself."""
    depth = 0

    def shallow(tag: re.Match[str]) -> str:
        nonlocal depth
        depth = max(0, depth - 1) if tag[1] else depth + 1
        return f"<!{tag[1]}" if depth + len(tag[1]) > _DEEPEST else tag[0]

    return _NESTING.sub(shallow, html)


def _without_long_tags(html: str) -> str:
    """Tags of very many attributes lose them; such a tag covers one of the places that are looked at."""
    start, tried = _STRIDE, 0
    while start < len(html):
        if html.find(">", start, start + _STRIDE) < 0:
            begin = html.rfind("<", tried, start)
            tag = _ATTRIBUTES.match(html, begin) if begin >= 0 else None
            if tag:
                html = html[: tag.end(1)] + html[tag.end() :]
                start = tag.end(1)
            tried = start
        start += _STRIDE
    return html
