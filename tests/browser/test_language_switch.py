"""What a visitor has chosen is shown in the other language once the language is switched."""

import pytest

from core.i18n.catalog import text

MAIN = "[data-testid=stMain]"


def korean(words: str) -> bool:
    return any("가" <= letter <= "힣" for letter in words)


def checked(page) -> list[int]:
    """Return how many buttons of each row are chosen."""
    groups = page.locator(f"{MAIN} [role=radiogroup]").all()
    return [group.get_by_role("radio", checked=True).count() for group in groups]


@pytest.mark.parametrize(
    ("lesson", "part", "key", "option"),
    [("gradient_descent", "race", "problem", "line"), ("convolution", "window", "kernel", "box")],
)
def test_a_select_box_follows_the_language(
    server, open_page, settled, lesson: str, part: str, key: str, option: str
) -> None:
    page = open_page(f"{server}/{lesson}?lang=ko&part={part}", motion=False)
    settled(page)
    box = page.locator(MAIN).get_by_role("combobox", name=text("ko", f"{lesson}.{key}"))
    box.click()
    page.get_by_role("option", name=text("ko", f"{lesson}.{key}s.{option}"), exact=True).click()
    settled(page)
    before = checked(page)
    page.get_by_role("radio", name="English").click()
    page.wait_for_selector(f"h1:has-text('{text('en', f'{lesson}.name')}')")
    settled(page)
    values = [field.input_value() for field in page.locator(f"{MAIN} [role=combobox]").all()]
    assert values
    assert [value for value in values if korean(value)] == []
    assert checked(page) == before
