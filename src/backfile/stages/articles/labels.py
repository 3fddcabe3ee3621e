"""Labels of the fields that journals print about an article: 摘要, Keywords, 中图分类号, DOI …

After GB/T 3179 (periodicals), GB/T 6447 (abstracts) and their usual English, German, French and Japanese counterparts.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ...model import Line

_LABELS: dict[str, str] = {
    "abstract": r"摘\s*要|内容摘要|內容摘要|内容提要|內容提要|提\s*要|要\s*旨|抄\s*録|초\s*록|요\s*약|Zusammenfassung|ZUSAMMENFASSUNG|R[ée]sum[ée]|R[ÉE]SUM[ÉE]|Resumen|RESUMEN|Resumo|RESUMO|Riassunto|RIASSUNTO|Аннотация|АННОТАЦИЯ|(?:ال)?ملخص",
    "alternative_abstract": r"A\s?b\s?s\s?t\s?r\s?a\s?c\s?t|A\s?B\s?S\s?T\s?R\s?A\s?C\s?T|Summary|SUMMARY",
    "keywords": r"关\s*键\s*词|關\s*鍵\s*詞|主题词|キーワード|Schlüsselwörter|SCHLÜSSELWÖRTER|Schlagwörter|Mots[- ]clé?[sf]s?|MOTS[- ]CL[ÉE]S|Palabras\s+clave|PALABRAS\s+CLAVE|Palavras[- ]chave|Parole\s+chiave|Ключевые\s+слова|핵심어|주제어|الكلمات\s+المفتاحية",
    "alternative_keywords": r"Key\s?-?\s?words?(?:\s+and\s+phrases)?|KEY\s?-?\s?WORDS?|Index\s+Terms|INDEX\s+TERMS",
    "clc": r"中图分类号|中圖分類號|中图法分类号|分类号|CLC\s+[Nn]umber",
    "document_code": r"文献标识码|文獻標識碼|文献标志码|Document\s+[Cc]ode",
    "article_number": r"文章编号|文章編號|Article\s+ID",
    "doi": r"DOI|doi",
    "received": r"收稿日期|投稿日期|来稿日期|Received(?:\s+[Dd]ate)?|Eingegangen\s+am|Reçu\s+le|Recibido(?:\s+el)?|Fecha\s+de\s+recepción|Recebido(?:\s+em)?|Ricevuto(?:\s+il)?|受付日?|接受日|접수일",
    "funding": r"基金项目|基金項目|资助项目|课题项目|Foundation\s+[Ii]tems?|Funding|Supported\s+by|Financiación|Financement|Förderung",
    "correspondence": r"通信作者|通讯作者|通訊作者|Corresponding\s+[Aa]uthors?|Correspondence(?:\s+to)?",
    "other": r"修回日期|修订日期|录用日期|网络首发|网络出版日期|Revised|Accepted|Aceptado|Accepté\s+le|Angenommen\s+am|引用本文|Citation",
    "about": r"作者简介|作者簡介|第一作者简介|Biograph(?:y|ies)|About\s+the\s+[Aa]uthors?|作者单位|责任编辑|責任編輯|校\s*对",
}
_SIGN = r"\s*[\]】〕〗]?\s*[:：．.—–]?\s*[\]】〕〗]?\s*"
LABEL = re.compile(
    r"(?:(?<=^)|(?<=\s)|(?<=[；;。|]))[\[【〔〖*＊△]{0,2}\s*(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _LABELS.items())
    + r")(?:(?=\s*[\]】〕〗:：．.—–])|$)"
    + _SIGN
)


_NAME = re.compile(rf"[\[【〔〖*＊△]{{0,2}}\s*(?:{'|'.join(_LABELS.values())})\s*[\]】〕〗]?\s*")


_GLUED = re.compile(
    r"\s*(?P<label>摘\s*要(?=\s*(?:本文|目的|为|為|以|通过|通過|基于|基於|针对|針對|在))|关键词(?=[^。：:]+[；;，,、])|關鍵詞(?=[^。：:]+[；;，,、])|"
    r"中[图圖]分[类類][号號](?=\s*[A-Z]{1,2}\d)|文[献獻][标標][识識]码(?=\s*[A-E]\b)|文章[编編][号號](?=\s*\d{4}))\s*"
)
"""A label and the beginning of its field where an image does not tell their types."""


def spell(line: Line) -> str:
    """A line's text; a label that is told from its field by its type alone gets its colon."""
    if not any(word.font for word in line.words) and (glued := _GLUED.match(line.text)):
        return f"{glued['label']}：{line.text[glued.end() :]}"
    head = ""
    for word, following in pairwise(line.words):
        head += word.text
        if (word.bold, word.font) != (following.bold, following.font):
            return f"{head}：{line.text.removeprefix(head).lstrip()}" if _NAME.fullmatch(head) else line.text
    return line.text


def has_label(text: str) -> bool:
    """Whether a line opens with the label of a field, a short rubric before it left aside."""
    match = LABEL.search(text)
    return match is not None and len(text[: match.start()].strip()) <= 12
