"""A sentence for the learner's photo, word after word, with the place the network looked at for each."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from core.captioning import infer, korean, reasons
from core.captioning.infer import Caption
from core.captioning.models import NAME
from core.captioning.words import END, SMALL_WORDS, UNKNOWN, join
from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.runtime import cards, weights
from core.ui import cache, controls, inputs, own, panels, queue, shell
from core.ui.components.captioning.attended import attended

SAMPLES = (
    *("cat", "coffee", "bus", "zidane", "astronaut", "rocket", "flower", "china", "cameraman", "brick"),
    *("clock", "drawing", "wall"),
)
A_WOMAN = "astronaut"
"""the sample in which the only person is a woman"""
NOBODY = "brick"
"""the sample that shows a wall and nothing else"""
WIDTHS = ("1", "2", "3", "5")


def draw(say: Words) -> None:
    """Draw the part."""
    picture = inputs.picture(say, SAMPLES, default="cat")
    if missing(say, picture):
        return
    stage, side = panels.stage_and_controls()
    with side:
        temperature = st.slider(
            say("temperature"),
            0.0,
            2.0,
            0.0,
            0.1,
            key="caption_temperature",
            bind="query-params",
            help=say("temperature_help"),
        )
        width, seed = 3, 0
        if temperature > 0:
            seed = st.number_input(say("seed"), 0, 9999, 0, key="caption_seed", bind="query-params")
        else:
            width = int(
                controls.choice(
                    st.select_slider, say("width"), WIDTHS, "caption_width", "3", help=say("width_help")
                )
            )
        inputs.add_pictures(say)
    with stage:
        found = sentence(picture.key, width, float(temperature), int(seed), picture, say)
        show(say, picture, found, drawn=temperature > 0)
    panels.model_card(say, NAME)


def missing(say: Words, picture: inputs.Picture) -> bool:
    """Return whether the network that looks is not on this computer; if so draw the photo, and say it."""
    gone = weights.problem(infer.BACKBONE) is not None
    if gone:
        panels.image(st, images.to_jpeg(picture.rgb(), 640), width=480, alt=say("plain_alt"))
        st.info(say("missing"), icon=":material/cloud_off:")
    return gone


@cache.per_session
def features(key: str, _picture: inputs.Picture, _say: Words) -> np.ndarray:
    """Return what the first network sees in a picture, (49, 1280)."""
    return queue.ask(_say, infer.features, _picture.rgb())


@cache.per_session
def sentence(
    key: str, width: int, temperature: float, seed: int, _picture: inputs.Picture, _say: Words
) -> Caption:
    """Return a picture's sentence."""
    seen = features(key, _picture, _say)
    return queue.ask(_say, infer.caption, seen, width, temperature, seed)


@shell.fragment
def show(say: Words, picture: inputs.Picture, found: Caption, drawn: bool) -> None:
    """Draw the sentence over the photo, its Korean, the verdict and the challenge; was it `drawn` by lot?"""
    marked = controls.kept("marked", "")
    marks = reasons.read_marks(marked, found.text, len(found.words))
    component = own.key("attended")

    def take() -> None:
        value = st.session_state[component].marked
        if isinstance(value, str) and picture.own:
            own.choose("marked", value)
        elif isinstance(value, str):
            st.session_state["marked"] = value

    words = say.table("attended") | say.table("places")
    attended(picture.rgb(), found, marks, say.lang, words, component, take)
    ours = join(korean.pieces(found.text))
    st.markdown(say("korean", sentence=ours) if ours else say("no_korean"))
    panels.verdict(verdict(say, picture, found, drawn))
    st.caption(say("limits"))
    challenge(say, picture, found, marks)


def verdict(say: Words, picture: inputs.Picture, found: Caption, drawn: bool) -> str:
    """Return how sure the words are, which pulls which along, and whether a sample's thing is named."""
    card = cards.read(NAME)
    said = []
    telling = [at for at, word in enumerate(found.words) if word not in SMALL_WORDS]
    if telling:
        low, high = (pick(telling, key=lambda at: found.probabilities[at]) for pick in (min, max))
        second, share = found.runners_up(low)[0]
        said.append(
            say(
                "verdict",
                n=len(found.words),
                sure=found.words[high],
                most=theme.percent(found.probabilities[high]),
                unsure=found.words[low],
                least=theme.percent(found.probabilities[low]),
                other=say("attended.end") if second == END else second,
                share=theme.percent(share),
            )
        )
    pull = reasons.pull(found.words, card["companions"])
    if pull:
        said.append(say("pull", word=pull.word, other=pull.other, share=theme.percent(pull.share)))
    if not picture.own and picture.key in reasons.SHOWN:
        said.append(named(say, picture.key, found, card, drawn))
        if picture.key == A_WOMAN and "man" in found.words and "woman" not in found.words:
            counts = dict(zip(card["labels"], card["seen"], strict=True))
            said.append(
                say(
                    "taken_for_a_man",
                    man=theme.number(counts["man"], 0),
                    woman=theme.number(counts["woman"], 0),
                )
            )
        if picture.key == NOBODY:
            said.append(say("nothing_there"))
    return "\n\n".join(said)


def named(say: Words, sample: str, found: Caption, card: dict, drawn: bool) -> str:
    """Return whether a sample's thing is in its sentence, and how often the word for it was learnt."""
    counts = dict(zip(card["labels"], card["seen"], strict=True))
    it = reasons.named(found.words, reasons.SHOWN[sample], counts)
    known = "not_drawn" if drawn else "not_named"
    key = "named" if it.said else known if it.times else "never_learnt"
    return say(key, word=it.word, times=theme.number(it.times, 0), least=reasons.LEAST)


def challenge(say: Words, picture: inputs.Picture, found: Caption, marks: Sequence[int]) -> None:
    """Let the learner mark the one wrong word and name the right one; tell what the network had for both."""
    right = ""
    if len(marks) == 1:
        known = sorted(w for w in found.vocabulary if w not in SMALL_WORDS and w[0] != UNKNOWN[0])
        name = say("instead", word=found.words[marks[0]])
        right = controls.choice(
            st.selectbox, name, ("", *known), "caption_instead", "", lambda word: word or say("no_word")
        )
    judged = reasons.judge(found, marks, right)
    if judged is None:
        small = len(marks) == 1 and found.words[marks[0]] in SMALL_WORDS
        same = len(marks) == 1 and found.words[marks[0]] == right
        key = "state_small" if small else "state_same" if same else f"state_{min(len(marks), 2)}"
        panels.challenge(say, False, say(key, n=len(marks)))
        return
    facts = {"word": judged.word, "right": right, "p": theme.percent(judged.probability)}
    facts |= {"rank": judged.rank, "share": theme.percent(judged.right_probability)}
    wanted = () if picture.own else reasons.SHOWN.get(picture.key, ())
    mended = [right if at in marks else word for at, word in enumerate(found.words)]
    if wanted and not set(mended) & set(wanted):
        panels.challenge(say, False, say("state_doubtful", sentence=join(mended), word=wanted[0]))
    else:
        panels.challenge(say, True, say("state_solved", **facts))
