// The published index (`search-index/`, see disclosure/search.py) as the worker reads it: tables of documents, pieces of
// raw text, and phrases found by Pagefind. A document is one number: its shard times `ROWS`, plus its row there.
import { textRules } from "./search-text.js";

const ROWS = 2 ** 20;

/** The index at an address. With `soon`, Pagefind is fetched beside the tables, not at the first phrase. */
export async function openIndex(address, soon) {
  const base = new URL(address);
  const manifest = await json(new URL("manifest.json", base), { cache: "no-cache" });
  const engine = openEngine(new URL(`${manifest.engine}/`, base));
  if (soon) engine.start();
  const [tables, ...shards] = await Promise.all([
    json(new URL(manifest.rules, base)),
    ...manifest.shards.map((shard) => openShard(new URL(`${shard.name}/`, base), shard, engine, soon)),
  ]);
  const rules = textRules(tables);
  const at = (document) => [shards[Math.floor(document / ROWS)], document % ROWS];

  /** Every document that holds the tokens side by side, with the earliest place where they stand. */
  async function findTokens(tokens) {
    const found = await Promise.all(
      shards.map(async (shard, number) => {
        const places = await shard.find(tokens);
        return places.map(([id, place]) => [number * ROWS + shard.rowOf.get(id), place]);
      }),
    );
    return new Map(found.flat());
  }

  /** How much each document that holds all the tokens, wherever, is about them (BM25, by Pagefind). */
  async function weighTokens(tokens) {
    const found = await Promise.all(
      shards.map(async (shard, number) => {
        const weights = await shard.weigh(tokens);
        return weights.map(([id, weight]) => [number * ROWS + shard.rowOf.get(id), weight]);
      }),
    );
    return new Map(found.flat());
  }

  return {
    rules,
    syllables: new Set(tables.syllables),
    synonyms: tables.synonyms,
    zones: Object.entries(manifest.zones).sort(([, a], [, b]) => b - a),
    size: shards.reduce((sum, { days }) => sum + days.length, 0),
    facets: [...new Set(shards.flatMap(({ columns }) => Object.keys(columns.facets)))],
    findTokens,
    weighTokens,

    documents: () => shards.flatMap(({ days }, number) => days.map((_, row) => number * ROWS + row)),
    day: (document) => {
      const [shard, row] = at(document);
      return shard.days[row];
    },
    number: (document, name) => {
      const [{ columns }, row] = at(document);
      return columns[name][row];
    },
    value: (document, name) => {
      const [{ columns }, row] = at(document);
      return valuesIn(columns[name], row)[0];
    },
    labels: (document, name) => {
      const [{ columns }, row] = at(document);
      return columns.facets[name] ? valuesIn(columns.facets[name], row) : [];
    },
    policyOf: (document) => {
      const [{ columns }, row] = at(document);
      return columns.group[row] < 0 ? undefined : document - row + columns.group[row];
    },

    /** The piece of raw text around a place (the first one for places outside the text): {head, text, first, passages}. */
    piece: async (document, place = 0) => {
      const [shard, row] = at(document);
      const token = place - manifest.zones.text;
      const number = token >= 0 && token < shard.columns.text[row] ? Math.floor(token / manifest.piece) : 0;
      const { first, text, passages, ...head } = await json(new URL(`text/${shard.ids[row]}-${number}.json`, shard.folder));
      return { head, first, text, passages, token: token - first };
    },
  };
}

async function openShard(folder, { meta, table }, engine, soon) {
  let finder;
  const finding = () => (finder ??= openFinder(folder, meta, engine));
  if (soon) finding();
  const columns = await json(new URL(table, folder));
  const ids = columns.id.split(" ");
  let day = 0;
  return {
    folder,
    columns,
    ids,
    rowOf: new Map(ids.map((id, row) => [id, row])),
    days: columns.day.map((step) => (day += step)),
    find: async (tokens) => (await finding()).find(tokens),
    weigh: async (tokens) => (await finding()).weigh(tokens),
  };
}

function valuesIn({ values, rows }, row) {
  return [rows[row]].flat().map((position) => values[position]);
}

// ------------------------------------------------------------------------------------------------ Pagefind

/** Pagefind's functions, loaded once for all shards: `await engine.start()`. */
function openEngine(folder) {
  let started;
  const start = async () => {
    const [{ wasm_bindgen: engine }, program] = await Promise.all([
      import(new URL("pagefind.js", folder)),
      unpacked(new URL("wasm.unknown.pagefind", folder)),
    ]);
    await engine({ module_or_path: program });
    return engine;
  };
  return { start: () => (started ??= start()) };
}

/** One of Pagefind's indexes: {find, weigh}, both of which load the parts of it that they need. */
async function openFinder(folder, meta, opening) {
  const [engine, contents] = await Promise.all([
    opening.start(),
    unpacked(new URL(`pagefind.${meta}.pf_meta`, folder)),
  ]);
  let index = engine.init_pagefind(contents);
  const chunks = new Map();

  async function loadChunk(name) {
    const chunk = await unpacked(new URL(`index/${name}.pf_index`, folder));
    index = engine.load_index_chunk(index, chunk);
  }

  async function search(tokens, sideBySide) {
    const words = tokens.join(" ");
    const needed = JSON.parse(engine.request_indexes(index, words));
    await Promise.all(
      needed.map((name) => {
        if (!chunks.has(name)) chunks.set(name, loadChunk(name));
        return chunks.get(name);
      }),
    );
    return JSON.parse(engine.search(index, words, words, "{}", "", sideBySide, false)).results;
  }

  const id = (page) => page.replace("unknown_", "");
  const earliest = (places) => places.reduce((least, { l: place }) => Math.min(least, place), Infinity);
  return {
    find: async (tokens) => (await search(tokens, true)).map(({ p: page, l: places }) => [id(page), earliest(places)]),
    weigh: async (tokens) => (await search(tokens, false)).map(({ p: page, s: score }) => [id(page), score]),
  };
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
