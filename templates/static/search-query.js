// From a reader's words to documents, in tiers: document number, the words as one phrase, all words typed apart, pinyin of
// the title; and, while that is not enough, related documents that hold most of the words.
import { PINYIN } from "./search-text.js";

const ENOUGH = 100; // exact hits that make related ones needless
const MOST = 0.5; // of the weight of all words: what a related document must hold

// Higher comes first; within a rank, what is in force.
const RANKS = { number: 6, titleWhole: 5, title: 4, field: 3, text: 2, related: 1 };

// Words that say how one asks, not what about.
const FILLERS = new Set(
  ("的 了 吗 呢 吧 啊 么 有 没有 是 不是 在 和 与 及 或 对 为 于 把 被 从 到 给 让 向 就 都 也 还 要 想 会 能 可以 需要 应该 我 我们 你 您 他 她 " +
    "它 这 那 这个 那个 哪 哪里 哪儿 哪些 什么 怎么 怎么办 怎样 如何 为什么 多少 几 请问 请 去 来 办 个 一个 一下 关于 有关 住").split(" "),
);

/** Hits {document, section, rank, weight, place, terms}; section 0 is exact, 1 related. */
export async function collect(index, text) {
  const words = text.split(/[\s,，、;；]+/u).filter(Boolean);
  const exact = await exactHits(index, text, words);
  const related = exact.size < ENOUGH ? await relatedHits(index, words, exact) : [];
  return [...exact.values(), ...related];
}

// --------------------------------------------------------------------------------------------------- exact

async function exactHits(index, text, words) {
  const hits = new Map();
  const whole = words.join("");
  const key = index.rules.numberKey(text);
  const [byNumber, asPhrase, apart, sound] = await Promise.all([
    key ? index.findTokens([key]) : new Map(),
    findPhrase(index, whole),
    words.length > 1 ? Promise.all(words.map((word) => findPhrase(index, word))).then(inAll) : new Map(),
    soundHits(index, whole),
  ]);
  add(byNumber, [whole], () => RANKS.number);
  add(asPhrase, [whole], (document, zone) => phraseRank(index, document, zone, whole));
  add(apart, words, (_, zone) => (zone === "text" ? RANKS.text : RANKS.field));
  add(sound, [], () => RANKS.title);
  return hits;

  function add(found, terms, rankOf) {
    for (const [document, place] of found) {
      if (hits.has(document)) continue;
      const rank = rankOf(document, zoneAt(index, place));
      const weight = rank >= RANKS.title ? 1 / index.number(document, "title") : 0;
      hits.set(document, { document, section: 0, rank, weight, place, terms });
    }
  }
}

function phraseRank(index, document, zone, words) {
  if (zone === "title" || zone === "letters") {
    const whole = [...index.rules.fold(words)].length >= index.number(document, "title");
    return whole ? RANKS.titleWhole : RANKS.title;
  }
  return zone === "number" || zone === "keyword" ? RANKS.field : RANKS.text;
}

const zoneAt = (index, place) => index.zones.find(([, start]) => place >= start)[0];

/** Documents that contain the words as they stand, with the earliest place. */
async function findPhrase(index, words) {
  const { tokens, singles } = index.rules.phrase(words);
  const parts = [tokens, ...singles.map((single) => [single])].filter((part) => part.length);
  return inAll(await Promise.all(parts.map(index.findTokens)));
}

/** Documents that are in every map, with the place in the first. */
function inAll([first = new Map(), ...others]) {
  return new Map([...first].filter(([document]) => others.every((other) => other.has(document))));
}

// --------------------------------------------------------------------------------------------------- pinyin

/** Documents whose title sounds like the Latin letters typed: whole syllables, or three initials and more. */
async function soundHits(index, text) {
  const letters = text.toLowerCase();
  if (!/^[a-z']{3,80}$/.test(letters)) return new Map();
  const initials = [...letters].slice(1).map((letter, at) => PINYIN + PINYIN + letters[at] + letter);
  const readings = syllableReadings(letters, index.syllables).map((reading) => reading.map((s) => PINYIN + s));
  const found = await Promise.all([...readings, initials].map(index.findTokens));
  return new Map(found.flatMap((map) => [...map]));
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

async function relatedHits(index, words, exact) {
  const parts = words.flatMap((word) => segments(index, word));
  const found = await Promise.all(parts.map(async (words) => ({ words, places: await findPhrase(index, words) })));
  const known = found.filter(({ places }) => places.size);
  // Neighbouring parts that also stand side by side in a document mean what the reader meant.
  const joined = await Promise.all(
    parts.slice(1).map((part, at) => findPhrase(index, parts[at] + part).then((places) => ({ places }))),
  );
  const weigh = (part) => Math.log(1 + index.size / part.places.size);
  known.forEach((part) => (part.weight = weigh(part)));
  const needed = MOST * known.reduce((sum, { weight }) => sum + weight, 0);
  const hits = new Map();
  for (const { words: term, places, weight } of known.sort((a, b) => b.weight - a.weight)) {
    for (const [document, place] of places) {
      if (exact.has(document)) continue;
      const hit = hits.get(document) ?? { document, section: 1, rank: RANKS.related, weight: 0, place, terms: [] };
      hit.weight += zoneAt(index, place) === "title" ? 1.5 * weight : weight;
      hit.held = (hit.held ?? 0) + weight;
      hit.terms.push(term);
      hits.set(document, hit);
    }
  }
  for (const part of joined.filter(({ places }) => places.size)) {
    for (const document of part.places.keys()) if (hits.has(document)) hits.get(document).weight += weigh(part) / 2;
  }
  return [...hits.values()].filter(({ held }) => held >= needed);
}

/** The words of a stretch of text without fillers; letter pairs where the browser cannot tell words. */
function segments(index, text) {
  if (typeof Intl.Segmenter !== "function") return pairsOf(index, text);
  const words = [];
  let alone = "";
  const settle = () => {
    if (alone) words.push(alone);
    alone = "";
  };
  for (const { segment, isWordLike } of new Intl.Segmenter("zh", { granularity: "word" }).segment(text)) {
    if (!isWordLike || FILLERS.has(segment)) settle();
    else if ([...segment].length === 1) alone += segment; // 贴 + 息: not in the browser's dictionary
    else {
      settle();
      words.push(segment);
    }
  }
  settle();
  return words.length > 1 ? words : pairsOf(index, text);
}

function pairsOf(index, text) {
  const letters = [...text];
  return letters.length > 2 ? letters.slice(1).map((letter, at) => letters[at] + letter) : [text];
}
