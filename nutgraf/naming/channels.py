"""What in an address says by which channel a reader came, and nothing of what he came for.

Collected by hand: the parameters of UTM, AT Internet, Comscore, Webtrends, Mailchimp, Substack, Echobox, SocialFlow
and others, and what outlets put into their feeds. Why no list that is kept elsewhere: docs/decisions.
"""

import re

# Parameters that are never more than that, and that nobody needs to have a page.
NEVER_NEEDED = re.compile(
    r"utm_\w+|_?hs(?:enc|mi|Ctatracking)|mc_[ce]id|mkt_tok|ml_subscriber(?:_hash)?|vero_(?:conv|id)|pk_(?:campaign|kwd)"
    r"|(?:d|fb|g|tt|tw|y)clid|msclkid|[gw]braid|li_fat_id|irclickid|s_kwcid|gclsrc"
    r"|fb_(?:action_ids|action_types|source|ref)|igshid|igsh|__twitter_impression|guce_referrer(?:_sig)?|guccounter"
    r"|_ga|_gl|cmpid|ncid|at_(?:medium|campaign|custom\d)|__hs(?:tc|sc|fp)|rdt_cid|srsltid",
    re.IGNORECASE,
)
# What else says no more, though a server may ask for it.
_ALWAYS = re.compile(
    # campaigns as the services of measurement write them
    r"utm|u_?tm_\w+|mtm_\w+|pk_\w+|piwik_\w+|matomo_\w+|at_\w+|ns_(?:mchannel|source|campaign|linkname|fee|\w+)"
    r"|i(?:nt|tm)_\w+|intc(?:mp|id)|ic(?:id|mp)|cmp|cmp_id|ocid|sc_?cid|s_cid|ftag|spm|scm|cm_mmc\w*|cm_ven"
    r"|wt[._]\w+|xt(?:or|cr|ref|atc)|traffic_?source|tracking_?source|_openstat|ex_cid|kwp_\d|cx_\w+"
    r"|tblci|ob_?(?:click_?id|origurl)|dicbo|taboola_\w+|mkwid|pcrid|ef_id|irgwc|awc|gad_\w+|ved|usg|sca_esv|gs_lp?|cvid"
    # newsletters
    r"|vero_\w+|oly_(?:anon|enc)_id|hss_channel|xnewsletter|sp(?:mailing|user|job|report)id"
    r"|sc_(?:src|lid|uid|l?lid|eh|channel|campaign|content|medium)|xnpe_\w+"
    r"|elq(?:track(?:id)?|aid|at|campaignid)?|trk(?:campaign|contact|msg|module|sid|_\w+)?|sfmc_\w+|_?ke|_kx|bsft_\w+|triedredirect"
    r"|isfreemail"
    # social networks and search engines
    r"|(?:d|fb|g|msclk|tt|tw|y|ym)cl(?:k|ick)?id|rb_clickid|epik|gad_source|mibextid|sfnsn|igshi|ref_src|ref_url"
    r"|__tn__|spref|sr_share|share|shared|share_?(?:type|token|id)|share_\w+|sref|echobox|sf\d{5,}|dlvrit|_branch_\w+"
    r"|hootpostid|fbc|lipi|isappinstalled|xhsshare|tt_from|reflink"
    r"|usqp|amp_(?:js_v|gsa|ct|r|latest_update_time|lite|markup)"
    # outlets' own, known by these names alone
    r"|emc|smid|smtyp|smprod|wprov|xfacebook|xtwitter|platform_hidden|rssfeed|feedtype|ito|tpcc|srnd|maca"
    r"|leadsource",
    re.IGNORECASE,
)

