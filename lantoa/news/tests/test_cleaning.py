"""What people type, paste or send comes out harmless, and as good HTML."""

import re
import unicodedata
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.news.cleaning import Picture, clean, picture_keys, picture_path, plain_text

pytestmark = pytest.mark.pure

KEY = str(uuid.UUID(int=7))

# Vectors known from the literature on cross-site scripting, each of a kind of its own.
VECTORS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<script/x>alert(1)</script>",
    "<<script>alert(1);//<</script>",
    '<img src=x onerror="alert(1)">',
    '<img src="x:x" onerror=alert(1)//',
    '<img """><script>alert(1)</script>">',
    "<img src=`javascript:alert(1)`>",
    '<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+">',
    '<img src="https://evil.example/track.gif">',
    f'<img src="/tin-tuc/anh/{KEY}/vua" onload="alert(1)">',
    f'<img src="//evil.example/tin-tuc/anh/{KEY}/vua/../../x">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)">x</a>',
    '<a href="&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)">x</a>',
    '<a href="javascript&colon;alert(1)">x</a>',
    '<a href="\x01javascript:alert(1)">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>',
    '<a href="//evil.example/">x</a>',
    '<a href="/\\evil.example/">x</a>',
    '<a href="/a" onclick="alert(1)" style="position:fixed;inset:0">x</a>',
    '<a href="/a" target="_blank" ping="https://evil.example">x</a>',
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<p style="behavior:url(#default#time2)" onbegin="alert(1)">x</p>',
    "<style>@import'https://evil.example/x.css';</style>",
    "<style><!--</style><script>alert(1)//--></script>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text y="20">x</text></a></svg>',
    '<svg><animate attributeName="href" values="javascript:alert(1)" /></svg>',
    '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<form action="https://evil.example"><input name="p"><button formaction="javascript:alert(1)">x</button></form>',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='javascript:alert(1)'></object>",
    "<embed src='javascript:alert(1)'>",
    '<base href="https://evil.example/">',
    '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    "<body onload=alert(1)><p>x</p>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<marquee onstart=alert(1)>x</marquee>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "<template><script>alert(1)</script></template>",
    "<listing>&lt;img src=1 onerror=alert(1)&gt;</listing>",
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>"></xmp>',
    '<textarea><img title="</textarea><img src onerror=alert(1)>"></textarea>',
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<!--<img src='--><img src=x onerror=alert(1)//'>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    '<p id="x" class="y" name="z" data-lt-confirm="x" hx-get="/lam-viec/" hx-trigger="load">x</p>',
    '<a href="/a" hx-post="/lam-viec/tin-bai/1/duyet/" hx-trigger="load">x</a>',
    "<p slot=x is=y>x</p><x-evil onclick=alert(1)>x</x-evil>",
    "<table background='javascript:alert(1)'><tr><td background='javascript:alert(1)'>x</td></tr></table>",
    "<ul><li style=list-style-image:url(javascript:alert(1))>x</li></ul>",
    "\ufeff<script>alert(1)</script>",
    f"<img src='/tin-tuc/anh/{'-' * 36}/vua' alt=x>",
    "%3Cscript%3Ealert(1)%3C/script%3E<b>x</b>",
    "<p>" + "<div>" * 3000 + "<script>alert(1)</script>",
]

_TAG = re.compile(r"<\s*([a-zA-Z][\w:-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([\w:-]+)(?:=\"([^\"]*)\")?")
KNOWN = {"href", "rel", "src", "alt", "width", "height", "colspan", "rowspan"}
ADDRESSES = {
    "href": r"(https?://|mailto:|tel:|/(?![/\\])).*",
    "src": r"/tin-tuc/anh/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/(lon|vua|nho)",
}
TAGS = {
    tag
    for line in (
        "p br h2 h3 ul ol li blockquote strong em u s sub sup a figure figcaption img",
        "table caption thead tbody tr th td",
    )
    for tag in line.split()
}


def faults(cleaned: str) -> list[str]:
    """What in the answer a browser would take for more than text: told without the code that made it."""
    found = []
    for tag, rest in _TAG.findall(cleaned):
        if tag not in TAGS:
            found.append(f"<{tag}>")
        for name, value in _ATTRIBUTE.findall(rest):
            if name not in KNOWN:
                found.append(name)
            elif (name in ADDRESSES) and not re.fullmatch(ADDRESSES[name], value, re.IGNORECASE):
                found.append(value)
    return found + (["comment"] if "<!--" in cleaned else [])


