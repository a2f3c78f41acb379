// What was found, narrowed by industry and place: the choice stands in the address, so that it can be passed on.
const form = document.getElementById("ui-narrowing");
const names = ["industry", "place"].filter((name) => form.elements[name]);
const rows = Array.from(document.querySelectorAll(".part .row"));
const left = document.getElementById("ui-left");

const chosen = () => Object.fromEntries(names.map((name) => [name, form.elements[name].value]));

/** Whether a row is for what is chosen: what names no industry or no place is for all of them. */
function serves(row, choice) {
  return names.every((name) => {
    const only = row.dataset[name];
    return !choice[name] || !only || only.split(" ").includes(choice[name]);
  });
}

/** Rows that are not of the reader's day are hidden by site.js and never counted. */
const number = (choice) => rows.filter((row) => !row.hidden && serves(row, choice)).length;

function draw() {
  const choice = chosen();
  for (const row of rows) row.classList.toggle("out", !serves(row, choice));
  for (const section of document.querySelectorAll(".part")) {
    section.classList.toggle("out", !section.querySelector(".row:not(.out):not([hidden])"));
  }
  for (const input of form.querySelectorAll("input")) {
    const count = form.querySelector(`label[for="${input.id}"] .count span`);
    count.textContent = number(Object.assign({}, choice, { [input.name]: input.value }));
  }
  left.textContent = left.dataset.said.replace("{number}", number(choice));
}

function remember() {
  const query = new URLSearchParams(Object.entries(chosen()).filter(([, value]) => value)).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
}

function begin() {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const input = names.includes(name) && Array.from(form.elements[name]).find((one) => one.value === value);
    if (input) input.checked = true;
  }
  draw();
  form.hidden = false;
}

form.addEventListener("change", () => {
  draw();
  remember();
});
// After site.js, which says what is of the reader's day.
if (document.readyState === "complete") begin();
else addEventListener("load", begin);
