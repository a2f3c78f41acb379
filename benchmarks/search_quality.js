// The worker of search_quality.py: answers with every hit in order, and with times; the site's own scripts do the work.
import { openIndex } from "./search-index.js";
import { byRank } from "./search-order.js";
import { collect } from "./search-query.js";
import { statusOn } from "./validity.js";

let opened;

self.onmessage = async ({ data: { address, text, day, folding } }) => {
  const started = performance.now();
  opened ??= openIndex(address, true);
  const index = await opened;
  if (folding) {
    self.postMessage(await Promise.all(folding.map(async (words) => digest(index.rules.fold(words)))));
    return;
  }
  const hits = await collect(index, text);
  for (const hit of hits) hit.status = statusOn(index.value(hit.document, "timeline"), day);
  hits.sort(byRank(index));
  const found = performance.now();
  await Promise.all(hits.slice(0, 10).map(({ document, place }) => index.piece(document, place)));
  const answer = hits.map(({ document, section }) => [document, section]);
  self.postMessage({ hits: answer, found: found - started, shown: performance.now() - started });
};

async function digest(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
