"""What class names and ids say of the part of a page they stand on, by generic words in several languages."""

import re
from functools import lru_cache
from typing import Final

# One bit a family; the bits from TAGS on come from the element itself.
FAMILIES: Final = (
    "body", "text", "lead", "title", "meta", "comment", "related", "share", "signup", "ad", "nav", "caption", "cookie",
    "hidden", "tags", "biography", "list", "note", "paywall",
)  # fmt: skip
BIT: Final = {name: 1 << number for number, name in enumerate(FAMILIES)}

_WORDS: Final = {
    "body": "body article story post entry content inhalt contenu contenido cuerpo corps artikel articulo artigo articolo beitrag nota noticia news",
    "text": "text paragraph rich copy prose wysiwyg richtext texto texte absatz paragraphe editor wysiwig markdown rte formatted block",
    "lead": "lead intro lede standfirst dek deck subtitle subheadline subhead summary abstract excerpt teaser chapo sapo anons leadin vorspann "
    "entradilla bajada resumen sommaire ingress einleitung description standfirst sub sottotitolo untertitel highlights key takeaways",
    "title": "title headline heading titel titulo titre hl header titolo naslov",
    "meta": "meta author byline date time timestamp published dateline posted info publish pubdate updated autor auteur autore datum fecha "
    "kicker topline section category credit source quelle location reading readtime views details dateline",
    "comment": "comment comments comentarios commentaires kommentar kommentare disqus respond reply replies discussion forum kommentarer "
    "reacties commentlist livefyre commento coral",
    "related": "related recommend recommended recommendation recommendations more also popular trending latest most similar teasers promo card "
    "cards outbrain taboola next prev previous pagination carousel slider swiper slick upnext readmore further mehr weitere "
    "relacionadas relacionados voir aussi lire articoli correlati similares associated linked see recirc recirculation rec recent grid "
    "tile tiles mgid revcontent onward mostread interesting collection feed river crosssell associes inline",
    "share": "share sharing social follow facebook twitter addtoany addthis tools toolbar toolbox print actions sharedaddy whatsapp teilen "
    "compartir partager buttons sociallinks bookmark shares sharethis",
    "signup": "newsletter subscribe signup subscription cta donate donation donations register login form offer newsletters mailchimp email "
    "abo abonnement abonnieren membership subscriber support download contact mc4wp hubspot hs join action apply promobox product price "
    "shop buy cart affiliate",
    "ad": "ad ads advert advertisement advertising sponsor sponsored banner dfp gpt anzeige werbung publicidad pub adslot adsense "
    "adunit adsbygoogle reklama adbox commercial billboard",
    "nav": "nav navigation menu breadcrumb breadcrumbs navbar masthead footer sidebar aside widget widgets toc skip search topbar "
    "offcanvas dropdown submenu side rail fuss kopf sitemap bottom jump anchors contents subnav foot footnav copyright bar tabs secondary",
    "caption": "caption gallery image images photo figure slideshow wp bildunterschrift media legend bild picture video player thumbnail thumb "
    "credits foto fotos embed img legende podcast audio",
    "cookie": "cookie cookies consent gdpr modal popup overlay cmp onetrust privacy disclaimer alert notice lightbox dialog legal popin toast",
    "hidden": "hidden sr visually visuallyhidden screen hide invisible noprint offscreen reader mobile collapsed print",
    "tags": "tag tags taglist keywords topics topic schlagworte etiquetas categories cats labels chips badge themes",
    "biography": "bio biography authors about authorbox profile vcard contributor contributors writer biographical avatar person team authorbio "
    "aboutauthor reviewer",
    "list": "list item items listing archive loop results lista liste",
    "note": "footnote footnotes references reference sources correction note notes citation citations bibliography fn quellen source reflist "
    "disclosure editors",
    "paywall": "paywall premium regwall piano metered locked plus subscriber paid paying restricted",
}
_BY_WORD: Final[dict[str, int]] = {}
for _family, _words in _WORDS.items():
    for _word in _words.split():
        _BY_WORD[_word] = _BY_WORD.get(_word, 0) | BIT[_family]
_JOINED: Final = re.compile(
    r"(?:article-?_?(?:body|content|text|copy|main)|(?:entry|post|story|main|page|single)[-_]*(?:content|body|text)|content[-_]*body|"
    r"body[-_]*(?:copy|content|text))",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[A-Z]?[a-z]{1,24}|[A-Z]{2,12}(?![a-z])")
_LONGEST: Final = 160
STRONG: Final = 1 << len(FAMILIES)


@lru_cache(maxsize=20_000)
def cue_of(names: str) -> int:
    """The families, as bits, that a class attribute or id speaks of; STRONG where it names an article's body."""
    names = names[:_LONGEST]
    bits = STRONG if _JOINED.search(names) else 0
    for word in _WORD.findall(names):
        bits |= _BY_WORD.get(word.lower(), 0)
    return bits
