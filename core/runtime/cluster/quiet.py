"""Ray without the process of its dashboard, which asks elsewhere even where everything of it is off.

    python -m core.runtime.cluster.quiet start …          what `ray start …` does, without it

`include_dashboard=False` starts it all the same, with the module for usage statistics alone. That one asks
the addresses of three clouds whether it runs there; where statistics are off, it tells so to Ray's makers.
"""

import sys


def without_dashboard() -> None:
    """Let Ray start its head in this process without a dashboard's process: to be called before it does.

    Raises: AttributeError if this version of Ray starts it by another way.
    """
    from ray._private import services

    services.start_api_server  # noqa: B018  another version had better fail than talk
    services.start_api_server = lambda *args, **kwargs: (None, None)  # what Ray itself returns where it fails


if __name__ == "__main__":
    without_dashboard()
    from ray.scripts.scripts import main

    sys.exit(main())
