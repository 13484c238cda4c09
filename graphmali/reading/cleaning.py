"""What scrapes, editors and keyboards leave in a text, taken out with a map back to the original.

A character that is kept is the original one at its offset, but for these: a typographic apostrophe becomes
``'``, any white space a space, an entity the character that it names, a table's tag, a tab or a ``<`` between
cells ``|``. Inserted spaces stand where the next character stands.
"""

from __future__ import annotations

import html
import re
import unicodedata

from graphmali.reading.mapped import Mapped

__all__ = ["clean", "tidy"]

_TAGS = [
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "ins",
    "label",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "picture",
    "pre",
    "q",
    "s",
    "script",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "u",
    "ul",
    "video",
]
_NAME = f"(?:{'|'.join(sorted(_TAGS, key=len, reverse=True))})"
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "ins",
        "label",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
    ]
)

_COMMENT = re.compile(r"<!--[^<>]{0,500}-->")
# Whole tags; with blanks inside only where nothing but the name follows, so that "a < b and c > d" survives.
_TAG = re.compile(
    rf"<{{1,3}}[\"'/]{{0,4}}({_NAME})\b(?:[ \t\n/\"'][^<>]{{0,300}})?>{{1,3}}"
    rf"|<{{1,3}}[ \t]{{0,4}}/?[ \t]{{0,4}}({_NAME})[ \t]{{0,4}}/?[ \t]{{0,4}}>{{1,3}}",
    re.I,
)
# The end of a tag whose beginning is lost, at the end of a line.
_TAIL = re.compile(
    r"(?:(?<=[ \t])|^)(?:p|h[1-6]|li|ul|ol|div|span|article|section|strong|em|td|tr)[ \t]?>+[ \t]*$", re.M
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,24}[0-9]{0,2});")
_ODD = re.compile(r"[^\n -~¡-ɏА-ӿ؀-ۿ–—…«»“”„]|[\u00ad\u00a0´]")
_NEWLINE = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_APOSTROPHES = "’‘ʼ′`´＇"

_FRONT = re.compile(r"\A\s{0,8}---\n(?:[\w-]{1,40}[ \t]?:[^\n]{0,500}\n|[ \t]*-[ \t][^\n]{0,200}\n){1,40}---(?=\n|\Z)")
_CODE = re.compile(r"(?<!`)`([^`\n]{1,300})`(?!`)")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\s]{0,500}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\n]{0,500}\)")
_STRONG = re.compile(r"(?<![\w*])\*\*\*?(?=\S)([^*\n]{1,500})(?<=\S)\*\*\*?(?![\w*])")
_UNDER = re.compile(r"(?<![\w_])__?(?=\S)([^_\n]{1,300})(?<=\S)__?(?![\w_])")
_STAR = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,300})(?<=\S)\*(?![\w*])")

_L, _U = "a-zß-öø-ÿœ", "A-ZÀ-ÖØ-ÞŒ"
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]{1,255}")
_OPENERS = (
    "The|This|These|In|As|With|After|Before|But|However|It|They|He|She|While|Since|Le|La|Les|Il|Elle|Ils|Ce|Cette|Ces|"
    "Dans|En|Pour|Après|Avant|Selon|Quant|Depuis|Mais|Une|Un"
)
_GLUED = re.compile(
    rf"(?<=[{_L}{_U}]),(?=[{_L}{_U}])"
    rf"|(?<=[{_L}]{{2}})[.!?;:](?=[{_U}](?:[{_L}'’ ]))"
    rf"|(?<=[\"”»)])[.!?](?=[{_U}][{_L}'])"
    rf"|(?<=[{_L}]{{2}});(?=[{_L}{_U}])"
    rf"|(?<=[{_L}{_U}.])[»”](?=[{_L}{_U}])"
)
_STUCK = re.compile(rf"(?<=[{_L}]{{4}})(?=(?:{_OPENERS})(?![{_L}{_U}]))")
_LOOSE = re.compile(r"(?<=[\w)»”])[ \t]{1,8}(?=[.,](?:\s|$))")
_BLANKS = re.compile(r"[ \t\n]+")


def clean(text: str) -> Mapped:
    """The whole text without tags, entities, Markdown's marks and odd characters; lines end in ``\\n``.

    >>> clean("<p>L&#8217;armée\\u200b a <b>dit</b> non</p>").text.strip()
    "L'armée a dit non"
    """
    mapped = Mapped.of(text).sub(_NEWLINE, "\n").sub(_COMMENT, "").sub(_TAG, _instead).sub(_TAIL, "")
    mapped = mapped.sub(_ENTITY, _named).sub(_ODD, _usual)
    mapped = mapped.sub(_FRONT, "").sub(_IMAGE, "").keep(_LINK).keep(_CODE)
    return mapped.keep(_STRONG).keep(_UNDER).keep(_STAR)


def tidy(mapped: Mapped) -> Mapped:
    """A passage with the spaces that are missing put in, and those that are too many taken out.

    >>> tidy(Mapped.of("Talks stall,the junta stays.Then  it left .")).text
    'Talks stall, the junta stays. Then it left.'
    """
    mapped = mapped.sub(_BLANKS, " ").strip()
    addresses = [match.span() for match in _ADDRESS.finditer(mapped.text)]
    spaces = [match.end() for match in _GLUED.finditer(mapped.text)]
    spaces = sorted({*spaces, *(match.start() for match in _STUCK.finditer(mapped.text))})
    texts, offsets, last, at = [], [], 0, 0
    for space in spaces:
        while at < len(addresses) and addresses[at][1] < space:
            at += 1
        if at < len(addresses) and addresses[at][0] < space < addresses[at][1]:
            continue
        texts += [mapped.text[last:space], " "]
        offsets += [*mapped.offsets[last:space], mapped.offsets[space]]
        last = space
    mapped = Mapped("".join(texts) + mapped.text[last:], (*offsets, *mapped.offsets[last:]))
    return mapped.sub(_LOOSE, "")


def _instead(match: re.Match[str]) -> str:
    name = (match[1] or match[2]).lower()
    if name in _INLINE:
        return ""
    if name in ("td", "th"):
        # A closing tag beside an opening one must not make two borders.
        return "|" if "/" in match[0][:8] else ""
    return "\n|" if name == "tr" and "/" not in match[0][:8] else "\n"


def _named(match: re.Match[str]) -> str:
    found = html.unescape(match[0])
    return found if len(found) == 1 and found not in "<>" else match[0] if len(found) > 1 else ""


def _usual(match: re.Match[str]) -> str:
    character = match[0]
    if character in _APOSTROPHES:
        return "'"
    category = unicodedata.category(character)
    if category in ("Zs", "Zl", "Zp") or character == "\t":
        return "\t" if character == "\t" else " "
    return "" if category in ("Cc", "Cf", "Co", "Cs", "Cn") else character
