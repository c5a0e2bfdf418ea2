"""An article's terms: the words that tell its story from others, each with its weight in this article.

How rare a term is among other articles is not known here: the window weighs that when it compares.
Weights are multiples of 1/8, so that sums of them are exact in any order.
"""

from nutgraf.core.languages.tables import stop_words
from nutgraf.core.text.plain import words
from nutgraf.records import Article

# Chosen; the judge of stories learned with them, and must learn anew where they change (docs/decisions/0014).
TITLE_WEIGHT = 2.0
BODY_WEIGHT = 1.0
MAX_TERMS = 64
BODY_CHARACTERS = 600
_STOP_WORDS = stop_words()


def terms(article: Article) -> dict[str, float]:
    """Each term with its weight, at most MAX_TERMS, those of title and lead first; stop words are left out."""
    body = article.text or article.excerpt
    lead = (
        f"{article.excerpt}\n{article.text[:BODY_CHARACTERS]}"
        if article.excerpt and article.text
        else body[:BODY_CHARACTERS]
    )
    weights: dict[str, float] = {}
    for text, weight in ((article.title, TITLE_WEIGHT), (lead, BODY_WEIGHT)):
        for word in dict.fromkeys(words(text, article.language)):
            if word not in _STOP_WORDS and len(word) > 1:
                weights[word] = weights.get(word, 0.0) + weight
    kept = sorted(weights, key=weights.__getitem__, reverse=True)[:MAX_TERMS]
    return {term: weights[term] for term in kept}
