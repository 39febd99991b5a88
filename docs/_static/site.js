// Makes the tables of the data page sortable and filterable. Without JavaScript they are plain tables.
"use strict";

// The theme gives no name to its buttons that unfold the navigation.
const below = document.documentElement.lang === "lv" ? "Apakšlapas" : "Pages of";
document.querySelectorAll(".bd-sidebar-primary summary").forEach((button) => {
  button.setAttribute("aria-label", `${below}: ${button.closest("li").querySelector("a").textContent}`);
});

// Output and pictures can be wider than the screen: make them scrollable by keyboard too.
document.querySelectorAll(".cell_output .rezekne-twins, .rezekne-twins-picture").forEach((shown) => {
  shown.tabIndex = 0;
  if (shown.matches(".rezekne-twins-picture")) shown.scrollLeft = (shown.scrollWidth - shown.clientWidth) / 2;
});

document.querySelectorAll(".rt-browse").forEach((browse) => {
  const form = browse.querySelector("form");
  const count = browse.querySelector(".rt-count");
  const tables = [...browse.querySelectorAll("table")];
  const collator = new Intl.Collator("lv", { numeric: true });

  // Letters without their marks, so that "kahta" finds "Kâhta".
  const plain = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").replace(/ł/gi, "l").replace(/ı/g, "i").toLowerCase();
  const rowsOf = (table) => [...table.tBodies[0].rows];
  const words = new Map(tables.flatMap(rowsOf).map((row) => [row, plain(row.textContent)]));

  function filter() {
    const given = [...new FormData(form)].filter(([, value]) => value.trim());
    const matches = (row) =>
      given.every(([name, value]) =>
        name === "words"
          ? plain(value).split(/\s+/).every((word) => words.get(row).includes(word))
          : (row.dataset[name] ?? "").split(" ").includes(value),
      );
    const told = tables.map((table) => {
      const rows = rowsOf(table);
      rows.forEach((row) => (row.hidden = !matches(row)));
      const title = document.getElementById(table.getAttribute("aria-labelledby")).firstChild.data;
      return `${rows.filter((row) => !row.hidden).length} of ${rows.length} ${title.toLowerCase()}`;
    });
    count.textContent = `Shown: ${told.join(", ")}.`;
    // The address holds the chosen filters, so that it can be shared.
    history.replaceState(null, "", given.length ? `#${new URLSearchParams(given)}` : location.pathname);
  }

  function sort(table, heading) {
    const ascending = heading.getAttribute("aria-sort") !== "ascending";
    table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
    heading.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    const key = (row) => {
      const cell = row.cells[heading.cellIndex];
      return cell.dataset.key ?? cell.textContent;
    };
    const unknown = (text) => text === "9999" || text === "–"; // unknown values come last
    const rows = rowsOf(table).sort((a, b) => {
      const [x, y] = [key(a), key(b)];
      return unknown(x) - unknown(y) || (ascending ? 1 : -1) * collator.compare(x, y);
    });
    table.tBodies[0].append(...rows);
  }

  for (const table of tables)
    for (const heading of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sort(table, heading));
      heading.append(button);
    }

  const chosen = new URLSearchParams(location.hash.slice(1));
  for (const [name, value] of chosen) if (form.elements[name]) form.elements[name].value = value;
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
});
