// The page of an address that leads nowhere: its words are put into the search box.
const field = document.getElementById("ui-lost-q");
const root = document.documentElement.dataset.root;

/** The words of an address: not our folders, numbers, or the endings of files. */
function words(path) {
  let text = path;
  try {
    text = decodeURIComponent(path);
  } catch {
    // not written as addresses are: taken as it stands
  }
  const last = text.replace(/\/(index\.\w+)?$/, "").split("/").pop().replace(/\.\w{1,5}$/, "");
  return last.split(/[-_+.\s]+/).filter((word) => /[^\x00-\x7f]|^[a-z]{4,}$/i.test(word)).join(" ").slice(0, 60);
}

if (field && !field.value) field.value = words(location.pathname.slice(root.length - 1));
