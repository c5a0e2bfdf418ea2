"""What sites leave around an article when its text is saved: the words that give such lines away."""

import re

# Lines that end an article wherever they stand: what follows belongs to the site.
_ENDS = re.compile(
    r"""(?:
      (?:posted|filed|published)\ (?:in|under)\b | (?:tags?|categor(?:y|ies)|topics|more\ on|read\ more\ on)\s*:
    | notify\ of$ | (?:leave|post|write|add)\ a\ (?:comment|reply)\b | \d*\s*comments?$ | view\ all\ comments$
    | join\ the\ (?:conversation|discussion)\b | related\ (?:articles?|stories|posts|news|topics|coverage|content)\b
    | (?:more|other|latest|top)\ (?:stories|news|headlines)\b.{0,30}$
    | you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested)
    | recommended\ for\ you | most\ (?:read|popular|viewed)\b.{0,20}$ | about\ the\ author$
    | verschlagwortet\b | schlagw(?:orte|örter)\s*: | (?:schreibe?n?\ sie\ )?einen?\ kommentar\b.{0,20}$
    | kommentare?$
    | mehr\ zum\ thema$ | das\ könnte\ (?:sie|dich)\ auch | ähnliche\ (?:artikel|beiträge)$ | weitere\ artikel$
    | laisse[rz]\ un\ commentaire | commentaires?$ | articles?\ (?:similaires|liés)$ | lire\ aussi$
    | à\ lire\ aussi$ | mots[- ]clés
    | étiquettes\s*: | sur\ le\ même\ (?:sujet|thème)$
    | deja\ (?:un\ comentario|una\ respuesta) | comentarios?$ | (?:artículos|noticias|temas)\ relacionad[oa]s$
    | etiquetas\s*: | te\ puede\ interesar$
    | lascia\ un\ commento | commenti$ | articoli\ correlati$ | leggi\ anche$
    | deixe\ (?:um\ comentário|uma\ resposta) | comentários?$ | (?:notícias|artigos)\ relacionad[oa]s$
    | leia\ (?:também|mais)$
    | reageer$ | reacties$ | lees\ ook$ | gerelateerde\ artikelen$
    | kommentarer$ | läs\ (?:mer|också)$ | relaterade\ artiklar$ | dodaj\ komentarz | komentarze$
    | czytaj\ (?:też|także|więcej)$
    | yorumlar?$ | yorum\ yap$ | ilgili\ haberler$ | etiketler\s*:
    | комментари[ий]$ | добавить\ комментарий$ | оставить\ комментарий$ | читайте\ также | теги\s*: | по\ теме\s*:?$
    | коментарі$ | читайте\ також | التعليقات$ | تعليقات$ | اترك\ (?:تعليق|رد)
    | (?:مواضيع|أخبار|مقالات)\ ذات\ صلة$ | اقرأ\ أيضا
    | نظرات$ | تگ\u200cها\s*: | टिप्पणियाँ$ | यह\ भी\ पढ़ें
    | 相关(?:阅读|新闻|文章|报道)$ | 相關(?:閱讀|新聞|文章)$ | 延伸閱讀$ | 责任编辑[:：] | 标签[:：] | 评论$
    | 发表评论$ | 留言$
    | 関連(?:記事|ニュース|リンク)$ | あわせて読みたい$ | コメント(?:を書く|する)?$ | 관련\ ?(?:기사|뉴스)$
    | 댓글(?:\ 쓰기|\ \d+)?$
    )""",
    re.IGNORECASE | re.VERBOSE,
)

_RIGHTS = re.compile(
    r"""(?:copyright\ (?:©|\(c\)|\d{4}) | (?:©|\(c\))\s?\d{4} | all\ rights\ reserved
    | alle\ rechte(?:n\ voor|\ vor)behalten
    | tous\ droits\ réservés | todos\ (?:los\ derechos|os\ direitos)\ reservados | tutti\ i\ diritti\ riservati
    | все\ права\ защищены | جميع\ الحقوق\ محفوظة | 版权所有)""",
    re.IGNORECASE | re.VERBOSE,
)

