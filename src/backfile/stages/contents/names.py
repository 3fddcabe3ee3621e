"""Bylines: is this text the names of people or institutions, whose, in which role?

`read_byline` gives contributors and a score: the log-odds, by the text alone, that it is a byline and not a piece
of a title. Positive means rather a byline. Position and agreement among entries are added by `decode`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from ...model import Contributor, Role
from .alphabetic import read_alphabetic, score_alphabetic
from .arabic import read_arabic
from .bylines import ET_AL, MARKS, NOBODY, Byline, Chunk
from .korean import read_korean
from .letters import part_names
from .lexicon import (
    COMMON_SURNAMES,
    COMPOUND_SURNAMES,
    EMPLOYER_PREFIXES,
    GIVEN_CHARS,
    JAPANESE_SURNAMES,
    JOB_ENDINGS,
    NATIONS,
    NEVER_IN_NAMES,
    ORGANIZATION_ENDINGS,
    RARE_SURNAMES,
    ROLE_WORDS,
    SECTION_WORDS,
    TRANSLITERATION_CHARS,
)
from .tokens import CJK, GAP, HAN, script_of, width

_ROLE = "|".join(sorted(map(re.escape, ROLE_WORDS), key=len, reverse=True))
_ROLES = rf"(?:{_ROLE})(?:\s?[/／&＆、和·・及+]\s?(?:{_ROLE}))*"
_ROLE_FIRST = re.compile(
    rf"(?:^|(?<=[\s\u3000|｜丨;；，,、]))(?P<role>{_ROLES})\s?(?:[/／:：|｜丨⁄_＿=＝●•◎]|(?<=[{CJK}]{{2}})・)\s?|(?<=[\u4e00-\u9fff·])(?P<glued>图|圖|摄影|攝影|译|譯|绘|整理|插图)[/／]"
)
_ROLE_MARK = re.compile(r"[/／:：|｜丨⁄_＿=＝●•◎・]")
"""What stands behind a role word that leads: without it none is looked for."""
_ROLE_SPACED = re.compile(rf"^(?P<role>{_ROLES})[\s\u3000]+(?=[{CJK}A-Za-z])")
_ROLE_APART = re.compile(
    rf"(?:^|(?<=[\s\u3000]))(?P<role>文|图|圖|摄影|攝影|译|譯|绘|撰文|插图|采访|整理|编辑)[\s\u3000]+(?=[{CJK}]{{2,}})"
)
_ROLE_LAST = re.compile(
    r"^(?P<name>.+?)[\s\u3000]*[/／]?[(（]?(?P<role>开示|開示|讲授|講授|原著|原作|遗稿|遺稿|遗作|摘译|摘譯|综述|审校|搜集整理|搜集|訪問|紀錄|纪录|作[词詞]|作曲|[词詞曲](?=$)|校[註注點点]|评注|評註|生?等口述|口述|讲述|講述|整理|编译|編譯|翻译|翻譯|选译|节译|译|譯|訳|摄影|攝影|摄|攝|插图|插畫|插画|绘|繪|画|畫|撰文|采写|採寫|采访|採訪|主持|执笔|著|作|文|图|圖|編|编|绘图|供图|供稿|辑|輯|註|注|记|記|录|錄|讲|講|选|選|输入|聞き手|选编|记录|記錄|点评)[)）]?$"
)
_AFFIL_MARK = re.compile(r"(?:[\d*†‡§¹²³⁰-⁹①-⑳＊]+(?:[,，][\d*†‡§¹²³⁰-⁹]+)*)$")
_BRACKETED_NATION = re.compile(r"^[(（\[【〔［](?P<nation>[^)）\]】〕］]{1,6})[)）\]】〕］]\s*(?P<name>\S{1,14})$")
_WEAK_ORGANIZATION = re.compile(
    r"^[\u4e00-\u9fff]{2,10}[部处處科室院站队隊社会會组組团團馆館厂廠署系班所校台厅库委局司坊]$"
)
_SIGNED = re.compile(
    rf"^(?P<employer>[{HAN}（）()]{{2,18}}(?:大学|大學|学院|學院|小学|小學|中学|中學|附小|附中|学校|學校|医院|醫院|研究所|研究院|教研室|公司|出版社|杂志社|报社|中心|幼儿园|县志办|文化馆|图书馆|博物馆|局|厂|站|系))"
    rf"(?P<name>[{HAN}]{{2,3}})$"
)
_SIGNED_SPACED = re.compile(
    rf"((?:记者|記者|撰稿|作者|通讯员|通訊員|实习生|大学|学院|學院|小学|中学|附小|附中|二小|医院|研究所|教研室)[{HAN}])[ \u3000]([{HAN}])(?=$|[、，,；;])"
)
_AFFIL_MARKS = re.compile(rf"(?<=[{CJK}])[\d*†‡§¹²³⁰-⁹①-⑳＊]+(?:[,，][\d*†‡§]+)*(?=$|[\s、，,;；])")
NATION: Final = re.compile(rf"^\s*[(（\[【〔［](?P<nation>{NATIONS})[)）\]】〕］]\s*(?=\S)")
_AFTER = re.compile(r"^(?P<name>[^(（]+?)\s*[(（](?P<place>[^()（）]{2,40})[)）]$")
_FOREIGN = re.compile(rf"^[{CJK}A-Za-z.]{{1,8}}(?:[·•・‧．.=＝][{CJK}A-Za-z.]{{1,10}}){{1,4}}$")
_JOB = re.compile("(?:" + "|".join(sorted(map(re.escape, JOB_ENDINGS), key=len, reverse=True)) + ")$")
_ORGANIZATION = re.compile("(?:" + "|".join(sorted(map(re.escape, ORGANIZATION_ENDINGS), key=len, reverse=True)) + ")$")
_EMPLOYER = re.compile("^(?:" + "|".join(sorted(map(re.escape, EMPLOYER_PREFIXES), key=len, reverse=True)) + ")")
_HAN_ONLY = re.compile(rf"^[{HAN}]+$")


_SINGLES = re.compile(
    rf"(?:(?<=^)|(?<=[\s\u3000、，,；;：:／/（(·\]】）)〕]))[{HAN}](?P<gap>[ \u3000\u00a0])[{HAN}](?:(?P=gap)[{HAN}])*(?=(?:原著|口述|生?等口述|等?[整搜]集?理?|遗稿|遺稿|遗作|摘译|摘譯|综述|审校|讲述|講述|整理|法师|法師|居士|先生|女士|撰文|采写|採寫|翻译|翻譯|编译|編譯|摄影|攝影|主持|译|譯|訳|著|作|攝|摄|繪|绘|畫|画|文|图|圖|編|编|輯|辑)?(?:$|[\s\u3000、，,；;／/）)（(]))"
)


_ROLE_ALONE = re.compile(r"(?<=\S)[\s\u3000]+(著|譯|译|訳)(?=$|[\s\u3000、，；;・])・?")


_ROLE_BRACKETED = re.compile(r"\s*[(（](综述|審校|审校|译|譯|整理|摄影|攝影)[)）]")
_GLUED_ROLE = re.compile(rf"(?<=[{HAN}])(著|原著)(?=[{HAN}][ \u3000]?[{HAN}]{{1,2}}\s?(?:译|譯|訳))")


def close_letters(text: str) -> str:
    """Letter-spaced names closed up within a byline: `尚 德 明譯` → `尚德明譯`, `关 飞 解 放` → `关飞 解放`."""
    marks = list(_ROLE_FIRST.finditer(text)) if _ROLE_MARK.search(text) else []
    if len(marks) < 2:
        return _close_names(text)
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    names = [mark[0] + _close_names(text[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]
    return " ".join([_close_names(text[: marks[0].start()]), *names]).strip()  # 摄影/宗 山 撰文/宗 山


def _close_names(text: str) -> str:
    text = _ROLE_BRACKETED.sub(r"(\1)", text)  # 俞星雅 (综述) 边鹏莎 (审校)
    text = _GLUED_ROLE.sub(_set_apart, text)  # 扬·贝克尔著齐一峰译
    if _ANNOTATES.search(text):
        text = _SURNAME_AND_ROLE.sub(r"\1\2 \3", text)  # 丁 岚注
    if "文" in text:
        text = _SURNAME_AND_DRAWN.sub(r"\1\2 \3", text)  # 梅兰枝文 韦 启图
    if not _LETTERS_ALIKE.fullmatch(text):
        text = _ROLE_ALONE.sub(_set_apart, text).strip()  # 山田冬子　著　葉 夢　譯
    text = _SIGNED_SPACED.sub(lambda name: name[1] + name[2], text)
    if _PAIRS.fullmatch(text) and not _LONG_ROLE_LAST.search(text):
        return re.sub(rf"(?<![{HAN}])([{HAN}]) ([{HAN}])(?= |$)", r"\1\2", text)  # 汝 强 连 平 葛腾辉
    return _SINGLES.sub(lambda match: _close_run(match, match.start() > 0), text)


_PAIRS = re.compile(rf"(?=.*(?<![{HAN}])[{HAN}]{{3}}(?![{HAN}]))(?:(?:[{HAN}] [{HAN}]|[{HAN}]{{3}})(?: |$))+")
"""Names of two letters set apart to the width of those of three, which stand unspaced beside them."""


_LONG_ROLES = (
    "口述|讲述|講述|整理|记录|記錄|紀錄|纪录|选编|選編|编选|編選|选注|選註|译注|譯註|评注|評註|编写|編寫|改编|改編|摘译|摘譯|节译|節譯|编译|編譯|选译|"
    "遗稿|遺稿|遗作|遺作|自战解说|自戰解說|解说|解說|讲解|講解|搜集|辑录|輯錄|供稿|执笔|執筆|绘图|繪圖|插图|插圖|撰文|采写|採寫"
)
_LONG_ROLE = re.compile(_LONG_ROLES)
_LONG_ROLE_LAST = re.compile(rf"(?:{_LONG_ROLES})$")
_LONG_ROLE_GLUED = re.compile(
    rf"(?<![{HAN}·])(?!自[战戰]|(?:{_LONG_ROLES})+(?:$|[\s、，,；;]))([{HAN}]{{2,4}}?)({_LONG_ROLES})(?=$|[\s、，,；;])"
)
"""第三娘口述: a word of two characters or more for what somebody did, behind a name without a surname."""
_ANNOTATES = re.compile("[注註辑輯]")
_SURNAME_AND_ROLE = re.compile(
    rf"(?<![{HAN}])([{''.join(sorted(COMMON_SURNAMES | RARE_SURNAMES))}])[ \u3000]([{HAN}])(?<![评評选選译譯校笺编編])([注註辑輯])(?=$|[\s、，,；;])"
)

_SURNAME_AND_DRAWN = re.compile(
    rf"(?<=[{HAN}]{{2}}文[\s\u3000])([{''.join(sorted(COMMON_SURNAMES | RARE_SURNAMES))}])[ \u3000]([{HAN}])([图圖画畫绘繪摄攝])$"
)


def _set_apart(role: re.Match[str]) -> str:
    return f"{role[1]} "


def _close_run(match: re.Match[str], follows: bool) -> str:
    """One run closed up; a role word at its ends (作 莫 华 译) stays apart."""
    letters = re.sub(r"[\s\u3000\u00a0]", "", match.group())
    if _ORGANIZATION.search(letters) or (len(letters) > 3 and _STANDING.match(letters)):
        return letters
    before = f"{letters[0]} " if follows and len(letters) > 2 and letters[0] in "作著" else ""
    letters = letters[len(before.strip()) :]
    after = f" {letters[-1]}" if len(letters) in (3, 5) and letters[-1] in "译譯訳摄攝绘繪画畫" else ""
    letters = letters[: len(letters) - len(after.strip())]
    return before + " ".join(part_names(letters)[0]) + after


def read_byline(text: str, spaced: bool = False) -> Byline:
    """Contributors named in `text` and the log-odds that it is a byline at all.

    `spaced` says that surname and given name stand apart, as in Japanese contents.
    """
    return _read(text, spaced)  # one key in the cache whether `spaced` is given or not


@lru_cache(maxsize=20_000)
def _read(text: str, spaced: bool) -> Byline:
    stripped = text.strip(MARKS).lstrip("@")
    if not stripped or len(stripped) > 160 or not any(map(str.isalpha, stripped)):
        return NOBODY
    if text.lstrip()[0] in "■□◆◇●○▲△▼★☆※◎▍" and "/" not in text and "／" not in text:
        return NOBODY
    bracketed = _BRACKETED.fullmatch(stripped) if stripped[0] in "(（[【〔" else None
    if bracketed and not re.search(r"[)）][^(（]*[(（]", bracketed[1]):
        stripped = bracketed[1]
    if "”" in stripped and ("“" not in stripped or "“”" in stripped):
        stripped = _STRAY_QUOTE.sub("　", stripped)
    if (
        not stripped.isascii()
        and _EAST_ASIAN.search(stripped)
        and _FOREIGNER.search(stripped)
        and (mixed := _read_mixed(stripped, spaced)) is not None
    ):
        return mixed
    script = script_of(stripped)
    if spaced and script in ("han", "kana"):
        stripped = _LETTER_RUN.sub(lambda run: run[0].replace(run["gap"], ""), stripped)
    placed = _JAPANESE_PLACE.fullmatch(stripped) if spaced else None
    if placed and (people := _read(placed["names"], spaced)).score > -0.7 and people.contributors:
        employer = placed["place"]
        people = people._replace(
            contributors=tuple(replace(person, affiliation=employer) for person in people.contributors)
        )
        return people._replace(score=max(people.score, 0.5) + 1.5)
    employed = _EMPLOYED.fullmatch(stripped) if script == "han" else None
    if employed and han_name_score(employed["name"]) > -0.5:
        name = "".join(employed["name"].split())
        return Byline((Contributor(name=name, affiliation=employed["employer"].strip()),), 2.6)
    if script == "han" and not spaced:
        stripped = _close_groups(stripped)
        closed = close_letters(stripped)
        if closed != stripped and not _is_letters(stripped):
            read = _read_cjk(closed, spaced)
            # Letters set apart are set so because they are a name.
            return read._replace(score=max(read.score, 0.3) + 0.6)
    if script == "latin" and (
        (_ROLE_MARK.search(stripped) and _ROLE_FIRST.search(stripped)) or _ROMANISED.match(stripped)
    ):
        script = "han"
    if script == "hangul":
        return read_korean(stripped)
    if script in ("han", "kana"):
        return _read_cjk(stripped, spaced)
    if script == "arabic":
        return read_arabic(stripped)
    return read_alphabetic(stripped)


_FOREIGNER = re.compile(
    rf"(?:(?<=^)|(?<=[\s\u3000、，,;；・]))(?P<name>[A-ZÀ-Þ][a-zà-ÿ'’-]+(?: [A-ZÀ-Þ]\.)*(?: [A-ZÀ-Þ][A-Za-zà-ÿ'’-]+){{1,2}})(?:\s?[(（](?:{NATIONS})[)）])?(?=$|[\s\u3000、，,;；・{CJK}])"
)
"""A name in an alphabet among others, which may say where somebody is from: Rebecca Holm（英国）."""
_EAST_ASIAN = re.compile(rf"[{CJK}\uac00-\ud7a3]")
_WRITTEN = re.compile(r"^[著作][\s\u3000]*")
_ONE_SYLLABLE = re.compile(r"[bcdfghjklmnpqrstvwxyz]{0,3}[aeiouü]{1,3}(?:ng|[nmkptrh])?", re.IGNORECASE)
SURE: Final = 0.3


def _read_mixed(text: str, spaced: bool) -> Byline | None:
    """`龚若冰 Peter Haldane`, `Peter H. Lang　簡兆平譯`: people of two scripts, in printed order; None where the alphabet may only
    spell the others, or where those are no plain names."""
    out: list[Byline] = []
    end = 0
    translated = _TRANSLATED.search(text) is not None
    for found in [*_FOREIGNER.finditer(text), None]:
        rest = text[end : found.start() if found else len(text)].strip(MARKS)
        if out and translated:
            rest = _WRITTEN.sub("", rest)
        if rest:
            others = _read(rest, spaced)
            if script_of(rest) == "latin" or others.score < SURE:
                return None
            out.append(others)
        if found is None:
            break
        name = found["name"]
        if not translated and (_ONE_SYLLABLE.fullmatch(name.split()[-1]) or _ROMANISED_WORDS.fullmatch(name)):
            return None
        score = score_alphabetic(name)
        if score < SURE:
            return None
        out.append(Byline((Contributor(name=name, role="author"),), score))
        end = found.end()
    if len(out) < 2:
        return None
    people = tuple(person for part in out for person in part.contributors)
    return Byline(people, sum(part.score for part in out) / len(out) + 0.4, any(part.explicit for part in out))


_ROMANISED_WORDS = re.compile(r"[A-Z][a-z]{1,5} (?:[A-Z][a-z]{1,5}){1,2}(?:-[a-z]{1,5})?")
"""Zhang Weiming, Kim Min-ji: both words as short as syllables are."""


_JAPANESE_PLACE = re.compile(
    rf"(?P<place>[{CJK}A-Za-z・（）()々ー]{{2,24}}(?:大学|大學|学院|研究所|研究センター|センター|[(（][株有][)）]|会社|協会|組合|農協|[高中小]校|試験場|編集部|出版部|病院|博物館|図書館|コンサルタント|事務所|省|庁|県|市|局))[ \u3000]+(?P<names>[{CJK}][{CJK} \u3000・、]{{1,40}})"
)
"""Where somebody works before the name, as Japanese contents have it: 港北農資（株） 有馬順."""
_STRAY_QUOTE = re.compile(rf"(?<=[{HAN}])[ \u3000]?“?”[ \u3000]?(?=[{HAN}])")
"""What an engine has made of a wide space between names: 沈路生”顾怡."""


def _close_groups(text: str) -> str:
    """`张 哲远　吴 毓　武 晓`: between wide gaps, a surname and a given name set apart are one name."""
    groups = GAP.split(text)
    if len(groups) < 2:
        return text
    parted = [_SURNAME_APART.fullmatch(group) for group in groups]
    whole = [
        group.replace(" ", "") if match and _one_name(match["first"], match["given"], False) else group
        for group, match in zip(groups, parted, strict=True)
    ]
    return "　".join(whole)


def _is_letters(text: str) -> bool:
    """Four letters or more, all set apart alike, that are no plain names: 新 年 献 词 is a title."""
    if not _LETTERS_ALIKE.fullmatch(text):
        return False
    return part_names("".join(text.split()))[1] < 1.3


# ---- Chinese, Japanese, Korean ----


_HONOURED_LAST = re.compile(r"(?:さん|くん|ちゃん|さま)$")
"""People are spoken of so; nobody signs so."""


_SURNAME_APART = re.compile(rf"(?P<first>[{HAN}]{{1,2}}) (?P<given>[{HAN}]{{1,3}})")
_EMPLOYED = re.compile(
    rf"(?P<employer>[{HAN}][{HAN}（）()\d]{{1,18}}(?:大学|大學|学院|學院|小学|小學|中学|中學|附[小中]|[一二三四五六七八九十]中|学校|學校|医院|醫院|研究所|研究院|教研[室组]|公司|出版社|杂志社|报社|中心|局|班))\s?[/／]\s*(?P<name>[{HAN}] ?[{HAN}]{{1,2}})"
)
"""`岭东师范大学/ 程慕云`: the employer before a slash."""
_LETTERS_ALIKE = re.compile(rf"[{HAN}](?P<gap>[ \u3000\u00a0]+)[{HAN}](?:(?P=gap)[{HAN}]){{2,}}")
_LETTER_RUN = re.compile(
    rf"(?<![{CJK}] )(?<![{CJK}])[{CJK}](?P<gap>[ \u3000])[{CJK}](?:(?P=gap)[{CJK}]){{1,4}}(?![{CJK}])(?! [{CJK}](?![{CJK}]))"
)
"""A Japanese name with all its letters apart: 青 山 道 彦."""
_BRACKETED = re.compile(r"[(（\[【〔](.+)[)）\]】〕]")
_SEGMENTS = re.compile(r"\s*[/／|｜;；]\s*")
_ROLE_JOINT = re.compile(r"\s?[/／&＆、和·・及+]\s?")
_DOTTED_NAMES = re.compile(rf"[{CJK}]+\s[{CJK}]+(?:[・·][{CJK}]+\s[{CJK}]+)+")
_DOTTED_WHOLE = re.compile(rf"[{HAN}]{{2,3}}[{CJK}]{{1,4}}(?:・[{HAN}]{{2,3}}[{CJK}]{{1,4}})+")
"""相馬いずみ・堂本和馬: each begins with a surname in Han."""
_JOINTS = re.compile(r"((?<=[）)])\s*[・·]\s*|\s+[・·]\s+|\s*[、，,;；&＆/／+＋×@]\s*|\s+(?:和|与|與|及|暨)\s+|\s+)")
_LATIN_RUN = re.compile(r"[A-Za-zÀ-ÿ.'’\s-]+")
_TITLE_HEADS: Final = frozenset("从從在为為让讓把论論说說谈談关關如何怎")
"""What begins a title or an organisation's doings, and no name."""
_HAN_AND_KANA = re.compile(rf"[{HAN}]{{1,3}}(?:[\u3041-\u309f]{{2,4}}|[\u30a1-\u30fa]{{2,3}})")
_JAPANESE_WORDS = re.compile(r"[をへがはの]|[うくすつぬふむるいた]$")


