package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.WitModel;
import java.util.List;
import java.util.Map;

/** Writes the class that finds the codec of a type by its Java class. */
final class CodecsWriter {

    static final String CLASS_NAME = "WitBinary";

    private final JavaFiles files;
    private final WitModel model;

    CodecsWriter(JavaFiles files, WitModel model) {
        this.files = files;
        this.model = model;
    }

    void write() {
        String basePackage = files.options().basePackage();
        JavaSource source = files.source(basePackage, SupportWriter.ORIGIN, List.of());
        List<String> codecs = model.interfaces().stream()
                .filter(BinaryWriter::isNeeded)
                .map(each -> source.use(files.packageOf(each.name()) + "." + BinaryWriter.className(each.name()))
                        + ".CODECS")
                .toList();
        String map = source.use("java.util.Map");
        String anyCodec = "WitCodec<?>";
        source.docs("Finds how the values of a type are written in the Component Model's binary encoding of values"
                + " (Binary.md, \"Value Definitions\").");
        source.open("public final class " + CLASS_NAME + " {").blank();
        source.docs("The media type of a message that is exactly one such value.");
        source.line("public static final String MEDIA_TYPE = \"application/vnd.wit-value\";")
                .blank();
        source.line("private static final " + map + "<Class<?>, " + anyCodec + "> CODECS = byClass();")
                .blank();
        source.line("private " + CLASS_NAME + "() {}").blank();
        source.docs("Whether a class has a codec: a record, a variant, one of a variant's cases, or an enum.");
        source.open("public static boolean knows(Class<?> type) {")
                .line("return CODECS.containsKey(type);")
                .close("}")
                .blank();
        source.docs(
                "The codec of a class. That of a variant's case writes what the variant's writes, and reads no other case.",
                Map.of("@throws IllegalArgumentException", "if there is none"));
        source.line("@SuppressWarnings(\"unchecked\") // the map has each codec under its own type")
                .open("public static <T> WitCodec<T> codecOf(Class<T> type) {");
        source.line(anyCodec + " codec = CODECS.get(type);").open("if (codec == null) {");
        source.line("throw new IllegalArgumentException(type + \" is no record, variant or enum made from WIT\");")
                .close("}")
                .line("return (WitCodec<T>) codec;")
                .close("}")
                .blank();
        source.docs(
                "Writes a value of a type that has a codec.",
                Map.of(
                        "@throws IllegalArgumentException",
                        "if it has none, or if a string in it has unpaired surrogates, which UTF-8 cannot carry"));
        source.open("public static byte[] encode(Object value) {")
                .line("return encode(codecOf(value.getClass()), value);")
                .close("}")
                .blank();
        source.open("private static <T> byte[] encode(WitCodec<T> codec, Object value) {")
                .line("return codec.encode(codec.type().cast(value));")
                .close("}")
                .blank();
        source.docs("Every codec, those of the cases of variants included.");
        source.open("public static " + source.use("java.util.Collection") + "<" + anyCodec + "> codecs() {")
                .line("return CODECS.values();")
                .close("}")
                .blank();
        source.open("private static " + map + "<Class<?>, " + anyCodec + "> byClass() {");
        source.line(map + "<Class<?>, " + anyCodec + "> codecs = new " + source.use("java.util.HashMap") + "<>();");
        String list = source.use("java.util.List");
        source.list(list + "<" + list + "<" + anyCodec + ">> ofInterfaces = " + list + ".of(", codecs, ");");
        source.line("ofInterfaces.forEach(each -> each.forEach(codec -> addWithCases(codecs, codec)));");
        source.line("return " + map + ".copyOf(codecs);").close("}").blank();
        source.open("private static void addWithCases(" + map + "<Class<?>, " + anyCodec + "> codecs, " + anyCodec
                + " codec) {");
        source.line("codecs.put(codec.type(), codec);").open("if (codec.type().isSealed()) {");
        source.open("for (Class<?> each : codec.type().getPermittedSubclasses()) {");
        source.line("codecs.put(each, codec.narrowedTo(each));")
                .close("}")
                .close("}")
                .close("}")
                .close("}");
        files.add(basePackage, CLASS_NAME, source.render());
    }
}
