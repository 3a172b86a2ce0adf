// Filters, copying and printing. The page is complete without this.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const form = document.getElementById("filters");
  const shown = document.getElementById("shown");

  const apply = () => {
    const data = new FormData(form);
    const severities = new Set(data.getAll("severity"));
    const resource = data.get("resource");
    const fits = (item) => resource === "*" || item.dataset.resource === resource;
    let visible = 0;
    const items = all("[data-severity]");
    for (const item of items) {
      item.hidden = !(severities.has(item.dataset.severity) && fits(item));
      if (!item.hidden) visible += 1;
    }
    for (const group of all("section.operation")) {
      group.hidden = all(".finding", group).every((item) => item.hidden);
    }
    for (const rows of all(".matrix tbody")) rows.hidden = !fits(rows);
    shown.textContent = visible === items.length ? "" : `${visible} of ${items.length} shown`;
  };
  form.hidden = all("[data-severity]").length === 0;
  for (const box of all("input", form)) {
    box.closest("label").hidden = all(`[data-severity="${box.value}"]`).length === 0;
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply(); // a browser may restore the state of a form when the page is loaded again

  // The head of the matrix sticks below the bar, which takes one line or two.
  const bar = document.querySelector(".bar");
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`);
  }).observe(bar);

  const fold = document.getElementById("fold");
  const cards = all(".finding, .gaps");
  const label = () => {
    fold.textContent = cards.some((card) => card.open) ? "Fold all" : "Unfold all";
  };
  fold.hidden = cards.length === 0;
  fold.addEventListener("click", () => {
    const open = !cards.some((card) => card.open);
    for (const card of cards) card.open = open;
    label();
  });
  for (const card of cards) card.addEventListener("toggle", label);
  label();

  if (navigator.clipboard) {
    for (const button of all("button.copy")) {
      button.hidden = false;
      const name = button.textContent;
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(button.dataset.copy);
          button.textContent = "Copied";
        } catch {
          button.textContent = "Not allowed";
        }
        setTimeout(() => { button.textContent = name; }, 1500);
      });
    }
  }

  const unfold = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (target && target.tagName === "DETAILS") target.open = true;
  };
  addEventListener("hashchange", unfold);
  unfold();

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open]):not(.long)");
    for (const item of folded) item.open = true;
  });
  addEventListener("afterprint", () => {
    for (const item of folded) item.open = false;
  });
})();
