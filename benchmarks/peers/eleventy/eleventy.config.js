// The same site in Eleventy. Lists of several pages come from one pagination over all pages of all lists.
const ROWS = 30;
const LISTS = { tags: "标签", agencies: "机关", themes: "主题", audiences: "服务对象", years: "年份" };
const RELATIONS = { interprets: "解读", repeals: "被废止", implements: "实施文件" };
const FORWARD = { interprets: "解读文件", repeals: "本文件废止", implements: "本文件贯彻实施" };

/** Keys of a list in the order in which an index shows them, each with its documents. */
function byKey(documents, list) {
  const found = new Map();
  for (const document of documents) {
    for (const key of document.data[list] ?? []) {
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(document);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, rows]) => ({ list, key, rows }));
}

/** The pages of one list. */
function pages(base, heading, documents) {
  const last = Math.max(1, Math.ceil(documents.length / ROWS));
  const url = (number) => (number === 1 ? base : `${base}page/${number}/`);
  return Array.from({ length: last }, (_, index) => ({
    url: url(index + 1), previous: url(index), next: url(index + 2),
    heading, number: index + 1, last, total: documents.length,
    rows: documents.slice(index * ROWS, (index + 1) * ROWS),
  }));
}

module.exports = function (config) {
  let byId = new Map();
  let reverse = new Map();

  config.addPassthroughCopy("static");
  config.setQuietMode(true);
  config.amendLibrary("md", (markdown) =>
    markdown.core.ruler.push("heading-ids", (state) => {
      let count = 0;
      for (const token of state.tokens) if (token.type === "heading_open") token.attrSet("id", `h-${(count += 1)}`);
    }),
  );

  config.addCollection("documents", (all) => {
    const documents = all.getFilteredByGlob("content/**/*.md").sort((a, b) => b.date - a.date);
    byId = new Map(documents.map((document) => [document.fileSlug, document]));
    reverse = new Map();
    for (const document of documents) {
      for (const relation of Object.keys(RELATIONS)) {
        for (const target of document.data[relation] ?? []) {
          const key = `${relation}/${target}`;
          if (!reverse.has(key)) reverse.set(key, []);
          reverse.get(key).push(document);
        }
      }
    }
    return documents;
  });
  const policies = (all) => all.getFilteredByGlob("content/policies/*.md").sort((a, b) => b.date - a.date);
  config.addCollection("policies", policies);
  config.addCollection("indexes", (all) => {
    const documents = policies(all);
    return Object.entries(LISTS).map(([list, heading]) => ({ list, heading, keys: byKey(documents, list) }));
  });
  config.addCollection("listPages", (all) => {
    const documents = policies(all);
    const explained = all.getFilteredByGlob("content/interpretations/*.md").sort((a, b) => b.date - a.date);
    const lists = Object.keys(LISTS).flatMap((list) => byKey(documents, list));
    return [
      ...pages("/policies/", "公文库", documents),
      ...pages("/interpretations/", "政策解读", explained),
      ...lists.flatMap(({ list, key, rows }) => pages(`/${list}/${key}/`, { list, key }, rows)),
    ];
  });

  config.addFilter("day", (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value));
  config.addFilter("contents", (html) =>
    [...html.matchAll(/<h[2-4] id="([^"]+)">(.*?)<\/h/g)].map(([, id, title]) => ({ id, title })),
  );
  config.addFilter("related", (data, id) => {
    const plain = (documents) => documents.map((document) => ({ url: document.url, title: document.data.title }));
    return [
      ...Object.entries(RELATIONS).map(([relation, title]) => ({
        title, documents: plain(reverse.get(`${relation}/${id}`) ?? []),
      })),
      ...Object.entries(FORWARD).map(([relation, title]) => ({
        title, documents: plain((data[relation] ?? []).map((target) => byId.get(target)).filter(Boolean)),
      })),
    ];
  });

  return {
    dir: { input: ".", output: "public" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
    templateFormats: ["md", "njk"],
  };
};
