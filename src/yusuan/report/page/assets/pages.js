// The middle: the pages of the document; where a click leads, and how large they are shown.
const PAGES = $("pages");
const chosen = { figure: -1, finding: -1 };
let zoom = 0; // 0: as wide as there is room; else pixels a point

function resize() {
  PAGES.querySelectorAll(".paper").forEach((paper) => {
    const view = DATA.views[Number(paper.parentNode.dataset.v)];
    paper.style.width = zoom ? (view.width / 10) * zoom + "px" : "";
    paper.style.maxWidth = zoom ? "none" : (view.width / 10) * 1.5 + "px";
  });
  PAGES.querySelectorAll(".flow").forEach((flow) => { flow.style.fontSize = zoom ? 11 * zoom + "px" : ""; });
}

function changeZoom(factor) {
  const paper = PAGES.querySelector(".paper");
  const now = zoom || (paper ? (paper.clientWidth * 10) / DATA.views[Number(paper.parentNode.dataset.v)].width : 15 / 11);
  const height = PAGES.scrollHeight;
  const middle = (PAGES.scrollTop + PAGES.clientHeight / 2) / height;
  zoom = factor ? Math.min(4, Math.max(0.4, now * factor)) : 0;
  resize();
  PAGES.scrollTop = middle * PAGES.scrollHeight - PAGES.clientHeight / 2;
}

/** Bring a spot into the middle and let it light up. */
function goTo(anchor) {
  if (anchor === null || anchor === undefined) return;
  if (typeof anchor === "string") {
    const node = $(anchor);
    if (!node) return;
    node.scrollIntoView({ block: "center", inline: "nearest" });
    lightUp(node);
    return;
  }
  const section = $("v" + anchor[0]);
  if (!section) return;
  if (section.querySelector(".marks")) markSheet(section);
  const paper = section.querySelector(".paper") || section;
  const view = DATA.views[anchor[0]];
  const top = PAGES.getBoundingClientRect().top;
  const from = paper.getBoundingClientRect();
  if (anchor.length < 5) {
    PAGES.scrollTop += from.top - top - 12;
    return;
  }
  const middle = ((anchor[2] + anchor[4]) / 2 / view.height) * from.height;
  PAGES.scrollTop += from.top - top + middle - PAGES.clientHeight / 2;
  const across = ((anchor[1] + anchor[3]) / 2 / view.width) * from.width;
  PAGES.scrollLeft += from.left - PAGES.getBoundingClientRect().left + across - PAGES.clientWidth / 2;
  const light = place(el("div.light"), anchor.slice(1), view);
  section.querySelector(".marks").appendChild(light);
  setTimeout(() => light.remove(), 1600);
}

function lightUp(node) {
  node.classList.add("lit");
  setTimeout(() => node.classList.remove("lit"), 1600);
}

/** Pages are marked when they come near: a document has thousands of figures. */
function watch() {
  const sheets = PAGES.querySelectorAll(".sheet");
  PAGES.querySelectorAll(".flow").forEach(markFlow);
  if (!("IntersectionObserver" in window)) {
    sheets.forEach(markSheet);
    return;
  }
  // A page that is not marked yet can be reached by Tab all the same, which brings it near.
  sheets.forEach((sheet) => { sheet.tabIndex = 0; });
  const observer = new IntersectionObserver((entries) => entries.forEach((entry) => {
    if (!entry.isIntersecting) return;
    markSheet(entry.target);
    observer.unobserve(entry.target);
  }), { root: PAGES, rootMargin: "600px" });
  sheets.forEach((sheet) => observer.observe(sheet));
}

/** The figure nearest to `from` in the direction of an arrow key, on the same page. */
function neighbour(from, key) {
  const a = from.getBoundingClientRect();
  const [ax, ay] = [(a.left + a.right) / 2, (a.top + a.bottom) / 2];
  let best = null;
  let least = Infinity;
  from.closest(".view").querySelectorAll(".fig").forEach((other) => {
    if (other === from) return;
    const b = other.getBoundingClientRect();
    const dx = (b.left + b.right) / 2 - ax;
    const dy = (b.top + b.bottom) / 2 - ay;
    const along = { ArrowRight: dx, ArrowLeft: -dx, ArrowDown: dy, ArrowUp: -dy }[key];
    const aside = key === "ArrowRight" || key === "ArrowLeft" ? Math.abs(dy) : Math.abs(dx);
    if (along > 3 && along + 4 * aside < least) {
      least = along + 4 * aside;
      best = other;
    }
  });
  return best;
}
