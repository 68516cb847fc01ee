#!/usr/bin/env python3
"""whosaid beside what people use today, on one corpus, one after the other: SQLite's FTS5 (in Python's standard library), ripgrep (`cargo install
ripgrep`) and textacy (`pip install textacy && python -m spacy download en_core_web_sm`). A peer that is not installed is left out.

    benches/peers/peers.py CORPUS [--whosaid target/release/whosaid] [--questions 200]

CORPUS is a folder of JSON Lines with `title` and `body`. What each does differs: FTS5 indexes words and knows no quotation, ripgrep has no
index, textacy finds direct quotations and reads nothing but text. The table is Markdown; times are seconds of this machine.
"""

import argparse
import json
import pathlib
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import tempfile
import time

# The articles that textacy gets: it reads some tens of kilobytes a second.
FEW = 40


def articles(corpus):
    for file in sorted(corpus.glob("*.jsonl")):
        for line in file.open(encoding="utf-8"):
            article = json.loads(line)
            yield article.get("title", ""), article.get("body", "")


def timed(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def size(path):
    files = [path] if path.is_file() else path.iterdir()
    return sum(file.stat().st_size for file in files)


def phrases(corpus, count):
    """Three words in a row, of every article the same distance apart."""
    drawn = []
    for _, body in articles(corpus):
        words = re.findall(r"[A-Za-z]+(?: [A-Za-z]+){2}", body)
        drawn.extend(words[len(words) // 2:][:1])
    return random.Random(1).sample(drawn, min(count, len(drawn)))


def fts5(corpus, folder, asked):
    database = sqlite3.connect(folder / "fts5.db")
    database.execute("CREATE VIRTUAL TABLE news USING fts5(title, body, tokenize = 'porter unicode61')")

    def index():
        with database:
            database.executemany("INSERT INTO news VALUES (?, ?)", articles(corpus))

    def ask(words):
        query = "SELECT title, snippet(news, 1, '', '', '…', 30) FROM news WHERE news MATCH ? ORDER BY rank LIMIT 10"
        return database.execute(query, [f'"{words}"']).fetchall()

    took, _ = timed(index)
    return took, size(folder / "fts5.db"), [timed(lambda: ask(words))[0] for words in asked]


def whosaid(program, corpus, folder, asked):
    index = folder / "whosaid"
    took, _ = timed(lambda: subprocess.run([program, "index", "--quiet", "--index", index, corpus], check=True))
    # A phrase that nobody said is no error.
    ask = [program, "query", "--json", "--index", index]
    times = [timed(lambda: subprocess.run([*ask, f'"{words}"'], stdout=subprocess.DEVNULL))[0] for words in asked]
    return took, size(index), times


def ripgrep(corpus, asked):
    command = ["rg", "--no-config", "--fixed-strings", "--count", "--"]
    return [timed(lambda: subprocess.run([*command, words, corpus], stdout=subprocess.DEVNULL))[0] for words in asked]


def extraction(program, corpus, folder):
    """Seconds a megabyte of text on one core: textacy's, and whosaid's on the same articles."""
    try:
        import spacy
        import textacy.extract

        language = spacy.load("en_core_web_sm")
    except (ImportError, OSError):
        return None
    few = [article for article, _ in zip(articles(corpus), range(FEW))]
    file = folder / "few.jsonl"
    file.write_text("".join(json.dumps({"title": title, "body": body}) + "\n" for title, body in few))
    megabytes = sum(len(body.encode()) for _, body in few) / 1e6
    theirs, _ = timed(lambda: [list(textacy.extract.direct_quotations(language(body))) for _, body in few])
    command = [program, "extract", "--threads", "1", file]
    ours, _ = timed(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))
    return theirs / megabytes, ours / megabytes


def row(name, index, bytes_of_index, times, text):
    build = "-" if index is None else f"{index:.1f}"
    share = "-" if bytes_of_index is None else f"{bytes_of_index / text:.2f}"
    ordered = sorted(times)
    slow = ordered[int(len(ordered) * 0.99)]
    print(f"| {name} | {build} | {share} | {statistics.median(times) * 1e3:.1f} | {slow * 1e3:.1f} |")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpus", type=pathlib.Path)
    arguments.add_argument("--whosaid", default="target/release/whosaid")
    arguments.add_argument("--questions", type=int, default=200)
    asked = arguments.parse_args()
    count, text = 0, 0
    for _, body in articles(asked.corpus):
        count, text = count + 1, text + len(body.encode())
    if count == 0:
        arguments.error(f"{asked.corpus}: no JSON Lines")
    words = phrases(asked.corpus, asked.questions)
    print(f"{count} articles, {text / 1e6:.1f} MB of text; {len(words)} phrases of three words\n")
    print("| | index, s | size / text | a phrase, ms, median | 99 % |\n| --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        row("SQLite FTS5, one process", *fts5(asked.corpus, folder, words), text)
        row("whosaid, a process each", *whosaid(asked.whosaid, asked.corpus, folder, words), text)
        if shutil.which("rg"):
            row("ripgrep, a process each", None, None, ripgrep(asked.corpus, words[:20]), text)
        costs = extraction(asked.whosaid, asked.corpus, folder)
        if costs:
            print(f"\nextraction, s/MB on one core: textacy {costs[0]:.1f}, whosaid {costs[1]:.2f}")


if __name__ == "__main__":
    main()
