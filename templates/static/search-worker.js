// Searches, away from the page: makes an answer of what the modules below find: facets, titles, excerpts.
//
// In:  {index: address} once: then what most questions need is loaded ahead; {number, question: {text, filters, valid,
//      sort, shown, everything, day}}; {ping}
// Out: {number, answer}, where `answer.more_soon` says that another one with related documents follows;
//      or {number, failure}; or {pong}
import "./fetching.js"; // named here too, so that a browser loads it beside the others, not after them
import { openIndex } from "./search-index.js";
import { byDate, byRank, findings, grouped } from "./search-query.js";
import "./search-text.js";
import { statusOn } from "./validity.js";

const LENGTH = 120; // characters of an excerpt
const LEAD = 30;
const ENDS = ["。", "；", "：", "\n"]; // after these an excerpt may begin

let opened;
let address;
let latest; // the number of the last question: what is asked no more is not answered to the end

self.onmessage = async ({ data: { index, number, question, ping } }) => {
  if (ping) self.postMessage({ pong: ping });
  if (index) {
    address = index;
    opened = openIndex(address);
    await opened.view({ soon: true }).catch(() => {}); // what could not be loaded is asked for again
  } else if (question) await search(number, question);
};

async function search(number, question) {
  latest = number;
  try {
    await tell(number, question);
  } catch (failure) {
    try {
      if (!failure.isGone) throw failure;
      await renew();
      await tell(number, question);
    } catch (again) {
      if (again.isGone) opened = openIndex(address); // published anew twice
      self.postMessage({ number, failure: String(again) });
    }
  }
}

/** A file is gone: the site has been published anew, and there is another index; or else the file is missing from this one. */
async function renew() {
  const before = await opened.version().catch(() => "");
  opened = openIndex(address);
  if ((await opened.version()) === before) opened = openIndex(address, true);
}

async function tell(number, question) {
  for await (const answer of answers(opened, question)) {
    if (number !== latest) return;
    self.postMessage({ number, answer });
  }
}

async function* answers(opened, question) {
  const text = question.text.trim();
  const { library: libraries } = question.filters;
  const index = await opened.view({ everything: question.everything, libraries, soon: text !== "" });
  if (!text) {
    const all = index.documents().map((document) => ({ document, section: 0, holds: "choice" }));
    yield await answer(index, all, question, byDate);
    return;
  }
  const order = question.sort === "date" ? byDate : byRank;
  for await (const { hits, ...told } of findings(index, text)) {
    yield { ...(await answer(index, hits, question, order)), ...told };
  }
}

/**
 * {counts, facets, items, more, left, lost}: documents by what they hold, counts of facet values, the documents to show,
 * how many groups of them are left, what was not searched, and how many files were missing.
 */
async function answer(index, hits, { filters, valid, shown, day }, order) {
  for (const hit of hits) hit.status = statusOf(index, hit.document, day);
  const chosen = Object.entries(filters).filter(([, labels]) => labels.length);
  const living = valid ? hits.filter((hit) => isValid(index, hit, day)) : hits;
  const kept = living.filter((hit) => chosen.every(([name, labels]) => fits(index, hit, name, labels)));
  kept.sort(order(index));
  const groups = grouped(index, kept);
  const counts = {};
  for (const { holds } of kept) counts[holds] = (counts[holds] || 0) + 1;
  const items = await Promise.all(groups.slice(0, shown).map((group) => detail(index, group)));
  return {
    counts,
    more: Math.max(groups.length - shown, 0),
    left: index.left,
    facets: facetCounts(index, living, chosen),
    items,
    lost: index.lost(),
  };
}

/** The status of a document on a day; undefined for documents without validity. */
function statusOf(index, document, day) {
  const { timeline } = index.facts(document);
  return timeline ? statusOn(timeline, day) : undefined;
}

/** Whether a document, or the one that it explains, is in force; guides are always. */
function isValid(index, { document, status }, day) {
  const { policy } = index.facts(document);
  const shown = status || (policy === undefined ? undefined : statusOf(index, policy, day));
  return !shown || shown === "in_force";
}

// -------------------------------------------------------------------------------------------------- facets

const labelsOf = (index, { document, status }, name) =>
  name === "status" ? [status].filter(Boolean) : index.facts(document).labels(name);

const fits = (index, hit, name, labels) => labelsOf(index, hit, name).some((label) => labels.includes(label));

/**
 * For every facet [label, documents], each counted as if the facet itself had no choice made in it. A library that was not
 * searched stands with null.
 */
function facetCounts(index, hits, chosen) {
  const counts = {};
  for (const name of ["status", ...index.facets]) {
    const others = chosen.filter(([other]) => other !== name);
    const count = new Map();
    for (const hit of hits) {
      if (!others.every(([other, labels]) => fits(index, hit, other, labels))) continue;
      for (const label of labelsOf(index, hit, name)) count.set(label, (count.get(label) || 0) + 1);
    }
    if (name === "library") for (const label of index.unsearched) if (!count.has(label)) count.set(label, null);
    counts[name] = [...count].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  }
  return counts;
}

