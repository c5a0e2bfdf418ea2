"""Scripts by how they are written, as ranges of a character class."""

# Thai, Lao, Burmese, Khmer, kana and Chinese characters: no spaces between words.
NO_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
HANGUL = "\u1100-\u11ff\uac00-\ud7af"
