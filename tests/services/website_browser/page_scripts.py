"""What runs beside the page's own scripts: ears, slow answers, a clock without eight seconds."""

# What the live regions said, and what the page's policies forbade, from the first moment on.
EARS = """
window.heard = [];
window.forbidden = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.forbidden.push(`${event.violatedDirective} ${event.blockedURI}`));
new MutationObserver((changes) => {
  for (const change of changes) for (const node of change.addedNodes) {
    const region = (node.nodeType === 1 ? node : node.parentElement)
      ?.parentElement?.closest("[role=alert], [role=status]");
    const own = node.nodeType === 1 && node.matches("[role=alert]") ? node : null;
    const at = own || region;
    if (at) window.heard.push([at.getAttribute("role"), node.textContent]);
  }
}).observe(document, { childList: true, subtree: true });
"""
NO_EIGHT_SECONDS = """{ const own = window.setTimeout;
window.setTimeout = (done, ms, ...rest) => own(done, ms === 8000 ? 2 ** 31 - 1 : ms, ...rest); }"""
# Of the event stream everything passes at once but what Nia said.
HOLDS_ANSWERS = """{
  const own = window.fetch;
  const released = new Promise((done) => { window.releaseAnswers = done; });
  window.fetch = async (address, how) => {
    const answer = await own(address, how);
    if (!`${address}`.endsWith("/website/events")) return answer;
    const decoder = new TextDecoder();
    const encoder = new TextEncoder();
    let rest = "";
    const gate = new TransformStream({
      async transform(piece, out) {
        const frames = (rest + decoder.decode(piece, { stream: true })).split("\\n\\n");
        rest = frames.pop();
        for (const frame of frames) {
          if (/"from": ?"nia"/.test(frame)) await released;
          out.enqueue(encoder.encode(`${frame}\\n\\n`));
        }
      },
    });
    return new Response(answer.body.pipeThrough(gate), answer);
  };
}"""
TOO_SMALL = """() => [...document.querySelectorAll("button, a, textarea")]
  .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
  .filter(([, box]) => box.height > 0 && (box.height < 43.9 || box.width < 43.9))
  .map(([words, box]) => `${words} ${box.width}x${box.height}`)"""
