"""What cannot be opened says so in one line, with the right exit code and a hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphmali.errors import StoreUnavailable, UsageError
from graphmali.store import open_store


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


def test_a_bare_address_is_the_one_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    assert "NEO4J_URI" in str(refused("neo4j://", UsageError))
    monkeypatch.setenv("NEO4J_URI", "http://localhost")
    assert "http://localhost" in str(refused("neo4j://", UsageError))
