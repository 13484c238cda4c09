"""The root command, and how every command line ends: its exit code and what stderr says."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from typing import Any

import click

from graphmali import __version__
from graphmali.cli.text import printable
from graphmali.errors import GraphmaliError, UnknownName

__all__ = ["INTERRUPTED", "Command", "root", "run"]

USAGE = 2
INTERRUPTED = 130


def _debug_option() -> click.Option:
    """Accepted everywhere; :func:`run` looks for it, since a command line may fail before it is parsed."""
    return click.Option(["--debug"], is_flag=True, expose_value=False, help="Show a traceback with an error.")


class Command(click.Command):
    """A command with ``--debug``, and examples below its help that stay as they are written."""

    def __init__(self, *args: Any, examples: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = tuple(line.strip() for line in examples.strip().splitlines())
        self.params.append(_debug_option())

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the examples."""
        with formatter.section("Examples"):
            for example in self.examples:
                formatter.write(f"{'':{formatter.current_indent}}{example}\n")


class _Root(click.Group):
    command_class = Command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            raise UnknownName("command", args[0], self.commands, hint="graphmali --help lists them")
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(
    cls=_Root,
    params=[_debug_option()],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: graphmali demo",
)
@click.version_option(__version__, prog_name="graphmali")
def root() -> None:
    """Turns news texts about Mali and the Sahel into a graph of actors and sourced, typed, dated ties."""


def run(arguments: list[str]) -> int:
    """The exit code of a command line; whatever goes wrong is one ``error:`` line on stderr.

    0 done; 1 rejected input under ``--strict``, or a failed check; 2 usage, configuration, files, Cypher;
    3 the database; 130 interrupted.
    """
    debug = "--debug" in arguments
    try:
        code = root.main(args=arguments, prog_name="graphmali", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        return USAGE
    except click.ClickException as error:
        return _fail(error, _usage_message(error), _usage_hint(error), USAGE, debug)
    except GraphmaliError as error:
        return _fail(error, str(error), error.hint, error.exit_code, debug)
    except OSError as error:
        if error.errno == errno.EPIPE:
            return _gone()
        return _fail(error, _of_system(error), None, USAGE, debug)
    except SystemExit:
        return _gone()
    except Exception as error:
        message = f"internal error: {type(error).__name__}: {error}"
        return _fail(error, message, "this is a bug; --debug shows where", USAGE, debug)


def _fail(error: BaseException, message: str, hint: str | None, code: int, debug: bool) -> int:
    if debug:
        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    click.echo(f"error: {printable(message)}", err=True)
    if hint:
        click.echo(f"hint: {printable(hint)}", err=True)
    return code


def _usage_message(error: click.ClickException) -> str:
    message = error.message if isinstance(error, click.NoSuchOption) else error.format_message()
    return f"{message[:1].lower()}{message[1:]}".removesuffix(".")


def _usage_hint(error: click.ClickException) -> str | None:
    if isinstance(error, click.NoSuchOption) and error.possibilities:
        return f"did you mean {', '.join(error.possibilities)}?"
    if isinstance(error, click.UsageError) and error.ctx is not None:
        return f"{error.ctx.command_path} --help shows how"
    return None


def _of_system(error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason


def _gone() -> int:
    """Nobody reads our output any more: that is no error, and what is left in the buffers goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
