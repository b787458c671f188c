// The review page: a field and its passage find each other; the page works without this, by plain links.
import htmx from "htmx.org";

const still = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
let current = null;
let coming = false; // a passage was clicked: the field must not send the source elsewhere

export function watchReview(document) {
  const review = document.querySelector("[data-review]");
  if (!review) return;
  review.classList.add("js");
  show(review, "sheet");
  review.addEventListener("click", (event) => onClick(review, event));
  review.addEventListener("focusin", (event) => onFocus(review, event));
  review.addEventListener("keydown", (event) => onKey(event));
  document.addEventListener("selectionchange", () => pickSelected(review));
  keepScroll(document);
  document.addEventListener("htmx:afterSettle", () => restore(review));
  const asked = location.hash && document.getElementById(location.hash.slice(1));
  if (asked) reveal(asked);
  else review.querySelector(".paper .marked")?.scrollIntoView({ block: "center" });
}

function onClick(review, event) {
  const mark = event.target.closest("a[data-for]");
  if (mark) {
    event.preventDefault();
    return goToField(review, mark.dataset.for);
  }
  const opener = event.target.closest("a[data-open]");
  if (opener) return open(opener, event);
  if (event.target.closest("[data-close]")) {
    event.preventDefault();
    return close(event.target);
  }
  const side = event.target.closest("[data-show]");
  if (side) return show(review, side.dataset.show);
  if (event.target.closest("[data-pick]")) return review.querySelector("#paper").classList.toggle("picking");
  const holder = event.target.closest("[data-line]");
  if (holder && !event.target.closest("form, a.change")) {
    if (event.target.closest("a")) event.preventDefault();
    goToPassage(review, holder);
  }
}

function onFocus(review, event) {
  const finding = event.target.closest("[data-finding]");
  if (finding) setCurrent(review, finding);
  // By keyboard a field shows its passage as soon as it is reached, where both sides are in view.
  if (event.target.matches("[data-field]:focus-visible") && !coming && bothInView(review)) goToPassage(review, event.target);
}

function onKey(event) {
  if (event.key === "Escape" && event.target.closest(".panel")) return close(event.target);
  if (event.key === "Enter" && event.target.matches("[data-field]")) {
    event.preventDefault();
    event.target.closest(".row").querySelector("a[data-open]").click();
  }
}

function open(opener, event) {
  event.preventDefault();
  const home = opener.closest("dd, .remark, .finding");
  let panel = home.querySelector(":scope > .panel");
  if (!panel) home.append((panel = Object.assign(document.createElement("div"), { className: "panel" })));
  htmx.ajax("GET", opener.href, { target: panel, swap: "innerHTML" }).then(() => {
    const first = panel.querySelector("textarea, input:not([type=hidden]), select, button");
    first?.focus();
    panel.scrollIntoView({ block: "nearest" });
  });
}

function close(inside) {
  const panel = inside.closest(".panel");
  const home = panel.parentElement;
  panel.replaceChildren();
  (home.querySelector("[data-field], a[data-open]") ?? home).focus();
}

function goToField(review, target) {
  const field = document.getElementById(target);
  if (!field) return;
  show(review, "sheet");
  reveal(field);
  coming = true;
  field.focus({ preventScroll: true });
  coming = false;
}

const bothInView = (review) => getComputedStyle(review.querySelector(".switch")).display === "none";

function goToPassage(review, holder) {
  const marks = review.querySelectorAll(`[data-for="${CSS.escape(holder.id)}"]`);
  const places = marks.length ? [...marks] : [document.getElementById(`l${holder.dataset.line}`)].filter(Boolean);
  if (!places.length) return;
  if (!bothInView(review)) show(review, "source");
  reveal(places[0], places);
}

function reveal(first, all = [first]) {
  first.scrollIntoView({ block: "center", behavior: still() ? "auto" : "smooth" });
  document.querySelectorAll(".flash").forEach((one) => one.classList.remove("flash"));
  for (const one of all) one.classList.add("flash");
  setTimeout(() => all.forEach((one) => one.classList.remove("flash")), 2200);
}

function show(review, side) {
  for (const section of review.querySelectorAll(".panes > section")) section.classList.toggle("shown", section.id === side);
  for (const button of review.querySelectorAll("[data-show]")) {
    button.setAttribute("aria-pressed", String(button.dataset.show === side));
  }
}

function setCurrent(review, finding) {
  current = finding.id;
  for (const one of review.querySelectorAll("[data-finding]")) one.classList.toggle("current", one === finding);
}

// After an act both sides came anew: each keeps its place, the same finding stays the current one.
function keepScroll(document) {
  const places = new Map();
  document.addEventListener("htmx:oobBeforeSwap", ({ detail: { target } }) => places.set(target.id, target.scrollTop));
  document.addEventListener("htmx:oobAfterSwap", ({ detail: { target } }) => {
    target.scrollTop = places.get(target.id) ?? 0;
  });
}

function restore(review) {
  const finding = current && document.getElementById(current);
  if (!finding || finding.classList.contains("current")) return;
  setCurrent(review, finding);
  if (document.activeElement === document.body) finding.focus({ preventScroll: true });
}

export function move(step) {
  const all = [...document.querySelectorAll("[data-finding]")];
  if (!all.length) return;
  const at = all.findIndex((one) => one.id === current);
  const next = all[Math.min(all.length - 1, Math.max(0, at + step))];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "start" });
  const review = next.closest("[data-review]");
  const mark = review.querySelector(`a[data-for^="${CSS.escape(next.id)}-"]`);
  if (mark) mark.scrollIntoView({ block: "center" });
}

export function enter() {
  const finding = current && document.getElementById(current);
  finding?.querySelector("[data-field]")?.focus();
}

// While picking, text selected with the mouse ticks its paragraphs.
function pickSelected(review) {
  const paper = review.querySelector("#paper.picking");
  const selection = document.getSelection();
  if (!paper || !selection || selection.isCollapsed || !paper.contains(selection.anchorNode)) return;
  for (const line of paper.querySelectorAll(".line")) {
    if (selection.containsNode(line, true)) line.querySelector(".pick").checked = true;
  }
}
