// Reads a part of a page on many days of the reader's and says what does not hold: see tests/browser/test_every_day.py.
async ({ url, days, model, own, changed, older }) => {
  const text = await (await fetch(url)).text();
  const page = new DOMParser().parseFromString(text, "text/html");
  const main = page.querySelector("main");
  const words = model.words[page.documentElement.lang];
  document.documentElement.lang = page.documentElement.lang; // words that change are in the language of the page
  document.getElementById("ui-words").textContent = page.getElementById("ui-words").textContent;
  const site = await import(`/static/site.js?${page.documentElement.lang}`);
  const seen = (one) => !one.closest("[hidden]");
  const keyOf = (link) => (/^\/policies\/([^/#]+)\//.exec(link.getAttribute("href")) || [])[1];
  const faults = [];
  for (const day of days) {
    const isCounted = day >= model.counted[0] && day <= model.counted[1]; // a page corrects its counts within a year
    window.readersDay = day;
    const part = document.importNode(main, true);
    site.enliven(part);
    const say = (...words) => faults.push([url, day, ...words].join(" "));
    const visible = (selector, within = part) => [...within.querySelectorAll(selector)].filter(seen);
    const on = (key) => model.status[key][day];

    for (const badge of visible("[data-timeline]")) {
      const key = documentOf(badge, part) || own;
      if (!key) say("a badge of no document", badge.outerHTML);
      else if (!badge.classList.contains(`badge-${on(key)}`)) say("badge", key, badge.className, on(key));
      else if (badge.textContent !== words[on(key)]) say("word of a badge", key, badge.textContent);
      const soon = badge.nextElementSibling;
      if (soon && soon.matches(".badge-expiring") && seen(soon) !== model.soon[day].includes(key)) say("ending soon", key);
    }
    for (const group of part.querySelectorAll("[data-group]"))
      for (const row of group.querySelectorAll(".row-title"))
        if (on(keyOf(row)) !== group.dataset.group) say("group", keyOf(row), group.dataset.group);
    const found = url.startsWith("/find/") && isCounted;
    for (const count of found ? visible("[data-turns]") : []) {
      const way = count.closest("p").querySelector("a");
      const expected = model.found[day][way ? way.getAttribute("href") : url] || 0;
      if (Number(count.textContent) !== expected) say("count", way && way.textContent, count.textContent, expected);
    }
    if (found && url.split("/").length === 5 && visible(".part .row").length !== (model.found[day][url] || 0)) say("rows");
    const topic = part.querySelector(".topic-part") !== null; // a key field of the catalogue has such parts too
    for (const count of topic && isCounted ? visible("[data-turns]") : []) {
      const link = count.closest("a, li").matches("a") ? count.closest("a") : count.closest("li").querySelector("a");
      const rows = visible(`[aria-labelledby="${link.hash.slice(1)}"] .rows > .row`).filter((row) => !row.closest(".topic-over"));
      if (Number(count.textContent) !== rows.length) say("count", link.textContent, count.textContent, rows.length);
    }
    for (const row of topic ? visible(".topic-part .rows > .row") : []) {
      const key = keyOf(row.querySelector("a") || row);
      const over = key && !["in_force", "not_yet_effective"].includes(on(key));
      if (key && over !== Boolean(row.closest(".topic-over"))) say("among what is over", key, on(key));
    }
    for (const count of isCounted && !found && !topic ? visible("[data-turns]") : []) {
      const way = count.closest("a, section, .entry");
      const [, normative, status] = /(normative|status)\/(\w+)\/$/.exec(way.href || (way.querySelector("a") || {}).href) || [];
      const here = way.closest("[data-group]");
      const anchor = url === "/normative/" ? (way.hash || "").slice(1).replace(/-/g, "_") : "";
      const asked = here ? here.dataset.group : status || anchor;
      const kind = here || anchor || normative === "normative" ? "normative" : "all";
      if (!asked) say("a count of what?", way.outerHTML.slice(0, 200));
      else if (Number(count.textContent) !== model.counts[kind][day][asked]) say("count", kind, asked, count.textContent, model.counts[kind][day][asked]);
    }
    for (const [list, holds, all] of [["beginning", "not_yet_effective", true], ["expiring", "in_force", false]]) {
      const items = visible(`#ui-${list} + ol > li a`).map(keyOf);
      for (const key of items) if (on(key) !== holds) say(list, key, on(key));
      const expected = all ? Object.keys(model.status).filter((key) => on(key) === holds) : model.soon[day];
      const listed = expected.filter((key) => model.originals.includes(key));
      if (url === "/status/soon/" && isCounted) for (const key of listed) if (!items.includes(key)) say(list, "lacks", key);
    }
    if (own && part.querySelector("#ui-standing")) {
      const standing = visible(".standing-words > .badge:first-child").map((one) => one.textContent);
      if (String(standing) !== words[on(own)]) say("standing", standing);
      const lines = visible(".following p").length;
      if (lines > 1 || (on(own) !== "in_force" && lines !== 1)) say("line that follows", lines);
    }
    const shown = visible(".prose").find((one) => one.dataset.text !== undefined) || visible(".prose")[0];
    for (const { anchor, since, by } of changed) {
      if (day < since) continue;
      if (!shown) {
        if (!visible(".text-elsewhere").length) say("no text and no word where it is");
        continue;
      }
      const place = shown.querySelector(`[id="${anchor}"], [id$="-${anchor}"]`);
      if (place) {
        const marks = [place, place.previousElementSibling, ...following(place)].filter(Boolean);
        const told = marks.some((one) =>
          [...one.querySelectorAll("a"), ...(one.matches(".mark") ? one.querySelectorAll("a") : [])].some(
            (link) => seen(link) && keyOf(link) === by,
          ),
        );
        if (!told) say("nothing at", anchor, "of", by);
      } else if (!visible(`.standing-changes a[href^="/policies/${by}/"], .mark a[href^="/policies/${by}/"]`).length)
        say("neither", anchor, "nor a word on", by);
    }
    for (const { policy, since, by } of older) {
      if (model.over.includes(on(policy))) {
        const ends = visible(".standing-turn").map((one) => one.textContent).join();
        if (!ends.includes(model.names[policy])) say("the end of", policy, "is not said");
      } else if (since && day >= since && !visible(`.outdated a[href="/policies/${by}/"]`).length) say("nothing on", by);
    }
  }
  return faults;

  /** The document that a badge is of: the last one named before it, in the smallest part that names one. */
  function documentOf(badge, part) {
    for (let box = badge.parentElement; box && box !== part; box = box.parentElement) {
      if (box.querySelector("[aria-current] b") && box.matches(".history-step")) return own;
      const links = [...box.querySelectorAll('a[href^="/policies/"]')].filter(
        (link) => keyOf(link) && link.compareDocumentPosition(badge) & Node.DOCUMENT_POSITION_FOLLOWING,
      );
      if (links.length) return keyOf(links.pop());
      if (box.matches("li, .text-banner")) return null;
    }
    return null;
  }

  /** The marks that stand after a place, before the next one. */
  function following(place) {
    const found = [];
    for (let one = place.nextElementSibling; one && !one.id; one = one.nextElementSibling) found.push(one);
    return found;
  }
}
