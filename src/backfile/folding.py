"""What counts as the same character: the one folding under search, comparison and alignment.

`fold` makes equal what a reader takes for the same letter: full-width and half-width forms (NFKC), upper and lower
case, traditional, Japanese and simplified forms of a Chinese character, letters with and without diacritics, Arabic
letters with and without points. It works character by character, so that a hit in folded text can be carried
back to the original (`fold_aligned`). `loose` drops all that is not a letter, digit or mark, for comparing titles.

Sources: Unicode NFKC and case folding (UAX #15, Unicode §3.13); Chinese character tables of OpenCC (Apache-2.0);
the variant list of 1955 (第一批异体字整理表), common part.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

# Variant → standard, where the tables of OpenCC are silent. 着 and 著 are one letter in Hong Kong and Taiwan use.
_VARIANTS = (
    "著着 祕秘 峯峰 羣群 牀床 脣唇 綫线 畧略 畵画 劃划 勅敕 恠怪 叅参 桮杯 盃杯 砲炮 礮炮 疎疏 跡迹 蹟迹 遊游 週周 註注 嚐尝 粧妆 災灾 菴庵 韮韭 虵蛇 觧解 譌讹 躭耽 隣邻 隄堤 "
    "鬪斗 閙闹 鵞鹅 鷄鸡 麯曲 凴凭 卽即 旣既 徧遍 倂并 併并 竝并 佇伫 倖幸 傚效 効效 冐冒 淒凄 凈净 淨净 刧劫 剳札 劄札 怱匆 欵款 厠厕 慤悫 昇升 陞升 曡叠 煑煮 煖暖 燄焰 珎珍 "
    "琹琴 璚琼 甎砖 甯宁 痾疴 皷鼓 盌碗 矁瞅 碁棋 礟炮 秈籼 穽阱 窻窗 牕窗 筍笋 箇个 糰团 紥扎 紮扎 絃弦 緜绵 繙翻 飜翻 罸罚 羨羡 脩修 舘馆 荳豆 蔴麻 蘓苏 衖弄 裠裙 覩睹 託托 "
    "誌志 譁哗 豔艳 贋赝 趂趁 跥跺 輭软 逈迥 遯遁 醻酬 鉏锄 鋜镯 鎻锁 闇暗 隷隶 雝雍 鞵鞋 韈袜 頫俯 飃飘 餚肴 騐验 髠髡 魷鱿 "
)
# What NFKC leaves apart: Latin letters with a stroke, ligatures; the light stemming of Arabic script.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "ё": "е"}
    | {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": ""}
    | {"“": '"', "”": '"', "„": '"', "‟": '"', "‘": "'", "’": "'", "‚": "'", "\u00ad": "", "\u200b": "", "\ufeff": ""}
    | {"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "─": "-"}
)
_MARKS = re.compile(r"[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\ufe00-\ufe0f]")
_STACKED = re.compile("[\u0300-\u036f\u3099\u309a\uff9e\uff9f\u1160-\u11ff\u0653-\u0655]")
_CLUSTER = re.compile(
    "[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?|.[\u0300-\u036f\u3099\u309a\uff9e\uff9f\u0653-\u0655]*", re.DOTALL
)


class Folded(NamedTuple):
    """Folded text; `offsets[i]` is the index in the original of the character that `text[i]` came from, rising."""

    text: str
    offsets: tuple[int, ...]


def fold(text: str) -> str:
    """`text` with all characters that mean the same made equal. Idempotent; may be longer or shorter than `text`."""
    if _STACKED.search(text):
        return "".join(_fold_cluster(cluster) for _, cluster in _clusters(text))
    return text.translate(_TABLE)


def fold_aligned(text: str) -> Folded:
    """Like `fold`, with the way back: a hit at `[a, b)` of the folded text begins at `offsets[a]` of the original."""
    even = fold_evenly(text)
    if even is not None:
        return Folded(even, tuple(range(len(text))))
    pieces, offsets = [], []
    for start, cluster in _clusters(text):
        piece = _fold_cluster(cluster)
        pieces.append(piece)
        offsets.extend([start] * len(piece))
    return Folded("".join(pieces), tuple(offsets))


def fold_evenly(text: str) -> str | None:
    """`fold(text)` where it is one for one with `text`, as nearly all text is; None where a character became none or several."""
    if _STACKED.search(text):
        return None
    folded = text.translate(_TABLE)
    return folded if _UNEVEN.isdisjoint(text) else None


def loose(text: str) -> str:
    """`fold` without white space, punctuation, dashes and symbols: equal for titles that a reader takes for the same."""
    return fold(text).translate(_LETTERS_ONLY)


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """`text` cut into letters with the marks that stand on them, each with its index; decomposed Hangul syllables whole."""
    if _STACKED.search(text):
        return ((match.start(), match.group()) for match in _CLUSTER.finditer(text))
    return enumerate(text)


def _fold_cluster(cluster: str) -> str:
    if len(cluster) == 1:
        return cluster.translate(_TABLE)
    return unicodedata.normalize("NFKC", cluster).translate(_TABLE)


def _fold_character(character: str) -> str:
    """One character folded; the slow way, whose answers `_Table` keeps."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
    return "".join(_fold_letter(letter) for letter in folded)


