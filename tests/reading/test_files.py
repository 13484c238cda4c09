"""Paths, formats, encodings and rejects."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import docx
import pypdf
import pytest

from graphmali.errors import UsageError
from graphmali.model import Document, PassageKind, Reject
from graphmali.reading import passages, read_paths


def read(*paths: Path | str, **options: object) -> list[Document | Reject]:
    return list(read_paths([str(path) for path in paths], **options))  # type: ignore[arg-type]


def one(path: Path) -> Document:
    (found,) = read(path)
    assert isinstance(found, Document), found
    return found


def refusal(path: Path, **options: object) -> str:
    (found,) = read(path, **options)
    assert isinstance(found, Reject)
    assert found.path == str(path)
    assert found.line is None
    return found.reason


def write(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def pdf(text: str) -> bytes:
    """A page with one line of text, or with none."""
    stream = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode() if text else b""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer\n<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF" % len(out)
    )


def test_a_folder_is_read_in_order_without_hidden_and_unknown_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", ".hidden.txt", ".git/x.txt", "picture.png", "a/B.TXT"):
        write(tmp_path, name, "Mali expelled the envoy.")
    found = [item.path for item in read(f"{tmp_path}/")]
    assert found == [f"{tmp_path}/{name}" for name in ("a/B.TXT", "a/z.md", "b.txt")]


def test_paths_stay_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "news/a.txt", "Mali expelled the envoy.")
    monkeypatch.chdir(tmp_path)
    assert [item.path for item in read("news", "./news/a.txt")] == ["news/a.txt", "./news/a.txt"]


def test_a_missing_path_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        read_paths([str(tmp_path / "absent")])
    with pytest.raises(UsageError, match="standard input"):
        read_paths(["-"])


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.png", b"x", "unknown suffix '.png'"),
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t", "empty"),
        ("a.txt", b"\xef\xbb\xbf", "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        ("a.txt", b"\xff\xfea", "not valid utf-16"),
        ("a.txt", b"x" * 1001, "oversized: more than 1000 bytes"),
        ("a.html", b"<html><body><script>1</script></body></html>", "empty"),
        ("a.json", b"{", "not valid JSON"),
        ("a.json", b"3", "expected object"),
        ("a.json", b"[" * 900, "not valid JSON"),
        ("a.json", b'{"text": ""}', "'text' is empty"),
        ("a.xml", b"<note>Mali</note>", "not an RSS or Atom feed"),
        ("a.pdf", b"%PDF-1.4 cut off", "not a readable PDF"),
        ("a.pdf", pdf(""), "no text layer: a scan?"),
        ("a.docx", b"PK\x03\x04 broken", "not a readable .docx"),
    ],
)
def test_what_cannot_be_read_is_rejected_by_name(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    assert reason in refusal(write(tmp_path, name, content), max_bytes=1000)


def test_the_rest_goes_on(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", b"\x00\x01\x02")
    write(tmp_path, "b.txt", "Mali expelled the envoy.")
    first, second = read(tmp_path)
    assert isinstance(first, Reject)
    assert isinstance(second, Document)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_an_unreadable_file_is_rejected(tmp_path: Path) -> None:
    file = write(tmp_path, "a.txt", "Mali")
    file.chmod(0)
    assert "unreadable" in refusal(file)


def test_a_dangling_link_and_a_pipe_are_rejected(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "absent")
    os.mkfifo(tmp_path / "b.txt")
    assert all("unreadable" in item.reason for item in read(tmp_path) if isinstance(item, Reject))
    assert len(read(tmp_path)) == 2


TEXT = "Le gouvernement a été renversé par l’armée à Bamako le 18 août 2020."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    assert one(write(tmp_path, "a.txt", TEXT.encode(encoding))).text == TEXT


def test_latin_1_page_declares_itself(tmp_path: Path) -> None:
    page = f'<html><meta charset="iso-8859-1"><body><p>{TEXT.replace("’", "")}</p></body></html>'
    assert "été renversé" in one(write(tmp_path, "a.html", page.encode("latin-1"))).text


def test_json_lines(tmp_path: Path) -> None:
    lines = [
        {
            "text": "Mali expelled the envoy.",
            "id": 7,
            "title": "Out",
            "url": "https://a.b/c",
            "publisher": "P",
            "author": "A",
            "published": "31 January 2022",
            "language": "EN-gb",
        },
        {"text": 5},
        {"text": "x", "title": []},
        {"title": "no text"},
    ]
    content = "\n".join(map(json.dumps, lines)) + "\n\n{\n[1]\n"
    document, *rejects = read(write(tmp_path, "a.jsonl", content.encode() + b'{"text": "\xff"}'))
    assert isinstance(document, Document)
    assert (document.key, document.title, document.url) == ("7", "Out", "https://a.b/c")
    assert (document.publisher, document.author, document.published) == ("P", "A", "2022-01-31")
    assert document.language == "en"
    assert [(r.line, r.reason.split(" (")[0]) for r in rejects if isinstance(r, Reject)] == [
        (2, "'text' is not a string"),
        (3, "'title' is not a string"),
        (4, "'text' is missing"),
        (6, "not valid JSON"),
        (7, "not valid JSON"),
        (8, "not valid UTF-8"),
    ]


def test_standard_input_is_bounded_by_the_line() -> None:
    stream = io.BytesIO(b'{"text": "Mali one."}\n{"text": "' + b"x" * 99 + b'"}\n{"text": "Mali two."}')
    found = read("-", stdin=stream, max_bytes=60)
    assert [getattr(item, "text", None) for item in found] == ["Mali one.", None, "Mali two."]
    assert found[1] == Reject("-", 2, "oversized: more than 60 bytes")


def test_json_of_several_articles(tmp_path: Path) -> None:
    content = {"articles": [{"text": "Mali one.", "key": "k"}, {"text": None}]}
    document, reject = read(write(tmp_path, "a.json", json.dumps(content)))
    assert isinstance(document, Document)
    assert document.key == "k"
    assert reject == Reject(str(tmp_path / "a.json"), None, "article 2: 'text' is missing")


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Sahel Wire</title><language>en-us</language>
<item><title>Niger quits</title><link>https://e.org/1</link><guid>g1</guid><author>B. C.</author>
<pubDate>Mon, 29 Jan 2024 10:00:00 GMT</pubDate>
<description>&lt;p&gt;Niger &amp;amp; Mali left.&lt;/p&gt;</description></item>
<item><guid>g2</guid></item></channel></rss>"""


