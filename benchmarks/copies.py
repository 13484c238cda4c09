"""``python -m benchmarks.copies [FEW MANY]``: finding copies takes time in proportion, and adding one takes none more.

Makes texts of the words of our own, a tenth of them light copies of others, and times finding the copies among FEW
(1,000) and MANY (10,000) at once, and adding one to stored graphs of 100 and of MANY. How many copies are found, and
how many other reports are taken for copies, is measured on both halves of ``training/copies``.
"""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack, closing
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.results import Result, publish
from graphmali.config import Settings
from graphmali.delta import Change, copies_among, delta, sketches_of
from graphmali.model import Document, Graph
from graphmali.store import Store, open_store
from graphmali.vocabulary import load
from training.copies import HALVES, events, pairs

ADDED = 60
STORED = 100


def documents(number: int, seed: int = 1) -> list[Document]:
    """So many texts of 160 words; every tenth is the one before it, without its end and with another word."""
    random = Random(seed)
    texts = [text for half in HALVES for found in events(half) for text in found if text.event.endswith("en")]
    words = sorted({word.strip('.,;:"()') for text in texts for word in text.document.text.split()} - {""})
    made: list[Document] = []
    for count in range(number):
        if count % 10 == 9:
            text = made[-1].text.rsplit("\n", 1)[0].replace(" the ", " this ")
        else:
            text = "\n".join(" ".join(random.choices(words, k=20)) + "." for _ in range(8))
        made.append(Document.of(text, url=f"https://example.org/{seed}/{count}", language="en", published="2024-05-01"))
    return made


def at_once(number: int) -> float:
    """Seconds of the processor that it takes to find the copies among so many."""
    found = documents(number)
    start = time.process_time()
    copies = copies_among(found, sketches_of(found))
    took = time.process_time() - start
    print(f"{number}: {len(copies)} copies, {took:.1f} s", file=sys.stderr, flush=True)
    return took


def one_more(*numbers: int) -> list[float]:
    """Milliseconds that it takes to work out and write what one document more changes, among so many stored ones.

    The graphs take turns, so that what else the machine does falls on all of them.
    """
    took: dict[int, list[float]] = {number: [] for number in numbers}
    with TemporaryDirectory() as folder, ExitStack() as opened:
        stores = {number: opened.enter_context(closing(_stored(number, Path(folder)))) for number in numbers}
        for document in documents(ADDED, seed=2):
            for number, store in stores.items():
                start = time.perf_counter()
                graph, gone = delta(store, Settings(), load(), Change([document]), ())
                store.write(graph, drop_ties=gone)
                took[number].append((time.perf_counter() - start) * 1000)
    return [median(took[number]) for number in numbers]


def _stored(number: int, folder: Path) -> Store:
    found = documents(number)
    sketches = sketches_of(found)
    store = open_store(str(folder / str(number)), create=True)
    store.write(Graph(documents=tuple(found), copies=copies_among(found, sketches), sketches=sketches))
    return store


def quality(half: str) -> tuple[float, float]:
    """Precision and recall on the pairs of a half."""
    origins: dict[str, str] = {}
    for texts in events(half):
        found = [text.document for text in texts]
        copies = copies_among(found, sketches_of(found))
        origins.update({document.id: copies.get(document.id, document.id) for document in found})
    told = [(origins[a.document.id] == origins[b.document.id], rewrite is not None) for a, b, rewrite in pairs(half)]
    hits = sum(same and wanted for same, wanted in told)
    return hits / sum(same for same, _ in told), hits / sum(wanted for _, wanted in told)


def main(few: str = "1000", many: str = "10000") -> None:
    """Measures and publishes."""
    results = []
    for half in HALVES:
        precision, recall = quality(half)
        results += [Result(f"precision, {half}", precision, 1.0, 0.95), Result(f"recall, {half}", recall, 1.0, 0.9)]
    at_once(STORED)  # warm
    once = at_once(int(many)), at_once(int(few))
    in_proportion = 1.2 * int(many) / int(few)
    results.append(Result(f"seconds at {many} : {few}", *once, in_proportion, higher_is_better=False))
    more = one_more(int(many), STORED)
    results.append(Result(f"ms for one more at {many} : {STORED}", *more, 1.3, higher_is_better=False))
    publish("copies", results)


if __name__ == "__main__":
    main(*sys.argv[1:])
