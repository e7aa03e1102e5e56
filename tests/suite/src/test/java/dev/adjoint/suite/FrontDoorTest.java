package dev.adjoint.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.adjoint.Tensor;
import dev.adjoint.explorer.Explorer;
import dev.adjoint.jqwik.AdjointAssertions;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs import four packages by star, in jshell as well, and no name ever clashes. */
class FrontDoorTest {
    private static final List<String> STARS =
            List.of("dev.adjoint", "dev.adjoint.nn", "dev.adjoint.optim", "dev.adjoint.data");

    /** Imported everywhere, or by jshell where it starts. */
    private static final List<String> ALREADY_IMPORTED = List.of(
            "java/lang",
            "java/io",
            "java/math",
            "java/net",
            "java/nio/file",
            "java/util",
            "java/util/concurrent",
            "java/util/function",
            "java/util/regex",
            "java/util/stream");

    @TempDir
    private Path classes;

    /** The packages that anybody may import, of all modules of the framework. */
    private static Set<String> exported() {
        return Stream.of(Tensor.class, Explorer.class, AdjointAssertions.class)
                .flatMap(type -> ModuleFinder.of(home(type)).findAll().stream())
                .map(ModuleReference::descriptor)
                .flatMap(module -> module.exports().stream())
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    private static Path home(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JavaClass> publicTypes(Set<String> packages) {
        return new ClassFileImporter()
                .importPackages("dev.adjoint").stream()
                        .filter(type -> packages.contains(type.getPackageName()))
                        .filter(type ->
                                type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .toList();
    }

    @Test
    void noTwoPublicTypesShareASimpleName() {
        assertThat(exported()).containsAll(STARS);
        assertThat(publicTypes(exported()).stream().map(JavaClass::getSimpleName))
                .hasSizeGreaterThan(150)
                .doesNotHaveDuplicates();
    }

    @Test
    void noPublicTypeHasANameThatIsImportedAnyway() throws IOException, ClassNotFoundException {
        Set<String> taken = new TreeSet<>();
        Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", "java.base");
        for (String name : ALREADY_IMPORTED) {
            try (Stream<Path> files = Files.list(base.resolve(name))) {
                for (Path file : files.toList()) {
                    String type = file.getFileName().toString().replace(".class", "");
                    if (file.toString().endsWith(".class") && !type.matches(".*\\$.*|package-info")) {
                        Class<?> found = Class.forName(name.replace('/', '.') + "." + type, false, null);
                        if (Modifier.isPublic(found.getModifiers())) {
                            taken.add(type);
                        }
                    }
                }
            }
        }
        assertThat(taken).contains("Module", "List", "Path", "Function");
        assertThat(publicTypes(exported()).stream().map(JavaClass::getSimpleName))
                .doesNotContainAnyElementsOf(taken);
    }

    @Test
    void fourStarImportsCompileWithEveryPublicType() throws IOException {
        StringBuilder program = new StringBuilder();
        STARS.forEach(name -> program.append("import ").append(name).append(".*;\n"));
        for (String name :
                List.of("java.io", "java.math", "java.net", "java.nio.file", "java.util", "java.util.stream")) {
            program.append("import ").append(name).append(".*;\n");
        }
        program.append("interface Page {\n");
        for (JavaClass type : publicTypes(Set.copyOf(STARS))) {
            program.append("Class<?> THE_").append(type.getSimpleName()).append(" = ");
            program.append(type.getSimpleName()).append(".class;\n");
        }
        Compiled.page("star imports", program.append("}\n").toString(), classes).close();
    }

    @Test
    void kernelsAndOperationsAreNotPublic() {
        assertThat(exported())
                .doesNotContain("dev.adjoint.op", "dev.adjoint.kernel", "dev.adjoint.internal", "dev.adjoint.file");
    }
}
