"""Text as nutgraf keeps it, and its words: everything that is compared or stored goes through here."""

import re
import sys
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from hashlib import sha256

from selectolax.lexbor import LexborHTMLParser

from nutgraf.core.languages.tables import tags_with
from nutgraf.core.text.characters import (
    BIDI,
    BIDI_CONTROLS,
    BIDI_OVERRIDES,
    CONTROLS,
    SPACES,
    is_balanced,
    unescaped,
    whole,
)
from nutgraf.scripts import NO_SPACES

_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
_UNWANTED = dict.fromkeys(
    [ord(character) for character in CONTROLS if character not in SPACES]
    + [ord(character) for character in _INVISIBLE + BIDI_OVERRIDES]
    + list(range(0xD800, 0xE000)),
)

_NO_ASCII = re.compile(r"[^\x00-\x7f]")
_WORD_BYTES = bytes(
    ord(chr(code).lower()) if chr(code).isascii() and chr(code).isalnum() else code if code >> 7 else ord(" ")
    for code in range(0x100)
)
# All but ranges with neither combining marks nor joiners nor scripts without spaces.
_OTHER_SCRIPTS = re.compile(
    "[^\x00-\u02ff\u0370-\u0482\u048a-\u0590\u200e-\u20cf\u2100-\u2cee\uac00-\ud7a3\U0001f000-\U0001faff]"
)
_ASCII_WORD = re.compile(r"\w++(?:'\w++)*")
_HAS_UNWANTED = re.compile(f"[{''.join(map(re.escape, map(chr, _UNWANTED)))}]")
_APOSTROPHES = "\u2018\u2019\u02bc\u02b9\uff07\u2032"
_MARKS = "\u201c\u201d\u201e\u00ab\u00bb\u2013\u2014\u2026\u2022\u00a0\u00a3\u20ac"  # in no word, before NFKC or after

_BLOCKS = (
    "address,article,aside,blockquote,br,dd,div,dl,dt,figcaption,figure,footer,h1,h2,h3,h4,h5,h6,header,hr,li,main,nav,"
    "ol,p,pre,section,table,tr,ul"
)
_UNSEEN = ["script", "style", "template", "noscript", "iframe", "object", "svg", "head"]


def clean(text: str) -> str:
    """One line of NFC text: no control or invisible characters, bidirectional controls balanced, white space folded."""
    return clean_folded(text if text.isprintable() and "  " not in text else " ".join(text.split())).strip()


def clean_folded(folded: str) -> str:
    """A text cleaned as by ``clean`` whose white space is folded already."""
    if folded.isprintable() and (folded.isascii() or unicodedata.is_normalized("NFC", folded)):
        return folded
    text = unicodedata.normalize("NFC", folded.translate(_UNWANTED))
    if not is_balanced(text):
        text = unicodedata.normalize("NFC", BIDI.sub("", text))
    return " ".join(text.split())


def spans_in_clean(pieces: Sequence[str], cleaned: str) -> list[tuple[int, int]]:
    """Where each piece of a text lies in what ``clean`` made of them all; nothing where they cannot be told apart.

    A piece of white space alone, or of what is taken out, has no length.
    """
    spans, folded = _folded_pieces(pieces)
    if folded == cleaned:
        return spans
    unwanted = _UNWANTED if BIDI.search(cleaned) else _UNWANTED | dict.fromkeys(map(ord, BIDI_CONTROLS))
    spans, folded = _folded_pieces([unicodedata.normalize("NFC", piece.translate(unwanted)) for piece in pieces])
    return spans if folded == cleaned else []


def _folded_pieces(pieces: Sequence[str]) -> tuple[list[tuple[int, int]], str]:
    """The pieces as one text with its white space folded, and where each of them lies in it."""
    spans: list[tuple[int, int]] = []
    written: list[str] = []
    end, apart = 0, False
    for piece in pieces:
        start = end
        if kept := " ".join(piece.split()):
            if end and (apart or piece[0].isspace()):
                written.append(" ")
                start += 1
            written.append(kept)
            end = start + len(kept)
            apart = piece[-1].isspace()
        elif piece:
            apart = True
        spans.append((start, end))
    return spans, "".join(written)


def clean_block(text: str) -> str:
    """Text cleaned as by ``clean``, one paragraph a line, empty ones left out."""
    return "\n".join(filter(None, map(clean, filter(str.strip, text.splitlines()))))


@cache
def _word_pattern() -> re.Pattern[str]:
    """Words with their combining marks, which re takes for no word characters, or runs of a script without spaces."""
    apart = re.compile(f"[{NO_SPACES}]")
    marks = "".join(
        chr(code)
        for code in range(0x300, min(0x10000, sys.maxunicode))
        if unicodedata.category(chr(code)) in {"Mn", "Mc"} and not apart.match(chr(code))
    )
    part = rf"[^\W{NO_SPACES}]++(?:[{marks}\u200c\u200d]++[^\W{NO_SPACES}]*+)*"
    return re.compile(rf"([{NO_SPACES}]++)|({part}(?:'{part})*)")


