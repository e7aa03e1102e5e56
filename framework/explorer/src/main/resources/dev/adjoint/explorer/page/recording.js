import { Convolution } from "explorer/convolution";
import { slug } from "explorer/format";
import { Tensor } from "explorer/tensor";

/** One recorded tape, with its numbers ready to be looked at. */
export class Recording {
  constructor(data, id) {
    Object.assign(this, { title: data.title, description: data.description, loss: data.loss, notes: data.notes, id });
    this.checks = data.checks;
    this.film = data.film ?? null;
    this.surface = data.surface ?? null;
    this.entries = data.entries.map(entry => new Entry(entry, this));
    this.consumers = this.entries.map(() => []);
    for (const entry of this.entries) {
      entry.inputs.forEach((source, input) => this.consumers[source].push({ entry: entry.index, input }));
    }
    this.convolutions = this.entries.filter(entry => entry.isConvolution).map(entry => new Convolution(entry));
  }

  get lossValue() {
    return this.entries[this.loss].value.data[0];
  }
}

/** One entry of a tape. */
export class Entry {
  constructor(data, recording) {
    Object.assign(this, data);
    this.recording = recording;
    this.shape = data.value.shape;
    this.value = new Tensor(data.value, data.dtype);
    this.gradient = data.gradient ? new Tensor(data.gradient, data.dtype) : null;
  }

  get isLeaf() {
    return this.kind !== "OPERATION";
  }

  /** A convolution that the views can draw: of one or two spatial axes, on the way to the loss. */
  get isConvolution() {
    return /^conv[12]d$/.test(this.name) && this.inputs.length >= 2 && Boolean(this.windows) && this.gradient !== null;
  }

  get isPooling() {
    return /^(max|avg)_pool[12]d$/.test(this.name) && Boolean(this.windows) && this.gradient !== null;
  }

  /** A name that tells entries apart. */
  get label() {
    return "#" + this.index + " " + this.name;
  }

  input(k) {
    return this.recording.entries[this.inputs[k]];
  }

  /** What this operation adds to the gradient of an input; null if that input leads to no loss. */
  contribution(k) {
    const own = this.contributions[k];
    return own ? new Tensor(own, this.dtype) : this.input(k).gradient;
  }
}

/** All recordings of the page's data, each under a name of its own. */
export function load(data) {
  const used = new Map();
  return data.map(tape => {
    const name = slug(tape.title);
    const before = used.get(name) ?? 0;
    used.set(name, before + 1);
    return new Recording(tape, before === 0 ? name : name + "-" + (before + 1));
  });
}
