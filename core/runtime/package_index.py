"""Where pip looks for packages, and the address of one file there (PEP 503: pages of links, a project each).

pip itself says how it is set up: mirror, further indexes, folders (`find-links`), proxy, certificates.
"""

import ast
import ssl
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import url2pathname

import requests
from requests.adapters import HTTPAdapter

from core.runtime import fetching
from core.runtime.fetching import WeightsUnavailable

SECTIONS = ("global", "download", ":env:")
"""of pip's configuration, the later over the earlier"""
PAGE_CHUNKS = 80
"""of a page that are read at most: 20 MB"""


def usual_index() -> str | None:
    """Return the index that pip asks where nobody has named another; None where there is no pip."""
    try:
        from pip._internal.models.index import PyPI
    except ImportError:
        return None
    return PyPI.simple_url


def settings() -> dict[str, str]:
    """Return pip's configuration as it holds for `pip download`, empty where there is no pip."""
    asked = [sys.executable, "-m", "pip", "config", "list"]
    try:
        said = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return {}
    found: dict[str, dict[str, str]] = {section: {} for section in SECTIONS}
    for line in said.splitlines():
        key, _, value = line.partition("=")
        section, _, option = key.rpartition(".")
        if section in found:
            found[section][option] = str(ast.literal_eval(value))
    return {option: value for section in SECTIONS for option, value in found[section].items()}


@dataclass(frozen=True)
class Index:
    """All places to look in: `folders` (find-links: a folder or a page of links), then `pages` (indexes)."""

    folders: tuple[str, ...]
    pages: tuple[str, ...]
    session: requests.Session

    @classmethod
    def of(cls, options: Mapping[str, str]) -> "Index":
        """Return the places that pip's configuration names."""
        main = options.get("index-url") or usual_index()
        pages = [*([main] if main else []), *options.get("extra-index-url", "").split()]
        if options.get("no-index", "").lower() in ("1", "true", "yes", "on"):
            pages = []
        folders = options.get("find-links", "").split()
        return cls(tuple(folders), tuple(pages), session(options))

    def url(self, name: str, package: str, archive: str) -> str:
        """Return the address of the file `archive` of a package, for the model `name`.

        Raises: WeightsUnavailable with what was wrong with the first place that did not answer, "html" if a
        page came that lists no file at all, "missing" if all answered and none has it.
        """
        problems = []
        places = [*self.folders, *(f"{page.rstrip('/')}/{package}/" for page in self.pages)]
        for place in places:
            try:
                links = list(self._links(name, place))
            except WeightsUnavailable as error:
                problems.append(error)
                continue
            found = next((link for link in links if _file_name(link) == archive), None)
            if found:
                return found
        raise problems[0] if problems else WeightsUnavailable(name, "missing")

    def _links(self, name: str, place: str) -> Iterator[str]:
        """Give the addresses of the files that a place offers."""
        if not place.startswith(("http:", "https:")):
            yield from _local_links(place)
            return
        with fetching.faults(name), self.session.get(place, stream=True, timeout=_patience()) as answer:
            if answer.status_code in (403, 404, 410):  # a mirror without this package
                return
            answer.raise_for_status()
            parts = islice(answer.iter_content(fetching.CHUNK), PAGE_CHUNKS)
            text = b"".join(parts).decode("utf8", "replace")
        links = _hrefs(text)
        if not any(_file_name(link).endswith((".whl", ".tar.gz", ".zip")) for link in links):
            raise WeightsUnavailable(name, "html")
        yield from (_with_password(urljoin(answer.url, link), place) for link in links)


def session(options: Mapping[str, str]) -> requests.Session:
    """Return a session with pip's proxy and certificates; without such, with those of the system too."""
    made = requests.Session()
    made.headers["Accept"] = "text/html, application/octet-stream, */*;q=0.1"
    made.mount("https://", _SystemCertificates())
    for host in options.get("trusted-host", "").split():
        made.mount(f"https://{host}", _NoCertificates())
    if options.get("proxy"):
        made.proxies = dict.fromkeys(("http", "https"), options["proxy"])
    made.verify = options.get("cert") or True
    made.cert = options.get("client-cert") or None
    return made


class _SystemCertificates(HTTPAdapter):
    """Also trusts what this computer trusts: a school's network may open and sign anew what comes in."""

    def init_poolmanager(self, *args: object, **kwargs: object) -> None:
        super().init_poolmanager(*args, ssl_context=ssl.create_default_context(), **kwargs)

    def proxy_manager_for(self, *args: object, **kwargs: object) -> object:
        return super().proxy_manager_for(*args, ssl_context=ssl.create_default_context(), **kwargs)


class _NoCertificates(HTTPAdapter):
    """For what pip is told to trust as it is: the files' fingerprints are checked all the same."""

    def send(self, request: requests.PreparedRequest, **kwargs: object) -> requests.Response:
        return super().send(request, **{**kwargs, "verify": False})


def _patience() -> tuple[float, float]:
    return fetching.CONNECT_S, fetching.READ_S


def _file_name(link: str) -> str:
    return unquote(urlsplit(link).path).rpartition("/")[2]


def _local_links(place: str) -> Iterator[str]:
    """Give the files in a folder, or the links of a page there (an index may be a folder of pages)."""
    local = place.startswith("file:")
    path = Path(url2pathname(urlsplit(place).path)) if local else Path(place).expanduser()
    page = path if path.is_file() else path / "index.html"
    if page.is_file():
        yield from (urljoin(page.resolve().as_uri(), link) for link in _hrefs(page.read_text("utf8")))
    elif path.is_dir():
        yield from (file.resolve().as_uri() for file in path.iterdir() if file.is_file())


def _with_password(link: str, page: str) -> str:
    """Return `link` with the page's user and password if it leads to the same host, as pip does."""
    there, here = urlsplit(link), urlsplit(page)
    if "@" in here.netloc and there.netloc == here.netloc.rpartition("@")[2]:
        return there._replace(netloc=here.netloc).geturl()
    return link


def _hrefs(text: str) -> list[str]:
    parser = _Links()
    parser.feed(text)
    return parser.found


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for key, value in attrs if key == "href" and value]