def words(text: str, language: str | None = None) -> list[str]:
    """The word tokens of a text, NFKC and casefolded, with one form for all apostrophes.

    Runs in scripts written without spaces give overlapping character bigrams. English possessives lose their ``'s``;
    in French, Italian and Catalan an elided article stands apart.
    """
    text = _plain_marks(text)
    if text.isascii():
        tokens = _ASCII_WORD.findall(text.casefold())
    else:
        text = _folded(text)
        tokens = _words_in_folded(text)
    return _apostrophes_resolved(tokens, (language or "").partition("-")[0]) if "'" in text else tokens


@lru_cache(1024)
def word_key(text: str) -> str:
    """A text by its words alone, for comparing names."""
    return "".join(words(text))


def word_bytes(text: str) -> bytes:
    """The words of a text in UTF-8, folded as by ``words``, with spaces between; an apostrophe parts words, too."""
    text = _plain_marks(text)
    if not text.isascii():
        for mark in filter(_is_mark, set(_NO_ASCII.findall(text))):
            text = text.replace(mark, " ")
    if not text.isascii():
        text = _folded(text)
        if _OTHER_SCRIPTS.search(text):
            text = " ".join(_words_in_folded(text))
        for mark in {character for character in _NO_ASCII.findall(text) if not character.isalnum()}:
            text = text.replace(mark, " ")
    return text.encode().translate(_WORD_BYTES)


@lru_cache(maxsize=4096)
def _is_mark(character: str) -> bool:
    """Whether a character is no part of a word, nor what NFKC makes of it."""
    return unicodedata.category(character)[0] in "PS" and unicodedata.is_normalized("NFKC", character)


def _plain_marks(text: str) -> str:
    """A text whose commonest marks are ASCII: most texts are then nothing else, and quick to take apart."""
    if text.isascii():
        return text
    for mark in _APOSTROPHES:
        text = text.replace(mark, "'")
    for mark in _MARKS:
        text = text.replace(mark, " ")
    return text


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    if _HAS_UNWANTED.search(folded):
        folded = folded.translate(_UNWANTED)
    return unicodedata.normalize("NFC", folded.casefold().replace("i\u0307", "i"))


def _words_in_folded(folded: str) -> list[str]:
    if not _OTHER_SCRIPTS.search(folded):
        return _ASCII_WORD.findall(folded)
    tokens: list[str] = []
    for run, word in _word_pattern().findall(folded):
        tokens += [word] if word else _bigrams(run)
    return tokens


def _bigrams(run: str) -> list[str]:
    letters = "".join(
        character for character in run if character.isalnum() or unicodedata.category(character)[0] == "M"
    )
    return [letters[i : i + 2] for i in range(max(1, len(letters) - 1))] if letters else []


@cache
def _eliding() -> frozenset[str]:
    return tags_with(lambda one: one.elides)


def _apostrophes_resolved(tokens: list[str], language: str) -> list[str]:
    resolved: list[str] = []
    for token in tokens:
        if "'" not in token:
            resolved.append(token)
        elif language in _eliding():
            resolved += token.split("'")
        else:
            resolved.append(token.removesuffix("'s"))
    return resolved


def digest(*parts: str) -> str:
    """16 hexadecimal characters of the SHA-256 of the parts, kept apart by NUL."""
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def slug(text: str, length: int = 80) -> str:
    """The words of a text for a file name or path: lower case, hyphens between, Latin accents dropped."""
    plain = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", clean(text).casefold()))
    name = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", plain)).strip("-")
    if len(name) <= length:
        return name
    cut = name[: length + 1].rpartition("-")[0]
    return cut or name[:length]


def shorten(text: str, length: int) -> str:
    """The text, cut at a word to at most ``length`` characters and ended by an ellipsis where something is left out."""
    if len(text) <= length:
        return text
    cut = text[:length]
    at_word = cut.rpartition(" ")[0]
    kept = at_word if len(at_word) > length // 2 else cut[:-1]
    return kept.rstrip(" ,;:.-\u2013\u2014") + "…" if length > 0 else ""


def strip_html(markup: str) -> str:
    """The text of an HTML fragment, one block a line; plain text comes back clean."""
    if "<" not in markup:
        return clean_block(unescaped(markup))
    return "\n".join(_body_lines(LexborHTMLParser(whole(markup).replace("\n", " "))))


def _body_lines(tree: LexborHTMLParser) -> list[str]:
    """What some parsed markup shows, clean, one block a line; its tree, which nobody else reads, is changed by it."""
    tree.strip_tags(_UNSEEN, recursive=True)
    root = tree.body or tree.root
    if root is None:
        return []
    for node in root.css(_BLOCKS):
        node.insert_before("\n")
        node.insert_after("\n")
    return clean_block(root.text(deep=True)).split("\n")
