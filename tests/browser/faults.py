"""What a page must not do in the browser: log an error, or ask another host for something."""

from collections.abc import Callable

from playwright.sync_api import ConsoleMessage, Error, Page, Request


def note_faults(page: Page, host: str, faults: list[str]) -> Callable[[], None]:
    """Add to `faults` what the page logs as an error, and each address on another host that it asks for.

    Return a function that ends it: the page may go on to another host then.
    """

    def console(message: ConsoleMessage) -> None:
        if message.type == "error" and not expected(message):
            faults.append(f"{message.text} {message.location['url']}")

    def asked(call: Request) -> None:
        if call.url.startswith("http") and host not in call.url:
            faults.append(f"asked {call.url}")

    def raised(error: Error) -> None:
        faults.append(str(error))

    heard = {"console": console, "pageerror": raised, "request": asked}
    for event, hear in heard.items():
        page.on(event, hear)

    def stop() -> None:
        for event, hear in heard.items():
            page.remove_listener(event, hear)

    return stop


def expected(message: ConsoleMessage) -> bool:
    """Tell whether the browser complains of something that nobody sees.

    Streamlit asks for its API below the page first on a deep link; and after a fast series of clicks the
    browser asks for pictures that the next run has already replaced: the network says it (404), and so does
    Streamlit's picture element. Pictures that are missing on the page are found by `open_page`.
    """
    url = message.location["url"]
    if "404" in message.text:
        return "/_stcore/" in url or "/media/" in url
    return message.text.startswith("Client Error: Image source error") and "/media/" in message.text
