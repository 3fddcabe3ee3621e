"""What kind of notice a passage is, from what it says and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from ...folding import fold, loose
from ...model import NoticeKind
from .passages import Passage

Sorted = tuple[NoticeKind, list[Passage], list[Passage]]
"""Kind, the passages of its title, all its passages (those of the title too)."""


def _pattern(text: str) -> re.Pattern[str]:
    """`text` compiled for `_plain` notices: its letters folded too, so that each word is written once."""
    folded = "".join(fold(letter) if letter > "\x7f" and letter.isalpha() else letter for letter in text)
    return re.compile(folded, re.IGNORECASE)


def _plain(text: str) -> str:
    """As the patterns see it: folded, a wide space as two."""
    return fold(text.strip().replace("\u3000", "  "))


_CREDIT = _pattern(
    r"(?:封面|封底|封二|封三|封四|扉页|插页|目录页)?(?:人物|图片|照片|摄影|設計|设计|攝影|绘图|插图|题字|书法|插畫|作品|故事)?\s?[:：/·]\s?\S|"
    r"(?:(?:on the )?(?:front |back |inside )?cover(?: image| photo(?:graph)?| art| illustration| design)?|photo(?:graph)?s?(?: by)?|illustrations?|cover story|"
    r"titelbild|umschlag|couverture|en couverture|portada|表紙|題字|装丁|カット|표지|обложка|на обложке)\b\s?[:：.—–-]\s?\S|(?:cover )?(?:photo(?:graph)?|illustration|design)s? by\s\S",
)
_CREDIT_PLACE = _pattern(
    r"封面|封底|封二|封三|封四|扉页|插页|题字|题图|表紙|cover|titel|umschlag|couvert|portada|表紙|題字|装丁|カット|표지|облож|photo|illustr",
)
_STATEMENT_TITLE = _pattern(
    r"(?:郑重|重要|版权|著作权|本刊|严正|免责)?(?:声明|聲明|启事|啟事|公告|更正|勘误|勘誤|致歉|稿约|稿約|敬告.{0,8}|告读者|致读者|致作者|投稿须知|征稿(?:启事|简则|函)?|征订(?:启事)?|订阅启事|通知|ご案内|お知らせ|投稿規定)|"
    r"(?:disclaimer|copyright|correction|corrections|erratum|errata|notice|call for papers|to our readers|subscriptions?|hinweis|berichtigung|avis)",
)
_STATEMENT = _pattern(
    r"^[【\[](?:征稿|征订|启事|声明|更正|通知|公告|稿约)[^】\]]{0,6}[】\]]|特此(?:声明|公告|说明|致歉)|^(?:版权|著作权|郑重|本刊)?(?:声明|聲明|启事|敬告|稿约)[:：]|未经(?:本刊)?(?:书面)?(?:许可|同意|授权)|版权所有|不得(?:以任何|转载)|视为.{0,12}(?:同意|授权|转让|許可|许可)|文责自负|均视为|"
    r"all rights reserved|no part of this|reprinted? (?:without|by) permission|views expressed|copyright ©|alle rechte vorbehalten|nachdruck|tous droits réservés|無断(?:転載|複製)|무단\s?전재",
)
_NEWS = _pattern(
    r"^[（(【\[]?\s?(?:本[刊报報台网]|新华社|新華社|中新社|中央社)?(?:综合)?(?:讯|訊|消息|电|電)|^(?:本[刊报報]|新华社|中新社)[^，。]{0,14}(?:讯|訊|电|電)|"
    r"^(?:近日|日前|近期|连日来|昨日|今日|当日|是日)[，,]?|"
    r"^[^。]{0,30}?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?月\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?(?:日|號|号|일)|"
    r"^(?:on\s)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?(?:\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?(?:january|february|march|april|may|june|july|august|september|october|november|december)|(?:january|february|march|april|may|june|july|august|september|october|november|december)\s\d{1,4})(?!\w)",
)
_DATELINE = re.compile(r"[A-Z][A-Z .]{2,24}(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?\s?[—–-]{1,2}\s")
_COLOPHON = _pattern(
    r"(?:主\s?管|主\s?办|协\s?办|承\s?[办印]|编\s?[辑印]|出\s?版|(?:副|执行)?(?:主\s?编|社\s?长|总\s?编辑?|总监)|执行编辑|美术总监|编\s?委|编委会|编辑委员会|顾\s?问|印\s?刷|印\s?制|总?发\s?[行送]|内部(?:资料|发行)|"
    r"地\s?址|邮\s?编|电\s?话|传\s?真|投稿|邮箱|网\s?址|定\s?价|工本费|刊\s?号|邮发代号|国外代号|广告(?:查询|总代理|(?:经营)?(?:许可证|发布登记|部))|开户|账号|责任编辑|责编|美术编辑|美编|校\s?对|"
    r"編集|発行|印刷|定価|편집|발행|인쇄|editor(?:s|ial)?(?:[ -]in[ -]chief|ial board| board)?|publisher|published by|printed (?:by|in|at)|printer|subscription(?:s| rates)?|price|address|circulation|art director|advertising|issn|"
    r"herausgeber|redaktion|druck|verlag|rédaction|directeur|imprim\w+|abonnement|редактор|редколлегия|издатель|тираж|رئيس التحرير|طبع)"
    r"[^:：]{0,12}(?:[:：]|\s{2,})|^(?:rmb|us\$|hk\$|nt\$|[$£€¥])\s?\d+(?:\.\d+)?$|^\d+(?:\.\d+)? ?(?:元|円|cents)$|^内部资料",
)
_PUBLISHED = _pattern(
    r"\b(?:is|are) published (?:\w+ )?by\b|erscheint (?:\w+ )?(?:im verlag|bei)|本刊由.{2,30}(?:主办|出版)"
)
_CONTACT = _pattern(
    r"广告索引|advertisers|热\s?线|咨询|联系(?:人|电话|方式)|扫(?:一扫|码)|优惠|欢迎(?:订阅|订购|选购|光临|咨询|垂询)|招商|诚邀|公司地址|(?:订|购)\S{0,4}电话|www\.|http|call now|order (?:now|today)|hotline|for sale|visit us|toll[ -]free|\bRMB\b|¥|￥",
)
_TEASER = _pattern(
    r"(?:本期)?(?:导读|導讀|看点|看點|精彩|推荐)|下期(?:预告|預告|看点)|next (?:issue|month)|coming (?:next|soon)|in (?:the|our) next|次号予告|다음\s?호|im nächsten heft|prochain numéro",
)
_PROFILE = _pattern(
    r"(?:成立|创建|创办|设立|始建|建立|組建|组建|创立)于|(?:公司|集团|学院|大学|中心|开发区|高新区|园区|医院|研究所|研究院|基地|协会|企业|单位)(?:是|位于|坐落|占地|现有|拥有|总部)|注册资本|占地面积|规划(?:总)?面积|员工\d|总投资|"
    r"(?:was )?(?:founded|established|headquartered) in|specializ(?:es|ing) in|gegründet|fondée? en",
)
_ORGANIZATION = _pattern(
    r"(?:公司|集团|开发区|高新区|经开区|新区|园区|大学|学院|学校|中学|医院|研究院|研究所|中心|协会|学会|工厂|银行|政府|管委会|基地|馆|(?<!文)社)(?::|$)|"
    r"\b(?:university|college|institute|company|co\.|ltd\.?|inc\.?|gmbh|museum|society|association|foundation|hospital)$"
)
_HEADING = _pattern(
    r"(?:本期|总|版面|重要|大)?(?:目\s*[录次]|要目|内容)(?:\s?[（(]?续[）)]?)?|目\s*录|导航|(?:table of )?contents|(?:inside|in) this issue|inside|today in the \w+|"
    r"inhalt(?:sverzeichnis)?|(?:au )?sommaire|table des matières|[íi]ndice|sumario|sommario|содержание|оглавление|もくじ|目\s*次|차\s*례|목\s*차|المحتويات|فهرس|"
    r"广告|advertisements?|anzeigen?|\b(?:page|seite|pagina|стр|art|no)\b\.?|页码?|العدد"
)
_CAPTION = _pattern(r"(?:图|圖|表|照片|Fig(?:ure)?\.?|Table|Abb\.?|Tab\.?|写真)\s?\d{1,3}[\s.:：　]")
_MANUSCRIPT = _pattern(r"收稿|投稿|截稿|来稿|received|submitted")
_SHORT = 36
"""Letters of a line that may be a title."""
_PARAGRAPH = 48
"""Letters from which a passage tells something."""


def furniture_role(passage: Passage) -> str | None:
    """The role of a passage that says nothing of its own: marks, stray numbers, headings of contents, captions."""
    letters = loose(passage.text)
    if not letters or letters.isdigit() or (len(letters) == 1 and passage.page.kind != "cover"):
        return "furniture"
    if len(letters) < 40 and "" in (loose(_HEADING.sub(" ", _plain(passage.text))), _HEADING.sub("", letters)):
        return "furniture"
    return "caption" if _CAPTION.match(passage.text) and len(passage.text) < 200 else None


def sort_passages(passages: list[Passage]) -> Iterator[Sorted]:
    """Notices in reading order: titles with their paragraphs, imprints as a whole, the rest one by one."""
    for _, run in groupby(passages, key=lambda passage: (passage.page.number, passage.group)):
        yield from _merge(list(_sort_run(list(run))))


def _sort_run(run: list[Passage]) -> Iterator[Sorted]:
    at = 0
    while at < len(run):
        title, body = _titled(run, at)
        kind = _kind(title, body) if body else None
        if title and body and kind is not None:
            yield kind, title, [*title, *body]
            at += len(title) + len(body)
        else:
            yield _kind_alone(run[at]), [], [run[at]]
            at += 1


def _titled(run: list[Passage], at: int) -> tuple[list[Passage], list[Passage]]:
    """Up to three short passages and the paragraphs under them; nothing when none follow."""
    end = at
    while end < len(run) and end - at < 3 and _may_title(run[end]):
        end += 1
    if end == at or end == len(run) or not _is_paragraph(run[end]):
        return [], []
    stop = end + 1
    while stop < len(run) and _is_paragraph(run[stop]) and not _is_news(run[stop].text):
        stop += 1
    return run[at:end], run[end:stop]


def _may_title(passage: Passage) -> bool:
    text = passage.text.strip()
    return (
        len(text) <= _SHORT * (1 if _is_wide(text) else 2)
        and not text.endswith(("，", ",", "、"))
        and not re.search(r"[。；;]", text)
        and not _is_credit(text)
        and not _COLOPHON.match(_plain(text))
    )


def _is_paragraph(passage: Passage) -> bool:
    text = passage.text.strip()
    long = len(text) >= _PARAGRAPH * (1 if _is_wide(text) else 2)
    return (long or (len(text) >= 24 and text.endswith(("。", ".")))) and not _is_credit(text)


def _is_wide(text: str) -> bool:
    return sum(character >= "\u2e80" for character in text) * 2 > len(text)


def _kind(title: list[Passage], body: list[Passage]) -> NoticeKind:
    head, text = _plain("".join(passage.text for passage in title)), "\n".join(passage.text for passage in body)
    if _STATEMENT_TITLE.fullmatch(head.strip(" :·•【】[]")):
        return "statement"
    if _TEASER.search(head):
        return "teaser"
    kind = _kind_of_paragraph(body[0], text)
    return "profile" if kind == "text" and _ORGANIZATION.search(head) else kind


def _kind_alone(passage: Passage) -> NoticeKind:
    text = passage.text.strip()
    if _is_credit(text):
        return "credit"
    if _is_paragraph(passage):
        return _kind_of_paragraph(passage, text)
    plain = _plain(text)
    if _STATEMENT.search(plain):
        return "statement"
    if _COLOPHON.match(plain):
        return "colophon"
    if _CONTACT.search(plain) or passage.page.kind == "advertisement":
        return "advertisement"
    return "teaser" if _TEASER.search(plain) or passage.page.kind == "cover" else "text"


def _kind_of_paragraph(passage: Passage, text: str) -> NoticeKind:
    plain = _plain(text)
    if _is_news(text):
        return "news"
    if _STATEMENT.search(plain):
        return "statement"
    labels = len(_COLOPHON.findall(plain))
    if labels >= 3 or _PUBLISHED.search(plain) or (_COLOPHON.match(plain) and len(text) < 2 * _PARAGRAPH):
        return "colophon"
    if _CONTACT.search(plain) or passage.page.kind == "advertisement":
        return "advertisement"
    return "profile" if _PROFILE.search(plain) else "teaser" if _TEASER.match(plain) else "text"


def _is_news(text: str) -> bool:
    plain = _plain(text)
    return bool(_NEWS.search(plain) or _DATELINE.match(text)) and not _MANUSCRIPT.match(plain)


def _is_credit(text: str) -> bool:
    plain = _plain(text)
    short = len(text) <= 2 * _SHORT * (1 if _is_wide(text) else 2)
    return short and bool(_CREDIT.match(plain)) and bool(_CREDIT_PLACE.search(plain))


def _merge(notices: list[Sorted]) -> Iterator[Sorted]:
    """An imprint is one notice however many lines it has; so are the teasers of a cover, and stray text of a page."""
    kinds = _with_imprint([kind for kind, _, _ in notices], notices)
    for (kind, titled, _), group in groupby(zip(kinds, notices, strict=True), key=_unit):
        members = [notice for _, notice in group]
        if kind in _JOINED and not titled:
            yield kind, [], [passage for notice in members for passage in notice[2]]
        else:
            yield from members


_JOINED = ("colophon", "teaser", "text", "advertisement")


def _unit(pair: tuple[NoticeKind, Sorted]) -> tuple[NoticeKind, bool, int]:
    """What neighbours share that make one notice: kind, no title, and, but for an imprint, the block."""
    kind, (_, title, passages) = pair
    return kind, bool(title), 0 if kind == "colophon" else passages[0].block


def _with_imprint(kinds: list[NoticeKind], notices: list[Sorted]) -> list[NoticeKind]:
    """Short lines between two lines of an imprint belong to it: names that run on, labels we don't know."""
    places = [index for index, kind in enumerate(kinds) if kind == "colophon"]
    for first, second in pairwise(places):
        between = notices[first + 1 : second]
        stray = all(kind in ("text", "teaser", "advertisement") for kind in kinds[first + 1 : second])
        if (
            len(between) <= 4
            and stray
            and all(len(notice[2][0].text) <= 2 * _SHORT and not notice[1] for notice in between)
        ):
            kinds[first + 1 : second] = ["colophon"] * len(between)
    return kinds
