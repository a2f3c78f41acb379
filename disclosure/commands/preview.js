// What `serve` adds to every page: it waits for the next build and then shows it without losing the reader's place.
// Only what differs is swapped. Where scripts or styles have changed, or a page has a script of its own, it is loaded
// anew.
const root = document.documentElement.dataset.root;
let count = new URL(import.meta.url).searchParams.get("n");
const live = document.querySelector('script[type="module"][src*="/site.js"]');
const enliven = live && (await import(live.src)).enliven;
let shown = document;
let turn = Promise.resolve();

let events = null;
document.addEventListener("visibilitychange", listen);
listen();

/** Hear of builds while somebody sees the page: a browser has six connections to one server, and may have more tabs. */
function listen() {
  events?.close();
  if (document.hidden) return;
  events = new EventSource(`${root}__preview?after=${count}`);
  events.onmessage = ({ data }) => {
    count = data;
    turn = turn.then(update, update);
  };
}

/** Fetch the page again and swap what differs. */
async function update() {
  const answer = await fetch(location.href, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!enliven || linked(page) !== linked(document)) return location.reload();
  const place = takePlace();
  const parts = swap(document.body, shown.body, page.body);
  document.title = page.title;
  shown = page;
  parts.forEach(enliven);
  if (parts.length) goBackTo(place);
}

/** Addresses of the scripts and styles of a page; they change with what is in them. */
function linked(page) {
  const all = [...page.querySelectorAll("script[src], link[rel=stylesheet]")];
  const own = page.getElementById("ui-search-script") ? Math.random() : "";
  return [own, ...all.map((one) => one.getAttribute("src") ?? one.getAttribute("href"))]
    .filter((address) => !String(address).includes("__preview")).join();
}

/** Put the parts of the new page in the place of those that said something else; gives those that are new. */
function swap(here, before, now) {
  const [old, earlier, next] = [here, before, now].map((body) => [...body.children].filter((part) => part.tagName !== "SCRIPT"));
  if (old.length !== next.length || earlier.length !== next.length) {
    old.forEach((part) => part.remove());
    const parts = next.map((part) => document.importNode(part, true));
    here.prepend(...parts);
    return parts;
  }
  return next.flatMap((part, index) => {
    if (part.isEqualNode(earlier[index])) return [];
    const made = document.importNode(part, true);
    old[index].replaceWith(made);
    return [made];
  });
}

/** Where the reader is: what stands at the top of the window, what is open, what has the focus and what is typed there. */
function takePlace() {
  const marks = [...document.querySelectorAll("main [id]")].filter((one) => one.getClientRects().length); // what is seen
  const mark = marks.findLast((one) => one.getBoundingClientRect().top <= 1) ?? null;
  const focus = document.activeElement;
  return {
    x: scrollX, y: scrollY,
    mark: mark && { id: mark.id, top: mark.getBoundingClientRect().top },
    open: new Map(boxes()),
    focus: focus && focus !== document.body ? { way: wayTo(focus), value: focus.value } : null,
  };
}

function goBackTo({ x, y, mark, open, focus }) {
  for (const [name, , box] of boxes()) if (open.has(name)) box.open = open.get(name);
  const element = focus && document.querySelector(focus.way);
  if (element && element !== document.activeElement) {
    if (focus.value !== undefined && "value" in element && element.tagName !== "BUTTON") element.value = focus.value;
    element.focus({ preventScroll: true });
  }
  const same = mark && document.getElementById(mark.id);
  const top = same ? scrollY + same.getBoundingClientRect().top - mark.top : y;
  scrollTo({ left: x, top, behavior: "instant" });
}

/** Every box that opens: its name (what it says, and which of those that say it), whether it is open, and itself. */
function boxes() {
  const seen = new Map();
  return [...document.querySelectorAll("details")].map((box) => {
    const says = box.querySelector("summary")?.textContent.trim() ?? "";
    seen.set(says, (seen.get(says) ?? 0) + 1);
    return [`${says} ${seen.get(says)}`, box.open, box];
  });
}

/** A selector for an element: by its own name, or by its place below one that has a name. */
function wayTo(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  if (element === document.body) return "body";
  const number = [...element.parentElement.children].indexOf(element) + 1;
  return `${wayTo(element.parentElement)} > :nth-child(${number})`;
}
