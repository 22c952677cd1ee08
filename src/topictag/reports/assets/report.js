// The sliders, which need a script and are hidden without one; and closed sections, which open for links and for print.
"use strict";
for (const slider of document.querySelectorAll(".slider")) {
  const points = JSON.parse(slider.dataset.points);
  const model = JSON.parse(slider.dataset.model);
  const [left, right, bottom, top_] = JSON.parse(slider.dataset.frame);
  const input = slider.querySelector("input");
  const output = slider.querySelector("output");
  const picture = slider.closest("details").querySelector("svg");
  const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  dot.setAttribute("r", "6");
  dot.setAttribute("style", "fill: none; stroke: var(--ink); stroke-width: 2");
  picture.append(dot);
  const write = (figure) => (figure === null ? "–" : figure.toFixed(3));
  const show = (threshold, [precision, recall, n, f1]) => {
    const text = `precision ${write(precision)}, recall ${write(recall)}, F1 ${write(f1)}, ${n} texts tagged`;
    output.textContent = `${slider.dataset.name} ${threshold}: ${text}.`;
    input.setAttribute("aria-valuetext", `${threshold}: ${text}`);
    dot.toggleAttribute("hidden", precision === null || recall === null);
    dot.style.display = precision === null || recall === null ? "none" : "";
    dot.setAttribute("cx", left + (right - left) * (recall ?? 0));
    dot.setAttribute("cy", bottom + (top_ - bottom) * (precision ?? 0));
  };
  const reset = () => {
    input.value = Math.round(model[0] * 100);
    show(model[0].toFixed(3), model.slice(1));
  };
  const move = () => show((input.value / 100).toFixed(2), points[input.value]);
  input.addEventListener("input", move);
  for (const button of slider.querySelectorAll("button"))
    button.addEventListener("click", () => {
      if (!("step" in button.dataset)) return reset();
      input.value = button.dataset.step;
      move();
    });
  reset();
  slider.hidden = false;
}
const reveal = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const section = target && target.closest("details");
  if (section) {
    section.open = true;
    target.scrollIntoView();
  }
};
window.addEventListener("hashchange", reveal);
window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((own) => (own.open = true)));
reveal();
