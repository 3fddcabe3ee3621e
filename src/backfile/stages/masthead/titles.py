"""The title of the periodical: what stands where titles stand, set as titles are, and comes back where titles come back.

No list of periodicals is consulted. Each sign below is weak; a title shows several of them, a headline one or two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from ...folding import loose
from ...identifiers import find_cn_numbers, find_issns
from ...model import Issue
from ...numerals import CHINESE
from .designations import MONTH_NUMBERS, Fact, read_designation
from .sites import CONTENTS_HEADING, Site

# Words that periodicals call themselves by.
KIND = re.compile(
    r"(?:杂志|雜誌|学报|學報|学刊|學刊|月刊|周刊|週刊|季刊|旬刊|年刊|期刊|通讯|通訊|通报|通報|导刊|導刊|论坛|文摘|文学|文學|评论|評論|日报|日報|时报|時報|画报|畫報|半月谈|"
    r"ジャーナル|マガジン|新聞|雑誌|저널|잡지)|"
    r"\b(?:journal|magazine|review|bulletin|news|newsletter|gazette|quarterly|monthly|weekly|annals|transactions|proceedings|letters|"
    r"times|herald|chronicle|zeitschrift|zeitung|blatt|anzeiger|revue|revista|rivista|journal|cahiers|bulletin|вестник|журнал)\b|مجلة|جريدة",
    re.IGNORECASE,
)
_NOT_A_TITLE = re.compile(
    r"^(?:introduction|abstract|references|bibliography|conclusions?|acknowledge?ments?|preface|foreword|appendix|index|notes|literatur|références|résumé|einleitung|zusammenfassung|[ivxlcdm]+|"
    r"(?:执行|责任|副|总|美术)?(?:编\s?辑|編\s?輯|主\s?编|主\s?編|总监|主\s?任|社\s?长)\W.*|(?:委\s?员|顾\s?问|校\s?对|记者|通讯员|摄影)\W.*|"
    r"卷首|卷首语|卷头语|定\s?[价價価].*|零售价.*|引言|前言|结论|参考文献|致谢|序言|绪论|はじめに|おわりに|参考文献)$|"
    r"^\W*$|^[\d\s.,:/\-—]+$|^(?:P\.?\s?)?\d+[\s.、]|https?:|www\.|@|[。！？!?；;]$|^(?:ISSN|ISBN|CN\s?\d|DOI)|^[^:：]{1,8}[:：]|"
    r"^(?:声明|聲明|封面|封底|封二|封三|卷首语|编者按|編者按|前言|广告|廣告|编委会|编辑部|本刊讯|本期|page|cover|editorial|abstract|摘要)|"
    r"\s\d{1,3}$|\bP\.?\s?\d{1,3}$|(?<=[\u3400-\u9fff”])P\d{1,3}$|[.·…]{3,}|\[[A-Z]\]|(?:主办|主辦|主管|出版|承办|协办)$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"《([^《》]{2,30})》")
_OWN_HOUSE = re.compile(
    r"《(?P<quoted>[^《》]{2,30})》\s?(?:杂志社|雜誌社|编辑部|編輯部|编委会|編委會|杂志|雜誌|社)|^(?:编辑出版|编辑|出版|主办)[^:：]{0,4}[:：]\s?《?(?P<named>[^《》:：\s]{2,20}?)》?(?:杂志社|雜誌社|编辑部|編輯部)"
)
_ARTICLE = re.compile(r"the|der|die|das|le|la|les|el|los|il|lo|de|het", re.IGNORECASE)
_PLACE = re.compile(  # of a newspaper: St. Gallen, Freitag, den
    r"(?!(?i:the|der|die|das|le|la|les|el|los|il)\s)[A-ZÀ-Þ][\w.' -]{1,24},\s*(?:[^\W\d]+[.,\s]*){0,3}$"
)
_JOINED_ARTICLE = re.compile(r"^(?:Der|Die|Das)(?=[A-ZÄÖÜ][a-zäöüß]{3})")  # of letter-spaced type
_BESIDE = re.compile(  # what stands beside a date without saying anything of the title
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|星期[一二三四五六日天]|周[一二三四五六日](?!刊|报)|"
    r"(?:price|preis|prix|定价)?\s?[:：]?\s?(?:RMB|US\$|HK\$|NT\$|[$£€¥￥])?\s?\d+(?:[.,]\d+)?\s?(?:cents?|元|円|pence|pfennig|fr\.|¢|p\b)|(?:RMB|US\$|HK\$|NT\$|[$£€¥￥])\s?\d+(?:[.,]\d+)?",
    re.IGNORECASE,
)
_FREQUENCY = re.compile(
    r"[（(](?:[双雙]?月|半月|周|週|季|旬|年|双周|月)刊[）)]|[（(](?:monthly|quarterly|weekly)[)）]", re.IGNORECASE
)
_OPEN_END = re.compile(r"\b(?:of|for|and|the|&|und|für|der|des|de|et|du|la|y|e|di|del|и|по)$", re.IGNORECASE)
_LABEL_AT_EDGE = re.compile(r"^(?:[A-Z]?\d{1,4}|[ivxlc]{1,6})\s+|\s+(?:[A-Z]?\d{1,4}|[ivxlc]{1,6})$")
_FOLIO = re.compile(rf"\s{{2,}}[\d{CHINESE}ivxlc]{{1,6}}\s*$|^\s*[\d{CHINESE}ivxlc]{{1,6}}\s{{2,}}")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_EDITION = re.compile(r"[（(]?(?P<edition>[\u3400-\u9fff]{1,8}[版辑辑卷])[)）]?")
_LABEL = re.compile(r"^(?:刊\s?名|刊物名称|誌名|杂志名称|title)\s?[:：]\s?(?P<title>\S.{1,60})$", re.IGNORECASE)
# What a periodical says it is, under its title: 文学双月刊, Revue trimestrielle, Newsletter of the …
_DESCRIPTION = re.compile(
    r"\w{0,6}(?:[双雙]?月|半月|周|週|季|旬|年)刊|(?:revue|magazine|journal|rivista|revista|zeitschrift)\s(?:bi)?(?:mensu|trimestr|semestr|annu|hebdo|quadr)\w+|"
    r"(?:the\s)?(?:newsletter|journal|magazine|bulletin|organ|proceedings|zeitschrift|mitteilungen|revue|organe)\s(?:of|de|des|der|für)\s.*|"
    r"[а-яё-]*\s?(?:[а-яё-]+\s)*журнал.*|(?:a|the|an)\s.*(?:monthly|quarterly|weekly|magazine|journal|review|business)\s(?:of|for)\s.*",
    re.IGNORECASE,
)
_PAGES, _SHARE = 8, 0.35
"""Pages whose heads have a word of the title in common: so many, and this share of those that have heads."""
_TRIM = " \t\u3000,，.。·•|｜/／-—–―_:：;；()（）[]【】<>〈〉*＊#"


class Title(NamedTuple):
    """`text` as printed at `site` (None: the file's own metadata), with the sum of its signs.

    `weak` when it only looks like a title (large, first) and nothing says what it is the title of.
    """

    text: str
    site: Site | None
    score: float
    weak: bool = False


class _Sign(NamedTuple):
    text: str
    site: Site | None
    kind: str
    weight: float


def find_title(issue: Issue, sites: list[Site], facts: dict[int, list[Fact]]) -> list[Title]:
    """Candidates, best first. `facts` are those of each line, by `Site.order`."""
    signs: dict[str, list[_Sign]] = defaultdict(list)
    for sign in _signs(issue, sites, facts):
        key = loose(sign.text)
        if key and not CONTENTS_HEADING.fullmatch(sign.text.strip()):
            signs[key].append(sign)
    titles = [_weigh(group) for group in signs.values()]
    if _is_east_asian(sites):
        titles = [
            title if _EAST_ASIAN.search(title.text) else title._replace(score=0.55 * title.score) for title in titles
        ]
    titles = [_repeated(title, titles) for title in titles]
    titles.sort(key=lambda title: (-title.score, title.site.order if title.site else 0))
    return [_with_article(_with_edition(_whole(title, titles, sites), sites), sites) for title in titles]


def _repeated(title: Title, titles: list[Title]) -> Title:
    """A title comes back inside longer lines (running heads, 《X》目录); they speak for it."""
    key = loose(title.text)
    around = [other.score for other in titles if len(key) > 2 and key in loose(other.text) and loose(other.text) != key]
    return title._replace(score=title.score + 0.5 * max(around), weak=False) if around else title


def _whole(title: Title, titles: list[Title], sites: list[Site]) -> Title:
    """The Review of / Chemistry: an open end is closed by the same title set on one line elsewhere, or by the next line."""
    if not _OPEN_END.search(title.text):
        return title
    longer = [other for other in titles if loose(other.text).startswith(loose(title.text)) and other.text != title.text]
    if longer:
        return title._replace(text=longer[0].text)
    following = next((site for site in sites if title.site and site.order == title.site.order + 1), None)
    fits = following is not None and _looks_like_title(_clean(following.text)) and len(following.text) <= 40
    return title._replace(text=_clean(f"{title.text} {following.text}")) if following and fits else title


def _with_article(title: Title, sites: list[Site]) -> Title:
    """THE / BORDER REVIEW: an article on a line of its own."""
    before = next((site for site in sites if title.site and site.order == title.site.order - 1), None)
    if before is None or not _ARTICLE.fullmatch(before.text.strip()):
        return title
    return title._replace(text=f"{before.text.strip()} {title.text}")


def _with_edition(title: Title, sites: list[Site]) -> Title:
    """学报 / （自然科学版）: the edition on the next line belongs to the title."""
    following = next((site for site in sites if title.site and site.order == title.site.order + 1), None)
    edition = _EDITION.fullmatch(following.text.strip()) if following and not read_designation(following.text) else None
    if edition is None or loose(edition["edition"]) in loose(title.text):
        return title
    return title._replace(text=f"{title.text}（{edition['edition']}）")


def _is_east_asian(sites: list[Site]) -> bool:
    """Most lines are in Chinese, Japanese or Korean: then a Latin line is the translation or transcription of a title."""
    lines = [site.text for site in sites[:200] if len(site.text.strip()) > 1]
    return sum(bool(_EAST_ASIAN.search(line)) for line in lines) > 0.6 * len(lines)


def is_description(text: str) -> bool:
    """Whether `text` says what kind of periodical it is, or which edition, rather than how it is called."""
    return bool(_DESCRIPTION.fullmatch(text) or _EDITION.fullmatch(text))


def _weigh(group: list[_Sign]) -> Title:
    """Each kind of sign counts once, at its strongest: a headline may be large, but only once."""
    strongest: dict[str, float] = defaultdict(float)
    for sign in group:
        strongest[sign.kind] = max(strongest[sign.kind], sign.weight)
    best = max(group, key=lambda sign: (sign.site is not None, sign.weight, -(sign.site.order if sign.site else 0)))
    described = 0.45 if _DESCRIPTION.fullmatch(best.text) else 1.0
    weak = strongest.keys() <= {"large", "first", "file"}
    score = sum(strongest.values()) * _shape(best.text) * described
    return Title(best.text, best.site, score, weak)


def _shape(text: str) -> float:
    """Titles are short."""
    letters = len(loose(text))
    wide = sum(character >= "\u2e80" for character in text) > letters / 2
    if letters < 2:
        return 0.2
    return 1.0 if letters <= (12 if wide else 40) else 0.6 if letters <= (20 if wide else 60) else 0.2


def _signs(issue: Issue, sites: list[Site], facts: dict[int, list[Fact]]) -> Iterator[_Sign]:
    yield from _statements(sites)
    yield from _beside_designations(sites, facts)
    yield from _neighbours(sites, facts)
    heads = list(_running_heads(sites, facts))
    yield from heads or _repeated_words(sites)
    yield from _large_type(sites, facts)
    yield from _named_after_kind(sites, facts)
    if sites and not _NOT_A_TITLE.search(sites[0].text.strip()) and len(sites[0].text) <= 40:
        yield _Sign(_clean(remainder(sites[0].text, facts[sites[0].order])), sites[0], "first", 0.7)
    if issue.source and issue.source.title:
        yield _Sign(_clean(_without_facts(issue.source.title)), None, "file", 0.3)


def _without_facts(text: str) -> str:
    return remainder(text, read_designation(text))


def _statements(sites: list[Site]) -> Iterator[_Sign]:
    """《X》编辑部, 刊名：X: the issue says how it is called."""
    for site in sites:
        label = _LABEL.match(site.text.strip())
        if label:
            yield _Sign(_clean(label["title"]), site, "label", 2.0 * site.weight)
        for match in _OWN_HOUSE.finditer(site.text):
            if len(site.text) <= 60:
                yield _Sign(_clean(match["quoted"] or match["named"]), site, "house", 1.2 * site.weight)


def _beside_designations(sites: list[Site], facts: dict[int, list[Fact]]) -> Iterator[_Sign]:
    """《X》2010年第11期目录, X, Issue 31, February 2020: on one line with the designation."""
    for site in sites:
        if not _designates(facts[site.order]) or site.weight < 0.15:
            continue
        first = min(fact.span[0] for fact in facts[site.order])
        before = site.text[:first]
        quoted = _QUOTED.findall(before)
        if quoted and len(site.text) <= 50:
            yield _Sign(_clean(quoted[-1]), site, "with-designation", 2.0 * site.weight)
        elif _looks_like_title(rest := _clean(_off_edge(site, remainder(site.text, facts[site.order])))):
            share = len(loose(rest)) / max(1, len(loose(site.text)))
            place = 1.0 if _looks_like_title(_clean(before)) else 0.4
            joint = 1.0 if len({fact.field for fact in facts[site.order]}) > 1 else 0.6
            joint *= 0.3 if _is_dateline(site, facts[site.order], before) else 1.0
            yield _Sign(rest, site, "with-designation", (1.6 if share < 0.8 else 0.5) * joint * place * site.weight)


def _is_dateline(site: Site, facts: list[Fact], before: str) -> bool:
    """Whether a day stands there after a place: a title is followed by its number, or comes back on other pages."""
    is_daily = any(fact.field == "day" for fact in facts)
    return is_daily and site.repeats <= 2 and not KIND.search(before) and bool(_PLACE.match(before))


def _off_edge(site: Site, text: str) -> str:
    """A running head without its folio."""
    return _LABEL_AT_EDGE.sub("", text.strip()) if site.edge and site.line.box else text


def _neighbours(sites: list[Site], facts: dict[int, list[Fact]]) -> Iterator[_Sign]:
    """A short line of its own beside the ISSN, the CN number or the designation, or just over the word Contents."""
    anchors = [site for site in sites if _is_anchor(site, facts)]
    for index, site in enumerate(sites):
        text = site.text.strip()
        if facts[site.order] or len(text) > 40 or not _looks_like_title(_clean(text)):
            continue
        near = [
            anchor.order - site.order
            for anchor in anchors
            if abs(anchor.order - site.order) <= 3 and anchor.page is site.page and anchor is not site
        ]
        if near:
            after = 1.0 if any(0 < distance <= 2 for distance in near) else 0.85
            first = 0.7 if _follows_title(sites[max(0, index - 3) : index], site) else 1.0
            yield _Sign(_clean(text), site, "near", first * after * site.weight * (1.2 - 0.2 * min(map(abs, near))))


def _follows_title(before: list[Site], site: Site) -> bool:
    """A line that might be the title as well stands within three before this one: a description stands below."""
    return any(
        site.order - other.order <= 3 and other.page is site.page and _looks_like_title(_clean(other.text))
        for other in before
    )


def _is_anchor(site: Site, facts: dict[int, list[Fact]]) -> bool:
    short = len(site.text) <= 50
    return short and bool(
        _designates(facts[site.order])
        or find_issns(site.text)
        or find_cn_numbers(site.text)
        or CONTENTS_HEADING.fullmatch(site.text.strip())
    )


def _running_heads(sites: list[Site], facts: dict[int, list[Fact]]) -> Iterator[_Sign]:
    for site in sites:
        if site.repeats > 2:
            text = _clean(_LABEL_AT_EDGE.sub("", remainder(site.text, facts[site.order]).strip()))
            if _looks_like_title(text):
                yield _Sign(text, site, "running-head", min(2.0, 0.3 * site.repeats) * site.spread)


def _repeated_words(sites: list[Site]) -> Iterator[_Sign]:
    """Words that most heads of pages have in common, where so much else in them changes, or is misread, that no two are alike."""
    edges = [site for site in sites if site.edge and site.line.box and len(site.text) <= 80]
    pages = {site.page.number for site in edges}
    seen: dict[str, set[int]] = defaultdict(set)
    for site in edges:
        for word in _words(site.text):
            seen[loose(word)].add(site.page.number)
    common = {word for word, numbers in seen.items() if len(numbers) >= max(_PAGES, _SHARE * len(pages))}
    phrases: dict[str, list[Site]] = defaultdict(list)
    for site in edges:
        for is_common, group in groupby(_words(site.text), key=lambda word: loose(word) in common):
            if is_common:
                phrases[" ".join(group)].append(site)
    if phrases:
        best, where = max(phrases.items(), key=lambda item: (len(item[1]), len(item[0])))
        if _looks_like_title(_clean(best)):
            yield _Sign(_clean(best), where[0], "running-head", min(1.5, 0.1 * len(where)))


def _words(text: str) -> list[str]:
    """The words of an alphabet, three letters and more, without the marks around them."""
    return [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 2 and word.casefold() not in MONTH_NUMBERS]


def _large_type(sites: list[Site], facts: dict[int, list[Fact]]) -> Iterator[_Sign]:
    """The largest type of the first pages; the higher on the page the better."""
    headless = {
        site.order
        for site in sites
        if facts[site.order] and not _looks_like_title(_clean(site.text[: facts[site.order][0].span[0]]))
    }
    for number in (1, 2):
        page = [site for site in sites if site.page.number == number and site.line.size > 0]
        largest = max((site.line.size for site in page if _looks_like_title(_clean(site.text))), default=0.0)
        for site in page:
            text = _clean(remainder(site.text, facts[site.order]))
            if site.line.size >= 0.95 * largest and (whole := _with_next(site, page)):
                yield _Sign(whole, site, "large", 1.8 if number == 1 else 0.8)
            if site.line.size >= 0.8 * largest and _looks_like_title(text) and site.order not in headless:
                high = 1.0 if site.line.box is None or site.line.box.top < 0.35 else 0.5
                ratio = site.line.size / largest
                yield _Sign(text, site, "large", (1.5 if number == 1 else 0.7) * high * ratio)


def _with_next(site: Site, page: list[Site]) -> str | None:
    """A title over two lines: the next line is set in the same type right below, and this one can't end here."""
    following = next((other for other in page if other.order == site.order + 1), None)
    if following is None or site.line.box is None or following.line.box is None:
        return None
    alike = abs(site.line.size - following.line.size) < 0.05 * site.line.size
    close = 0 <= following.line.box.top - site.line.box.bottom < site.line.box.height
    return _clean(f"{site.text} {following.text}") if alike and close and _OPEN_END.search(site.text.strip()) else None


def _named_after_kind(sites: list[Site], facts: dict[int, list[Fact]]) -> Iterator[_Sign]:
    """A short line that says Journal, 学报, Revue."""
    for site in sites:
        text = _clean(remainder(site.text, facts[site.order]))
        if len(text) <= 40 and KIND.search(text) and _looks_like_title(text) and site.weight >= 0.5:
            yield _Sign(text, site, "kind", 0.6 * site.weight)


def _designates(facts: list[Fact]) -> bool:
    fields = {fact.field for fact in facts if fact.weight >= 0.5}
    return bool(fields & {"number", "volume", "whole_number"}) or (
        "year" in fields and bool(fields & {"month", "part"})
    )


def _looks_like_title(text: str) -> bool:
    if _ARTICLE.fullmatch(text) or CONTENTS_HEADING.fullmatch(_LABEL_AT_EDGE.sub("", text)):
        return False
    return 2 <= len(text) <= 60 and not _NOT_A_TITLE.search(text) and not CONTENTS_HEADING.fullmatch(text)


def remainder(text: str, facts: list[Fact]) -> str:
    """`text` without its facts and without what is only said about the issue (目录, 网络版 stays)."""
    spans = {fact.span for fact in facts} | {issn.span for issn in find_issns(text)}
    spans |= {cn.span for cn in find_cn_numbers(text)}
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    text = re.sub(r"(?:国内统一)?(?:连续出版物号|刊号)|国际标准(?:连续出版物号|刊号)", " ", text) if spans else text
    text = _FOLIO.sub("", text) if spans else text
    text = re.sub(
        r"(?:总|總)\s*$|\((?:\s|January|February|March|April|May|June|July|August|September|October|November|December)*\)",
        " ",
        text,
    )
    text = re.sub(r"（(?:\s|[A-Z][a-z]+)*）", " ", text) if facts else text
    return CONTENTS_HEADING.sub(" ", _BESIDE.sub(" ", text)) if facts else text


def _own_script(text: str) -> str:
    """島嶼食事　ISLE & TABLE: the title in its own script, where a wide gap parts it from its translation."""
    translated = re.fullmatch(r"(?P<own>[\u3400-\u9fff·]{2,12}) [A-Z][A-Za-z&' .-]{2,40}", text.strip())
    if translated:
        return translated["own"]
    parts = [part for part in re.split(r"\u3000+|\s{2,}|\t", text.strip()) if part.strip(_TRIM)]
    wide = [part for part in parts if re.search(r"[\u3040-\u9fff\uac00-\ud7a3]", part)]
    latin = [part for part in parts if re.search(r"[A-Za-z]{3}", part) and part not in wide]
    return wide[0] if len(wide) == 1 and len(parts) == 2 and latin and len(loose(wide[0])) > 1 else text


def _clean(text: str) -> str:
    """Borders and letter-spacing taken off: 《人民文学》 → 人民文学, 中 国 科 技 → 中国科技."""
    text = _FREQUENCY.sub(" ", _own_script(text))
    text = re.sub(r"\s+", " ", text)
    text = text if text.rstrip().endswith(tuple("。！？!?;；")) else text.strip(_TRIM)
    text = re.sub(r"^\[[^\]]{1,6}\]\s*", "", text)
    text = _JOINED_ARTICLE.sub(r"\g<0> ", text)
    if re.fullmatch(r"《[^《》]+》\S{0,6}", text):
        text = text.replace("《", "").replace("》", "")
    if re.fullmatch(r"(?:[\u3400-\u9fff] )+[\u3400-\u9fff]", text):
        text = text.replace(" ", "")
    if text.count("（") > text.count("）") or text.count("(") > text.count(")"):
        text += "）" if "（" in text else ")"
    return text
