"""What the Neo4j driver's errors mean: each becomes one of ours, one line with a hint."""

from __future__ import annotations

import contextlib
import ssl
from collections.abc import Iterator

from neo4j import exceptions as foreign

from graphmali.errors import QueryError, StoreError, StoreRefused, StoreUnavailable, WriteRefused

__all__ = ["OLDEST", "PORT", "mapped"]

OLDEST = 5
"""The first release of Neo4j whose Cypher is ours."""

PORT = "Bolt is at port 7687 as a rule; 7474 is for browsers"
_DOWN = "is the server running, and is the address right? see: docker compose up -d"
_READ_ONLY = "server.databases.default_to_read_only or server.databases.read_only in its neo4j.conf says so"

_REFUSALS: tuple[tuple[str, type[StoreError], str, str], ...] = (
    ("AuthenticationRateLimit", StoreRefused, "{uri} takes no password for now: too many were wrong",
     "wait some seconds, and set NEO4J_PASSWORD to the right one"),
    ("CredentialsExpired", StoreRefused, "{uri} wants the first password changed",
     "in cypher-shell or the browser: ALTER CURRENT USER SET PASSWORD FROM 'old' TO 'new'"),
    ("Security.Forbidden", StoreRefused, "{uri} forbids that to this user",
     "set NEO4J_USERNAME to one who may; graphmali serve --write lets the user write"),
    ("Security.", StoreRefused, "{uri} refuses the user or password", "set NEO4J_USERNAME and NEO4J_PASSWORD"),
    ("DatabaseNotFound", StoreRefused, "{uri} has no database {database!r}",
     "set NEO4J_DATABASE to one that it has, or unset it"),
    ("DatabaseUnavailable", StoreUnavailable, "{uri} has not got its database online", "try again in a while"),
    ("WriteOnReadOnlyAccessDatabase", StoreRefused, "{uri} is read-only", _READ_ONLY),
    ("ForbiddenOnReadOnlyDatabase", StoreRefused, "{uri} is read-only", _READ_ONLY),
    ("Statement.AccessMode", WriteRefused, "the statement would write", "add --write if that is what you want"),
)  # fmt: skip
"""A part of the server's code, and what it means; the first that fits."""


@contextlib.contextmanager
def mapped(uri: str, database: str | None, *, reading: bool = False) -> Iterator[None]:
    """Turns the driver's errors into ours, one line each; ``reading`` as a user who may do nothing else."""
    try:
        yield
    except (foreign.Neo4jError, foreign.DriverError) as error:
        raise _ours(error, _code(error, reading), uri, database) from None
    except OSError as error:
        raise StoreUnavailable(f"{uri} does not answer ({error})", hint=_DOWN) from None
    except (ValueError, TypeError, OverflowError) as error:
        raise QueryError(f"a value does not fit into Neo4j ({error})") from None


def _code(error: Exception, reading: bool) -> str:
    """The server's code for the error; or what it would be on Neo4j, where the embedded engine but forbids."""
    code = getattr(error, "code", None) or ""
    if "Security.Forbidden" in code and "Access to database" in str(error):
        return "DatabaseNotFound"
    return "Statement.AccessMode" if reading and "Security.Forbidden" in code else code


def _ours(error: foreign.Neo4jError | foreign.DriverError, code: str, uri: str, database: str | None) -> StoreError:
    text = " ".join(str(error.message if isinstance(error, foreign.Neo4jError) else error).split())
    if "Unauthorized" in code and "missing key" in text:
        return StoreRefused(f"{uri} wants a password", hint="set NEO4J_PASSWORD, and NEO4J_USERNAME if it is not neo4j")
    for part, kind, message, hint in _REFUSALS:
        if part in code:
            return kind(message.format(uri=uri, database=database), hint=hint)
    if isinstance(error, foreign.UnsupportedServerProduct):
        return StoreRefused(f"{uri} is no Neo4j {OLDEST} or later", hint=PORT)
    if isinstance(error, foreign.IncompleteCommit):
        return StoreUnavailable(f"{uri} was lost while it saved", hint="the change may be there or not")
    if isinstance(error, (foreign.ServiceUnavailable, foreign.SessionExpired)):
        return _unreachable(uri, list(_causes(error)))
    if isinstance(error, foreign.ClientError) and "Transaction" not in code:
        return QueryError(text)
    return StoreError(f"{uri}: {text}", hint="the server's log may say more")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all that led to it."""
    yield error
    for cause in (error.__cause__ or error.__context__, *getattr(error, "exceptions", ())):
        if cause is not None:
            yield from _causes(cause)


def _unreachable(uri: str, causes: list[BaseException]) -> StoreError:
    """Why nobody could be talked to, as far as the causes tell."""
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return StoreRefused(
                f"{uri} shows a certificate that cannot be trusted ({cause.verify_message.rstrip('.')})",
                hint="SSL_CERT_FILE names a file of those to trust; +ssc in place of +s trusts whatever is shown",
            )
        if isinstance(cause, ssl.SSLError):
            return StoreUnavailable(f"{uri} speaks no TLS", hint="say bolt:// or neo4j:// if it need not")
    said = " ".join(map(str, causes))
    if "looks like HTTP" in said:
        return StoreUnavailable(f"{uri} speaks HTTP, not Bolt", hint=PORT)
    if "incomplete handshake" in said:
        return StoreUnavailable(f"{uri} hangs up", hint="if it wants TLS, say bolt+s:// or neo4j+s://")
    system = next((cause for cause in causes if isinstance(cause, OSError)), None)
    reason = f" ({system.strerror or system})" if system else ""
    return StoreUnavailable(f"{uri} does not answer{reason}", hint=_DOWN)
