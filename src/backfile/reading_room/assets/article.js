// The article: copying citations, and showing where a field was read while it is pointed at. Reading works without.
"use strict";
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  const before = [...button.childNodes];
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.replaceChildren(button.dataset.done);
    setTimeout(() => button.replaceChildren(...before), 1600);
  });
}
const show = (field, shown) => {
  for (const box of document.querySelectorAll(`[data-read="${field}"], [data-said="${field}"]`)) box.classList.toggle("shown", shown);
};
for (const element of document.querySelectorAll("[data-of]")) {
  const field = element.dataset.of;
  if (!document.querySelector(`[data-said="${field}"]`)) continue;
  for (const [event, shown] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
    element.addEventListener(event, () => show(field, shown));
  }
}
