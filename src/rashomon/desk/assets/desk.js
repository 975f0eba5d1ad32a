// What pages can do besides being read: nothing here is needed to read them.
"use strict";

// A range over the moments of our knowing beside the list of them.
for (const form of document.querySelectorAll("form.asof")) {
  const select = form.querySelector("select");
  const options = Array.from(select.options).reverse();
  if (options.length < 3) continue;
  const range = document.createElement("input");
  Object.assign(range, { type: "range", min: 0, max: options.length - 1, value: options.indexOf(select.selectedOptions[0]) });
  range.setAttribute("aria-label", "As known at: slide through the moments at which the case grew");
  range.setAttribute("aria-valuetext", select.selectedOptions[0].textContent);
  range.addEventListener("input", () => {
    const option = options[Number(range.value)];
    select.value = option.value;
    range.setAttribute("aria-valuetext", option.textContent);
  });
  let waiting = 0;
  range.addEventListener("change", () => { // arrow keys may go on to the next moment before the page is asked for
    clearTimeout(waiting);
    waiting = setTimeout(() => form.requestSubmit(), 400);
  });
  select.after(range);
}

// A form sends no empty fields, so that links stay short.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "get") return;
  for (const field of event.target.elements) if (field.name && field.value === "") field.disabled = true;
});
window.addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form :disabled")) field.disabled = false;
});

// Brush the timeline: drag over days to see only those.
for (const svg of document.querySelectorAll("figure.strip svg")) {
  const bars = Array.from(svg.querySelectorAll("a[data-since]"));
  const { left, right, since, until } = svg.dataset;
  const from = Date.parse(since), to = Date.parse(until) + 86400000;
  let start = null, mark = null;
  const at = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return Math.min(Math.max(point.x, Number(left)), Number(right));
  };
  const day = (x) => new Date(from + ((x - left) / (right - left)) * (to - from - 1)).toISOString().slice(0, 10);
  svg.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.pointerType === "mouse") start = at(event); // a finger scrolls
  });
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointermove", (event) => {
    if (start === null || Math.abs(at(event) - start) < 4) return;
    if (!mark) {
      mark = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      mark.setAttribute("class", "brush");
      mark.setAttribute("y", 8);
      mark.setAttribute("height", Number(svg.viewBox.baseVal.height) - 32);
      svg.append(mark);
      svg.setPointerCapture(event.pointerId);
    }
    mark.setAttribute("x", Math.min(start, at(event)));
    mark.setAttribute("width", Math.abs(at(event) - start));
  });
  svg.addEventListener("pointerup", (event) => {
    if (mark) {
      const ends = [start, at(event)].sort((a, b) => a - b);
      const link = new URL(location.href);
      link.searchParams.set("since", day(ends[0]));
      link.searchParams.set("until", day(ends[1]));
      link.searchParams.delete("after");
      location.href = link.href;
    }
    start = null;
  });
  svg.addEventListener("click", (event) => { if (mark) event.preventDefault(); }, true);
  if (!bars.length) svg.removeAttribute("data-since");
}

// A claim and its line in the margin light up together.
for (const mark of document.querySelectorAll("mark.claim")) {
  const lines = mark.dataset.claims.split(" ").map((n) => document.getElementById("m-" + n));
  const light = (on) => [mark, ...lines].forEach((each) => each && each.classList.toggle("lit", on));
  mark.addEventListener("pointerenter", () => light(true));
  mark.addEventListener("pointerleave", () => light(false));
}

// Review by keyboard: a key does what the button or link that names it does. It can be switched off, for whoever dictates.
const keys = document.getElementById("keys");
if (keys) {
  document.querySelector(".keys").hidden = false;
  keys.checked = localStorage.getItem("keys") !== "off";
  keys.addEventListener("change", () => localStorage.setItem("keys", keys.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (event.key === "Escape" && typing) typing.blur();
    if (!keys.checked || typing || event.ctrlKey || event.altKey || event.metaKey) return;
    const there = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!there) return;
    event.preventDefault();
    if (there.matches("input")) there.focus();
    else there.click();
  });
}

// On a narrow screen the list comes first: filters are folded until they are asked for.
if (matchMedia("(max-width: 56rem)").matches) {
  for (const fold of document.querySelectorAll(".facets .fold")) fold.open = false;
}
