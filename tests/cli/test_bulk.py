"""``export neo4j-admin`` and ``push``, as they are typed."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from graphmali.store import open_store

from .conftest import Cli


def test_an_export_for_import_says_what_to_do_next(cli: Cli, sample_store: str, tmp_path: Path) -> None:
    outcome = cli("export", "neo4j-admin", "to import", "--store", sample_store)
    assert (outcome.code, outcome.out) == (0, "")
    sizes, then = outcome.err.splitlines()
    assert then.endswith(": sh 'to import/import.sh'")
    pushed = cli("push", "copy", "--store", sample_store)
    assert pushed.err == f"pushed {sizes}\n"
    assert len(list((tmp_path / "to import").glob("*.csv"))) == 10


@pytest.mark.parametrize(
    ("arguments", "error", "hint"),
    [
        (["neo4j-admin"], "neo4j-admin writes files into a folder", "graphmali export neo4j-admin DIR"),
        (["neo4j-admin", "d", "-o", "f"], "neo4j-admin writes files into a folder", "graphmali export neo4j-admin DIR"),
        (["neo4j_admin", "d"], "no export 'neo4j_admin'", "did you mean neo4j-admin?"),
        (["claims", "d"], "claims go to stdout, not to 'd'", "-o d writes them to a file"),
        (["neo4j-admin", "."], ".: is not empty, and holds no earlier export", "give another folder"),
    ],
)
def test_a_wrong_export_is_a_clear_error(
    cli: Cli, sample_store: str, tmp_path: Path, arguments: list[str], error: str, hint: str
) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    outcome = cli("export", *arguments, "--store", sample_store)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.splitlines() == [f"error: {error}", f"hint: {hint}"]
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_half_a_copy_is_opened_by_push_alone(cli: Cli, sample_store: str, tmp_path: Path) -> None:
    with closing(open_store(sample_store)) as source, closing(open_store(str(tmp_path / "half"), create=True)) as half:

        def stopping() -> object:
            yield next(source.parts())
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            half.write_parts(stopping())  # type: ignore[arg-type]
    for command in (["actors"], ["central"], ["export", "claims"], ["build", "."]):
        outcome = cli(*command, "--store", "half")
        assert outcome.code == 3
        assert outcome.err.startswith("error: the graph is half a copy")
        assert "hint: wait for it, or push again" in outcome.err
    assert cli("push", "half", "--store", sample_store).code == 0
    assert cli("export", "claims", "--store", "half").out == cli("export", "claims", "--store", sample_store).out
