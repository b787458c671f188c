// The review page: a field and its passage find each other; the page works without this, by plain links.
import htmx from "htmx.org";
import { mayGo, unsaved } from "./unsaved.js";

const still = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
let current = null;
let acted = null; // the field or finding whose form was sent: what it became is shown when both sides come anew
const kept = []; // what is filled in and unsaved in the other forms, while both sides come anew
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
  document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
    acted = placeOf(elt);
    if (elt.matches("form")) elt.dataset.sent = "";
  });
  let renewed = false; // classes hold only once the new elements have settled
  document.addEventListener("htmx:oobAfterSwap", ({ detail: { target } }) => (renewed ||= target.id === "sheet"));
  document.addEventListener("htmx:afterSettle", () => {
    if (renewed) restore(review);
    if (renewed) kept.splice(0).forEach(([opener, typed]) => reopen(review, opener, typed));
    renewed = false;
  });
  document.addEventListener("htmx:afterRequest", ({ detail: { elt, xhr } }) => {
    if (xhr.status === 409) keepTyped(review, elt);
    else delete elt.dataset.sent;
  });
  const asked = location.hash && document.getElementById(location.hash.slice(1));
  if (asked) arrive(review, asked);
  else review.querySelector(".paper .marked")?.scrollIntoView({ block: "center" });
}

// In a review of several parts a jump loads a page: both sides stand where it leads.
function arrive(review, asked) {
  const side = asked.closest(".panes > section");
  if (side) show(review, side.id);
  const finding = isParted(review) && document.getElementById(review.dataset.at);
  if (finding) setCurrent(review, finding);
  if (finding && side?.id === "source") finding.scrollIntoView({ block: "start" });
  if (finding && side?.id === "sheet") passagesOf(review, asked)[0]?.scrollIntoView({ block: "center" });
  reveal(asked);
}

const isParted = (review) => "parted" in review.dataset;

