// In which order hits are shown. A hit is {document, section, rank, weight, status, …}, see search-query.js.

const standing = (status) => (status === "in_force" || !status ? 0 : status === "not_yet_effective" ? 1 : 2);

/** Exact before related; then by field, what is in force, weight, and the newer first. */
export const byRank = (index) => (a, b) =>
  a.section - b.section ||
  b.rank - a.rank ||
  standing(a.status) - standing(b.status) ||
  b.weight - a.weight ||
  index.day(b.document) - index.day(a.document) ||
  a.document - b.document;

export const byDate = (index) => (a, b) =>
  a.section - b.section || index.day(b.document) - index.day(a.document) || a.document - b.document;

/** Hits with the interpretations of a policy under it, where both were found. */
export function grouped(index, hits) {
  const groups = new Map(hits.map((hit) => [hit.document, { ...hit, below: [] }]));
  for (const hit of hits) {
    const policy = groups.get(index.policyOf(hit.document));
    if (policy && policy.section <= hit.section) {
      policy.below.push(hit.document);
      groups.delete(hit.document);
    }
  }
  return [...groups.values()];
}