def test_a_feed(tmp_path: Path) -> None:
    entry, reject = read(write(tmp_path, "a.rss", FEED))
    assert isinstance(entry, Document)
    assert entry.text == "Niger quits\n\nNiger & Mali left."
    assert (entry.title, entry.url, entry.key, entry.publisher) == (
        "Niger quits",
        "https://e.org/1",
        "g1",
        "Sahel Wire",
    )
    assert (entry.author, entry.published, entry.language) == ("B. C.", "2024-01-29", "en")
    assert reject == Reject(str(tmp_path / "a.rss"), None, "entry 2: empty")


def test_entities_can_neither_blow_up_nor_reach_out(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'
    bomb += "<rss><channel><item><title>&b;</title></item></channel></rss>"
    outside = bomb.replace('"x"', 'SYSTEM "file:///etc/passwd"')
    for content in (bomb, outside, bomb.encode("utf-16")):
        assert "entities" in refusal(write(tmp_path, "a.xml", content))
    page = "<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
    page += f"<p>{'Mali and Niger signed it. ' * 5}&a;</p>"
    assert "root:" not in one(write(tmp_path, "a.html", page)).text


PAGE = """<!doctype html><html lang="fr-FR"><head><meta charset="utf-8">
<title>Mali : fin des partis | Le Quotidien</title>
<meta property="og:site_name" content="Le Quotidien"><meta name="author" content="Awa Traoré">
<meta property="article:published_time" content="2025-05-13T20:00:00Z">
<link rel="canonical" href="https://e.org/mali">
</head><body><nav><a href="/">Accueil</a></nav><article><h1>Mali : fin des partis</h1>
<p>Le chef de la transition a
signé mardi un décret qui met fin à tous les partis politiques du pays, dit la télévision.</p>
<h2>Réactions</h2>
<p>L&#8217;opposition y voit une mesure contraire à la Constitution et appelle à manifester à Bamako.</p>
<ul><li>Sanctions : la Cédéao réfléchit.</li></ul>
<table><tr><th>Acteur</th><th>Position</th></tr>
<tr><td>France</td><td>Condamne</td></tr></table></article>
<footer>Tous droits réservés</footer></body></html>"""


def test_a_page(tmp_path: Path) -> None:
    page = one(write(tmp_path, "a.html", PAGE))
    assert (page.title, page.publisher, page.author) == (
        "Mali : fin des partis",
        "Le Quotidien",
        "Awa Traoré",
    )
    assert (page.published, page.language, page.url) == ("2025-05-13", "fr", "https://e.org/mali")
    assert "Accueil" not in page.text
    assert "| Acteur | Position |\n|---|---|\n| France | Condamne |" in page.text
    kinds = [passage.kind for passage in passages(page)]
    assert kinds == [
        PassageKind.HEADLINE,
        PassageKind.PARAGRAPH,
        PassageKind.HEADING,
        PassageKind.PARAGRAPH,
        PassageKind.BULLET,
        PassageKind.ROW,
    ]


def test_pdf(tmp_path: Path) -> None:
    assert "Mali expelled the envoy." in one(write(tmp_path, "a.pdf", pdf("Mali expelled the envoy."))).text


def test_a_locked_pdf_is_rejected(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("Mali")))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")
    assert refusal(tmp_path / "a.pdf") == "encrypted: it needs a password"


def test_word(tmp_path: Path) -> None:
    file = docx.Document()
    file.core_properties.author = "Awa Traoré"
    file.add_paragraph("Mali expelled the envoy of Denmark.")
    file.add_paragraph("Russia backed the junta.", style="List Bullet")
    table = file.add_table(2, 2)
    for cell, text in zip(table._cells, ("Partner", "Since", "Russia", "2020"), strict=True):
        cell.text = text
    file.save(str(tmp_path / "a.docx"))
    document = one(tmp_path / "a.docx")
    assert document.author == "Awa Traoré"
    found = passages(document)
    assert [passage.kind.value for passage in found] == ["paragraph", "bullet", "row"]
    assert found[2].header == ("Partner", "Since")


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    write(tmp_path, "a.html", PAGE)
    write(tmp_path, "b.rss", FEED)
    assert read(tmp_path) == read(tmp_path)
