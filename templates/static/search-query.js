// From a reader's words to documents, in tiers: document number, the words as one phrase, all words typed apart, pinyin of
// the title; and, while that is not enough, related documents: synonyms, and those that hold most of the words.
import { PINYIN } from "./search-text.js";

const ENOUGH = 100; // exact hits that make related ones needless
const MOST = 0.5; // of the weight of all words: what a related document must hold

const FEW = 600; // documents whose every match may be counted
const BY_SYNONYM = 0.6; // of the weight of a word, for documents that only have a synonym of it

// Higher comes first; within a rank, what is in force.
const RANKS = { number: 7, titleWhole: 6, title: 5, field: 4, text: 3, synonym: 2, complete: 1, partial: 0 };

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
  const about = await weights(index, [whole], asPhrase.size);
  add(byNumber, [whole], () => RANKS.number);
  add(asPhrase, [whole], (document, zone) => phraseRank(index, document, zone, whole));
  add(apart, words, (_, zone) => (zone === "text" ? RANKS.text : RANKS.field));
  add(sound, [], () => RANKS.title);
  return hits;

  function add(found, terms, rankOf) {
    for (const [document, place] of found) {
      if (hits.has(document)) continue;
      const rank = rankOf(document, zoneAt(index, place));
      const weight = rank >= RANKS.title ? 1 / index.number(document, "title") : (about.get(document) ?? 0);
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

/** How much documents are about the words, if so few hold them that this is quickly said. */
function weights(index, words, documents) {
  const phrases = words.map((word) => index.rules.phrase(word));
  const tokens = phrases.flatMap(({ tokens, endings }) => [...tokens, ...endings.slice(0, 1)]);
  return documents > 1 && documents <= FEW && tokens.length ? index.weighTokens(tokens) : new Map();
}

const zoneAt = (index, place) => index.zones.find(([, start]) => place >= start)[0];

/** Documents that contain the words as they stand, with the earliest place. */
async function findPhrase(index, words) {
  const { tokens, endings, parts } = index.rules.phrase(words);
  const ways = endings.length ? endings.map((ending) => [...tokens, ending]) : [tokens].filter((way) => way.length);
  const [found, ...rest] = await Promise.all([
    Promise.all(ways.map(index.findTokens)).then(inAny),
    ...parts.map((part) => index.findTokens([part])),
  ]);
  return inAll(ways.length ? [found, ...rest] : rest);
}

/** Documents that are in any map, with the earliest place. */
function inAny(maps) {
  const all = new Map();
  for (const [document, place] of maps.flatMap((map) => [...map])) {
    all.set(document, Math.min(place, all.get(document) ?? place));
  }
  return all;
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
  return inAny(await Promise.all([...readings, initials].map(index.findTokens)));
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
  const hits = new Map();
  const others = otherWords(index, words.join(""));
  for (const [document, place] of inAny(await Promise.all(others.map((other) => findPhrase(index, other))))) {
    if (exact.has(document)) continue;
    hits.set(document, { document, section: 1, rank: RANKS.synonym, weight: 0, place, terms: others });
  }
  const segmented = words.flatMap((word) => segments(index, word));
  const found = holders(index, await weighedParts(index, segmented));
  const complete = found.filter(({ held }) => held === 1).length;
  const about = await weights(index, segmented, complete);
  for (const { document, held, weight, ...hit } of found) {
    if (exact.has(document) || hits.has(document) || held < MOST) continue;
    const rank = held === 1 ? RANKS.complete : RANKS.partial;
    hits.set(document, { document, section: 1, rank, weight: weight + (about.get(document) ?? 0), ...hit });
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
  for (const part of known) part.weight = rarity(index, part.places);
  return known.sort((a, b) => b.weight - a.weight);
}

const rarity = (index, { size }) => Math.log(1 + index.size / size);

/** The documents that hold any of the parts; `held` is the share of the weight that they hold, 1 for all. */
function holders(index, parts) {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const found = new Map();
  for (const { terms, places, own, joined, weight } of parts) {
    const together = joined.size ? rarity(index, joined) : 0;
    for (const [document, place] of places) {
      const hit = found.get(document) ?? { document, place, terms: [], weight: 0, count: 0, sum: 0 };
      hit.weight += own.has(document) ? weight : weight * BY_SYNONYM;
      if (zoneAt(index, place) === "title") hit.weight += weight / 2;
      if (joined.has(document)) hit.weight += together;
      hit.sum += weight;
      hit.count += 1;
      hit.terms.push(...terms);
      found.set(document, hit);
    }
  }
  return [...found.values()].map(({ count, sum, ...hit }) => ({ ...hit, held: count === parts.length ? 1 : sum / total }));
}

/** The words of a stretch of text without fillers; overlapping pairs of letters where the browser cannot tell words. */
function segments(index, text) {
  const known = index.synonyms.flat().filter((word) => word.length > 1 && text.includes(word));
  const cuts = known.length ? new RegExp(`(${known.sort((a, b) => b.length - a.length).join("|")})`, "u") : /$^/u;
  const words = text.split(cuts).flatMap((stretch) => (known.includes(stretch) ? [stretch] : dictionaryWords(stretch)));
  return words.length > 1 ? words : pairsOf(words[0] ?? text);
}

function dictionaryWords(text) {
  if (typeof Intl.Segmenter !== "function") return pairsOf(text);
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
  return words;
}

function pairsOf(text) {
  const letters = [...text];
  return letters.length > 2 ? letters.slice(1).map((letter, at) => letters[at] + letter) : [text];
}
