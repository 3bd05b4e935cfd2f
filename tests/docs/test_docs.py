"""The documentation names what the code has: commands, options, settings, exit codes, findings, problems."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
import typer.main
import yaml
from typer.core import TyperGroup

from reftel import errors
from reftel.cli.groups import DEFAULT
from reftel.cli.main import app
from reftel.errors import ExitCode, ReftelError
from reftel.report import read_narrative
from reftel.telegram import read_telegram

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SRC = ROOT / "src" / "reftel"
PAGES = sorted(DOCS.rglob("*.md"))
OTHER_TEXTS = [ROOT / name for name in ("CONTRIBUTING.md", "CHANGELOG.md", "README.md")]
ENGINE_WRITTEN = ("migrations",)

# matches: "telegram.no-subject"; does not match: "telegram.txt.old", "Telegram.no"
CODE_RE = re.compile(r"(?:telegram|narrative|source)\.[a-z]+(?:-[a-z]+)*")
# matches: "`narrative.no-year`" in a table row; does not match: "`telegram`"
DOCUMENTED_CODE_RE = re.compile(rf"`({CODE_RE.pattern})`")
# matches: "[Terms](terms.md#the-marking)"; does not match: "[a list]"
LINK_RE = re.compile(r"\]\((?P<target>[^)\s#]*)(?:#(?P<anchor>[^)\s]*))?\)")
# matches: "https://example.org", "files.example.org"; does not match: "narratives.md", "e.g. this"
HOST_RE = re.compile(r"https?://\S+|\b(?:[a-z0-9-]+\.)+(?:com|org|io|net|dev|edu)\b")
ALLOWED_HOSTS = ("https://keepachangelog.com/", "https://semver.org/")
# matches: "/home/someone", "/tmp/x"; does not match: "~/tip-record", ".../my-record"
MACHINE_PATH_RE = re.compile(r"(?<![\w.~*])/(?:home|root|work|tmp|Users|var|opt|mnt|srv)/\w+")


def read(page: str) -> str:
    """The text of one page."""
    return (DOCS / page).read_text(encoding="utf-8")


def read_section(page: str, heading: str) -> str:
    """What stands under a heading of the second rank."""
    found = re.search(rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", read(page), re.MULTILINE | re.DOTALL)
    assert found, f"docs/{page} has no heading “{heading}”"
    return found[1]


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the package with its syntax tree."""
    for path in sorted(SRC.rglob("*.py")):
        parts = path.relative_to(SRC.parent).with_suffix("").parts
        if not set(parts) & set(ENGINE_WRITTEN):
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def commands() -> Iterator[tuple[str, list[str]]]:
    """Every command with its options, as they are typed."""
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    yield from _commands_of(group, "")


def _commands_of(group: TyperGroup, before: str) -> Iterator[tuple[str, list[str]]]:
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from _commands_of(command, f"{before}{name} ")
        else:
            options = [opt for param in command.params for opt in param.opts if opt.startswith("-")]
            # What a group does by default is documented under the name of the group.
            yield (before.strip() if name == DEFAULT else f"{before}{name}"), options


def test_every_command_and_option_is_documented() -> None:
    group = typer.main.get_command(app)
    shared = read_section("commands.md", "Options of every command")
    for param in group.params:
        assert all(f"`{opt}" in shared for opt in param.opts), param.opts
    for name, options in commands():
        section = read_section("commands.md", f"reftel {name}")
        missing = [option for option in options if not re.search(rf"`{re.escape(option)}[ `]", section)]
        assert not missing, f"docs/commands.md does not explain {missing} of reftel {name}"


def test_every_command_has_an_example() -> None:
    for name, _ in commands():
        assert f"$ reftel {name} " in read_section("commands.md", f"reftel {name}")


def test_no_command_is_documented_that_does_not_exist() -> None:
    named = set(re.findall(r"^## reftel (.+)$", read("commands.md"), re.MULTILINE))
    assert named == {name for name, _ in commands()}


@pytest.mark.parametrize("code", list(ExitCode), ids=lambda code: code.name)
def test_every_exit_code_is_documented(code: ExitCode) -> None:
    assert f"| {int(code)} | {code.name} |" in read_section("commands.md", "Exit codes")


