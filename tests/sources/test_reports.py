"""Fetching reports: from a server of our own, politely, so that it can go on where it stopped."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reftel.cli.main import app
from reftel.errors import DownloadError
from reftel.sources.reports import STATE_FILE, get_report, report_paths
from reftel.sources.site import LARGEST_PAGE, LONGEST_WAIT, USER_AGENT, Site
from reftel.vocab.countries import Country, country_by_iso3

from .made import PAGES

INDEX = "/reports/2023-trafficking-in-persons-report/"


def page_about(name: str) -> bytes:
    text = (PAGES / "department-page.html").read_text(encoding="utf-8")
    return text.replace("AVERLINE", name.upper()).replace("Averline", name).replace("2022", "2023").encode()


INDEX_PAGE = f"""<html><body><nav><a href="/">Home</a></nav><main><h1>2023 Report</h1><ul>
<li><a href="{INDEX}hong-kong/">Hong Kong</a></li><li><a href="burma">Burma</a></li>
<li><a href="{INDEX}#top">Top</a></li><li><a href="{INDEX}acronyms/">Acronyms</a></li>
<li><a href="https://other.example{INDEX.replace("2023", "2022")}chad/">Chad</a></li>
</ul></main></body></html>""".encode()


@dataclass
class Answer:
    """What the server sends."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Server:
    """A server of the test's own: what it answers for each path, and what it was asked."""

    base: str
    answers: dict[str, list[Answer]]
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    waits: list[float] = field(default_factory=list)

    def site(self, pause: float = 2.0) -> Site:
        """The site as Reftel sees it; waiting is noted and takes no time."""
        return Site(self.base, pause=pause, wait=self.waits.append)


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server("", {})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            found.agents.add(self.headers["User-Agent"])
            answers = found.answers.get(self.path, [Answer(b"not here", 404)])
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            self.send_response_only(answer.status)
            for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        found.base = f"http://127.0.0.1:{http.server_port}"
        found.answers = {
            INDEX: [Answer(INDEX_PAGE)],
            f"{INDEX}hong-kong/": [Answer(page_about("Hong Kong"))],
            f"{INDEX}burma": [Answer(page_about("Burma"))],
        }
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield found
        http.shutdown()
        thread.join()


def country(iso3: str) -> Country:
    found = country_by_iso3(iso3)
    assert found is not None
    return found


HKG, MMR, THA = (country(iso3) for iso3 in ("HKG", "MMR", "THA"))


