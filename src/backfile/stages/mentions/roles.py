"""What a named person or organization does: read from the verb of its clause.

Roles: organizer (主办), host (承办), co-organizer (协办), supporter, chair (主持), speaker, recipient, attendee, venue.
"""

from __future__ import annotations

import re

from .names import Kind, Name

_LATIN_LIST = r"[^.;]{0,120}"
# Role → (kinds it fits, what follows the name in its clause, what precedes it).
_RULES: tuple[tuple[str, tuple[Kind, ...], str, str], ...] = (
    ("organizer", ("organization",), r"^[^，。；,;]*?(?:主办|主辦|举办|舉辦|组织召开|组织开展|召开|召開|发起)", r"(?:主办|主辦)(?:单位|方)?[:：为是][^。；]*$|\b(?:organi[sz]ed|sponsored|convened|arranged) by" + _LATIN_LIST + "$"),
    ("organizer", ("organization",), r"^[^，。；,;]*?组织(?!的|者)", r"(?!)"),
    ("host", ("organization",), r"^[^，。；,;]*?(?:承办|承辦)", r"(?:承办|承辦)(?:单位|方)?[:：为是][^。；]*$|\bhosted by" + _LATIN_LIST + "$"),
    ("co-organizer", ("organization",), r"^[^，。；,;]*?(?:协办|協辦)", r"(?:协办|協辦)(?:单位|方)?[:：为是][^。；]*$|\bin (?:cooperation|partnership|association) with" + _LATIN_LIST + "$"),
    ("supporter", ("organization",), r"^[^，。；,;]*?(?:指导|支持)(?:下|$|[，。的])", r"(?:支持|指导)单位[:：为是][^。；]*$|\b(?:supported|funded) by" + _LATIN_LIST + "$"),
    ("chair", ("person",), r"^[^，。；,;]*?主持", r"主持人[:：]?\s?$|\b(?:chaired|moderated|presided over) by[^.;]{0,40}$"),
    ("speaker", ("person",), r"^[^。；;]{0,40}?(?:致辞|致詞|致欢迎辞|发言|發言|讲话(?!精神)|講話(?!精神)|演讲|演講|报告|報告|主讲|宣读|介绍了|指出|表示|强调|認為|认为)", r"\b(?:address|speech|lecture|talk|remarks|keynote) (?:by|from)[^.;]{0,40}$"),
    ("recipient", ("organization",), r"^(?:荣获|榮獲|获得|獲得|获评|被授予|被评为)", r"(?!)"),
    ("recipient", ("person",), r"^(?:，[^，。；;]{2,28})?[^。；;，]{0,40}?(?:荣获|榮獲|获得|獲得|获(?!悉)|被授予|被评为|当选)", r"(?:授予|颁给|授給|颁发给)[^。；]{0,12}$|\b(?:awarded|presented|went) to[^.;]{0,40}$"),
    ("attendee", ("person", "organization"), r"^[^。；;]*?(?:出席|参加|參加|到会|列席|参会|与会)", r"(?:出席|参加会议的有|到会的有)[^。；]{0,80}$|\battended by" + _LATIN_LIST + "$"),
    ("venue", ("place", "organization"), r"^(?:隆重|顺利|成功|正式|圆满|如期|盛大)*(?:举行|舉行|召开|召開|举办|舉辦|开幕|開幕|成立|揭牌|进行)", r"(?!)"),
)  # fmt: skip
_COMPILED = [
    (role, kinds, re.compile(after), re.compile(before, re.IGNORECASE)) for role, kinds, after, before in _RULES
]
# 周恩来、邓颖超秘书赵炜: the secretary acts; 中国矿业大学教授武强荣获: the professor does.
_NOT_ACTING = re.compile(
    r"^(?:、[\u3400-\u9fff·]{2,8})?(?:秘书|夫人|之子|之女|助理)|^(?:总书记|主席|同志)?(?:关于|的|系列|新时代)|"
    r"^(?:、?(?:副?(?:院长|校长|所长|主任|书记|教授|研究员|会长|总经理|董事长)|院士|常务|党委|秘书长|教师|学生|记者))+[\u3400-\u9fff]{2,4}(?:荣获|獲|获|被授予|主持|致辞|发言|讲话|出席)"
)
_BROKEN = re.compile(r"推荐的|主办的|承办的|的[^、和与及]{6,}的|精神")
_ENGLISH_AFTER = (
    ("organizer", re.compile(r"^ (?:has |have )?(?:organi[sz]ed|sponsored|convened)\b")),
    ("host", re.compile(r"^ (?:has |have |will )?hosted?\b")),
    ("chair", re.compile(r"^,?[^.;,]{0,30} (?:presided|chaired|moderated|took the chair)\b|^ in the chair\b")),
    ("speaker", re.compile(r"^,?[^.;]{0,40}? (?:spoke|said|addressed|lectured|gave (?:a|an|the) (?:talk|address|speech|lecture)|read a paper|presented a paper)\b")),
    ("recipient", re.compile(r"^,?[^.;]{0,40}? (?:won|received|was awarded|were awarded)\b")),
    ("attendee", re.compile(r"^[^.;]{0,60}? (?:attended|were present|was present)\b")),
)  # fmt: skip


def find_role(name: Name, sentence: str) -> str | None:
    """The role of `name` in `sentence`, None when no verb gives it one."""
    before, after = sentence[: name.start], sentence[name.end :]
    if _NOT_ACTING.search(after):
        return None
    if name.kind in ("person", "organization"):
        for role, pattern in _ENGLISH_AFTER:
            if pattern.search(after):
                return role
    for role, kinds, following, preceding in _COMPILED:
        if name.kind not in kinds:
            continue
        if role == "venue":
            if re.search(r"在$", before) and following.search(after):
                return role
        elif _leads_to(following, after) or preceding.search(before):
            return role
    return None


def _leads_to(pattern: re.Pattern[str], after: str) -> bool:
    """Whether the clause leads from the name to the verb, and no relative 的 or other list ends in between."""
    match = pattern.search(after)
    return match is not None and not _BROKEN.search(match.group())
