// Searches, away from the page. Pagefind's own script says which documents hold a phrase; everything that makes an
// answer of it is here and in the modules below: which phrases to ask for, order, facets, excerpts.
//
// In:  {index: address} once, then {number, question: {text, filters, sort, shown, day}}
// Out: {number, answer} or {number, failure}
import { excerptOf, marked } from "./search-excerpt.js";
import { openIndex } from "./search-index.js";
import { byDate, byRank, grouped } from "./search-order.js";
import { collect } from "./search-query.js";
import { statusOn } from "./validity.js";

let opened;
let address;

self.onmessage = async ({ data }) => {
  if (data.index) {
    address = data.index;
    return;
  }
  try {
    opened ??= openIndex(address, data.question.text.trim() !== "");
    self.postMessage({ number: data.number, answer: await answer(await opened, data.question) });
  } catch (failure) {
    opened = undefined; // the reader may try again
    self.postMessage({ number: data.number, failure: String(failure) });
  }
};

/** {exact, related, facets, items}: how many documents, the counts of every facet value, and the documents to show. */
async function answer(index, { text, filters, sort, shown, day }) {
  const words = text.trim();
  const hits = words ? await collect(index, words) : index.documents().map((document) => ({ document, section: 0 }));
  for (const hit of hits) {
    hit.status = statusOn(index.value(hit.document, "timeline"), day);
  }
  const chosen = Object.entries(filters).filter(([, labels]) => labels.length);
  const kept = hits.filter((hit) => chosen.every(([name, labels]) => fits(index, hit, name, labels)));
  kept.sort(sort === "date" || !words ? byDate(index) : byRank(index));
  const groups = grouped(index, kept);
  return {
    exact: kept.filter(({ section }) => section === 0).length,
    related: kept.filter(({ section }) => section === 1).length,
    more: Math.max(groups.length - shown, 0),
    facets: facetCounts(index, hits, chosen),
    items: await Promise.all(groups.slice(0, shown).map((group) => detail(index, group))),
  };
}

// -------------------------------------------------------------------------------------------------- facets

const labelsOf = (index, hit, name) => (name === "status" ? [hit.status].filter(Boolean) : index.labels(hit.document, name));

const fits = (index, hit, name, labels) => labelsOf(index, hit, name).some((label) => labels.includes(label));

/** For every facet {label: documents}, each counted as if the facet itself had no choice made in it. */
function facetCounts(index, hits, chosen) {
  const counts = {};
  for (const name of ["status", ...index.facets]) {
    const others = chosen.filter(([other]) => other !== name);
    const count = new Map();
    for (const hit of hits) {
      if (!others.every(([other, labels]) => fits(index, hit, other, labels))) continue;
      for (const label of labelsOf(index, hit, name)) count.set(label, (count.get(label) ?? 0) + 1);
    }
    counts[name] = [...count].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  }
  return counts;
}

// ------------------------------------------------------------------------------------------------- details

/** What the page shows of one hit; titles and excerpts are stretches of [text, isMarked]. */
async function detail(index, { document, section, status, place, terms = [], below }) {
  const piece = await index.piece(document, place);
  const { excerpt, passage } = excerptOf(index, piece, place, terms);
  return {
    section,
    status,
    ...piece.head,
    title: marked(index.rules, piece.head.title, terms),
    excerpt,
    passage,
    below: await Promise.all(below.map(async (other) => (await index.piece(other)).head)),
  };
}
