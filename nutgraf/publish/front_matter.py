"""Front matter as published records have it: which values are quoted, and how, is part of the format."""

import re
from datetime import UTC, datetime

import yaml
from yaml.resolver import Resolver

# What YAML 1.2 or a reader of its own mind could take for a number or a time; PyYAML's resolver knows YAML 1.1 alone.
_NUMBERLIKE = re.compile(r"0[xXoObB][0-9a-fA-F_]+|[0-9][0-9_.,:eE+-]*")
_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"}
_UNPRINTABLE = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_BREAKS_PLAIN = re.compile(rf":(?:\s|$)|\s#|\s$|[{_UNPRINTABLE}]")
_ESCAPED = re.compile(rf'["\\{_UNPRINTABLE}]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\r": "\\r", "\n": "\\n", "\t": "\\t"}
_resolver = Resolver()


def quoted(text: str) -> str:
    """A double-quoted scalar on one line; non-ASCII text stays as it is, unpaired surrogates become U+FFFD."""
    return f'"{_ESCAPED.sub(_escape, text)}"'


def scalar(text: str) -> str:
    """A plain scalar where every YAML reader takes it for this text, else a quoted one."""
    return text if _is_plain(text) else quoted(text)


def time(value: datetime) -> str:
    """A time in UTC to the second, RFC 3339."""
    return value.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _is_plain(text: str) -> bool:
    return (
        text[:1].isalnum()
        and not _BREAKS_PLAIN.search(text)
        and not _NUMBERLIKE.fullmatch(text)
        and text.casefold() not in _WORDS
        and _resolver.resolve(yaml.ScalarNode, text, (True, False)) == "tag:yaml.org,2002:str"  # type: ignore[no-untyped-call]
    )


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004
        return "\ufffd"
    return f"\\x{code:02X}" if code <= 0xFF else f"\\u{code:04X}"  # noqa: PLR2004
