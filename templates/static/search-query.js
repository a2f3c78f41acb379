// From a reader's words to documents, in tiers, and in which order they are shown. A hit is {document, section, holds, rank,
// weight, place, terms}: `holds` says how it was found, and so what may be said of it.
import { PINYIN } from "./search-text.js";

const ENOUGH = 100; // exact hits that make related ones needless
const SENTENCE = 5; // letters
const SEGMENTER = Intl.Segmenter && new Intl.Segmenter("zh", { granularity: "word" });
// Latin words and numbers, in signs of theirs: Wi-Fi, GB/T, 9704.1-2012, 二○○四. None is cut; 1 in 1月1日 is none.
const WHOLE = "[一二三四五六七八九]+[〇○◯][一二三四五六七八九零〇○◯]*|[\\p{Script=Latin}\\p{Nd}]+(?:[-.·&+'’_,，/][\\p{Script=Latin}\\p{Nd}]+)+|[\\p{Script=Latin}\\p{Nd}]{2,}";
const MOST = 0.5; // of the weight of all words: what a related document must hold
const BY_SYNONYM = 0.6; // of the weight of a word, for documents that only have a synonym of it

// Higher comes first; within a rank, what is in force.
const RANKS = { number: 7, titleWhole: 6, title: 5, field: 4, text: 3, synonym: 2, complete: 1, partial: 0 };

// What a document holds of a question, and in which section of the answer it stands.
export const SECTIONS = { number: 0, phrase: 0, sound: 0, apart: 0, synonym: 1, all: 2, part: 2, mention: 3 };

/** The words that were typed apart; 100,000 and 2、5 are not. */
const wordsIn = (text) => text.split(/\s+|(?<!\p{Nd})[,，、;；]+|[,，、;；]+(?!\p{Nd})/u).filter(Boolean);

// --------------------------------------------------------------------------------------------------- exact

/**
 * Hits by document: the number, the words as one phrase, all words that were typed apart, pinyin of the title. Where there
 * is a document of that number, others only mention it.
 */
export async function exactHits(index, text) {
  const hits = new Map();
  const words = wordsIn(text);
  const whole = words.join("");
  const key = index.rules.numberKey(text);
  const [byNumber, asPhrase, apart, sound] = await Promise.all([
    key ? index.findTokens([key]) : new Map(),
    findPhrase(index, whole),
    words.length > 1 ? Promise.all(words.map((word) => findPhrase(index, word))).then(inAll) : new Map(),
    soundHits(index, whole),
  ]);
  add(byNumber, "number", [whole], () => RANKS.number);
  add(asPhrase, byNumber.size ? "mention" : "phrase", [whole], (document, zone) => phraseRank(index, document, zone, whole));
  if (byNumber.size) return hits;
  add(apart, "apart", words, (_, zone) => (zone === "text" ? RANKS.text : RANKS.field));
  add(sound, "sound", [], () => RANKS.title);
  return hits;

  function add(found, holds, terms, rankOf) {
    for (const [document, { place, weight: about }] of found) {
      if (hits.has(document)) continue;
      const rank = rankOf(document, index.zone(place));
      const weight = rank >= RANKS.title ? 1 / index.facts(document).letters : about;
      hits.set(document, { document, section: SECTIONS[holds], holds, rank, weight, place, terms });
    }
  }
}

