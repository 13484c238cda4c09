"""Cleaning, passages and metadata, case by case."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphmali.model import Document, Passage, Span
from graphmali.reading import passages, read_paths
from graphmali.reading.metadata import complete

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
SENTENCE = "Mali expelled the envoy of Denmark on Monday."


def of(text: str, title: str | None = None) -> list[Passage]:
    return list(passages(Document.of(text, title=title)))


def shapes(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(passage.kind.value, passage.text) for passage in of(text, title)]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Talks stall,the junta stays.", "Talks stall, the junta stays."),
        ("An unstable neighbourhood.With it, fear.", "An unstable neighbourhood. With it, fear."),
        ("Les pays membres.Quant aux autres, rien.", "Les pays membres. Quant aux autres, rien."),
        ("Il accuse l’AlgérieSelon lui.", "Il accuse l'Algérie Selon lui."),
        ("The Sahel overall .", "The Sahel overall."),
        (
            "The U.S. and e.g. Mali spent 1,000.50 at 10:30.",
            "The U.S. and e.g. Mali spent 1,000.50 at 10:30.",
        ),
        ("It is on https://a.org/b,c.Html today.", "It is on https://a.org/b,c.Html today."),
        ("He said «\u00a0non\u00a0» &amp; left&nbsp;it.", "He said « non » & left it."),
        ("L&#8217;arm\u200bée\u00ad a dit non.", "L'armée a dit non."),
        ("**Mali** and [Niger](http://x.org) signed a *pact*.", "Mali and Niger signed a pact."),
        ("It will be vital across Mali. p >", "It will be vital across Mali."),
        ("It <b>left</b> the bloc.</p></div>", "It left the bloc."),
        ("If a < b and c > d then so.", "If a < b and c > d then so."),
        (" date 2022-01-10 Mali closed its borders.", "Mali closed its borders."),
        ("France condemned it. (Reporting by A. B.; Editing by C. D.)", "France condemned it."),
        ("Mali left. A lire aussi : Mali, la crise. Niger stayed.", "Mali left. Niger stayed."),
    ],
)
def test_prose_is_cleaned(text: str, cleaned: str) -> None:
    assert shapes(text) == [("paragraph", cleaned)]


@pytest.mark.parametrize(
    "line",
    [
        "</tr>>",
        "< / li >",
        "< / ul >",
        '<<"//tr">',
        "<",
        ">",
        "< >",
        "p >",
        "< / article >",
        ". . . .",
        "—-",
        "----",
        "1 - 2 - 3 - 4",
        "1 – 2 – 3",
        "Publish date : 2025-05-05 22:13:00",
        "Author : Mia Garcia",
        "By AFP",
        "Par Awa Traoré",
        "Copyright for syndicated content belongs to the linked Source.",
        "© 2024 Outlet",
        "Read more: Another story",
        "Lire aussi : Une autre histoire",
        "A lire aussi",
        "(Reporting by A; Editing by B)",
        "A lifestyle journalist who explores the latest trends.",
        "Published: 5 May 2025",
        "Publié le 5 mai 2025",
        "Soldiers in Gao in 2022. (AFP/Some One)",
        "Photo: Some One / Reuters",
        "Crédit photo : X",
        "© AFP",
        "Subscribe to our newsletter",
        "Abonnez-vous à notre lettre",
        "This site uses cookies.",
        "All rights reserved.",
    ],
)
def test_boilerplate_is_in_no_passage(line: str) -> None:
    assert shapes(f"{SENTENCE}\n\n{line}\n\n{SENTENCE}") == [("paragraph", SENTENCE)] * 2


@pytest.mark.parametrize(
    "line",
    [
        "By Sunday, Mali had left the bloc.",
        "A journalist who covers nothing was not arrested; Mali freed three soldiers.",
        "Date palms burned near Gao, the army said.",
        "The source of the arms was Russia, France said.",
        "The army detained three men on Monday, officials said. (Reuters)",
        "Search teams found the wreck near Kidal.",
    ],
)
def test_prose_is_no_boilerplate(line: str) -> None:
    assert [text for _, text in shapes(f"{line}\n\n{SENTENCE}")] == [line, SENTENCE]


@pytest.mark.parametrize("mark", ["- ", "• ", "* ", "– ", "1. ", "2) ", "  • ", "•"])
def test_bullets(mark: str) -> None:
    assert shapes(f"{SENTENCE}\n\n{mark}Russia backed the junta.") == [
        ("paragraph", SENTENCE),
        ("bullet", "Russia backed the junta."),
    ]


def test_headings_become_sections_and_the_headline_counts_once() -> None:
    text = f"Mali quits\n\nMali quits\n\n{SENTENCE}\n\nWhat next?\n{SENTENCE}\n"
    found = of(text, "Mali quits")
    assert [passage.kind.value for passage in found] == ["headline", "paragraph", "heading", "paragraph"]
    assert [passage.section for passage in found] == [None, None, None, "What next?"]


def test_a_sentence_cut_off_at_the_end_stays_and_foreign_headlines_go() -> None:
    assert shapes(f"{SENTENCE}\n\nThe junta said it would")[-1] == ("paragraph", "The junta said it would")
    assert shapes(f"{SENTENCE}\n\nFootball: the results\n\nRain over the coast") == [("paragraph", SENTENCE)]


def test_hard_wrapped_text_is_joined() -> None:
    text = (
        "The government of Mali said on Monday that it had arrested several officers\n"
        "Moscow had trained, and that a coup had been foiled. France and its partners\n"
        "condemned the arrests.\n\nA new paragraph."
    )
    found = of(text)
    assert [passage.text for passage in found] == [
        text[: text.index("\n\n")].replace("\n", " "),
        "A new paragraph.",
    ]
    assert found[0].offsets == (*range(len(found[0].text)), len(found[0].text))


@pytest.mark.parametrize(
    "table",
    [
        "| Partner | Since |\n|———|—–|\n| Russia | 2020 & on|\n| Mali | x |",
        "Partner | Since\n--- | ---\nRussia | 2020 &amp; on\nMali | x",
        "|Partner|Since|\n|:--|--:|\n|Russia|2020 & on|\n|Mali|x|",
    ],
)
def test_pipe_tables(table: str) -> None:
    first, second = of(table)
    assert first.header == second.header == ("Partner", "Since")
    assert [cell.of(first.text) for cell in first.cells] == ["Russia", "2020 & on"]
    assert [cell.of(second.text) for cell in second.cells] == ["Mali", "x"]


def test_lines_that_share_their_tabs_are_rows() -> None:
    rows = of(f"{SENTENCE}\n\nRussia\t2020\nIvory Coast\t2021\n")[1:]
    assert [[cell.of(row.text) for cell in row.cells] for row in rows] == [
        ["Russia", "2020"],
        ["Ivory Coast", "2021"],
    ]


def test_a_table_in_ruins() -> None:
    text = f"{SENTENCE}\nMain Concern Possible Outcomes\n>Cohesion< >Risk of splits<\n>Relations< >Sanctions<"
    rows = of(text)[2:]
    assert [[cell.of(row.text) for cell in row.cells] for row in rows] == [
        ["Cohesion", "Risk of splits"],
        ["Relations", "Sanctions"],
    ]
    assert {row.header for row in rows} == {()}
    assert rows[0].original(rows[0].cells[1]).of(text) == "Risk of splits"


def test_evidence_is_an_exact_substring() -> None:
    text = "<p>Talks stall,the junta &amp; allies stay.</p>"
    (found,) = of(text)
    start = found.text.index("the junta")
    assert found.original(Span(start, len(found.text))).of(text) == "the junta &amp; allies stay."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Publish date : 2025-05-05 22:13:00\nAuthor : Mia Garcia", (None, "Mia Garcia", "2025-05-05")),
        ("By AFP\nPublished: 5 May 2025", ("AFP", "AFP", "2025-05-05")),
        ("Publié le 1er août 2023\nPar Awa Traoré", (None, "Awa Traoré", "2023-08-01")),
        (" date 2022-01-10 Mali closed its borders.", (None, None, "2022-01-10")),
        ("Source: Sahel Wire", ("Sahel Wire", None, None)),
    ],
)
def test_metadata_in_the_lines(text: str, expected: tuple[str | None, ...]) -> None:
    found = complete(f"{SENTENCE}\n{text}\n{SENTENCE}")
    assert (found.publisher, found.author, found.published) == expected


def test_fields_win_over_lines() -> None:
    found = complete(f"By AFP\n{SENTENCE}", publisher="P", author="A", published="2020", language="fr-FR")
    assert (found.publisher, found.author, found.published, found.language) == ("P", "A", "2020", "fr")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Mali quits the bloc\n\n{SENTENCE}", "Mali quits the bloc"),
        (f"{SENTENCE}\n\n{SENTENCE}", None),
        ("Mali quits the bloc", None),
        (
            "The government of Mali said on Monday it had arrested several officers whom\nMoscow had "
            "trained and armed.",
            None,
        ),
    ],
)
def test_the_title_of_a_plain_text(text: str, title: str | None) -> None:
    assert complete(text).title == title


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the two real documents are not here")
def test_the_real_documents() -> None:
    first, second = (item for item in read_paths([str(SEEDS)]) if isinstance(item, Document))
    assert (second.author, second.published, second.language) == ("Mia Garcia", "2025-05-05", "en")
    assert first.title is not None
    assert first.title.startswith("Escalating Military Turmoil")
    rows = {tuple(c.of(p.text) for c in p.cells): p.header for d in (first, second) for p in passages(d) if p.cells}
    assert len(rows) == 12
    assert rows["Russia", "Military training & arms sales", "Ongoing since 2020"] == (
        "Partner Country",
        "Type of Support",
        "Duration",
    )
    assert rows["Promise made towards transition back to civilian rule", "September 2021"] == (
        "Key Events",
        "Date",
    )
    assert rows["Military Cohesion", "Risk of factional splits weakening defense capabilities"] == ()
    prose = "\n".join(p.text for d in (first, second) for p in passages(d))
    for debris in ("<", ">", "journalist", "Copyright", "1 - 2", "Publish", "stall,the", "overall ."):
        assert debris not in prose
