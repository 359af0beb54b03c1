package dev.paxoswasm.wit.java;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.paxoswasm.wit.WitException;
import dev.paxoswasm.wit.WitFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that are right in WIT and cannot stand side by side in Java. */
class JavaDeclarationsTest {

    @TempDir
    Path folder;

    @Test
    void twoNamesThatBecomeOneInJavaAreRefused() throws IOException {
        WitFiles.write(folder, "a.wit", "package a:b; interface i { record i-export { x: u8 } f: func(); }");

        assertThatExceptionOfType(WitException.class)
                .isThrownBy(() -> WitFiles.generate(folder))
                .withMessage("a.wit:1:35: this would become the Java type sample.i.IExport,"
                        + " which is made from a.wit:1:24 already; another name will do");
    }

    @Test
    void twoInterfacesThatBecomeOneJavaPackageAreRefused() throws IOException {
        WitFiles.write(folder, "deps/c.wit", "package c:d; interface i {}");
        WitFiles.write(folder, "a.wit", "package a:b; interface i {}");

        assertThatExceptionOfType(WitException.class)
                .isThrownBy(() -> WitFiles.generate(folder))
                .withMessage("deps/c.wit:1:24: interface c:d/i would become the Java package sample.i"
                        + " that belongs to the interface at a.wit:1:24");
    }

    @Test
    void aNameThatHidesOneOfJavaLangIsRefused() throws IOException {
        WitFiles.write(folder, "a.wit", "package a:b; interface i { record object { x: u8 } }");

        assertThatExceptionOfType(WitException.class)
                .isThrownBy(() -> WitFiles.generate(folder))
                .withMessage("a.wit:1:35: this would become the Java type Object, which java.lang has already;"
                        + " another name will do");
    }

    @Test
    void twoMembersThatBecomeOneAreRefused() throws IOException {
        WitFiles.write(folder, "a.wit", "package a:b; interface i { record r { a-1: u8, a1: u8 } }");

        assertThatExceptionOfType(WitException.class)
                .isThrownBy(() -> WitFiles.generate(folder))
                .withMessage("a.wit:1:48: `a1` would become `a1` in Java, as does the name at a.wit:1:39;"
                        + " another name will do");
    }

    @Test
    void aFunctionNamedAsAMethodOfAResourceIsRefused() throws IOException {
        WitFiles.write(folder, "a.wit", "package a:b; interface i { resource r { x: func(); } r-x: func(); }");

        assertThatExceptionOfType(WitException.class)
                .isThrownBy(() -> WitFiles.generate(folder))
                .withMessage("a.wit:1:54: `r-x` would become `rX` in Java, as does the name at a.wit:1:41;"
                        + " another name will do");
    }

    @Test
    void aCaseNamedAsItsVariantIsRefused() throws IOException {
        WitFiles.write(folder, "a.wit", "package a:b; interface i { variant v { v } }");

        assertThatExceptionOfType(WitException.class)
                .isThrownBy(() -> WitFiles.generate(folder))
                .withMessage("a.wit:1:40: this would become the Java type V within V, where it would hide another;"
                        + " another name will do");
    }
}
