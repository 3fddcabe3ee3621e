// Keyboard: "/" to the search field, j/k to next/previous. Nothing here is needed to read.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const follow = (rel) => document.querySelector(`main a[rel=${rel}]`)?.click();
  if (event.key === "/") { event.preventDefault(); document.getElementById("q").focus(); }
  else if (event.key === "j") follow("next");
  else if (event.key === "k") follow("prev");
});
