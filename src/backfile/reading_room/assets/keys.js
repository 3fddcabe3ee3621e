// Keys: see the list that "?" opens. Nothing here is needed to read.
"use strict";
const follow = (selector) => document.querySelector(selector)?.click();
const leftward = () => Boolean(document.querySelector(".pager.leftward"));
const keys = {
  "/": () => document.getElementById("q").focus(),
  j: () => follow("main a[rel=next]"),
  k: () => follow("main a[rel=prev]"),
  g: () => document.getElementById("label")?.focus(),
  z: () => follow("#zoom"),
  "?": () => document.getElementById("keys").showModal(),
  ArrowRight: () => follow(`.pager a[rel=${leftward() ? "prev" : "next"}]`),
  ArrowLeft: () => follow(`.pager a[rel=${leftward() ? "next" : "prev"}]`),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, dialog, .deep, svg") || !Object.hasOwn(keys, event.key)) return;
  if (event.key === "/" || event.key === "g") event.preventDefault();
  keys[event.key]();
});
