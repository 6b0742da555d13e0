"""What is said of the network beside the best filter."""

from core.figures import theme
from core.i18n.catalog import Words


def told(say: Words, before: float, network: float, name: str, best: float) -> str:
    """Return who cleans best, by how much; `best` is the PSNR in dB of the filter called `name`.

    The lead is that of the numbers as they are shown, so that nobody finds it wrong by a tenth.
    """
    lead = round(round(network, 1) - round(best, 1), 1)
    facts = {
        "before": theme.number(before, 1),
        "after": theme.number(network, 1),
        "filter": say(f"makers.{name}"),
        "best": theme.number(best, 1),
        "lead": theme.number(abs(lead), 1),
    }
    who = "ahead" if lead > 0 else "behind" if lead < 0 else "even"
    return f"{say('verdict', **facts)} {say(f'verdict_{who}', **facts)}"
