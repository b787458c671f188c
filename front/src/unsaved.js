// What was filled in and is not saved is not lost without a question.
const WATCHED = "form.sheet-form, form[data-unsaved]";
const QUESTION = "这里有填写了还没有保存的内容，确定不要了吗？";

export function watchUnsaved(document) {
  let sending = false; // the form itself leads to another page
  document.addEventListener("submit", (event) => (sending = !event.defaultPrevented && event.target.matches(WATCHED)));
  window.addEventListener("pageshow", () => (sending = false));
  window.addEventListener("beforeunload", (event) => {
    if (!sending && unsaved(document).length) {
      event.preventDefault();
      event.returnValue = QUESTION; // browsers of some years ago ask only for this
    }
    sending = false;
  });
}

// Whether what is filled in here may go: there is nothing, or the person says so.
export function mayGo(inside) {
  return !unsaved(inside).length || window.confirm(QUESTION);
}

// The forms inside that hold something else than they came with.
export function unsaved(inside) {
  return [...inside.querySelectorAll(WATCHED)].filter((form) => [...form.elements].some(differs));
}

function differs(field) {
  if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected));
  return field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue;
}
