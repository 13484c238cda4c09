"""Options that several commands share, and the objects that they stand for."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graphmali import config
from graphmali.cli.names import actor_kinds, relation_types
from graphmali.cli.output import FORMATS, Sink
from graphmali.model import Modality
from graphmali.vocabulary import load as load_vocabulary

if TYPE_CHECKING:
    from graphmali.analysis import View
    from graphmali.store import Store

__all__ = [
    "VIEW_FLAGS",
    "actor_option",
    "as_of_option",
    "confidence_option",
    "dates",
    "extractor_option",
    "kind_option",
    "limit_option",
    "modality_option",
    "origins_option",
    "output_option",
    "partial_date",
    "present_store",
    "sink",
    "store_option",
    "type_option",
    "view_options",
    "whole_view_options",
]

Function = TypeVar("Function", bound=Callable[..., Any])

SIGNS = {"positive": 1, "negative": -1, "neutral": 0}
LEVELS = ("actor", "state")
"""Those of the analysis, which a command's help must not have to load."""


def partial_date(text: str) -> str:
    """A year, month or day in ISO form."""
    if not re.fullmatch(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", text):
        raise click.BadParameter(f"{text!r} is not a date such as 2021, 2021-09 or 2021-09-23")
    return text


store_option = click.option(
    "--store",
    metavar="WHERE",
    help="A folder, or a neo4j:// or bolt:// address.  [env: GRAPHMALI_STORE; default: graphmali.store]",
)
output_option = click.option("-o", "--output", "path", metavar="FILE", help="Write here instead of to stdout.")
extractor_option = click.option(
    "--extractor",
    type=click.Choice(config.EXTRACTORS),
    help="What reads the claims: rules and the trained encoder, or one of them alone.  [default: both]",
)
limit_option = click.option("--limit", type=click.IntRange(min=0), help="At most so many.")
type_option = click.option(
    "--type", "types", metavar="TYPE", multiple=True, help="Only this type, such as CONDEMNS; repeatable."
)
kind_option = click.option(
    "--kind", "kinds", metavar="KIND", multiple=True, help="Only actors of this kind, such as state; repeatable."
)
modality_option = click.option(
    "--modality",
    "modalities",
    type=click.Choice([modality.value for modality in Modality]),
    multiple=True,
    help="Only what the texts tell in this way; repeatable.",
)
actor_option = click.option(
    "--actor",
    "actors",
    metavar="ACTOR",
    multiple=True,
    help="Only with this actor: id, name or alias; repeatable.",
)
confidence_option = click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Only what is at least so certain."
)
origins_option = click.option(
    "--min-origins", type=click.IntRange(min=0), default=0, help="Only with so many independent origins."
)
_since = click.option("--since", metavar="DATE", type=partial_date, help="Only what goes on or comes after this date.")
_until = click.option("--until", metavar="DATE", type=partial_date, help="Only what began by this date.")
as_of_option = click.option(
    "--as-of", metavar="DATE", type=partial_date, help="Only what was done or held on this date."
)
_sign = click.option(
    "--sign", "signs", type=click.Choice(list(SIGNS)), multiple=True, help="Only ties of this sign; repeatable."
)
_level = click.option(
    "--level",
    type=click.Choice(LEVELS),
    default="actor",
    show_default=True,
    help="state: governments, capitals and armies count as their state.",
)
_format = click.option(
    "-f", "--format", "form", type=click.Choice(list(FORMATS)), help="A table on a terminal, else jsonl."
)


def dates(function: Function) -> Function:
    """``--since``, ``--until`` and ``--as-of``."""
    return _since(_until(as_of_option(function)))


VIEW_FLAGS = (
    "types", "signs", "modalities", "kinds", "min_origins", "min_confidence", "since", "until", "as_of", "level",
    "exclude_generic",
)  # fmt: skip
"""What :func:`view_options` asks for, as click calls it."""


def view_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The flags that choose a part of the graph, as one argument ``view``."""
    return _viewing(function, exclude_generic=True)


def whole_view_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same flags where nobody is left out unless it is asked for: who was wronged is often nobody in particular."""
    return _viewing(function, exclude_generic=False)


def _viewing(function: Callable[..., Any], *, exclude_generic: bool) -> Callable[..., Any]:
    @functools.wraps(function)
    def with_view(*args: Any, **flags: Any) -> Any:
        view, others = _view(**flags)
        return function(*args, view=view, **others)

    generic = click.option(
        "--exclude-generic/--no-exclude-generic",
        default=exclude_generic,
        show_default=True,
        help='Leave out actors who are nobody in particular, such as "civilians".',
    )
    options = (
        type_option, _sign, modality_option, kind_option, origins_option, confidence_option, _since, _until,
        as_of_option, _level, generic,
    )  # fmt: skip
    for option in reversed(options):
        with_view = option(with_view)
    return with_view


def _view(
    *, types: tuple[str, ...], signs: tuple[str, ...], modalities: tuple[str, ...], kinds: tuple[str, ...],
    exclude_generic: bool, **flags: Any,
) -> tuple[View, dict[str, Any]]:  # fmt: skip
    """The view, and the flags that are not its own."""
    from graphmali.analysis import View
    from graphmali.vocabulary.generic import load_generic

    folder = config.load().vocabulary
    own = {name: flags.pop(name) for name in ("since", "until", "as_of", "min_origins", "min_confidence", "level")}
    view = View(
        types=relation_types(types, load_vocabulary(folder).relations),
        signs=frozenset(SIGNS[sign] for sign in signs),
        modalities=frozenset(map(Modality, modalities)),
        kinds=actor_kinds(kinds),
        generic=load_generic(folder) if exclude_generic else None,
        **own,
    )
    return view, flags


def sink(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--format`` and ``--output``, as one argument ``sink``."""

    @functools.wraps(function)
    def with_sink(*args: Any, form: str | None, path: str | None, **kwargs: Any) -> Any:
        return function(*args, sink=Sink(form, path), **kwargs)

    return _format(output_option(with_sink))


@contextmanager
def present_store(where: str | None) -> Iterator[Store]:
    """The store of the flag, the environment or ``graphmali.toml``, which must be there already."""
    from graphmali.store import open_store

    with closing(open_store(config.load({"store": where}).store)) as store:
        yield store
