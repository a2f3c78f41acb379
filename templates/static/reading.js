// Comforts of reading a document: one control at each article, and the place marked in the contents.
// Each stands alone, and without any of them the page is whole: an article's number leads to itself, as any link does.
import { SHORT, certificate, textOn } from "./check-codes.js";
import { copy } from "./copying.js";
import { inWords, today } from "./validity.js";

/** What the control is made from, with its words, and how the document is cited. */
const form = () => document.getElementById("ui-citing");
let open = null;

/** What the site answers for of this document, once it is there: asked for when a control is opened for the first time. */
let asked = null;
let certified = null;

function ask() {
  asked = asked || certificate(form().dataset.url.split("/").slice(-2)[0]).then(
    (one) => { certified = one; },
    () => { asked = null; }, // a citation without a code is better than none
  );
  return asked;
}

/** A click on the number of an article opens its control: copy its address, or how it is cited. */
function control() {
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest(".prose a.anchor");
    const button = event.target.closest(".citing button");
    if (button) {
      if (button.dataset.copy === "link") copy(address(open.anchor), open.menu);
      else cite(open);
    } else if (anchor && form() && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      const again = open && open.anchor === anchor;
      close();
      if (!again) show(anchor);
    } else if (open && !open.menu.contains(event.target)) {
      close();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !open) return;
    const { anchor } = open;
    close();
    anchor.focus();
  });
}

function show(anchor) {
  const menu = form().content.firstElementChild.cloneNode(true);
  menu.setAttribute("aria-label", label(anchor));
  anchor.parentElement.insertBefore(menu, anchor.nextSibling);
  anchor.setAttribute("aria-expanded", "true");
  open = { anchor, menu };
  menu.querySelector("button").focus({ preventScroll: true });
  history.replaceState(history.state, "", anchor.hash);
  ask();
}

/** Copy a citation, at once if its code is known: an old browser copies nothing later than at the click. */
async function cite({ anchor, menu }) {
  if (!certified) await Promise.race([ask(), new Promise((resume) => setTimeout(resume, PATIENCE))]);
  copy(citation(anchor), menu);
}

const PATIENCE = 1500; // milliseconds that a click waits for the code

/** The check code of a place as it stands on the reader's day; nothing where there is none. */
function code(anchor) {
  const text = certified && textOn(certified, today());
  const clause = text && text.clauses[decodeURIComponent(anchor.hash.slice(1))];
  return clause && clause.sha256.slice(0, SHORT);
}

function close() {
  if (!open) return;
  open.anchor.removeAttribute("aria-expanded");
  open.menu.remove();
  open = null;
}

/** How a place is cited within the document: 第十二条, 附件1第三条. */
const label = (anchor) => anchor.title || anchor.getAttribute("aria-label") || anchor.textContent;

const address = (anchor) => location.href.split("#")[0] + anchor.hash;

/** 《某某办法》（青府规〔2024〕1号）第十二条（现行有效，刊载于…，2026年11月28日查，校验码…）https://… with what was changed in it. */
function citation(anchor) {
  const { cite: name, url, day, comma, form: citing, code: coded, gazetted } = form().dataset;
  const seen = (selector) => [...document.querySelectorAll(selector)].filter((one) => !one.closest("[hidden]"));
  const place = anchor.closest("[id]");
  const said = [
    ...seen(".standing-words .badge:first-child"),
    ...seen(".following-brief"),
    ...seen(".mark").filter((mark) => place.contains(mark) || place.nextElementSibling === mark),
  ].map((one) => one.textContent.trim().replace(/[。.]$/, ""));
  if (gazetted) said.push(gazetted);
  said.push(day.replace("{day}", inWords(today())));
  const known = code(anchor);
  if (known) said.push(coded.replace("{code}", known));
  const values = { cite: name, place: label(anchor), said: said.join(comma), address: url + anchor.hash };
  return citing.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Mark in the contents where the reader is: the last place that has come to the top of the screen. */
function whereabouts() {
  const links = [...document.querySelectorAll(".contents:not([hidden]) .toc li:not([hidden]) a")]; // of the text that is shown
  const places = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  if (!links.length || places.some((place) => !place)) return;
  const side = document.querySelector(".side");
  const here = document.querySelector(".to-here");
  let current = null;
  let waiting = false;
  const mark = () => {
    waiting = false;
    let [low, high] = [0, places.length]; // they stand in the order of the text
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[middle].getBoundingClientRect().top <= 120) low = middle + 1;
      else high = middle;
    }
    const link = low ? links[low - 1] : null;
    if (link === current) return;
    if (current) current.removeAttribute("aria-current");
    current = link;
    if (here) here.textContent = link ? link.textContent : "";
    if (!link) return;
    link.setAttribute("aria-current", "true");
    const [box, line] = [side.getBoundingClientRect(), link.getBoundingClientRect()];
    if (line.top < box.top + 40 || line.bottom > box.bottom - 40) side.scrollTop += line.top - box.top - box.height / 2;
  };
  addEventListener("scroll", () => {
    if (!waiting) requestAnimationFrame(mark);
    waiting = true;
  }, { passive: true });
  mark();
}

for (const comfort of [control, whereabouts]) {
  try {
    comfort();
  } catch (error) {
    console.error(error); // what this browser cannot do is left out
  }
}
