// The search page: the form and the address say the same thing, the worker answers, and this shows it. Nothing is
// loaded before the reader turns to the form or the address asks something.
import { button, fill, link, make, say } from "./dom.js";
import { asker } from "./search-asker.js";
import { choices } from "./search-choices.js";
import { sections, summary } from "./search-results.js";
import { today } from "./validity.js";

const element = (id) => document.getElementById(`ui-${id}`);
const root = document.documentElement;
const form = element("search");
const field = element("q");
const results = element("results");
const words = JSON.parse(element("search-words").textContent);
const FACETS = words.facets.map(([name]) => name); // in the order in which they are shown
const WITHIN = form.dataset.library ? { library: [form.dataset.library] } : {}; // of a page that searches one library alone
const STEP = 10; // results shown at a time
const PAUSE = 350; // milliseconds without typing, then the question is asked
const WAIT = 1000; // milliseconds that results wait for ways into the site, which stand above them
const title = document.title;

const worker = asker(element("search-script").dataset.worker, { show, slow: () => tell(words.slow), fail });
let suggestions; // since the reader turned to the field
const narrowing = choices({
  panel: element("facets"),
  row: element("chips"),
  form,
  names: words.facets,
  words,
  change: () => ask(true),
});

// ------------------------------------------------------------------------- the form, the address, the question

let shown = STEP;
let asked; // the address of the last question
let hasFailed = false;
let waysIn; // of the last question

/** What the form says, as the query part of an address. */
function address() {
  const parameters = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value.trim()) parameters.append(name, value.trim());
  return parameters.toString();
}

/** Set the form as an address says. Choices that are not drawn yet are drawn, with their count still unknown. */
function restore() {
  const parameters = new URLSearchParams(location.search);
  field.value = parameters.get("q") || "";
  form.elements.sort.value = parameters.get("sort") || "";
  form.elements.scope.checked = parameters.has("scope");
  form.elements.in_force.checked = parameters.has("in_force");
  const chosen = FACETS.map((name) => [name, parameters.getAll(name).map((label) => [label, null])]);
  narrowing.draw(Object.fromEntries(chosen), parameters);
}

/** Ask what the form says, if it is anything new or `anyway`. `push` makes a new step in the browser's history. */
function ask(push, anyway) {
  const query = address();
  if (query === asked && !hasFailed && !anyway) return;
  if (asked !== undefined && query !== asked) {
    history[push ? "pushState" : "replaceState"](null, "", query ? `?${query}` : location.pathname);
  }
  asked = query;
  shown = STEP;
  send();
}

function send() {
  const parameters = new URLSearchParams(asked);
  const text = parameters.get("q") || "";
  hasFailed = false;
  document.title = text ? `${text} · ${title}` : title;
  drawChosen(parameters);
  if (!asked) {
    worker.drop();
    delete root.dataset.asks;
    fill(results);
    fill(element("ways"));
    element("scope").hidden = true;
    tell("");
    return;
  }
  root.dataset.asks = "";
  tell(words.searching);
  waysIn = text ? waysFor(text).catch(() => []) : Promise.resolve([]);
  worker.ask({
    text,
    filters: { ...WITHIN, ...Object.fromEntries(FACETS.map((name) => [name, parameters.getAll(name)])) },
    valid: parameters.has("in_force"),
    sort: parameters.get("sort") || "",
    shown,
    everything: parameters.has("scope"),
    day: today(),
  });
}

let pause;

/** The words have changed; not while an input method composes them. */
function edited({ isComposing }) {
  clearTimeout(pause);
  if (!isComposing) pause = setTimeout(() => ask(), PAUSE);
}

function submit() {
  clearTimeout(pause);
  if (suggestions) suggestions.close();
  ask(true, true);
}

async function waysFor(text) {
  const { ways } = await import("./suggest.js");
  return ways(text);
}

async function suggest() {
  const before = field.value;
  worker.wake();
  const { suggestOn } = await import("./suggest.js");
  suggestions = suggestOn(field, submit, before);
}

