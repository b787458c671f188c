// The address line follows the filters, so that a narrowed ledger can be kept, sent and printed.
export function watchLedger(document) {
  const form = document.querySelector("[data-filters]");
  if (!form) return;
  form.classList.add("js");
  // On a phone the list comes first, the conditions on request.
  form.querySelector(".more").open = window.matchMedia("(min-width: 641px)").matches;
  document.addEventListener("htmx:afterOnLoad", ({ detail: { elt, xhr } }) => {
    if (elt === form && xhr.status === 200) history.replaceState(null, "", address(form));
  });
}

function address(form) {
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  return asked.size ? `?${asked}` : location.pathname;
}
