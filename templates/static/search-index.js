// The published index (`search-index/`, see disclosure/search.py) as the worker reads it: tables of documents, pieces of
// raw text, and phrases found by Pagefind. A document is one number: its shard times `ROWS`, plus its row there.
import { textRules } from "./search-text.js";

const ROWS = 2 ** 20;

/** The index at an address. With `soon`, Pagefind is fetched beside the tables, not at the first phrase. */
export async function openIndex(address, soon) {
  const base = new URL(address);
  const manifest = await json(new URL("manifest.json", base), { cache: "no-cache" });
  let engine = soon ? loadEngine(base, manifest) : undefined;
  const [characters, ...shards] = await Promise.all([
    json(new URL(manifest.characters, base)),
    ...manifest.shards.map((shard) => openShard(new URL(`${shard.name}/`, base), shard)),
  ]);
  const rules = textRules(characters);
  const at = (document) => [shards[Math.floor(document / ROWS)], document % ROWS];

  /** Every document that holds the tokens side by side, with the earliest place where they stand. */
  async function findTokens(tokens) {
    engine ??= loadEngine(base, manifest);
    const { createInstance } = await engine;
    const found = new Map();
    await Promise.all(
      shards.map(async (shard, number) => {
        shard.finder ??= createInstance({ basePath: shard.folder.href });
        const { results } = await shard.finder.search(`"${tokens.join(" ")}"`);
        for (const { id, words } of results) {
          found.set(number * ROWS + shard.rowOf.get(id.replace("unknown_", "")), Math.min(...words));
        }
      }),
    );
    return found;
  }

  return {
    rules,
    syllables: new Set(characters.syllables),
    zones: Object.entries(manifest.zones).sort(([, a], [, b]) => b - a),
    size: shards.reduce((sum, { days }) => sum + days.length, 0),
    facets: [...new Set(shards.flatMap(({ columns }) => Object.keys(columns.facets)))],
    findTokens,

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
    id: (document) => {
      const [shard, row] = at(document);
      return shard.ids[row];
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

async function openShard(folder, { table }) {
  const columns = await json(new URL(table, folder));
  const ids = columns.id.split(" ");
  let day = 0;
  return {
    folder,
    columns,
    ids,
    rowOf: new Map(ids.map((id, row) => [id, row])),
    days: columns.day.map((step) => (day += step)),
    finder: undefined,
  };
}

function valuesIn({ values, rows }, row) {
  return [rows[row]].flat().map((position) => values[position]);
}

/** Pagefind's script. It asks for files by fetch; what the manifest says and what shards share is not sent for again. */
function loadEngine(base, manifest) {
  const folder = new URL(`${manifest.engine}/`, base);
  const network = self.fetch;
  const program = network(new URL("wasm.unknown.pagefind", folder)).then((response) => response.arrayBuffer());
  self.fetch = async (request, options) => {
    const { pathname } = new URL(request, base);
    const [name, file] = pathname.split("/").slice(-2);
    if (file === "wasm.unknown.pagefind") return new Response(await program);
    if (file !== "pagefind-entry.json") return network(request, options);
    const { meta, documents } = manifest.shards.find((shard) => shard.name === name);
    return Response.json({
      version: manifest.engine.replace("engine-", ""),
      languages: { unknown: { hash: meta, wasm: null, page_count: documents } },
      include_characters: [],
    });
  };
  return import(new URL("pagefind.js", folder));
}

async function json(address, options) {
  const response = await fetch(address, options);
  if (!response.ok) throw new Error(`${response.status} ${address.pathname}`);
  return response.json();
}
