// Keeps the list up to date. Without it the page works the same and is loaded again by hand.
"use strict";
(() => {
  const rows = document.getElementById("rows");
  const said = document.getElementById("said");
  const trouble = document.getElementById("trouble");
  const title = document.title;
  const NOT_LIVE = "This list is not kept up to date now. Load the page again to see what waits.";
  const LOGGED_OUT = "You are logged out, and this list is old. Load the page again to log in.";
  const GRACE = 10000; // a short break mends itself; silence beyond it is told
  let broken = 0;
  let known = null; // the ids of the alerts that waited the last time
  let ended = false;

  const complain = (words) => {
    trouble.textContent = words;
    document.title = `! ${title}`;
  };

  const settle = () => {
    clearTimeout(broken);
    broken = 0;
    if (trouble.textContent) trouble.textContent = ""; // also nothing, put in anew, is read out
  };

  const suspect = () => {
    broken = broken || setTimeout(() => complain(NOT_LIVE), GRACE);
  };

  // What stays the same stays in the page: whoever is on a link, or reads there with a screen
  // reader, keeps the place, and hears nothing again.
  const renew = (old, fresh) => {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeType !== Node.ELEMENT_NODE) {
      old.nodeValue = fresh.nodeValue;
      return;
    }
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    renewInside(old, fresh);
  };

  // Elements with an id are known by it, all else by its place.
  const renewInside = (old, fresh) => {
    const wanted = [...fresh.childNodes];
    const ids = new Set(wanted.map((one) => one.id));
    for (const one of [...old.children]) if (one.id && !ids.has(one.id)) one.remove();
    let at = old.firstChild;
    const removeWhile = (unwanted) => {
      while (at && unwanted()) {
        const next = at.nextSibling;
        at.remove();
        at = next;
      }
    };
    for (const one of wanted) {
      let kept = at && !at.id && at.nodeName === one.nodeName && at;
      if (one.id) {
        kept = [...old.children].find((child) => child.id === one.id);
        if (kept) removeWhile(() => !at.id);
      }
      if (kept && kept === at) at = at.nextSibling;
      else old.insertBefore(kept || one, at);
      if (kept) renew(kept, one);
    }
    removeWhile(() => true);
  };

  const load = async () => {
    const response = await fetch(rows.dataset.rows, { headers: { "Nia-Live": "1" } });
    if (response.status === 401) return end();
    if (!response.ok) throw new Error(response.status);
    const fresh = document.createElement("template");
    fresh.innerHTML = await response.text();
    renewInside(rows, fresh.content);
  };

  const end = () => {
    ended = true;
    stream.close();
    clearTimeout(broken);
    complain(LOGGED_OUT);
  };

  const stream = new EventSource(rows.dataset.live);
  stream.addEventListener("alerts", async (event) => {
    const { waiting } = JSON.parse(event.data);
    try {
      await load();
      if (ended) return;
      settle();
      document.title = waiting.length ? `(${waiting.length}) ${title}` : title;
      const count = known ? waiting.filter((id) => !known.has(id)).length : 0;
      known = new Set(waiting);
      if (count) {
        said.textContent = count === 1
          ? `A new alert waits. ${waiting.length} in all.`
          : `${count} new alerts wait. ${waiting.length} in all.`;
      }
    } catch {
      suspect();
    }
  });
  stream.addEventListener("broken", () => complain(NOT_LIVE));
  stream.addEventListener("logged-out", end);
  stream.addEventListener("error", () => {
    if (ended) return;
    if (stream.readyState === EventSource.CLOSED) complain(NOT_LIVE);
    else suspect();
  });
})();
