// A page is built on one day and read on another: here it is set right for the reader's day. Then small comforts.
// Nothing here is needed to read: without it the page says its dates in words.
import { statusOn, today } from "./validity.js";

const words = JSON.parse(document.getElementById("ui-words").textContent);
const root = document.documentElement;

/** Set a part of the page right for a day. */
function show(part, day) {
  for (const badge of part.querySelectorAll("[data-timeline]")) {
    const status = statusOn(badge.dataset.timeline, day);
    badge.className = `badge badge-${status}`;
    badge.textContent = words[status];
  }
  for (const window of part.querySelectorAll("[data-from], [data-until]")) {
    const { from = "", until = "9999" } = window.dataset;
    window.hidden = day < from || day >= until;
  }
  for (const count of part.querySelectorAll("[data-turns]")) {
    const due = count.dataset.turns.split(",").map((turn) => turn.split(":")).filter(([on]) => on <= day);
    const number = due.reduce((sum, [, change]) => sum + Number(change), Number(count.dataset.count));
    count.textContent = number;
    const counted = count.closest("[data-counted]");
    if (counted) counted.hidden = number === 0;
  }
  for (const groups of part.querySelectorAll("[data-groups]")) regroup(groups, day);
  for (const list of part.querySelectorAll("[data-list]")) {
    const empty = list.querySelector(".empty");
    if (empty) empty.hidden = Boolean(list.querySelector("li:not([hidden])"));
  }
  for (const note of part.querySelectorAll("[data-built-note]")) note.hidden = true;
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
  const contents = part.querySelector(".side .contents");
  if (contents) contents.hidden = true;
  const aim = document.getElementById(location.hash.slice(1));
  if (aim) aim.scrollIntoView();
}

/** Other names for the anchors of a text, and for what leads to them in it. */
function rename(text, named) {
  for (const one of text.querySelectorAll("[id]")) one.id = named(one.id);
  for (const link of text.querySelectorAll('a[href^="#"]')) link.setAttribute("href", `#${named(link.hash.slice(1))}`);
}

/** The switches for large text and high contrast: what they set is kept on this device only. */
function comforts(part) {
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
  for (const button of part.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => print());
    button.hidden = false;
  }
}

/** Who reports a fault need not type the address of the page. */
function report(part) {
  const link = part.querySelector("[data-report]");
  if (link) link.href += encodeURIComponent(location.pathname);
}

/** Filters stand open from the width on where there is room beside what they lead to. */
function boxes(part) {
  for (const box of part.querySelectorAll("[data-open-from]")) {
    const wide = matchMedia(`(min-width: ${box.dataset.openFrom})`);
    const draw = () => (box.open = wide.matches);
    wide.addEventListener("change", draw);
    draw();
  }
  part.querySelector(".to-contents")?.addEventListener("click", () => (part.querySelector("#ui-contents").open = true));
}

/** On paper nobody can unfold what is folded: an article's other words are open while the page is printed. */
function unfoldInPrint(part) {
  let opened = [];
  addEventListener("beforeprint", () => {
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

/** Set right and bring to life what stands in a part of the page. */
export function enliven(part) {
  show(part, today());
  exchangeTexts(part);
  comforts(part);
  boxes(part);
  report(part);
  unfoldInPrint(part);
  suggest(part);
}

enliven(document);