# Parameters that may be ids or choose what is shown: only where a channel is named.
_SOMETIMES = re.compile(
    r"(?:\w+_)?(?:ref(?:errer|erer|erral|_?source)?|rf|source|src|_?from|via|medium|partner|channel|link)"
    r"|campaign|kampagne|kampanje?|campagne|campa[nñ]a|campanha|partner_?id|origin|origine?|origen|origem|herkunft|bron"
    r"|fuente|fonte|k[aä]lla|kilde|kanal|canal|quelle|zrodlo|kaynak|mod|cid|mc|dc|feature|link_?source|nl|wtmc|pgtype|social"
    r"|entry_?point|position|placement",
    re.IGNORECASE,
)
# The name of one, with no more than words behind it: "rss", "newsletter-daily"; "rss12" and "12" may be ids.
_CHANNEL = re.compile(
    # feeds, and who reads them
    r"(?:rss\d?|rss_?feeds?|feeds?|atom|xml|syndication|feedburner|feedly|feedspot|inoreader|newsblur|netvibes|flipboard"
    r"|pocket|getpocket|instapaper|smart_?news|news_?break|upday|apple_?news|google_?news|googlediscover|discover"
    r"|squid|aggregator|news360"
    # networks and engines
    r"|google|bing|yahoo|duckduckgo|twitter|tweet|twtr|tw|tco|t\.co|facebook|fb|fbia|instagram|insta|ig|threads"
    r"|bluesky|bsky|mastodon|fediverse|linked_?in|lnkd|reddit|telegram|tg|tme|whats_?app|wa|wechat|weixin|timeline"
    r"|weibo|viber|vk|vkontakte|odnoklassniki|xing|pinterest|tumblr|tik_?tok|you_?tube|youtu\.be|snapchat"
    r"|hacker_?news|hn|digg|slashdot|kakao\w*|line|naver"
    # letters and messages
    r"|news_?letters?|nl|e-?mails?|mail|mailing|mailchimp|substack|push|web_?push|push_?notifications?|notifications?"
    r"|alerts?|sms|messenger|digest|boletin|infolettre|nieuwsbrief|nyhetsbrev|nyhedsbrev|uutiskirje|bulten|boletim"
    # the site itself
    r"|apps?|ios|android|widgets?|share|shared|sharing|social|social_?media|smo?|qr|qr_?code|home|home_?page|front_?page"
    r"|start_?page|related|recommended|recirc|most_?read|most_?popular|trending|teaser|sidebar|footer|nav"
    r"|search|seo|amp|web|desktop|mobile|hp|cta|single_?message|group_?message|djem\w*|e2(?:tw|fb|li))(?![a-z0-9])",
    re.IGNORECASE,
)
# What says so under any name but those of what is looked for or shown.
_FEED = re.compile(r"(?:from[_-]?)?m?rss\d?(?:[_-]?feeds?)?|feedburner|newsletter", re.IGNORECASE)
_NEVER = re.compile(
    r"\w*id|p|page|article\w*|story|post|item|name|title|slug|q|query|s|search|tags?|topic|section|url", re.IGNORECASE
)
# Of who shared it: no word and no number.
_TOKEN = re.compile(r"(?=\d*[A-Za-z])(?=[A-Za-z]*(?:\d|[a-z][A-Z]))[A-Za-z\d]{4,}")
_TOKENS = {"sh", "st"}
_YES = {"", "1", "true", "yes", "on"}
_VALUES = {"amp": _YES | {"amp"}, "outputtype": {"amp"}, "output": {"amp"}, "rss": _YES, "sh": {"1"}}

# Parameters that are a channel's beside one that says so: an index of the letter, the reader who shared it.
_BESIDE = {
    "triedredirect": {"r", "publication_id", "post_id", "token"},
    "isfreemail": {"r", "publication_id", "post_id", "token"},
    "emc": {"ref", "partner", "nl", "te", "campaign_id", "instance_id", "segment_id", "regi_id", "user_id"},
    "share": {"nb"},
    "isappinstalled": {"from", "nsukey"},
    "reflink": {"st"},
}
# Names of places on a page, of letters and posts that led to it; a number may be an id.
_UNLESS_NUMBER = {"itid", "hpid", "nlid", "taid"}

_ESCAPED = re.compile(r"(?:amp;)+", re.IGNORECASE)  # of an address that was escaped once too often
_ROUTE = re.compile(r"#(?:!/?|/)(?=[^/])")


def without_channel(query: str) -> str:
    """A query without its ``?`` and without what only says how a reader came; the rest in its order."""
    pairs = [_ESCAPED.sub("", pair, count=1) if pair[:4].lower() == "amp;" else pair for pair in query.split("&")]
    names = {pair.partition("=")[0].lower() for pair in pairs}
    beside = {name for said, others in _BESIDE.items() if said in names for name in others}
    return "&".join(pair for pair in pairs if pair and not _is_channel(pair, beside))


def _is_channel(pair: str, beside: set[str]) -> bool:
    name, _, written = pair.partition("=")
    value = written.lower()
    if name.lower() in beside or _ALWAYS.fullmatch(name) or NEVER_NEEDED.fullmatch(name):
        return True
    if value in _VALUES.get(name.lower(), ()):
        return True
    if name.lower() in _UNLESS_NUMBER:
        return not value.isdecimal()
    if name.lower() in _TOKENS:
        return _TOKEN.fullmatch(written) is not None
    if _SOMETIMES.fullmatch(name):
        return _CHANNEL.match(value) is not None
    return _FEED.fullmatch(value) is not None and _NEVER.fullmatch(name) is None


def route_of(fragment: str) -> str:
    """A fragment with its ``#`` where it is a route of a page that scripts build, without channels; else nothing."""
    if not _ROUTE.match(fragment):
        return ""
    path, mark, query = fragment.partition(":~:")[0].partition("?")
    kept = without_channel(query)
    return f"{path.rstrip('/')}{mark}{kept}" if kept else path.rstrip("/")
