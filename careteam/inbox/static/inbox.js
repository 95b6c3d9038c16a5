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
  let ended = false;

  const complain = (words) => {
    trouble.textContent = words;
    trouble.hidden = false;
    document.title = `! ${title}`;
  };

  const settle = () => {
    clearTimeout(broken);
    broken = 0;
    trouble.hidden = true;
  };

  const suspect = () => {
    broken = broken || setTimeout(() => complain(NOT_LIVE), GRACE);
  };

  // Whoever is on a link of the list stays on it when the rows are put in anew.
  const placeOf = (element) => {
    const alert = element && rows.contains(element) ? element.closest("li.alert") : null;
    return alert ? [alert.id, [...alert.querySelectorAll("a")].indexOf(element)] : null;
  };

  const load = async () => {
    const response = await fetch(rows.dataset.rows, { headers: { "Nia-Live": "1" } });
    if (response.status === 401) return end();
    if (!response.ok) throw new Error(response.status);
    const text = await response.text();
    const place = placeOf(document.activeElement);
    rows.innerHTML = text;
    const again = place && document.getElementById(place[0])?.querySelectorAll("a")[place[1]];
    again?.focus({ preventScroll: true });
  };

  const end = () => {
    ended = true;
    stream.close();
    clearTimeout(broken);
    complain(LOGGED_OUT);
  };

  const stream = new EventSource(rows.dataset.live);
  stream.addEventListener("alerts", async (event) => {
    const { waiting, new: count } = JSON.parse(event.data);
    try {
      await load();
      if (ended) return;
      settle();
      document.title = waiting ? `(${waiting}) ${title}` : title;
      if (count) {
        said.textContent = count === 1
          ? `A new alert waits. ${waiting} in all.`
          : `${count} new alerts wait. ${waiting} in all.`;
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
