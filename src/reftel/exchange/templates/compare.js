(() => {
  "use strict";
  const changes = [...document.querySelectorAll("ol.rows > li[data-change]")];
  const compared = document.querySelector(".compared");
  const tools = document.querySelector(".tools");
  if (!compared || !tools) return;

  const place = document.createElement("span");
  place.setAttribute("aria-live", "polite");
  const makeButton = (label, title, step) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.setAttribute("aria-label", title);
    button.addEventListener("click", () => go(step));
    return button;
  };
  if (changes.length) tools.append(makeButton("↑ Previous", "Previous change", -1), makeButton("↓ Next", "Next change", 1), place);

  let at = changes.findIndex((row) => "#" + row.id === location.hash);
  const total = new Set(changes.map((row) => row.dataset.change)).size;
  const tell = () => { place.textContent = at < 0 ? `${total} changes` : `${changes[at].dataset.change} of ${total}`; };
  const go = (step) => {
    if (!changes.length) return;
    const focused = changes.indexOf(document.activeElement.closest?.("li[data-change]"));
    if (focused >= 0) at = focused;
    at = at < 0 && step < 0 ? changes.length - 1 : Math.min(Math.max(at + step, 0), changes.length - 1);
    changes[at].focus({ preventScroll: true });
    changes[at].scrollIntoView({ block: "center" });
    tell();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select")) return;
    if (event.key === "j" || event.key === "n") go(1);
    else if (event.key === "k" || event.key === "p") go(-1);
    else return;
    event.preventDefault();
  });
  tell();

  const SVG = "http://www.w3.org/2000/svg";
  const links = document.createElementNS(SVG, "svg");
  links.setAttribute("class", "links");
  links.setAttribute("aria-hidden", "true");
  compared.append(links);
  const draw = () => {
    links.replaceChildren();
    const frame = compared.getBoundingClientRect();
    const movers = [...compared.querySelectorAll("li[data-to]")];
    for (const [index, from] of movers.entries()) {
      const to = document.getElementById(from.dataset.to);
      const left = from.querySelector(".old"), right = to && to.querySelector(".new");
      if (!right || !left.offsetParent || !right.offsetParent) continue;
      const a = left.getBoundingClientRect(), b = right.getBoundingClientRect();
      const x0 = a.right - frame.left + 6, y0 = a.top + Math.min(a.height, 24) / 2 - frame.top;
      const x1 = b.left - frame.left - 6, y1 = b.top + Math.min(b.height, 24) / 2 - frame.top;
      // Each line has a lane of its own between the columns, and turns into it by a small bend.
      const lane = x0 + (x1 - x0) * (index + 1) / (movers.length + 1);
      const bend = Math.min(12, Math.abs(y1 - y0) / 2) * Math.sign(y1 - y0);
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("d", `M${x0},${y0} Q${lane},${y0} ${lane},${y0 + bend} V${y1 - bend} Q${lane},${y1} ${x1},${y1}`);
      links.append(path);
      for (const [x, y] of [[x0, y0], [x1, y1]]) {
        const dot = document.createElementNS(SVG, "circle");
        dot.setAttribute("cx", x); dot.setAttribute("cy", y); dot.setAttribute("r", 3.5);
        links.append(dot);
      }
      for (const row of [from, to]) {
        row.onmouseenter = row.onfocus = () => path.classList.add("near");
        row.onmouseleave = row.onblur = () => path.classList.remove("near");
      }
    }
  };
  new ResizeObserver(draw).observe(compared);
  draw();
})();
