// A page is built on one day and read on another: here it is set right for the reader's day. Then small comforts.
// Nothing here is needed to read: without it the page says its dates in words. Each stands alone: what one browser lacks
// takes nothing else with it. The language is that of Chromium 80, Safari 13.1 and Firefox 74.
import { daysLeft, inWords, statusOn, today } from "./validity.js";

const words = JSON.parse(document.getElementById("ui-words").textContent);
const root = document.documentElement;

/** Set what a part of the page says of validity right for the reader's day. */
function standing(part) {
  const day = today();
  for (const badge of part.querySelectorAll("[data-timeline]")) {
    const status = statusOn(badge.dataset.timeline, day);
    badge.className = `badge badge-${status}`;
    badge.textContent = words[status];
  }
  for (const window of part.querySelectorAll("[data-from], [data-until]")) {
    const { from = "", until = "9999" } = window.dataset;
    window.hidden = day < from || day >= until;
  }
  for (const left of part.querySelectorAll("[data-closes]")) {
    const number = daysLeft(left.dataset.closes, day);
    left.textContent = number ? words.left.replace("{n}", number) : words.last;
    left.hidden = number < 0;
  }
  for (const note of part.querySelectorAll("[data-built-note]")) note.hidden = true;
}

function counts(part) {
  const day = today();
  for (const count of part.querySelectorAll("[data-turns]")) {
    const due = count.dataset.turns.split(",").map((turn) => turn.split(":")).filter(([on]) => on <= day);
    const number = due.reduce((sum, [, change]) => sum + Number(change), Number(count.dataset.count));
    count.textContent = number;
    const counted = count.closest("[data-counted]");
    if (counted) counted.hidden = number === 0;
  }
}

/** A list that is empty says so where it has words for that, and is not there where it has none. One that shows a few only
 *  (data-most) shows the first that stand on the day. */
function lists(part) {
  for (const list of part.querySelectorAll("[data-list]")) {
    if (list.dataset.most) {
      [...list.querySelectorAll("li:not([hidden])")].slice(list.dataset.most).forEach((one) => (one.hidden = true));
    }
    const some = [...list.querySelectorAll("li:not([hidden])")].some((one) => !one.parentElement.closest("li[hidden]"));
    const words = list.querySelector(".empty");
    if (words) words.hidden = some;
    else list.hidden = !some;
  }
}

/** Whoever is ranked stands where the rank of the day is; who has none on that day stands last. */
function ranked(part) {
  for (const rows of part.querySelectorAll("[data-ranked]")) {
    const rank = (row) => Number((row.querySelector(".rank:not([hidden])") || { textContent: "9999" }).textContent);
    rows.append(...[...rows.children].sort((a, b) => rank(a) - rank(b)));
  }
}

function groups(part) {
  for (const all of part.querySelectorAll("[data-groups]")) regroup(all, today());
}

/** Move the rows of a grouped list to the groups in which they stand on a day, the newest first as everywhere. */
function regroup(groups, day) {
  for (const row of groups.querySelectorAll(".row")) {
    const status = statusOn(row.querySelector("[data-timeline]").dataset.timeline, day);
    const home = groups.querySelector(`[data-group="${status}"] .rows`);
    if (!home || home.contains(row)) continue;
    const next = [...home.children].find((other) => newer(row, other));
    home.insertBefore(row, next ?? null);
  }
}

/** Whether a row stands before another: by day, the newest first, then by address. */
function newer(row, other) {
  const [day, otherDay] = [row, other].map((one) => one.querySelector(".row-day time")?.dateTime ?? "");
  if (day !== otherDay) return day > otherDay;
  return row.querySelector("a").href < other.querySelector("a").href;
}

/** The text that holds on the reader's day has the plain anchors, and the others theirs apart: see parts/versions.html. */
function exchangeTexts(part) {
  const texts = [...part.querySelectorAll("[data-text]")];
  const shown = texts.find((text) => !text.hidden);
  if (!shown || shown.dataset.apart === undefined) return;
  for (const text of texts) if (text !== shown) rename(text, (id) => text.dataset.text + id);
  const plain = (id) => id.slice(shown.dataset.text.length);
  for (const one of part.querySelectorAll(".absent [id]")) one.removeAttribute("id"); // places that the other text did not have
  for (const one of part.querySelectorAll(".absent [data-anchor]")) one.id = one.dataset.anchor;
  rename(shown, plain);
  delete shown.dataset.apart;
  const aim = document.getElementById(location.hash.slice(1));
  if (aim) aim.scrollIntoView();
}

