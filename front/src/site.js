import "./site.scss";
import htmx from "htmx.org";
import { watchReview } from "./review.js";
import { watchKeys } from "./keys.js";
import { watchLedger } from "./ledger.js";
import { watchUnsaved } from "./unsaved.js";
import { watchUploads } from "./upload.js";

// Nothing of htmx that needs eval, inline styles or page copies in the browser's storage.
Object.assign(htmx.config, {
  allowEval: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyEnabled: false,
  historyCacheSize: 0,
  allowScriptTags: false,
  refreshOnHistoryMiss: true,
  // A refusal is shown too: the server says where.
  responseHandling: [{ code: "204", swap: false }, { code: "...", swap: true }],
});

watchReview(document);
watchKeys(document);
watchUploads(document);
watchLedger(document);
watchUnsaved(document);

// htmx notes the address it was opened on; a shared computer need not.
sessionStorage.clear();