_ROMANISED = re.compile(
    rf"^(?=[^A-Za-z]*[A-Z])(?P<han>[^A-Za-z]*[{CJK}][^A-Za-z]*?)[\s，,;；/／]*(?P<latin>[A-Z][A-Za-z'’.· -]+(?:[,，;；][A-Za-z'’.· -]+)*)$"
)


_ABOUT = re.compile(
    r"^(?:记(?!者|录)|記(?!者|錄)|专访|專訪|献给|獻給|走近|走进|走進|追忆|追憶|缅怀|緬懷|悼念|对话(?=\S{5}))"
)
"""A text that begins so tells of somebody; nobody signs with it."""


def is_post(text: str) -> bool:
    """Is this a post without the name of whoever holds it (重庆大学教授)? Those who sign by their post alone (本刊评论员) do not count."""
    if not _JOB.search(text) or re.search(r"(?:评论员|評論員|记者|記者|编辑|編輯|通讯员|通訊員)$", text):
        return False
    return all(person.kind == "organization" for person in read_byline(text).contributors)


def is_romanised(text: str) -> bool:
    """Is this a byline given twice, in Han characters and in romanisation?"""
    found = _ROMANISED.match(text)
    return found is not None and _may_be_names(found) and read_byline(text).score > 1.5


_SYLLABLES = re.compile(
    r"(?:(?:zh|ch|sh|ts|tz|hs|ky|gy|ny|hy|my|ry|py|by|kw|gw|ng|[bcdfghjklmnpqrstvwxyz])?['’]?[aeiouüv]{1,3}(?:ng|[nmkpthrl](?![aeiou]))?['’]?)+"
)


