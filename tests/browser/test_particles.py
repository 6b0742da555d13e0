"""Words that a component fills in the browser get the particles that the server would put."""

from core.i18n.particles import fill
from tests.ui import scripts

WORDS = """
    우산 | 나무 | 물 | ‘우산’ | 우산 (73%) | 나무(CNN) | 0 | 0.00 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 |
    12 | 100 | 1,000 | 104,938 | 0.53 | 0.10 | 0.04 | −6.6 | 73% | <0.1% | 180° | CNN | LSTM | MSE | ResNet-50
    | –
"""
FORMS = ("은", "이", "을", "과", "으로", "이라고", "이에요", "이었어요", "이면")
LABEL = "".join(f"{{name}}{{{form}}} " for form in FORMS)


def test_the_browser_puts_the_same_particles(browser) -> None:
    words = [word.strip() for word in WORDS.split("|")]
    context = browser.new_context()
    told = "words.map((name) => filled(label, { name }))"
    script = f"([label, words]) => {{ {scripts.source('sketch')}; return {told}; }}"
    said = context.new_page().evaluate(script, [LABEL, words])
    context.close()
    assert said == [fill(LABEL, {"name": word}) for word in words]