def test_all_countries_of_the_index_are_fetched_to_the_byte(server: Server, tmp_path: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    with server.site() as site:
        got = get_report(2023, [], tmp_path / "new", site, on_page=lambda *step: heard.append(step))
    assert [(page.country, page.path.name) for page in got.got] == [
        ("HKG", "HKG-2023.html"),
        ("MMR", "MMR-2023.html"),
    ]
    assert got.refused == ()
    assert (tmp_path / "new" / "HKG-2023.html").read_bytes() == page_about("Hong Kong")
    assert heard == [("HKG", 1, 2), ("MMR", 2, 2)]
    assert server.asked == ["/robots.txt", INDEX, f"{INDEX}hong-kong/", f"{INDEX}burma"]
    assert server.agents == {USER_AGENT}
    # A pause between any two requests.
    assert server.waits == [2.0, 2.0, 2.0]


def test_what_is_there_is_not_fetched_again(server: Server, tmp_path: Path) -> None:
    with server.site() as site:
        get_report(2023, [HKG], tmp_path, site)
    server.asked.clear()
    with server.site() as site:
        got = get_report(2023, [HKG], tmp_path, site)
    assert server.asked == []
    assert [page.was_there for page in got.got] == [True]
    (tmp_path / "HKG-2023.html").write_bytes(b"changed")
    with server.site() as site:
        get_report(2023, [HKG, MMR], tmp_path, site)
    assert server.asked == ["/robots.txt", INDEX, f"{INDEX}hong-kong/", f"{INDEX}burma"]
    assert (tmp_path / "HKG-2023.html").read_bytes() == page_about("Hong Kong")
    (tmp_path / STATE_FILE).write_text("{ damaged", encoding="utf-8")
    server.asked.clear()
    with server.site() as site:
        assert len(get_report(2023, [MMR], tmp_path, site).got) == 1
    assert f"{INDEX}burma" in server.asked


def test_a_run_that_was_stopped_goes_on(server: Server, tmp_path: Path) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with server.site() as site, pytest.raises(KeyboardInterrupt):
        get_report(2023, [HKG, MMR], tmp_path, site, on_page=stop)
    server.asked.clear()
    with server.site() as site:
        got = get_report(2023, [HKG, MMR], tmp_path, site)
    assert [page.was_there for page in got.got] == [True, False]
    assert f"{INDEX}hong-kong/" not in server.asked
    assert sorted(path.name for path in tmp_path.iterdir()) == [STATE_FILE, "HKG-2023.html", "MMR-2023.html"]


def test_a_country_that_the_index_lacks_is_asked_for_by_its_name(server: Server, tmp_path: Path) -> None:
    server.answers[f"{INDEX}thailand/"] = [Answer(page_about("Thailand"))]
    server.answers[INDEX] = [Answer(b"gone", 404)]
    with server.site() as site:
        got = get_report(2023, [THA, HKG], tmp_path, site)
    assert [page.url.removeprefix(server.base) for page in got.got] == [
        f"{INDEX}thailand/",
        f"{INDEX}hong-kong/",
    ]


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (Answer(b"no", 404), "The site has no such page"),
        (Answer(b"no", 500), "The site answers with an error (500)"),
        (
            Answer((PAGES / "no-narrative.html").read_bytes()),
            "What the site sent is no page with a narrative",
        ),
        (
            Answer(b"<p>" + b"Words about the weather in spring. " * 30),
            "What the site sent is no page with a narr",
        ),
        (Answer(b"\x89PNG\r\n"), "What the site sent is no page with a narrative"),
        (Answer(b""), "What the site sent is no page with a narrative"),
        (Answer(b"", 302, {"Location": "https://other.example/"}), "The page has moved to another site"),
        (Answer(b"", 302, {"Location": f"{INDEX}hong-kong/"}), "The page leads from one address to the next"),
        (Answer(b"x" * (LARGEST_PAGE + 1)), "The page is too large for a report"),
    ],
)
def test_one_page_that_cannot_be_had_stops_no_other(
    answer: Answer, found: str, server: Server, tmp_path: Path
) -> None:
    server.answers[f"{INDEX}hong-kong/"] = [answer]
    with server.site() as site:
        got = get_report(2023, [HKG, MMR], tmp_path, site)
    (refusal,) = got.refused
    assert refusal.country == "HKG"
    assert refusal.error.found.startswith(found)
    assert [page.country for page in got.got] == ["MMR"]
    assert not (tmp_path / "HKG-2023.html").exists()


def test_a_page_that_moved_on_the_site_is_followed(server: Server, tmp_path: Path) -> None:
    server.answers[f"{INDEX}hong-kong/"] = [Answer(b"", 301, {"Location": "/new/hong-kong/"})]
    server.answers["/new/hong-kong/"] = [Answer(page_about("Hong Kong"))]
    with server.site() as site:
        assert len(get_report(2023, [HKG], tmp_path, site).got) == 1


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7.0),
        (
            {"Retry-After": "Wed, 21 Oct 2015 07:28:30 GMT", "Date": "Wed, 21 Oct 2015 07:28:00 GMT"},
            30.0,
        ),
        ({"Retry-After": "soon"}, 2.0),
        ({}, 2.0),
    ],
)
def test_a_busy_site_is_given_the_time_that_it_asks_for(
    headers: dict[str, str], seconds: float, server: Server, tmp_path: Path
) -> None:
    ready = server.answers[f"{INDEX}hong-kong/"]
    server.answers[f"{INDEX}hong-kong/"] = [Answer(b"", 503, headers), *ready]
    with server.site() as site:
        assert len(get_report(2023, [HKG], tmp_path, site).got) == 1
    assert server.waits == [2.0, 2.0, seconds, 2.0]


