(() => {
  "use strict";
  const pane = document.getElementById("sources");
  const told = document.getElementById("told");
  let current = null;
  document.documentElement.classList.add("js");

  const show = (link) => {
    const id = decodeURIComponent(link.getAttribute("href").slice(1));
    const line = document.getElementById(id);
    if (!line) return;
    for (const old of pane.querySelectorAll(".cited, .hit")) old.classList.remove("cited", "hit");
    const prefix = id.slice(0, id.lastIndexOf("-L") + 2);
    const last = Math.min(Number(link.dataset.last), Number(link.dataset.first) + 1000);
    for (let at = Number(link.dataset.first); at <= last; at += 1) {
      document.getElementById(prefix + at)?.classList.add("cited");
    }
    line.classList.add("hit");
    if (current) current.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    current = link;
    pane.classList.add("open");
    pane.scrollTop += line.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
    const path = line.closest("section").querySelector("h3").textContent;
    told.textContent = `${path}, line ${line.dataset.n}: ${line.textContent.trim()}`;
  };

  const close = () => {
    pane.classList.remove("open");
    if (current) current.focus();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-first]");
    if (!link) return;
    event.preventDefault();
    show(link);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && pane.classList.contains("open")) close();
    const link = event.target.closest?.("a[data-first]");
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!link || !step || event.altKey || event.ctrlKey || event.metaKey) return;
    const links = [...document.querySelectorAll("main a[data-first]")].filter((one) => one.offsetParent);
    const next = links[links.indexOf(link) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
    show(next);
  });

  document.getElementById("close").addEventListener("click", close);
})();
