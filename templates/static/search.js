// The search page: the form and the address say the same thing, the worker answers, and this shows it. Nothing is
// loaded before the reader turns to the form or the address asks something.
import { suggestOn } from "./suggest.js";
import { today } from "./validity.js";

const element = (id) => document.getElementById(`ui-${id}`);
const form = element("search");
const field = element("q");
const results = element("results");
const words = JSON.parse(element("search-words").textContent);
const facetNames = new Map(words.facets); // by facet, in the order in which they are shown
const FACETS = [...facetNames.keys()];
const STEP = 10; // results shown at a time
const PAUSE = 350; // milliseconds without typing, then the question is asked

const say = (text, values = {}) => text.replace(/\{(\w+)\}/gu, (_, name) => values[name]);

// --------------------------------------------------------------------------------------------- the worker

let worker;
let number = 0;

function wake() {
  if (worker) return worker;
  worker = new Worker(element("search-script").dataset.worker, { type: "module" });
  worker.onmessage = ({ data }) => {
    if (data.number === number) data.answer ? show(data.answer) : fail();
  };
  worker.onerror = fail;
  worker.postMessage({ index: new URL("search-index/", new URL(document.documentElement.dataset.root, location)).href });
  return worker;
}

const suggestions = suggestOn(field, submit);

function fail() {
  results.replaceChildren();
  element("status").textContent = words.failed;
}

// ------------------------------------------------------------------------- the form, the address, the question

let shown = STEP;
let asked; // the address of the last question

/** What the form says, as the query part of an address. */
function address() {
  const parameters = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value.trim()) parameters.append(name, value.trim());
  return parameters.toString();
}

/** Set the form as an address says. Choices that are not drawn yet are drawn, with their count still unknown. */
function restore() {
  const parameters = new URLSearchParams(location.search);
  field.value = parameters.get("q") ?? "";
  form.elements.sort.value = parameters.get("sort") ?? "";
  form.elements.scope.checked = parameters.has("scope");
  drawFacets(Object.fromEntries(FACETS.map((name) => [name, parameters.getAll(name).map((label) => [label, 0])])), parameters);
}

/** Ask what the form says. `push` makes a new step in the browser's history; otherwise the present one is changed. */
function ask(push) {
  const query = address();
  if (query === asked) return;
  if (asked !== undefined) history[push ? "pushState" : "replaceState"](null, "", query ? `?${query}` : location.pathname);
  asked = query;
  shown = STEP;
  send();
}

function send() {
  number += 1;
  if (!asked) {
    results.replaceChildren();
    element("status").textContent = "";
    return;
  }
  const parameters = new URLSearchParams(asked);
  const filters = Object.fromEntries(FACETS.map((name) => [name, parameters.getAll(name)]));
  element("status").textContent = words.searching;
  const [text, sort] = ["q", "sort"].map((name) => parameters.get(name) ?? "");
  wake().postMessage({ number, question: { text, filters, sort, shown, everything: parameters.has("scope"), day: today() } });
}

let pause;

/** The words have changed; not while an input method composes them. */
function edited({ isComposing }) {
  clearTimeout(pause);
  if (isComposing) return;
  pause = setTimeout(ask, PAUSE);
}

function submit() {
  clearTimeout(pause);
  suggestions.close();
  ask(true);
}

field.addEventListener("focus", wake, { once: true });
field.addEventListener("input", edited);
field.addEventListener("compositionend", () => edited({}));
for (const choices of ["options", "scope"]) element(choices).addEventListener("change", () => ask(true));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
element("clear").addEventListener("click", () => {
  for (const box of element("facets").querySelectorAll("input")) box.checked = false;
  ask(true);
});
addEventListener("popstate", () => {
  restore();
  asked = address();
  shown = STEP;
  send();
});

// ----------------------------------------------------------------------------------------------- the keyboard

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const links = titleLinks();
  const at = links.indexOf(document.activeElement);
  if (event.key === "/" && !event.target.closest("input, textarea, select")) field.focus();
  else if (event.key === "ArrowDown" && (at >= 0 || event.target === field)) links[at + 1]?.focus();
  else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? field).focus();
  else if (event.key === "Escape" && at >= 0) field.focus();
  else return;
  event.preventDefault();
});

// -------------------------------------------------------------------------------------------------- the answer

let focusAt = -1; // the result that takes the focus when more have come, or the same ones again

const titleLinks = () => [...results.querySelectorAll("h3 a")];

