"""A small graph for tests: every modality, every sign, a copy, a contested tie, outlets, dates of each precision."""

from __future__ import annotations

from graphmali.model import Claim, ClaimOrigin, Document, Graph, Modality, Party, Span
from graphmali.resolution import assemble
from graphmali.vocabulary import load

# document, source, type, target, modality, start, end, attribution, evidence
_TOLD = """\
courier|russia|TRAINS|mali_junta|asserted|2020|open||Russia has trained the junta's men since 2020
courier|russia|SUPPORTS|mali_junta|asserted|2021-09|||Moscow backs the junta
wire|russia|SUPPORTS|mali_junta|asserted|2021-09|||Moscow backs the junta
echo|russia|SUPPORTS|mali_junta|asserted|2021-09|||Moscow backs the junta
courier|mali_junta|ALLIED_WITH|burkina_faso|asserted|2023-09-16|open||the junta and Burkina Faso sealed a pact
wire|niger|ALLIED_WITH|burkina_faso|asserted|2023-09-16|open||Niger and Burkina Faso sealed it too
courier|ecowas|CONDEMNS|mali_junta|asserted|2021-05-25|||ECOWAS condemned the junta
wire|ecowas|SANCTIONS|mali_junta|asserted|2022-01-09|2022-07-03||ECOWAS closed the borders to the junta
courier|united_states|SUPPORTS|ecowas|asserted|2022|||Washington stood behind ECOWAS
wire|france|CONDEMNS|mali_junta|asserted|2021-05||france|“A coup within a coup”, said Paris
wire|france|FIGHTS|jnim|asserted|2013|2022||France fought JNIM for nine years
wire|france|SUPPORTS|mali_junta|alleged|||russia|Paris helps it in secret, says Moscow
courier|france|ATTACKS|mali_junta|alleged|2025-08||mali_junta|Bamako says that Paris was behind the plot
wire|france|ATTACKS|mali_junta|denied|2025-08||france|Paris denied any part in the plot
courier|morocco|MEDIATES|mali_junta|asserted|2023-07|||Morocco went between the junta and others
courier|morocco|MEDIATES|ivory_coast|asserted|2023-07|||Morocco went between Abidjan and others
courier|algeria|SUPPORTS|jnim|alleged||||Algiers is said to look away
courier|united_states|SANCTIONS|mali_junta|asserted|2023-07|open||Washington put three colonels of the junta on its list
courier|jnim|ATTACKS|mali_junta|asserted|2024-09-17|||JNIM attacked the junta in Bamako
courier|jnim|ATTACKS|burkina_faso|asserted|2024-08-24|||JNIM attacked Burkina Faso
notes|ecowas|AIDS|mali_junta|recommended||||ECOWAS should offer the junta help
notes|united_states|MEETS|mali_junta|planned|2025-12|||Washington plans to meet the junta
notes|russia|BREAKS_WITH|mali_junta|possible||||Moscow could drop the junta
notes|mali_junta|ARRESTS|senior_officers|asserted|2025-08-10|||The junta arrested two generals – “une purge”, à Kati
"""

_DOCUMENTS: dict[str, dict[str, str]] = {
    "courier": {"title": "A long shadow", "publisher": "Sahel Courier", "published": "2025-08-20", "language": "en"},
    "wire": {"title": "Bamako and its foes", "publisher": "River Wire", "published": "2025-09", "url": "https://example.org/w"},
    "echo": {"title": "Bamako and its foes", "publisher": "The Echo", "published": "2025-09-02", "language": "en"},
    "notes": {"path": "notes/mali.txt"},
}  # fmt: skip


def sample_graph() -> Graph:
    """The graph: 4 documents, one a copy, and 24 claims on actors of the vocabulary."""
    told = [line.split("|") for line in _TOLD.splitlines()]
    documents = {
        name: Document.of(".\n".join(line[8] for line in told if line[0] == name) + ".\n", **fields)
        for name, fields in _DOCUMENTS.items()
    }
    claims = [_claim(documents[line[0]], line) for line in told]
    copies = {documents["echo"].id: documents["wire"].id}
    prints = {document.id: f"print of {name}" for name, document in documents.items()}
    return assemble(documents.values(), claims, load(), copies=copies, fingerprints=prints)


def _claim(document: Document, line: list[str]) -> Claim:
    _, source, type_, target, modality, start, end, attribution, text = line
    at = document.text.index(text)
    evidence = Span(at, at + len(text))
    implied = source == "algeria"
    return Claim(
        id=Claim.id_of(document.id, source, type_, target, evidence),
        document_id=document.id,
        source=Party(source, text.split()[0], "state", None if implied else Span(at, at + len(text.split()[0]))),
        type=type_,
        target=Party(target, text.split()[-1], "junta", Span(at + len(text) - len(text.split()[-1]), at + len(text))),
        modality=Modality(modality),
        attribution=attribution or None,
        start=start or None,
        end=end or None,
        evidence=evidence,
        origin=ClaimOrigin.BULLET if document.publisher is None else ClaimOrigin.SENTENCE,
        implied=implied,
        extractor="sample",
        rule=type_.lower(),
        confidence=0.75 if implied else 0.9,
    )