/** Whether a question is nothing but a document number as it is printed, with its year in brackets. */
const isNumber = (index, text) => /[〔［[(（【〈﹝]\s*\p{Nd}{4}/u.test(text) && index.rules.numberKey(text) !== null;

function phraseRank(index, document, zone, words) {
  if (zone === "title" || zone === "letters") {
    const whole = [...index.rules.fold(words)].length >= index.facts(document).letters;
    return whole ? RANKS.titleWhole : RANKS.title;
  }
  return zone === "number" || zone === "keyword" ? RANKS.field : RANKS.text;
}

/** Documents that contain the words as they stand: {place, weight}. */
async function findPhrase(index, words) {
  const { tokens, endings, part } = index.rules.phrase(words);
  if (part) return index.findTokens([part]);
  return inAny(await Promise.all(endings.map((ending) => index.findTokens([...tokens, ending]))));
}

/** Documents that are in any map, with the earliest place. */
function inAny(maps) {
  const all = new Map();
  for (const [document, { place, weight }] of maps.flatMap((map) => [...map])) {
    const other = all.get(document) ?? { place, weight: 0 };
    all.set(document, { place: Math.min(place, other.place), weight: weight + other.weight });
  }
  return all;
}

/** Documents that are in every map, with the place in the first. */
function inAll([first = new Map(), ...others]) {
  return new Map([...first].filter(([document]) => others.every((other) => other.has(document))));
}

/** Documents whose title sounds like the Latin letters typed: whole syllables, or three initials and more. */
async function soundHits(index, text) {
  const letters = text.toLowerCase();
  if (!/^[a-z']{3,80}$/.test(letters)) return new Map();
  const initials = [...letters].slice(1).map((letter, at) => PINYIN + PINYIN + letters[at] + letter);
  const ways = syllableReadings(letters, index.syllables).map((reading) => reading.map((s) => PINYIN + s));
  if (!/[iuv']/.test(letters)) ways.push(initials); // with which no syllable begins
  return inAny(await Promise.all(ways.map(index.findTokens)));
}

/** The ways to read letters as known syllables, the ones with the longest syllables first; at most four. */
function syllableReadings(letters, syllables) {
  const readings = [];
  const read = (rest, before) => {
    if (readings.length === 4) return;
    if (!rest) readings.push(before);
    for (let length = Math.min(rest.length, 6); length > 0; length -= 1) {
      const syllable = rest.slice(0, length);
      if (syllables.has(syllable)) read(rest.slice(length).replace(/^'/, ""), [...before, syllable]);
    }
  };
  read(letters, []);
  return readings.filter((reading) => reading.length > 1);
}

// -------------------------------------------------------------------------------------------------- related

/**
 * What is found for a query, as it becomes known: {hits}, then the same with related ones and the `words` that the question
 * was taken for; `more_soon` says that these follow.
 */
export async function* findings(index, text) {
  const asked = exactHits(index, text);
  const ahead = isSentence(text) && !isNumber(index, text) ? partsOf(index, text) : undefined;
  if (ahead) ahead.catch(() => {}); // told where it is waited for
  const exact = await asked;
  const hits = [...exact.values()];
  if (exact.size >= ENOUGH || isNumber(index, text) || hits.some(({ holds }) => holds === "number")) {
    yield { hits };
    return;
  }
  if (exact.size) yield { hits, more_soon: true };
  const parts = await (ahead || partsOf(index, text));
  yield { hits: [...hits, ...relatedHits(index, parts, exact)], words: parts.words };
}

/** Whether a query is so long that hardly any document holds it as it stands: then its parts are looked up at once. */
const isSentence = (text) => [...wordsIn(text).join("")].length >= SENTENCE && !/^[a-z'\s]*$/i.test(text);

/** What related documents are found by: synonyms of the whole query, its parts, and the words that are named to the reader. */
async function partsOf(index, text) {
  const typed = wordsIn(text);
  const pieces = typed.map((word) => segments(index, word));
  const others = otherWords(index, typed.join(""));
  const [bySynonym, parts, named] = await Promise.all([
    Promise.all(others.map((other) => findPhrase(index, other))).then(inAny),
    weighedParts(index, [...new Set(pieces.flatMap((row) => row.map(({ piece }) => piece)))]),
    namedWords(index, typed, pieces),
  ]);
  return { others, bySynonym, parts, ...named };
}

/**
 * The words that a question is made of: {words, all}: each as [word, whether any document has it, whether it is surely a
 * word], and the documents that have them all. What was typed apart is taken as it was typed.
 */
async function namedWords(index, typed, pieces) {
  const sure = new Map(
    typed.length > 1
      ? typed.map((word) => [word, true])
      : pieces.flatMap((row) => row.map(({ piece, within = piece, isWord }) => [within, isWord])),
  );
  const found = await Promise.all([...sure.keys()].map((word) => findPhrase(index, word)));
  return {
    words: [...sure].map(([word, isWord], at) => [word, found[at].size > 0, isWord]),
    all: inAll(found),
  };
}

/** Hits beyond the exact ones: documents with synonyms of the words, and those that hold most of the words. */
function relatedHits(index, { all, others, bySynonym, parts }, exact) {
  const hits = new Map();
  for (const [document, hit] of bySynonym) {
    if (exact.has(document)) continue;
    hits.set(document, { document, section: SECTIONS.synonym, holds: "synonym", rank: RANKS.synonym, ...hit, terms: others });
  }
  for (const { held, ...hit } of holders(index, parts)) {
    if (exact.has(hit.document) || hits.has(hit.document) || held < MOST) continue;
    const holds = all.has(hit.document) ? "all" : "part";
    hits.set(hit.document, { ...hit, section: SECTIONS[holds], holds, rank: held === 1 ? RANKS.complete : RANKS.partial });
  }
  return [...hits.values()];
}

/** The other words of a query that is one of a group of synonyms. */
function otherWords(index, text) {
  const word = index.rules.fold(text);
  return index.synonyms.flatMap((group) => (group.includes(word) ? group.filter((other) => other !== word) : []));
}

/**
 * The parts of a query that any document holds, the weightiest first: {terms, places, own, joined}. A part is found by its
 * synonyms too; `own` are the documents with the word itself, `joined` those where the next part follows at once. What
 * is rarer weighs more.
 */
async function weighedParts(index, words) {
  const parts = await Promise.all(
    words.map(async (word, at) => {
      const others = otherWords(index, word);
      const [own, joined, ...found] = await Promise.all([
        findPhrase(index, word),
        words[at + 1] ? findPhrase(index, word + words[at + 1]) : new Map(),
        ...others.map((other) => findPhrase(index, other)),
      ]);
      return { terms: [word, ...others], places: new Map([...inAny(found), ...own]), own, joined };
    }),
  );
  const known = parts.filter(({ places }) => places.size);
  if (words.some(isWord) && !known.some(({ terms }) => terms.some(isWord))) return []; // letters left over say nothing
  for (const part of known) part.weight = rarity(index, part.places);
  return known.sort((a, b) => b.weight - a.weight);
}

const isWord = (term) => [...term].length > 1;

const rarity = (index, { size }) => Math.log(1 + index.size / size);

/** The documents that hold any of the parts; `held` is the share of the weight that they hold, 1 for all. */
function holders(index, parts) {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const found = new Map();
  for (const { terms, places, own, joined, weight } of parts) {
    const together = joined.size ? rarity(index, joined) : 0;
    for (const [document, { place, weight: about }] of places) {
      const hit = found.get(document) ?? { document, place, terms: [], weight: 0, count: 0, sum: 0 };
      hit.weight += (own.has(document) ? weight : weight * BY_SYNONYM) * (1 + about);
      if (index.zone(place) === "title") hit.weight += weight / 2;
      if (joined.has(document)) hit.weight += together;
      hit.sum += weight;
      hit.count += 1;
      hit.terms.push(...terms);
      found.set(document, hit);
    }
  }
  const hasWords = parts.some(({ terms }) => terms.some(isWord));
  return [...found.values()]
    .filter(({ terms }) => !hasWords || terms.some(isWord))
    .map(({ count, sum, ...hit }) => ({ ...hit, held: count === parts.length ? 1 : sum / total }));
}

/**
 * The words of a stretch of text without fillers: {piece, isWord}, where letters that the browser cannot tell are joined and
 * may be no word. One word alone is cut into overlapping pairs of letters, {piece, within, isWord}, which belong to it.
 */
function segments(index, text) {
  const known = index.synonyms.flat().filter((word) => word.length > 1 && text.includes(word));
  const cuts = new RegExp(`(${[...known.sort((a, b) => b.length - a.length), WHOLE].join("|")})`, "u");
  const words = text.split(cuts).flatMap((part, at) => (at % 2 ? [{ piece: part, isWord: true }] : dictionaryWords(index, part)));
  if (words.length > 1) return words;
  const { piece: word = text } = words[0] ?? {};
  const pairs = new RegExp(`^(?:${WHOLE})$`, "u").test(word) ? [word] : pairsOf(word);
  return pairs.map((piece) => ({ piece, within: word, isWord: true }));
}

/**
 * The words of the browser's dictionary. It cuts what it does not know anyhow, 卖骑 out of 外卖骑手, so beside letters that are
 * left over nothing is surely a word.
 */
function dictionaryWords(index, text) {
  if (!SEGMENTER) return text ? pairsOf(text).map((piece) => ({ piece, within: text, isWord: true })) : [];
  const runs = [[]];
  for (const { segment, isWordLike } of SEGMENTER.segment(text)) {
    if (!isWordLike || index.fillers.has(segment)) runs.push([]);
    else runs[runs.length - 1].push(segment);
  }
  return runs.flatMap((run) => joined(run));
}

/** A run of segments as words: single letters that follow each other are one, 贴 + 息. */
function joined(run) {
  const isLetter = (segment) => [...segment].length === 1;
  const words = [];
  run.forEach((segment, at) => {
    if (isLetter(segment) && at && isLetter(run[at - 1])) words[words.length - 1].piece += segment;
    else words.push({ piece: segment });
  });
  const isSure = run.length === 1 || !run.some(isLetter);
  return words.map(({ piece }) => ({ piece, isWord: isSure }));
}

function pairsOf(text) {
  const letters = [...text];
  return letters.length > 2 ? letters.slice(1).map((letter, at) => letters[at] + letter) : [text];
}

// ---------------------------------------------------------------------------------------------------- order

const standing = (status) => (status === "in_force" || !status ? 0 : status === "not_yet_effective" ? 1 : 2);

/** By section; then by field, what is in force, weight, and the newer first. */
export const byRank = (index) => (a, b) =>
  a.section - b.section ||
  b.rank - a.rank ||
  standing(a.status) - standing(b.status) ||
  b.weight - a.weight ||
  byDate(index)(a, b);

/** By section; then the newer first. */
export const byDate = (index) => (a, b) =>
  a.section - b.section ||
  index.facts(b.document).day - index.facts(a.document).day ||
  a.document - b.document;

/** Hits with the interpretations of a policy under it, where both were found. */
export function grouped(index, hits) {
  const groups = new Map(hits.map((hit) => [hit.document, { ...hit, below: [] }]));
  for (const hit of hits) {
    const policy = groups.get(index.facts(hit.document).policy);
    if (policy && policy.section <= hit.section) {
      policy.below.push(hit.document);
      groups.delete(hit.document);
    }
  }
  return [...groups.values()];
}
