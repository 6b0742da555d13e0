"""The address that the phone is given, and what is said about it."""

import pytest

from core.i18n.catalog import Words
from core.runtime.network import lan
from core.ui.parts.activity import phone

SAY = Words("ko", "activity")


@pytest.mark.parametrize(
    ("here", "told", "own", "others"),
    [
        (
            "http://localhost:8501/activity?lang=ko",
            "localhost",
            "192.168.0.10",
            "http://192.168.0.10:8501/activity",
        ),
        ("https://127.0.0.1:8501/activity", None, "10.0.0.5", "https://10.0.0.5:8501/activity"),
        ("http://localhost:8501/activity", "10.0.0.7", "192.168.0.10", "http://10.0.0.7:8501/activity"),
        ("https://school.example/activity", "localhost", "192.168.0.10", "https://school.example/activity"),
        ("http://localhost:8501/activity", "localhost", None, "http://localhost:8501/activity"),
    ],
)
def test_others_get_an_address_that_they_can_open(
    monkeypatch: pytest.MonkeyPatch, here: str, told: str | None, own: str | None, others: str
) -> None:
    monkeypatch.setattr(lan, "address", lambda: own)
    monkeypatch.setattr(phone.st, "get_option", {"browser.serverAddress": told}.get)
    assert phone.for_others(here) == others


@pytest.mark.parametrize(
    ("own", "open_", "said"),
    [("192.168.0.10", True, "insecure"), ("192.168.0.10", False, "closed"), (None, True, "local")],
)
def test_the_page_says_what_a_phone_can_do_with_it(
    open_lesson, monkeypatch: pytest.MonkeyPatch, own: str | None, open_: bool, said: str
) -> None:
    phone.answers.clear()
    monkeypatch.setattr(lan, "address", lambda: own)
    monkeypatch.setattr(lan, "listens", lambda host, port: open_)
    app = open_lesson("activity", "ko", part="phone")
    assert SAY(f"address_{said}") in [box.value for box in (*app.warning, *app.info)]
    assert (own or "localhost") in app.text_input(key="phone_address").value
    phone.answers.clear()
