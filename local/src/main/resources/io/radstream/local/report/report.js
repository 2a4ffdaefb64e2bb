"use strict";
(() => {
  // What a mark tells, at once and on a touch too; without this, a browser's own title does.
  const tip = document.getElementById("tip");
  const hide = () => { tip.hidden = true; };
  const show = (event) => {
    const mark = event.target.closest(".hit");
    if (!mark) { hide(); return; }
    const title = mark.querySelector("title");
    if (title) { mark.dataset.tells = title.textContent; title.remove(); }
    tip.textContent = mark.dataset.tells;
    tip.hidden = false;
    const box = tip.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.min(event.clientX + 14, width - box.width - 8);
    const above = event.clientY - box.height - 14;
    tip.style.left = Math.max(8, left) + "px";
    tip.style.top = (above > 8 ? above : event.clientY + 18) + "px";
  };
  document.addEventListener("pointermove", show);
  document.addEventListener("pointerdown", show);
  document.addEventListener("scroll", hide, { passive: true });

  // One class of the gallery.
  const filter = document.querySelector(".filter");
  if (filter) {
    filter.hidden = false;
    filter.addEventListener("click", (event) => {
      const chosen = event.target.closest("button");
      if (!chosen) { return; }
      const top = chosen.dataset.top;
      for (const button of filter.children) {
        button.setAttribute("aria-pressed", String(button === chosen));
      }
      for (const card of document.querySelectorAll(".gallery > li")) {
        card.hidden = ![card.dataset.top, ""].includes(top);
      }
      const more = document.querySelector("#gallery details");
      if (more) { more.open = more.open || top !== ""; }
    });
  }

  // Paper shows everything.
  window.addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details")) { details.open = true; }
  });
})();
