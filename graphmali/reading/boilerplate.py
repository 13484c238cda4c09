"""Lines of a page that are about the page: credits, calls to read or share, pagination."""

from __future__ import annotations

import re

__all__ = ["cut", "is_boilerplate"]

_LONGEST = 300

_LABELS = (
    "publish(?:ed|ing)?(?: date| on| at)?|publication date|date published|date of publication|"
    "posted(?: on| at)?|"
    "last (?:updated|modified)|updated(?: on| at)?|modified|date|authors?|by-?line|written by|"
    "reported by|sources?|"
    "copyright|keywords?|tags?|categor(?:y|ies)|filed under|topics?|share|reading time|"
    "publi[ée]e?(?: le)?|date de publication|mis(?:e)? à jour(?: le)?|auteurs?|auteure|mots?[- ]cl[ée]s?|"
    "r[ée]dig[ée] par|[ée]tiquettes?|cat[ée]gories?|rubriques?|temps de lecture"
)
_CREDITS = (
    "photos?|images?|file photo|photo credits?|image credits?|picture|credits?|caption|"
    "cr[ée]dits?(?: photos?)?|l[ée]gende|illustration"
)
_AGENCIES = "AFP|AP|Reuters|Getty Images|Anadolu|EPA|Xinhua|AP Photo|Getty"
_ALSO = (
    "(?:also )?read(?:ing)? (?:more|also|next|further)|also read|see also|read the full (?:story|article)|"
    "related(?: articles?| stories| news)?|more on this(?: story| topic)?|"
    "recommended(?: for you| reading)?|most read|"
    "you (?:may|might) (?:also )?(?:like|be interested in)|(?:à|a) lire (?:aussi|également|egalement)|"
    "lire (?:aussi|également|la suite)|voir aussi|sur le même (?:sujet|thème)|les plus lus|articles? liés?"
)
_NAME = r"[A-ZÀ-Þ][\w.'-]*"

_PATTERNS = [
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"(?:pages?\s*:?\s*)?\d{1,3}(?:\s*[-–—|/·•,]\s*\d{1,3}){1,40}(?:\s*[-–—|/»>…]*)$", re.I),
        (r"pages? \d{1,4}(?: (?:of|sur|de) \d{1,4})?$", re.I),
        (rf"(?:{_LABELS})\s?:(?!.{{180}})", re.I),
        (
            r"(?:published|posted|updated|publi[ée]e?|mis à jour) (?:on |le |at |à )?(?:\w{3,9} )?\d.{0,60}$",
            re.I,
        ),
        (r"(?:copyright\b|©|\(c\) ?\d{4})", re.I),
        (r".{0,200}\b(?:all rights reserved|tous droits réservés)\.?$", re.I),
        (
            rf"(?:By|BY|Par|PAR) {_NAME}"
            rf"(?:(?:,| and| et| with| avec)? {_NAME}){{0,7}}(?:,? (?:in|à|at) {_NAME})?$",
            0,
        ),
        (rf"(?:By|Par) {_NAME}(?: {_NAME}){{0,4}} ?[,|–—-] .{{0,60}}\d{{4}}.{{0,20}}$", 0),
        (r"\(?(?:additional )?(?:reporting|writing|editing) by\b", re.I),
        (rf"(?:{_ALSO})\s*(?::|$|[>→»])", re.I),
        (r"(?:à|a) lire (?:aussi|également)\b", re.I),
        (rf"[\[(]?(?:{_CREDITS})\s?[:©/]", re.I),
        (
            rf".{{0,200}}[\[(](?=[^()\[\]]{{0,60}}(?:/|[Pp]hoto|[Ii]mage|[Ff]ile|[Cc]r[eé]dit))"
            rf"[^()\[\]]{{0,60}}(?:{_AGENCIES})[^()\[\]]{{0,40}}[\])]\.?$",
            0,
        ),
        (rf".{{0,200}}(?:©|[/|])\s?(?:{_AGENCIES})\b.{{0,30}}$", 0),
        (r"(?:photo|image) by\b", re.I),
        (
            r"(?:subscribe|sign up|abonnez-vous|inscrivez-vous|s'abonner|follow us|suivez-nous|"
            r"click here|cliquez ici|"
            r"download (?:our|the) app|share (?:this|on|via)|partager (?:sur|cet|l\')|"
            r"enable javascript|please enable|join our|rejoignez|log in|sign in|se connecter|leave a comment|"
            r"support (?:our|independent) journalism)\b(?!.{180})",
            re.I,
        ),
        (r".{0,120}\b(?:use|uses|accept|utilise|utilisons|acceptez|accepter)\b.{0,40}\bcookies\b", re.I),
        (r".{0,120}\b(?:our|notre|daily|weekly|free|gratuite) newsletter\b", re.I),
        (
            r"(?!.*\b(?:was|were|has|have|had|said|told|été|ont|dit)\b)"
            r"(?:an?|the|une?) [\w' ,-]{0,60}\b(?:journalist|reporter|correspondent|writer|"
            r"editor|blogger|author|contributor|"
            r"enthusiast|storyteller|journaliste|correspondante?|rédact(?:eur|rice)|"
            r"chroniqueu(?:r|se))\b[\w' ,-]{0,40}?"
            r"(?:\b(?:who|qui) (?:explores?|covers?|writes?|speciali[sz]es|loves?|enjoys?|focuses|"
            r"delves|brings|reports on|"
            r"is passionate|explore|couvre|écrit|traite|s'intéresse|aime)|"
            r"\bwith (?:a passion|a keen|(?:over )?\d+ years|"
            r"years of)|\bpassionnée? )",
            re.I,
        ),
        (
            r"(?:skip to|jump to|back to top|home|menu|search|accueil|comments?|commentaires?|print|email|"
            r"facebook|twitter|"
            r"advertis(?:ement|ing)|publicité|partager|whatsapp|linkedin|telegram|tweet|copy link)"
            r"(?:\s?[|/>»:·(].{0,20})?$",
            re.I,
        ),
    )
]

# Within a paragraph: credits at its end, and a call to read on up to the next sentence.
_CREDIT = re.compile(r"[ \t]{0,4}\((?:additional )?(?:reporting|writing|editing) by [^()\n]{0,400}\)[ \t]{0,4}$", re.I)
_CALL = re.compile(
    r"(?:(?<=[.!?»\"])|(?<=[.!?»\"] ))(?:(?:À|A|à) lire (?:aussi|également)|Lire (?:aussi|également)|"
    r"Voir aussi|"
    r"Read (?:more|also)|Also read|See also)\s?[:>→][^.!?\n]{0,200}(?:[.!?](?=\s|$)|$)"
)
_PREFIX = re.compile(r"^\s*date\s*:?\s*\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?\s*", re.I)


def is_boilerplate(line: str) -> bool:
    """Whether a line, stripped, says nothing of the news.

    >>> is_boilerplate("Lire aussi : Mali, la crise"), is_boilerplate("Mali expelled the envoy.")
    (True, False)
    """
    if len(line) > _LONGEST:
        return False
    return any(pattern.match(line) for pattern in _PATTERNS)


def cut() -> tuple[re.Pattern[str], ...]:
    """What is to be cut out of a line that stays."""
    return (_PREFIX, _CREDIT, _CALL)
