package dev.adjoint.examples.cli;

import java.io.PrintStream;
import java.nio.charset.Charset;

/** Where the command line prints. Names in files may hold anything; here it becomes safe for a terminal. */
final class Terminal {
    private Terminal() {}

    /** The same text with an escape for each character that would steer a terminal, but for line ends and tabs. */
    static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean steers = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
            if (steers && c != '\n' && c != '\t') {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /** Standard output or error, through which only printable text goes. */
    static PrintStream printable(PrintStream stream) {
        return new PrintStream(stream, true, Charset.defaultCharset()) {
            @Override
            public void print(String text) {
                super.print(printable(String.valueOf(text)));
            }
        };
    }
}
