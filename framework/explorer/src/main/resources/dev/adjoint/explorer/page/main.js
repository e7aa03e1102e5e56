import { choice, h, replace, toggle } from "explorer/dom";
import { stop } from "explorer/player";
import { load } from "explorer/recording";
import { KEYS, listen } from "explorer/shortcuts";
import { changed, format, parse } from "explorer/state";
import { hideTooltip } from "explorer/tooltip";
import { checkView } from "explorer/views/check";
import { filmView } from "explorer/views/film";
import { filterGradientView } from "explorer/views/filter-gradient";
import { forwardView } from "explorer/views/forward";
import { gatesView } from "explorer/views/gates";
import { graphView } from "explorer/views/graph";
import { inputGradientView } from "explorer/views/input-gradient";
import { leftOverView } from "explorer/views/left-over";
import { matricesView } from "explorer/views/matrices";
import { pathView } from "explorer/views/path";
import { tapeView } from "explorer/views/tape";

/** In the order of the menu. Each is {id, title, missing(recording), render(context)}. */
const VIEWS = [
  tapeView, graphView, forwardView, inputGradientView, filterGradientView, leftOverView,
  matricesView, pathView, checkView, filmView, gatesView,
];

const recordings = load(JSON.parse(document.getElementById("data").textContent));
const header = document.getElementById("header");
const menu = document.getElementById("views");
const content = document.getElementById("content");
let state = {};

function recording() {
  return recordings.find(one => one.id === state.recording) ?? recordings[0];
}

function view() {
  return VIEWS.find(one => one.id === state.view) ?? VIEWS[0];
}

/** Changes settings. Views that have already drawn the change ask for no new picture. */
function set(changes, { draw = true } = {}) {
  const before = state;
  state = changed(state, changes);
  const moved = ["recording", "view"].some(key => (before[key] ?? "") !== (state[key] ?? ""));
  history[moved ? "pushState" : "replaceState"](null, "", format(state));
  if (moved) {
    stop();
  }
  if (draw) {
    render();
  }
}

function dark() {
  return state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function render() {
  hideTooltip();
  document.documentElement.dataset.theme = dark() ? "dark" : "light";
  const focused = document.activeElement?.dataset?.key;
  const current = recording();
  const missing = view().missing?.(current);
  document.title = `${view().title} · ${current.title} · Adjoint explorer`;
  renderHeader(current);
  renderMenu(current);
  replace(content,
    h("h1", {}, view().title, h("span", { class: "of" }, current.title)),
    missing ? h("p", { class: "missing" }, missing) : view().render({ recording: current, state, set }));
  document.querySelector(".graph .chosen, .tape .chosen")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (focused) {
    [...document.querySelectorAll("[data-key]")].find(e => e.dataset.key === focused)?.focus({ preventScroll: true });
  }
}

function renderHeader(current) {
  replace(header,
    h("span", { class: "brand" }, "Adjoint", h("span", {}, " explorer")),
    choice("Recording", recordings.map(one => [one.id, one.title]), current.id, id => set({ recording: id })),
    h("span", { class: "spacer" }),
    toggle("Predict", Boolean(state.predict), () => set({ predict: state.predict ? null : 1 }), "Hide gradients until they are guessed (p)"),
    toggle(dark() ? "Light" : "Dark", false, flipTheme, "Light or dark (t)"),
    h("button", { type: "button", title: "Keys (?)", onclick: help }, "Keys"),
    h("button", { type: "button", class: "quiet", onclick: () => document.getElementById("licences").showModal() }, "Licences"));
}

function renderMenu(current) {
  replace(menu, h("ol", {}, VIEWS.map((one, i) => h("li", {},
    h("a", {
      href: format(changed({ ...state, recording: current.id, view: view().id }, { view: one.id })),
      class: one.missing?.(current) ? "absent" : null,
      "aria-current": one === view() ? "page" : null, "data-key": "view " + one.id,
    }, h("span", { class: "place" }, i + 1), one.title)))));
  menu.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
}

function flipTheme() {
  set({ theme: dark() ? "light" : "dark" });
}

function help() {
  const dialog = document.getElementById("help");
  replace(dialog,
    h("h2", {}, "Keys"),
    h("dl", {}, KEYS.map(([key, meaning]) => [h("dt", {}, key), h("dd", {}, meaning)])),
    h("form", { method: "dialog" }, h("button", {}, "Close")));
  dialog.showModal();
}

listen({
  view: place => VIEWS[place] && set({ view: VIEWS[place].id }),
  move: by => set({ view: VIEWS[(VIEWS.indexOf(view()) + by + VIEWS.length) % VIEWS.length].id }),
  predict: () => set({ predict: state.predict ? null : 1 }),
  theme: flipTheme,
  help,
});

function read() {
  stop();
  state = parse(location.hash);
  render();
}

window.addEventListener("hashchange", read);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", render);
let resizing;
let width = window.innerWidth;
window.addEventListener("resize", () => {
  clearTimeout(resizing);
  resizing = setTimeout(() => {
    if (window.innerWidth !== width) {
      width = window.innerWidth;
      render();
    }
  }, 150);
});
read();
document.documentElement.dataset.ready = "true";
