/**
 * Copy a text by whatever this browser has, and say so in the box that has been given for it (`m.copied`); where nothing
 * works, the words stand there to be copied by hand.
 */
export function copy(text, box) {
  const status = box.querySelector("[role=status]");
  const label = box.querySelector("label");
  const say = () => {
    label.hidden = true;
    status.textContent = status.dataset.copied;
  };
  const otherwise = () => {
    const field = label.querySelector("textarea");
    label.hidden = false;
    field.value = text;
    field.focus();
    field.select();
    let done = false;
    try {
      done = document.execCommand("copy");
    } catch (error) {
      done = false;
    }
    if (done) say();
    else status.textContent = "";
  };
  if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(text).then(say, otherwise);
  else otherwise();
}
