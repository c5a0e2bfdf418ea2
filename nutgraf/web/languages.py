"""Languages by name, and the direction their script runs."""

from typing import Literal, TypeAlias

Direction: TypeAlias = Literal["ltr", "rtl", "auto"]

_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "azb", "ckb", "dv", "fa", "he", "iw", "ks", "mzn", "pnb", "ps", "sd", "ug", "ur", "yi"}
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})
_NAMES = dict(
    line.split(" ", 1)
    for line in """\
af Afrikaans
am Amharic
ar Arabic
az Azerbaijani
be Belarusian
bg Bulgarian
bn Bengali
bs Bosnian
ca Catalan
ckb Sorani Kurdish
cs Czech
cy Welsh
da Danish
de German
el Greek
en English
es Spanish
et Estonian
eu Basque
fa Persian
fi Finnish
fil Filipino
fr French
ga Irish
gl Galician
gu Gujarati
ha Hausa
he Hebrew
hi Hindi
hr Croatian
hu Hungarian
hy Armenian
id Indonesian
is Icelandic
it Italian
ja Japanese
ka Georgian
kk Kazakh
km Khmer
kn Kannada
ko Korean
ku Kurdish
ky Kyrgyz
lo Lao
lt Lithuanian
lv Latvian
mk Macedonian
ml Malayalam
mn Mongolian
mr Marathi
ms Malay
my Burmese
nb Norwegian
ne Nepali
nl Dutch
nn Norwegian Nynorsk
no Norwegian
pa Punjabi
pl Polish
ps Pashto
pt Portuguese
ro Romanian
ru Russian
si Sinhala
sk Slovak
sl Slovenian
so Somali
sq Albanian
sr Serbian
sv Swedish
sw Swahili
ta Tamil
te Telugu
tg Tajik
th Thai
tk Turkmen
tl Tagalog
tr Turkish
ug Uyghur
uk Ukrainian
ur Urdu
uz Uzbek
vi Vietnamese
yi Yiddish
yo Yoruba
zh Chinese
zu Zulu
""".splitlines()
)


def language_name(tag: str | None) -> str:
    """A language's English name (the tag itself where none is known), with its subtags: zh-Hant is Chinese (Hant)."""
    if not tag:
        return "language unknown"
    base, _, rest = tag.partition("-")
    name = _NAMES.get(base.casefold())
    if name is None:
        return tag
    return f"{name} ({rest})" if rest else name


def direction(tag: str | None) -> Direction:
    """The direction a language is read; ``auto`` lets the browser tell by the text where the language is unknown."""
    if not tag:
        return "auto"
    base, *subtags = tag.casefold().split("-")
    scripts = {subtag for subtag in subtags if len(subtag) == 4}  # noqa: PLR2004 - RFC 5646: a script has four letters
    if scripts:
        return "rtl" if scripts & _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if base in _RIGHT_TO_LEFT else "ltr"
