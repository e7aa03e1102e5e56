import { unflatten } from "explorer/tensor";

/**
 * The chain rule, element by element: from an element of a leaf along every operation to the loss. A step is
 * {entry, element, derivative}, the derivative of that element by the one before.
 */
export class Paths {
  constructor(recording) {
    this.recording = recording;
    this.columns = new Map();
    this.counts = new Map();
  }

  /** The steps from an element; null if an operation that uses it keeps no local derivatives. */
  next(entry, element) {
    const steps = [];
    for (const use of this.recording.consumers[entry]) {
      const user = this.recording.entries[use.entry];
      if (user.gradient) {
        const found = this.local(user, use.input, element);
        if (!found) {
          return null;
        }
        steps.push(...found.map(step => ({ entry: use.entry, input: use.input, ...step })));
      }
    }
    return steps;
  }

  /** The elements of an operation's output that depend on an element of an input, with their derivatives. */
  local(user, input, element) {
    if (user.isConvolution) {
      return this.throughConvolution(user, input, element);
    }
    const kept = user.derivatives[input];
    if (!kept) {
      return null;
    }
    if (!kept.outputs) {
      return kept.values[element] === 0 ? [] : [{ element, derivative: kept.values[element] }];
    }
    const key = user.index + " " + input;
    if (!this.columns.has(key)) {
      const columns = new Map();
      kept.inputs.forEach((place, i) => {
        columns.set(place, [...(columns.get(place) ?? []), { element: kept.outputs[i], derivative: kept.values[i] }]);
      });
      this.columns.set(key, columns);
    }
    return this.columns.get(key).get(element) ?? [];
  }

  /** A convolution's local derivatives are its weights, by the input, and its input, by the weights. */
  throughConvolution(user, input, element) {
    const conv = this.recording.convolutions.find(one => one.entry === user);
    if (conv.keptImages < conv.images) {
      return null;
    }
    const [a, b, ...rest] = unflatten(element, user.input(input).shape);
    const [row, column] = conv.rank === 2 ? rest : [0, rest[0]];
    const place = (n, o, p, q) => ((n * conv.filters + o) * conv.height.output + p) * conv.width.output + q;
    const terms = input === 0
      ? conv.gather(a, b, row, column).map(t => ({ element: place(a, t.filter, t.row, t.column), derivative: t.weight }))
      : conv.filterTerms(a, conv.group(a) * conv.channelsOfGroup + b, row, column)
        .map(t => ({ element: place(t.n, a, t.row, t.column), derivative: t.x }));
    return terms.filter(t => t.derivative !== 0);
  }

  /** How many paths lead from an element to the loss; null if some operation keeps no local derivatives. */
  count(entry, element) {
    if (entry === this.recording.loss) {
      return 1;
    }
    const key = entry + " " + element;
    if (!this.counts.has(key)) {
      const steps = this.next(entry, element);
      let total = steps ? 0 : null;
      for (const step of steps ?? []) {
        const further = this.count(step.entry, step.element);
        total = further === null || total === null ? null : total + further;
      }
      this.counts.set(key, total);
    }
    return this.counts.get(key);
  }

  /** Every path from an element to the loss, as {steps, product}; at most `most`. */
  all(entry, element, most) {
    const found = [];
    const walk = (from, place, steps, product) => {
      if (found.length >= most) {
        return;
      }
      if (from === this.recording.loss) {
        found.push({ steps, product });
        return;
      }
      for (const step of this.next(from, place) ?? []) {
        walk(step.entry, step.element, [...steps, step], product * step.derivative);
      }
    };
    walk(entry, element, [], 1);
    return found;
  }
}