_FOREIGNER_LAST = re.compile(
    rf"(?:[{HAN}·]{{2,4}}\s?[,，、;；]\s?){{2,}}[A-Z][A-Za-z'’.-]*(?: [A-Z][A-Za-z'’.-]*){{0,3}}"
)
"""周宁, 韩雪, Lucas Pereira: a list of names, the last one in an alphabet."""


def _may_be_names(found: re.Match[str]) -> bool:
    """Could the alphabetic half spell the other? Words that no romanisation has (Current Affairs) name a section."""
    if _ROLE_MARK.search(found["han"]):
        return True
    words = re.findall(r"[A-Za-z'’]+", found["latin"].lower())
    spelt = all(len(word) == 1 or _SYLLABLES.fullmatch(word) for word in words)
    return spelt or han_name_score("".join(found["han"].split())) > 0.3


_WORKPLACE = re.compile(
    rf"[{HAN}（）()\d]{{2,24}}(?:大学|大學|学院|學院|小学|小學|中学|中學|附[小中]|[一二三四五六七八九十]中|学校|學校|医院|醫院|研究所|研究院|教研室|党校|幼儿园|[一二三四五六七八九十]小|高中|初中|职高|技校|附[属屬][小中]学?)"
    r"(?:[高初小]?[一二三四五六七八九十\d]{0,2}(?:年级|年級)?[（(]\d{1,2}[)）]\s?班)?"
)