field.addEventListener("focus", () => suggest().catch(() => {}), { once: true });
field.addEventListener("input", edited);
field.addEventListener("compositionend", () => edited({}));
document.querySelector(".search-body").addEventListener("change", () => ask(true));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
addEventListener("popstate", () => {
  restore();
  asked = address();
  shown = STEP;
  send();
});
addEventListener("online", () => hasFailed && send());

// ----------------------------------------------------------------------------------------------- the keyboard

const titleLinks = () => [...results.querySelectorAll("h3 a")];

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const links = titleLinks();
  const at = links.indexOf(document.activeElement);
  const next = event.key === "ArrowDown" && (at >= 0 || event.target === field) ? links[at + 1]
    : event.key === "ArrowUp" && at >= 0 ? links[at - 1] || field
    : event.key === "Escape" && at >= 0 ? field
    : event.key === "/" && !event.target.closest("input, textarea, select") ? field
    : undefined;
  if (!next) return;
  next.focus();
  event.preventDefault();
});

// -------------------------------------------------------------------------------------------------- the answer

let focusAt = -1; // the result that takes the focus when more have come, or the same ones again

function tell(text, ...more) {
  fill(element("status"), text, ...more);
}

const again = () => button("search-again", words.again, send);

async function show(answer, isAsked) {
  const late = new Promise((resume) => setTimeout(resume, WAIT, []));
  const into = await Promise.race([waysIn, late]);
  if (!isAsked()) return;
  const parameters = new URLSearchParams(asked);
  const { facets, items, more, more_soon: soon, lost, left } = answer;
  const narrowed = FACETS.some((name) => parameters.has(name)) || parameters.has("in_force");
  const told = summary(words, answer, { text: parameters.get("q") || "", narrowed });
  tell(told, ...(lost && !soon ? [" ", again()] : []));
  root.dataset.asks = items.length || soon || lost ? "" : "none";
  drawScope(left);
  drawWays(into);
  if (focusAt < 0) focusAt = titleLinks().indexOf(document.activeElement);
  narrowing.draw(facets, parameters);
  fill(results, ...sections(words, items), ...(items.length ? [] : advice(narrowed)));
  if (more) results.append(button("button search-more", say(words.more, { count: Math.min(more, STEP) }), showMore));
  const focused = titleLinks()[focusAt];
  if (focused) focused.focus();
  focusAt = -1;
}

/** Nothing was found: what may help. */
function advice(narrowed) {
  if (root.dataset.asks !== "none") return [];
  const tips = [...(narrowed ? [words.advice_choices] : []), ...words.advice];
  return [make("ul", "search-none", ...tips.map((tip) => make("li", "", tip)))];
}

function showMore() {
  focusAt = shown;
  shown += STEP;
  send();
}

function fail() {
  hasFailed = true;
  fill(results);
  fill(element("ways"));
  root.dataset.asks = "none";
  tell(navigator.onLine === false ? words.offline : words.failed, " ", again());
}

/** Pages of the site whose names are in the question. */
function drawWays(into) {
  fill(element("ways"), ...into.map(({ text, kind, url }) => make("li", "", link(url, text), " ", make("span", "", kind))));
}

/** What was not searched, and the choice to search it too. */
function drawScope(left) {
  element("scope").hidden = !left.documents && !form.elements.scope.checked;
  fill(element("left"), left.documents ? say(words.left, { count: left.documents, year: left.until.slice(0, 4) }) : "");
}

/** What is chosen, as chips and as a number beside what hides the choices on a small screen. */
function drawChosen(parameters) {
  const count = narrowing.chips(parameters);
  fill(element("chosen"), count ? say(words.chosen, { count }) : "");
}

/** Where there is room the choices stand beside the results, behind them in order; else above them, folded. */
function place(wide) {
  (wide.matches ? element("side") : element("narrow")).append(element("facets"));
}

const wide = matchMedia("(min-width: 60rem)");
if (wide.addEventListener) wide.addEventListener("change", place);
place(wide);
restore();
if (address()) ask();
else {
  asked = "";
  delete root.dataset.asks;
}
