"""Words that introduce a speaker: cue verbs, pronouns and phrases, by language."""

import re
from functools import cache

_VERBS = {
    "en": "said says say saying told tells added adds asked asks replied replies wrote writes writing tweeted "
    "tweets explained explains noted notes stated states insisted insists argued argues claimed claims warned "
    "warns declared declares continued continues concluded concludes recalled recalls admitted admits "
    "acknowledged announced responded quipped joked joking remarked observed commented complained shouted "
    "yelled yelling exclaimed boasted vowed promised predicted suggested stressed emphasized emphasised "
    "reiterated testified charged thundered asserted asserts questioned retorted answered posted called "
    "calling calls described describing thinks believes opined lamented fired reads reading read confirmed "
    "denied urged urges concedes conceded mused cautioned agreed put",
    "de": "sagte sagt sagen erklärte erklärt betonte betont meinte meint fügte berichtete berichtet schrieb "
    "schreibt teilte kritisierte warnte warnt forderte fordert kündigte so zitierte antwortete fragte hieß "
    "heißt ergänzte",
    "fr": "dit déclaré déclare déclarait affirmé affirme expliqué explique indiqué indique ajouté ajoute précisé "
    "précise estimé estime assuré assure souligné souligne annoncé annonce lancé lance écrit confié confie "
    "répondu regretté rappelle rappelé conclut poursuit réagi prévenu selon",
    "es": "dijo dice afirmó afirma señaló señala explicó explica declaró declara añadió añade agregó agrega aseguró "
    "asegura indicó indica manifestó sostuvo comentó comenta escribió advirtió expresó subrayó según "
    "respondió",
    "pt": "disse diz afirmou afirma declarou explicou explica acrescentou contou escreveu ressaltou destacou "
    "avaliou segundo comentou alertou garantiu respondeu",
    "it": "detto dice disse ha dichiarato dichiara spiegato spiega affermato afferma aggiunto aggiunge sottolineato "
    "scritto scrive commentato commenta secondo ribadito",
    "nl": "zei zegt aldus vertelde vertelt verklaarde verklaart liet schreef schrijft benadrukt volgens stelt voegde",
    "sv": "sade sa säger enligt berättar skriver förklarade förklarar menar tillade uppger",
    "da": "sagde siger ifølge fortæller skriver forklarer mener tilføjede oplyser",
    "pl": "powiedział powiedziała mówi dodał dodała stwierdził stwierdziła napisał napisała podkreślił według "
    "zaznaczył",
    "ru": "сказал сказала сказали говорит заявил заявила заявили отметил отметила сообщил сообщила сообщили пояснил "
    "пояснила добавил добавила подчеркнул подчеркнула считает рассказал рассказала написал написала ответил "
    "уточнил",
    "uk": "сказав сказала заявив заявила зазначив зазначила повідомив повідомила додав додала написав пояснив",
    "tr": "dedi söyledi belirtti açıkladı vurguladı ifade konuştu diyor ekledi",
    "ar": "قال قالت وقال وقالت أضاف أضافت وأضاف وأضافت أكد أكدت وأكد أعلن أعلنت صرح صرحت وصرح أوضح أوضحت وأوضح ذكر "
    "ذكرت كتب كتبت وتابع وتابعت تابع يقول تقول",
    "fa": "گفت افزود کرد نوشت اعلام",
    "he": "אמר אמרה הוסיף הוסיפה ציין הסביר כתב לדברי",
    "el": "είπε δήλωσε τόνισε ανέφερε πρόσθεσε σημείωσε",
    "hi": "कहा बताया बोले",
    "id": "kata ujar tutur katanya ujarnya jelas tambah mengatakan menurut",
    "vi": "nói cho",
}
_UNSPACED = {
    "ja": "と述べ と語 と話 と説明 と発表 と強調 と指摘 としている と訴え と呼びかけ とコメント と答え と振り返",
    "zh": "表示 说 說 指出 称 稱 强调 強調 认为 認為 写道 寫道 回应 回應",
}
_PHRASES = (
    r"according to|in the words of|nach Angaben von|laut|d['’]après|de acordo com|de acuerdo con|secondo|по словам"
)
_PRONOUNS = (
    "he she they it we i who er sie es il elle ils elles él ella ellos ellas ele ela eles lui lei hij zij han hon "
    "он она они він вона".split()
)


@cache
def verbs(language: str | None) -> frozenset[str]:
    """Cue verbs of a language, casefolded; of all languages where it is not known."""
    base = (language or "").split("-")[0].lower()
    known = [_VERBS[base]] if base in _VERBS else list(_VERBS.values())
    return frozenset(word.casefold() for words in known for word in words.split())


def unspaced_cues(language: str | None) -> tuple[str, ...]:
    """Cues of a language that writes no spaces; none for the others."""
    return tuple(_UNSPACED.get((language or "").split("-")[0].lower(), "").split())


PHRASE = re.compile(rf"\b(?:{_PHRASES})\b", re.IGNORECASE)
PRONOUNS = frozenset(_PRONOUNS)
