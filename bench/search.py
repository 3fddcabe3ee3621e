"""Search beside SQLite FTS5 in the same run: time by kind of query, index build, size; and whether all is found.

    python -m bench.search [--articles 50000] [--length 800] [--rounds 20]

The articles are synthetic: words of two to four characters out of a vocabulary of 40,000, drawn by Zipf's law, with
Latin words and numbers among them. Both sides index the same tokens; FTS5 gets them joined by spaces (`unicode61`),
which is the best known way to search Chinese in it. Every query is also answered by reading all texts.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from backfile.index import FACETS, Index
from backfile.index.queries import Text
from backfile.index.tokens import normalize, tokens
from backfile.index.translation import phrase
from backfile.model import Article, Contributor, Designation, Entry, Issue, Paragraph, Periodical

PER_ISSUE = 25
SECTIONS = ("专题", "论坛", "调查", "人物", "书评", "动态")


class Vocabulary(NamedTuple):
    words: list[str]
    weights: list[float]

    def draw(self, dice: random.Random, count: int) -> list[str]:
        return dice.choices(self.words, cum_weights=self.weights, k=count)


def make_vocabulary(dice: random.Random, size: int = 40_000) -> Vocabulary:
    """Words by rank, Zipf-weighted; one in twelve is Latin or a number."""
    characters = [chr(0x4E00 + at) for at in dice.sample(range(0x5000), 3_500)]
    common = list(accumulate(1 / (at + 8) for at in range(len(characters))))
    words = []
    for at in range(size):
        if at % 12 == 7:
            words.append(" " + "".join(dice.choices("etaoinsrhldcumfpgwybvk", k=dice.randint(3, 9))) + " ")
        elif at % 12 == 11:
            words.append(str(dice.randint(1, 2100)))
        else:
            words.append("".join(dice.choices(characters, cum_weights=common, k=dice.choice((2, 2, 2, 3, 4)))))
    return Vocabulary(words, list(accumulate(1 / (at + 3) for at in range(size))))


def make_issues(count: int, length: int, vocabulary: Vocabulary, dice: random.Random) -> Iterator[Issue]:
    """Issues of `PER_ISSUE` articles of about `length` characters, until there are `count` articles."""
    names = ["".join(vocabulary.draw(dice, 1))[:3].strip() or "佚名" for _ in range(5_000)]
    for at in range(-(-count // PER_ISSUE)):
        periodical, year, month = at % 20, 1970 + at // 20 // 12, at // 20 % 12 + 1
        numbers = range(min(PER_ISSUE, count - at * PER_ISSUE))
        articles = tuple(_make_article(number, length, vocabulary, dice, names) for number in numbers)
        contents = tuple(
            Entry(id=f"c{number:02}", title=articles[number].title, section=dice.choice(SECTIONS), language="zh")
            for number in numbers
        )
        yield Issue(
            id=f"kan{periodical:02}-{year}-{month:02}",
            periodical=Periodical(title=f"期刊{periodical:02}"),
            issue=Designation(year=year, month=month, date=f"{year}-{month:02}"),
            contents=contents,
            articles=articles,
        )


def _make_article(number: int, length: int, words: Vocabulary, dice: random.Random, names: list[str]) -> Article:
    sentences: list[str] = []
    while sum(len(sentence) for sentence in sentences) < length:
        sentences.append("".join(words.draw(dice, dice.randint(4, 14))) + dice.choice("，。；、"))
    half = len(sentences) // 2
    return Article(
        id=f"a{number:02}",
        entry=f"c{number:02}",
        title="".join(words.draw(dice, 5)),
        contributors=(Contributor(name=dice.choice(names)),),
        pages=(number + 1,),
        paragraphs=tuple(
            Paragraph(text="".join(part), page=number + 1) for part in (sentences[:half], sentences[half:])
        ),
    )


def choose_queries(vocabulary: Vocabulary, texts: list[str], dice: random.Random) -> dict[str, list[Text]]:
    """Kind → queries, by what people type."""
    chinese = [word for word in vocabulary.words if "一" <= word[0] <= "鿿"]
    latin = [word.strip() for word in vocabulary.words if word[0] == " "]
    pairs, longer = [word for word in chinese if len(word) == 2], [word for word in chinese if len(word) > 2]
    runs = [run for text in dice.sample(texts, 200) for run in re.findall("[一-鿿]{12,}", text)]
    stretches = [run[start : start + 8] for run in runs for start in [dice.randrange(len(run) - 8)]]
    return {
        "two characters, common": [Text(word) for word in pairs[2:22]],
        "two characters, rare": [Text(word) for word in dice.sample(pairs[2000:], 20)],
        "three or four characters": [Text(word) for word in longer[5:15] + dice.sample(longer, 10)],
        "eight characters of a text": [Text(stretch) for stretch in stretches[:20]],
        "one character": [Text(word[0]) for word in pairs[5:15]],
        "Latin word": [Text(word) for word in latin[1:21]],
        "Latin beginning": [Text(word[:3], prefix=True) for word in latin[:10]],
        "nothing like it": [Text(word) for word in ("鿕鿖", "轰隆隆隆", "xyzzyx")],
    }


class Fts5:
    """The peer: the same tokens in SQLite FTS5, one row per article."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.database = sqlite3.connect(path)
        self.database.execute(
            "CREATE VIRTUAL TABLE t USING fts5(text, content='', tokenize='unicode61 remove_diacritics 0')"
        )

    def fill(self, rows: list[tuple[int, str]]) -> None:
        with self.database:
            self.database.executemany("INSERT INTO t(rowid, text) VALUES (?, ?)", rows)

    def finish(self) -> None:
        self.database.execute("INSERT INTO t(t) VALUES ('optimize')")
        self.database.commit()

    def search(self, query: Text) -> int:
        """Total and the twenty best, as a reading room needs them."""
        words = phrase(query.text, prefix=query.prefix)
        match = '"' + " ".join(word.token for word in words) + '"' + ("*" if words[-1].open else "")
        (total,) = self.database.execute("SELECT count(*) FROM t WHERE t MATCH ?", (match,)).fetchone()
        self.database.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT 20", (match,)).fetchall()
        return int(total)


