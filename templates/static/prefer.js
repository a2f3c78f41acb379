// Runs before the page is painted, so that what the reader chose does not flash. site.js draws the switches.
for (const name of ["text", "contrast"]) {
  try {
    const value = localStorage.getItem(`prefer-${name}`);
    if (value) document.documentElement.dataset[name] = value;
  } catch {
    break; // storage is forbidden: the defaults stand
  }
}
if (location.search.length > 1) document.documentElement.dataset.asks = ""; // a search page leaves room for its answer