def is_workplace(text: str) -> bool:
    """Is this a school, hospital or institute, where somebody who signs may work?"""
    return _WORKPLACE.fullmatch(text.strip()) is not None


_POST_BEFORE = re.compile(
    r"^(本[刊报報](?:特[约約派]|实习|實習)?(?:记者|記者|评论员|評論員|编辑|編輯|通讯员|通訊員))\s?[/／]\s?"
)


_WRITER_AND_PICTURES = re.compile(
    r"(?:(?<=\S)[\s\u3000]+文[并並]|(?<=[\u4e00-\u9fff]{2})[\s\u3000]*文\s?[·•・‧&＆、])\s?[图圖摄攝]影?$"
)
"""查朗　文并摄, 柯金泉文·攝影: one person wrote and took the pictures."""
_RANK = re.compile(
    r"(?:^|(?<=[\s\u3000・、＝]))[初二三四五六七八九]段[\s\u3000]+(?=\S)|(?<=\S)[\s\u3000]*[初二三四五六七八九]段(?=$|[・、])"
)
"""What players of go and shogi are: 沼田 春夫五段."""


def _read_cjk(text: str, spaced: bool) -> Byline:
    text = _POST_BEFORE.sub(r"\1 ", text)  # 本刊记者/孔思源
    if not spaced and _LONG_ROLE.search(text):
        text = _LONG_ROLE_GLUED.sub(r"\1 \2", text)
    if spaced and _HONOURED_LAST.search(text):
        return NOBODY
    text = _part_roles(_WRITER_AND_PICTURES.sub("", text))
    if spaced:
        text = _RANK.sub("", text)
        text = re.sub(r"[\s\u3000]+著・", "著、", text)
        text = re.sub(r"(?<=\S) {2,}(?=\S)", "、", text)  # single spaces stand within names, wider ones between them
    twice = None if _FOREIGNER_LAST.fullmatch(text) else _ROMANISED.match(text)
    if twice and not _may_be_names(twice):
        return NOBODY
    if twice:
        names = _read_cjk(twice["han"], spaced)
        if (
            names.score > 0.5
            and -2 <= len(re.split(r"[,，;；]", twice["latin"])) - len(names.contributors) <= 1
            and twice["latin"].count(" ") >= len(names.contributors) - 2
        ):
            return names._replace(score=names.score + 1.0)
    if _ABOUT.match(text):
        return NOBODY
    chunks = _chunks(text)
    contributors: list[Contributor] = []
    scores: list[float] = []
    for chunk in chunks:
        people, score = _read_people(chunk.text, chunk.role, spaced)
        contributors += people
        scores.append(max(score, -1.5) + 3.0 if chunk.explicit and len(chunk.text) <= 24 else score)
    if not contributors:
        return NOBODY
    if any("《" in person.name for person in contributors):
        return NOBODY
    explicit = any(chunk.explicit for chunk in chunks)
    employed = 1.2 if contributors[0].kind == "person" and is_workplace(text.split()[0]) and " " in text else 0.0
    return Byline(tuple(contributors), sum(scores) / len(scores) + employed, explicit and min(scores) > -1.0)


_TRANSLATOR_GLUED = re.compile(rf"(?<=[\s\u3000、])([{CJK}]{{3,6}})訳(?=$|[\s\u3000、])")
_WRITER_GLUED = re.compile(
    rf"^([{HAN}·]{{3,6}})文(?=[\s\u3000]+[{HAN}·\s\u3000]{{2,8}}(?:摄影|攝影|[摄攝图圖画畫绘繪])$)"
)
_ROLE_SLASHED = re.compile(
    rf"([{HAN}]{{2,4}})[/／](口述|讲述|整理|记录|采访|采写|撰文|摄影|翻译|编译)(?=$|[\s\u3000、，])"
)
_KANA_INITIAL = re.compile(r"(?<![A-Za-z])([A-Z]\.)[ \u3000](?=[\u30a1-\u30fc]{2})")
_HOST_JOINED = re.compile(r"・(司会|聞き手)[\s\u3000／/:：]+(?=\S)")
_JOINED = re.compile(rf"[{HAN}]{{2}}[{CJK}]{{1,4}}(?:・[{HAN}]{{2}}[{CJK}]{{1,4}})+(?=$|、)")