def test_every_kind_of_error_is_documented() -> None:
    section = read_section("commands.md", "Errors")
    for _, kind in inspect.getmembers(errors, inspect.isclass):
        if issubclass(kind, ReftelError):
            assert f"| `{kind.code}` | {int(kind.exit_code)} |" in section, kind.__name__


def environment_names() -> Iterator[str]:
    """Environment variables that the package reads, by the calls that read them and by their names."""
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from re.findall(r"\bREFTEL_[A-Z_]+\b", node.value)
            if isinstance(node, ast.Call | ast.Subscript) and "environ" in ast.unparse(node).split("(")[0]:
                asked = node.args[0] if isinstance(node, ast.Call) else node.slice
                yield from _texts_of(asked, import_module(name))


def test_every_environment_variable_is_documented() -> None:
    settings = read("settings.md")
    names = set(environment_names()) | {"REFTEL_REQUIRE_ALL", "REFTEL_PROOF"}
    assert "REFTEL_RECORD" in names
    missing = [name for name in names if f"`{name}`" not in settings]
    assert not missing


def _texts_of(node: ast.expr, module: ModuleType) -> list[str]:
    """The texts that an expression may stand for, as far as the module's own names tell."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.Name):
        value = getattr(module, node.id, None)
        return [value] if isinstance(value, str) else []
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        table = getattr(module, node.value.id, None)
        return (
            [value for value in table.values() if isinstance(value, str)] if isinstance(table, dict) else []
        )
    if isinstance(node, ast.IfExp):
        return [*_texts_of(node.body, module), *_texts_of(node.orelse, module)]
    return []


def finding_kinds() -> set[str]:
    """What the first argument of `Finding` and of `Act`, from which findings are made, can be."""
    kinds: set[str] = set()
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Finding", "Act"):
                named = [keyword.value for keyword in node.keywords if keyword.arg == "kind"]
                for kind in (*node.args[:1], *named):
                    kinds.update(_texts_of(kind, import_module(name)))
    return kinds


def test_every_kind_of_finding_is_documented() -> None:
    kinds = finding_kinds()
    assert kinds >= {"position", "question", "undertaking", "point", "comment", "standing", "recommendation"}
    section = read_section("findings.md", "Kinds")
    assert set(re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE)) == kinds


def problem_codes() -> tuple[set[str], set[str]]:
    """Codes that occur in the package, and patterns of those that are put together when they are needed."""
    whole: set[str] = set()
    patterns: set[str] = set()
    for _, tree in modules():
        texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        whole |= {text for text in texts if isinstance(text, str) and CODE_RE.fullmatch(text)}
        for prefix, first in _prefixed_calls(tree):
            if isinstance(first, ast.Constant):
                whole.add(prefix + str(first.value))
            elif isinstance(first, ast.JoinedStr):
                patterns.add(re.escape(prefix) + _pattern(first))
    return whole, patterns


def _prefixed_calls(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """First arguments of calls to functions that put a prefix such as `narrative.` before them."""
    for scope in ast.walk(tree):
        if not isinstance(scope, ast.Module | ast.FunctionDef):
            continue
        functions = [node for node in scope.body if isinstance(node, ast.FunctionDef)]
        prefixes = {function.name: prefix for function in functions if (prefix := _prefix_of(function))}
        for node in ast.walk(scope):
            if isinstance(node, ast.Call) and node.args and (prefix := prefixes.get(ast.unparse(node.func))):
                yield prefix, node.args[0]


def _prefix_of(function: ast.FunctionDef) -> str | None:
    for node in ast.walk(function):
        match node.values if isinstance(node, ast.JoinedStr) else []:
            case [ast.Constant(value=str(text)), ast.FormattedValue(value=ast.Name(id=name))]:
                if name in {arg.arg for arg in function.args.args[:1]} and CODE_RE.fullmatch(f"{text}x"):
                    return text
    return None


def _pattern(joined: ast.JoinedStr) -> str:
    pieces = [re.escape(str(v.value)) if isinstance(v, ast.Constant) else "[a-z-]+" for v in joined.values]
    return "".join(pieces)


def test_every_problem_code_is_documented() -> None:
    documented = set(DOCUMENTED_CODE_RE.findall(read("problems.md")))
    whole, patterns = problem_codes()
    assert "telegram.no-subject" in whole
    assert "narrative.no-year" in whole
    assert "source.encoding" in whole
    assert not whole - documented
    for pattern in patterns:
        assert any(re.fullmatch(pattern, code) for code in documented), pattern
    invented = {
        code for code in documented - whole if not any(re.fullmatch(pattern, code) for pattern in patterns)
    }
    assert not invented


def test_problems_of_damaged_texts_are_documented() -> None:
    documented = set(DOCUMENTED_CODE_RE.findall(read("problems.md")))
    head = "AVERLINE (Tier 3)\n\nAverline remained on Tier 2.\n\n"
    for text in ("", "1. A", "UNCLAS ACCRA 000731\nSUBJECT:\n\n1. A.\n\n3. B.\n", "E.O. 12958: N/A\nTAGS: X"):
        assert {problem.code for problem in read_telegram(text).problems} <= documented
    for text in (
        "",
        "x",
        head + "PROSECUTION\n\nFew \ufffd",
        head + "PROTECTION\n\nFew.\n\nPREVENTION\n\nNone.",
    ):
        found = read_narrative(text, country="THA", year=2016).problems
        assert {problem.code for problem in found} <= documented


@pytest.mark.parametrize("page", [*PAGES, *OTHER_TEXTS], ids=lambda page: page.name)
def test_links_inside_lead_somewhere(page: Path) -> None:
    for match in LINK_RE.finditer(page.read_text(encoding="utf-8")):
        target = match["target"]
        if target and not target.startswith("http"):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
        if match["anchor"] and not target.startswith("http"):
            where = page.parent / target if target else page
            assert match["anchor"] in _anchors(where.read_text(encoding="utf-8")), f"{page.name}: {match[0]}"


def _anchors(text: str) -> set[str]:
    headings = re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE)
    kept = (re.sub(r"[^\w\s-]", "", heading).strip().lower() for heading in headings)
    return {re.sub(r"[-\s]+", "-", heading) for heading in kept}


@pytest.mark.parametrize("page", [*PAGES, *OTHER_TEXTS, ROOT / "mkdocs.yml"], ids=lambda page: page.name)
def test_no_page_names_hosts_or_this_machine(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    hosts = [found for found in HOST_RE.findall(text) if not found.startswith(ALLOWED_HOSTS)]
    assert not hosts
    assert not MACHINE_PATH_RE.findall(text)
    assert str(ROOT) not in text


def test_only_contributors_are_told_of_the_reference_texts() -> None:
    assert "../shared" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert not [page.name for page in PAGES if "../shared" in page.read_text(encoding="utf-8")]


def test_every_page_is_in_the_navigation() -> None:
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    listed: set[str] = set()
    stack = [config["nav"]]
    while stack:
        entry = stack.pop()
        if isinstance(entry, str):
            listed.add(entry)
        else:
            stack += entry.values() if isinstance(entry, dict) else entry
    assert listed == {page.relative_to(DOCS).as_posix() for page in PAGES}


def test_the_built_pages_fetch_nothing() -> None:
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert config["theme"]["font"] is False
    assert config["plugins"] == ["search"]
    assert not {"extra_javascript", "extra_css", "repo_url", "site_url"} & config.keys()


def test_every_term_stands_once() -> None:
    terms = re.findall(r"^\| ([^|]+?) \| [^|]+ \| [^|]+ \|$", read("terms.md"), re.MULTILINE)
    kept = [term for term in terms if term not in ("term", "---", "level") and not term.startswith("`")]
    assert len(kept) > 70
    assert sorted(kept) == sorted(set(kept))


def test_the_place_for_the_scores_is_marked_once() -> None:
    text = read("findings.md")
    assert text.count("<!-- scores:begin -->") == text.count("<!-- scores:end -->") == 1
    assert text.index("<!-- scores:begin -->") < text.index("<!-- scores:end -->")
