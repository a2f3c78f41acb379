// Searches, away from the page: makes an answer of what the modules below find: facets, titles, excerpts.
//
// In:  {index: address} once: then what most questions need is loaded ahead;
//      {number, question: {text, filters, sort, shown, everything, day}}
// Out: {number, answer}, where `answer.more_soon` says that another one with related documents follows;
//      or {number, failure}
import { openIndex } from "./search-index.js";
import { byDate, byRank, findings, grouped } from "./search-query.js";
import "./search-text.js"; // named here too, so that a browser loads it beside the others, not after them
import { statusOn } from "./validity.js";

const LENGTH = 120; // characters of an excerpt
const LEAD = 30;
const ENDS = ["。", "；", "：", "\n"]; // after these an excerpt may begin

let opened;
let address;
let latest; // the number of the last question: what is asked no more is not answered to the end

self.onmessage = async ({ data: { index, number, question } }) => {
  address ??= index;
  opened ??= openIndex(address);
  if (question) await search(number, question);
  else await opened.view({ soon: true }).catch(forget);
};

/** What could not be loaded is asked for again at the next question. */
function forget() {
  opened = undefined;
}

async function search(number, question) {
  latest = number;
  try {
    for await (const answer of answers(opened, question)) {
      self.postMessage({ number, answer });
      if (number !== latest) return;
    }
  } catch (failure) {
    forget();
    self.postMessage({ number, failure: String(failure) });
  }
}

async function* answers(opened, question) {
  const text = question.text.trim();
  const { library: libraries } = question.filters;
  const index = await opened.view({ everything: question.everything, libraries, soon: text !== "" });
  if (!text) {
    yield await answer(index, index.documents().map((document) => ({ document, section: 0 })), question, byDate);
    return;
  }
  const order = question.sort === "date" ? byDate : byRank;
  for await (const { hits, ...told } of findings(index, text)) {
    yield { ...(await answer(index, hits, question, order)), ...told };
  }
}

/** {exact, related, facets, items, more, left}: how many documents, counts of facet values, the documents to show. */
async function answer(index, hits, { filters, shown, day }, order) {
  for (const hit of hits) hit.status = statusOn(index.facts(hit.document).timeline, day);
  const chosen = Object.entries(filters).filter(([, labels]) => labels.length);
  const kept = hits.filter((hit) => chosen.every(([name, labels]) => fits(index, hit, name, labels)));
  kept.sort(order(index));
  const groups = grouped(index, kept);
  return {
    exact: kept.filter(({ section }) => section === 0).length,
    related: kept.filter(({ section }) => section === 1).length,
    more: Math.max(groups.length - shown, 0),
    left: index.left,
    facets: facetCounts(index, hits, chosen),
    items: await Promise.all(groups.slice(0, shown).map((group) => detail(index, group))),
  };
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
      for (const label of labelsOf(index, hit, name)) count.set(label, (count.get(label) ?? 0) + 1);
    }
    if (name === "library") for (const label of index.unsearched) if (!count.has(label)) count.set(label, null);
    counts[name] = [...count].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  }
  return counts;
}

// ------------------------------------------------------------------------------------------------- details

/** What the page shows of one hit; titles and excerpts are stretches of [text, isMarked]. */
async function detail(index, { document, section, status, place, terms = [], below }) {
  const { rules } = index;
  const piece = await index.piece(document, place);
  const title = marked(rules, piece.head.title, terms);
  const found = excerptOf(rules, piece, terms);
  const isShown = [...title, ...found.excerpt].some(([, isMarked]) => isMarked);
  const holds = (word) => terms.some((term) => rules.fold(word).includes(rules.fold(term)));
  return {
    section,
    status,
    ...piece.head,
    title,
    ...found,
    keywords: isShown ? [] : piece.head.keywords.filter(holds), // why it was found, where nothing else says so
    below: await Promise.all(below.map(async (other) => (await index.piece(other)).head)),
  };
}

/** {excerpt, passage: {id, label} or null}: the stretch of raw text around the match, and in which article it stands. */
function excerptOf(rules, piece, terms) {
  const { letters, places } = rules.letters(piece.text);
  const match = matchIn(rules, letters, piece.token, terms);
  if (match < 0) return { excerpt: marked(rules, piece.head.summary || piece.text.slice(0, LENGTH), terms), passage: null };
  const start = places[match];
  const passage = piece.passages.findLast(([, , offset]) => offset <= start);
  const from = sentenceStart(piece.text, start);
  const stretch = piece.text.slice(from, from + LENGTH);
  const text = stretch.slice(passage?.[2] === from ? overlap(passage[1], stretch) : 0).trim();
  const [before, after] = [from > 0 && !ENDS.includes(piece.text[from - 1]), from + LENGTH < piece.text.length];
  return {
    excerpt: marked(rules, `${before ? "…" : ""}${text.replaceAll(/\s+/gu, " ")}${after ? "…" : ""}`, terms),
    passage: passage ? { id: passage[0], label: passage[1] } : null,
  };
}

/** How many characters of a text its article's label ends with: they stand before it already, as a link. */
function overlap(label, text) {
  return [...label].findLastIndex((_, length) => label.endsWith(text.slice(0, length + 1))) + 1;
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
    if (stretches.length && stretches.at(-1)[1] === marks[at]) stretches.at(-1)[0] += text[at];
    else stretches.push([text[at], marks[at]]);
  }
  return stretches;
}
