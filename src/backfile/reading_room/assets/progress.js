// What a running `backfile add` is at, asked for every few seconds; the page is loaded anew when a file is done.
"use strict";
const work = document.getElementById("work");
const bars = [...work.querySelectorAll("li")];
async function look() {
  const { work: now } = await (await fetch(work.dataset.source)).json();
  if (now.length !== bars.length) return location.reload();
  now.forEach((one, at) => {
    const bar = bars[at].querySelector("progress");
    if (!bar) return;
    bar.max = one.total || 1;
    bar.value = one.done;
    bars[at].querySelector(".figures").textContent = `${one.done} / ${one.total || "?"}`;
  });
  setTimeout(look, 3000);
}
setTimeout(look, 3000);
