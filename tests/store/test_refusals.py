"""What cannot be opened says so in one line, with the right exit code and a hint."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graphmali.errors import StoreBusy, StoreRefused, StoreUnavailable, UsageError
from graphmali.store import open_store

OPENS = """
import sys
from graphmali.store import open_store
store = open_store(sys.argv[1])
print("open", flush=True)
input()
"""


def refused(where: str, kind: type[Exception]) -> Exception:
    with pytest.raises(kind) as caught:
        open_store(where)
    assert "\n" not in str(caught.value)
    return caught.value


def test_no_store(tmp_path: Path) -> None:
    error = refused(str(tmp_path / "none"), StoreUnavailable)
    assert (getattr(error, "exit_code", None), bool(getattr(error, "hint", None))) == (3, True)
    assert not (tmp_path / "none").exists()


def test_a_folder_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="no graph"):
        open_store(str(tmp_path), create=True)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_another_process_has_it(tmp_path: Path) -> None:
    where = str(tmp_path / "graph")
    open_store(where, create=True).close()
    with subprocess.Popen(
        [sys.executable, "-c", OPENS, where], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        error = refused(where, StoreBusy)
        assert getattr(error, "exit_code", None) == 3
        holder.communicate("\n")
    open_store(where).close()


def test_a_layout_of_the_future(tmp_path: Path) -> None:
    where = str(tmp_path / "graph")
    store = open_store(where, create=True)
    store.query("CREATE (:Meta {id: 'graphmali', layout: 99})", write=True)
    store.close()
    refused(where, StoreRefused)


def test_addresses_that_are_none() -> None:
    refused("http://localhost:7474", UsageError)


def test_a_bare_address_is_the_one_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    assert "NEO4J_URI" in str(refused("neo4j://", UsageError))
    monkeypatch.setenv("NEO4J_URI", "http://localhost")
    assert "http://localhost" in str(refused("neo4j://", UsageError))
