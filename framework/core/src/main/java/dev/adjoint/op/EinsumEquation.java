package dev.adjoint.op;

import dev.adjoint.ArgumentException;
import dev.adjoint.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an einsum equation says: a label for each axis of each operand and of the output. A letter's label is its code;
 * the axes of an ellipsis are -1 for the last, -2 for the one before it, and so on, so that they meet as in
 * broadcasting.
 */
record EinsumEquation(List<List<Integer>> operands, List<Integer> output) {
    private static final String ELLIPSIS = "...";
    private static final String ARROW = "->";

    static EinsumEquation parse(String equation, List<Shape> shapes) {
        String text = equation.replace(" ", "");
        int arrow = text.indexOf(ARROW);
        String[] terms = (arrow < 0 ? text : text.substring(0, arrow)).split(",", -1);
        if (terms.length != shapes.size()) {
            throw new ArgumentException("einsum: equation '" + equation + "' describes " + terms.length
                    + " operands, got " + shapes.size());
        }
        List<List<Integer>> operands = new ArrayList<>();
        int ellipsis = 0;
        for (int k = 0; k < terms.length; k++) {
            int rank = shapes.get(k).rank();
            boolean open = terms[k].contains(ELLIPSIS);
            int letters = terms[k].length() - (open ? ELLIPSIS.length() : 0);
            if (open ? letters > rank : letters != rank) {
                throw new ArgumentException("einsum: '" + terms[k] + "' in '" + equation + "' names "
                        + (open ? "at least " : "") + letters + " axes, operand " + k + " has shape " + shapes.get(k));
            }
            ellipsis = Math.max(ellipsis, rank - letters);
            operands.add(labels(terms[k], rank - letters, equation));
        }
        List<Integer> output =
                arrow < 0 ? implicit(operands) : labels(text.substring(arrow + ARROW.length()), ellipsis, equation);
        requireKnown(output, operands, equation);
        return new EinsumEquation(operands, output);
    }

    private static List<Integer> labels(String term, int ellipsis, String equation) {
        List<Integer> labels = new ArrayList<>();
        int dots = term.indexOf(ELLIPSIS);
        for (int i = 0; i < term.length(); i++) {
            char c = term.charAt(i);
            if (i == dots) {
                for (int axis = ellipsis; axis > 0; axis--) {
                    labels.add(-axis);
                }
                i += ELLIPSIS.length() - 1;
            } else if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                labels.add((int) c);
            } else {
                throw new ArgumentException("einsum: expected letters, commas, one '...' an operand and one '->', got '"
                        + c + "' in '" + equation + "'");
            }
        }
        return labels;
    }

    /** Without an arrow: the ellipsis, then the letters that occur once, in alphabetical order, capitals first. */
    private static List<Integer> implicit(List<List<Integer>> operands) {
        TreeMap<Integer, Integer> occurrences = new TreeMap<>();
        operands.forEach(labels -> labels.forEach(label -> occurrences.merge(label, 1, Integer::sum)));
        return occurrences.keySet().stream()
                .filter(label -> label < 0 || occurrences.get(label) == 1)
                .toList();
    }

    private static void requireKnown(List<Integer> output, List<List<Integer>> operands, String equation) {
        Set<Integer> known = new HashSet<>();
        operands.forEach(known::addAll);
        Set<Integer> seen = new HashSet<>();
        for (int label : output) {
            if (!known.contains(label) || !seen.add(label)) {
                throw new ArgumentException("einsum: output label '" + name(label) + "' of '" + equation + "' "
                        + (known.contains(label) ? "comes twice" : "is in no operand"));
            }
        }
    }

    /** A label as it stands in the equation. */
    static String name(int label) {
        return label < 0 ? ELLIPSIS : Character.toString(label);
    }
}
