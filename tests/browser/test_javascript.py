"""Every component's scripts, joined as the browser gets them, load without a fault and offer a component."""

import base64

from core.ui.components import packed
from tests.ui import scripts

LOAD = "async (text) => typeof (await import('data:text/javascript;base64,' + text)).default"


def test_the_joined_scripts_load(browser) -> None:
    context, faults = browser.new_context(), []
    page = context.new_page()
    for name, (_, *loaded) in scripts.bundles().items():
        text = base64.b64encode(packed.script(*loaded).encode()).decode()
        try:
            assert page.evaluate(LOAD, text) == "function"
        except Exception as error:
            faults.append(f"{name}: {str(error).splitlines()[0]}")
    context.close()
    assert not faults, "\n".join(faults)
