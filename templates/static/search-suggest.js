// Suggestions while typing: a list below the search field, by the pattern of a combobox with a listbox.

/** {key, show, close}: what a key does in the list, new suggestions, and no more of them. `choose` takes a text. */
export function suggestionList(field, list, kinds, choose) {
  let active = -1;
  set(field, { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id });
  close();
  field.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => take(event.target.closest("[role=option]")));

  function close() {
    list.replaceChildren();
    mark(-1);
    list.hidden = true;
    set(field, { "aria-expanded": false });
  }

  function mark(at) {
    active = at;
    [...list.children].forEach((option, number) => set(option, { "aria-selected": number === at }));
    set(field, { "aria-activedescendant": list.children[at]?.id ?? "" });
    list.children[at]?.scrollIntoView({ block: "nearest" });
  }

  function take(option) {
    if (!option) return;
    choose(option.firstChild.textContent);
    close();
  }

  function show(found) {
    close();
    if (!found.length || document.activeElement !== field) return;
    list.replaceChildren(
      ...found.map(([text, kind], number) => {
        const option = set(document.createElement("li"), { id: `${list.id}-${number}`, role: "option" });
        const label = document.createElement("span");
        label.append(kinds[kind]);
        option.append(text, label);
        return option;
      }),
    );
    mark(-1);
    list.hidden = false;
    set(field, { "aria-expanded": true });
  }

  /** Whether the key was meant for the list. */
  function key(name) {
    const last = list.children.length - 1;
    if (list.hidden) return false;
    if (name === "ArrowDown") mark(active < last ? active + 1 : -1);
    else if (name === "ArrowUp") mark(active < 0 ? last : active - 1);
    else if (name === "Enter" && active >= 0) take(list.children[active]);
    else if (name === "Escape") close();
    else return false;
    return true;
  }

  return { key, show, close };
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
