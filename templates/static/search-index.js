// The published index (`search-index/`, see disclosure/search/index.py) as the worker reads it: tables of documents, pieces of
// raw text, and the lists of places that Pagefind made, in which phrases are looked up. A document is one number: its
// shard times `ROWS`, plus its row there. All rows of a shard stand behind each other, so a place alone says in which.
import { bytes, json, kept, keptEach } from "./fetching.js";
import { textRules } from "./search-text.js";

const ROWS = 2 ** 20;
const SATURATION = 1.4; // BM25: how soon one more occurrence stops to matter,
const LENGTH = 0.75; // and how much the length of a text does

/**
 * The index at an address: {view, version}. Nothing is loaded before it is needed, and nothing twice.
 *
 * Of a file that cannot be had, what it holds is missing from the answer, which says so (`lost`). Only where the server has
 * no such file, which is so after a new publication, there is no answer, unless `isLenient`: then it is missing, too.
 */
export function openIndex(address, isLenient) {
  const base = new URL(address);
  const manifest = kept(() => json(new URL("manifest.json", base), { cache: "no-cache" }));
  const tables = kept(async () => json(new URL((await manifest()).rules, base)));
  const rules = kept(async () => textRules(await tables()));
  const opened = new Map();

  /** One shard, opened at most once; `soon` says that phrases will be looked up in it. */
  function shardAt(number, { name, table, index }, front, soon) {
    if (!opened.has(number)) opened.set(number, openShard(new URL(`${name}/`, base), table, index, front));
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
    let lost = 0;
    /** What is waited for; undefined where it is missing. */
    const spare = (waiting) =>
      waiting.catch((failure) => {
        if (failure.isGone && !isLenient) throw failure;
        lost += 1;
      });
    const [text, { syllables, synonyms, fillers }, ...open] = await Promise.all([
      rules(),
      tables(),
      ...searched.map((number) => spare(shardAt(number, entries[number], zones.text, soon))),
    ]);
    const shards = new Map(searched.map((number, at) => [number, open[at]]).filter(([, shard]) => shard));
    if (!shards.size && searched.length) throw new Error("no shard could be opened");
    const at = (document) => [shards.get(Math.floor(document / ROWS)), document % ROWS];
    const named = Object.entries(zones).sort(([, a], [, b]) => b - a);

    return {
      rules: text,
      syllables: new Set(syllables),
      fillers: new Set(fillers),
      synonyms,
      left,
      unsearched: entries.filter((_, number) => !shards.has(number)).flatMap((entry) => entry.libraries),
      size: [...shards.values()].reduce((sum, { days }) => sum + days.length, 0),
      facets: [...new Set([...shards.values()].flatMap(({ columns }) => Object.keys(columns.facets)))],
      /** How many files were missing so far. */
      lost: () => lost,

      /** Every document that holds the tokens in a row ("" is anything): {place, weight}, the earliest place and its share of BM25. */
      findTokens: async (tokens) => {
        const found = await Promise.all(
          [...shards].map(async ([number, shard]) =>
            (await shard.find(tokens, spare)).map(([row, hit]) => [number * ROWS + row, hit]),
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

      /**
       * The piece of raw text around a place (the first for places outside the text): {head, text, first, passages, token};
       * `token` is -1 for such places. Where it is missing, the first one instead; undefined where that is, too.
       */
      piece: async (document, place = 0) => {
        const [shard, row] = at(document);
        const token = place - zones.text;
        const isInText = token >= 0 && token < shard.columns.text[row];
        const number = isInText ? Math.floor(token / piece) : 0;
        const load = (at) => spare(shard.text(`${shard.ids[row]}-${at}`));
        const found = (await load(number)) || (number ? await load(0) : undefined);
        if (!found) return undefined;
        const { first, text, passages, ...head } = found;
        return { head, first, text, passages, token: isInText ? token - first : -1 };
      },
    };
  }

  return { view, version: async () => JSON.stringify(await manifest()) };
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

/** `front` is how many tokens a row has before its text. */
function openShard(folder, table, index, front) {
  const starts = kept(() => json(new URL(`${index}/starts.json`, folder)));
  const lists = kept(async () => openLists(new URL(`${index}/`, folder), await starts()));
  const ready = kept(async () => {
    const columns = await json(new URL(table, folder));
    const average = columns.text.reduce((sum, letters) => sum + letters, 0) / columns.text.length || 1;
    let day = 0;
    let end = 0;
    const ends = columns.text.map((letters, row) => (end += front + letters + columns.tail[row]));
    return {
      columns,
      ids: columns.id.split(" "),
      days: columns.day.map((step) => (day += step)),
      text: keptEach((name) => json(new URL(`text/${name}.json`, folder))),
      find: async (tokens, spare) => {
        const all = await spare(lists());
        const found = all ? await all.find(tokens, spare) : [];
        return byRow(found, ends).map(([row, place, count]) => {
          const length = 1 - LENGTH + (LENGTH * columns.text[row]) / average;
          return [row, { place, weight: (count * (SATURATION + 1)) / (count + SATURATION * length) }];
        });
      },
    };
  });
  return { starts, ready };
}

/** Ascending places by the row they are in: [row, the first place in it, how many]; a row ends where `ends` says. */
function byRow(places, ends) {
  const found = [];
  let row = 0;
  let last;
  for (const place of places) {
    if (last && place < ends[row]) {
      last[2] += 1;
      continue;
    }
    while (place >= ends[row]) row += 1;
    last = [row, place - (ends[row - 1] ?? 0), 1];
    found.push(last);
  }
  return found;
}

/** The values of one row of a column, which a shard may lack. */
function valuesIn(column, row) {
  return [].concat(column?.rows[row] ?? []).map((position) => column.values[position]);
}

// ------------------------------------------------------------------------- the lists of places in Pagefind's chunks

/** The lists of one shard, in chunks that begin with the `starts`. */
function openLists(folder, starts) {
  const chunk = keptEach((number) => bytes(new URL(`${number}.pf_index`, folder), unpacked));

  /** The places of a token, ascending; empty for none. */
  async function list(token, spare) {
    const wanted = sortable(token);
    let number = -1; // of the last chunk that does not begin behind it
    for (let step = 2 ** 24; step >= 1; step /= 2) {
      if (number + step < starts.length && sortable(starts[number + step]) <= wanted) number += step;
    }
    const found = number < 0 ? undefined : await spare(chunk(number));
    return found ? placesIn(found, token) : [];
  }

  /** Where the tokens stand in a row, ascending. */
  async function find(tokens, spare) {
    const offsets = [...tokens.keys()].filter((at) => tokens[at]);
    const lists = await Promise.all(offsets.map((at) => list(tokens[at], spare)));
    return inRow(lists.map((places, at) => ({ places, offset: offsets[at], at: 0 })));
  }

  return { find };
}

/** Where lists of places hold a row, each at its offset. */
function inRow(lists) {
  if (!lists.length) return [];
  const [fewest, ...others] = lists.sort((a, b) => a.places.length - b.places.length);
  return fewest.places.map((place) => place - fewest.offset).filter((start) =>
    others.every((list) => {
      const wanted = start + list.offset;
      while (list.places[list.at] < wanted) list.at += 1;
      return list.places[list.at] === wanted;
    }),
  );
}

/** A text that JavaScript, which compares halves of code points, sorts by code points, as Pagefind does: halves go last. */
const sortable = (text) =>
  text.replace(/[\ud800-\uffff]/g, (unit) => String.fromCharCode(unit.charCodeAt(0) + (unit < "\ue000" ? 0x2000 : -0x800)));

/**
 * The places of a token in a chunk, which is [[[token, [[0, places]]], …]] in CBOR: whole numbers, texts and lists are all
 * that Pagefind writes. A place counts from the one before; a negative number is a weight.
 */
function placesIn(bytes, token) {
  const wanted = new TextEncoder().encode(token);
  let at = 0;
  const read = () => {
    const head = bytes[at++];
    let value = head & 31;
    if (value > 23) {
      const end = at + (1 << (value - 24));
      for (value = 0; at < end; at += 1) value = value * 256 + bytes[at];
    }
    return head >> 5 === 1 ? -1 - value : value;
  };
  const skip = () => {
    const kind = bytes[at] >> 5;
    const value = read();
    if (kind === 3) at += value;
    if (kind === 4) for (let left = value; left; left -= 1) skip();
  };
  read();
  for (let left = read(); left; left -= 1) {
    const parts = read();
    const length = read();
    const same = length === wanted.length && wanted.every((byte, offset) => byte === bytes[at + offset]);
    at += length;
    if (same) {
      for (let heads = 3; heads; heads -= 1) read(); // one page, of two parts or more, with the number 0
      const places = [];
      let place = 0;
      for (let number = read(); number; number -= 1) {
        const step = read();
        if (step >= 0) places.push((place += step));
      }
      return places;
    }
    for (let part = 1; part < parts; part += 1) skip();
  }
  return [];
}

// ------------------------------------------------------------------------------------------------- network

const SIGNATURE = "pagefind_dcd".length; // before the contents of every file that Pagefind packs

async function unpacked(packed) {
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  const written = [writer.write(packed), writer.close()];
  const [all] = await Promise.all([new Response(readable).arrayBuffer(), ...written]);
  return new Uint8Array(all, SIGNATURE);
}