// ------------------------------------------------------------------------------------------------- details

/** What the page shows of one hit; titles and excerpts are stretches of [text, isMarked]. {section} alone: it is missing. */
async function detail(index, { document, section, holds, status, place, terms = [], below }) {
  const { rules } = index;
  const [piece, ...under] = await Promise.all([
    index.piece(document, place),
    ...below.map((other) => index.piece(other)),
  ]);
  if (!piece) return { section, holds };
  const title = marked(rules, piece.head.title, terms);
  const has = (word) => terms.some((term) => rules.fold(word).includes(rules.fold(term)));
  const isText = place !== undefined && index.zone(place) === "text" && (piece.token >= 0 || !has(piece.head.summary || ""));
  const found = isText ? excerptOf(rules, piece, terms) : { excerpt: marked(rules, gist(piece), terms), passage: null };
  const isShown = [...title, ...found.excerpt].some(([, isMarked]) => isMarked);
  return {
    section,
    holds,
    status,
    ...piece.head,
    title,
    ...found,
    keywords: isShown ? [] : piece.head.keywords.filter(has), // why it was found, where nothing else says so
    below: under.filter(Boolean).map(({ head }) => head),
  };
}

/** What a document is about: its summary, or its first provision; a letter that sends it on says nothing. */
function gist({ head, text, passages }) {
  if (head.summary) return head.summary;
  const first = passages.find(([, label, offset]) => offset && /^(第一条|一、)/.test(label));
  return cut(text, first ? first[2] : 0);
}

/** A stretch of a text from a place on, in one line. */
function cut(text, from) {
  const stretch = text.slice(from, from + LENGTH).trim().replace(/\s+/gu, " ");
  return stretch + (from + LENGTH < text.length ? "…" : "");
}

/** {excerpt, passage: {id, label} or null}: the stretch of raw text around the match, and in which article it stands. */
function excerptOf(rules, piece, terms) {
  const { letters, places } = rules.letters(piece.text);
  const match = matchIn(rules, letters, piece.token, terms);
  if (match < 0) return { excerpt: marked(rules, gist(piece), terms), passage: null };
  const start = places[match];
  const [passage] = piece.passages.filter(([, , offset]) => offset <= start).slice(-1);
  const from = sentenceStart(piece.text, start);
  const label = passage && passage[2] === from ? overlap(passage[1], piece.text.slice(from, from + LENGTH)) : 0;
  const isBegun = from > 0 && !ENDS.includes(piece.text[from - 1]);
  const stretch = piece.text.slice(from + label, from + LENGTH).trim().replace(/\s+/gu, " ");
  return {
    excerpt: marked(rules, `${isBegun ? "…" : ""}${stretch}${from + LENGTH < piece.text.length ? "…" : ""}`, terms),
    passage: passage ? { id: passage[0], label: passage[1] } : null,
  };
}

/** How many characters of a text its article's label ends with: they stand before it already, as a link. */
function overlap(label, text) {
  for (let length = label.length; length; length -= 1) if (label.endsWith(text.slice(0, length))) return length;
  return 0;
}

/** Where in the piece's letters the match stands: the token that was found, or else the first of the terms. */
function matchIn(rules, letters, token, terms) {
  const text = letters.join("");
  if (token >= 0 && token < letters.length) return token;
  const found = terms.map((term) => text.indexOf(rules.fold(term))).filter((at) => at >= 0);
  return found.length ? [...text.slice(0, Math.min(...found))].length : -1;
}

/** The start of the sentence or line around a place, if it is near; else a little before the place. */
function sentenceStart(text, place) {
  const near = Math.max(place - LEAD, 0);
  const cut = Math.max(...ENDS.map((sign) => text.slice(near, place).lastIndexOf(sign)));
  return near + cut + 1;
}

/** A text as [stretch, isMarked] pairs: every occurrence of a term is marked, however it is written. */
function marked(rules, text, terms) {
  const { letters, places } = rules.letters(text);
  const marks = new Array(text.length).fill(false);
  for (const term of terms.map((words) => [...rules.fold(words)]).filter((term) => term.length)) {
    for (let at = 0; at + term.length <= letters.length; at += 1) {
      if (!term.every((letter, offset) => letters[at + offset] === letter)) continue;
      const last = places[at + term.length - 1];
      marks.fill(true, places[at], last + String.fromCodePoint(text.codePointAt(last)).length);
    }
  }
  const stretches = [];
  for (let at = 0; at < text.length; at += 1) {
    const last = stretches[stretches.length - 1];
    if (last && last[1] === marks[at]) last[0] += text[at];
    else stretches.push([text[at], marks[at]]);
  }
  return stretches;
}
