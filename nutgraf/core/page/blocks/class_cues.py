"""What class names and ids say of the part of a page they stand on, by generic words in several languages."""

import re
from typing import Final

_WORDS: Final = {
    "body": """
        body article story post entry content inhalt contenu contenido cuerpo corps artikel articulo artigo articolo
        beitrag nota noticia news
    """,
    "text": """
        text paragraph rich copy prose wysiwyg richtext texto texte absatz paragraphe editor markdown rte block
    """,
    "comment": """
        comment comments comentarios commentaires kommentar kommentare disqus respond reply replies discussion forum
        kommentarer reacties commentlist livefyre commento coral
    """,
    "related": """
        related recommend recommended recommendation recommendations more also popular trending latest most similar
        teaser teasers promo card cards outbrain taboola next prev previous pagination carousel slider swiper slick
        upnext readmore further mehr weitere relacionadas relacionados voir aussi lire correlati similares
        associated see recirc recirculation rec recent grid tile tiles mgid onward mostread collection feed river
        list item items listing archive loop results
    """,
    "signup": """
        newsletter subscribe signup subscription cta donate donation register login form offer newsletters mailchimp
        email abo abonnement abonnieren membership subscriber download contact hubspot join action promobox product
        price shop buy cart affiliate paywall premium regwall piano metered locked
    """,
    "nav": """
        nav navigation menu breadcrumb breadcrumbs navbar masthead footer sidebar aside widget widgets toc skip
        search topbar offcanvas dropdown submenu side rail sitemap bottom jump subnav foot copyright bar tabs
    """,
    "caption": """
        caption gallery image images photo figure slideshow bildunterschrift media legend bild picture video player
        thumbnail thumb credits foto fotos embed img legende podcast audio
    """,
    "cookie": """
        cookie cookies consent gdpr modal popup overlay cmp onetrust privacy disclaimer alert notice lightbox dialog
        legal popin toast
    """,
    "hidden": """
        hidden sr visually visuallyhidden screen hide invisible noprint offscreen reader collapsed
    """,
}
FAMILIES: Final = (*_WORDS, "strong")
BIT: Final = {family: 1 << number for number, family in enumerate(FAMILIES)}
STRONG: Final = BIT["strong"]  # the name of an article's body: article-body, entryContent, post_text
_BY_WORD: Final[dict[str, int]] = {}
for _family, _words in _WORDS.items():
    for _word in _words.split():
        _BY_WORD[_word] = _BY_WORD.get(_word, 0) | BIT[_family]
_BY_WORD["articlebody"] = STRONG
_WHOSE: Final = frozenset({"article", "entry", "post", "story", "main", "page", "single", "body", "content"})
_WHAT: Final = frozenset({"body", "content", "text", "copy", "main"})
_WORD: Final = re.compile(r"[A-Z]?[a-z]{2,24}|[A-Z]{2,12}(?![a-z])")
_LONGEST: Final = 120  # characters read of a class attribute; what builders generate is longer and says nothing


_MOST_KNOWN: Final = 20_000  # names remembered, so that memory stays bounded; chosen, not measured
_KNOWN: Final[dict[str, int]] = {}  # names recur on a page, and from page to page


def cue_of(names: str) -> int:
    """The families, as bits, that a class attribute or id speaks of."""
    bits = _KNOWN.get(names)
    if bits is None:
        bits = _cue_of_words(_words_of(names[:_LONGEST]))
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[names] = bits
    return bits


def _words_of(names: str) -> list[str]:
    """The words that names are made of, in lower case: between hyphens and the like, and in camel case."""
    words: list[str] = []
    for part in names.replace("_", " ").replace("-", " ").split():
        if part.islower():
            words.append(part)
        elif not part.isdigit():
            words += [word.lower() for word in _WORD.findall(part)]
    return words


def _cue_of_words(words: list[str]) -> int:
    bits = 0
    before = ""
    for word in words:
        bits |= _BY_WORD.get(word, 0)
        if word in _WHAT and before in _WHOSE and word != before:
            bits |= STRONG
        before = word
    return bits