def _fold_letter(letter: str) -> str:
    if letter >= "\u3400":
        return _han().get(letter, letter)
    if _is_kana(letter):
        return letter
    bare = _MARKS.sub("", unicodedata.normalize("NFD", letter)) if _loses_marks(letter) else letter
    return bare.translate(_LETTERS)


def _is_kana(letter: str) -> bool:
    return "\u3040" <= letter <= "\u30ff"


def _loses_marks(letter: str) -> bool:
    """Latin, Greek, Hebrew and Arabic are searched without marks; й and ў are letters of their own in Cyrillic."""
    return not "\u0400" <= letter <= "\u052f"


@cache
def _han() -> dict[str, str]:
    """Chinese character → the form that stands for all its variants (the simplified one where there is one)."""
    simplified = {old: _other(old, new) for old, new in character_pairs("TSCharacters")}
    simplified.update((pair[0], simplified.get(pair[1], pair[1])) for pair in _VARIANTS.split())
    for table in ("TWVariants", "HKVariants", "JPVariants"):
        for standard, variants in character_pairs(table):
            for variant in variants:
                if not _is_ordinary(variant):
                    simplified.setdefault(variant, simplified.get(standard, standard))
    return {old: _end(old, simplified) for old in simplified}


def _other(old: str, new: list[str]) -> str:
    """OpenCC keeps 於, 乾, 藉 where they may be right; for finding, the other reading is the wider one."""
    return next((character for character in new if character != old), old)


def _end(character: str, table: dict[str, str]) -> str:
    """Follow `table` to its end, so that folding twice changes nothing."""
    seen = {character}
    while (following := table.get(character, character)) not in seen:
        seen.add(following)
        character = following
    return character


def _is_ordinary(character: str) -> bool:
    """In daily use in China (GB/T 2312): 芸 and 弁 are then letters of their own, not the Japanese 藝 and 辨."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def character_pairs(table: str) -> Iterator[tuple[str, list[str]]]:
    """The rows of a character table of OpenCC (TSCharacters, STCharacters, TWVariants …): a letter and its other forms."""
    spec = find_spec("opencc")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("opencc-python-reimplemented is a dependency of backfile and is not installed")
    path = Path(spec.submodule_search_locations[0]) / "dictionary" / f"{table}.txt"
    for line in path.read_text("utf-8").splitlines():
        old, _, new = line.partition("\t")
        if len(old) == 1:
            yield old, new.split()


class _Table(dict[int, str]):
    """For `str.translate`: folds each character once, when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if len(folded) != 1:
            _UNEVEN.add(chr(code))  # before others can meet it in the table
        self[code] = folded
        return folded


class _LettersOnly(dict[int, str]):
    """For `str.translate`: drops separators, punctuation, symbols and control characters."""

    def __missing__(self, code: int) -> str:
        kept = self[code] = "" if unicodedata.category(chr(code))[0] in "ZPSC" else chr(code)
        return kept


_UNEVEN: set[str] = set()
_TABLE = _Table()
_LETTERS_ONLY = _LettersOnly()
