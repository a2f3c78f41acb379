// What serves an audience, as a list on a page of somebody else: docs/exports.md. Their page says which script it means by a
// hash of it, so this file never changes: what is to be otherwise is another file, with the next number.
(() => {
  const root = new URL("../", document.currentScript.src).href;
  // Shanghai's, whose law this is: eight hours before Greenwich, summer and winter.
  const today = new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10);
  const serves = (one) => (!one.first_day || one.first_day <= today) && (!one.last_day || today <= one.last_day);

  function row(one) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = one.url;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = one.title;
    item.append(link);
    return item;
  }

  async function fill(box) {
    const answer = await fetch(`${root}data/push/${box.dataset.policies}.json`);
    if (!answer.ok) return;
    const data = await answer.json();
    const chosen = data.selections.find((one) => one.event === (box.dataset.event || null));
    if (!chosen || !data.version.startsWith("1.")) return;
    const known = new Map(data.entries.map((one) => [one.id, one]));
    const found = chosen.entries.map((id) => known.get(id)).filter(serves);
    const list = document.createElement("ul");
    list.append(...found.slice(0, Number(box.dataset.most) || 10).map(row));
    box.insertBefore(list, box.firstChild);
  }

  // Where nothing comes, the link that stands there leads to the list.
  for (const box of document.querySelectorAll("[data-policies]")) fill(box).catch(() => {});
})();