def _part_roles(text: str) -> str:
    """`text` with words for what somebody did set apart from names that they touch: 宇野木節子訳 behind another, 艾尼瓦尔文 before whoever
    took the pictures, ・司会　根岸修, 田玉兰/口述; and names that a middle dot joins divided."""
    if "・" in text:
        text = _HOST_JOINED.sub(r"、\1／", text)
        text = _JOINED.sub(lambda names: names[0].replace("・", "、"), text)
    if "訳" in text:
        text = _TRANSLATOR_GLUED.sub(r"\1 訳", text)
    if "." in text:
        text = _KANA_INITIAL.sub(r"\1", text)
    if "/" in text or "／" in text:
        text = _ROLE_SLASHED.sub(r"\1 \2", text)
    return _WRITER_GLUED.sub(r"\1 文", text) if "文" in text else text


def _chunks(text: str) -> list[Chunk]:
    """Cut at role words: `文/甲 图/乙`, `甲口述 乙整理`, `主持人：甲`; without any, one chunk by the author."""
    marks = list(_ROLE_FIRST.finditer(text)) if _ROLE_MARK.search(text) else []
    if marks:
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        head = text[: marks[0].start()].strip(MARKS)
        cut = [
            Chunk(_role(mark["role"] or mark["glued"]), text[mark.end() : end].strip(MARKS), True)
            for mark, end in zip(marks, ends, strict=True)
        ]
        return ([Chunk("author", head, False)] if head else []) + [chunk for chunk in cut if chunk.text]
    several = list(_ROLE_APART.finditer(text))
    if len(several) > 1 and several[0].start() == 0:  # 文 李菁  摄影 蔡小川
        ends = [mark.start() for mark in several[1:]] + [len(text)]
        return [
            Chunk(_role(mark["role"]), text[mark.end() : end].strip(MARKS), True)
            for mark, end in zip(several, ends, strict=True)
        ]
    spaced = _ROLE_SPACED.match(text)
    if spaced and len(spaced["role"]) > 1:
        return [Chunk(_role(spaced["role"]), text[spaced.end() :], True)]
    return _roles_after(text)


def _roles_after(text: str) -> list[Chunk]:
    """`托·皮尔斯作 李昌超译`, `甲 乙 译`, `甲　图`: the role word stands behind the name."""
    chunks: list[Chunk] = []
    for segment in _SEGMENTS.split(text):
        chunks += _roles_in_segment(segment)
    return chunks


_TRANSLATED = re.compile(r"[译譯訳]$")


def _roles_in_segment(text: str) -> list[Chunk]:
    pieces = _role_pieces(text.split())
    translated = _TRANSLATED.search(text) is not None
    chunks: list[Chunk] = []
    waiting: list[str] = []
    for piece in pieces:
        if piece in ROLE_WORDS and waiting and len(chunks) < 6:
            if len(waiting) > 1 and ROLE_WORDS[piece] in ("photographer", "illustrator"):
                chunks.append(Chunk("author", " ".join(waiting[:-1]), False))
                waiting = waiting[-1:]
            if len(waiting) > 1 and (NATION.match(waiting[0]) or _FOREIGN.match(waiting[0])):
                chunks.append(Chunk("author", waiting.pop(0), False))
            chunks.append(Chunk(ROLE_WORDS[piece], " ".join(waiting), True))
            waiting = []
            continue
        match = _ROLE_LAST.match(piece)
        written = translated and match is not None and match["role"] in ("著", "作") and len(match["name"]) > 1
        if match and (written or _role_is_role(piece, match, waiting, any(chunk.explicit for chunk in chunks))):
            if len(match["name"]) > 1 and _has_foreigner(waiting):
                chunks.append(Chunk("author", " ".join(waiting), False))  # 赫拉巴尔 程淑娟译: the foreigner wrote it
                waiting = []
            chunks.append(Chunk(_role(match["role"]), " ".join([*waiting, match["name"]]), True))
            waiting = []
        else:
            waiting.append(piece)
    if waiting:
        chunks.append(Chunk("author", " ".join(waiting), False))
    return chunks


def _has_foreigner(waiting: list[str]) -> bool:
    """Is one of these a foreign author, by a middle dot or by a nation before the name?"""
    return any(
        NATION.match(name) or re.search(r"[·•・‧]", name) or (NATION.match(f"{name}x") and index < len(waiting) - 1)
        for index, name in enumerate(waiting)
    )


def _role_is_role(piece: str, match: re.Match[str], waiting: list[str], after_author: bool) -> bool:
    """Is the end of `piece` a role word (李昌超译, 白 丁譯) and not a given name (张译)?"""
    if waiting and len(waiting[-1]) == 1 and len(match["role"]) > 1 and len(match["name"]) <= 2:
        return _name_like(waiting[-1] + match["name"])  # 胡 老根讲述
    if match["role"] in _SHORT_ROLES:
        return _ends_in_role(match["name"], match["role"], after_author)
    surname = bool(waiting) and (waiting[-1] in COMMON_SURNAMES or waiting[-1] in RARE_SURNAMES)
    if (surname or after_author) and 2 <= len(match["name"]) <= 3 and match["role"] in "译譯訳":
        return True
    if len(match["name"]) == 1:
        return bool(waiting) and len(waiting[-1]) <= (3 if match["role"] == "訳" else 1) and match["role"] in "译譯訳"
    if match["role"] in ("作", "著") and all(char in TRANSLITERATION_CHARS for char in match["name"]):
        return True
    if match["role"] == "文" and len(match["name"]) == 3 and match["name"][:2] in JAPANESE_SURNAMES:
        return False  # 萩原博文
    return (not _plain_name(piece) or match["role"] in "译譯訳") and _name_like(match["name"])


_SHORT_ROLES: Final = frozenset("注註辑輯记記录錄讲講选選")


def _ends_in_role(name: str, role: str, after_author: bool) -> bool:
    """Is this character a word for what somebody did (林叶辑, 严文记 behind another's 口述) and no part of a name?"""
    if len(name) == 3:
        return han_name_score(name) > 0.3
    return len(name) == 2 and han_name_score(name) > 0 and (role in "注註辑輯" or (after_author and role in "记記录錄"))


def _role_pieces(pieces: list[str]) -> list[str]:
    """Letter-spaced names closed up, but not over a role word: 埃·托尔松 作 莫 华 译 → …, 作, 莫华, 译."""
    if not any(len(piece) == 1 for piece in pieces):
        return pieces
    out: list[str] = []
    run: list[str] = []

    def flush() -> None:
        if run and len(run) % 2 and len(run) > 1 and run[0] in ROLE_WORDS and out and len(out[-1]) > 1:
            out.append(run.pop(0))
        tail = [run.pop()] if len(run) % 2 and len(run) > 1 and run[-1] in ROLE_WORDS else []
        if len(run) == 4 and run[0] in ROLE_WORDS and out and len(out[-1]) > 1 and run[-1] in ROLE_WORDS:
            out.append(run.pop(0))
            tail = [run.pop()]
        out.extend(piece for piece, _ in _close_up([(char, " ") for char in run]))
        out.extend(tail)
        run.clear()

    for piece in pieces:
        if len(piece) == 1 and _HAN_ONLY.match(piece):
            run.append(piece)
        else:
            flush()
            out.append(piece)
    flush()
    return out