def read_everything(query: Text, texts: list[str]) -> set[int]:
    """The numbers of the texts in which `query` stands, by looking at every one."""
    wanted = normalize(query.text)
    if wanted.isascii():
        pattern = re.compile(rf"(?<![a-z0-9]){re.escape(wanted)}" + ("" if query.prefix else "(?![a-z0-9])"))
        return {at for at, text in enumerate(texts) if wanted in text and pattern.search(text)}
    return {at for at, text in enumerate(texts) if wanted in text}


class Times(NamedTuple):
    p50: float
    p95: float


def measure(ask: Callable[[Text], object], queries: list[Text], rounds: int) -> Times:
    """Milliseconds, after one round that warms up."""
    for query in queries:
        ask(query)
    taken = []
    for _ in range(rounds):
        for query in queries:
            begin = time.perf_counter()
            ask(query)
            taken.append((time.perf_counter() - begin) * 1000)
    return Times(statistics.median(taken), statistics.quantiles(taken, n=20)[-1])


def build(issues: list[Issue], index: Index, peer: Fts5) -> dict[str, float]:
    """Fill both; seconds and megabytes of each. Making the tokens is timed apart and belongs to both."""
    begin = time.perf_counter()
    for at, issue in enumerate(issues):
        index.add(issue, "")
        if at % 400 == 399:
            index.commit()
    index.commit()
    ours = time.perf_counter() - begin
    begin = time.perf_counter()
    rows = [(number, " ".join(tokens(text))) for number, text in enumerate(texts_of(issues))]
    tokenising = time.perf_counter() - begin
    begin = time.perf_counter()
    for at in range(0, len(rows), 2_000):
        peer.fill(rows[at : at + 2_000])
    peer.finish()
    theirs = time.perf_counter() - begin
    return {
        "backfile build s (tokens and stored texts included)": ours,
        "FTS5 build s (without tokens, without texts)": theirs,
        "tokens alone s": tokenising,
        "backfile MB (with stored texts)": sum(path.stat().st_size for path in index.path.iterdir()) / 1e6,
        "FTS5 MB (without texts)": peer.path.stat().st_size / 1e6,
        "texts MB (UTF-8)": sum(len(text.encode()) for text in texts_of(issues)) / 1e6,
    }


