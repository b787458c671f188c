// `/` searches, `j k` move, `Enter` opens. Never while somebody types.
import { enter, move } from "./review.js";

export function watchKeys(document) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (event.key === "/") return focusSearch(document, event);
    if (document.querySelector("[data-review]")) {
      if (event.key === "j") move(1);
      if (event.key === "k") move(-1);
      if (event.key === "Enter" && event.target.matches("[data-finding]")) enter();
      return;
    }
    if (event.key === "j" || event.key === "k") moveRow(document, event.key === "j" ? 1 : -1);
  });
}

function focusSearch(document, event) {
  const search = document.querySelector("input[type=search]");
  if (!search) return;
  event.preventDefault();
  search.focus();
}

function moveRow(document, step) {
  const links = [...document.querySelectorAll("tbody th a, .rows > li > a")];
  const at = links.indexOf(document.activeElement);
  links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
}
