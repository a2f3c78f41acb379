// What has the focus in a matrix is not under the names of the units and items, which stay while rows and columns pass.
for (const frame of document.querySelectorAll(".matrix-frame")) {
  frame.addEventListener("focusin", ({ target }) => {
    const cell = target.closest("td, th");
    if (!cell) return;
    const corner = frame.querySelector("th").getBoundingClientRect();
    const box = target.getBoundingClientRect();
    if (cell.previousElementSibling && box.left < corner.right) frame.scrollLeft -= corner.right - box.left;
    if (!cell.closest("thead") && box.top < corner.bottom) frame.scrollTop -= corner.bottom - box.top;
  });
}