def _plain_name(text: str) -> bool:
    """张译 and 李文 are people: two or three characters with a surname, the last one no plain verb of making."""
    return (
        len(text) <= 3
        and (text[0] in COMMON_SURNAMES or text[0] in RARE_SURNAMES)
        and han_name_score(text) > 0.3
        and not (len(text) == 3 and text[-1] in "译譯訳")
    )


_HONOURED = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:长老|長老|法师|法師|居士|和尚|上人|禅师|禪師|大德|老师|老師|先生|女士|教授)$"
)


def _name_like(text: str) -> bool:
    text = _HONOURED.sub("", text)
    return bool(_FOREIGN.match(text)) or han_name_score(text) > 0 or bool(re.match(r"^[【(（\[〔]", text))


def _role(words: str) -> Role:
    first = _ROLE_JOINT.split(words)[0]
    return ROLE_WORDS.get(words) or ROLE_WORDS.get(first, "author")


def _read_people(text: str, role: Role, spaced: bool = False) -> tuple[list[Contributor], float]:
    """People and institutions in a chunk without role words, with the mean log-odds of its pieces."""
    text = ET_AL.sub("", _AFFIL_MARKS.sub("", text)).strip(MARKS)
    if ("・" in text or "·" in text) and (_DOTTED_NAMES.fullmatch(text) or (spaced and _DOTTED_WHOLE.fullmatch(text))):
        text = re.sub(r"[・·]", "、", text)  # 大迫 玲子・沖田 渉: the dot divides spaced names
    if not text:
        return [], -3.0
    whole = _organization(text, role)
    if whole is not None:
        return whole
    if (
        _WEAK_ORGANIZATION.match(text)
        and len(text) > 4
        and "的" not in text
        and not re.match(r"[从從在为為让讓把论論说說谈談关關如何怎]", text)
    ):
        return [Contributor(name=text, role=role, kind="organization")], 0.3
    people: list[Contributor] = []
    scores: list[float] = []
    affiliation = ""
    pieces = _unglued(_pieces(text, spaced), text)
    for index, (piece, joint) in enumerate(pieces):
        read = None if _is_unit(piece, pieces[index + 1 :]) else _read_piece(piece, role)
        if read is None:
            affiliation = f"{affiliation}{joint if affiliation else ''}{piece}"
            scores.append(1.2)
            continue
        person, score = read
        if spaced:
            score = max(score, _shape_score(piece))
        if affiliation and person.affiliation:
            person = Contributor(
                name=person.name, role=role, kind=person.kind, affiliation=f"{affiliation} {person.affiliation}"
            )
        elif affiliation:
            person = Contributor(name=person.name, role=role, kind=person.kind, affiliation=affiliation)
        affiliation = ""
        people.append(person)
        # Letters set apart and closed up again (云 杉) are set so because they are a name.
        scores.append(max(score, 0.4) + 0.5 if piece not in text else score)
    if affiliation:
        people, scores = _trailing(people, affiliation, role, scores)
    if not people:
        return [], -3.0
    if _SHORT_LIST.fullmatch(text):
        scores = [max(score, -0.1) for score in scores]
    plural = min(len(people) - 1, 3) * 0.4 if min(scores) > 0 else 0.0
    return people, sum(scores) / len(scores) + plural + min(0.0, min(scores))


_SHORT_LIST = re.compile(rf"[{HAN}]{{2,3}}(?:[,，]\s?[{HAN}]{{2,3}})+")
"""Pieces as short as names and nothing but commas between them: 秋实, 仰光."""


_UNIT = re.compile(
    rf"^[{HAN}]{{2,12}}(?:[部处處科室队隊组組团團馆館厂廠系班所校办辦级級院站局]|公社|大队|大隊|车间|車間|支行|分行|总行|分会|分會|支行|街道)$"
)


_STANDING = re.compile(
    rf"^(?:[{HAN}]{{1,10}}(?:[员員友医醫师師生民兵长長工匠]|知识青年|知識青年|知青|工人|干部|幹部|职工|職工|学员|學員|退休教师|[贫下中]农|读者|讀者|观众|觀眾|战士|戰士|[农農]友|书记|書記|常委|委员|代表|[一二三四五六七八九十]中|[场場])"
    r"|(?:河北|山西|辽宁|遼寧|吉林|黑龙江|黑龍江|江苏|江蘇|浙江|安徽|福建|江西|山东|山東|河南|湖北|湖南|广东|廣東|海南|四川|贵州|貴州|云南|雲南|陕西|陝西|甘肃|甘肅|青海|台湾|台灣|内蒙古|广西|廣西|西藏|宁夏|寧夏|新疆|北京|天津|上海|重庆|重慶|香港|澳门|澳門)(?:省|市)?"
    rf"|[{HAN}]{{2,6}}[省市县縣镇鎮乡鄉村]|发自[{HAN}]{{2,6}}"
    r"|[高初大小]?[一二三四五六七八九十\d]{1,2}(?:年级|年級)?[（(]\d{1,2}[)）]\s?班|\d{2,4}[级届級屆]|[\u4e00-\u9fff]{2,8}(?:19|20)\d\d[级届級屆])$"
)
"""Who or where somebody is, set apart before the name: a post, a place, a form at school."""


def is_standing(piece: str) -> bool:
    """Is this a post, place or class rather than a name?"""
    return bool(_STANDING.match(piece)) and (len(piece) > 3 or han_name_score(piece) < 1.0)


def _is_unit(piece: str, rest: list[tuple[str, str]]) -> bool:
    """`三产办 濮阿毛`: where somebody works, set apart before the name."""
    return (
        bool(rest)
        and rest[0][1].isspace()
        and bool(_UNIT.match(piece) or _STANDING.match(piece) or is_workplace(piece))
        and (is_standing(piece) or han_name_score(piece) < 0.3)
        and bool(re.fullmatch(rf"[{HAN}]{{2,4}}", rest[0][0]))
        and han_name_score(rest[0][0]) > 0.0
    )


def _trailing(
    people: list[Contributor], affiliation: str, role: Role, scores: list[float]
) -> tuple[list[Contributor], list[float]]:
    """What stands after the last name belongs to it: `潘复生 院士`; without names it signs itself."""
    if not people:
        doubt = -2.0 if len(affiliation) == 1 or re.search(r"[的了是在吗为與与]", affiliation) else 0.3
        return [Contributor(name=affiliation, role=role, kind="organization")], [*scores, doubt]
    last = people[-1]
    if last.affiliation:
        return people, scores
    return [*people[:-1], Contributor(name=last.name, role=role, kind=last.kind, affiliation=affiliation)], scores


def _pieces(text: str, spaced: bool) -> list[tuple[str, str]]:
    """Pieces between separators, each with the separator before it; letter-spaced names are closed up."""
    parts = _JOINTS.split(text)
    pieces = [(parts[0], "")] + [(parts[i + 1], parts[i]) for i in range(1, len(parts) - 1, 2)]
    pieces = [(piece, joint) for piece, joint in pieces if piece]
    pieces = _latin_names(pieces)
    return _join_spaced(_close_up(_after_nation(pieces)), spaced)


