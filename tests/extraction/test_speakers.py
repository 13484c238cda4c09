"""Who says so: a speaker is on a list, or a party of a claim of the document, in the graph as in the claims."""

from dataclasses import replace

from graphmali import reading
from graphmali.extraction import extract
from graphmali.extraction.speakers import with_known_speakers
from graphmali.model import Claim, Document
from graphmali.resolution import assemble
from graphmali.vocabulary import load

TEXT = "Mali condemned France. Russia condemned France."
STRANGER = "new:awa_sangare"


def claims() -> list[Claim]:
    """Of a state, then of somebody whom no list has."""
    document = Document.of(TEXT, language="en")
    found = extract(document, reading.passages(document), load(), "rules")[1]
    state, other = sorted(found, key=lambda c: c.evidence)
    return [state, replace(other, source=replace(other.source, actor_id=STRANGER, surface="Awa Sangaré"))]


def test_a_speaker_of_whom_nothing_else_is_known_is_left_out() -> None:
    state, _ = claims()
    said = replace(state, attribution=STRANGER)
    assert [c.attribution for c in with_known_speakers([said], load())] == [None]


def test_a_speaker_on_a_list_or_who_takes_part_is_kept() -> None:
    state, own = claims()
    told = [replace(state, attribution=STRANGER), replace(own, attribution="ecowas")]
    assert [c.attribution for c in with_known_speakers(told, load())] == [STRANGER, "ecowas"]


def test_the_graph_keeps_a_speaker_whose_own_claim_was_rejected() -> None:
    state, own = claims()
    document = Document.of(TEXT, language="en")
    said = replace(state, attribution=STRANGER)
    names = [assemble([document], told, load()).actor_by_id[STRANGER].name for told in ([said, own], [said])]
    assert names == ["Awa Sangaré", "awa sangare"]
