"""Makes `.venv` from its lock, the sentence model and the widget; repeats only what changed.

Runs under any `python3` from 3.6 on, before anything is installed: standard library only.
It finds Python 3.10 (on the PATH, in pyenv, or through uv) or says in one sentence what to install.
"""

import argparse
import os
import platform
import sys
import time

from setup_browser import make_browser
from setup_environment import make_environment, uv_path
from setup_lock import relock
from setup_steps import REQUIREMENTS, SetupError, say
from setup_website import make_website
from setup_weights import make_weights, tune

WITHOUT_THE_WIDGET = (
    "setup: the website's widget could not be built (%s). Nia runs without it: /chat shows the "
    "advice and your number only, and the sites that embed her show no button. To mend it, let "
    "this machine fetch npm packages and run make setup again."
)


def main():
    """Set up, print what took time, exit 1 with one sentence on a fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tests", action="store_true", help="also what the tests need")
    parser.add_argument("--tune", action="store_true", help="tune the sentence model to data/nlu")
    parser.add_argument("--lock", action="store_true", help="resolve the requirements again")
    options = parser.parse_args()
    started = time.time()
    try:
        if platform.system() == "Windows":
            raise SetupError("Nia runs on Linux and macOS; on Windows use WSL 2.")
        uv = uv_path()
        if options.lock:
            relock(uv)
        lock = "dev.txt" if options.tests else "runtime.txt"
        make_environment(uv, os.path.join(REQUIREMENTS, lock))
        if options.tune:
            tune(uv)
        make_weights(uv)
        make_the_widget(uv, is_needed=options.tests)
        if options.tests:
            make_browser()
    except SetupError as fault:
        print("setup: %s" % fault, file=sys.stderr)
        return 1
    if time.time() - started > 5:
        say("done in %d seconds" % (time.time() - started))
    return 0


def make_the_widget(uv, is_needed):
    """Build the widget; where it cannot be built and is not needed, say so and go on without."""
    try:
        make_website(uv)
    except (SetupError, OSError) as fault:
        if is_needed:
            raise
        print(WITHOUT_THE_WIDGET % reason(fault), file=sys.stderr)


def reason(fault):
    """What went wrong in a few words: the step, and the first line of what it said."""
    return " ".join(line.strip() for line in str(fault).splitlines()[:2]).rstrip(".")


if __name__ == "__main__":
    sys.exit(main())
