"""The arrows between the packages, and the one home of each library."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = {"corpus": {"corpus"}, "index": {"corpus", "index"}, "bot": {"corpus", "index", "bot"}}
HOMES: dict[str, str | tuple[str, ...]] = {
    # Embedded, and a server: two ways to store, whose errors have nothing in common.
    "chromadb": ("index/store.py", "index/server.py"),
    "tantivy": "index/lexical.py",
    "sentence_transformers": "index/encoder/",
    "torch": "index/encoder/",
    "telegram": "bot/telegram_app/",
    "underthesea": "index/vietnamese/sentences.py",
    "trafilatura": "corpus/extract_html.py",
    "tornado": "bot/telegram_app/web.py",
    "prometheus_client": "bot/telegram_app/metrics.py",
    "pythonjsonlogger": "bot/logs.py",
    "pypdf": "corpus/extract_pdf.py",
    "docx": "corpus/extract_docx.py",
    "ftfy": "corpus/decoding.py",
    "datasketch": "index/stories.py",
    "httpx": ("corpus/fetch.py", "index/generate.py", "index/server.py"),
    "protego": "corpus/manners.py",
    "feedparser": "corpus/feeds.py",
    "matplotlib": "bot/render/chart.py",
    "openai": "index/generate.py",
    "llama_index.llms": "index/generate.py",
}
SLOW = (
    "underthesea",
    "sentence_transformers",
    "torch",
    "trafilatura",
    "telegram",
    "llama_index",
    "transformers",
    "pypdf",
    "docx",
    "matplotlib",
)
SOURCES = sorted(
    path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "__pycache__" not in path.parts
)


def imported(path: Path) -> Iterator[str]:
    """Yield the full names of the modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield str(node.module)
            yield from (f"{node.module}.{name.name}" for name in node.names)


def within(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_there_is_something_to_check() -> None:
    assert {named(path).split("/")[0] for path in SOURCES} == set(PACKAGES)


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_packages_point_one_way_and_libraries_have_one_home(path: Path) -> None:
    own = named(path).split("/")[0]
    modules = set(imported(path))
    for other in PACKAGES.keys() - PACKAGES[own]:
        assert not any(within(module, other) for module in modules), f"{named(path)} imports {other}"
    assert not any(within(module, "tests") for module in modules)
    for library, home in HOMES.items():
        if any(within(module, library) for module in modules):
            assert named(path).startswith(home), f"{named(path)} imports {library}, whose home is {home}"


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_no_module_touches_the_global_settings_of_llama_index(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    aliases = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("llama_index")
        for alias in node.names
    }
    assert "Settings" not in aliases
    assert not any(
        isinstance(node, ast.Attribute) and node.attr == "Settings" and "llama_index" in ast.unparse(node)
        for node in ast.walk(tree)
    )


@pytest.mark.parametrize("module", ["index.engine", "index.sync"])
def test_what_a_question_needs_imports_nothing_slow(module: str) -> None:
    program = f"import sys, {module}; print(*sorted({{name.split('.')[0] for name in sys.modules}} & set({SLOW!r})))"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_only_who_draws_waits_for_matplotlib() -> None:
    program = "import sys, bot.cli, bot.facts, bot.telegram_app.service; print('matplotlib' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False"]


def test_importing_a_package_runs_nothing() -> None:
    """A module may define, import and compute constants; it neither prints nor opens anything."""
    program = (
        "import sys, importlib\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append((event, str(args[0]))) if event in"
        " {'socket.connect', 'subprocess.Popen', 'os.mkdir'}"
        " or (event == 'open' and isinstance(args[1], str) and set(args[1]) & set('wax')) else None)\n"
        "sys.dont_write_bytecode = True\n"
        "importlib.import_module('index.engine'), importlib.import_module('corpus.store')\n"
        "print(*opened)"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
    assert run.stderr.strip() == ""