def _join_spaced(pieces: list[tuple[str, str]], spaced: bool) -> list[tuple[str, str]]:
    """Surname and given name set apart (瀬川 冬彦, 穆 青山): two pieces between separators that are one name rather than two."""
    groups: list[list[tuple[str, str]]] = []
    narrow = min((width(joint) for _, joint in pieces if joint.isspace()), default=1)
    for piece, joint in pieces:
        if groups and joint.isspace() and width(joint) <= narrow:
            groups[-1].append((piece, joint))
        else:
            groups.append([(piece, joint)])
    out: list[tuple[str, str]] = []
    for group in groups:
        if len(group) == 3 and _JOB.search(group[0][0]):  # a post, then a surname and a given name set apart
            out.append(group.pop(0))
        if len(group) == 2 and _one_name(group[0][0], group[1][0], spaced):
            out.append((group[0][0] + group[1][0], group[0][1]))
        else:
            out += group
    return out


_PLACE_LAST = re.compile(r"[(（][^()（）]+[)）]$")
_UP_TO_THREE = re.compile(rf"[{CJK}]{{1,3}}")
_UP_TO_FOUR = re.compile(rf"[{CJK}]{{1,4}}")


def _one_name(first: str, second: str, spaced: bool) -> bool:
    """Is `first second` one person? Single characters and Japanese surnames say yes, two good names say no."""
    second = _PLACE_LAST.sub("", second)
    if not (_UP_TO_THREE.fullmatch(first) and _UP_TO_FOUR.fullmatch(second)):
        return False
    if _JOB.search(first) or _ORGANIZATION.search(first) or first in ROLE_WORDS:
        return False
    if spaced:
        return len(second) <= 4
    if len(first) == 2 and len(second) == 1 and (first[0] in COMMON_SURNAMES or first[0] in RARE_SURNAMES):
        return second not in ROLE_WORDS and han_name_score(first + second) > 0.3  # 许绍 荃: an engine saw a space
    if len(first) == 1:
        return len(second) <= 2 or (len(second) == 3 and han_name_score(second) < 0.5)
    if first in COMPOUND_SURNAMES:
        return True
    if first in JAPANESE_SURNAMES or re.search(r"[\u3041-\u30ff]", second):
        return not re.search(r"[\u30a1-\u30ff]{3}", second)
    return False


