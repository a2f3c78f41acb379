// The worker of search_quality.py: answers with every hit in order, and with times; the site's own scripts do the work.
import { openIndex } from "./search-index.js";
import { ENOUGH, byRank, exactHits, isSentence, partsOf, relatedHits } from "./search-query.js";
import { statusOn } from "./validity.js";

let opened;

self.addEventListener("unhandledrejection", ({ reason }) => setTimeout(() => { throw reason; })); // whoever asked must hear

self.onmessage = async ({ data: { address, everything, text, day, folding } }) => {
  const started = performance.now();
  opened ??= openIndex(address);
  const index = await opened.view({ everything, soon: !folding });
  if (folding) {
    self.postMessage(await Promise.all(folding.map(async (words) => digest(index.rules.fold(words)))));
    return;
  }
  const ahead = isSentence(text) ? partsOf(index, text) : undefined;
  const exact = await exactHits(index, text);
  const hits = [...exact.values()];
  const first = exact.size ? await shownAt() : Infinity;
  if (exact.size < ENOUGH) hits.push(...relatedHits(index, await (ahead ?? partsOf(index, text)), exact).related);
  const shown = await shownAt();
  const answer = hits.map(({ document, section }) => [document, section]);
  self.postMessage({ hits: answer, first: Math.min(first, shown), shown });

  /** Milliseconds until the first ten results could be drawn. */
  async function shownAt() {
    for (const hit of hits) hit.status = statusOn(index.facts(hit.document).timeline, day);
    hits.sort(byRank(index));
    await Promise.all(hits.slice(0, 10).map(({ document, place }) => index.piece(document, place)));
    return performance.now() - started;
  }
};

async function digest(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
