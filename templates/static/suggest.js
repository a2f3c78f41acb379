// Suggestions below a search field, by the pattern of a combobox with a list. For any field in a form, on any page:
//
//     <input name="q" data-suggest="the list's name for the ear">        suggestOn(field)
//
// A suggestion that has a page of its own is opened; any other is searched for. What the index suggests (search-index/,
// see disclosure/search/suggest.py) is loaded when the reader types.
import { set } from "./dom.js";
import { json, kept, keptEach } from "./fetching.js";
import { BREAK, textRules } from "./search-text.js";

const SUGGESTED = 8;
const WAYS = 4;
const root = new URL(document.documentElement.dataset.root, location);
const base = new URL("search-index/", root);

// ------------------------------------------------------------------------------------------------ what there is

let files = open();

/** {head, bucket, bare}: what is suggested for any letters, for some, and texts as they are compared. */
function open() {
  const manifest = kept(() => json(new URL("manifest.json", base), { cache: "no-cache" }));
  const bucket = keptEach((name) => json(new URL(`suggest/${name}`, base)));
  return {
    bucket,
    head: kept(async () => bucket((await manifest()).suggestions)),
    bare: kept(async () => {
      const { fold } = textRules(await json(new URL((await manifest()).rules, base)));
      return (text) => fold(text).split(BREAK).join("");
    }),
  };
}

/** The answer of `find`; where the files are gone since the page was opened, of those that took their place. */
async function found(find) {
  try {
    return await find(files);
  } catch (failure) {
    files = open();
    if (!failure.isGone) throw failure;
    return find(files);
  }
}

/** Up to eight {text, kind, url} that contain what was typed: ways into the site, then what begins with it. */
export const suggestions = (typed) => found(async ({ head, bucket, bare }) => {
  const [{ names, titles, common, buckets }, plain] = await Promise.all([head(), bare()]);
  const wanted = plain(typed);
  if (!wanted) return [];
  const rare = [...wanted].find((letter) => !common.includes(letter));
  const texts = rare ? await bucket(buckets[rare.codePointAt(0) % buckets.length]) : titles;
  return [...names.map((name) => [0, ...name]), ...texts.map(([text, url]) => [1, text, "", url])]
    .map(([order, text, kind, url]) => ({ order, text, kind, url, at: plain(text).indexOf(wanted) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.order - other.order || !!one.at - !!other.at)
    .slice(0, SUGGESTED);
});

/** Up to four {text, kind, url} with a page of their own whose name is in a question, or has it in it. */
export const ways = (question) => found(async ({ head, bare }) => {
  const [{ names }, plain] = await Promise.all([head(), bare()]);
  const asked = plain(question);
  if ([...asked].length < 2) return [];
  return names
    .map(([text, kind, url]) => ({ text, kind, url, name: plain(text) }))
    .filter(({ name, url }) => url && name.length > 1 && (asked.includes(name) || name.includes(asked)))
    .sort((one, other) => nearness(other.name, asked) - nearness(one.name, asked))
    .slice(0, WAYS);
});

/** How much of the shorter text and the longer one is the same. */
const nearness = (name, asked) => Math.min(name.length, asked.length) / Math.max(name.length, asked.length);

// ------------------------------------------------------------------------------------------------- the combobox

/**
 * Put suggestions on a field: {close}. What is not opened is asked by `ask`, which finds it in the field. What has been
 * typed since the field had the value `before`, while this was loaded, is suggested for at once.
 */
export function suggestOn(field, ask = () => field.form.submit(), before = field.defaultValue) {
  const list = document.createElement("ul");
  let shown = []; // the suggestions in the list
  let active = -1; // which of them the keys have come to
  let typed; // what they were asked for

  list.className = "suggestions";
  list.id = `${field.id}-suggestions`;
  set(list, { role: "listbox", "aria-label": field.dataset.suggest });
  set(field, { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id });
  close();
  field.form.append(list);

  function close() {
    typed = undefined;
    shown = [];
    draw();
  }

  function draw() {
    list.textContent = "";
    shown.forEach(({ text, kind }, at) => {
      const option = document.createElement("li");
      const what = document.createElement("span");
      what.textContent = kind;
      option.append(text, what);
      list.append(set(option, { id: `${list.id}-${at}`, role: "option" }));
    });
    list.hidden = !shown.length;
    set(field, { "aria-expanded": shown.length > 0 });
    mark(-1);
  }

  function mark(at) {
    active = at;
    [...list.children].forEach((option, number) => set(option, { "aria-selected": number === at }));
    const option = list.children[at];
    if (option) {
      set(field, { "aria-activedescendant": option.id });
      option.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  }

  function take({ text, url }) {
    close();
    field.value = text;
    if (url) location.assign(root.href + url.slice(1));
    else ask();
  }

  async function suggest({ isComposing }) {
    if (isComposing) return;
    const text = field.value;
    typed = text;
    const answer = text.trim() ? await suggestions(text).catch(() => []) : [];
    if (text !== typed || document.activeElement !== field) return; // it has become another, or is closed
    shown = answer;
    draw();
  }

  /** Whether the key was meant for the list. */
  function isTaken(key) {
    const last = shown.length - 1;
    if (key === "ArrowDown") mark(active < last ? active + 1 : -1);
    else if (key === "ArrowUp") mark(active < 0 ? last : active - 1);
    else if (key === "Enter" && active >= 0) take(shown[active]);
    else if (key === "Escape") close();
    else return false;
    return true;
  }

  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || list.hidden) return;
    if (isTaken(event.key)) event.preventDefault();
  });
  field.addEventListener("input", suggest);
  field.addEventListener("compositionend", suggest);
  field.addEventListener("blur", close);
  field.form.addEventListener("submit", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(shown[[...list.children].indexOf(option)]);
  });
  if (field.value && document.activeElement === field && field.value !== before) suggest({});
  return { close };
}
