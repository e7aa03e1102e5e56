package dev.adjoint.suite.explorer;

import dev.adjoint.explorer.Page;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The data in a page. */
public final class PageData {
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    private PageData() {}

    /** The text that a browser takes as the page's data: everything up to the first end of a script. */
    public static String of(Page page) {
        Matcher data = DATA.matcher(page.html());
        if (!data.find()) {
            throw new AssertionError("a page without data");
        }
        return data.group(1);
    }
}