@pytest.mark.parametrize("vector", VECTORS, ids=range(len(VECTORS)))
def test_known_attacks_come_out_harmless(vector: str):
    cleaned = clean(f"<p>Trước</p>{vector}<p>Sau</p>")
    assert not faults(cleaned), cleaned
    assert not faults(clean(vector)), clean(vector)


def test_the_watch_over_the_attacks_sees_them():
    seen = [vector for vector in VECTORS if faults(vector)]
    assert len(seen) > len(VECTORS) * 0.75


TORN = (
    "<p> </p> <div> </div> <b> </b> <ul> <li> </ul> <table> <td> <svg> <style> </style> <math> <!-- --> javascript: "
    'onerror= " \' "> &lt; &#106; <h1> </h1> <figure> <figcaption> < > & chữ e\u0301'
)
pieces = st.sampled_from([*TORN.split(" "), '<a href="', "<img src=", "\n\n", "\x00", " ", "\xa0"])


@given(st.lists(pieces | st.text(max_size=5), max_size=25).map("".join))
def test_whatever_comes_in_is_harmless_and_stays_as_it_is(sent: str):
    cleaned = clean(sent)
    assert not faults(cleaned), cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert clean(cleaned) == cleaned


def test_text_without_tags_becomes_paragraphs():
    assert clean("Dòng một\ndòng hai\n\nĐoạn hai: 3 < 5 & 7") == (
        "<p>Dòng một<br>dòng hai</p><p>Đoạn hai: 3 &lt; 5 &amp; 7</p>"
    )


def test_headings_keep_below_the_title_of_the_page():
    assert clean("<h1>Một</h1><h2>Hai</h2><h5>Năm</h5>") == "<h2>Một</h2><h2>Hai</h2><h3>Năm</h3>"


def test_loose_lines_become_paragraphs():
    assert clean("Mở đầu <b>đậm</b><div>Khối</div>Cuối") == ("<p>Mở đầu <strong>đậm</strong></p><p>Khối</p><p>Cuối</p>")


def test_links_to_the_web_mail_phone_and_this_site_stay():
    for address in ("https://example.vn/a?b=1", "mailto:a@example.vn", "tel:+84901234567", "/thu-tuc/1/"):
        assert f'href="{address}"' in clean(f'<p><a href="{address}">x</a></p>')


def test_a_picture_of_the_article_carries_its_own_words():
    known = {KEY: Picture("Lễ chào cờ", 800, 600)}
    shown = clean(f'<figure><img src="/lam-viec/tin-bai/anh/{KEY}/vua/" alt="cũ" class="x"></figure>', known)
    assert f'src="{picture_path(KEY)}"' in shown
    assert 'alt="Lễ chào cờ"' in shown
    assert 'width="800" height="600"' in shown
    assert picture_keys(shown) == [KEY]


def test_a_caption_said_of_a_picture_stands_below_it_unless_the_text_has_one():
    known = {KEY: Picture("Lễ chào cờ", 800, 600, "Sáng thứ Hai")}
    image = f'<img src="/tin-tuc/anh/{KEY}/vua">'
    once = clean(f"<figure>{image}</figure>", known)
    assert "<figcaption>Sáng thứ Hai</figcaption></figure>" in once
    assert clean(once, known) == once
    written = clean(f"<figure>{image}<figcaption>Trong bài</figcaption></figure>", known)
    assert "Sáng thứ Hai" not in written


def test_pictures_of_other_articles_go():
    assert "img" not in clean(f'<p>Chữ <img src="/tin-tuc/anh/{KEY}/vua"></p>', {})


WORD = """\
<html xmlns:o="urn:x"><head><style>p.MsoNormal{margin:0}</style></head><body>
<p class=MsoNormal style='mso-margin-top-alt:auto'><span style='font-family:"Times"'>Kính gửi<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-.25in;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times"'>&nbsp;&nbsp;
</span></span></span><![endif]>Việc thứ nhất<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'>
<span style='mso-list:Ignore'>a)<span>&nbsp;</span></span>Việc con</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Việc thứ hai</p>
<p class=MsoNormal><b>Nơi nhận</b></p></body></html>"""


def test_text_pasted_from_word_is_clean_and_its_lists_are_lists():
    cleaned = re.sub(r"\s+", " ", clean(WORD)).replace("> <", "><").replace(" </", "</")
    assert cleaned == (
        "<p>Kính gửi</p><ul><li>Việc thứ nhất<ol><li>Việc con</li></ol></li><li>Việc thứ hai</li></ul>"
        "<p><strong>Nơi nhận</strong></p>"
    )


def test_a_body_is_read_as_plain_text():
    assert plain_text("<h2>Đầu</h2><p>Một &amp; <strong>hai</strong><br>ba</p>") == "Đầu\nMột & hai\nba"
