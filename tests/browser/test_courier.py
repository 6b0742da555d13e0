"""What must arrive goes out one at a time, over no other message, and again until its number comes back."""

import pytest

from core.ui.components import packed

START = """() => {
  window.sent = [];
  window.free = true;
  window.courier = new Courier(document.body, (...message) => sent.push(message), () => free);
}"""
NUMBERS = "() => sent.map(([kind, { n, ...rest }]) => [kind, n - sent[0][1].n, rest])"


@pytest.fixture
def page(browser):
    context = browser.new_context()
    page = context.new_page()
    page.clock.install()
    page.add_script_tag(content=packed.script("courier"))
    page.evaluate(START)
    yield page
    context.close()


def test_one_at_a_time_in_their_order(page) -> None:
    page.evaluate("() => { courier.give('edit', { do: 'add' }); courier.give('shot', { jpeg: 'x' }); }")
    page.clock.run_for(1000)
    assert page.evaluate(NUMBERS) == [["edit", 0, {"do": "add"}]]
    page.evaluate("() => courier.heard(sent[0][1].n - 1)")
    assert len(page.evaluate(NUMBERS)) == 1, "another number is no answer"
    page.evaluate("() => courier.heard(sent[0][1].n)")
    assert page.evaluate(NUMBERS)[1:] == [["shot", 1, {"jpeg": "x"}]]
    page.evaluate("() => courier.heard(sent[1][1].n)")
    assert page.evaluate("() => courier.busy") is False


def test_what_got_lost_is_sent_again_with_its_number(page) -> None:
    page.evaluate("() => courier.give('edit', { do: 'remove' })")
    page.clock.run_for(19_000)
    assert len(page.evaluate(NUMBERS)) == 1
    page.clock.run_for(2_000)
    assert page.evaluate(NUMBERS) == [["edit", 0, {"do": "remove"}]] * 2
    page.evaluate("() => courier.heard(sent[0][1].n)")
    page.clock.run_for(60_000)
    assert len(page.evaluate(NUMBERS)) == 2


def test_it_waits_while_another_message_is_on_its_way(page) -> None:
    page.evaluate("() => { free = false; courier.give('edit', { do: 'train' }); }")
    page.clock.run_for(5_000)
    assert page.evaluate(NUMBERS) == []
    page.evaluate("() => { free = true; }")
    page.clock.run_for(200)
    assert page.evaluate(NUMBERS) == [["edit", 0, {"do": "train"}]]