# Lines that are no part of the text, and may as well stand in the middle of it.
_LITTER = re.compile(
    r"""(?:
      loading\W*$ | advertis(?:e|ing|ement)s?\W*$ | sponsored(?:\ content)?$
    | share(?:\ (?:this|on|via|article|story)\b.{0,30})?$
    | (?:facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|e-?mail|print|copy\ link|tweet|pin\ it)$
    | (?:save|like)$
    | (?:sign\ up|subscribe|join|register|log\ ?in|sign\ in)(?:\ (?:now|today|here|free|us)\b.{0,40}|\W{0,3})$
    | (?:sign\ up|subscribe|join|register|log\ ?in|sign\ in)\ (?:to|for|with)\b.{0,70}
      \b(?:newsletters?|account|free|alerts?|updates?|inbox|comment|members?|channel)\b.{0,30}$
    | follow\ us\b.{0,60}$ | oldest\b.{0,5}(?:most\ voted)?$ | newest\b.{0,5}$ | most\ voted$ | inline\ feedbacks?$
    | (?:read|show|load|see|view)\ (?:more|all|less)\W*$ | skip\ to\b.{0,30}$ | back\ to\ top$ | click\ here\b.{0,60}$
    | .{0,60}\bbrought\ to\ you\ by\b.{0,60}$ | (?:next|previous)(?:\ (?:article|post|story))?$ | newsletter$
    | report\ (?:an?\ )?(?:error|ad)$
    | 0$ | \W+$
    | anzeige$ | werbung$ | teilen$ | drucken$ | merken$ | mehr\ (?:lesen|anzeigen)$
    | (?:jetzt\ )?(?:newsletter\ )?(?:abonnieren|anmelden)$
    | publicité$ | partager(?:\ .{0,30})?$ | imprimer$ | s['’]abonner$ | abonnez-vous.{0,60}$ | chargement\W*$
    | publicidad(?:e)?$ | compartir$ | compartilh(?:ar|e)$ | imprimir$ | suscr[ií]bete.{0,60}$ | assine.{0,40}$
    | cargando\W*$ | carregando\W*$
    | pubblicità$ | condividi$ | stampa$ | iscriviti.{0,60}$ | caricamento\W*$ | advertentie$ | delen$ | annons$
    | dela$ | reklama$ | udostępnij$
    | reklam$ | paylaş$ | yazdır$ | реклама$ | поделиться$ | подписаться.{0,40}$ | подписывайтесь.{0,60}$
    | загрузка\W*$ | поділитися$
    | إعلان$ | شارك$ | مشاركة$ | اشترك.{0,40}$ | تبلیغات$ | विज्ञापन$ | शेयर\ करें$
    | 广告$ | 廣告$ | 分享(?:到.{0,10})?$ | 打印$ | 加载中\W*$ | 広告$ | シェア(?:する)?$ | 印刷$ | ツイート$
    | 광고$ | 공유(?:하기)?$ | 인쇄$
    )""",
    re.IGNORECASE | re.VERBOSE,
)  # fmt: skip

LONGEST = 160  # characters; no leftover that begins like one is longer, save lists of tags
_LONGEST_TAGS = 600
_SENTENCE = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।", "”", "»")


def ends_article(line: str) -> bool:
    """Whether a line says that the article is over: its tags, the comment form, related pages, who has the rights."""
    if len(line) <= LONGEST and _RIGHTS.match(line):
        return True
    limit = _LONGEST_TAGS if ":" in line[:30] else LONGEST
    return len(line) <= limit and not line.endswith(_SENTENCE) and _ENDS.match(line) is not None


def is_litter(line: str) -> bool:
    """Whether a line is a button, an advertisement's mark or a pitch."""
    return len(line) <= LONGEST and _LITTER.match(line) is not None