/** The anchor of a clause in an amended article is where the words that hold have it; where they do not, at the article. */
function settleClauses(part) {
  for (const box of part.querySelectorAll(".amended")) {
    const held = new Map(); // what stands at the head of the article has them all, and comes first
    for (const one of box.querySelectorAll("[data-clause]")) {
      one.removeAttribute("id");
      if (!one.closest("[hidden]")) held.set(one.dataset.clause, one);
    }
    held.forEach((one, name) => (one.id = name));
    const aim = held.get(decodeURIComponent(location.hash.slice(1)));
    if (aim) aim.scrollIntoView();
  }
}

/** Other names for the anchors of a text, and for what leads to them in it. */
function rename(text, named) {
  for (const one of text.querySelectorAll("[data-clause]")) one.dataset.clause = named(one.dataset.clause);
  for (const one of text.querySelectorAll("[id]")) one.id = named(one.id);
  for (const link of text.querySelectorAll('a[href^="#"]')) link.setAttribute("href", `#${named(link.hash.slice(1))}`);
}

/** The switches for large text and high contrast: what they set is kept on this device only. */
function preferences(part) {
  for (const button of part.querySelectorAll("[data-prefer]")) {
    const name = button.dataset.prefer;
    const draw = () => button.setAttribute("aria-pressed", String(root.dataset[name] === "more"));
    button.addEventListener("click", () => {
      const more = root.dataset[name] !== "more";
      if (more) root.dataset[name] = "more";
      else delete root.dataset[name];
      try {
        if (more) localStorage.setItem(`prefer-${name}`, "more");
        else localStorage.removeItem(`prefer-${name}`);
      } catch {
        // storage is forbidden: the choice holds for this page
      }
      draw();
    });
    draw();
    button.parentElement.hidden = false;
  }
}

function printing(part) {
  for (const button of part.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => print());
    button.hidden = false;
  }
}

/** What can be copied as it stands, such as the address of a feed. */
function copying(part) {
  for (const box of part.querySelectorAll("[data-copying]")) {
    const button = box.querySelector("button");
    button.addEventListener("click", () => import("./copying.js").then(({ copy }) => copy(box.dataset.copying, box)));
    button.hidden = false;
  }
}

/** Who reports a fault need not type the address of the page. */
function report(part) {
  const link = part.querySelector("[data-report]");
  if (link) link.href += encodeURIComponent(link.dataset.report ? location.href : location.pathname);
}

/** Filters stand open from the width on where there is room beside what they lead to. */
function boxes(part) {
  for (const box of part.querySelectorAll("[data-open-from]")) {
    const wide = matchMedia(`(min-width: ${box.dataset.openFrom})`);
    const draw = () => (box.open = wide.matches);
    if (wide.addEventListener) wide.addEventListener("change", draw);
    else wide.addListener(draw); // Safari 13
    draw();
  }
  const back = part.querySelector(".to-contents");
  const contents = part.querySelector("#ui-contents");
  if (back && contents) back.addEventListener("click", () => (contents.open = true));
}

/** On paper: the day on which it was printed, and what is said on it; what is folded and matters is open while it is. */
function paper(part) {
  let opened = [];
  addEventListener("beforeprint", () => {
    standing(part);
    for (const day of part.querySelectorAll("[data-printed]")) {
      day.textContent = day.dataset.printed.replace("{day}", inWords(today()));
    }
    const address = part.querySelector(".print-address");
    if (address && location.search && !address.textContent.includes("?")) address.textContent += decodeURI(location.search);
    opened = Array.from(part.querySelectorAll("details.amended-other:not([open])"));
    opened.forEach((box) => (box.open = true));
  });
  addEventListener("afterprint", () => opened.forEach((box) => (box.open = false)));
}

/** A search box suggests what can be opened, once a reader turns to it; that of the search page sees to it itself. */
function suggest(part) {
  for (const field of part.querySelectorAll("[data-suggest]")) {
    if (field.form.id === "ui-search") continue;
    const bring = () => import("./suggest.js").then(({ suggestOn }) => suggestOn(field));
    field.addEventListener("focus", () => bring().catch(() => {}), { once: true }); // it searches without them too
  }
}

const ALL = [standing, counts, ranked, groups, lists, exchangeTexts, settleClauses, preferences, printing, copying, boxes, report, paper, suggest];

/** Set right and bring to life what stands in a part of the page. */
export function enliven(part) {
  for (const one of ALL) {
    try {
      one(part);
    } catch (failure) {
      console.error(failure); // what this browser cannot do is left out
    }
  }
}

enliven(document);
