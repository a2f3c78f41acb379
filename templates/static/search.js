// The search page: the form and the address say the same thing, the worker answers, and this shows it. Nothing is
// loaded before the reader turns to the form or the address asks something.
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
    if (data.suggestions) data.typed === typed && suggestions.show(data.suggestions);
    else if (data.number === number) data.answer ? show(data.answer) : fail();
  };
  worker.onerror = fail;
  worker.postMessage({ index: new URL("search-index/", new URL(document.documentElement.dataset.root, location)).href });
  return worker;
}

// ----------------------------------------------------------------------------------------------- suggestions

let typed; // what suggestions were asked for
const suggestions = suggestionList(field, element("suggestions"), words.suggested, (text) => {
  field.value = text;
  submit();
});

function suggest() {
  typed = field.value;
  if (typed) wake().postMessage({ typed });
  else suggestions.close();
}

/**
 * A list below a field, by the pattern of a combobox with a listbox: {key, show, close}: what a key does in the list, new
 * suggestions, and no more of them. `choose` takes a text.
 */
function suggestionList(field, list, kinds, choose) {
  let active = -1;
  set(field, { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id });
  close();
  field.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => take(event.target.closest("[role=option]")));

  function close() {
    list.replaceChildren();
    mark(-1);
    list.hidden = true;
    set(field, { "aria-expanded": false });
  }

  function mark(at) {
    active = at;
    [...list.children].forEach((option, number) => set(option, { "aria-selected": number === at }));
    set(field, { "aria-activedescendant": list.children[at]?.id ?? "" });
    list.children[at]?.scrollIntoView({ block: "nearest" });
  }

  function take(option) {
    if (!option) return;
    choose(option.firstChild.textContent);
    close();
  }

  function show(found) {
    close();
    if (!found.length || document.activeElement !== field) return;
    list.replaceChildren(
      ...found.map(([text, kind], number) => {
        const option = make("li", "", text, make("span", "", kinds[kind]));
        return set(option, { id: `${list.id}-${number}`, role: "option" });
      }),
    );
    mark(-1);
    list.hidden = false;
    set(field, { "aria-expanded": true });
  }

  /** Whether the key was meant for the list. */
  function key(name) {
    const last = list.children.length - 1;
    if (list.hidden) return false;
    if (name === "ArrowDown") mark(active < last ? active + 1 : -1);
    else if (name === "ArrowUp") mark(active < 0 ? last : active - 1);
    else if (name === "Enter" && active >= 0) take(list.children[active]);
    else if (name === "Escape") close();
    else return false;
    return true;
  }

  return { key, show, close };
}

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
  suggest();
  pause = setTimeout(ask, PAUSE);
}

function submit() {
  clearTimeout(pause);
  typed = undefined;
  suggestions.close();
  ask(true);
}

field.addEventListener("focus", () => wake().postMessage({ typed: "" }), { once: true });
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
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const links = titleLinks();
  const at = links.indexOf(document.activeElement);
  if (event.target === field && suggestions.key(event.key)) {
    event.preventDefault();
    return;
  }
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

function result({ url, kind, status, title, number, agencies, published, effective, keywords, excerpt, passage, below }) {
  const sign = status
    ? make("span", `badge badge-${status}`, words.status[status])
    : make("span", "badge badge-plain", words.kind[kind]);
  const from = effective && say(words.effective, { day: effective });
  const facts = [number, agencies.join("、"), published, from].filter(Boolean).map((fact) => make("span", "", fact));
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