def test_a_site_that_stays_busy_ends_the_run(server: Server, tmp_path: Path) -> None:
    server.answers[f"{INDEX}burma"] = [Answer(b"", 429, {"Retry-After": "1"})]
    with server.site() as site, pytest.raises(DownloadError, match="too busy to answer"):
        get_report(2023, [HKG, MMR], tmp_path, site)
    assert (tmp_path / "HKG-2023.html").exists()
    server.answers[f"{INDEX}burma"] = [Answer(b"", 429, {"Retry-After": str(int(LONGEST_WAIT) + 1)})]
    with server.site() as site, pytest.raises(DownloadError, match="asks to come back in 301 seconds"):
        get_report(2023, [MMR], tmp_path, site)


def test_robots_txt_is_obeyed(server: Server, tmp_path: Path) -> None:
    rules = f"User-agent: *\nCrawl-delay: 9\nDisallow: {INDEX}burma\n"
    server.answers["/robots.txt"] = [Answer(rules.encode())]
    with server.site() as site:
        got = get_report(2023, [HKG, MMR], tmp_path, site)
    (refusal,) = got.refused
    assert refusal.error.found == "The site does not want programs to fetch this page"
    assert f"{INDEX}burma" not in server.asked
    assert set(server.waits) == {9.0}


def test_a_site_that_hides_its_rules_is_left_alone(server: Server, tmp_path: Path) -> None:
    server.answers["/robots.txt"] = [Answer(b"", 403)]
    with server.site() as site:
        got = get_report(2023, [HKG], tmp_path, site)
    assert [refusal.error.found for refusal in got.refused] == [
        "The site does not want programs to fetch this page"
    ]
    assert server.asked == ["/robots.txt"]


def test_without_a_connection_one_sentence_is_said(tmp_path: Path) -> None:
    with Site("http://127.0.0.1:9", wait=lambda _: None) as site, pytest.raises(DownloadError) as caught:
        get_report(2023, [HKG], tmp_path, site)
    assert caught.value.found == "The site cannot be reached (no connection)"
    assert "What was fetched before is kept" in str(caught.value)


def test_a_year_without_addresses_is_told(tmp_path: Path) -> None:
    with Site("http://127.0.0.1:9") as site, pytest.raises(DownloadError) as caught:
        get_report(2009, [HKG], tmp_path / "new", site)
    assert caught.value.found == (
        "No addresses are known for the report of 2009, only for those of 2019 to 2025"
    )
    assert not (tmp_path / "new").exists()


def test_a_folder_that_cannot_be_written_to_is_told(server: Server, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with server.site() as site, pytest.raises(DownloadError, match="cannot be written"):
        get_report(2023, [HKG], tmp_path / "file", site)
    assert server.asked == []


def test_an_index_that_names_no_country_is_told(server: Server, tmp_path: Path) -> None:
    server.answers[INDEX] = [Answer(b"<p>Nothing here</p>")]
    with server.site() as site, pytest.raises(DownloadError, match="leads to no country"):
        get_report(2023, [], tmp_path, site)


def test_every_year_in_the_table_has_one_path() -> None:
    assert sorted(report_paths()) == list(range(2019, 2026))
    for year, path in report_paths().items():
        assert path.startswith(f"/reports/{year}-trafficking-in-persons-report")
        assert path.endswith("/")


def test_the_command(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFTEL_REPORT_SITE", server.base)
    monkeypatch.setattr("reftel.sources.site.time.sleep", server.waits.append)
    folder = tmp_path / "report"
    run = CliRunner().invoke(app, ["get", "report", "2023", "Hong Kong", "-o", str(folder), "--pause", "1"])
    assert run.exit_code == 0, run.output
    assert "1 page fetched into" in run.output.replace("\n", "")
    assert set(server.waits) == {1.0}
    run = CliRunner().invoke(app, ["get", "report", "2023", "HKG", "THA", "-o", str(folder), "--json"])
    assert run.exit_code == 1
    told = json.loads(run.stdout)
    assert told["got"] == [
        {
            "country": "HKG",
            "path": str(folder / "HKG-2023.html"),
            "url": f"{server.base}{INDEX}hong-kong/",
            "was_there": True,
        }
    ]
    assert [(refusal["country"], refusal["code"]) for refusal in told["refused"]] == [("THA", "download")]
    run = CliRunner().invoke(app, ["get", "report", "2009", "HKG", "--json", "-o", str(folder)])
    assert run.exit_code == 1
    assert json.loads(run.stderr)["error"]["code"] == "download"
