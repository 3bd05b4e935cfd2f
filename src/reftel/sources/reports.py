"""Getting the narratives of a report year from the Department's pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

from reftel.errors import DownloadError, SourceError
from reftel.report import looks_like_narrative
from reftel.sources.carriers import open_bytes
from reftel.sources.confined.parent import child_for
from reftel.sources.model import digest
from reftel.sources.site import Site
from reftel.vocab.countries import Country, country_by_iso3, find_country
from reftel.vocab.tables import load_rows

STATE_FILE = ".reftel-get.json"
COLUMNS = ("year", "path", "source")

# must match "burma" in "/reports/2023-trafficking-in-persons-report/burma/"; must not match "/reports/"
SLUG_RE = re.compile(r"[a-z][a-z0-9-]{2,60}")

Fetched = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class GotPage:
    """A page that is in the folder: of which country, where, and whether it was there before."""

    country: str
    path: Path
    url: str
    was_there: bool = False


@dataclass(frozen=True, slots=True)
class NotGot:
    """A page that could not be had, and why."""

    country: str
    error: DownloadError


@dataclass(frozen=True, slots=True)
class Download:
    """What came of getting a report.

    Args:
        folder: Where the pages are.
        got: The pages, by country.
        refused: What could not be had.
    """

    folder: Path
    got: tuple[GotPage, ...] = ()
    refused: tuple[NotGot, ...] = ()


@dataclass(slots=True)
class _State:
    """What a folder already holds: for each country the address, and the digest of its page."""

    folder: Path
    year: int
    pages: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def path_of(self, country: Country) -> Path:
        """Where the page of a country belongs."""
        return self.folder / f"{country.iso3}-{self.year}.html"

    def held(self, country: Country) -> str | None:
        """The address of a page that is there as it came; None if it is not."""
        noted = self.pages.get(self.path_of(country).name, {})
        try:
            is_whole = digest(self.path_of(country).read_bytes()) == noted.get("sha256")
        except OSError:
            is_whole = False
        return noted.get("url", "") if is_whole else None

    def keep(self, country: Country, url: str, data: bytes) -> None:
        """Write a page, then note it; what an interruption leaves without a note is fetched again."""
        path = self.path_of(country)
        _write(path, data)
        self.pages[path.name] = {"url": url, "sha256": digest(data)}
        text = json.dumps({"pages": dict(sorted(self.pages.items()))}, indent=1)
        _write(self.folder / STATE_FILE, text.encode())


@cache
def report_paths() -> Mapping[int, str]:
    """Where the pages of each report year are on the Department's site, as far as it is known.

    Raises:
        VocabError: The packaged table cannot be read.
    """
    return {int(year): path for year, path, _ in load_rows("report_pages.csv", COLUMNS)}


def get_report(
    year: int, countries: Sequence[Country], folder: Path, site: Site, *, on_page: Fetched | None = None
) -> Download:
    """Fetch the pages of a report year, one after another, into a folder.

    A page that is there as it came is not fetched again, so that an interrupted run goes on where it stopped.
    Only pages that hold a narrative are kept, to the byte, as ``HKG-2023.html``.

    Args:
        year: Year of the report.
        countries: Of which countries; of all that the report's index names if there are none.
        folder: Where to put the pages; it is made if it is not there.
        site: Where they are.
        on_page: Called after each page with the country's code, the number of pages done and of all.

    Returns:
        What is in the folder now, and what could not be had.

    Raises:
        DownloadError: The addresses of this year are not known, the index cannot be had, the site cannot be
            reached, or the folder cannot be written to. What was fetched before is kept.
    """
    path = report_paths().get(year)
    if path is None:
        raise DownloadError(_no_such_year(year), advice="Save its pages by hand, and import the files.")
    state = _open_folder(folder, year)
    is_index_needed = not countries or any(state.held(country) is None for country in countries)
    index = _read_index(site, path) if is_index_needed else {}
    wanted = list(countries) or _known(index)
    got: list[GotPage] = []
    refused: list[NotGot] = []
    for number, country in enumerate(wanted, start=1):
        address = index.get(country.iso3) or f"{path}{country.slug}/"
        try:
            got.append(_get_page(site, state, country, address))
        except DownloadError as error:
            if error.is_final:
                raise
            refused.append(NotGot(country.iso3, error))
        if on_page is not None:
            on_page(country.iso3, number, len(wanted))
    return Download(folder, tuple(got), tuple(refused))


def _get_page(site: Site, state: _State, country: Country, address: str) -> GotPage:
    path = state.path_of(country)
    held = state.held(country)
    if held is not None:
        return GotPage(country.iso3, path, held, was_there=True)
    url = urljoin(f"{site.base}/", address)
    data = site.fetch(address)
    if not _holds_narrative(data, path.name):
        raise DownloadError(
            "What the site sent is no page with a narrative",
            where=url,
            advice="Look on the site for its address.",
        )
    state.keep(country, url, data)
    return GotPage(country.iso3, path, url)


def _holds_narrative(data: bytes, name: str) -> bool:
    try:
        return looks_like_narrative(open_bytes(data, name).text)
    except SourceError:
        return False


def _read_index(site: Site, path: str) -> dict[str, str]:
    """The pages that the report's first page leads to, by country; none if the site has no such page."""
    try:
        data = site.fetch(path)
    except DownloadError as error:
        if error.is_final:
            raise
        return {}
    found: dict[str, str] = {}
    for href, words in _links_of(data):
        address = urlsplit(urljoin(urljoin(f"{site.base}/", path), href)).path
        rest = address.removeprefix(path).strip("/") if address.startswith(path) else ""
        if SLUG_RE.fullmatch(rest) and (country := find_country(words) or find_country(rest)):
            found.setdefault(country.iso3, address)
    return found


def _links_of(page: bytes) -> Iterator[tuple[str, str]]:
    try:
        answer = child_for("page").ask(page.decode("utf-8", "replace").encode(), wants="links")
        for href, words in json.loads(answer.data):
            yield str(href), str(words)
    except (SourceError, ValueError):
        return


def _known(index: Mapping[str, str]) -> list[Country]:
    if not index:
        raise DownloadError(
            "The report's first page leads to no country", advice="Name the countries, such as HKG THA."
        )
    return [country for iso3 in sorted(index) if (country := country_by_iso3(iso3))]


def _open_folder(folder: Path, year: int) -> _State:
    state = _State(folder, year)
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        noted = folder / STATE_FILE
        if noted.exists():
            state.pages = _read_state(noted.read_bytes())
    return state


def _read_state(data: bytes) -> dict[str, Mapping[str, str]]:
    """What was noted; of a note that is damaged nothing, so that everything is fetched anew."""
    try:
        pages = json.loads(data)["pages"].items()
        return {name: {key: str(page[key]) for key in ("url", "sha256")} for name, page in pages}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write(path: Path, data: bytes) -> None:
    draft = path.with_name(f".new-{uuid4().hex}")
    with _writing(path):
        try:
            draft.write_bytes(data)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        found = f"The page cannot be written ({reason})"
        raise DownloadError(found, where=str(path), advice="Give another folder.", is_final=True) from error


def _no_such_year(year: int) -> str:
    years = sorted(report_paths())
    return f"No addresses are known for the report of {year}, only for those of {years[0]} to {years[-1]}"