function onClick(review, event) {
  const line = event.target.closest("#paper.picking .line");
  if (line) return tick(line, event);
  const mark = event.target.closest("a[data-for]");
  if (mark) {
    event.preventDefault();
    return goToField(review, fieldOf(mark.dataset.for.split(" ")), mark.href);
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
  if (holder && !event.target.closest("form, a.change, details.long")) {
    if (event.target.closest("a")) event.preventDefault();
    if (!goToPassage(review, holder)) goToOtherPart(review, holder);
  }
}

function onFocus(review, event) {
  const finding = event.target.closest("[data-finding]");
  if (finding) setCurrent(review, finding);
  // By keyboard a field shows its passage as soon as it is reached, where both sides are in view.
  if (event.target.matches("[data-field]:focus-visible") && !coming && bothInView(review)) goToPassage(review, event.target);
}

function onKey(event) {
  const panel = event.key === "Escape" && event.target.closest(".panel");
  if (panel) return mayGo(panel) && close(panel);
  if (event.key === "Enter" && event.target.matches("[data-field]")) {
    event.preventDefault();
    event.target.closest(".row").querySelector("a[data-open]").click();
  }
}

function open(opener, event) {
  event?.preventDefault();
  const home = opener.closest("dd, .remark, .finding");
  let panel = home.querySelector(":scope > .panel");
  if (!panel) home.append((panel = Object.assign(document.createElement("div"), { className: "panel" })));
  return htmx.ajax("GET", opener.href, { target: panel, swap: "innerHTML" }).then(() => {
    const first = panel.querySelector("textarea, input:not([type=hidden]), select, button");
    first?.focus();
    showPassage(opener.closest(".row")?.querySelector("[data-field]"));
    panel.scrollIntoView({ block: "nearest" });
  });
}

// While a field is corrected its passage stands beside it.
function showPassage(field) {
  const review = field?.closest("[data-review]");
  const places = review && bothInView(review) ? passagesOf(review, field) : [];
  if (places.length) flash(places, true);
}

function close(inside) {
  const panel = inside.closest(".panel");
  const home = panel.parentElement;
  panel.replaceChildren();
  (home.querySelector("[data-field], a[data-open]") ?? home).focus();
}

// Of the fields that were taken from the same words the one of the finding at hand, else the one with the shortest passage.
function fieldOf(targets) {
  return targets.find((one) => current && one.startsWith(`${current}-`)) ?? targets[0];
}

function goToField(review, target, address) {
  const field = document.getElementById(target);
  if (!field) return isParted(review) && location.assign(address);
  show(review, "sheet");
  reveal(field);
  coming = true;
  field.focus({ preventScroll: true });
  coming = false;
}

const bothInView = (review) => getComputedStyle(review.querySelector(".switch")).display === "none";

// Whether the passage is on this page.
function goToPassage(review, holder) {
  const places = passagesOf(review, holder);
  if (!places.length) return false;
  if (!bothInView(review)) show(review, "source");
  reveal(places[0], places);
  return true;
}

function goToOtherPart(review, holder) {
  if (!isParted(review)) return;
  const at = holder.closest("[data-finding]")?.id ?? review.dataset.at;
  const { line } = holder.dataset;
  location.assign(`?${new URLSearchParams({ at, line })}#l${line}`);
}

const marksOf = (review, id) => [...review.querySelectorAll(`[data-for~="${CSS.escape(id)}"]`)];

// The marks of a field; of a typed text the line it is kept with; of a finding the marks of its problem.
function passagesOf(review, holder) {
  const own = holder.id ? marksOf(review, holder.matches("[data-finding]") ? `${holder.id}-problem` : holder.id) : [];
  return own.length ? own : [document.getElementById(`l${holder.dataset.line}`)].filter(Boolean);
}

function reveal(first, all = [first]) {
  first.scrollIntoView({ block: "center", behavior: still() ? "auto" : "smooth" });
  flash(all);
}

// inView: moves the source only if the passage is not on the screen.
function flash(all, inView = false) {
  const { top, bottom } = all[0].closest("section").getBoundingClientRect();
  const box = all[0].getBoundingClientRect();
  if (inView && (box.top < top + 80 || box.bottom > bottom)) all[0].scrollIntoView({ block: "center" });
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

function placeOf(form) {
  const row = form.closest?.(".row");
  return row?.querySelector("[data-field]")?.id || form.closest?.("[data-finding]")?.id || null;
}

// After an act both sides came anew: each keeps its place, the same finding stays the current one, and the passage of
// what was changed is shown where both sides are in view.
function keepScroll(document) {
  const places = new Map();
  document.addEventListener("htmx:oobBeforeSwap", ({ detail: { target } }) => {
    places.set(target.id, target.scrollTop);
    for (const form of unsaved(target)) if (!("sent" in form.dataset)) kept.push([form.getAttribute("hx-post"), typedInto(form)]);
  });
  document.addEventListener("htmx:oobAfterSwap", ({ detail: { target } }) => {
    target.scrollTop = places.get(target.id) ?? 0;
  });
}

function restore(review) {
  const changed = acted && (document.getElementById(acted) ?? document.getElementById(acted.split("-")[0]));
  const finding = changed?.closest("[data-finding]") ?? (current && document.getElementById(current));
  acted = null;
  if (!finding) return;
  setCurrent(review, finding);
  if (document.activeElement === document.body) finding.focus({ preventScroll: true });
  const places = changed ? passagesOf(review, changed) : [];
  if (places.length && bothInView(review)) flash(places, true);
}

// Somebody was faster: what they did is loaded, and the form opens again with what was typed into it.
function keepTyped(review, form) {
  const panel = form.closest?.(".panel");
  const opener = form.getAttribute?.("hx-post");
  if (!panel || !opener) return;
  const typed = typedInto(form);
  const said = document.getElementById("says").innerHTML;
  htmx.ajax("GET", location.pathname + location.search, { target: "#says", swap: "none" }).then(async () => {
    const link = await reopen(review, opener, typed);
    const says = document.getElementById("says");
    says.innerHTML = said;
    if (link) says.querySelector(".said").textContent = "别人先改了一步。现在显示的是最新内容，您填写的还在，请核对后再提交。";
  });
}

// The form at an address once more, with what was typed into it.
async function reopen(review, opener, typed) {
  const link = [...review.querySelectorAll("a[data-open]")].find((one) => one.getAttribute("href") === opener);
  if (!link) return null;
  await open(link);
  for (const [name, value] of typed) fill(review.querySelector(`.panel form[hx-post="${CSS.escape(opener)}"]`), name, value);
  return link;
}

const typedInto = (form) => [...new FormData(form)].filter(([name]) => !HIDDEN.includes(name));

const HIDDEN = ["csrfmiddlewaretoken", "form_key", "version"];

function fill(form, name, value) {
  for (const field of form?.elements ?? []) {
    if (field.name !== name) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked ||= field.value === value;
    else field.value = value;
  }
}

export function move(step) {
  const all = [...document.querySelectorAll("[data-finding]")];
  if (!all.length) return;
  const at = all.findIndex((one) => one.id === current);
  const beyond = at >= 0 && (at + step < 0 ? "prev" : at + step === all.length ? "next" : "");
  const part = beyond && document.querySelector(`.parts a[rel=${beyond}]`);
  if (part) return part.click();
  const next = all[Math.min(all.length - 1, Math.max(0, at + step))];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "start" });
  const review = next.closest("[data-review]");
  const mark = marksOf(review, `${next.id}-problem`)[0] ?? review.querySelector(`a[data-for*="${CSS.escape(next.id)}-"]`);
  if (mark) mark.scrollIntoView({ block: "center" });
}

export function enter() {
  const finding = current && document.getElementById(current);
  finding?.querySelector("[data-field]")?.focus();
}

// While picking, the whole paragraph is the target, its marks lead nowhere.
function tick(line, event) {
  const box = line.querySelector(".pick");
  if (event.target === box) return;
  event.preventDefault();
  if (document.getSelection().isCollapsed) box.checked = !box.checked;
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
