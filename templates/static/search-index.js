// The published index (`search-index/`, see disclosure/search.py) as the worker reads it: tables of documents, pieces of
// raw text, and the lists of places that Pagefind made, in which phrases are looked up. A document is one number: its
// shard times `ROWS`, plus its row there.
import { BREAK, textRules } from "./search-text.js";

const ROWS = 2 ** 20;
const SUGGESTED = 8;
const SATURATION = 1.4; // BM25: how soon one more occurrence stops to matter,
const LENGTH = 0.75; // and how much the length of a text does

/** The index at an address: {view, suggestions}. Nothing is loaded before it is needed, and nothing twice. */
export function openIndex(address) {
  const base = new URL(address);
  const manifest = once(() => json(new URL("manifest.json", base), { cache: "no-cache" }));
  const tables = once(async () => json(new URL((await manifest()).rules, base)));
  const rules = once(async () => textRules(await tables()));
  const suggested = async (name) => json(new URL(`suggest/${name}`, base));
  const suggestionHead = once(async () => suggested((await manifest()).suggestions));
  const opened = new Map();
  const loaded = new Map();

  function bucketAt(name) {
    if (!loaded.has(name)) loaded.set(name, suggested(name));
    return loaded.get(name);
  }

  /** One shard, opened at most once; `soon` says that phrases will be looked up in it. */
  function shardAt(number, { name, table, index }, soon) {
    if (!opened.has(number)) opened.set(number, openShard(new URL(`${name}/`, base), table, index));
    const shard = opened.get(number);
    if (soon) shard.starts();
    return shard.ready();
  }

  /**
   * The documents that are searched together: all of them (`everything`), or the newest as far as one search may go; and
   * of some `libraries` alone, if any are named. With `soon`, what looking up phrases needs is fetched at once.
   */
  async function view({ everything, libraries = [], soon }) {
    const { shards: entries, zones, piece, at_once: most } = await manifest();
    const { searched, left } = scopeOf(entries, everything ? Infinity : most, libraries);
    const [text, { syllables, synonyms, fillers }, ...open] = await Promise.all([
      rules(),
      tables(),
      ...searched.map((number) => shardAt(number, entries[number], soon)),
    ]);
    const shards = new Map(searched.map((number, at) => [number, open[at]]));
    const at = (document) => [shards.get(Math.floor(document / ROWS)), document % ROWS];
    const named = Object.entries(zones).sort(([, a], [, b]) => b - a);

    return {
      rules: text,
      syllables: new Set(syllables),
      fillers: new Set(fillers),
      synonyms,
      left,
      unsearched: entries.filter((_, number) => !shards.has(number)).flatMap((entry) => entry.libraries),
      size: open.reduce((sum, { days }) => sum + days.length, 0),
      facets: [...new Set(open.flatMap(({ columns }) => Object.keys(columns.facets)))],

      /** Every document that holds the tokens in a row ("" is anything): {place, weight}, the earliest place and its share of BM25. */
      findTokens: async (tokens) => {
        const found = await Promise.all(
          [...shards].map(async ([number, shard]) =>
            (await shard.find(tokens)).map(([row, hit]) => [number * ROWS + row, hit]),
          ),
        );
        return new Map(found.flat());
      },
      zone: (place) => named.find(([, start]) => place >= start)[0],
      documents: () => [...shards].flatMap(([number, { days }]) => days.map((_, row) => number * ROWS + row)),
      /** What the table says of a document: {day, letters, timeline, policy, labels}; `letters` are those of the title. */
      facts: (document) => {
        const [{ columns, days }, row] = at(document);
        const policy = columns.group[row];
        return {
          day: days[row],
          letters: columns.title[row],
          timeline: valuesIn(columns.timeline, row)[0],
          policy: policy < 0 ? undefined : document - row + policy,
          labels: (name) => valuesIn(columns.facets[name], row),
        };
      },

      /** The piece of raw text around a place (the first for places outside the text): {head, text, first, passages}. */
      piece: async (document, place = 0) => {
        const [shard, row] = at(document);
        const token = place - zones.text;
        const number = token >= 0 && token < shard.columns.text[row] ? Math.floor(token / piece) : 0;
        const { first, text, passages, ...head } = await json(new URL(`text/${shard.ids[row]}-${number}.json`, shard.folder));
        return { head, first, text, passages, token: token - first };
      },
    };
  }

  /** Up to eight [text, kind] that contain what was typed: names first, then what begins with it. */
  async function suggestions(typed) {
    const [{ names, titles, common, buckets }, { fold }] = await Promise.all([suggestionHead(), rules()]);
    const bare = (text) => fold(text).replaceAll(BREAK, "");
    const wanted = bare(typed);
    if (!wanted) return [];
    const rare = [...wanted].find((letter) => !common.includes(letter));
    const texts = rare ? await bucketAt(buckets[rare.codePointAt(0) % buckets.length]) : titles;
    return [...names, ...texts.map((text) => [text, "document"])]
      .map((entry) => [entry, bare(entry[0]).indexOf(wanted)])
      .filter(([, at]) => at >= 0)
      .sort(([[, a], one], [[, b], other]) => (a === "document") - (b === "document") || !!one - !!other)
      .slice(0, SUGGESTED)
      .map(([entry]) => entry);
  }

  return { view, suggestions };
}