def texts_of(issues: list[Issue]) -> list[str]:
    """All that stands in each article, one value a line."""
    return [
        "\n".join((article.title, *(person.name for person in article.contributors), entry.section or "", article.text))
        for issue in issues
        for article, entry in zip(issue.articles, issue.contents, strict=True)
    ]


def check(index: Index, queries: list[Text], normalized: list[str], numbers: dict[str, int]) -> tuple[float, float]:
    """(recall, precision) of all queries together, against reading everything."""
    right = wanted = given = 0
    for query in queries:
        expected = read_everything(query, normalized)
        found = {numbers[hit.document.id] for hit in index.search(query, limit=len(normalized), snippets=0).hits}
        right, wanted, given = right + len(expected & found), wanted + len(expected), given + len(found)
    return right / wanted if wanted else 1.0, right / given if given else 1.0


def run(articles: int, length: int, rounds: int, room: Path) -> dict[str, object]:
    dice = random.Random(20260707)
    vocabulary = make_vocabulary(dice)
    issues = list(make_issues(articles, length, vocabulary, dice))
    index, peer = Index.open(room / "index"), Fts5(room / "fts5.sqlite3")
    built = build(issues, index, peer)
    texts = texts_of(issues)
    normalized = [normalize(re.sub(r"(?<=[一-鿿]) +(?=[一-鿿])", "", text)) for text in texts]
    ids = (f"{issue.id}/{article.id}" for issue in issues for article in issue.articles)
    numbers = {id: at for at, id in enumerate(ids)}
    kinds = {}
    for kind, queries in choose_queries(vocabulary, texts, dice).items():
        recall, precision = check(index, queries, normalized, numbers)
        kinds[kind] = {
            "hits": statistics.mean(index.search(query, limit=0).total for query in queries),
            "recall": recall,
            "precision": precision,
            "backfile": measure(lambda query: index.search(query, snippets=0), queries, rounds),
            "FTS5": measure(peer.search, queries, rounds),
            "whole page": measure(lambda query: index.search(query, facets=FACETS), queries, rounds),
        }
    return {"articles": articles, "length": length, "build": built, "kinds": kinds}


def show(result: dict[str, object]) -> None:
    print(f"{result['articles']:,} synthetic articles of about {result['length']} characters\n")
    for name, value in result["build"].items():  # type: ignore[attr-defined]
        print(f"{name:55}{value:10.1f}")
    print(
        f"\n{'milliseconds, p50 / p95':28}{'hits':>8}{'recall':>8}{'prec.':>7}{'backfile':>16}{'FTS5':>18}{'with snippets, facets':>24}"
    )
    for kind, row in result["kinds"].items():  # type: ignore[attr-defined]
        times = [f"{row[side][0]:.2f} / {row[side][1]:.2f}" for side in ("backfile", "FTS5", "whole page")]
        print(
            f"{kind:28}{row['hits']:8.0f}{row['recall']:8.4f}{row['precision']:7.4f}{times[0]:>16}{times[1]:>18}{times[2]:>24}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--length", type=int, default=800, help="characters of an article")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    room = Path(tempfile.mkdtemp(prefix="backfile-search-"))
    try:
        result = run(options.articles, options.length, options.rounds, room)
        print(json.dumps(result, ensure_ascii=False, indent=1)) if options.json else show(result)
    finally:
        shutil.rmtree(room)


if __name__ == "__main__":
    main()
