// What the search page says of an answer, and shows of it; all numbers are those of the answer.
import { CHINESE, COLON, link, make, say, set } from "./dom.js";
import { inWords, today } from "./validity.js";

const LONGEST = 30; // letters of a question that are quoted
const HAN = /[\u3400-\u9fff]/; // numbers of documents stay Chinese in any language
const EXACT = ["number", "phrase", "sound", "apart", "choice"];
const ORDER = [...EXACT, "synonym", "all", "part", "mention"]; // of what is said; as in search-query.js
const HEADINGS = ["exact", "synonym", "part", "mention"]; // by section

/**
 * What is said above the results: how many documents there are, by what they hold. What no document has is said only where
 * all have been looked through.
 */
export function summary(words, { counts, words: parts = [], more_soon: soon, lost, left }, { text, narrowed }) {
  const quoted = shortened(text.replace(/\s+/g, CHINESE ? "" : " "));
  const areWords = parts.every(([, , isWord]) => isWord); // letters that are left over are not named
  const named = areWords ? say(words.listed, { words: parts.map(([word]) => word).join(words.and) }) : "";
  const within = narrowed ? words.within_choices : left.documents ? words.within_searched : "";
  const values = { text: quoted, words: named, within };
  const said = ORDER.filter((holds) => counts[holds]).map((holds) => say(words.count[holds], { ...values, count: counts[holds] }));
  const isExact = EXACT.some((holds) => counts[holds]);
  if (soon) return say(words.sentence, { text: said.join(words.comma) }) + words.searching_related;
  if (lost) return say(said.length ? words.at_least : words.maybe_more, { text: said.join(words.comma) });
  if (!said.length) return say(text ? words.found_none : words.chosen_none, values) + lacking(words, parts, text, values);
  const none = isExact || counts.mention ? "" : say(words.none_exact, values);
  return none + say(words.sentence, { text: said.join(words.comma) }) + (isExact ? "" : lacking(words, parts, text, values));
}

/** Which words, surely words and typed so, no document has. */
function lacking(words, parts, text, values) {
  const missing = parts.filter(([word, isFound, isWord]) => isWord && !isFound && word !== text).map(([word]) => `“${word}”`);
  return missing.length ? say(words.lacks, { ...values, words: missing.join(words.and) }) : "";
}

const shortened = (text) => ([...text].length > LONGEST ? `${[...text].slice(0, LONGEST).join("")}…` : text);

/** The sections of an answer that hold something, each below its heading; that of the first is for the ear: it has just been said. */
export function sections(words, items) {
  return HEADINGS.flatMap((name, number) => {
    const own = items.filter(({ section }) => section === number);
    if (!own.length) return [];
    const isFirst = own[0] === items[0];
    const text = own[0].holds === "choice" ? words.all : words.heading[name];
    const heading = make("h2", isFirst && name !== "mention" ? "unseen" : "search-heading", text);
    const list = make("ol", "results", ...own.map((item) => result(words, item)));
    if (name !== "mention") return [heading, list];
    return [make("details", "search-mentions", make("summary", "", heading), list)];
  });
}

/** A title with its name apart, whose place in it is {name}: the rest is smaller. */
function titled(title, name) {
  if (!name) return stretches(title);
  const parts = [[0, name[0]], name, [name[1], Infinity]].map(([from, to]) => stretches(cut(title, from, to)));
  return parts.map((nodes, index) => make("span", index === 1 ? "" : "result-aside", ...nodes));
}

/** What stands in stretches of text between two places. */
function cut(pairs, from, to) {
  let at = 0;
  return pairs.flatMap(([text, isMarked]) => {
    const begin = at;
    at += text.length;
    const part = text.slice(Math.max(from - begin, 0), Math.max(to - begin, 0));
    return part ? [[part, isMarked]] : [];
  });
}

const stretches = (pairs) => pairs.map(([text, isMarked]) => (isMarked ? make("mark", "", text) : text));

const fact = (text) => set(make("span", "", text), !CHINESE && HAN.test(text) ? { lang: "zh-Hans" } : {});

function result(words, item) {
  if (!item.url) return make("li", "result result-lost", words.row_lost);
  const { url, kind, status, title, name, number, agencies, published, effective, keywords, excerpt, passage, below, until, remarks = [] } = item;
  const sign = status
    ? make("span", `badge badge-${status}`, words.status[status] || status)
    : make("span", "badge badge-plain", words.kind[kind] || kind);
  const from = effective && say(words.effective, { day: inWords(effective) });
  const old = until && until <= today() && say(words.until, { day: inWords(until) }); // the index is older than the text
  const facts = [number, agencies.join(words.and), published && inWords(published), from, old].filter(Boolean).map(fact);
  facts.push(...keywords.map((tag) => make("span", "", `${words.keyword}${COLON}`, make("mark", "", tag))));
  const place = passage ? [link(`${url}#${passage.id}`, passage.label), " "] : [];
  return make(
    "li",
    "result",
    make("h3", "", link(url, ...titled(title, name)), " ", sign),
    ...(facts.length ? [make("p", "result-facts", ...facts)] : []),
    ...remarks.filter(([since, end]) => since <= today() && (!end || today() < end)).map((one) => remark(words, one)),
    ...(excerpt.length ? [make("p", "result-excerpt", ...place, ...stretches(excerpt))] : []),
    ...(below.length ? [make("ul", "result-below", ...below.map((other) => under(words, other)))] : []),
  );
}

/** What a reader has to know of a document before opening it: what took its place, by what it was amended. */
function remark(words, [, , before, links, after]) {
  const named = links.flatMap(([url, name], at) => [...(at ? [words.and] : []), link(url, name)]);
  return make("p", "result-remark", before, ...named, after);
}

const under = (words, { url, kind, title }) =>
  make("li", "", `${kind === "interpretation" ? words.below : words.kind[kind] || kind} `, link(url, title));