/** The numbers of the shards that are searched, the newest first, and what is left out: {documents, until}. */
function scopeOf(entries, most, libraries) {
  const fitting = entries
    .map((entry, number) => ({ ...entry, number }))
    .filter((entry) => !libraries.length || entry.libraries.some((name) => libraries.includes(name)))
    .sort((a, b) => (a.until < b.until ? 1 : -1));
  let letters = 0;
  const cut = fitting.findIndex((entry, at) => (letters += entry.letters) > most && at > 0);
  const rest = cut < 0 ? [] : fitting.slice(cut);
  return {
    searched: (cut < 0 ? fitting : fitting.slice(0, cut)).map(({ number }) => number),
    left: { documents: rest.reduce((sum, { documents }) => sum + documents, 0), until: rest[0]?.until ?? "" },
  };
}

function openShard(folder, table, index) {
  const starts = once(() => json(new URL(`${index}/starts.json`, folder)));
  const lists = once(async () => openLists(new URL(`${index}/`, folder), await starts()));
  const ready = once(async () => {
    const columns = await json(new URL(table, folder));
    const average = columns.text.reduce((sum, letters) => sum + letters, 0) / columns.text.length || 1;
    let day = 0;
    return {
      folder,
      columns,
      ids: columns.id.split(" "),
      days: columns.day.map((step) => (day += step)),
      find: async (tokens) => {
        const found = await (await lists()).find(tokens);
        return found.map(([row, { place, count }]) => {
          const length = 1 - LENGTH + (LENGTH * columns.text[row]) / average;
          return [row, { place, weight: (count * (SATURATION + 1)) / (count + SATURATION * length) }];
        });
      },
    };
  });
  return { starts, ready };
}

/** The values of one row of a column, which a shard may lack. */
function valuesIn({ values, rows } = { rows: [] }, row) {
  return [rows[row] ?? []].flat().map((position) => values[position]);
}

// ------------------------------------------------------------------------- the lists of places in Pagefind's chunks

/** The lists of one shard, in chunks that begin with the `starts`. */
function openLists(folder, starts) {
  const chunks = new Map();

  /** For a token: the rows of the documents that hold it, each with its places, ascending; undefined for none. */
  async function list(token) {
    const number = lastAtMost(starts, token);
    if (number < 0) return undefined;
    if (!chunks.has(number)) chunks.set(number, unpacked(new URL(`${number}.pf_index`, folder)).then(wordsOf));
    const words = await chunks.get(number);
    const packed = words.get(token);
    if (Array.isArray(packed)) words.set(token, placesOf(packed));
    return words.get(token);
  }

  /** [row, {place, count}] for every document that holds the tokens in a row: the earliest place, and how often. */
  async function find(tokens) {
    const offsets = [...tokens.keys()].filter((at) => tokens[at]);
    const lists = await Promise.all(offsets.map((at) => list(tokens[at])));
    if (!lists.length || lists.includes(undefined)) return [];
    const fewest = lists.reduce((least, other) => (other.size < least.size ? other : least));
    const found = [];
    for (const row of fewest.keys()) {
      const places = lists.map((rows) => rows.get(row));
      const hit = !places.includes(undefined) && inRow(places, offsets);
      if (hit) found.push([row, hit]);
    }
    return found;
  }

  return { find };
}

/** Where ascending lists of places hold a row, each at its offset: {place, count}, null for nowhere. */
function inRow([first, ...others], [, ...offsets]) {
  const at = others.map(() => 0);
  let hit = null;
  for (const place of first) {
    const whole = others.every((places, list) => {
      while (places[at[list]] < place + offsets[list]) at[list] += 1;
      return places[at[list]] === place + offsets[list];
    });
    if (whole) hit = { place: hit?.place ?? place, count: (hit?.count ?? 0) + 1 };
  }
  return hit;
}

/** Where in a sorted list the last text stands that is not behind `text`; in the order of UTF-8, as Pagefind sorts. */
function lastAtMost(sorted, text) {
  const bytes = (letters) => String.fromCharCode(...new TextEncoder().encode(letters));
  const wanted = bytes(text);
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bytes(sorted[middle]) > wanted) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

/** A chunk is [[[word, pages, …], …]] in CBOR. */
const wordsOf = (bytes) => new Map(decoded(bytes)[0].map(([word, pages]) => [word, pages]));

/** Pages are [[row, places, …], …]; rows and places count from the one before, and a negative place is a weight. */
function placesOf(pages) {
  let row = 0;
  return new Map(
    pages.map(([step, steps]) => {
      let place = 0;
      return [(row += step), steps.filter((next) => next >= 0).map((next) => (place += next))];
    }),
  );
}

/** The value that CBOR bytes hold: whole numbers, texts and lists are all that Pagefind writes. */
function decoded(bytes) {
  const texts = new TextDecoder();
  let at = 0;
  const number = (code) => {
    if (code < 24) return code;
    let value = 0;
    for (const end = at + (1 << (code - 24)); at < end; at += 1) value = value * 256 + bytes[at];
    return value;
  };
  const read = () => {
    const head = bytes[at];
    at += 1;
    const value = number(head & 31);
    if (head >> 5 === 0) return value;
    if (head >> 5 === 1) return -1 - value;
    if (head >> 5 === 3) return texts.decode(bytes.subarray(at, (at += value)));
    return Array.from({ length: value }, read);
  };
  return read();
}

// ------------------------------------------------------------------------------------------------- network

const SIGNATURE = "pagefind_dcd".length; // before the contents of every file that Pagefind packs

async function unpacked(address) {
  const response = await fetched(address);
  const bytes = await new Response(response.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  return new Uint8Array(bytes, SIGNATURE);
}

async function json(address, options) {
  return (await fetched(address, options)).json();
}

async function fetched(address, options) {
  const response = await fetch(address, options);
  if (!response.ok) throw new Error(`${response.status} ${address.pathname}`);
  return response;
}

/** A function that does its work at the first call and gives the same answer to every call. */
function once(work) {
  let answer;
  return () => (answer ??= work());
}
