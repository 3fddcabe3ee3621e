"""Listings: contents as a publisher's site shows them, a record per article over several rows.

    Rail access charges under capacity constraints
    D. M. Thackeray
    Pages 339-355
    Abstract   Full text HTML   PDF (1.1 MB)

What can only be pressed there (PDF, 摘要, Résumé, Cite) is no part of a record, and a citation line is its page label.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Container, Sequence
from typing import TYPE_CHECKING, Final

from .tokens import GAP

if TYPE_CHECKING:
    from .rows import Row

LEAST: Final = 3
"""So many rows of links make a listing."""

_FORMATS = r"PDFs?|HTML|XML|EPUB|e-?pub|RIS|BibTeX"
_SURE = re.compile(
    rf"(?:(?:PDF形式で|全文を?)ダウンロード|抄録を表示する|(?:view|download|open|read|get|article|version|full[- ]?text|rich|texto completo|télécharger(?: le)?|descargar|scarica|baixar|本文|全文)\s?(?:the |en |du )?(?:{_FORMATS})"
    rf"|(?:{_FORMATS})(?:\s(?:plus|version|download|herunterladen)|\s?全文|\s?下载|\s?ダウンロード)?"
    r"|(?:view|read|download|see) (?:article|abstract|full[- ]?text|more|now|all)|full[- ]?text|(?:article |first page )?preview|export(?: citations?)?|cite(?: this article)?|sign in.*|log ?in|select all|deselect all|back to top|request permissions?"
    r"|(?:previous|next) (?:issue|article)|add to (?:cart|favou?rites)|cited by|related articles?|supplementary (?:data|materials?)"
    r"|texte intégral|lire(?: la suite)?|consulter|télécharger|ajouter au panier|alerte e-mail|partager|citer|volltext|herunterladen|leseprobe|zitieren|texto completo|descargar|testo completo|полный текст|скачать"
    r"|阅读全文|[下載载]{2}全文|全文下載|premières lignes|plan de l[’']article|ajouter à mes favoris|在线阅读|全文下载|下载全文|查看全文|导出引用|相关文章|多维度评价|可视化|计量指标|加入购物车|全选|원문보기|다운로드|미리보기|書誌情報|ダウンロード|認証あり|上一[期篇][:：]?|下一[期篇][:：]?|读者评论)(?![a-zà-ÿа-я])",
    re.IGNORECASE,
)
_LIKELY = re.compile(
    r"(?:abstracts?|summary|extract|references|citations?|figures|metrics|share|save|purchase|permissions|open access|free(?: access)?|article"
    r"|résumés?|aperçu|feuilleter|acheter|lire en ligne|plan|accès libre|zusammenfassung|kurzfassung|resúmen(?:es)?|resumen|resumo|riassunto|ver|citar|аннотация|цитировать"
    r"|摘要|全文|下载|引用|收藏|预览|分享|评论|浏览|点击|被引|参考文献|英文摘要|查看|购买|附件|抄録|本文|概要|フリー|초록)(?![a-zà-ÿа-я])",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"(?:\s*(?:[(（\[]\s*[\d.,]*\s*(?:[KMG]i?[Bo]?|en|es|fr|pt|english|español|português|中文)?\s*[)）\]]|[:：]\s?\d+))*",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[\s|｜·•/／,，]*")

_LABEL = r"(?:[A-Za-z]{0,2}\d{1,5}|[ivxlc]{1,7})"
_TO = r"\s?(?:[-–—~～‐]|à|to|bis|al?|até|до)\s?"
_PAGES = re.compile(
    rf"^(?:pages?|pp?\.|seiten?|s\.|págs?\.|páginas?|pagine|pagg?\.|стр\.|с\.|第|[頁页][次码碼]|起[止訖讫][頁页]码?|ページ|쪽|페이지)\s?[:：]?\s?(?P<first>{_LABEL})(?:{_TO}(?P<last>{_LABEL}))?\s?[页頁]?[.,;]?$",
    re.IGNORECASE,
)
_CITATION = re.compile(
    rf"^(?:(?:19|20)\d\d\s?[,，年;.]?\s?)?(?:vol(?:ume)?\.?\s?|bd\.\s?|第)?\d{{1,4}}\s?卷?\s?[,，]?\s?(?:[(（]\s?[\w/–-]{{1,8}}\s?[)）]|(?:no\.?|nr\.?|issue|第)\s?[\w/–-]{{1,8}}\s?期?)?"
    rf"\s?[:：,，]\s?(?:pp?\.?\s?|s\.\s?)?(?P<first>{_LABEL})(?:{_TO}(?P<last>{_LABEL}))?(?:\s?\+\s?\d{{1,4}}){{0,3}}\s?[.。,，;；]?\s*(?:(?:doi|https?:).*)?$",
    re.IGNORECASE,
)
_LONG_CITATION = re.compile(
    rf"^(?=.*(?:vol|issue|no\.|nr\.|heft|[卷巻号期])).{{4,50}}?(?:pp?\.|pages?:?|s\.|第)\s?(?P<first>{_LABEL})(?:{_TO}(?P<last>{_LABEL}))?\s?[页頁]?[.。]?$",
    re.IGNORECASE,
)
"""`2019 年 56 巻 2 号 p. 75-76`."""
_TOLD = re.compile(
    r"^(?:(?:first )?published(?: online)?|received|accepted|available online|発行日|公開日|受付日|受理日|刊出日期|出版日期|发布日期|收稿日期|网络首发|mis en ligne|publi[ée] le|publicado|veröffentlicht|online seit)\s*[:：]?\s.*\d"
    r"|^\d[\d,.]*\s+(?:views?|downloads?|citations?|crossref citations?|altmetric|cites?|vues?|lectures?)$|^ジャーナル\s+(?:フリー|認証あり|オープンアクセス)$",
    re.IGNORECASE,
)
"""When a record came out and how often it was looked at."""
_ADDRESS = re.compile(r"^(?:doi\s?[:：]?\s?(?:https?://doi\.org/)?10\.\d{4,}/\S+|https?://\S+)$", re.IGNORECASE)


_MENU: Final = frozenset((
    "skip to content", "skip to main content", "home", "about", "about us", "submit", "submissions", "archive",
    "archives", "shop", "store", "donate", "subscribe", "contact", "contact us", "log in", "login", "sign in",
    "sign up", "cart", "search", "menu", "masthead", "blog", "news", "events", "faq", "email address",
    "subscribe to our newsletter", "newsletter", "privacy policy", "terms of use", "follow us", "back to top",
    "startseite", "über uns", "kontakt", "impressum", "datenschutz", "suche", "accueil", "à propos", "boutique",
    "connexion", "rechercher", "inicio", "contacto", "nosotros", "buscar", "首页", "关于我们", "联系我们", "登录", "注册", "搜索",
))  # fmt: skip
LEAST_MENU: Final = 5
_FOOT = re.compile(r"^(?:[←→«»‹›].{1,30}|.{1,30}[→»›]|©.*|[^·|]{2,20}(?:\s[·|]\s[^·|]{2,20}){2,})$")
"""What leads to another page or stands under all of them."""


_POST_COUNTS = re.compile(r"(?:(?:阅读|閱讀|赞|讚|在看|点赞|收藏|转发|分享|留言)\s?[\d.]+[万+]{0,2}(?:\s+|$)){2,}")
_POST_END = re.compile(r"[-—–─\s]*END[-—–─\s]*")
"""How often a post was read and liked, and what closes it."""


def drop_counts(rows: Sequence[Row]) -> list[Row]:
    """`rows` of a post without how often it was read, and what its application writes from there on; and without its end mark. A site
    that counts its records one by one says so under each."""
    counted = [at for at, row in enumerate(rows) if _POST_COUNTS.fullmatch(row.text.strip())]
    last = counted[0] if len(counted) == 1 else len(rows)
    return [row for row in rows[:last] if not _POST_END.fullmatch(row.text.strip())]


def drop_menu(rows: Sequence[Row]) -> list[Row]:
    """`rows` without the menu of a site, its rows one below the other (Home, About, Submit, …); all where there is none."""
    menu = [row.text.strip().lower() in _MENU for row in rows]
    if sum(menu) < LEAST_MENU:
        return list(rows)
    beside = [False, *(a and b for a, b in zip(menu, menu[2:], strict=False)), False]  # the site's own name among them
    menu = [found or within for found, within in zip(menu, beside, strict=True)]
    last = max(at for at, found in enumerate(menu) if found)
    return [
        row
        for at, (row, found) in enumerate(zip(rows, menu, strict=True))
        if not found and not (at >= last - LEAST_MENU and _FOOT.match(row.text.strip()))
    ]


def strip_links(rows: Sequence[Row]) -> list[Row]:
    """`rows` of a listing without its links, citation lines made page labels; others are returned as they are."""
    shapes = [_shape(row.text) for row in rows]
    cited = _find_citations(rows)
    repeated = _find_repeated(rows, shapes, cited)
    linked = sum(shape in repeated or _is_linked(row.text) for row, shape in zip(rows, shapes, strict=True))
    if not cited and linked < LEAST:
        return list(rows)
    alone = Counter(text.lower() for row in rows if _LIKELY.fullmatch(text := row.text.strip()))
    known = frozenset(text for text, count in alone.items() if count >= LEAST)
    out: list[Row] = []
    gap = 0.0
    for at, (row, shape) in enumerate(zip(rows, shapes, strict=True)):
        if at in cited:
            text = cited[at]
        else:
            text = _page_of(row.text) if shape in repeated else _without_links(row.text, known)
        if not text:
            gap = max(gap, row.gap)
            continue
        out.append(row._replace(text=_as_label(text), gap=max(gap, row.gap)))
        gap = 0.0
    return out


_WORD = re.compile(r"[^\W\d_]{2}")


def _find_repeated(rows: Sequence[Row], shapes: Sequence[str], cited: Container[int]) -> set[str]:
    """The shapes of rows that say nothing of a record: what may be pressed there, or whatever stands under half of all pages."""
    labels = {
        shape
        for at, (row, shape) in enumerate(zip(rows, shapes, strict=True))
        if at in cited or _as_label(row.text) != row.text
    }
    paged = sum(shape in labels for shape in shapes)
    often = max(LEAST + 1, paged // 2) if paged > LEAST else len(rows) + 1
    return {
        shape
        for shape, count in Counter(shapes).items()
        if count > LEAST and (_OFFERS.search(shape) or (count >= often and shape not in labels and _WORD.search(shape)))
    }


_NUMBER = re.compile(r"\d+")
_LEAST_CITED: Final = 4
_LEAST_LETTERS: Final = 6
"""Rows of one shape that are citations, and letters of that shape."""


def _find_citations(rows: Sequence[Row]) -> dict[int, str]:
    """Rows that say the same but for their numbers, one of which rises from each to the next: its place is the page's, whatever stands
    around it (`Aust West Med J 2021; 214 (7): 297-298. doi: …`). Index of the row → its pages."""
    groups: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        if _ADDRESS.match(row.text.strip()) or _TOLD.match(row.text.strip()):
            continue
        groups.setdefault(_NUMBER.sub("#", row.text.strip().lower()), []).append(at)
    found: dict[int, str] = {}
    for shape, places in groups.items():
        if len(places) < _LEAST_CITED or sum(char.isalpha() for char in shape) < _LEAST_LETTERS:
            continue
        numbers = [[(int(one[0]), one.start(), one.end()) for one in _NUMBER.finditer(rows[at].text)] for at in places]
        field = _rising_field([[value for value, _, _ in row] for row in numbers])
        if field is not None:
            found.update({at: _range(rows[at].text, row, field) for at, row in zip(places, numbers, strict=True)})
    return found


def _rising_field(numbers: Sequence[Sequence[int]]) -> int | None:
    """Which of the numbers rises with every row, the first such; None where none does."""
    for field, values in enumerate(zip(*numbers, strict=True)):
        if all(before < after for before, after in itertools.pairwise(values)) and values[-1] < _LARGEST_PAGE:
            return field
    return None


_LARGEST_PAGE: Final = 10_000


def _range(text: str, numbers: Sequence[tuple[int, int, int]], field: int) -> str:
    """The pages of a citation, as printed: the number, and the next one where a dash leads to it."""
    _, begin, end = numbers[field]
    if field + 1 < len(numbers) and re.fullmatch(r"\s?[-–—~～‐]\s?", text[end : numbers[field + 1][1]]):
        return f"{text[begin:end]}-{text[numbers[field + 1][1] : numbers[field + 1][2]]}"
    return text[begin:end]


def _page_of(text: str) -> str:
    """The pages before what a site tells of a record (1-9 下载：273 被引：18); nothing where there are none."""
    behind = _BEHIND.search(text)
    led = text[: behind.start()].strip() if behind else ""
    return led if _BARE_RANGE.match(led) else ""


_OFFERS = re.compile(
    r"pdf|html|download|被引|full text|abstract|cite\b|下载|全文|摘要|ダウンロード|抄録|résumé|volltext|текст"
)


_NUMBERS = re.compile(r"\d[\d.,]*")


def _shape(text: str) -> str:
    """A row with all its numbers alike: what stands under every record of a site."""
    return _NUMBERS.sub("#", text.strip().lower())


def _is_linked(text: str) -> bool:
    """Does a whole piece of the row, or all of it, say what can be pressed?"""
    return _all_links(text) or any(_SURE.fullmatch(_COUNTS.sub("", piece).strip()) for piece in GAP.split(text))


def _without_links(text: str, known: frozenset[str]) -> str:
    if _ADDRESS.match(text) or _TOLD.match(text) or text.strip().lower() in known or _all_links(text):
        return ""
    pieces = GAP.split(text)
    kept = [piece for piece in pieces if not _all_links(piece)]
    return text if len(kept) == len(pieces) else "  ".join(kept)


def _all_links(text: str) -> bool:
    """Links and nothing else, one of them surely one or two of them at least."""
    at, sure, many = 0, 0, 0
    text = text.strip()
    while at < len(text):
        link = max((_SURE.match(text, at), _LIKELY.match(text, at)), key=lambda found: found.end() if found else 0)
        if link is None:
            return False
        counts = _COUNTS.match(text, link.end())
        end = counts.end() if counts else link.end()
        stop = _SEPARATOR.match(text, end)
        following = stop.end() if stop else end
        if end < len(text) and following == link.end():
            return False
        sure, many, at = sure + (bool(_SURE.fullmatch(link[0])) or end > link.end()), many + 1, following
    return sure > 0 or many > 1


_BEHIND = re.compile(
    r"(?:[\s\u3000|｜,，;；]+(?:doi\s?[:：]?\s?(?:https?://\S+|10\.\d{4,}/\S+)|(?:下载|下載|被引|浏览|瀏覽|点击|點擊|阅读|引用|views?|downloads?|cited(?: by)?)(?:次[数數]|量)?\s?[:：]?\s?[(（]?\d[\d,]*[)）]?))+\s*$",
    re.IGNORECASE,
)
"""What a site tells behind a citation: its DOI, how often it was taken."""
_BARE_RANGE = re.compile(rf"^(?P<first>{_LABEL})(?:{_TO}(?P<last>{_LABEL}))?(?:\s?\+\s?\d{{1,4}}){{0,3}}$")


def _as_label(text: str) -> str:
    """A citation line or `Page 5 à 16` as the bare range, anything else unchanged."""
    behind = _BEHIND.search(text)
    if behind and behind.start() > 0:
        text = text[: behind.start()]
        if _BARE_RANGE.match(text):
            return text
    found = _PAGES.match(text) or _CITATION.match(text) or _LONG_CITATION.match(text)
    if found is None:
        return text
    return f"{found['first']}-{found['last']}" if found["last"] else found["first"]