def _after_nation(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """`【捷克】 赫拉巴尔`: a nationality standing apart goes with the name after it."""
    out: list[tuple[str, str]] = []
    for piece, joint in pieces:
        if out and out[-1][0].endswith((")", "）", "]", "】", "〕", "］")) and NATION.match(f"{out[-1][0]}x"):
            out[-1] = (out[-1][0] + piece, out[-1][1])
        else:
            out.append((piece, joint))
    return out


def _latin_names(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """`Sunny Leung` within a Chinese byline is one name."""
    out: list[tuple[str, str]] = []
    for piece, joint in pieces:
        if out and joint.isspace() and _LATIN_RUN.fullmatch(piece) and _LATIN_RUN.fullmatch(out[-1][0]):
            out[-1] = (f"{out[-1][0]} {piece}", out[-1][1])
        else:
            out.append((piece, joint))
    return out


def _close_up(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Runs of single characters are letter-spaced names: two make one name, three too, longer runs several."""
    out: list[tuple[str, str]] = []
    index = 0
    while index < len(pieces):
        run = index
        while (
            run < len(pieces)
            and len(pieces[run][0]) == 1
            and _HAN_ONLY.match(pieces[run][0])
            and (run == index or pieces[run][1].isspace())
        ):
            run += 1
        count = run - index
        if count < 2:
            out.append(pieces[index])
            index += 1
            continue
        for name in part_names("".join(piece for piece, _ in pieces[index:run]))[0]:
            out.append((name, pieces[index][1]))
            index += len(name)
    return out


@lru_cache(maxsize=20_000)
def _read_piece(piece: str, role: Role) -> tuple[Contributor, float] | None:
    """A person (or institution) with its log-odds; None when the piece is an employer or a title of somebody else."""
    piece = _AFFIL_MARK.sub("", piece)
    if not piece:
        return None
    after = _AFTER.match(piece)
    if after and not _ORGANIZATION.search(after["name"]):
        return Contributor(name=after["name"], role=role, affiliation=after["place"]), han_name_score(
            after["name"]
        ) + 1.0
    nation = NATION.match(piece)
    if nation:
        name = piece[nation.end() :]
        return Contributor(name=name, role=role), 2.5 if _FOREIGN.match(name) or len(name) <= 8 else 0.0
    country = _BRACKETED_NATION.match(piece)
    if country and _foreign_score(country["name"]) > 0.8:
        return Contributor(name=country["name"], role=role), 2.0
    if _FOREIGN.match(piece):
        return Contributor(name=piece, role=role), _foreign_score(piece)
    score = han_name_score(piece)
    job = _JOB.search(piece)
    if len(piece) <= 3 and score > 0.5 and not (len(piece) == 3 and job and len(job[0]) == 2):
        return Contributor(name=piece, role=role), score
    employer = _EMPLOYER.match(piece)
    if employer:
        rest = piece[employer.end() :]
        if not rest:
            return None
        if han_name_score(rest) > -0.5 and not _JOB.search(rest):
            return Contributor(name=rest, role=role, affiliation=employer[0]), 2.5
    job = _JOB.search(piece)
    if job:
        before = piece[: job.start()]
        if 2 <= len(before) <= 4 and han_name_score(before) > 0.5:
            return Contributor(name=before, role=role, affiliation=job[0]), 2.0
        return None
    posted = _posted(piece)
    if posted:
        return Contributor(name=posted[1], role=role, affiliation=posted[0]), 2.0
    signed = _SIGNED.match(piece)
    if signed and han_name_score(signed["name"]) > -0.5:
        return Contributor(name=signed["name"], role=role, affiliation=signed["employer"]), 1.8
    if _ORGANIZATION.search(piece) and len(piece) > 3:
        return None
    if piece[:1] in _TITLE_HEADS:
        return Contributor(name=piece, role=role), score - 1.0
    if len(piece) > 4 and _WEAK_ORGANIZATION.match(piece):
        return None
    if not _HAN_ONLY.match(piece) and script_of(piece) == "latin":
        person = score_alphabetic(piece)
        return Contributor(name=piece, role=role), person
    return Contributor(name=piece, role=role), score


def _posted(piece: str) -> tuple[str, str] | None:
    """A post and the name that OCR glued to it (省科技厅副厅长章兆平)."""
    for size in (3, 2, 4):
        post, name = piece[:-size], piece[-size:]
        job = _JOB.search(post)
        if len(post) >= 4 and job and len(job[0]) >= 2 and _HAN_ONLY.match(name) and han_name_score(name) > 0.5:
            return post, name
    return None


def _unglued(pieces: list[tuple[str, str]], text: str) -> list[tuple[str, str]]:
    """Pieces with names that a bad text layer ran together cut apart."""
    out: list[tuple[str, str]] = []
    for piece, joint in pieces:
        names = _glued_names(piece) if piece in text else ()
        out += [(name, joint if name is names[0] else " ") for name in names] if names else [(piece, joint)]
    return out


@lru_cache(maxsize=20_000)
def _glued_names(piece: str) -> tuple[str, ...]:
    """Names run together by a bad text layer (贾建辉安国斌): a cut into two or three good names, or nothing."""
    if not 4 <= len(piece) <= 9 or not _HAN_ONLY.match(piece):
        return ()
    if han_name_score(piece) > 0 or _JOB.search(piece) or _ORGANIZATION.search(piece):
        return ()
    best: tuple[float, tuple[str, ...]] = (1.45, ())
    for first in range(2, 4):
        for second in range(first + 2, len(piece) + 1):
            names = tuple(name for name in (piece[:first], piece[first:second], piece[second:]) if name)
            if all(2 <= len(name) <= 3 for name in names) and len(names) > 1:
                worst = min(map(han_name_score, names))
                best = max(best, (worst, names))
    return best[1]


_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


_BY_ORGANIZATION = re.compile(
    rf"(?P<name>[{HAN}]{{3,20}}[馆館站室会會社组組部院校团團队隊])(?P<role>[辑輯编編]|供稿|搜集整理|整理|提供)"
)
"""宜黄县文化馆辑."""


def _organization(text: str, role: Role) -> tuple[list[Contributor], float] | None:
    """An institution that signs: one run (brackets allowed) ending like one."""
    done = _BY_ORGANIZATION.fullmatch(text)
    if done:
        made = Contributor(name=done["name"], role=ROLE_WORDS.get(done["role"], "author"), kind="organization")
        return [made], 1.6
    bare = _IN_BRACKETS.sub("", text)
    if (
        not _ORGANIZATION.search(bare)
        or bare[:1] in _TITLE_HEADS
        or bare[:1] == "以"
        or re.search(r"[：:，。！？!?“”《》]", bare)
        or len(bare) < 2
        or len(bare) > 30
    ):
        return None
    names = [name for name in re.split(r"[\s\u3000]+|、", text) if name]
    if len(names) > 1 and not all(_ORGANIZATION.search(_IN_BRACKETS.sub("", name)) for name in names):
        return None
    if (
        len(names) == 2
        and re.search(r"(?:大学|大學|学院|公司|研究院|医院|集团|局|厅|部)$", names[0])
        and "、" not in text
    ):
        names = [text]
    people = [Contributor(name=name, role=role, kind="organization") for name in names]
    return people, 1.6 if len(bare) > 3 else 0.8


_DOCUMENT = re.compile(
    r"..?(?:意见|意見|办法|辦法|通知|规定|規定|决定|決定|解答|条例|條例|批复|批覆|公告|通告|公报|公報|说明|說明|建议|建議|方案|计划|計劃|措施|经验|經驗|问题|問題|报告|報告|总结|總結|思考|探讨|探討|分析)"
)
"""The end of a long title that was wrapped within a word (若/干意见): such a pair of letters is no given name."""


@lru_cache(maxsize=20_000)
def han_name_score(text: str) -> float:
    """Log-odds that a run of Han characters is one person's name, by surname and given-name characters."""
    text = "".join(text.split())
    if not text:
        return -3.0
    if _FOREIGN.match(text):
        return _foreign_score(text)
    if _HAN_AND_KANA.fullmatch(text) and (japanese := _japanese_score(text)) > 0:
        return japanese
    if _JAPANESE_WORDS.search(text):
        return -2.0
    if not _HAN_ONLY.match(text):
        return -1.0 if len(text) <= 6 and all(char.isalnum() for char in text) else -3.0
    if text in SECTION_WORDS or text in ROLE_WORDS or _DOCUMENT.fullmatch(text):
        return -1.5
    if len(text) == 1:
        return -1.5
    best = _japanese_score(text)
    if text[:2] in COMPOUND_SURNAMES and 3 <= len(text) <= 4:
        best = max(best, 2.2 + _given_score(text[2:]))
    if 2 <= len(text) <= 3:
        surname = 1.5 if text[0] in COMMON_SURNAMES else 0.4 if text[0] in RARE_SURNAMES else -1.2
        best = max(best, surname + _given_score(text[1:]))
    elif len(text) == 4:
        surname = 0.2 if text[0] in COMMON_SURNAMES and text[1] in COMMON_SURNAMES | RARE_SURNAMES else -1.8
        best = max(best, surname + _given_score(text[2:]))
    return best if len(text) <= 5 else min(best, -2.0 - 0.2 * len(text))


def _foreign_score(text: str) -> float:
    """A name with middle dots: written in the characters (or kana) that foreign names are transliterated with."""
    letters = [char for char in text if char.isalpha()]
    known = sum(char in TRANSLITERATION_CHARS or "\u30a1" <= char <= "\u30ff" or char.isascii() for char in letters)
    return 3.2 * known / max(1, len(letters)) - 0.9 - (1.0 if len(text) > 15 else 0.0)


def _given_score(given: str) -> float:
    values = [-1.6 if char in NEVER_IN_NAMES else 0.7 if char in GIVEN_CHARS else -0.2 for char in given]
    return sum(values) / len(values) * (1.0 if len(values) > 1 else 0.8)


_SURNAME_LAST = frozenset(
    "田山川河野村本井木原藤島嶋崎﨑沢澤谷口上下内橋林森池岡松坂部辺邊宮浜濱石津塚場尾瀬倉屋城越見名江戸葉堀波多梨摩"
)
_GIVEN_LAST = frozenset(
    "平彦子夫雄男美恵太郎介助人樹香奈也之一二三吾治次代世枝実紀斗翔哉司志朗郎明正弘博浩裕洋健隆誠優修進勇清豊茂実学智貴史絵里衣音乃葉菜花華咲希輝弥哉成行幸昭和文"
)


_FOUR_OR_FIVE = re.compile(rf"[{HAN}]{{4,5}}")
_THREE = re.compile(rf"[{HAN}]{{3}}")
_HAN_AND_HIRAGANA = re.compile(rf"[{HAN}]{{2,3}}(?!の)[\u3041-\u309f]{{2,3}}[子美]?")
_ENDS_TSUDA = re.compile(rf"[{HAN}]{{2}}[津田]")


def _shape_score(text: str) -> float:
    """Log-odds that an unspaced Japanese run is a name by the shape of names: surname 蓑田, given name 康平."""
    if _FOUR_OR_FIVE.fullmatch(text):
        if text[-1] in _GIVEN_LAST:
            return 0.9 if text[1] in _SURNAME_LAST or text[2] in _SURNAME_LAST else 0.4
        return -0.6
    if _THREE.fullmatch(text):
        return 0.3 if text[1] in _SURNAME_LAST else -9.0
    if _HAN_AND_HIRAGANA.fullmatch(text):
        return 0.5 if text[1] in _SURNAME_LAST or _ENDS_TSUDA.match(text) else -0.4
    return -9.0


def _japanese_score(text: str) -> float:
    for length in (3, 2, 1):
        if text[:length] in JAPANESE_SURNAMES and 1 <= len(text) - length <= 4:
            return 1.0 + (0.8 if length > 1 else -0.8) + 0.5 * _given_score(text[length:])
    return -4.0
