"""7 The papers out: any ledger or report as json, table, xlsx, docx, html."""
