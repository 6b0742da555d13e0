"""From a control to the new picture in the browser, with a sample and with a 12-megapixel phone photo."""

import io
import statistics

import numpy as np
import pytest
from PIL import Image

from core.i18n.catalog import text

ROUNDS, BEST_OF = 12, 2  # an even number ends where it began
WATCH = """canvas => {
  const watched = window.took !== undefined;
  window.took = [];
  if (watched) return;
  document.addEventListener("keydown", () => {
    const pressed = performance.now(), before = canvas.values;
    const look = () => {
      if (canvas.values === before) return requestAnimationFrame(look);
      requestAnimationFrame(() => window.took.push(performance.now() - pressed));
    };
    look();
  }, true);
}"""


def phone_photo() -> bytes:
    """Return a JPEG of 4032 × 3024 pixels with detail."""
    rng = np.random.default_rng(0)
    coarse = Image.fromarray(rng.integers(0, 256, (189, 252, 3), dtype=np.uint8)).resize((4032, 3024))
    out = io.BytesIO()
    coarse.save(out, "JPEG", quality=88)
    return out.getvalue()


def median_ms(page) -> float:
    """Return the median from a key on the stride's slider to the new picture."""
    canvas = page.locator(".result canvas")
    canvas.evaluate(WATCH)
    page.get_by_role("slider", name=text("en", "convolution.sliding.knob_stride")).focus()
    for i in range(ROUNDS):
        page.keyboard.press("ArrowRight" if i % 2 == 0 else "ArrowLeft")
        page.wait_for_function(f"() => window.took.length === {i + 1}")
        page.wait_for_timeout(100)
    return statistics.median(page.evaluate("window.took"))


@pytest.mark.slow
def test_new_picture_after_a_control_is_there_at_once(
    server, open_page, settled, bare_control_ms, record_property
) -> None:
    sample, phone = (open_page(f"{server}/convolution?lang=en&pixels=320") for _ in range(2))
    file = {"name": "phone.jpg", "mimeType": "image/jpeg", "buffer": phone_photo()}
    phone.set_input_files("[data-testid=stFileUploader] input[type=file]", [file])
    phone.wait_for_selector("[role=radio][aria-label*='phone.jpg']")
    settled(phone)
    rounds = [(median_ms(sample), median_ms(phone), bare_control_ms()) for _ in range(BEST_OF)]  # in turns
    small, large, bare = (min(times) for times in zip(*rounds, strict=True))
    print(f"control to new picture: sample {small:.0f}, phone photo {large:.0f}, bare app {bare:.0f} ms")
    record_property("convolution_control_over_bare", (round(small / bare, 1), round(large / bare, 1)))
    assert large < 10 * bare
    assert large < 1.6 * small
