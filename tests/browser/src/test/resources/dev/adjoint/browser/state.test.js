import { changed, format, integer, parse } from "explorer/state";

export function whatWasWrittenIsReadBack() {
  const state = { recording: "edge-detector", view: "forward", cell: "10", path: "2.0.1~4.0.1" };
  equal(parse(format(state)), state);
}

export function settingsWithoutAValueAreLeftOut() {
  equal(format({ view: "tape", cell: null, step: undefined, filter: "" }), "#view=tape");
}

export function anotherViewForgetsTheSettingsOfTheOldOne() {
  const state = { recording: "a", view: "forward", cell: 3, theme: "dark", predict: 1 };
  equal(changed(state, { view: "graph" }), { recording: "a", view: "graph", theme: "dark", predict: 1 });
}

export function anotherSettingKeepsTheOthers() {
  equal(changed({ view: "forward", cell: 3 }, { filter: 1 }), { view: "forward", cell: 3, filter: 1 });
}

export function numbersOutOfRangeGiveTheDefault() {
  equal(integer({ cell: "7" }, "cell", 0, 0, 9), 7);
  equal(integer({ cell: "10" }, "cell", 0, 0, 9), 0);
  equal(integer({ cell: "-1" }, "cell", 2, 0, 9), 2);
  equal(integer({ cell: "1.5" }, "cell", 2, 0, 9), 2);
  equal(integer({ cell: "x" }, "cell", 2, 0, 9), 2);
  equal(integer({}, "cell", 2, 0, 9), 2);
}
