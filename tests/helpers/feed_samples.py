"""A feed with all that feeds say, and one with what a test is about."""

from nutgraf.core.feeds.entry import Feed
from nutgraf.core.feeds.feed import read_feed

URL = "https://harbour.example/feeds/all.xml"

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
<channel>
 <title>Harbour Gazette</title><link>https://harbour.example/</link><language>en-gb</language><ttl>30</ttl>
 <image><url>/logo.png</url></image>
 <atom:link rel="self" href="https://harbour.example/feeds/all.xml"/>
 <atom:link rel="next" href="?page=2"/><atom:link rel="hub" href="https://hub.example/"/>
 <item>
  <title>Ferry &amp;amp; quay reopen</title><link>/2024/ferry?utm_source=rss#top</link>
  <guid isPermaLink="false">item-1</guid>
  <description>&lt;p&gt;The ferry &lt;b&gt;runs&lt;/b&gt; again.&lt;/p&gt;</description>
  <content:encoded><![CDATA[<p>The ferry runs again, the port said.</p>]]></content:encoded>
  <dc:creator>Ana Brandt</dc:creator><dc:creator>Li Wei</dc:creator>
  <pubDate>Tue, 02 Jan 2024 08:00:00 +0100</pubDate><atom:updated>2024-01-02T09:30:00Z</atom:updated>
  <category>Ports</category><category>Ferries</category>
  <media:group><media:content url="/a.jpg" type="image/jpeg" width="800" height="600"/></media:group>
  <media:thumbnail url="/a-small.jpg"/>
  <enclosure url="/film.mp4" type="video/mp4" length="1"/>
 </item>
</channel></rss>"""


def one(markup: str, url: str = URL) -> Feed:
    return read_feed(
        f"<rss version='2.0'><channel><title>Harbour Gazette</title>{markup}</channel></rss>".encode(), url
    )
