"""The cell in the browser reads as the core's does; what is typed and set comes back into the link."""

import json

import numpy as np
import pytest

from core.sequences import cells, reading

LESSON = "sequences"
SENTENCES = ("민준(키가 130) 나무?", "Is room 7 (the big one) free.", "a" * 36, "ㄱa-é(９")
READ = """(root, [sentence, setting]) => {
  root.exhibit.take({ ...root.exhibit.data, sentence, setting });
  const { ran, shares } = root.exhibit;
  return JSON.stringify({ carried: ran.carried, state: ran.state, shares });
}"""


def test_cells_in_the_browser_are_the_cores_and_the_hand_is_kept(open_part) -> None:
    page = open_part("unrolled")
    root = page.locator(".exhibit")
    for sentence in SENTENCES:
        for kind in cells.KINDS:
            setting = reading.Setting(kind, 0.9, 1.3, "length")
            found = json.loads(root.evaluate(READ, [sentence, reading.write(setting)]))
            told = reading.tell(sentence, setting)
            np.testing.assert_allclose(found["carried"], told.run.carried, atol=1e-9)
            np.testing.assert_allclose(found["state"], told.run.state, atol=1e-9)
            np.testing.assert_allclose(found["shares"], told.fading, rtol=1e-7, atol=1e-12)
    assert page.evaluate("window.messages") == 0
    field = root.locator(".text")
    field.fill("one (two")
    assert float(root.get_attribute("data-memory")) == pytest.approx(
        reading.tell("one (two", reading.Setting("gru", 0.9, 1.3, "length")).memory
    )
    field.press("Enter")
    page.wait_for_url("**sentence=one*")
    root.get_by_role("button", name="RNN").click()
    page.wait_for_url("**cell=rnn*")
    root.locator(".steps").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert root.get_attribute("data-at") == "1"
