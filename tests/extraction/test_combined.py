"""Rules and encoder together: nothing is told twice."""

from itertools import pairwise

from graphmali import reading
from graphmali.extraction import extract
from graphmali.model import Document
from graphmali.vocabulary import load

TEXT = (
    "Mali expelled the French ambassador in January 2022. ECOWAS imposed sanctions on Mali. The junta accused Paris of"
    " arming the rebels. Moscow threw its weight behind Bamako, and Niger recalled its envoy from Algiers."
)


def test_what_the_rules_say_is_kept_and_what_only_the_encoder_sees_is_added() -> None:
    document = Document.of(TEXT, language="en", published="2022-02-01")
    passages = reading.passages(document)
    by_rules = extract(document, passages, load(), "rules")
    by_encoder = extract(document, passages, load(), "encoder")
    mentions, claims = extract(document, passages, load(), "both")
    assert set(by_rules[1]) <= set(claims) <= {*by_rules[1], *by_encoder[1]}
    ends = [(c.evidence, frozenset({c.source.actor_id, c.target.actor_id})) for c in claims]
    added = [e for c, e in zip(claims, ends, strict=True) if c not in by_rules[1]]
    assert not {e[1] for e in added} & {e[1] for c, e in zip(claims, ends, strict=True) if c in by_rules[1]}
    spans = sorted(m.span for m in mentions)
    assert all(one.end <= other.start for one, other in pairwise(spans))