/** An element with a class and children; strings become text. */
function make(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function set(made, attributes) {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function link(href, ...children) {
  const made = make("a", "", ...children);
  made.href = document.documentElement.dataset.root + href.slice(1);
  return made;
}

const stretches = (pairs) => pairs.map(([text, isMarked]) => (isMarked ? make("mark", "", text) : text));

function show({ exact, related, more, more_soon: soon, facets, items, left, tried = [] }) {
  const counts = { count: exact || related, related, text: field.value.trim() };
  const summary = exact && related ? words.found_both : exact ? words.found : related ? words.found_related : words.found_none;
  element("status").textContent = soon ? words.searching_related : say(summary, counts);
  drawScope(left);
  if (focusAt < 0) focusAt = titleLinks().indexOf(document.activeElement);
  drawFacets(facets, new URLSearchParams(asked));
  const exactHeading = field.value.trim() ? words.exact : words.all;
  results.replaceChildren(
    ...section(exactHeading, "", items.filter((item) => item.section === 0)),
    ...section(words.related, exact ? words.related_note : note(tried), items.filter((item) => item.section === 1)),
    ...(items.length ? [] : [make("p", "search-none", note(tried), words.none_advice)]),
  );
  if (more) results.append(moreButton(more));
  if (focusAt >= 0) titleLinks()[focusAt]?.focus();
  focusAt = -1;
}

/** What was tried when nothing was found as it was asked for. */
function note(tried) {
  const listed = (wanted) => tried.filter(([, found]) => found === wanted).map(([word]) => `“${word}”`).join("、");
  const [has, lacks] = [listed(true), listed(false)];
  return [words.tried, lacks && say(words.tried_lacks, { words: lacks }), has && say(words.tried_has, { words: has })].join("");
}

function section(heading, note, items) {
  if (!items.length) return [];
  return [
    make("h2", "search-heading", heading),
    ...(note ? [make("p", "search-note", note)] : []),
    make("ol", "results", ...items.map(result)),
  ];
}

function result({ url, kind, status, title, number, agencies, published, effective, keywords, excerpt, passage, below, until }) {
  const sign = status
    ? make("span", `badge badge-${status}`, words.status[status])
    : make("span", "badge badge-plain", words.kind[kind]);
  const from = effective && say(words.effective, { day: effective });
  const old = until && until <= today() && say(words.until, { day: until }); // the index is older than the text
  const facts = [number, agencies.join("、"), published, from, old].filter(Boolean).map((fact) => make("span", "", fact));
  facts.push(...keywords.map((tag) => make("span", "", `${facetNames.get("tag")}：`, make("mark", "", tag))));
  return make(
    "li",
    "result",
    make("h3", "", link(url, ...stretches(title)), " ", sign),
    ...(facts.length ? [make("p", "result-facts", ...facts)] : []),
    make("p", "result-excerpt", ...(passage ? [link(`${url}#${passage.id}`, passage.label), " "] : []), ...stretches(excerpt)),
    ...(below.length
      ? [make("ul", "result-below", ...below.map((other) => make("li", "", `${words.below} `, link(other.url, other.title))))]
      : []),
  );
}

function moreButton(count) {
  const button = make("button", "button search-more", say(words.more, { count: Math.min(count, STEP) }));
  button.type = "button";
  button.addEventListener("click", () => {
    focusAt = shown;
    shown += STEP;
    send();
  });
  return button;
}

// -------------------------------------------------------------------------------------------------- the choices

/** What was not searched, and the choice to search it too. */
function drawScope(left) {
  element("scope").hidden = !left.documents && !form.elements.scope.checked;
  element("left").textContent = left.documents ? say(words.left, { count: left.documents, year: left.until.slice(0, 4) }) : "";
}

function drawFacets(facets, parameters) {
  const chosen = FACETS.reduce((sum, name) => sum + parameters.getAll(name).length, 0);
  element("chosen").textContent = chosen ? say(words.chosen, { count: chosen }) : "";
  element("clear").hidden = !chosen;
  const groups = FACETS.map((name) => facetGroup(name, facets[name] ?? [], parameters.getAll(name))).filter(Boolean);
  const { name, value } = document.activeElement;
  element("facets").replaceChildren(...groups);
  [...element("facets").querySelectorAll("input")].find((box) => box.name === name && box.value === value)?.focus();
  element("options").hidden = !groups.length;
}

function facetGroup(name, counts, chosen) {
  const missing = chosen.filter((label) => !counts.some(([other]) => other === label)).map((label) => [label, 0]);
  const choices = [...counts, ...missing];
  if (!choices.length) return null;
  return make(
    "fieldset",
    "",
    make("legend", "", facetNames.get(name)),
    ...choices.map(([label, count]) => {
      const box = make("input");
      Object.assign(box, { type: "checkbox", name, value: label, checked: chosen.includes(label) });
      box.setAttribute("form", form.id);
      const text = name === "status" ? words.status[label] : label;
      return make("label", "", box, ` ${text} `, make("span", "count", count ?? ""));
    }),
  );
}

element("narrow").open = matchMedia("(min-width: 60rem)").matches; // beside the results, where there is room
restore();
if (address()) ask();
else asked = "";
