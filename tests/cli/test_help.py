from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from graphmali.cli import root
from graphmali.cli.app import Command

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs"

COMMANDS = sorted(root.commands)

HEAVY = {
    "spacy",
    "arcadedb",
    "networkx",
    "trafilatura",
    "numpy",
    "scipy",
    "neo4j",
    "pyvis",
    "rich",
    "lxml",
}


def test_every_command_of_the_issue_is_there() -> None:
    expected = (
        "actors balance blocs build central claims conflicts demo diff doctor documents eval export html path push "
        "queries query retract review serve similar ties timeline"
    )
    assert " ".join(COMMANDS) == expected


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_help_and_examples_that_begin_with_it(name: str) -> None:
    command = root.commands[name]
    assert isinstance(command, Command)
    assert command.help
    assert len(command.get_short_help_str(limit=64)) > 10
    assert not command.get_short_help_str(limit=64).endswith("...")
    assert command.examples
    assert all(f"graphmali {name}" in example for example in command.examples)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name: str) -> None:
    for parameter in root.commands[name].params:
        if parameter.param_type_name == "option":
            assert getattr(parameter, "help", None), f"{name} {parameter.name}"


def test_the_reference_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("generate_cli", DOCS / "generate_cli.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (DOCS / "cli.md").read_text(encoding="utf-8") == module.reference(), "make docs writes it anew"
    assert all(f"\n## {name}\n" in module.reference() for name in COMMANDS)


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys, json\n"
        "from graphmali.cli.app import run\n"
        "import graphmali.cli\n"
        "assert run(['--help']) == 0\n"
        "assert run(['build', '--help']) == 0\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert loaded & HEAVY == set()


def test_importing_the_package_loads_nothing_heavy_and_names_come_when_asked_for() -> None:
    script = (
        "import sys, json, graphmali\n"
        "before = sorted({name.partition('.')[0] for name in sys.modules})\n"
        "assert graphmali.Graph is __import__('graphmali.model').model.Graph\n"
        "assert set(graphmali.__all__) <= set(dir(graphmali))\n"
        "print(json.dumps(before))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert set(json.loads(done.stdout)) & HEAVY == set()


def test_python_m_graphmali_is_the_same_program() -> None:
    done = subprocess.run([sys.executable, "-m", "graphmali", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"graphmali, version {__import__('graphmali').__version__}\n"
