"""A web site, asked politely: one request at a time, with pauses, as its robots.txt says."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

import reftel
from reftel.errors import DownloadError

DEPARTMENT = "https://www.state.gov"
AGENT = "Reftel"
USER_AGENT = f'{AGENT}/{reftel.__version__} (reads country reports; see "reftel get" in its documentation)'
DEFAULT_PAUSE = 2.0
# Longer than this nobody waits at a terminal; the next run goes on from where this one stopped.
LONGEST_WAIT = 300.0
TRIES = 3
LARGEST_PAGE = 16 * 1024 * 1024
_TIMEOUT = httpx.Timeout(30.0)
_REDIRECTS = 5
_BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_GO_ON = "What was fetched before is kept; run the command again to go on."

Wait = Callable[[float], None]


class Site:
    """A web site whose pages are fetched one after another.

    Args:
        base: Its address, such as ``https://www.example.org``.
        pause: Seconds between two requests at least; more if its robots.txt asks for more.
        wait: How to wait, in seconds; by sleeping if it is not given.
    """

    def __init__(self, base: str, *, pause: float = DEFAULT_PAUSE, wait: Wait | None = None) -> None:
        self.base = base.rstrip("/")
        self._pause = pause
        self._wait = wait or time.sleep
        self._is_first = True
        self._rules: RobotFileParser | None = None
        self._client = httpx.Client(
            headers={"User-Agent": USER_AGENT, "Accept": "text/html,application/xhtml+xml"},
            timeout=_TIMEOUT,
            follow_redirects=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def fetch(self, path: str) -> bytes:
        """The bytes of a page.

        Args:
            path: Its path on the site, or its whole address there.

        Raises:
            DownloadError: The site cannot be reached, forbids programs to fetch the page, has no such page,
                asks to wait longer than anybody would, or sends something too large.
        """
        url = urljoin(f"{self.base}/", path)
        if self._rules is None:
            self._rules = self._read_rules()
        return self._fetch_page(url)

    def _fetch_page(self, url: str) -> bytes:
        for _ in range(_REDIRECTS):
            self._check_place(url)
            answer, body = self._get(url)
            if not answer.is_redirect:
                return _check(answer, body, url)
            url = urljoin(url, answer.headers.get("Location", ""))
        raise DownloadError("The page leads from one address to the next without end", where=url)

    def _check_place(self, url: str) -> None:
        if urlsplit(url).netloc != urlsplit(self.base).netloc:
            raise DownloadError("The page has moved to another site", where=url, advice="Look there by hand.")
        if self._rules is not None and not self._rules.can_fetch(AGENT, url):
            raise DownloadError(
                "The site does not want programs to fetch this page",
                where=url,
                advice="Save it by hand, and import the file.",
            )

    def _get(self, url: str) -> tuple[httpx.Response, bytes]:
        """Ask once, and again as often as the site asks to come back in a moment."""
        for _ in range(TRIES):
            self._rest()
            answer, body = self._ask(url)
            if answer.status_code not in _BUSY:
                return answer, body
            seconds = _seconds_to_wait(answer)
            if seconds > LONGEST_WAIT:
                raise DownloadError(
                    f"The site asks to come back in {seconds:,.0f} seconds",
                    where=url,
                    advice=_GO_ON,
                    is_final=True,
                )
            self._wait(max(seconds, self._pause))
        raise DownloadError("The site is too busy to answer", where=url, advice=_GO_ON, is_final=True)

    def _rest(self) -> None:
        if not self._is_first:
            self._wait(self._pause)
        self._is_first = False

    def _ask(self, url: str) -> tuple[httpx.Response, bytes]:
        try:
            with self._client.stream("GET", url) as answer:
                pieces: list[bytes] = []
                size = 0
                for piece in answer.iter_bytes():
                    pieces.append(piece)
                    size += len(piece)
                    if size > LARGEST_PAGE:
                        raise DownloadError("The page is too large for a report", where=url)
                return answer, b"".join(pieces)
        except httpx.HTTPError as error:
            raise DownloadError(
                f"The site cannot be reached ({_reason(error)})",
                where=url,
                advice=f"Check the connection. {_GO_ON}",
                is_final=True,
            ) from error
        except httpx.InvalidURL as error:
            raise DownloadError("This is no address of a page", where=url) from error

    def _read_rules(self) -> RobotFileParser:
        """What robots.txt says; a site without one allows everything, one that hides it nothing."""
        rules = RobotFileParser()
        answer, body = self._get(urljoin(f"{self.base}/", "robots.txt"))
        if answer.is_success:
            rules.parse(body.decode("utf-8", "replace").splitlines())
        elif answer.status_code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN) or answer.is_server_error:
            rules.parse(["User-agent: *", "Disallow: /"])
        else:
            rules.parse([])
        delay = rules.crawl_delay(AGENT)
        if delay is not None:
            self._pause = max(self._pause, min(float(delay), LONGEST_WAIT))
        return rules


def _check(answer: httpx.Response, body: bytes, url: str) -> bytes:
    if answer.is_success:
        return body
    if answer.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        found, advice = "The site has no such page", "Look on the site for its address."
    else:
        found, advice = f"The site answers with an error ({answer.status_code})", _GO_ON
    raise DownloadError(found, where=url, advice=advice)


def _seconds_to_wait(answer: httpx.Response) -> float:
    """What Retry-After says, in seconds or as a time by the site's own clock."""
    asked = answer.headers.get("Retry-After", "").strip()
    if asked.isdecimal():
        return float(asked)
    try:
        until = parsedate_to_datetime(asked)
        now = parsedate_to_datetime(answer.headers["Date"]) if "Date" in answer.headers else datetime.now(UTC)
        return max(0.0, (until - now).total_seconds())
    except (TypeError, ValueError):
        return 0.0


def _reason(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "it does not answer in time"
    if isinstance(error, httpx.ConnectError):
        return "no connection"
    return type(error).__name__
